import { ProblemError } from '../base/result.ts';
import { readSettings, type ServerSettings } from '../server/settings.ts';
import { exit, UsageError, type Command } from './command.ts';

/** `perigee serve`: the app, its API and collaboration from this process, until it is told to stop. */
export const serveCommand: Command = {
  usage: '[--port N] [--host NAME] [--data DIR] [--config FILE]',
  summary: 'Serve the editor and its projects from this machine.',
  help: `  --port N      default 3000 (or PORT)
  --host NAME   default localhost, which only this machine reaches (or HOST)
  --data DIR    where projects are stored, default ./data (or PERIGEE_DATA)
  --config FILE settings and limits as JSON, all of them listed in docs/operate.md (or PERIGEE_CONFIG)

PERIGEE_HOSTS names further hosts that it answers to, such as "game.example.org, 192.168.0.7".
PERIGEE_PASSWORD is asked for by a server that has it set.`,
  async run(args) {
    const settings = settingsOf(args);
    // Loaded late: the other commands need no server.
    const { runServer } = await import('../server/main.ts');
    return (await runServer(settings)) ? exit.ok : exit.failed;
  },
};

function settingsOf(args: readonly string[]): ServerSettings {
  try {
    return readSettings(args, process.env);
  } catch (error) {
    throw error instanceof ProblemError ? new UsageError(error.message) : error;
  }
}
