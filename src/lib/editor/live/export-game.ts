/** Saving the project as something to play or to keep. Loaded when the first export is asked for. */
import type { ProjectData } from '../../schema/project.ts';

/** Hands a file to the browser to save. */
function save(bytes: BlobPart, type: string, name: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** The bytes of every asset of a project. Throws an Error naming the file that cannot be had. */
async function allBytes(project: ProjectData, urlOf: (sha256: string) => string): Promise<Map<string, Uint8Array>> {
  const bytes = new Map<string, Uint8Array>();
  for (const { sha256, name } of Object.values(project.assets)) {
    if (bytes.has(sha256)) continue;
    const response = await fetch(urlOf(sha256)).catch(() => null);
    if (!response?.ok) throw new Error(`${name} cannot be fetched. Check the connection and try again.`);
    bytes.set(sha256, new Uint8Array(await response.arrayBuffer()));
  }
  return bytes;
}

const fileName = (project: ProjectData) => project.name.replace(/[^\p{L}\p{N} _-]+/gu, '').trim() || 'game';

/**
 * Exports and saves: `html` and `zip` for players, `folder` the project itself as files for git.
 * Throws an Error whose message is for the user.
 */
export async function exportGame(
  project: ProjectData,
  urlOf: (sha256: string) => string,
  how: 'html' | 'zip' | 'folder',
): Promise<void> {
  const files = await allBytes(project, urlOf);
  const bytes = (sha256: string) => files.get(sha256) ?? new Uint8Array();
  if (how === 'folder') {
    const [{ writeFolder }, { zip }] = await Promise.all([
      import('../../schema/folder-write.ts'),
      import('../../import/unzip.ts'),
    ]);
    save(new Uint8Array(zip(writeFolder(project, bytes))), 'application/zip', `${fileName(project)}.perigee.zip`);
  }
}
