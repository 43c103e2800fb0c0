/** Entry of the worker that runs a game. It speaks protocol.ts; everything else is in game-session.ts. */
import { closeDoors } from './close-doors.ts';
import { GameSession } from './game-session.ts';
import type { ToWorker } from './protocol.ts';

const scope = globalThis as unknown as DedicatedWorkerGlobalScope;
closeDoors(scope);

const session = new GameSession({
  post: (message, transfer) => scope.postMessage(message, transfer),
  clock: () => performance.now(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
});

scope.onmessage = ({ data }: MessageEvent<ToWorker>) => session.receive(data);
