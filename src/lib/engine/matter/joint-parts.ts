/** Parts of joints that keep two ends together, or at a distance. */
import { limit } from './carry.ts';
import { impulseFor, type End } from './joint-ends.ts';
import { CORRECTION, type JointPart } from './joint-part.ts';
import type { Point } from './library.ts';

/** The most that one pass moves, px. */
const MOST = 20;

const p: Point = { x: 0, y: 0 };
const q: Point = { x: 0, y: 0 };
const out: Point = { x: 0, y: 0 };

/** Keeps two ends together. */
export class PinPart implements JointPart {
  readonly #before: Point = { x: 0, y: 0 };
  readonly #after: Point = { x: 0, y: 0 };
  #errorX = 0;
  #errorY = 0;

  constructor(
    private readonly a: End,
    private readonly b: End,
  ) {}

  get impulse(): number {
    const x = this.#before.x + this.#after.x;
    const y = this.#before.y + this.#after.y;
    return Math.sqrt(x * x + y * y);
  }

  get error(): number {
    const x = this.a.x - this.b.x;
    const y = this.a.y - this.b.y;
    return Math.sqrt(x * x + y * y);
  }

  begin(): void {
    this.#errorX = this.b.x - this.a.x;
    this.#errorY = this.b.y - this.a.y;
    this.#push(this.#before.x, this.#before.y);
  }

  predict(): void {
    this.a.predicted(p);
    this.b.predicted(q);
    impulseFor(this.a, this.b, this.#errorX - (q.x - p.x), this.#errorY - (q.y - p.y), out);
    this.#before.x += out.x;
    this.#before.y += out.y;
    this.#push(out.x, out.y);
  }

  correct(): number {
    const apartX = this.a.x - this.b.x;
    const apartY = this.a.y - this.b.y;
    const x = limit(apartX * CORRECTION, MOST);
    const y = limit(apartY * CORRECTION, MOST);
    impulseFor(this.a, this.b, x, y, out);
    const { x: px, y: py } = out;
    this.a.shift(-px, -py);
    this.b.shift(px, py);
    return Math.sqrt(apartX * apartX + apartY * apartY);
  }

  warm(): void {
    this.#push(this.#after.x, this.#after.y);
  }

  solve(): number {
    this.a.velocity(p);
    this.b.velocity(q);
    const x = p.x - q.x;
    const y = p.y - q.y;
    impulseFor(this.a, this.b, x, y, out);
    this.#after.x += out.x;
    this.#after.y += out.y;
    this.#push(out.x, out.y);
    return Math.sqrt(x * x + y * y);
  }

  save(out: number[]): void {
    out.push(this.#before.x, this.#before.y, this.#after.x, this.#after.y);
  }

  restore(next: () => number): void {
    this.#before.x = next();
    this.#before.y = next();
    this.#after.x = next();
    this.#after.y = next();
  }

  #push(x: number, y: number): void {
    this.a.push(-x, -y);
    this.b.push(x, y);
  }
}

/** Keeps two ends at a distance (`rigid`), or from going further apart. */
export class LengthPart implements JointPart {
  #before = 0;
  #after = 0;
  #distance = 0;
  readonly #along: Point = { x: 1, y: 0 };

  constructor(
    private readonly a: End,
    private readonly b: End,
    public length: number,
    private readonly rigid: boolean,
  ) {}

  get impulse(): number {
    return Math.abs(this.#before + this.#after);
  }

  get error(): number {
    this.#aim();
    const error = this.#distance - this.length;
    return this.rigid ? Math.abs(error) : Math.max(0, error);
  }

  begin(): void {
    this.#aim();
    if (!this.rigid && this.#distance < this.length - MOST) this.#before = 0;
    this.#push(this.#before);
  }

  predict(): void {
    this.a.predicted(p);
    this.b.predicted(q);
    const x = q.x - p.x;
    const y = q.y - p.y;
    const goal = this.rigid ? this.#distance : Math.max(this.#distance, this.length);
    // How far to push along the joint so that the ends are that far apart: of both solutions the one in which they do not
    // change sides; or as near to it as it goes.
    const along = x * this.#along.x + y * this.#along.y;
    const across = x * x + y * y - along * along;
    const change = Math.sqrt(Math.max(0, goal * goal - across)) - along;
    const total = this.#allowed(this.#before + this.#impulse(change));
    this.#push(total - this.#before);
    this.#before = total;
  }

  correct(): number {
    this.#aim();
    const error = this.length - this.#distance;
    if (!this.rigid && error >= 0) return 0;
    const size = this.#impulse(limit(error * CORRECTION, MOST));
    this.a.shift(-this.#along.x * size, -this.#along.y * size);
    this.b.shift(this.#along.x * size, this.#along.y * size);
    return Math.abs(error);
  }

  warm(): void {
    this.#aim();
    if (!this.#taut) this.#after = 0;
    this.#push(this.#after);
  }

  solve(): number {
    if (!this.#taut) return 0;
    this.a.velocity(p);
    this.b.velocity(q);
    const parting = (q.x - p.x) * this.#along.x + (q.y - p.y) * this.#along.y;
    const total = this.#allowed(this.#after + this.#impulse(-parting));
    this.#push(total - this.#after);
    const parted = Math.abs(total - this.#after) > 0 ? Math.abs(parting) : 0;
    this.#after = total;
    return parted;
  }

  /** A rope that is loose ties nothing. */
  get ties(): boolean {
    return this.#taut;
  }

  save(out: number[]): void {
    out.push(this.#before, this.#after, this.#along.x, this.#along.y);
  }

  restore(next: () => number): void {
    this.#before = next();
    this.#after = next();
    this.#along.x = next();
    this.#along.y = next();
  }

  get #taut(): boolean {
    return this.rigid || this.#distance >= this.length - 1e-3;
  }

  /** A rope only pulls. */
  #allowed(impulse: number): number {
    return this.rigid ? impulse : Math.min(impulse, 0);
  }

  #aim(): void {
    const x = this.b.x - this.a.x;
    const y = this.b.y - this.a.y;
    this.#distance = Math.sqrt(x * x + y * y);
    if (this.#distance < 1e-6) return;
    this.#along.x = x / this.#distance;
    this.#along.y = y / this.#distance;
  }

  /** The impulse along the joint that changes the speed of parting. */
  #impulse(change: number): number {
    const { x, y } = this.#along;
    const ease = this.a.ease(x, y) + this.b.ease(x, y);
    return ease > 0 ? change / ease : 0;
  }

  #push(size: number): void {
    const { x, y } = this.#along;
    this.a.push(-x * size, -y * size);
    this.b.push(x * size, y * size);
  }
}
