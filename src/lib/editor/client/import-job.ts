/** An import beside the page, so that the page stays alive however much comes in. */
import type { FileType } from '../../base/file-type.ts';
import type { Problem, Result } from '../../base/result.ts';
import type { RulesOutcome, RuleTarget } from '../../import/automap/scene-rules.ts';
import type { ImageHeader } from '../../import/image-header.ts';
import type { ProjectData } from '../../schema/project.ts';
import type { AskWorlds, CleanImage, Progress } from '../../import/import-deps.ts';
import type { Imported } from '../../import/import-files.ts';
import type { FoundWorld, WorldsAs } from '../../import/worlds.ts';
import { ImageCleaner } from './clean-image.ts';

/** What rules are run on. */
export interface RulesRequest {
  /** Files that hold the rules, by path or name. */
  files: ReadonlyMap<string, Uint8Array>;
  targets: readonly RuleTarget[];
  tilesets: ProjectData['tilesets'];
  /** Of what is left to chance. */
  seed: number;
}

/** What came of it. */
export interface RulesAnswer {
  outcome: RulesOutcome;
  /** The rules' own files as they can be kept, and what they may be called. */
  files: ReadonlyMap<string, Uint8Array>;
  name: string;
  /** Files that were not taken, and why. */
  refused: readonly Problem[];
}

/** What the worker can do. */
type ImportTask =
  { kind: 'start'; files: ReadonlyMap<string, Uint8Array> } | ({ kind: 'rules' } & RulesRequest);

/** What the worker is told. */
export type ImportRequest =
  | ImportTask
  | { kind: 'cleaned'; number: number; result: Result<CleanImage> }
  | { kind: 'worlds'; become: WorldsAs };

/** What the worker tells. */
export type ImportAnswer =
  | { kind: 'progress'; what: string; done: number; total: number }
  | { kind: 'clean'; number: number; bytes: Uint8Array; type: FileType; header: ImageHeader; file: string }
  | { kind: 'worlds'; worlds: readonly FoundWorld[] }
  | { kind: 'done'; result: Result<Imported | RulesAnswer> };

/** What stops an import. The message is for the user. */
export class ImportStopped extends Error {}

/**
 * Reads files in a worker; pictures that only a page can decode are cleaned on the page. Throws an
 * {@link ImportStopped} when `signal` says so: then nothing has come of it.
 * @param askWorlds who says what becomes of worlds with several levels
 */
export const importInWorker = (
  files: ReadonlyMap<string, Uint8Array>,
  progress: Progress,
  signal: AbortSignal,
  askWorlds: AskWorlds,
): Promise<Result<Imported>> => inImportWorker({ kind: 'start', files }, progress, signal, askWorlds);

/** Runs rules of automapping in a worker. Throws an `ImportStopped` when `signal` says so: then nothing has come of it. */
export const runRulesInWorker = (
  request: RulesRequest,
  progress: Progress,
  signal: AbortSignal,
): Promise<Result<RulesAnswer>> => inImportWorker({ kind: 'rules', ...request }, progress, signal);

/** Does a task in a worker of its own. @typeParam T what the worker answers to that task */
function inImportWorker<T extends Imported | RulesAnswer>(
  task: ImportTask,
  progress: Progress,
  signal: AbortSignal,
  askWorlds?: AskWorlds,
): Promise<Result<T>> {
  const worker = new Worker(new URL('./import.worker.ts', import.meta.url), { type: 'module' });
  const cleaner = new ImageCleaner();
  const ask = (request: ImportRequest) => worker.postMessage(request);
  return new Promise<Result<T>>((resolve, reject) => {
    const stop = () => reject(new ImportStopped('The import was stopped; nothing has changed.'));
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    worker.onerror = (event) => reject(new Error(event.message || 'The import could not be started.'));
    worker.onmessage = ({ data }: MessageEvent<ImportAnswer>) => {
      if (data.kind === 'progress') progress(data.what, data.done, data.total);
      else if (data.kind === 'done') resolve(data.result as Result<T>);
      else if (data.kind === 'worlds')
        askWorlds?.(data.worlds).then((become) => ask({ kind: 'worlds', become }), reject);
      else {
        const { number, bytes, type, header, file } = data;
        cleaner
          .clean(bytes, type, header, file)
          .then((result) => ask({ kind: 'cleaned', number, result }), reject);
      }
    };
    ask(task);
  }).finally(() => {
    worker.terminate();
    cleaner.dispose();
  });
}
