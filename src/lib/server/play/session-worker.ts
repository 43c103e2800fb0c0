/** Entry of the thread that runs one session. */
import { parentPort } from 'node:worker_threads';
import { closeDoors } from '../../runtime/close-doors.ts';
import { SessionRunner } from './session-runner.ts';
import type { ToThread } from './thread-protocol.ts';

// Keys of seats are made with a Buffer.
closeDoors(globalThis, ['setInterval', 'clearInterval', 'Buffer']);

const runner = new SessionRunner((message) => parentPort!.postMessage(message));
parentPort!.on('message', (message: ToThread) => {
  runner.receive(message);
  if (message.kind === 'stop') parentPort!.close();
});
