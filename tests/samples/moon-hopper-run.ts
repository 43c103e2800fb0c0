/** Runs Moon Hopper with keys from a player who looks at the screen. */
import type { EntityRecord } from '../../src/lib/engine/entity-record.ts';
import { HOT_STRIDE } from '../../src/lib/engine/game-world.ts';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import type { ProjectData } from '../../src/lib/schema/project.ts';
import { keysToWin, type Seen, type View } from './moon-hopper-player.ts';

function start(project: ProjectData): Simulation {
  const simulation = new Simulation({ project, scene: 'crater-run' });
  const error = simulation.loadError ?? simulation.takeStartError();
  if (error) throw new Error(`${error.script}:${error.line}: ${error.message}`);
  return simulation;
}

function tick(simulation: Simulation, keys: readonly string[]): void {
  const error = simulation.tick({ keys, pointer: null, buttons: [] });
  if (error) throw new Error(`${error.script}:${error.line}: ${error.message}`);
}

function viewOf({ world }: Simulation): View {
  const seen = ({ slot }: EntityRecord): Seen => ({
    x: world.hot[slot * HOT_STRIDE]!,
    y: world.hot[slot * HOT_STRIDE + 1]!,
  });
  return {
    hero: seen(world.find('hero')!),
    lift: seen(world.find('lift')!),
    crawlers: world.byType('Crawler').map(seen),
  };
}

/** Plays until the game is over, at most so many ticks; the keys come from `keys` or the player who wins. */
export function play(
  project: ProjectData,
  ticks: number,
  keys: (view: View) => readonly string[] = keysToWin,
): { state: string; message: string; score: number; ticks: number } {
  const simulation = start(project);
  const { world } = simulation;
  while (world.state === 'playing' && world.tick < ticks) tick(simulation, keys(viewOf(simulation)));
  return { state: world.state, message: world.message, score: world.score, ticks: world.tick };
}
