import { exit, type Command } from './command.ts';

/** `perigee serve`: the app, its API and collaboration from this process, until it is told to stop. */
export const serveCommand: Command = {
  usage: '[--port N] [--host NAME] [--data DIR]',
  summary: 'Serve the editor and its projects from this machine.',
  help: `  --port N      default 3000 (or PORT)
  --host NAME   default localhost, which only this machine reaches (or HOST)
  --data DIR    where projects are stored, default ./data (or PERIGEE_DATA)`,
  async run(args) {
    // Loaded late: the other commands need no server.
    const { runServer } = await import('../server/main.ts');
    await runServer(args);
    return process.exitCode === 1 ? exit.failed : exit.ok;
  },
};
