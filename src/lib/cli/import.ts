import { readdir } from 'node:fs/promises';
import { automapped } from '../import/automap/run-on-map.ts';
import { rulesFrom, type RulesFor } from '../import/automap/tiled-rules.ts';
import { cleanWithoutBrowser } from '../import/clean-image.ts';
import { isEmpty, takeIn, type Intake } from '../import/intake.ts';
import { mergeAddition, projectOf, type ProjectBundle } from '../schema/addition.ts';
import type { ProjectData } from '../schema/project.ts';
import { count, exit, readArgs, Refusal, UsageError, type Command } from './command.ts';
import { kindOf, readProject, writeOutput, writeProject } from './disk.ts';
import { gather } from './gather.ts';
import { progressTo, reportOf, summaryOf, tellNotes } from './import-summary.ts';

/** `perigee import`: files of other tools, folders of them, or a zipped project, as a project folder. */
export const importCommand: Command = {
  usage: 'FILE|FOLDER... --out DIR',
  summary:
    'Make a project folder of Tiled maps, LDtk projects, pictures and sounds or a zipped project, or add them to one.',
  help: `  --out DIR      where the project folder goes; when DIR is a project, the files are added to it
  --report FILE  write what was carried over how, and what was left out, as JSON
  --rules FILE   run automapping rules of Tiled on every map first: rules.txt, or one rule map
  --one-scene    put the maps of a world of Tiled, and the levels of a world of LDtk, into one scene at their places;
                 otherwise each is a scene

Tilesets, levels and images that a file names are found beside it. Of a folder every map is imported; one that cannot
be read is told of, and the others go on. Ends with 1 when some could not be read, with 2 when nothing could.`,
  async run(args, output) {
    const { values, positionals } = readArgs(args, {
      out: { type: 'string', short: 'o' },
      report: { type: 'string' },
      rules: { type: 'string' },
      'one-scene': { type: 'boolean' },
    });
    if (positionals.length === 0) throw new UsageError('Name the files to import.');
    if (!values.out) throw new UsageError('Say with --out DIR where the project goes.');
    const target = values.out;
    const before = await existingProject(target);

    const rules = values.rules === undefined ? [] : await readRules(values.rules);
    const intake = await takeIn(await gather(positionals), {
      cleanImage: cleanWithoutBrowser,
      progress: progressTo(output),
      prepared: (map) => automapped(map, rules),
      worlds: values['one-scene'] ? 'scene' : 'scenes',
    });
    if (values.report) await writeOutput(values.report, reportOf(intake, target));
    const bundle = bundleOf(intake, target, before);
    tellNotes(intake, output);
    await writeProject(target, bundle, before ?? undefined);
    output.out(`${target}: ${contents(bundle.project)}`);
    const summary = summaryOf(intake);
    if (summary) output.out(summary);
    return intake.begun.some(({ problem }) => problem !== null) ? exit.failed : exit.ok;
  },
};

/** The rule maps that a file names, with all that they need. */
async function readRules(path: string): Promise<RulesFor[]> {
  const read = rulesFrom(path, await gather([path]));
  if (read.ok) return read.value;
  throw new Refusal(exit.badInput, [read.error]);
}

/** The project that the files make, together with what is there; throws a {@link Refusal} when they make none. */
function bundleOf(intake: Intake, target: string, before: ProjectBundle | null): ProjectBundle {
  const { project, addition, name, refused } = intake;
  if (project) {
    if (!before) return project;
    throw new Refusal(exit.badInput, [
      { file: target, message: 'There is a project already; a whole project needs an empty folder.' },
    ]);
  }
  if (isEmpty(intake))
    throw new Refusal(
      exit.badInput,
      refused.length > 0 ? refused : [{ message: 'There is nothing in it that can be imported.' }],
    );
  return before ? mergeAddition(before, addition) : projectOf(name, addition);
}

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
