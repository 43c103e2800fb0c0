import { Simulation } from '../../src/lib/runtime/simulation.ts';
import { unpackProject } from '../golden/replay.ts';
import { randomInputs } from '../random/random-input.ts';

/** What to play: a project as text with the random player of a seed, and after how many ticks each the state is hashed. */
export interface SeedRun {
  seed: number;
  project: string;
  scene: string;
  ticks: number;
  every: number;
}

/** The hashes of a run, the first after `every` ticks. Scripts that fail are part of it. */
export function hashesOf({ seed, project, scene, ticks, every }: SeedRun): string[] {
  const simulation = new Simulation({ project: unpackProject(project), scene });
  const hashes: string[] = [];
  for (const [tick, input] of randomInputs(seed, ticks).entries()) {
    simulation.tick(input);
    if ((tick + 1) % every === 0) hashes.push(simulation.fullHash());
  }
  simulation.stop();
  return hashes;
}
