import { readFile } from 'node:fs/promises';
import { exportFiles, exportHtml } from '../export/export.ts';
import { zipFiles } from '../export/zip.ts';
import type { Result } from '../base/result.ts';
import { firstScene } from '../schema/resolve.ts';
import { exit, onlyArgument, readArgs, Refusal, UsageError, type Command } from './command.ts';
import { readProject, writeOutput } from './disk.ts';

/** `perigee export`: a project folder as a playable build. */
export const exportCommand: Command = {
  usage: 'DIR --html FILE | --zip FILE',
  summary: 'Make a playable build: one HTML file that runs from disk, or a zip for a web server.',
  help: `  --html FILE   everything in one HTML file
  --zip FILE    index.html, player and assets in a zip`,
  async run(args, output) {
    const { values, positionals } = readArgs(args, { html: { type: 'string' }, zip: { type: 'string' } });
    const directory = onlyArgument(positionals, 'the project folder to export');
    if (values.html === undefined && values.zip === undefined)
      throw new UsageError('Say with --html FILE or --zip FILE what to write.');
    const { project, files } = await readProject(directory);
    if (firstScene(project) === null)
      throw new Refusal(exit.badInput, [
        { file: directory, message: 'The project has no scene to play; add one first.' },
      ]);
    const bytes = (sha256: string) => files.get(sha256) ?? null;
    const player = await readPlayer();
    const write = async (file: string, content: string | Uint8Array) => {
      await writeOutput(file, content);
      output.out(`${file}: ${Math.ceil(content.length / 1024)} KB`);
    };
    if (values.html !== undefined)
      await write(values.html, good(directory, exportHtml(project, bytes, player)));
    if (values.zip !== undefined)
      await write(values.zip, zipFiles(good(directory, exportFiles(project, bytes, player))));
    return exit.ok;
  },
};

function good<T>(directory: string, result: Result<T>): T {
  if (!result.ok) throw new Refusal(exit.badInput, [{ file: directory, ...result.error }]);
  return result.value;
}

/** The player as the build left it, beside this program or, unbuilt, in the build of this checkout. */
async function readPlayer(): Promise<string> {
  for (const place of [
    '../player.js',
    '../app/player.js',
    '../../../build/player.js',
    '../../../build/app/player.js',
  ]) {
    const text = await readFile(new URL(place, import.meta.url), 'utf8').catch(() => null);
    if (text !== null) return text;
  }
  throw new Refusal(exit.failed, [
    { message: 'The player of exported games is not built; run "npm run build" once.' },
  ]);
}
