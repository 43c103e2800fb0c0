import type { Rect } from '../../base/geometry.ts';
import type { MovingTiles } from './moving-tiles.ts';

/** Milliseconds after something was done until tiles go on moving. */
const QUIET = 300;
/** Milliseconds of a frame that go into it. */
const BUDGET = 4;
/** Of the time, painting tiles that move takes one part in so many. */
const SHARE = 5;

/** What moves tiles, and what says when. */
export interface MotionHost {
  /** Whether tiles are to move now. */
  wanted(): boolean;
  /** What moves in the part of the scene that is seen. */
  moving(): MovingTiles;
  /** Paints parts of the scene as they are at the time told by `time`. @returns those that are left */
  paint(areas: readonly Rect[], budget: number): readonly Rect[];
  /** Puts what was painted onto the screen. */
  show(): void;
}

/**
 * Lets animated tiles play while nothing else goes on: where a tile changes, that part of the scene is painted anew, a little each
 * frame, and shown when all of it is done. However many there are, nothing else waits for it.
 */
export class TileMotion {
  readonly #host: MotionHost;
  #time = 0;
  #moving: MovingTiles | null = null;
  #left: readonly Rect[] = [];
  #quietFrom = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: MotionHost) {
    this.#host = host;
  }

  /** The time that animated tiles are shown at, in seconds. */
  get time(): number {
    return this.#time;
  }

  /** Something else is painted: tiles stand still until that is over. */
  disturb(): void {
    this.#quietFrom = performance.now() + QUIET;
    this.#moving = null;
    this.#left = [];
    this.#timer ??= setTimeout(this.#step, QUIET);
  }

  /** Tiles are as they are without time. */
  reset(): void {
    this.#time = 0;
    this.#left = [];
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  readonly #step = (): void => {
    this.#timer = undefined;
    const now = performance.now();
    if (now < this.#quietFrom) return this.#wait(this.#quietFrom - now);
    if (!this.#host.wanted()) return;
    // What has come into sight may have been painted at another time.
    const from = this.#moving && this.#time;
    this.#moving ??= this.#host.moving();
    if (this.#moving.none) return;
    if (this.#left.length === 0) {
      this.#left = this.#moving.changed(from, now / 1000);
      this.#time = now / 1000;
      if (this.#left.length === 0) return this.#wait(1000 * this.#moving.untilNext(this.#time));
    }
    this.#left = this.#host.paint(this.#left, BUDGET);
    if (this.#left.length > 0) return this.#wait(BUDGET * (SHARE - 1));
    this.#host.show();
    const took = performance.now() - now;
    this.#wait(Math.max(1000 * this.#moving.untilNext(performance.now() / 1000), took * (SHARE - 1)));
  };

  /** @param time milliseconds */
  #wait(time: number): void {
    this.#timer = setTimeout(this.#step, Math.max(time, 4));
  }
}
