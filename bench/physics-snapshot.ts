/** Saving and restoring a world of 500 boxes in a pile, against one step of that world. */
import { median } from './compare.ts';
import { physicsPile } from './physics-step.ts';
import type { BenchRow } from './rows.ts';

const BODIES = 500;
const ROUNDS = 200;

export default async function bench(): Promise<BenchRow[]> {
  const { world, step } = physicsPile(BODIES);
  for (let i = 0; i < 300; i++) step();
  const times: Record<'step' | 'save' | 'restore', number[]> = { step: [], save: [], restore: [] };
  const time = (what: keyof typeof times, run: () => void) => {
    const before = performance.now();
    run();
    times[what].push(performance.now() - before);
  };
  // Ten states a step apart from each other: what is restored is never where the world is.
  const saved = Array.from({ length: 10 }, () => {
    step();
    return world.save();
  });
  for (let i = 0; i < ROUNDS; i++) {
    time('restore', () => world.restore(saved[(i * 7) % saved.length]!));
    time('step', step);
    time('save', () => world.save());
  }
  for (const list of Object.values(times)) list.sort((a, b) => a - b);
  const baseline = `one step of the same ${BODIES} bodies`;
  const row = (name: 'save' | 'restore'): BenchRow => ({
    name: `physics-snapshot-${name}`,
    value: median(times[name]),
    unit: 'ms',
    ratio: median(times[name]) / median(times.step),
    baseline,
  });
  const kilobytes = world.save().bytes / 1000;
  const raw = { value: kilobytes, unit: 'kB', ratio: kilobytes / 500, baseline: '500 kB' };
  return [row('save'), row('restore'), { name: 'physics-snapshot-size', ...raw }];
}
