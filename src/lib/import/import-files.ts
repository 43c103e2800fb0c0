import { ok, type Result } from '../base/result.ts';
import { projectOf, type ProjectAddition, type ProjectBundle } from '../schema/addition.ts';
import { readFolder } from '../schema/folder-read.ts';
import { detectImport, type Detected } from './detect.ts';
import { importImages } from './images.ts';
import { stemOf } from './source-files.ts';
import { importTiled, type ImportDeps } from './tiled/import-tiled.ts';

/** What files turned out to be: a whole project, or something to add to one. */
export type Imported =
  { kind: 'project'; bundle: ProjectBundle } | { kind: 'addition'; addition: ProjectAddition; name: string };

/**
 * Imports files that were dropped or chosen together (path or name to bytes). Never throws; what is wrong gives one
 * message, and then nothing is imported.
 */
export async function importFiles(
  files: ReadonlyMap<string, Uint8Array>,
  deps: ImportDeps = {},
): Promise<Result<Imported>> {
  const detected = detectImport(files);
  if (!detected.ok) return detected;
  if (detected.value.kind === 'project') {
    const bundle = readFolder(detected.value.files);
    return bundle.ok ? ok({ kind: 'project', bundle: bundle.value }) : bundle;
  }
  const addition = await readAddition(detected.value, deps);
  return addition.ok
    ? ok({ kind: 'addition', addition: addition.value, name: nameOf(detected.value) })
    : addition;
}

async function readAddition({ kind, files }: Detected, deps: ImportDeps): Promise<Result<ProjectAddition>> {
  return kind === 'tiled' ? importTiled(files, deps) : importImages(files, deps.id);
}

/** What a project made of these files would be called. */
function nameOf({ kind, files }: Detected): string {
  const paths = [...files.keys()];
  const first = (kind === 'tiled' ? paths.find((path) => /\.tmx$/i.test(path)) : paths[0]) ?? 'Imported';
  return stemOf(first);
}

/** {@link importFiles} as a project of its own. */
export async function importAsProject(
  files: ReadonlyMap<string, Uint8Array>,
  deps: ImportDeps = {},
): Promise<Result<ProjectBundle>> {
  const imported = await importFiles(files, deps);
  if (!imported.ok) return imported;
  if (imported.value.kind === 'project') return ok(imported.value.bundle);
  return ok(projectOf(imported.value.name, imported.value.addition));
}
