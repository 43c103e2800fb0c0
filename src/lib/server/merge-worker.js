// A thread that merges logs, so that the one of the rooms need not: see merger.ts. Plain JavaScript, so that Node runs it from here
// in tests as well as from the bundle.
import { parentPort } from 'node:worker_threads';
import { mergeEntries } from './merge-entries.js';

parentPort.on('message', ({ number, entries }) => {
  try {
    const snapshot = mergeEntries(entries);
    parentPort.postMessage({ number, snapshot }, [snapshot.buffer]);
  } catch (error) {
    parentPort.postMessage({ number, failed: String(error) });
  }
});
