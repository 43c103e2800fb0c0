/** Files that a person chose or dropped, on their way into a project. */
import { createProject } from './projects-api.ts';

/**
 * Makes a project of a zipped project folder or of another tool's files; gives its id. Throws an Error with one
 * message for the user.
 */
export async function importAsProject(files: readonly File[]): Promise<string> {
  const only = files.length === 1 ? files[0] : undefined;
  if (only && /\.zip$/iu.test(only.name))
    return createProject({ zip: new Uint8Array(await only.arrayBuffer()) });
  throw new Error(`${files[0]?.name ?? 'This'} cannot be imported yet.`);
}
