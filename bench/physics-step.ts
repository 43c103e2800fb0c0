/** One step of physics with a pile of boxes that never rest, against bare matter-js with the same boxes. */
import { MatterPhysics } from '../src/lib/engine/matter/physics.ts';
import type { BodySpec } from '../src/lib/engine/physics.ts';
import { median, takeTurns } from './compare.ts';
import { barePile, places, SIZE, walls } from './pile.ts';
import type { BenchRow } from './rows.ts';

const body = (id: number, x: number, y: number, width: number, height: number): BodySpec => ({
  ...{ id, type: 'dynamic', x, y, rotation: 0, vx: 0, vy: 0, angularVelocity: 0, fixedRotation: false },
  ...{ gravityScale: 1, damping: 0.01, angularDamping: 0.01, mass: 0, sleeps: false },
  colliders: [
    {
      shape: { kind: 'box', width, height },
      ...{ offset: [0, 0], sensor: false, oneWay: false, friction: 0.1, restitution: 0, density: 1 },
      ...{ layer: 1, meets: 0xffffffff },
    },
  ],
});

/** A world of physics with the pile of pile.ts, and what steps it. */
export function physicsPile(count: number): { world: MatterPhysics; step: () => void } {
  const world = new MatterPhysics([0, 1200]);
  let id = 0;
  for (const [x, y, width, height] of walls(count))
    world.add({ ...body(++id, x, y, width, height), type: 'static' });
  for (const [x, y] of places(count)) world.add(body(++id, x, y, SIZE, SIZE));
  const step = () => {
    world.step(1 / 60);
    world.takeContacts();
  };
  return { world, step };
}

export default async function bench(): Promise<BenchRow[]> {
  return [200, 1000].map((count) => {
    const [ours, theirs] = takeTurns(physicsPile(count).step, barePile(count), 200, count > 500 ? 300 : 900);
    return {
      name: `physics-step-${count}`,
      value: median(ours),
      unit: 'ms',
      ratio: median(ours) / median(theirs),
      baseline: `bare matter-js with the same ${count} bodies`,
    };
  });
}
