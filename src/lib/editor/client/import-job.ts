/** An import beside the page, so that the page stays alive however much comes in. */
import type { FileType } from '../../base/file-type.ts';
import type { Result } from '../../base/result.ts';
import type { ImageHeader } from '../../import/image-header.ts';
import type { Progress } from '../../import/import-deps.ts';
import type { Imported } from '../../import/import-files.ts';
import type { CleanImage } from '../../import/intake.ts';
import { ImageCleaner } from './clean-image.ts';

/** What the worker is told. */
export type ImportRequest =
  | { kind: 'start'; files: ReadonlyMap<string, Uint8Array> }
  | { kind: 'cleaned'; number: number; result: Result<CleanImage> };

/** What the worker tells. */
export type ImportAnswer =
  | { kind: 'progress'; what: string; done: number; total: number }
  | { kind: 'clean'; number: number; bytes: Uint8Array; type: FileType; header: ImageHeader; file: string }
  | { kind: 'done'; result: Result<Imported> };

/** What stops an import. The message is for the user. */
export class ImportStopped extends Error {}

/**
 * Reads files in a worker; pictures that only a page can decode are cleaned on the page. Throws an
 * {@link ImportStopped} when `signal` says so: then nothing has come of it.
 */
export function importInWorker(
  files: ReadonlyMap<string, Uint8Array>,
  progress: Progress,
  signal: AbortSignal,
): Promise<Result<Imported>> {
  const worker = new Worker(new URL('./import.worker.ts', import.meta.url), { type: 'module' });
  const cleaner = new ImageCleaner();
  const ask = (request: ImportRequest) => worker.postMessage(request);
  return new Promise<Result<Imported>>((resolve, reject) => {
    const stop = () => reject(new ImportStopped('The import was stopped; nothing has changed.'));
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    worker.onerror = (event) => reject(new Error(event.message || 'The import could not be started.'));
    worker.onmessage = ({ data }: MessageEvent<ImportAnswer>) => {
      if (data.kind === 'progress') progress(data.what, data.done, data.total);
      else if (data.kind === 'done') resolve(data.result);
      else {
        const { number, bytes, type, header, file } = data;
        cleaner
          .clean(bytes, type, header, file)
          .then((result) => ask({ kind: 'cleaned', number, result }), reject);
      }
    };
    ask({ kind: 'start', files });
  }).finally(() => {
    worker.terminate();
    cleaner.dispose();
  });
}
