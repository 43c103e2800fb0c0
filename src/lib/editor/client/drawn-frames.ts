/** The newest frames of a running game, and how everything in them looks. */
import { withTiles } from '../../runtime/tile-edits.ts';
import { DRAW_STRIDE, type Frame, type GameEvent } from '../../runtime/protocol.ts';

/** Where a drawn entity is now. Velocities in px/s, measured over the last frames. */
export interface LivePosition {
  x: number;
  y: number;
  vx: number;
  vy: number;
  rotation: number;
}

export type Look = Extract<GameEvent, { kind: 'look' }>;

/** Frames whose buffers stay readable: views read those of the newest one or two. */
const KEPT = 3;

export class DrawnFrames {
  /** The newest frame first. */
  #frames: Frame[] = [];
  readonly #looks = new Map<number, Look>();
  readonly #slots = new Map<string, number>();

  get newest(): Frame | null {
    return this.#frames[0] ?? null;
  }

  /** How everything drawn looks at the moment, by slot. */
  get looks(): ReadonlyMap<number, Look> {
    return this.#looks;
  }

  /** Takes a frame. Returns draw buffers that nobody reads any more, for the worker to use again. */
  take(frame: Frame): ArrayBuffer[] {
    for (const event of frame.events) this.#follow(event);
    this.#frames.unshift(frame);
    return this.#frames
      .splice(KEPT)
      .map(({ draws }) => draws)
      .filter((draws) => draws.byteLength > 0);
  }

  /** Where an entity is in the newest frame; `null` when it is not drawn. */
  positionOf(id: string): LivePosition | null {
    const slot = this.#slots.get(id);
    const now = slot === undefined ? null : rowOf(this.#frames[0], slot);
    if (!now || slot === undefined) return null;
    const [newest, before] = this.#frames;
    const then = rowOf(before, slot);
    const ticks = newest && before ? newest.tick - before.tick : 0;
    const perSecond = then && ticks > 0 ? 60 / ticks : 0;
    return {
      x: now[1],
      y: now[2],
      vx: (now[1] - (then?.[1] ?? 0)) * perSecond,
      vy: (now[2] - (then?.[2] ?? 0)) * perSecond,
      rotation: now[3],
    };
  }

  clear(): void {
    this.#frames = [];
    this.#looks.clear();
    this.#slots.clear();
  }

  #follow(event: GameEvent): void {
    if (event.kind === 'look') {
      this.#looks.set(event.slot, event);
      this.#slots.set(event.entity.id, event.slot);
    } else if (event.kind === 'tiles') {
      const look = this.#looks.get(event.slot);
      if (look) this.#looks.set(event.slot, { ...look, entity: withTiles(look.entity, event.changes) });
    } else if (event.kind === 'gone') {
      const look = this.#looks.get(event.slot);
      // The slot may be another's already where an entity went and came back within a frame.
      if (look && this.#slots.get(look.entity.id) === event.slot) this.#slots.delete(look.entity.id);
      this.#looks.delete(event.slot);
    } else if (event.kind === 'scene') this.clear();
  }
}

type Row = [slot: number, x: number, y: number, rotation: number];

/** The row of a slot in a frame. */
function rowOf(frame: Frame | undefined, slot: number): Row | null {
  if (!frame || frame.draws.byteLength === 0) return null;
  const draws = new Float32Array(frame.draws, 0, frame.count * DRAW_STRIDE);
  for (let at = 0; at < draws.length; at += DRAW_STRIDE)
    if (draws[at] === slot) return [slot, draws[at + 1]!, draws[at + 2]!, draws[at + 3]!];
  return null;
}
