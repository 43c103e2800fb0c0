/** Files that a person chose or dropped, on their way into a project. The importers load with the first file. */
import { formatProblem } from '../../base/result.ts';
import type { ProjectAddition } from '../../schema/addition.ts';
import { createProject } from './projects-api.ts';

/** Paths of files to their bytes. */
async function bytesOf(files: readonly File[]): Promise<Map<string, Uint8Array>> {
  const bytes = new Map<string, Uint8Array>();
  for (const file of files)
    bytes.set(file.webkitRelativePath || file.name, new Uint8Array(await file.arrayBuffer()));
  return bytes;
}

/**
 * Makes a project of a zipped project folder or of another tool's files; gives its id. Throws an Error with one
 * message for the user; nothing has been made then.
 */
export async function importAsProject(files: readonly File[]): Promise<string> {
  const [{ importAsProject: read }, { writeFolder }, { zip }] = await Promise.all([
    import('../../import/import-files.ts'),
    import('../../schema/folder-write.ts'),
    import('../../import/unzip.ts'),
  ]);
  const bundle = await read(await bytesOf(files));
  if (!bundle.ok) throw new Error(formatProblem(bundle.error));
  const folder = writeFolder(
    bundle.value.project,
    (sha256) => bundle.value.files.get(sha256) ?? new Uint8Array(),
  );
  return createProject({ zip: new Uint8Array(zip(folder)) });
}

/** Reads files to be added to an open project. Throws an Error with one message for the user. */
export async function readImport(
  files: readonly File[],
): Promise<{ addition: ProjectAddition; name: string }> {
  const { importFiles } = await import('../../import/import-files.ts');
  const imported = await importFiles(await bytesOf(files));
  if (!imported.ok) throw new Error(formatProblem(imported.error));
  if (imported.value.kind === 'project')
    throw new Error(
      'This is a whole Perigee project. Import it on the start page, where it becomes a project of its own.',
    );
  return imported.value;
}
