/** Files that came together, sorted by what they are; each that cannot be taken is refused on its own. */
import { fileType, type FileType } from '../base/file-type.ts';
import { formatProblem, type Problem } from '../base/result.ts';
import { addsNothing, type ProjectAddition, type ProjectBundle } from '../schema/addition.ts';
import { readFolder } from '../schema/folder-read.ts';
import { cleanProject } from './clean-project.ts';
import { Collected, type Begun } from './collected.ts';
import {
  PICTURES,
  type CleanImage,
  type CleanSheet,
  type ImportDeps,
  type IntakeDeps,
} from './import-deps.ts';
import { checkedHeader } from './image-limits.ts';
import { importers, type Importer } from './importers.ts';
import { looseFile } from './loose-files.ts';
import { openZips } from './open-zips.ts';
import { projectPathsIn } from './project-zip.ts';
import { baseName, stemOf } from './source-files.ts';
import { worldsIn } from './worlds.ts';

export interface Intake {
  /** A whole project, when there was just that. */
  project: ProjectBundle | null;
  /** All that can be added to a project. */
  addition: ProjectAddition;
  /** Ids of assets that stand for themselves, rather than belong to a map. */
  loose: readonly string[];
  /** What a project made of these files would be called. */
  name: string;
  /** Files that were not taken, and why. */
  refused: readonly Problem[];
  /** The maps and projects of other tools among the files, and what was wrong with those that did not come in. */
  begun: readonly Begun[];
}

const WHOLE =
  'This is a whole Perigee project. Import it on the start page, where it becomes a project of its own.';

/**
 * Takes in files (path or name to bytes). Never throws. What cannot be taken is among the refused with its reason,
 * and the rest goes on; of a map that is refused, pictures that only it names stay out as well.
 */
export async function takeIn(given: ReadonlyMap<string, Uint8Array>, deps: IntakeDeps = {}): Promise<Intake> {
  const refused: Problem[] = [];
  const files = openZips(given, refused);
  const whole = takeProject(files, refused);
  const project = whole && (await cleanProject(whole, deps, refused));
  const result = new Collected(deps);
  if (project === null) {
    const { types, moving } = await cleanImages(files, deps, refused, result);
    const worlds = await worldsAsked(files, deps);
    const used = new Set<string>();
    for (const importer of importers) {
      const free = new Map([...files].filter(([path]) => !used.has(path)));
      for (const path of await runImporter(importer, free, { ...deps, worlds }, refused, result))
        used.add(path);
    }
    for (const [path, bytes] of files)
      if (!used.has(path) && !result.bytes.has(bytes))
        takeLoose(path, bytes, { type: types.get(path), sheet: moving.get(path)?.sheet }, refused, result);
      else result.lost(path, moving.get(path)?.note);
  }
  return {
    project,
    addition: result.addition,
    loose: result.loose,
    name: nameOf(files, given, result.starts),
    refused,
    begun: result.starts,
  };
}

/** Whether nothing at all could be taken. */
export const isEmpty = ({ project, addition }: Intake): boolean => project === null && addsNothing(addition);

/** A project of its own among the files; beside other files it is refused, as those cannot go along. */
function takeProject(files: Map<string, Uint8Array>, refused: Problem[]): ProjectBundle | null {
  const found = projectPathsIn(files);
  if (!found) return null;
  if (found.paths.size < files.size) {
    for (const path of found.paths.keys()) files.delete(path);
    refused.push({ file: `${found.prefix}project.yaml`, message: WHOLE });
    return null;
  }
  const bundle = readFolder(new Map([...found.paths].map(([path, inner]) => [inner, files.get(path)!])));
  if (bundle.ok) return bundle.value;
  refused.push(bundle.error);
  files.clear();
  return null;
}

/** What becomes of worlds among the files: as it was said, or as somebody answers. */
async function worldsAsked(
  files: ReadonlyMap<string, Uint8Array>,
  { worlds, askWorlds }: IntakeDeps,
): Promise<ImportDeps['worlds']> {
  if (worlds || !askWorlds) return worlds;
  const found = worldsIn(files);
  return found.length > 0 ? askWorlds(found) : worlds;
}

/** Replaces every picture among the files by a clean one; gives what the files are, and those that have frames. */
async function cleanImages(
  files: Map<string, Uint8Array>,
  { cleanImage, progress }: IntakeDeps,
  refused: Problem[],
  result: Collected,
): Promise<{ types: Map<string, FileType>; moving: Map<string, CleanImage> }> {
  const types = new Map<string, FileType>();
  const moving = new Map<string, CleanImage>();
  const entries = [...files];
  for (const [at, [path, bytes]] of entries.entries()) {
    if (cleanImage) progress?.(PICTURES, at, entries.length);
    const type = fileType(bytes);
    if (type) types.set(path, type);
    if (type?.kind !== 'image') continue;
    const header = checkedHeader(bytes, type, path);
    const clean = header.ok && cleanImage ? await cleanImage(bytes, type, header.value, path) : header;
    if (!clean.ok) {
      refused.push(clean.error);
      files.delete(path);
    } else if ('bytes' in clean.value) {
      files.set(path, clean.value.bytes);
      types.set(path, fileType(clean.value.bytes) ?? type);
      if (clean.value.sheet) moving.set(path, clean.value);
      else result.lost(path, clean.value.note);
    }
  }
  return { types, moving };
}

/** Reads what one format begins with; a start that is refused leaves the others. Gives the paths that are dealt with. */
async function runImporter(
  importer: Importer,
  files: ReadonlyMap<string, Uint8Array>,
  deps: ImportDeps,
  refused: Problem[],
  result: Collected,
): Promise<Set<string>> {
  const starts = [...files].filter(([path, bytes]) => importer.starts(path, bytes)).map(([path]) => path);
  const helps = [...files]
    .filter(([path, bytes]) => importer.helps(path, bytes, files))
    .map(([path]) => path);
  if (starts.length === 0) {
    for (const file of helps) refused.push({ file, message: importer.alone });
    return new Set(helps);
  }
  const left = new Map(files);
  const failed = new Map<string, Problem>();
  while (starts.some((path) => left.has(path))) {
    const now = new Map<string, Problem>();
    const read = await importer.read(left, { ...deps, failed: (start, problem) => now.set(start, problem) });
    if (!read.ok) {
      const culprit = starts.find((path) => path === read.error.file && left.has(path));
      for (const path of culprit === undefined ? starts : [culprit])
        if (left.has(path) && !now.has(path)) now.set(path, read.error);
    } else if (now.size === 0) {
      result.add(read.value);
      if (importer.loose) result.loose.push(...Object.keys(read.value.assets ?? {}));
      break;
    }
    // Once more without them, and without what only they name.
    for (const [path, problem] of now) {
      failed.set(path, problem);
      left.delete(path);
    }
    const only = new Set(namedBy([...now.keys()], [...helps, ...starts], files));
    const others = starts.filter((path) => left.has(path) && !only.has(path));
    for (const path of namedBy(others, [...helps, ...starts], files)) only.delete(path);
    for (const path of starts) if (only.has(path)) left.delete(path);
  }
  // Maps that share what is broken have one and the same reason.
  const reasons = new Map([...failed.values()].map((problem) => [formatProblem(problem), problem]));
  refused.push(...reasons.values());
  for (const [start, problem] of failed) {
    if (!importer.loose)
      result.tell({ file: start, what: 'The whole file', how: 'left out', detail: formatProblem(problem) });
  }
  if (!importer.loose)
    result.begun(
      starts.filter((path) => left.has(path) || failed.has(path)),
      failed,
    );
  return new Set([...starts, ...helps, ...namedBy([...failed.keys()], [...helps, ...starts], files)]);
}

/** Files that texts name, also by way of other texts of the format. */
function namedBy(
  texts: readonly string[],
  helps: readonly string[],
  files: ReadonlyMap<string, Uint8Array>,
): string[] {
  const named = new Set<string>();
  const waiting = [...texts];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const text = new TextDecoder().decode(files.get(path));
    for (const each of files.keys())
      if (!named.has(each) && text.includes(baseName(each))) {
        named.add(each);
        if (helps.includes(each)) waiting.push(each);
      }
  }
  return [...named];
}

function takeLoose(
  path: string,
  bytes: Uint8Array,
  { type, sheet }: { type: FileType | undefined; sheet: CleanSheet | undefined },
  refused: Problem[],
  result: Collected,
): void {
  const taken = looseFile(path, sheet?.bytes ?? bytes, (sheet && fileType(sheet.bytes)) ?? type ?? null);
  if (!taken.ok) refused.push(taken.error);
  else if ('script' in taken.value) result.addScript(taken.value.script, taken.value.text);
  else {
    const { asset, bytes } = taken.value;
    result.addLoose({ ...asset, meta: { ...asset.meta, ...sheet?.meta } }, bytes);
  }
}

/** After a world, else after the first that came in, else after the first of all. */
function nameOf(
  files: ReadonlyMap<string, Uint8Array>,
  given: ReadonlyMap<string, Uint8Array>,
  begun: readonly Begun[],
): string {
  const good = begun.filter(({ problem }) => problem === null).map(({ file }) => file);
  const start =
    good.find((path) => /\.world$/i.test(path)) ??
    good[0] ??
    [...files.keys()].find((path) => importers.some((each) => each.starts(path, files.get(path)!)));
  return stemOf(start ?? [...given.keys()][0] ?? 'Imported');
}
