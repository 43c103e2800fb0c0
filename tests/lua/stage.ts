/** A scene with standard behaviours that is played without a screen. */
import { readFileSync } from 'node:fs';
import type { Vec2 } from '../../src/lib/base/geometry.ts';
import { HOT_STRIDE } from '../../src/lib/engine/game-world.ts';
import type { PadInput } from '../../src/lib/engine/input.ts';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import { blankEntity, blankLayer, blankProject, blankScene } from '../../src/lib/schema/blank.ts';
import { defaultSettings, type EntityData, type ProjectData } from '../../src/lib/schema/project.ts';

type Components = EntityData['components'];

/** An entity in short: its id is its name. */
export interface Actor {
  at?: Vec2;
  size?: Vec2;
  tags?: readonly string[];
  parent?: string;
  prefab?: string;
  components?: Components;
  /** Standard behaviours and values of their properties. */
  behaviours?: Readonly<Record<string, Readonly<Record<string, number | string | boolean>>>>;
}

/** A body that only its own velocity moves. */
export const mover: Components = { Body: { gravityScale: 0, damping: 0 }, Collider: {} };
export const solid: Components = { Collider: {} };

export const sourceOf = (name: string): string =>
  readFileSync(new URL(`../../lua/${name}.lua`, import.meta.url), 'utf8');

function entityOf(name: string, order: number, actor: Actor): EntityData {
  const { at = [0, 0], size = [32, 32], tags = [], parent = null, prefab = '', components = {} } = actor;
  const scripts = Object.entries(actor.behaviours ?? {}).map(([script, properties]) => [
    `Script:${script}`,
    { script: `behavior/${script}.lua`, properties },
  ]);
  return blankEntity({
    name,
    parent,
    prefab,
    order: `a${order}`,
    layer: 'main',
    tags: [...tags],
    components: { Transform: { position: at, size }, ...components, ...Object.fromEntries(scripts) },
  });
}

/** What is held while ticks pass; the pointer is down where it is. */
export interface Held {
  keys?: readonly string[];
  pointer?: Vec2;
  /** The first gamepad. */
  pad?: Partial<PadInput>;
}

export class Stage {
  readonly simulation: Simulation;

  /**
   * @param own scripts of the test beside the standard ones, by name
   * @param inputs that the project maps itself
   */
  constructor(
    actors: Record<string, Actor>,
    prefabs: Record<string, Actor> = {},
    own: Record<string, string> = {},
    inputs: ProjectData['settings']['inputs'] = {},
  ) {
    const used = [...Object.values(actors), ...Object.values(prefabs)].flatMap(({ behaviours }) =>
      Object.keys(behaviours ?? {}),
    );
    const scripts = Object.fromEntries(
      [...new Set(used)].map((name) => [`behavior/${name}.lua`, own[name] ?? sourceOf(name)]),
    );
    const project: ProjectData = {
      ...blankProject('Stage'),
      settings: { ...defaultSettings, inputs },
      scripts,
      prefabs: Object.fromEntries(
        Object.entries(prefabs).map(([name, actor], n) => [
          name,
          { name, order: `a${n}`, root: 'root', entities: { root: entityOf(name, 0, actor) } },
        ]),
      ),
      scenes: {
        main: blankScene({
          layers: { main: blankLayer({ order: 'a0' }) },
          entities: Object.fromEntries(
            Object.entries(actors).map(([name, actor], n) => [name, entityOf(name, n, actor)]),
          ),
        }),
      },
    };
    this.simulation = new Simulation({ project, scene: 'main' });
    const error = this.simulation.loadError ?? this.simulation.takeStartError();
    if (error) throw new Error(`${error.script}:${error.line}: ${error.message}`);
  }

  get world() {
    return this.simulation.world;
  }

  /** Plays; a script error throws. */
  play(ticks: number, { keys = [], pointer, pad }: Held = {}): this {
    for (let n = 0; n < ticks; n++) {
      const error = this.simulation.tick({
        keys,
        pointer: pointer ?? null,
        buttons: pointer ? [0] : [],
        ...(pad ? { gamepads: [{ buttons: [], axes: [], ...pad }] } : {}),
      });
      if (error) throw new Error(`${error.script}:${error.line}: ${error.message}`);
    }
    return this;
  }

  /** Where an entity is and how it moves; `undefined` when there is none of this id. */
  at(id: string): { x: number; y: number; vx: number; vy: number; rotation: number } {
    const entity = this.world.find(id);
    if (!entity) throw new Error(`there is no entity ${id}`);
    const [x, y, vx, vy, rotation] = [
      ...this.world.hot.subarray(entity.slot * HOT_STRIDE, (entity.slot + 1) * HOT_STRIDE),
    ];
    return { x: x!, y: y!, vx: vx!, vy: vy!, rotation: rotation! };
  }

  /** All entities of a prefab. */
  all(type: string) {
    return this.world.byType(type).map(({ id }) => this.at(id));
  }

  has(id: string): boolean {
    return this.world.find(id) !== undefined;
  }
}
