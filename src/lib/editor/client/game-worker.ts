import type { GameWorker } from './game-client.ts';

/** A fresh worker that runs games. */
export function createGameWorker(): GameWorker {
  return new Worker(new URL('../../runtime/game.worker.ts', import.meta.url), { type: 'module' });
}
