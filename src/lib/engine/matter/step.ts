/** One step of a world: what happens in it, in this order. */
import type { Vec2 } from '../../base/geometry.ts';
import { findBounces, separate, strikeOf } from './bounce.ts';
import { carryRiders, findSupport } from './carry.ts';
import { collide } from './circles.ts';
import { judgeCollisions } from './faces.ts';
import { matter } from './library.ts';
import { Touches } from './mend.ts';
import { accelerate, advance, postSolvePosition } from './motion.ts';
import type { ContactPair, Touching } from './pairs.ts';
import { fallAsleep, wakeTouched } from './sleep.ts';
import { stopFast } from './sweep.ts';
import type { WorldState } from './world-state.ts';

// Enough for stacks of crates to stand still. Changing them changes every golden replay.
const POSITION_ITERATIONS = 6;
const VELOCITY_ITERATIONS = 5;
/** The same after blows that would tear joints apart, and how fast their ends then part at least, px per step. */
const MOST_ITERATIONS = 40;
const PARTING = 0.1;

/** Advances a world by `dt` seconds. */
export function stepWorld(world: WorldState, dt: number): void {
  const { list: rigids, joints, parts, pairs, contacts, gravity } = world;
  const upwards = upwardsOf(gravity);
  joints.wake();
  accelerate(rigids, gravity, dt, world.dt);
  world.dt = dt;
  joints.predict(dt);
  advance(rigids);
  carryRiders(rigids, dt);
  joints.correct();
  const crossings = stopFast(rigids, parts, joints, upwards);
  const solid = collideAll(world, upwards);
  const strikes = strikesOf(solid);
  const bounces = findBounces(solid, gravity, dt);
  solve(world, solid, dt);
  for (const bounce of bounces) separate(bounce);
  findSupport(rigids, pairs.list, upwards, dt);
  contacts.update(pairs.list, strikes, crossings, dt);
  for (const rigid of rigids) rigid.moved = false;
  fallAsleep(rigids, pairs.list, joints.ties, dt);
}

/** Finds what touches; returns the pairs that have to be solved. */
function collideAll(world: WorldState, upwards: number): ContactPair[] {
  const { parts, pairs, joints } = world;
  const found: Touching[] = [];
  parts.pairs((p, q) => {
    if ((p.collider.meets & q.collider.layer) === 0 || (q.collider.meets & p.collider.layer) === 0) return;
    if (joints.apart(p.rigid, q.rigid)) return;
    const collision = collide(p, q);
    if (collision)
      found.push(p.body === collision.bodyA ? { collision, a: p, b: q } : { collision, a: q, b: p });
  });
  pairs.update(judgeCollisions(found, upwards), ++world.steps);
  wakeTouched(pairs.list);
  return pairs.list.filter(({ isSensor, a, b }) => !isSensor && (a.rigid.active || b.rigid.active));
}

function solve(
  { list: rigids, joints, solver }: WorldState,
  pairs: readonly ContactPair[],
  dt: number,
): void {
  const delta = dt * 1000;
  const { Resolver } = matter;
  const touches = joints.active ? new Touches(pairs) : null;
  Resolver.preSolvePosition(pairs);
  for (let i = 0; i < POSITION_ITERATIONS; i++) Resolver.solvePosition(pairs, delta, 1);
  postSolvePosition(rigids);
  if (touches) joints.mend(touches);
  joints.warm();
  solver.begin(pairs);
  let parting = 0;
  for (let i = 0; i < VELOCITY_ITERATIONS || (parting > PARTING && i < MOST_ITERATIONS); i++) {
    parting = joints.solve();
    solver.solve();
  }
}

/** The sign of y that points against gravity. */
const upwardsOf = (gravity: Vec2): number => (gravity[1] < 0 ? 1 : -1);

/** How hard the pairs have struck that began in this step. */
function strikesOf(pairs: readonly ContactPair[]): Map<ContactPair, number> {
  const strikes = new Map<ContactPair, number>();
  for (const pair of pairs) if (!pair.contact) strikes.set(pair, strikeOf(pair));
  return strikes;
}
