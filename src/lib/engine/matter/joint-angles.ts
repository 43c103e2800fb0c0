/** Parts of joints that keep, drive or bound the angle between two bodies. */
import { limit } from './carry.ts';
import type { End } from './joint-ends.ts';
import { CORRECTION, type JointPart } from './joint-part.ts';

/** The most that one pass turns, radians. */
const MOST_TURN = 0.2;

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

  get error(): number {
    return 0;
  }

  begin(): void {
    twist(this.a, this.b, this.#before);
  }

  predict(): void {
    this.#before += this.#stop();
  }

  correct(): number {
    const error = this.a.frame.angle - this.b.frame.angle - this.start;
    straighten(this.a, this.b, limit(-error * CORRECTION, MOST_TURN));
    return 0;
  }

  warm(): void {
    twist(this.a, this.b, this.#after);
  }

  solve(): number {
    this.#after += this.#stop();
    return 0;
  }

  save(out: number[]): void {
    out.push(this.#before, this.#after);
  }

  restore(next: () => number): void {
    this.#before = next();
    this.#after = next();
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

  get error(): number {
    return 0;
  }

  begin(): void {
    this.#impulse = limit(this.#impulse, this.torque);
    twist(this.a, this.b, this.#impulse);
  }

  predict(): void {
    this.solve();
  }

  correct(): number {
    return 0;
  }

  warm(): void {}

  solve(): number {
    const missing = (this.speed - (this.a.spin - this.b.spin)) * stiffness(this.a, this.b);
    const total = limit(this.#impulse + missing, this.torque);
    twist(this.a, this.b, total - this.#impulse);
    this.#impulse = total;
    return 0;
  }

  save(out: number[]): void {
    out.push(this.#impulse);
  }

  restore(next: () => number): void {
    this.#impulse = next();
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

  get error(): number {
    return 0;
  }

  begin(): void {
    this.#low = 0;
    this.#high = 0;
  }

  predict(): void {
    this.solve();
  }

  correct(): number {
    const angle = this.#angle;
    const error = angle < this.lower ? this.lower - angle : angle > this.upper ? this.upper - angle : 0;
    if (error !== 0) straighten(this.a, this.b, limit(error * CORRECTION, MOST_TURN));
    return 0;
  }

  warm(): void {
    this.begin();
  }

  solve(): number {
    const angle = this.#angle;
    const stiff = stiffness(this.a, this.b);
    // What turns so fast that it would be past a bound in the next step is held there.
    const low = Math.max(0, this.#low + (Math.min(0, this.lower - angle) - this.#spin) * stiff);
    twist(this.a, this.b, low - this.#low);
    this.#low = low;
    const high = Math.min(0, this.#high + (Math.max(0, this.upper - angle) - this.#spin) * stiff);
    twist(this.a, this.b, high - this.#high);
    this.#high = high;
    return 0;
  }

  /** Bounds push anew in each step. */
  save(): void {}

  restore(): void {}

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
