/** Runs Two Moons with two seats and keys from two players who look at the screen. */
import { HOT_STRIDE } from '../../src/lib/engine/game-world.ts';
import type { InputSnapshot } from '../../src/lib/runtime/protocol.ts';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import type { ProjectData } from '../../src/lib/schema/project.ts';
import { keysOfBoth, type Seen, type View } from './two-moons-players.ts';

export const seats = [
  { id: 1, name: 'Ada', color: '#5fb4ff' },
  { id: 2, name: 'Ben', color: '#ff8fa8' },
] as const;

export function start(project: ProjectData): Simulation {
  const simulation = new Simulation({ project, scene: 'moon-base' });
  const error = simulation.loadError ?? simulation.takeStartError();
  if (error) throw new Error(`${error.script}:${error.line}: ${error.message}`);
  return simulation;
}

export const holding = (...keys: readonly string[]): InputSnapshot => ({ keys, pointer: null, buttons: [] });

/** One tick; a script error throws. */
export function tick(simulation: Simulation, ...held: readonly (readonly string[])[]): void {
  const seated = simulation.world.players.list;
  const byPlayer = new Map(seated.map(({ id }, n) => [id, holding(...(held[n] ?? []))]));
  const error =
    seated.length > 0 ? simulation.tick(undefined, byPlayer) : simulation.tick(holding(...(held[0] ?? [])));
  if (error) throw new Error(`${error.script}:${error.line}: ${error.message}`);
}

/** Where the middle of an entity is. */
export function seen({ world }: Simulation, id: string): Seen {
  const at = world.find(id)!.slot * HOT_STRIDE;
  return { x: world.hot[at]!, y: world.hot[at + 1]! };
}

export const viewOf = (simulation: Simulation): View => ({
  tick: simulation.world.tick,
  blue: seen(simulation, 'hero-1'),
  rose: seen(simulation, 'hero-2'),
  crate: seen(simulation, 'crate'),
  elevator: seen(simulation, 'elevator'),
  bridge: seen(simulation, 'bridge'),
  lift: seen(simulation, 'lift'),
});

/** Both play until the race is over, at most so many ticks. */
export function playTogether(project: ProjectData, ticks: number): Simulation {
  const simulation = start(project);
  for (const seat of seats) simulation.join(seat);
  while (simulation.world.state === 'playing' && simulation.world.tick < ticks) {
    const { blue, rose } = keysOfBoth(viewOf(simulation));
    tick(simulation, blue, rose);
  }
  return simulation;
}
