/** Lets groups of touching or tied bodies rest once all of them have lain still, and wakes them (as E. Catto's Box2D does). */
import type { ContactPair } from './pairs.ts';
import type { Rigid } from './rigid.ts';

/** Slower than this lies still: px/s, and radians/s. */
const STILL = 6;
const STILL_TURN = 0.05;
/** Seconds of lying still before a body may rest. */
const DROWSY = 1;

/** Wakes what something awake touches. */
export function wakeTouched(pairs: readonly ContactPair[]): void {
  for (const { a, b, isSensor } of pairs) if (!isSensor) wakeOther(a.rigid, b.rigid);
}

function wakeOther(a: Rigid, b: Rigid): void {
  if (a.asleep && b.active) a.wake();
  else if (b.asleep && a.active) b.wake();
}

/** Counts how long bodies have lain still and lets whole groups rest. Velocities are in px and radians per step. */
export function fallAsleep(
  rigids: readonly Rigid[],
  pairs: readonly ContactPair[],
  ties: readonly (readonly [Rigid, Rigid])[],
  dt: number,
): void {
  const steps = Math.ceil(DROWSY / dt - 1e-9);
  let drowsy = false;
  for (const rigid of rigids) {
    if (!rigid.dynamic || rigid.asleep) continue;
    const { velocity, angularVelocity } = rigid.body;
    const slow =
      velocity.x * velocity.x + velocity.y * velocity.y < STILL * STILL * dt * dt &&
      Math.abs(angularVelocity) < STILL_TURN * dt;
    rigid.still = slow && rigid.sleeps && !rigid.ride?.active ? rigid.still + 1 : 0;
    drowsy ||= rigid.still >= steps;
  }
  if (!drowsy) return;
  const groups = new Groups();
  for (const { a, b, isSensor } of pairs) if (!isSensor) groups.join(a.rigid, b.rigid);
  for (const [a, b] of ties) groups.join(a, b);
  const kept = new Set<Rigid>();
  for (const rigid of rigids)
    if (rigid.dynamic && !rigid.asleep && rigid.still < steps) kept.add(groups.of(rigid));
  for (const rigid of rigids)
    if (rigid.dynamic && !rigid.asleep && !kept.has(groups.of(rigid))) rigid.sleep();
}

/** Disjoint sets of dynamic bodies (union and find with path halving). */
class Groups {
  readonly #parent = new Map<Rigid, Rigid>();

  of(rigid: Rigid): Rigid {
    let at = rigid;
    for (let up = this.#parent.get(at); up; up = this.#parent.get(at)) {
      const further = this.#parent.get(up);
      if (further) this.#parent.set(at, further);
      at = up;
    }
    return at;
  }

  join(a: Rigid, b: Rigid): void {
    if (!a.dynamic || !b.dynamic) return;
    const rootA = this.of(a);
    const rootB = this.of(b);
    if (rootA !== rootB) this.#parent.set(rootB, rootA);
  }
}
