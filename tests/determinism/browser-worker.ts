/** Entry of a worker in a browser: answers each run with its hashes. */
import { hashesOf, type SeedRun } from './seed-run.ts';

const scope = globalThis as unknown as DedicatedWorkerGlobalScope;
scope.onmessage = ({ data }: MessageEvent<SeedRun>) => scope.postMessage(hashesOf(data));
