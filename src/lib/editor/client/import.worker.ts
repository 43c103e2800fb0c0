/** Reads files of other tools beside the page. */
import { fail, ok, ProblemError, type Result } from '../../base/result.ts';
import { findRules, type FoundRules } from '../../import/automap/find-rules.ts';
import { runOnLayers } from '../../import/automap/scene-rules.ts';
import type { AskWorlds, CleanImage, IntakeDeps, Progress } from '../../import/import-deps.ts';
import { importAll } from '../../import/import-files.ts';
import type { WorldsAs } from '../../import/worlds.ts';
import type { ImportAnswer, ImportRequest, RulesAnswer, RulesRequest } from './import-job.ts';

const waiting = new Map<number, (result: Result<CleanImage>) => void>();
let count = 0;
let answered: (become: WorldsAs) => void = () => {};

const tell = (answer: ImportAnswer) => self.postMessage(answer);

const cleanImage: NonNullable<IntakeDeps['cleanImage']> = (bytes, type, header, file) =>
  new Promise((resolve) => {
    const number = ++count;
    waiting.set(number, resolve);
    tell({ kind: 'clean', number, bytes, type, header, file });
  });

const progress: Progress = (what, done, total) => tell({ kind: 'progress', what, done, total });

const askWorlds: AskWorlds = (worlds) =>
  new Promise((resolve) => {
    answered = resolve;
    tell({ kind: 'worlds', worlds });
  });

async function run(files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  tell({ kind: 'done', result: ok(await importAll(files, { progress, cleanImage, askWorlds })) });
}

async function runRules({ files, targets, tilesets, seed }: RulesRequest): Promise<void> {
  const found = await findRules(files, { cleanImage });
  tell({ kind: 'done', result: found.ok ? answer(found.value) : found });
  function answer({ rules, ...rest }: FoundRules): Result<RulesAnswer> {
    try {
      return ok({ ...rest, outcome: runOnLayers(targets, tilesets, rules, seed) });
    } catch (error) {
      if (error instanceof ProblemError) return fail(error.problem);
      throw error;
    }
  }
}

self.onmessage = ({ data }: MessageEvent<ImportRequest>) => {
  if (data.kind === 'start') void run(data.files);
  else if (data.kind === 'rules') void runRules(data);
  else if (data.kind === 'worlds') answered(data.become);
  else {
    waiting.get(data.number)?.(data.result);
    waiting.delete(data.number);
  }
};
