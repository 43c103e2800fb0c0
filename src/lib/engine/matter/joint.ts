import { degToRad } from '../../base/geometry.ts';
import type { JointSpec } from '../physics-joints.ts';
import { AnglePart, LimitPart, MotorPart } from './joint-angles.ts';
import { End, type Frame } from './joint-ends.ts';
import type { JointPart } from './joint-part.ts';
import { LengthPart, PinPart } from './joint-parts.ts';
import { GrabPart, SpringPart } from './joint-springs.ts';
import type { Rigid } from './rigid.ts';

/** Ends that are to be nearer than this, px, are kept together: between them there is no direction to pull in. */
const NEAR = 1;

/** Equal for joints that are made of the same parts. */
export function makeup(spec: JointSpec): string {
  if (spec.kind === 'distance' || spec.kind === 'rope') return spec.length < NEAR ? 'pin' : spec.kind;
  if (spec.kind !== 'revolute') return spec.kind;
  return `revolute ${spec.motor !== null} ${spec.limits !== null}`;
}

/** Two ends and what holds between them. */
export class Joint {
  readonly a: End;
  readonly b: End;
  /** Angle of a against b when it was made. */
  start: number;
  parts: readonly JointPart[] = [];

  constructor(
    public spec: JointSpec,
    a: Rigid,
    b: Rigid | null,
    scene: Frame,
  ) {
    const local = (rigid: Rigid, [x, y]: readonly [number, number]) => ({
      x: rigid.centre.x + x,
      y: rigid.centre.y + y,
    });
    this.a = new End(a.body, local(a, spec.anchorA), a);
    const [x, y] = spec.anchorB;
    this.b = new End(b?.body ?? scene, b ? local(b, spec.anchorB) : { x, y }, b);
    this.start = this.a.frame.angle - this.b.frame.angle;
    this.build();
  }

  /** Something about it may change in this step. */
  get active(): boolean {
    return (this.a.rigid?.active ?? false) || (this.b.rigid?.active ?? false);
  }

  /** Its ends cannot part, not even for a moment. */
  get ties(): boolean {
    return this.parts.some((part) => part instanceof PinPart || (part instanceof LengthPart && part.ties));
  }

  /** Takes over another specification of the same kind. */
  respecify(spec: JointSpec): void {
    this.spec = spec;
    if (spec.b !== null) return;
    this.b.local.x = spec.anchorB[0];
    this.b.local.y = spec.anchorB[1];
    this.b.turn();
  }

  /** Makes its parts as the specification says; they begin without impulses. */
  build(): void {
    const { spec, a, b } = this;
    const { kind } = spec;
    if (makeup(spec) === 'pin') this.parts = [new PinPart(a, b)];
    else if (kind === 'distance' || kind === 'rope')
      this.parts = [new LengthPart(a, b, spec.length, kind === 'distance')];
    else if (kind === 'spring') this.parts = [new SpringPart(a, b, spec.length)];
    else if (kind === 'grab') this.parts = [new GrabPart(a, b)];
    else if (kind === 'weld') this.parts = [new AnglePart(a, b, this.start), new PinPart(a, b)];
    else {
      const { motor, limits } = spec;
      this.parts = [
        ...(motor ? [new MotorPart(a, b)] : []),
        ...(limits ? [new LimitPart(a, b, this.start)] : []),
        new PinPart(a, b),
      ];
    }
  }

  /** Gives its parts the numbers of the specification, for steps of `dt` seconds. */
  tune(dt: number): void {
    const { spec } = this;
    for (const part of this.parts) {
      if (part instanceof LengthPart && (spec.kind === 'distance' || spec.kind === 'rope'))
        part.length = spec.length;
      else if (part instanceof SpringPart && spec.kind === 'spring') {
        const { length, frequency, damping } = spec;
        Object.assign(part, { length, frequency, damping, dt });
      } else if (part instanceof GrabPart && spec.kind === 'grab') {
        const { frequency, damping, force } = spec;
        Object.assign(part, { frequency, damping, dt, most: force * dt * dt });
      } else if (part instanceof MotorPart && spec.kind === 'revolute' && spec.motor) {
        part.speed = degToRad(spec.motor.speed) * dt;
        part.torque = spec.motor.torque * dt * dt;
      } else if (part instanceof LimitPart && spec.kind === 'revolute' && spec.limits) {
        part.lower = degToRad(Math.min(...spec.limits));
        part.upper = degToRad(Math.max(...spec.limits));
      }
    }
  }
}
