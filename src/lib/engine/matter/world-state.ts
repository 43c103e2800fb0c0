import type { Vec2 } from '../../base/geometry.ts';
import { packedBytes } from '../../base/packed-numbers.ts';
import type { Restorable } from '../../base/restorable.ts';
import type { BodySpec, SavedPhysics } from '../physics.ts';
import { Broadphase, type SavedBroadphase } from './broadphase.ts';
import { contactBytes, restoreContacts, saveContacts, type SavedContacts } from './contact-state.ts';
import { ContactLog } from './contacts.ts';
import { Joints, type SavedJoints } from './joints.ts';
import { Pairs } from './pairs.ts';
import { Rigid } from './rigid.ts';
import { restoreRigids, saveRigids, type SavedRigids } from './rigid-state.ts';
import { ContactSolver } from './solver.ts';

/** A state of a {@link WorldState}. */
export interface SavedMatter extends SavedPhysics {
  readonly list: readonly Rigid[];
  readonly rigids: SavedRigids;
  readonly parts: SavedBroadphase;
  readonly contacts: SavedContacts;
  readonly joints: SavedJoints;
  readonly gravity: Vec2;
  readonly lastPart: number;
  readonly steps: number;
  readonly dt: number;
}

/** All that a world of physics is made of and that changes; {@link SavedMatter} is a copy of it. */
export class WorldState implements Restorable<SavedMatter> {
  readonly #byId = new Map<number, Rigid>();
  /** The bodies in the order of adding. Never changed but replaced: saved states share it. */
  list: readonly Rigid[] = [];
  readonly parts = new Broadphase();
  readonly pairs = new Pairs();
  readonly joints = new Joints();
  readonly contacts = new ContactLog();
  readonly solver = new ContactSolver();
  #lastPart = 0;
  steps = 0;
  /** Seconds of the last step, which velocities refer to. */
  dt = 1 / 60;

  /** @param gravity px/s² */
  constructor(public gravity: Vec2) {}

  find(id: number): Rigid | undefined {
    return this.#byId.get(id);
  }

  /** A body that is not yet in the world. Throws a RangeError for a collider without area. */
  build(spec: BodySpec): Rigid {
    return new Rigid(spec, () => ++this.#lastPart);
  }

  insert(rigid: Rigid): void {
    this.#byId.set(rigid.id, rigid);
    this.list = [...this.list, rigid];
    this.parts.add(rigid);
    // Whole numbers and others are kept differently by JavaScript engines. What is restored counts as the latter: were it so for the
    // first time in the middle of a game, all the code that knows bodies would be compiled anew.
    restoreRigids(saveRigids([rigid]));
  }

  /** Takes a body out; what it touched wakes. */
  take(rigid: Rigid): void {
    this.#byId.delete(rigid.id);
    this.list = this.list.filter((other) => other !== rigid);
    this.parts.remove(rigid);
    for (const other of this.list) if (other.ride === rigid) other.ride = null;
    for (const other of this.pairs.forget(rigid)) other.wake();
  }

  save(): SavedMatter {
    const contacts = saveContacts(this.pairs, this.contacts);
    const joints = this.joints.save();
    // Old shapes of bodies, which contacts still know.
    const gone = new Set<Rigid>();
    for (const { rigid } of contacts.parts) if (this.#byId.get(rigid.id) !== rigid) gone.add(rigid);
    const rigids = saveRigids(gone.size > 0 ? [...this.list, ...gone] : this.list);
    return {
      list: this.list,
      rigids,
      parts: this.parts.save(),
      contacts,
      joints,
      gravity: [...this.gravity],
      lastPart: this.#lastPart,
      steps: this.steps,
      dt: this.dt,
      bytes: bytesOf(rigids, contacts, joints),
    };
  }

  restore(saved: SavedMatter): void {
    if (this.list !== saved.list) {
      this.list = saved.list;
      this.#byId.clear();
      for (const rigid of saved.list) this.#byId.set(rigid.id, rigid);
    }
    restoreRigids(saved.rigids);
    this.parts.restore(saved.parts);
    restoreContacts(this.pairs, this.contacts, saved.contacts);
    this.joints.restore(saved.joints);
    this.gravity = saved.gravity;
    this.#lastPart = saved.lastPart;
    this.steps = saved.steps;
    this.dt = saved.dt;
  }
}

/** What a saved state holds of its own; bodies and lists are shared with the world. */
const bytesOf = ({ numbers }: SavedRigids, contacts: SavedContacts, joints: SavedJoints): number =>
  packedBytes(numbers) + contactBytes(contacts) + joints.numbers.byteLength + 24 * joints.list.length;
