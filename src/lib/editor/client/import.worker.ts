/** Reads files of other tools beside the page. */
import type { Result } from '../../base/result.ts';
import { importFiles } from '../../import/import-files.ts';
import type { CleanImage } from '../../import/intake.ts';
import type { ImportAnswer, ImportRequest } from './import-job.ts';

const waiting = new Map<number, (result: Result<CleanImage>) => void>();
let count = 0;

const tell = (answer: ImportAnswer) => self.postMessage(answer);

async function run(files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const result = await importFiles(files, {
    progress: (what, done, total) => tell({ kind: 'progress', what, done, total }),
    cleanImage: (bytes, type, header, file) =>
      new Promise((resolve) => {
        const number = ++count;
        waiting.set(number, resolve);
        tell({ kind: 'clean', number, bytes, type, header, file });
      }),
  });
  tell({ kind: 'done', result });
}

self.onmessage = ({ data }: MessageEvent<ImportRequest>) => {
  if (data.kind === 'start') void run(data.files);
  else {
    waiting.get(data.number)?.(data.result);
    waiting.delete(data.number);
  }
};
