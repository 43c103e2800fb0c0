/** The two ends of a joint and the arithmetic that all kinds share. Velocities are differences of places, in px per step. */
import { cos, sin } from '../../base/maths.ts';
import type { MatterBody, Point } from './library.ts';
import type { Rigid } from './rigid.ts';

/** What a solver needs of a body; the scene itself is one that nothing moves. */
export type Frame = Pick<
  MatterBody,
  'position' | 'positionPrev' | 'angle' | 'anglePrev' | 'inverseMass' | 'inverseInertia'
>;

/** The frame of the scene. */
export const sceneFrame = (): Frame => ({
  position: { x: 0, y: 0 },
  positionPrev: { x: 0, y: 0 },
  angle: 0,
  anglePrev: 0,
  inverseMass: 0,
  inverseInertia: 0,
});

/** One end: where it is tied to its frame. */
export class End {
  /** From the middle of the frame to the end, as the frame lies now. */
  readonly arm: Point = { x: 0, y: 0 };

  /**
   * @param local the arm while the frame is not turned
   * @param rigid the body of the frame; `null` for the scene
   */
  constructor(
    readonly frame: Frame,
    readonly local: Point,
    readonly rigid: Rigid | null,
  ) {
    this.turn();
  }

  /** Recomputes the arm. */
  turn(): void {
    const { x, y } = this.local;
    const c = cos(this.frame.angle);
    const s = sin(this.frame.angle);
    this.arm.x = x * c - y * s;
    this.arm.y = x * s + y * c;
  }

  get x(): number {
    return this.frame.position.x + this.arm.x;
  }

  get y(): number {
    return this.frame.position.y + this.arm.y;
  }

  /** Radians per step. */
  get spin(): number {
    return this.frame.angle - this.frame.anglePrev;
  }

  /** Velocity of the end. */
  velocity(out: Point): Point {
    const { position, positionPrev } = this.frame;
    const { spin } = this;
    out.x = position.x - positionPrev.x - this.arm.y * spin;
    out.y = position.y - positionPrev.y + this.arm.x * spin;
    return out;
  }

  /** Where the end will be after the next step, turning counted. */
  predicted(out: Point): Point {
    const { position, positionPrev } = this.frame;
    const { spin } = this;
    const c = cos(spin);
    const s = sin(spin);
    const { x, y } = this.arm;
    out.x = 2 * position.x - positionPrev.x + x * c - y * s;
    out.y = 2 * position.y - positionPrev.y + x * s + y * c;
    return out;
  }

  /** Changes the velocity by an impulse at the end. */
  push(x: number, y: number): void {
    const { positionPrev, inverseMass, inverseInertia } = this.frame;
    positionPrev.x -= x * inverseMass;
    positionPrev.y -= y * inverseMass;
    this.frame.anglePrev -= inverseInertia * (this.arm.x * y - this.arm.y * x);
  }

  /** Moves the frame as a push at the end would, its velocity kept. */
  shift(x: number, y: number): void {
    const { position, positionPrev, inverseMass, inverseInertia } = this.frame;
    position.x += x * inverseMass;
    position.y += y * inverseMass;
    positionPrev.x += x * inverseMass;
    positionPrev.y += y * inverseMass;
    this.rotate(inverseInertia * (this.arm.x * y - this.arm.y * x));
  }

  /** Turns the frame, its spin kept. */
  rotate(angle: number): void {
    if (angle === 0) return;
    this.frame.angle += angle;
    this.frame.anglePrev += angle;
    this.turn();
  }

  /** How easily a push along a unit vector moves the end. */
  ease(x: number, y: number): number {
    const lever = this.arm.x * y - this.arm.y * x;
    return this.frame.inverseMass + this.frame.inverseInertia * lever * lever;
  }
}

/**
 * The impulse on b (and its opposite on a) that changes the velocity between two ends by `x`, `y`: the inverse of the 2 x 2
 * matrix of both ends' inverse masses (E. Catto, Modeling and Solving Constraints, GDC 2009). `soft` is added to its diagonal.
 */
export function impulseFor(a: End, b: End, x: number, y: number, out: Point, soft = 0): Point {
  const ia = a.frame.inverseInertia;
  const ib = b.frame.inverseInertia;
  const mass = a.frame.inverseMass + b.frame.inverseMass + soft;
  const k11 = mass + ia * a.arm.y * a.arm.y + ib * b.arm.y * b.arm.y;
  const k12 = -ia * a.arm.x * a.arm.y - ib * b.arm.x * b.arm.y;
  const k22 = mass + ia * a.arm.x * a.arm.x + ib * b.arm.x * b.arm.x;
  const determinant = k11 * k22 - k12 * k12;
  if (!(determinant > 0)) {
    out.x = 0;
    out.y = 0;
    return out;
  }
  out.x = (k22 * x - k12 * y) / determinant;
  out.y = (k11 * y - k12 * x) / determinant;
  return out;
}
