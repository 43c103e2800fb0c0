import { describe, expect, it } from 'vitest';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import { packProject, unpackProject } from '../golden/replay.ts';
import { randomInputs } from './random-input.ts';
import { FIRST_SCENE, randomProject } from './random-project.ts';

const SEEDS = Array.from({ length: 12 }, (_, i) => i + 1);

describe('random projects', () => {
  it('play, each in its own way, with things spawned and values kept', () => {
    const hashes = new Set<string>();
    let [spawned, keeping, calls, failures] = [0, 0, 0, 0];
    for (const seed of SEEDS) {
      const simulation = new Simulation({ project: randomProject(seed), scene: FIRST_SCENE });
      expect(simulation.loadError).toBeNull();
      for (const input of randomInputs(seed, 60)) {
        calls++;
        if (simulation.tick(input)) failures++;
      }
      const entities = simulation.world.entities();
      spawned += entities.filter(({ id }) => id.startsWith('spawned')).length;
      keeping += entities.filter(({ props }) => props.size > 0).length;
      hashes.add(simulation.hash());
    }
    expect(hashes.size).toBe(SEEDS.length);
    expect(spawned).toBeGreaterThan(SEEDS.length);
    expect(keeping).toBeGreaterThan(4 * SEEDS.length);
    expect(failures).toBeLessThan(calls / 4);
  });

  it('are the same for the same seed, also after a way as text', () => {
    for (const seed of SEEDS) {
      expect(randomProject(seed)).toEqual(randomProject(seed));
      expect(unpackProject(packProject(randomProject(seed)))).toEqual(randomProject(seed));
    }
  });
});
