/** The joints of a world. matter-js has only one kind, which swings up when pulled hard, so these are our own. */
import { degToRad, radToDeg } from '../../base/geometry.ts';
import type { JointChange, JointSpec, JointState } from '../physics-joints.ts';
import { End, sceneFrame, type Frame } from './joint-ends.ts';
import { AnglePart, LengthPart, LimitPart, MotorPart, PinPart, type JointPart } from './joint-parts.ts';
import { GrabPart, SpringPart } from './joint-springs.ts';
import { pairKey } from './pairs.ts';
import type { Rigid } from './rigid.ts';

const PASSES = 10;
const CORRECTIONS = 4;

class Joint {
  readonly a: End;
  readonly b: End;
  /** Angle of a against b when it was made. */
  start: number;
  parts: JointPart[] = [];

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

  /** Makes its parts as the specification says; they begin without impulses. */
  build(): void {
    const { spec, a, b } = this;
    const { kind } = spec;
    if (kind === 'distance' || kind === 'rope')
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

export class Joints {
  readonly #all = new Map<number, Joint>();
  readonly #scene = sceneFrame();
  /** Pairs of bodies that do not bump into each other. */
  readonly #apart = new Set<number>();
  #active: Joint[] = [];
  /** Bodies that are tied to each other. */
  ties: [Rigid, Rigid][] = [];

  has(id: number): boolean {
    return this.#all.has(id);
  }

  add(spec: JointSpec, a: Rigid, b: Rigid | null): void {
    const joint = new Joint(spec, a, b, this.#scene);
    this.#all.set(spec.id, joint);
    a.joints++;
    if (b) b.joints++;
    this.#retie();
    wakeEnds(joint);
  }

  remove(id: number): void {
    const joint = this.#all.get(id);
    if (!joint) return;
    this.#all.delete(id);
    for (const { rigid } of [joint.a, joint.b]) if (rigid) rigid.joints--;
    this.#retie();
    wakeEnds(joint);
  }

  /** Removes the joints of a body. */
  forget(rigid: Rigid): void {
    for (const [id, { a, b }] of [...this.#all]) if (a.rigid === rigid || b.rigid === rigid) this.remove(id);
  }

  /** Ties the joints of a body to the one that takes its place. */
  rebind(old: Rigid, next: Rigid, find: (id: number) => Rigid | null): void {
    for (const [id, joint] of this.#all) {
      if (joint.a.rigid !== old && joint.b.rigid !== old) continue;
      const { spec, start } = joint;
      const made = new Joint(spec, find(spec.a)!, spec.b === null ? null : find(spec.b), this.#scene);
      // Angles go on counting from where the joint was made.
      made.start = start;
      made.build();
      this.#all.set(id, made);
      next.joints++;
    }
    this.#retie();
  }

  change(id: number, change: JointChange): void {
    const joint = this.#all.get(id);
    if (!joint) return;
    const { spec } = joint;
    const known = Object.entries(change).filter(([key, value]) => key in spec && value !== undefined);
    const next = { ...spec, ...Object.fromEntries(known) } as JointSpec;
    joint.spec = next;
    if ('anchorB' in change && spec.b === null) {
      joint.b.local.x = next.anchorB[0];
      joint.b.local.y = next.anchorB[1];
      joint.b.turn();
    }
    if (spec.kind === 'revolute' && next.kind === 'revolute')
      if (Boolean(spec.motor) !== Boolean(next.motor) || Boolean(spec.limits) !== Boolean(next.limits))
        joint.build();
    if (spec.collide !== next.collide) this.#retie();
    wakeEnds(joint);
  }

  /** @param dt seconds of the last step */
  read(id: number, dt: number): JointState | null {
    const joint = this.#all.get(id);
    if (!joint) return null;
    const { a, b, parts, start } = joint;
    a.turn();
    b.turn();
    const impulse = parts.reduce((sum, part) => sum + part.impulse, 0);
    const angle = radToDeg(a.frame.angle - b.frame.angle - start);
    return { from: [a.x, a.y], to: [b.x, b.y], angle, force: impulse / (dt * dt) };
  }

  ids(): number[] {
    return [...this.#all.keys()];
  }

  /** True for two bodies that a joint keeps from bumping into each other. */
  apart(a: Rigid, b: Rigid): boolean {
    return a.joints > 0 && b.joints > 0 && this.#apart.has(pairKey(a.id, b.id));
  }

  /** What is tied to something that moves wakes. */
  wake(): void {
    for (const { a, b } of this.#all.values()) {
      if (a.rigid?.asleep && b.rigid?.active) a.rigid.wake();
      else if (b.rigid?.asleep && a.rigid?.active) b.rigid.wake();
    }
  }

  /** Corrects the velocities with which bodies are about to move, so that they end where they are still tied. */
  predict(dt: number): void {
    this.#active = [...this.#all.values()].filter((joint) => joint.active);
    for (const joint of this.#active) {
      joint.tune(dt);
      joint.a.turn();
      joint.b.turn();
      for (const part of joint.parts) part.begin();
    }
    for (let i = 0; i < PASSES; i++)
      for (const { parts } of this.#active) for (const part of parts) part.predict();
  }

  /** Moves bodies together that have come apart, as contacts and teleports do. */
  correct(): void {
    if (this.#active.length === 0) return;
    for (const { a, b } of this.#active) {
      a.turn();
      b.turn();
    }
    for (let i = 0; i < CORRECTIONS; i++) {
      for (const { a, b, parts } of this.#active) {
        a.turn();
        b.turn();
        for (const part of parts) part.correct();
      }
    }
    const moved = new Set(this.#active.flatMap(({ a, b }) => [a.rigid, b.rigid]));
    for (const rigid of moved) if (rigid?.dynamic) rigid.place();
  }

  /** Begins the passes of {@link solve}. */
  warm(): void {
    for (const { a, b, parts } of this.#active) {
      a.turn();
      b.turn();
      for (const part of parts) part.warm();
    }
  }

  /** One pass over the velocities, between those of the contacts. */
  solve(): void {
    for (const { parts } of this.#active) for (const part of parts) part.solve();
  }

  #retie(): void {
    this.ties = [];
    this.#apart.clear();
    for (const { a, b, spec } of this.#all.values()) {
      if (!a.rigid || !b.rigid) continue;
      this.ties.push([a.rigid, b.rigid]);
      if (!spec.collide) this.#apart.add(pairKey(a.rigid.id, b.rigid.id));
    }
  }
}

function wakeEnds({ a, b }: Joint): void {
  a.rigid?.wake();
  b.rigid?.wake();
}
