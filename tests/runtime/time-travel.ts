/** Goes to and fro between moments of a game; wherever it goes, what follows must be what followed the first time. */
import { withTiles } from '../../src/lib/runtime/tile-edits.ts';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { Entity } from '../../src/lib/engine/entity.ts';
import type { GameEvent, InputSnapshot } from '../../src/lib/runtime/protocol.ts';
import { DRAW_STRIDE } from '../../src/lib/runtime/protocol.ts';
import { Simulation, type FrameParts, type SavedSimulation } from '../../src/lib/runtime/simulation.ts';
import type { ProjectData, ResolvedEntity } from '../../src/lib/schema/project.ts';
import type { ScriptError } from '../../src/lib/runtime/protocol.ts';
import { Dice } from '../random/dice.ts';
import { FIRST_SCENE } from '../random/random-project.ts';

/** What a page knows of a game from its frames alone. */
class View {
  scene = '';
  readonly looks = new Map<number, ResolvedEntity>();

  take(events: readonly GameEvent[]): void {
    for (const event of events)
      if (event.kind === 'scene') {
        this.scene = event.scene;
        this.looks.clear();
      } else if (event.kind === 'look') this.looks.set(event.slot, event.entity);
      else if (event.kind === 'tiles')
        this.looks.set(event.slot, withTiles(this.looks.get(event.slot)!, event.changes));
      else if (event.kind === 'gone') this.looks.delete(event.slot);
  }
}

/** All that can be seen of a tick from outside. */
interface Moment {
  error: ScriptError | null;
  hash: string;
  frame: Omit<FrameParts, 'draws'> & { rows: Float32Array };
}

/** A moment to go back to, and what there was in it. */
interface Stop {
  at: number;
  saved: SavedSimulation;
  entities: readonly Entity[];
  scene: string;
  looks: ReadonlyMap<number, ResolvedEntity>;
}

/** One game, one view of it, and the times that it is at. */
class Journey {
  readonly #simulation: Simulation;
  readonly #view = new View();

  constructor(project: ProjectData) {
    this.#simulation = new Simulation({ project, scene: FIRST_SCENE });
    this.#simulation.marks = ['contacts', 'joints', 'sleeping'];
    expect(this.#simulation.loadError).toBeNull();
    this.#simulation.takeStartError();
    this.#frame();
  }

  tick(input: InputSnapshot): Moment {
    const error = this.#simulation.tick(input);
    return { error, frame: this.#frame(), hash: this.#simulation.fullHash() };
  }

  save(at: number): Stop {
    return {
      at,
      saved: this.#simulation.save(),
      entities: [...this.#simulation.world.entities()],
      scene: this.#view.scene,
      looks: new Map(this.#view.looks),
    };
  }

  restore({ saved, entities, scene, looks }: Stop): void {
    this.#simulation.restore(saved);
    this.#frame();
    const now = this.#simulation.world.entities();
    expect(now.length).toBe(entities.length);
    now.forEach((entity, i) => expect(entity).toBe(entities[i]));
    expect(this.#view.scene).toBe(scene);
    expect(seen(this.#view.looks)).toEqual(seen(looks));
  }

  #frame(): Moment['frame'] {
    const { draws, ...frame } = this.#simulation.frame();
    this.#view.take(frame.events);
    return { ...frame, rows: new Float32Array(draws, 0, frame.count * DRAW_STRIDE) };
  }
}

/** What can be seen of looks by slot; views are not told of changes of anything else. */
const seen = (looks: ReadonlyMap<number, ResolvedEntity>) =>
  [...looks]
    .sort(([a], [b]) => a - b)
    .map(([slot, { id, layer, components }]) => {
      const { Shape, Sprite, Text, Tilemap, Transform } = components;
      return { slot, id, layer, Shape, Sprite, Text, Tilemap, anchor: Transform.anchor };
    });

/**
 * Plays a project and saves it now and then; then goes to those moments in any order, sometimes with other inputs than the
 * first time. Throws where what follows differs from what followed the first time.
 *
 * @param seed of when is saved and where the way goes
 */
export function travel(
  project: ProjectData,
  inputs: readonly InputSnapshot[],
  seed: number,
  jumps = 6,
): void {
  const dice = new Dice(seed);
  const journey = new Journey(project);
  const stops: Stop[] = [];
  const moments = inputs.map((input, at): Moment => {
    if (at === 0 || dice.chance(8 / inputs.length)) stops.push(journey.save(at));
    return journey.tick(input);
  });
  for (let jump = 0; jump < jumps; jump++) {
    const stop = dice.pick(stops);
    journey.restore(stop);
    const length = dice.whole(1, 40);
    const astray = dice.chance(0.4);
    for (let at = stop.at; at < Math.min(stop.at + length, inputs.length); at++) {
      const moment = journey.tick(inputs[astray ? inputs.length - 1 - at : at]!);
      // Only a difference is worth the time that it takes to tell it.
      if (!astray && !isDeepStrictEqual(moment, moments[at]))
        expect({ at, ...moment }).toStrictEqual({ at, ...moments[at] });
    }
  }
}
