/** Project folders on a disk. */
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Problem } from '../base/result.ts';
import type { ProjectBundle } from '../schema/addition.ts';
import { inspectFolder, type FolderReport } from '../schema/folder-read.ts';
import { writeFolder } from '../schema/folder-write.ts';
import { exit, Refusal } from './command.ts';

/** What the system says about a file, in words. */
export function fileProblem(file: string, error: unknown): Problem {
  const { code, message } = error as NodeJS.ErrnoException;
  const reasons: Record<string, string> = {
    ENOENT: 'There is no such file or folder.',
    EACCES: 'You have no right to this file.',
    EPERM: 'You have no right to this file.',
    EISDIR: 'This is a folder; a file is needed.',
    ENOTDIR: 'This is no folder.',
    ENOSPC: 'The disk is full.',
    EROFS: 'This place can only be read.',
  };
  return { file, message: reasons[code ?? ''] ?? message };
}

/** Reads a file that the user named. */
export async function readInput(file: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    throw new Refusal(exit.badInput, [fileProblem(file, error)]);
  }
}

/** Writes a file that the user named. */
export async function writeOutput(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  } catch (error) {
    throw new Refusal(exit.failed, [fileProblem(file, error)]);
  }
}

/** `file`, `folder`, or `null` where there is nothing. */
export async function kindOf(path: string): Promise<'file' | 'folder' | null> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch {
    return null;
  }
}

/**
 * All files below a folder by their path in it, with `/`; hidden ones and node_modules left out.
 * @param deep also what lies in folders below
 * @param wants whether a file of a name is read
 */
export async function readTree(
  folder: string,
  deep = true,
  wants: (name: string) => boolean = () => true,
): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const visit = async (inner: string): Promise<void> => {
    const entries = await readdir(join(folder, inner), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const path = inner === '' ? entry.name : `${inner}/${entry.name}`;
      if (entry.isDirectory() && deep) await visit(path);
      else if (entry.isFile() && wants(entry.name))
        files.set(path, new Uint8Array(await readFile(join(folder, path))));
    }
  };
  try {
    await visit('');
  } catch (error) {
    throw new Refusal(exit.badInput, [fileProblem(folder, error)]);
  }
  return files;
}

/** What is in a project folder; problems name files by their path from where the user is. */
export async function inspectDirectory(directory: string): Promise<FolderReport> {
  const report = inspectFolder(await readTree(directory));
  const within = (problem: Problem): Problem =>
    problem.file === undefined ? problem : { ...problem, file: join(directory, problem.file) };
  return { ...report, errors: report.errors.map(within), warnings: report.warnings.map(within) };
}

/** A project folder that must be good; throws a {@link Refusal} with everything that is wrong. */
export async function readProject(directory: string): Promise<ProjectBundle> {
  const { bundle, errors } = await inspectDirectory(directory);
  if (!bundle) throw new Refusal(exit.badInput, errors);
  return bundle;
}

/** Writes a project folder; files of the project as it was before that it no longer has are removed. */
export async function writeProject(
  directory: string,
  bundle: ProjectBundle,
  before?: ProjectBundle,
): Promise<void> {
  const paths = ({ project, files }: ProjectBundle) => writeFolder(project, (sha256) => files.get(sha256));
  const files = paths(bundle);
  try {
    for (const path of before ? paths(before).keys() : [])
      if (!files.has(path)) await rm(join(directory, path), { force: true });
    for (const [path, bytes] of files) {
      await mkdir(dirname(join(directory, path)), { recursive: true });
      await writeFile(join(directory, path), bytes);
    }
  } catch (error) {
    throw new Refusal(exit.failed, [fileProblem(directory, error)]);
  }
}
