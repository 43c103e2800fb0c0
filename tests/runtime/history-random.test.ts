import { describe, expect, it } from 'vitest';
import { History } from '../../src/lib/runtime/history.ts';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import { Dice } from '../random/dice.ts';
import { randomInputs } from '../random/random-input.ts';
import { FIRST_SCENE, randomProject } from '../random/random-project.ts';

const SEEDS = Array.from({ length: 4 }, (_, n) => 100 + n);
const TICKS = 180;

describe('History of random projects', { timeout: 60_000 }, () => {
  it.each(SEEDS)('is as it was wherever one looks, and goes on as it would have: seed %i', (seed) => {
    const dice = new Dice(seed);
    const project = randomProject(seed);
    const make = (kept: boolean) =>
      new History({
        make: (options) => new Simulation({ project, scene: FIRST_SCENE, ...options }),
        clock: () => 0,
        kept,
      });
    const history = make(true);
    const hashes = [history.simulation.fullHash()];
    const inputs = randomInputs(seed, TICKS);
    for (const input of inputs) {
      history.play(input);
      hashes.push(history.simulation.fullHash());
    }
    for (let n = 0; n < 8; n++) {
      const at = history.seek(dice.whole(0, TICKS));
      expect([at, history.simulation.fullHash()]).toEqual([at, hashes[at]]);
    }
    history.seek(dice.whole(0, TICKS / 2));
    history.cut();
    for (const input of inputs.slice(history.at)) history.play(input);
    expect(history.simulation.fullHash()).toBe(hashes.at(-1));
  });
});
