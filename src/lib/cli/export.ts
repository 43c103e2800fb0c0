import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportFiles, exportHtml } from '../export/export.ts';
import { exportTiled } from '../export/tiled/export-tiled.ts';
import { zipFiles } from '../export/zip.ts';
import type { Result } from '../base/result.ts';
import { sentenceOf } from '../schema/addition.ts';
import { firstScene } from '../schema/resolve.ts';
import { exit, onlyArgument, readArgs, Refusal, UsageError, type Command } from './command.ts';
import { readProject, writeOutput } from './disk.ts';

/** `perigee export`: a project folder as a playable build, or as maps of Tiled. */
export const exportCommand: Command = {
  usage: 'DIR --html FILE | --zip FILE | --tmj FOLDER',
  summary: 'Make a playable build, one HTML file or a zip for a web server; or maps for Tiled.',
  help: `  --html FILE   everything in one HTML file
  --zip FILE    index.html, player and assets in a zip
  --tmj FOLDER  every scene as a map of Tiled (.tmj), with the images beside it`,
  async run(args, output) {
    const { values, positionals } = readArgs(args, {
      html: { type: 'string' },
      zip: { type: 'string' },
      tmj: { type: 'string' },
    });
    const directory = onlyArgument(positionals, 'the project folder to export');
    if (values.html === undefined && values.zip === undefined && values.tmj === undefined)
      throw new UsageError('Say with --html FILE, --zip FILE or --tmj FOLDER what to write.');
    const { project, files } = await readProject(directory);
    if (firstScene(project) === null)
      throw new Refusal(exit.badInput, [
        { file: directory, message: 'The project has no scene to play; add one first.' },
      ]);
    const bytes = (sha256: string) => files.get(sha256) ?? null;
    const write = async (file: string, content: string | Uint8Array) => {
      await writeOutput(file, content);
      output.out(`${file}: ${Math.ceil(content.length / 1024)} KB`);
    };
    if (values.tmj !== undefined) {
      const made = good(directory, exportTiled(project, bytes));
      for (const [path, content] of made.files) await write(join(values.tmj, path), content);
      for (const line of made.report) output.err(`note: ${line.file}: ${sentenceOf(line)}`);
    }
    if (values.html !== undefined)
      await write(values.html, good(directory, exportHtml(project, bytes, await readPlayer())));
    if (values.zip !== undefined)
      await write(values.zip, zipFiles(good(directory, exportFiles(project, bytes, await readPlayer()))));
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
