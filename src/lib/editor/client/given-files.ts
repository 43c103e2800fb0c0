/** Files that a person chose or dropped: folders with all that is in them. */
import type { Problem } from '../../base/result.ts';
import { MAX_ASSET_BYTES } from '../../net/wire.ts';

/** A file, and where it lies among those that came with it. */
export interface GivenFile {
  path: string;
  file: File;
}

/** How much is read at once; a whole project fits in. */
const limits = { files: 5000, depth: 32, bytes: 512 << 20 };

/** Files of an input element. */
export const chosenFiles = (files: Iterable<File>): GivenFile[] =>
  [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));

/**
 * Files let go over the page. Has to be called while the event is being told: what was dropped is gone right after.
 */
export function droppedFiles(transfer: DataTransfer): Promise<GivenFile[]> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const roots = items.map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
  if (roots.length === 0) return Promise.resolve(chosenFiles(transfer.files));
  return readRoots(roots);
}

async function readRoots(roots: readonly (FileSystemEntry | File | null)[]): Promise<GivenFile[]> {
  const given: GivenFile[] = [];
  for (const root of roots) {
    if (root instanceof File) given.push({ path: root.name, file: root });
    else if (root) await readEntry(root, root.name, 0, given);
  }
  return given;
}

async function readEntry(
  entry: FileSystemEntry,
  path: string,
  depth: number,
  given: GivenFile[],
): Promise<void> {
  // One more than is taken: so that whoever reads them can say so.
  if (given.length > limits.files || depth > limits.depth) return;
  if (isFile(entry)) {
    const file = await new Promise<File | null>((resolve) => entry.file(resolve, () => resolve(null)));
    given.push({ path, file: file ?? new File([], entry.name) });
  } else if (isFolder(entry)) {
    const reader = entry.createReader();
    for (;;) {
      // A browser gives them in batches; an empty one is the last.
      const batch = await new Promise<FileSystemEntry[]>((resolve) =>
        reader.readEntries(resolve, () => resolve([])),
      );
      if (batch.length === 0) return;
      for (const each of batch) await readEntry(each, `${path}/${each.name}`, depth + 1, given);
    }
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/**
 * The bytes of files by path. What is too large is not even read.
 * @param refused collects what was not read, and why
 */
export async function readGiven(
  given: readonly GivenFile[],
  refused: Problem[],
): Promise<Map<string, Uint8Array>> {
  const read = new Map<string, Uint8Array>();
  let left = limits.bytes;
  if (given.length > limits.files)
    refused.push({ message: `More than ${limits.files} files came at once; the rest was not read.` });
  for (const { path, file } of given.slice(0, limits.files)) {
    const most = /\.zip$/iu.test(file.name) ? limits.bytes : MAX_ASSET_BYTES;
    if (file.size > most)
      refused.push({ file: path, message: `The file is too large: at most ${most >> 20} MB can be taken.` });
    else if ((left -= file.size) < 0)
      refused.push({
        file: path,
        message: `More than ${limits.bytes >> 20} MB came at once; bring it again.`,
      });
    else
      try {
        read.set(freePath(path, read), new Uint8Array(await file.arrayBuffer()));
      } catch (error) {
        refused.push({ file: path, message: `The file could not be read: ${(error as Error).message}` });
      }
  }
  return read;
}

/** Two files of one name can be dropped from different windows. */
function freePath(path: string, taken: ReadonlyMap<string, unknown>): string {
  let free = path;
  for (let n = 2; taken.has(free); n++) free = `${n}/${path}`;
  return free;
}
