/** Joints that a blow has torn apart, drawn together again without pulling bodies into what they touch. */
import type { MatterBody } from './library.ts';
import type { ContactPair } from './pairs.ts';
import type { Rigid } from './rigid.ts';

/** How deep touching bodies may stay in each other, px. */
const DEEP = 0.5;

interface Touch {
  readonly a: Rigid;
  readonly b: Rigid;
  readonly nx: number;
  readonly ny: number;
  /** How deep they were in each other, and where they were then. */
  readonly depth: number;
  readonly x: number;
  readonly y: number;
}

/** What touched when contacts were found. */
export class Touches {
  readonly #all: Touch[] = [];

  constructor(pairs: readonly ContactPair[]) {
    for (const { a, b, collision } of pairs) {
      const { normal, depth } = collision;
      const x = a.rigid.body.position.x - b.rigid.body.position.x;
      const y = a.rigid.body.position.y - b.rigid.body.position.y;
      this.#all.push({ a: a.rigid, b: b.rigid, nx: normal.x, ny: normal.y, depth, x, y });
    }
  }

  /** Moves bodies out of each other, wherever they are now; adds those it moved. */
  part(moved: Set<Rigid>): void {
    for (const { a, b, nx, ny, depth, x, y } of this.#all) {
      const p = a.body;
      const q = b.body;
      const way = (p.position.x - q.position.x - x) * nx + (p.position.y - q.position.y - y) * ny;
      const over = depth - way - DEEP;
      if (over <= 0) continue;
      const easeA = easeOf(a);
      const easeB = easeOf(b);
      const sum = easeA + easeB;
      if (sum === 0) continue;
      if (easeA > 0) moved.add(shift(a, nx * over * (easeA / sum), ny * over * (easeA / sum)));
      if (easeB > 0) moved.add(shift(b, -nx * over * (easeB / sum), -ny * over * (easeB / sum)));
    }
  }
}

const easeOf = (rigid: Rigid): number => (rigid.dynamic && !rigid.asleep ? rigid.body.inverseMass : 0);

function shift(rigid: Rigid, x: number, y: number): Rigid {
  const { position, positionPrev }: MatterBody = rigid.body;
  position.x += x;
  position.y += y;
  positionPrev.x += x;
  positionPrev.y += y;
  return rigid;
}
