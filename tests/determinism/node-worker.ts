/** Entry of a worker thread of Node: answers each run with its hashes. */
import { parentPort } from 'node:worker_threads';
import { hashesOf, type SeedRun } from './seed-run.ts';

parentPort!.on('message', (run: SeedRun) => parentPort!.postMessage(hashesOf(run)));
