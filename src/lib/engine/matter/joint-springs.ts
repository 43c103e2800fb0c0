/**
 * Soft parts of joints: springs, which pull towards a length or a point. The formula is the implicit one of E. Catto (Soft
 * Constraints, GDC 2011), which stays stable however stiff it is.
 */
import { impulseFor, type End } from './joint-ends.ts';
import type { JointPart } from './joint-part.ts';
import type { Point } from './library.ts';

const p: Point = { x: 0, y: 0 };
const q: Point = { x: 0, y: 0 };
const out: Point = { x: 0, y: 0 };

/** Springs swing at least so often in a second, so that the arithmetic stays finite. */
const SLOWEST = 1e-3;

/** How soft a constraint on this much mass is in steps of `dt` seconds: what to add to the inverse mass, and the pull per px. */
function softness(
  mass: number,
  frequency: number,
  damping: number,
  dt: number,
): { soft: number; pull: number } {
  const turn = 2 * Math.PI * Math.max(frequency, SLOWEST) * dt;
  const spring = mass * turn * turn;
  const damper = 2 * mass * damping * turn;
  const soft = damper + spring > 0 ? 1 / (damper + spring) : 0;
  return { soft, pull: spring * soft };
}

/** Pulls two ends to a distance. */
export class SpringPart implements JointPart {
  frequency = 1;
  damping = 0;
  dt = 1 / 60;
  #impulse = 0;
  #mass = 0;
  #soft = 0;
  #bias = 0;
  readonly #along: Point = { x: 1, y: 0 };

  constructor(
    private readonly a: End,
    private readonly b: End,
    public length: number,
  ) {}

  get impulse(): number {
    return Math.abs(this.#impulse);
  }

  get error(): number {
    return 0;
  }

  begin(): void {
    const x = this.b.x - this.a.x;
    const y = this.b.y - this.a.y;
    const distance = Math.sqrt(x * x + y * y);
    if (distance > 1e-6) {
      this.#along.x = x / distance;
      this.#along.y = y / distance;
    }
    const ease = this.a.ease(this.#along.x, this.#along.y) + this.b.ease(this.#along.x, this.#along.y);
    const mass = ease > 0 ? 1 / ease : 0;
    const { soft, pull } = softness(mass, this.frequency, this.damping, this.dt);
    this.#soft = soft;
    this.#bias = (distance - this.length) * pull;
    this.#mass = ease > 0 ? 1 / (ease + soft) : 0;
    this.#push(this.#impulse);
  }

  predict(): void {
    this.a.velocity(p);
    this.b.velocity(q);
    const parting = (q.x - p.x) * this.#along.x + (q.y - p.y) * this.#along.y;
    const change = -this.#mass * (parting + this.#bias + this.#soft * this.#impulse);
    this.#impulse += change;
    this.#push(change);
  }

  correct(): number {
    return 0;
  }

  warm(): void {}

  solve(): number {
    return 0;
  }

  save(out: number[]): void {
    out.push(this.#impulse, this.#along.x, this.#along.y);
  }

  restore(next: () => number): void {
    this.#impulse = next();
    this.#along.x = next();
    this.#along.y = next();
  }

  #push(size: number): void {
    const { x, y } = this.#along;
    this.a.push(-x * size, -y * size);
    this.b.push(x * size, y * size);
  }
}

/** Pulls the end a to the end b, with at most `most` (mass times px per step). */
export class GrabPart implements JointPart {
  frequency = 5;
  damping = 0.7;
  dt = 1 / 60;
  most = Infinity;
  readonly #impulse: Point = { x: 0, y: 0 };
  #soft = 0;
  #biasX = 0;
  #biasY = 0;

  constructor(
    private readonly a: End,
    private readonly b: End,
  ) {}

  get impulse(): number {
    const { x, y } = this.#impulse;
    return Math.sqrt(x * x + y * y);
  }

  get error(): number {
    return 0;
  }

  begin(): void {
    const { inverseMass } = this.a.frame;
    const mass = inverseMass > 0 ? 1 / inverseMass : 0;
    const { soft, pull } = softness(mass, this.frequency, this.damping, this.dt);
    this.#soft = soft;
    this.#biasX = (this.a.x - this.b.x) * pull;
    this.#biasY = (this.a.y - this.b.y) * pull;
    this.a.push(this.#impulse.x, this.#impulse.y);
  }

  predict(): void {
    this.a.velocity(p);
    const x = -(p.x + this.#biasX + this.#soft * this.#impulse.x);
    const y = -(p.y + this.#biasY + this.#soft * this.#impulse.y);
    impulseFor(this.b, this.a, x, y, out, this.#soft);
    let nextX = this.#impulse.x + out.x;
    let nextY = this.#impulse.y + out.y;
    const size = Math.sqrt(nextX * nextX + nextY * nextY);
    if (size > this.most) {
      nextX *= this.most / size;
      nextY *= this.most / size;
    }
    this.a.push(nextX - this.#impulse.x, nextY - this.#impulse.y);
    this.#impulse.x = nextX;
    this.#impulse.y = nextY;
  }

  correct(): number {
    return 0;
  }

  warm(): void {}

  solve(): number {
    return 0;
  }

  save(out: number[]): void {
    out.push(this.#impulse.x, this.#impulse.y);
  }

  restore(next: () => number): void {
    this.#impulse.x = next();
    this.#impulse.y = next();
  }
}
