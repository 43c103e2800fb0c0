/**
 * Random projects that play: every kind of body, collider and joint, tiles, prefabs, sensors, two scenes, the standard
 * behaviours, and behaviours of random-script.ts. Plain data, so that Node and a browser can be given the very same one.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { blankLayer, blankProject } from '../../src/lib/schema/blank.ts';
import type {
  EntityData,
  PrefabData,
  ProjectData,
  SceneData,
  TilesetData,
} from '../../src/lib/schema/project.ts';
import { tilesFrom } from '../../src/lib/schema/tiles.ts';
import { entity } from '../engine/scene.ts';
import { Dice } from './dice.ts';
import { randomScript, type ScriptNames } from './random-script.ts';

type Components = EntityData['components'];

/** The id of the scene that plays first. */
export const FIRST_SCENE = 'one';

const WIDTH = 960;
const HEIGHT = 540;
const materials = ['', 'ice', 'rubber', 'wood', 'stone', 'mud'];
const layers = ['default', 'walls', 'ghosts'];
const tags = ['hero', 'way', 'thing', 'spawned'];
const order = (at: number): string => `a${at.toString(36).padStart(4, '0')}V`;

/** The behaviours of lua/ by path; read from the working directory, which is the project's own in tests and scripts. */
function standardScripts(): Record<string, string> {
  const files = readdirSync('lua').filter((file) => file.endsWith('.lua'));
  return Object.fromEntries(
    files.sort().map((file) => [`behavior/${file}`, readFileSync(`lua/${file}`, 'utf8')]),
  );
}

const actions: Readonly<Record<string, string>> = {
  'collision_action/count.lua': `local M = { hits = 0 }
function M.execute(e, other, modifier)
  M.hits = M.hits + 1
  ams.set_prop(e, "hits", M.hits + (modifier.by or 0))
end
return M`,
  'input_action/hop.lua': `local M = {}
local hops = 0
function M.execute(x, y, args, e)
  hops = hops + 1
  ams.set_value("hops", hops)
  e.vy = -(args.speed or 100)
end
return M`,
  'generator/place.lua': `local M = { given = 0 }
function M.generate(args, e)
  M.given = M.given + 1
  return ams.random_range(args.low or 0, args.high or 10) + M.given
end
return M`,
};

/** A project from a seed, such as 7: the same one each time. */
export function randomProject(seed: number): ProjectData {
  return new Maker(new Dice(seed), seed).project();
}

class Maker {
  readonly #own: string[];
  readonly #standard = standardScripts();
  /** The standard scripts that entities have. */
  readonly #used = new Set<string>();

  constructor(
    private readonly dice: Dice,
    private readonly seed: number,
  ) {
    this.#own = dice.some(1, 4, (i) => `behavior/own-${i}.lua`);
  }

  project(): ProjectData {
    const { dice } = this;
    const things = dice.whole(4, 22);
    const names: ScriptNames = {
      prefabs: ['Ball', 'Enemy', 'Bullet', 'Pair'],
      scenes: ['One', 'Two'],
      entities: ['hero', 'map', ...Array.from({ length: things }, (_, i) => `thing-${i}`)],
      tags,
      layers: ['back', 'main'],
      collisionLayers: layers,
    };
    const blank = blankProject('Random');
    const scenes = {
      [FIRST_SCENE]: this.#scene('One', 0, things),
      two: this.#scene('Two', 1, dice.whole(2, 8)),
    };
    const prefabs = this.#prefabs();
    return {
      ...blank,
      settings: {
        ...blank.settings,
        size: [WIDTH, HEIGHT],
        gravity: [dice.pick([0, 0, 200]), dice.pick([0, 600, 1200, 1200])],
        seed: this.seed,
        collisionLayers: layers,
      },
      scenes,
      scripts: {
        ...Object.fromEntries([...this.#used].sort().map((path) => [path, this.#standard[path]!])),
        ...actions,
        ...Object.fromEntries(this.#own.map((path) => [path, randomScript(dice, names)])),
      },
      tilesets: { ground: tileset },
      prefabs,
    };
  }

  #scene(name: string, at: number, things: number): SceneData {
    const { dice } = this;
    const entities: Record<string, EntityData> = {
      ground: entity([WIDTH / 2, HEIGHT - 10], [WIDTH + 400, 40], {
        Shape: {},
        Collider: { material: dice.pick(materials) },
      }),
      map: this.#map(),
      hero: this.#hero(),
      ...(dice.chance(0.5) ? { camera: this.#camera() } : {}),
      ...Object.fromEntries(
        dice.some(2, 4, (i) => [`way-${i}`, entity(this.#place(), [8, 8], {}, { tags: ['way'] })]),
      ),
      ...Object.fromEntries(Array.from({ length: things }, (_, i) => [`thing-${i}`, this.#thing(i)])),
    };
    return {
      name,
      order: order(at),
      settings: dice.chance(0.3) ? { gravity: [0, dice.whole(-200, 900)] } : {},
      layers: {
        back: blankLayer({ name: 'back', order: 'a0', parallax: dice.pick([1, 0.5]) }),
        main: blankLayer({ name: 'main', order: 'a1' }),
      },
      entities: Object.fromEntries(
        Object.entries(entities).map(([id, data], i) => [
          id,
          { ...data, name: data.prefab === '' ? id : data.name, order: order(i) },
        ]),
      ),
    };
  }

  #use(path: string): string {
    this.#used.add(path);
    return path;
  }

  #place(): [number, number] {
    return [this.dice.whole(40, WIDTH - 40), this.dice.whole(20, HEIGHT - 80)];
  }

  #map(): EntityData {
    const { dice } = this;
    const cells = dice.some(0, 40, (): [number, number, number] => [
      dice.whole(0, 29),
      dice.whole(4, 15),
      dice.whole(1, 3),
    ]);
    return entity([0, 0], [WIDTH, HEIGHT], {
      Transform: { anchor: [0, 0] },
      Tilemap: {
        tileSize: [32, 32],
        tilesets: [{ firstTile: 1, tileset: 'ground' }],
        tiles: tilesFrom(cells),
        solid: dice.pick(['marked', 'all']),
      },
    });
  }

  #hero(): EntityData {
    const script = this.dice.pick(['platformer', 'top_down', 'paddle', 'draggable']);
    return entity(
      this.#place(),
      [28, 40],
      {
        Shape: {},
        Body: { fixedRotation: true },
        Collider: { shape: this.dice.pick(['auto', 'capsule']) },
        'Script:walk': { script: this.#use(`behavior/${script}.lua`) },
        'Script:own': { script: this.dice.pick(this.#own) },
        'Script:health': { script: this.#use('behavior/health.lua') },
        'InputAction:hop': {
          script: 'input_action/hop.lua',
          on: 'press',
          input: 'fire',
          args: { speed: 120 },
        },
      },
      { tags: ['hero'] },
    );
  }

  #camera(): EntityData {
    const bounds = this.dice.chance(0.5) ? { boundsMin: [0, 0], boundsMax: [WIDTH * 2, HEIGHT] } : {};
    return entity([WIDTH / 2, HEIGHT / 2], [1, 1], {
      Camera: { follow: this.dice.pick(['hero', '']), zoom: this.dice.pick([1, 1.5]), ...bounds },
    });
  }

  /** One of the things of a scene; it may follow or be tied to one that came before it. */
  #thing(at: number): EntityData {
    const { dice } = this;
    const other = at > 0 ? `thing-${dice.whole(0, at - 1)}` : 'hero';
    const more: Partial<EntityData> = {
      tags: dice.chance(0.5) ? [dice.pick(tags)] : [],
      layer: dice.pick(['back', 'main']),
      ...(dice.chance(0.15) ? { parent: other } : {}),
    };
    if (dice.chance(0.12))
      return entity(this.#place(), [24, 24], this.#scripts(), {
        ...more,
        prefab: dice.pick(['ball', 'pair']),
      });
    const size: [number, number] = [dice.whole(8, 60), dice.whole(8, 60)];
    return entity(
      more.parent ? [dice.whole(-40, 40), dice.whole(-40, 40)] : this.#place(),
      size,
      {
        ...this.#looks(),
        ...(dice.chance(0.8) ? this.#body() : {}),
        ...(dice.chance(0.3) ? this.#joint(other) : {}),
        ...this.#scripts(),
        ...(dice.chance(0.3) ? { Properties: { values: { health: dice.whole(1, 90), key: 'gold' } } } : {}),
      },
      more,
    );
  }

  #looks(): Components {
    const { dice } = this;
    return dice.pick<() => Components>([
      () => ({ Shape: { kind: dice.pick(['rectangle', 'ellipse']), fill: '#88aaff' } }),
      () => ({ Text: { text: 'label' } }),
      () => ({ Sprite: { frames: 4, framesPerSecond: dice.whole(0, 12) } }),
      () => ({}),
    ])();
  }

  #body(): Components {
    const { dice } = this;
    const type = dice.pick(['dynamic', 'dynamic', 'dynamic', 'kinematic', 'static']);
    const collider = {
      shape: dice.pick(['auto', 'box', 'circle', 'capsule']),
      material: dice.pick(materials),
      sensor: dice.chance(0.2),
      oneWay: dice.chance(0.1),
      collisionLayer: dice.pick(['', ...layers]),
      ...(dice.chance(0.15) ? { collidesWith: ['default', dice.pick(layers)] } : {}),
    };
    return {
      ...(dice.chance(0.85)
        ? {
            Body: {
              type,
              velocity: dice.chance(0.5) ? [dice.whole(-300, 300), dice.whole(-300, 300)] : [0, 0],
              fixedRotation: dice.chance(0.3),
              gravityScale: dice.pick([1, 1, 1, 0, -0.3]),
              sleeps: dice.chance(0.9),
            },
          }
        : {}),
      Collider: dice.chance(0.15) ? { ...collider, shape: 'polygon', points: cup } : collider,
      ...(dice.chance(0.15)
        ? { 'Collider:second': { shape: 'circle', size: [16, 16], offset: [20, 0] } }
        : {}),
    };
  }

  #joint(other: string): Components {
    const { dice } = this;
    return {
      Joint: {
        type: dice.pick(['revolute', 'distance', 'spring', 'rope', 'weld']),
        to: dice.pick([other, '']),
        anchor: [dice.whole(-10, 10), dice.whole(-10, 10)],
        otherAnchor: [dice.whole(-30, 30), dice.whole(-60, 0)],
        length: dice.pick([0, 60]),
        motor: dice.chance(0.3),
        limits: dice.chance(0.3),
        collide: dice.chance(0.3),
      },
    };
  }

  #scripts(): Components {
    const { dice } = this;
    const standard = Object.keys(this.#standard);
    return {
      ...(dice.chance(0.6) ? { 'Script:own': { script: dice.pick(this.#own) } } : {}),
      ...(dice.chance(0.5)
        ? {
            'Script:standard': {
              script: this.#use(dice.pick(standard)),
              properties: { prefab: dice.pick(['Ball', 'Enemy', 'Pair']), parent: 'hero', trigger: 'always' },
            },
          }
        : {}),
      ...(dice.chance(0.2)
        ? {
            CollisionAction: {
              script: 'collision_action/count.lua',
              with: dice.pick(['', 'hero']),
              when: dice.pick(['begin', 'end']),
              modifier: { by: dice.whole(1, 5) },
            },
          }
        : {}),
      ...(dice.chance(0.15)
        ? {
            Generator: {
              script: 'generator/place.lua',
              target: 'Transform.rotation',
              args: { low: 0, high: dice.whole(1, 90) },
            },
          }
        : {}),
    };
  }

  #prefabs(): Record<string, PrefabData> {
    const prefab = (name: string, at: number, entities: Record<string, EntityData>): PrefabData => ({
      name,
      order: order(at),
      root: 'root',
      entities,
    });
    const own = { 'Script:own': { script: this.dice.pick(this.#own) } };
    const spawned = { tags: ['spawned'] };
    return {
      ball: prefab('Ball', 0, {
        root: entity(
          [0, 0],
          [20, 20],
          { Shape: { kind: 'ellipse' }, Body: {}, Collider: { material: 'rubber' } },
          spawned,
        ),
      }),
      enemy: prefab('Enemy', 1, {
        root: entity(
          [0, 0],
          [24, 24],
          { Shape: {}, Body: {}, Collider: {}, Script: { script: this.#use('behavior/patrol.lua') }, ...own },
          spawned,
        ),
      }),
      bullet: prefab('Bullet', 2, {
        root: entity(
          [0, 0],
          [6, 6],
          {
            Shape: {},
            Body: { gravityScale: 0 },
            Collider: { sensor: true },
            Script: { script: this.#use('behavior/projectile.lua') },
          },
          spawned,
        ),
      }),
      pair: prefab('Pair', 3, {
        root: entity([0, 0], [30, 12], { Shape: {}, Body: {}, Collider: {} }, spawned),
        hung: entity(
          [0, 40],
          [14, 14],
          {
            Shape: {},
            Body: {},
            Collider: {},
            Joint: { type: 'rope', to: 'root' },
            ...(this.dice.chance(0.5) ? own : {}),
          },
          { parent: 'root', order: 'a1V' },
        ),
        flag: entity([10, -10], [6, 6], { Shape: {} }, { parent: 'root', order: 'a2V' }),
      }),
    };
  }
}

const cup = [
  [0, 0],
  [0.2, 0],
  [0.2, 0.8],
  [0.8, 0.8],
  [0.8, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];

const tileset: TilesetData = {
  name: 'ground',
  image: '',
  tileSize: [32, 32],
  margin: 0,
  spacing: 0,
  columns: 4,
  count: 4,
  offset: [0, 0],
  tiles: { '0': { solid: true }, '1': { properties: { value: 2 } } },
};
