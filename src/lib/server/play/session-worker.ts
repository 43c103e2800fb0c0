/** Entry of the thread that runs one session. */
import { parentPort } from 'node:worker_threads';
import { SessionRunner } from './session-runner.ts';
import type { ToThread } from './thread-protocol.ts';

const runner = new SessionRunner((message) => parentPort!.postMessage(message));
parentPort!.on('message', (message: ToThread) => {
  runner.receive(message);
  if (message.kind === 'stop') parentPort!.close();
});
