/** Files that a person chose or dropped, on their way into a project. The importers load with the first file. */
import { formatProblem, ProblemError, type Problem } from '../../base/result.ts';
import type { AskWorlds, Progress } from '../../import/import-deps.ts';
import type { Imported } from '../../import/import-files.ts';
import { addsNothing, projectOf, type ReportLine } from '../../schema/addition.ts';
import { tryAsset } from './asset-upload.ts';
import { importInWorker } from './import-job.ts';
import { NothingTaken } from './nothing-taken.ts';
import { createProject } from './projects-api.ts';
import { readGiven, type GivenFile } from './given-files.ts';

/** A project that was made of files. */
export interface MadeProject {
  id: string;
  name: string;
  /** Files that were not taken. */
  refused: readonly Problem[];
  /** What was carried over how, when maps of other tools were among the files. */
  report: readonly ReportLine[];
}

/**
 * Makes a project of a zipped project folder or of another tool's files; gives its id, and what was left out. Throws an
 * Error with one message for the user, {@link NothingTaken} when all is refused; nothing has been made then.
 */
export async function importAsProject(
  given: readonly GivenFile[],
  progress: Progress,
  signal: AbortSignal,
  askWorlds: AskWorlds,
): Promise<MadeProject> {
  const [{ writeFolder }, { zip }] = await Promise.all([
    import('../../schema/folder-write.ts'),
    import('../../import/unzip.ts'),
  ]);
  const read = await readFiles(given, progress, signal, askWorlds);
  const imported = read.kind === 'project' ? read : await withTried(read);
  const whole = imported.kind === 'project';
  const { project, files } = whole ? imported.bundle : projectOf(imported.name, imported.addition);
  const folder = writeFolder(project, (sha256) => files.get(sha256) ?? new Uint8Array());
  const id = await createProject({ zip: new Uint8Array(zip(folder)) });
  const { refused } = imported;
  if (whole) return { id, name: project.name, refused, report: [] };
  const { addition, begun } = imported;
  return { id, name: project.name, refused, report: begun.length > 0 ? (addition.report ?? []) : [] };
}

/** What files hold for an open project. Throws an Error with one message for the user, {@link NothingTaken} when all is refused. */
export async function readImport(
  given: readonly GivenFile[],
  progress: Progress,
  signal: AbortSignal,
  askWorlds: AskWorlds,
): Promise<Imported & { kind: 'addition' }> {
  const imported = await readFiles(given, progress, signal, askWorlds);
  if (imported.kind === 'project')
    throw new Error(
      'This is a whole Perigee project. Import it on the start page, where it becomes a project of its own.',
    );
  return withTried(imported);
}

/** With how long sounds last; what the browser cannot play or draw with is refused. */
async function withTried(
  imported: Imported & { kind: 'addition' },
): Promise<Imported & { kind: 'addition' }> {
  const assets = { ...imported.addition.assets };
  const refused = [...imported.refused];
  for (const [id, asset] of Object.entries(assets)) {
    const bytes = imported.addition.files.get(asset.sha256);
    if (!bytes) continue;
    try {
      const meta = await tryAsset(asset.kind, new Uint8Array(bytes), asset.name);
      assets[id] = { ...asset, meta: { ...asset.meta, ...meta } };
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      refused.push(error.problem);
      delete assets[id];
    }
  }
  return {
    ...imported,
    addition: { ...imported.addition, assets },
    loose: imported.loose.filter((id) => assets[id]),
    refused,
  };
}

async function readFiles(
  given: readonly GivenFile[],
  progress: Progress,
  signal: AbortSignal,
  askWorlds: AskWorlds,
): Promise<Imported> {
  const unread: Problem[] = [];
  const imported = await importInWorker(await readGiven(given, unread), progress, signal, askWorlds);
  if (!imported.ok) throw new Error(formatProblem(imported.error));
  const refused = [...unread, ...imported.value.refused];
  if (imported.value.kind === 'addition' && addsNothing(imported.value.addition))
    throw new NothingTaken(refused);
  return { ...imported.value, refused };
}
