/** Seeded days of collaboration; more on demand: `npm run fuzz:collab -- --seeds 500 --ops 200`. */
import { expect, it } from 'vitest';
import { runCollaboration } from './collab-world.ts';

/** Seeds that have found something stay. */
const FOUND: readonly [seed: number, operations: number][] = [];
const SEEDS = Array.from({ length: 5 }, (_, at) => [at + 1, 100] as const);

it.each([...SEEDS, ...FOUND])(
  'seed %i with %i operations: all see the same, nothing is lost',
  async (seed, operations) => {
    const { acknowledged } = await runCollaboration(seed, operations);
    expect(acknowledged).toBeGreaterThan(0);
  },
);
