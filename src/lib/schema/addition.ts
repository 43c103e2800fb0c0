import { inOrder, ordersBetween } from '../base/order.ts';
import { blankProject } from './blank.ts';
import type { ProjectData } from './project.ts';

/** How a part of a file came into the project. */
export type Carried = 'as it was' | 'changed' | 'kept' | 'left out';

/**
 * One line of the report of an import. `kept` means that the game does not use it, but that the project remembers it
 * and an export gives it back.
 */
export interface ReportLine {
  /** The file it was in, as the user named it. */
  file: string;
  /** Which part of it, such as `Layer "Sky"` or `3 tile layers`. */
  what: string;
  how: Carried;
  /** What became of it, as a sentence; '' where there is nothing to add. */
  detail: string;
  /** Nobody misses it: it is listed, but not told of at once. */
  minor?: true;
}

/** A line of a report as one sentence or two. */
export const sentenceOf = ({ what, how, detail }: ReportLine): string =>
  detail === '' ? `${what}: ${how}.` : `${what}: ${detail}`;

/** What of a report is worth telling at once: all that did not come in as it was. */
export const surprisesOf = ({ report }: Pick<ProjectAddition, 'report'>): readonly ReportLine[] =>
  (report ?? []).filter(({ how, minor }) => how !== 'as it was' && !minor);

/**
 * What an importer wants to add to a project: records as in {@link ProjectData}, with ids of their own
 * that clash with nothing, and the bytes of new assets. Adding one is a single undoable edit.
 */
export interface ProjectAddition {
  scenes?: ProjectData['scenes'];
  scripts?: ProjectData['scripts'];
  assets?: ProjectData['assets'];
  tilesets?: ProjectData['tilesets'];
  prefabs?: ProjectData['prefabs'];
  /** Lower-case hex SHA-256 to bytes, for every asset above. */
  files: ReadonlyMap<string, Uint8Array>;
  /** What was carried over how, for the user. */
  report?: readonly ReportLine[];
}

/** A whole project with the bytes of its assets, as read from a folder or a zip. */
export interface ProjectBundle {
  project: ProjectData;
  /** Lower-case hex SHA-256 to bytes. */
  files: ReadonlyMap<string, Uint8Array>;
}

/** A new project that holds just what was imported. */
export function projectOf(name: string, { files, report: _, ...records }: ProjectAddition): ProjectBundle {
  return { project: { ...blankProject(name), ...records }, files };
}

/** An addition as it fits into a project: new scenes and prefabs come last, assets whose name is taken get another. */
export function fitAddition<T extends Omit<ProjectAddition, 'files'>>(project: ProjectData, addition: T): T {
  const names = new Set(Object.values(project.assets).map(({ name }) => name.toLowerCase()));
  const assets = Object.entries(addition.assets ?? {}).map(([id, asset]) => {
    const name = freeName(asset.name, names);
    names.add(name.toLowerCase());
    return [id, { ...asset, name }] as const;
  });
  return {
    ...addition,
    scenes: inOrderAfter(project.scenes, addition.scenes ?? {}),
    prefabs: inOrderAfter(project.prefabs, addition.prefabs ?? {}),
    assets: Object.fromEntries(assets),
  };
}

/** A project with an addition in it. */
export function mergeAddition({ project, files }: ProjectBundle, given: ProjectAddition): ProjectBundle {
  const addition = fitAddition(project, given);
  return {
    project: {
      ...project,
      scenes: { ...project.scenes, ...addition.scenes },
      scripts: { ...project.scripts, ...addition.scripts },
      assets: { ...project.assets, ...addition.assets },
      tilesets: { ...project.tilesets, ...addition.tilesets },
      prefabs: { ...project.prefabs, ...addition.prefabs },
    },
    files: new Map([...files, ...addition.files]),
  };
}

function inOrderAfter<T extends { order: string }>(
  present: Readonly<Record<string, T>>,
  added: Readonly<Record<string, T>>,
): Record<string, T> {
  const last = inOrder(present).at(-1)?.[1].order ?? null;
  const sorted = inOrder(added);
  const orders = ordersBetween(last, null, sorted.length);
  return Object.fromEntries(sorted.map(([id, item], at) => [id, { ...item, order: orders[at]! }]));
}

/** `a.png`, or `a-2.png` and so on while that is taken. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  const dot = wanted.lastIndexOf('.') > 0 ? wanted.lastIndexOf('.') : wanted.length;
  let name = wanted;
  for (let n = 2; taken.has(name.toLowerCase()); n++)
    name = `${wanted.slice(0, dot)}-${n}${wanted.slice(dot)}`;
  return name;
}

/** Whether there is nothing that could be added to a project. */
export const addsNothing = ({ files: _, report: __, ...records }: ProjectAddition): boolean =>
  Object.values(records).every((record) => Object.keys(record).length === 0);
