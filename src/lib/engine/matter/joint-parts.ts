/**
 * What joints are made of. Each part is solved three times in a step, which keeps swings as long as they should be: with the
 * velocities before the bodies move, so that they end where they are still tied (H. C. Andersen, Rattle, 1983, with the
 * directions at the start of the step); then in position, for what is left; and with the velocities after contacts are known.
 */
import { limit } from './carry.ts';
import { impulseFor, type End } from './joint-ends.ts';
import type { Point } from './library.ts';

/** Part of an error in position that one pass takes back. */
const CORRECTION = 0.3;
/** The most that one pass moves, px; and turns, radians. */
const MOST = 20;
const MOST_TURN = 0.2;

const p: Point = { x: 0, y: 0 };
const q: Point = { x: 0, y: 0 };
const out: Point = { x: 0, y: 0 };

/** One constraint between two ends. */
export interface JointPart {
  /** A step begins: directions and errors are taken, impulses begin as they were in the step before. */
  begin(): void;
  /** One pass over the velocities with which the bodies will move. */
  predict(): void;
  /** One pass over the positions. */
  correct(): void;
  /** Between moving and contacts: directions as they are now, impulses as they were. */
  warm(): void;
  /** One pass over the velocities after the bodies have moved. */
  solve(): void;
  /** Size of the impulse of this step. */
  readonly impulse: number;
}

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

  correct(): void {
    const x = limit((this.a.x - this.b.x) * CORRECTION, MOST);
    const y = limit((this.a.y - this.b.y) * CORRECTION, MOST);
    impulseFor(this.a, this.b, x, y, out);
    const { x: px, y: py } = out;
    this.a.shift(-px, -py);
    this.b.shift(px, py);
  }

  warm(): void {
    this.#push(this.#after.x, this.#after.y);
  }

  solve(): void {
    this.a.velocity(p);
    this.b.velocity(q);
    impulseFor(this.a, this.b, p.x - q.x, p.y - q.y, out);
    this.#after.x += out.x;
    this.#after.y += out.y;
    this.#push(out.x, out.y);
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
    const total = this.#allowed(this.#before + this.#impulse(goal - Math.sqrt(x * x + y * y)));
    this.#push(total - this.#before);
    this.#before = total;
  }

  correct(): void {
    this.#aim();
    const error = this.length - this.#distance;
    if (!this.rigid && error >= 0) return;
    const size = this.#impulse(limit(error * CORRECTION, MOST));
    this.a.shift(-this.#along.x * size, -this.#along.y * size);
    this.b.shift(this.#along.x * size, this.#along.y * size);
  }

  warm(): void {
    this.#aim();
    if (!this.#taut) this.#after = 0;
    this.#push(this.#after);
  }

  solve(): void {
    if (!this.#taut) return;
    this.a.velocity(p);
    this.b.velocity(q);
    const parting = (q.x - p.x) * this.#along.x + (q.y - p.y) * this.#along.y;
    const total = this.#allowed(this.#after + this.#impulse(-parting));
    this.#push(total - this.#after);
    this.#after = total;
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

/** Keeps the angle of a against b as it was. */
export class AnglePart implements JointPart {
  #before = 0;
  #after = 0;

  constructor(
    private readonly a: End,
    private readonly b: End,
    private readonly start: number,
  ) {}

  get impulse(): number {
    return 0;
  }

  begin(): void {
    twist(this.a, this.b, this.#before);
  }

  predict(): void {
    this.#before += this.#stop();
  }

  correct(): void {
    const error = this.a.frame.angle - this.b.frame.angle - this.start;
    straighten(this.a, this.b, limit(-error * CORRECTION, MOST_TURN));
  }

  warm(): void {
    twist(this.a, this.b, this.#after);
  }

  solve(): void {
    this.#after += this.#stop();
  }

  #stop(): number {
    const impulse = (this.b.spin - this.a.spin) * stiffness(this.a, this.b);
    twist(this.a, this.b, impulse);
    return impulse;
  }
}

/** Drives the angle of a against b, with at most so much torque. Speed in radians per step, torque in mass px² per step². */
export class MotorPart implements JointPart {
  #impulse = 0;
  speed = 0;
  torque = 0;

  constructor(
    private readonly a: End,
    private readonly b: End,
  ) {}

  get impulse(): number {
    return 0;
  }

  begin(): void {
    this.#impulse = limit(this.#impulse, this.torque);
    twist(this.a, this.b, this.#impulse);
  }

  predict(): void {
    this.solve();
  }

  correct(): void {}

  warm(): void {}

  solve(): void {
    const missing = (this.speed - (this.a.spin - this.b.spin)) * stiffness(this.a, this.b);
    const total = limit(this.#impulse + missing, this.torque);
    twist(this.a, this.b, total - this.#impulse);
    this.#impulse = total;
  }
}

/** Keeps the angle of a against b, counted from `start`, between two bounds. Radians. */
export class LimitPart implements JointPart {
  #low = 0;
  #high = 0;
  lower = 0;
  upper = 0;

  constructor(
    private readonly a: End,
    private readonly b: End,
    private readonly start: number,
  ) {}

  get impulse(): number {
    return 0;
  }

  begin(): void {
    this.#low = 0;
    this.#high = 0;
  }

  predict(): void {
    this.solve();
  }

  correct(): void {
    const angle = this.#angle;
    const error = angle < this.lower ? this.lower - angle : angle > this.upper ? this.upper - angle : 0;
    if (error !== 0) straighten(this.a, this.b, limit(error * CORRECTION, MOST_TURN));
  }

  warm(): void {
    this.begin();
  }

  solve(): void {
    const angle = this.#angle;
    const stiff = stiffness(this.a, this.b);
    // What turns so fast that it would be past a bound in the next step is held there.
    const low = Math.max(0, this.#low + (Math.min(0, this.lower - angle) - this.#spin) * stiff);
    twist(this.a, this.b, low - this.#low);
    this.#low = low;
    const high = Math.min(0, this.#high + (Math.max(0, this.upper - angle) - this.#spin) * stiff);
    twist(this.a, this.b, high - this.#high);
    this.#high = high;
  }

  get #angle(): number {
    return this.a.frame.angle - this.b.frame.angle - this.start;
  }

  get #spin(): number {
    return this.a.spin - this.b.spin;
  }
}

/** Angular impulse per change of the spin between both. */
function stiffness(a: End, b: End): number {
  const ease = a.frame.inverseInertia + b.frame.inverseInertia;
  return ease > 0 ? 1 / ease : 0;
}

/** Turns a clockwise and b the other way by an angular impulse. */
function twist(a: End, b: End, impulse: number): void {
  a.frame.anglePrev -= a.frame.inverseInertia * impulse;
  b.frame.anglePrev += b.frame.inverseInertia * impulse;
}

/** Turns both so that the angle of a against b changes by so much. */
function straighten(a: End, b: End, angle: number): void {
  const impulse = angle * stiffness(a, b);
  a.rotate(a.frame.inverseInertia * impulse);
  b.rotate(-b.frame.inverseInertia * impulse);
}
