/** Golden replays: recorded input and the hash that the simulation must have at the end of it, on every machine. */
import type { ProjectData } from '../../src/lib/schema/project.ts';
import { readRecordedInput } from '../../src/lib/runtime/recorded-input.ts';
import { Simulation } from '../../src/lib/runtime/simulation.ts';

/**
 * A file NAME.golden.json beside this module. `perigee simulate --inputs` reads its `ticks` too. To record one, write it with
 * an empty hash, run the test and take the hash that it prints, once the game plays as it should.
 */
export interface Golden {
  /** A folder in static/samples, or the name of a project made in tests/engine/scene.ts. */
  project: string;
  /** Id of the scene. */
  scene: string;
  /** Ticks that are played. */
  length: number;
  /** What the score and state are at the end, so that a replay that went astray says more than a hash does. */
  score: number;
  state: string;
  hash: string;
  /** As recorded-input.ts describes. */
  ticks: unknown[];
}

/** How a replay ended. */
export type Outcome = Pick<Golden, 'score' | 'state' | 'hash'>;

/** Plays a recording; throws where a script fails. */
export function replay(project: ProjectData, { scene, length, ticks }: Golden): Outcome {
  const input = readRecordedInput(ticks);
  if (!input.ok) throw new Error(input.error);
  const simulation = new Simulation({ project, scene });
  const failed = simulation.loadError ?? simulation.takeStartError();
  if (failed) throw new Error(`${failed.script}:${failed.line}: ${failed.message}`);
  for (let tick = 0; tick < length; tick++) {
    const error = simulation.tick(input.value.at(tick));
    if (error) throw new Error(`tick ${tick}: ${error.script}:${error.line}: ${error.message}`);
  }
  const { score, state } = simulation.world;
  return { score, state, hash: simulation.hash() };
}

/** A project as text for another program; JSON knows no typed arrays. */
export const packProject = (project: ProjectData): string =>
  JSON.stringify(project, (_, value: unknown) =>
    value instanceof Uint32Array ? { uint32: [...value] } : value,
  );

/** The reverse of {@link packProject}. */
export const unpackProject = (text: string): ProjectData =>
  JSON.parse(text, (_, value: unknown) => {
    const cells = (value as { uint32?: number[] } | null)?.uint32;
    return cells ? Uint32Array.from(cells) : value;
  }) as ProjectData;
