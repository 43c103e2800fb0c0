import { fail, ok, type Problem, type Result } from '../base/result.ts';
import { addsNothing, projectOf, type ProjectAddition, type ProjectBundle } from '../schema/addition.ts';
import type { Begun } from './collected.ts';
import type { IntakeDeps } from './import-deps.ts';
import { takeIn } from './intake.ts';

/** What files turned out to be: a whole project, or something to add to one. */
export type Imported =
  | {
      kind: 'project';
      bundle: ProjectBundle;
      /** Pictures that it comes without, and why. */
      refused: readonly Problem[];
    }
  | {
      kind: 'addition';
      addition: ProjectAddition;
      /** Ids of assets that stand for themselves, rather than belong to a map. */
      loose: readonly string[];
      /** What a project made of it would be called. */
      name: string;
      /** Files that were not taken, and why; the others are in the addition. */
      refused: readonly Problem[];
      /** The maps and projects of other tools, and what was wrong with those that did not come in. */
      begun: readonly Begun[];
    };

/**
 * Imports files that were dropped or chosen together (path or name to bytes): maps of other tools, pictures, sounds and
 * whatever else a project takes, in folders and zips or on their own. Never throws. Each file that cannot be taken is
 * refused on its own; when none can, the result is a failure with the first reason.
 */
export async function importFiles(
  files: ReadonlyMap<string, Uint8Array>,
  deps: IntakeDeps = {},
): Promise<Result<Imported>> {
  const imported = await importAll(files, deps);
  if (imported.kind === 'addition' && addsNothing(imported.addition))
    return fail(imported.refused[0] ?? { message: 'There are no files in it.' });
  return ok(imported);
}

/** {@link importFiles}, but what is refused is told also when that is all of it. */
export async function importAll(
  files: ReadonlyMap<string, Uint8Array>,
  deps: IntakeDeps = {},
): Promise<Imported> {
  const { project, addition, loose, name, refused, begun } = await takeIn(files, deps);
  if (project) return { kind: 'project', bundle: project, refused };
  return { kind: 'addition', addition, loose, name, refused, begun };
}

/** {@link importFiles} as a project of its own. */
export async function importAsProject(
  files: ReadonlyMap<string, Uint8Array>,
  deps: IntakeDeps = {},
): Promise<Result<ProjectBundle>> {
  const imported = await importFiles(files, deps);
  if (!imported.ok) return imported;
  if (imported.value.kind === 'project') return ok(imported.value.bundle);
  return ok(projectOf(imported.value.name, imported.value.addition));
}
