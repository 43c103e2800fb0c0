/** The joints of a world. matter-js has only one kind, which swings up when pulled hard, so these are our own. */
import { radToDeg } from '../../base/geometry.ts';
import type { Restorable } from '../../base/restorable.ts';
import type { JointChange, JointSpec, JointState } from '../physics-joints.ts';
import { sceneFrame } from './joint-ends.ts';
import { Joint, makeup } from './joint.ts';
import type { JointPart } from './joint-part.ts';
import { pairKey } from './pairs.ts';
import type { Touches } from './mend.ts';
import type { Rigid } from './rigid.ts';

const PASSES = 10;
const CORRECTIONS = 4;
/** Ends further apart than this, px, are drawn together after contacts, too, in at most so many passes. */
const TORN = 0.5;
const MOST_MENDING = 60;

export interface SavedJoints {
  readonly list: readonly Joint[];
  readonly specs: readonly JointSpec[];
  readonly parts: readonly (readonly JointPart[])[];
  readonly numbers: Float64Array;
}

export class Joints implements Restorable<SavedJoints> {
  readonly #all = new Map<number, Joint>();
  readonly #scene = sceneFrame();
  /** Pairs of bodies that do not bump into each other. */
  readonly #apart = new Set<number>();
  #active: Joint[] = [];
  /** The joints of each body, once they are asked for. */
  #ofBody: Map<Rigid, Joint[]> | null = null;
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
    joint.respecify(next);
    if (makeup(spec) !== makeup(next)) joint.build();
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

  save(): SavedJoints {
    const list = [...this.#all.values()];
    const numbers: number[] = [];
    for (const { parts } of list) for (const part of parts) part.save(numbers);
    return {
      list,
      specs: list.map(({ spec }) => spec),
      parts: list.map(({ parts }) => parts),
      numbers: Float64Array.from(numbers),
    };
  }

  restore({ list, specs, parts, numbers }: SavedJoints): void {
    let at = 0;
    const next = () => numbers[at++]!;
    this.#all.clear();
    list.forEach((joint, i) => {
      joint.respecify(specs[i]!);
      joint.parts = parts[i]!;
      for (const part of joint.parts) part.restore(next);
      this.#all.set(joint.spec.id, joint);
    });
    this.#retie();
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

  /** Some joint may change something in this step. */
  get active(): boolean {
    return this.#active.length > 0;
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
    for (let i = 0; i < CORRECTIONS; i++) this.#correctOnce();
    this.#place();
  }

  /** Moves bodies together that the solver for contacts has torn apart, but not into what they touch. */
  mend(touches: Touches): void {
    const moved = new Set<Rigid>();
    let apart = this.#tear();
    if (apart <= TORN) return;
    for (let i = 0; apart > TORN && i < MOST_MENDING; i++) {
      apart = this.#correctOnce();
      touches.part(moved);
    }
    for (const rigid of moved) if (rigid.joints === 0) rigid.place();
    this.#place();
  }

  /** How far ends are apart at most. */
  #tear(): number {
    let apart = 0;
    for (const { a, b, parts } of this.#active) {
      a.turn();
      b.turn();
      for (const part of parts) apart = Math.max(apart, part.error);
    }
    return apart;
  }

  /** One pass over the positions; how far ends were apart at most. */
  #correctOnce(): number {
    let apart = 0;
    for (const { a, b, parts } of this.#active) {
      a.turn();
      b.turn();
      for (const part of parts) apart = Math.max(apart, part.correct());
    }
    return apart;
  }

  /** Puts what was moved by joints where it is. */
  #place(): void {
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

  /** One pass over the velocities, between those of the contacts; how fast ends parted at most, px per step. */
  solve(): number {
    let parting = 0;
    for (const { parts } of this.#active) for (const part of parts) parting = Math.max(parting, part.solve());
    return parting;
  }

  /** A body and all that hangs on it: tied to it, or to what is. */
  tiedTo(rigid: Rigid): Rigid[] {
    const found = new Set([rigid]);
    if (rigid.joints === 0) return [rigid];
    // A set is walked in the order of adding, and to what is added meanwhile.
    for (const each of found)
      for (const joint of this.#jointsOf(each))
        if (joint.ties) for (const end of [joint.a, joint.b]) if (end.rigid?.dynamic) found.add(end.rigid);
    return [...found];
  }

  #jointsOf(rigid: Rigid): readonly Joint[] {
    if (!this.#ofBody) {
      this.#ofBody = new Map();
      for (const joint of this.#all.values())
        for (const { rigid: each } of [joint.a, joint.b]) {
          const known = each && this.#ofBody.get(each);
          if (known) known.push(joint);
          else if (each) this.#ofBody.set(each, [joint]);
        }
    }
    return this.#ofBody.get(rigid) ?? [];
  }

  #retie(): void {
    this.ties = [];
    this.#ofBody = null;
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
