import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import { platformer } from '../engine/scene.ts';
import { randomInputs } from '../random/random-input.ts';
import { randomProject } from '../random/random-project.ts';
import { travel } from './time-travel.ts';

describe('going back in time', () => {
  it('ends as it did the first time, whatever the project, the player and the way there', () => {
    fc.assert(
      fc.property(fc.nat(1e6), (seed) => travel(randomProject(seed), randomInputs(seed, 90), seed)),
      { numRuns: 8, endOnFailure: true },
    );
  }, 240_000);

  it('is refused once the game has been stopped', () => {
    const simulation = new Simulation({ project: platformer(), scene: 'level' });
    const saved = simulation.save();
    simulation.stop();
    expect(() => simulation.save()).toThrow('stopped');
    expect(() => simulation.restore(saved)).toThrow('stopped');
  });
});
