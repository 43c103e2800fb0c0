import type { GameWorker } from './game-client.ts';

const workers = import.meta.glob<new () => GameWorker>('../../runtime/worker.ts', {
  query: '?worker',
  import: 'default',
  eager: true,
});

/** A fresh worker that runs games. */
export function createGameWorker(): GameWorker {
  const GameWorkerOf = workers['../../runtime/worker.ts'];
  if (!GameWorkerOf) throw new Error('This build cannot play.');
  return new GameWorkerOf();
}
