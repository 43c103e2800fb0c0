/** What others look like between two snapshots. */
import {
  lookOf,
  PARTS_OF_PIXEL,
  PARTS_OF_TURN,
  turnBetween,
  type Look,
  type Row,
  type Snapshot,
} from './snapshot.ts';

/** Snapshots that are kept: more than a second of them. */
const KEPT = 48;
/** What moves further than this in a tick has not moved but is elsewhere. */
const JUMPS = 96 * PARTS_OF_PIXEL;
/** How far the last known motion is carried on when nothing comes, in ticks. */
const CARRIED_ON = 6;

/** The last snapshots, and what lies between them. */
export class SnapshotTrack {
  #list: Snapshot[] = [];

  /** Adds a snapshot, later than all others. */
  add(snapshot: Snapshot): void {
    this.#list.push(snapshot);
    if (this.#list.length > KEPT) this.#list.shift();
  }

  clear(): void {
    this.#list = [];
  }

  get last(): Snapshot | null {
    return this.#list.at(-1) ?? null;
  }

  /** The snapshot of a tick, if it is kept. */
  find(tick: number): Snapshot | null {
    return this.#list.find((snapshot) => snapshot.tick === tick) ?? null;
  }

  /** The looks at a moment, by number in ascending order. Beyond the last snapshot things go on as they went, for a tenth of a second. */
  at(tick: number): Map<number, Look> {
    const looks = new Map<number, Look>();
    const after = this.#list.findIndex((snapshot) => snapshot.tick >= tick);
    const to = after < 0 ? this.#list.at(-1) : this.#list[after];
    if (!to) return looks;
    const from = after < 0 ? this.#list.at(-2) : this.#list[after - 1];
    const span = from ? to.tick - from.tick : 0;
    const part = from && span > 0 ? Math.min(tick - from.tick, span + CARRIED_ON) / span : 1;
    for (const [id, row] of to.rows) {
      const before = from?.rows.get(id);
      looks.set(id, before ? between(before, row, part, span) : lookOf(row));
    }
    return looks;
  }
}

function between(from: Row, to: Row, part: number, ticks: number): Look {
  const far = Math.max(Math.abs(to[0]! - from[0]!), Math.abs(to[1]! - from[1]!)) > JUMPS * ticks;
  if (far) return lookOf(part < 1 ? from : to);
  // What is not a place or a size shows as it was until it is otherwise.
  const steps = part < 1 ? from : to;
  const blend = (field: number): number => from[field]! + (to[field]! - from[field]!) * part;
  const turned = from[2]! + turnBetween(from[2]!, to[2]!) * part;
  return lookOf([
    blend(0),
    blend(1),
    (turned + PARTS_OF_TURN) % PARTS_OF_TURN,
    blend(3),
    blend(4),
    steps[5]!,
    steps[6]!,
  ]);
}
