/** What panels show of a running game. */
import type { GameState, ScriptError } from '../../runtime/protocol.ts';

export type GamePhase = 'stopped' | 'starting' | 'playing' | 'paused';

/** All that panels show of a game; replaced, never mutated. */
export interface GameStatus {
  phase: GamePhase;
  tick: number;
  /** Milliseconds that the last tick took. */
  tickMs: number;
  entities: number;
  bodies: number;
  /** Why it is paused, or why it did not start. */
  error: ScriptError | null;
  /** Set when the worker had to be ended; says why. */
  stuck: string;
  state: GameState;
  score: number;
  /** What the game says at its end. */
  message: string;
  /** Id of the scene that plays. */
  scene: string;
}

/** No game is there. */
export const STOPPED: GameStatus = {
  phase: 'stopped',
  tick: 0,
  tickMs: 0,
  entities: 0,
  bodies: 0,
  error: null,
  stuck: '',
  state: 'playing',
  score: 0,
  message: '',
  scene: '',
};
