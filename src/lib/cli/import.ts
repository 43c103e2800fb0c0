import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { formatProblem } from '../base/result.ts';
import { cleanWithoutBrowser } from '../import/clean-image.ts';
import { importFiles } from '../import/import-files.ts';
import { referencesIn } from '../import/references.ts';
import { mergeAddition, projectOf, sentenceOf, surprisesOf, type ProjectBundle } from '../schema/addition.ts';
import type { ProjectData } from '../schema/project.ts';
import { count, exit, readArgs, Refusal, UsageError, type Command } from './command.ts';
import { kindOf, readInput, readProject, readTree, writeProject } from './disk.ts';

/** `perigee import`: files of other tools, or a zipped project, as a project folder. */
export const importCommand: Command = {
  usage: 'FILE... --out DIR',
  summary:
    'Make a project folder of Tiled maps, LDtk projects, PNG images or a zipped project, or add them to one.',
  help: `  --out DIR   where the project folder goes; when DIR is a project, maps and images are added to it

Tilesets, levels and images that a file names are found beside it.`,
  async run(args, output) {
    const { values, positionals } = readArgs(args, { out: { type: 'string', short: 'o' } });
    if (positionals.length === 0) throw new UsageError('Name the files to import.');
    if (!values.out) throw new UsageError('Say with --out DIR where the project goes.');
    const target = values.out;
    const before = await existingProject(target);

    const imported = await importFiles(await gather(positionals), { cleanImage: cleanWithoutBrowser });
    if (!imported.ok) throw new Refusal(exit.badInput, [imported.error]);
    let bundle: ProjectBundle;
    if (imported.value.kind === 'project') {
      if (before)
        throw new Refusal(exit.badInput, [
          { file: target, message: 'There is a project already; a whole project needs an empty folder.' },
        ]);
      bundle = imported.value.bundle;
    } else {
      const { addition, name, refused } = imported.value;
      bundle = before ? mergeAddition(before, addition) : projectOf(name, addition);
      for (const problem of refused) output.err(`left out: ${formatProblem(problem)}`);
      for (const line of surprisesOf(addition)) output.err(`note: ${line.file}: ${sentenceOf(line)}`);
    }
    await writeProject(target, bundle, before ?? undefined);
    output.out(`${target}: ${contents(bundle.project)}`);
    return exit.ok;
  },
};

/** What a project holds, in words. */
export function contents({ scenes, scripts, assets, tilesets, prefabs }: ProjectData): string {
  const size = (record: object) => Object.keys(record).length;
  return [
    count(size(scenes), 'scene'),
    count(size(tilesets), 'tileset'),
    count(size(prefabs), 'prefab'),
    count(size(scripts), 'script'),
    count(size(assets), 'asset'),
  ]
    .filter((part) => !part.startsWith('0 '))
    .join(', ');
}

/** The project that is in the target already; `null` for a folder that is empty or not there. */
async function existingProject(target: string): Promise<ProjectBundle | null> {
  const kind = await kindOf(target);
  if (kind === 'file')
    throw new Refusal(exit.badInput, [{ file: target, message: 'This is a file; --out needs a folder.' }]);
  if (kind === null) return null;
  const entries = (await readdir(target)).filter((name) => !name.startsWith('.'));
  if (entries.length === 0) return null;
  if (entries.includes('project.yaml')) return readProject(target);
  throw new Refusal(exit.badInput, [
    {
      file: target,
      message: 'The folder is not empty and holds no project.yaml; name an empty folder or a project.',
    },
  ]);
}

/** The named files, what is in named folders, and what Tiled's files name beside them. */
async function gather(paths: readonly string[]): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const path of paths) {
    if ((await kindOf(path)) === 'folder')
      for (const [inner, bytes] of await readTree(path)) files.set(join(path, inner), bytes);
    else files.set(path, await readInput(path));
  }
  // Grows while it is walked: a map names tilesets, these name images.
  for (const [path, bytes] of files)
    for (const reference of referencesIn(path, bytes)) {
      const named = join(dirname(path), reference);
      if (!files.has(named) && (await kindOf(named)) === 'file') files.set(named, await readInput(named));
    }
  return files;
}
