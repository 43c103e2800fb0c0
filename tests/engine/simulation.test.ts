import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntityRecord } from '../../src/lib/engine/entity-record.ts';
import { HOT_STRIDE } from '../../src/lib/engine/game-world.ts';
import { resolveScene } from '../../src/lib/schema/resolve.ts';
import type { ProjectData, ResolvedEntity } from '../../src/lib/schema/project.ts';
import { DRAW_STRIDE, type InputSnapshot } from '../../src/lib/runtime/protocol.ts';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import { entity, platformer, project } from './scene.ts';

const keys = (...held: string[]): InputSnapshot => ({ keys: held, pointer: null, buttons: [] });
const start = (data: ProjectData, seed?: number) =>
  new Simulation({ project: data, scene: 'level', ...(seed === undefined ? {} : { seed }) });
const run = (simulation: Simulation, ticks: number, input?: InputSnapshot) => {
  for (let i = 0; i < ticks; i++) expect(simulation.tick(input)).toBeNull();
};
const at = (simulation: Simulation, id: string) => {
  const record: EntityRecord = simulation.world.find(id)!;
  const [x, y, vx, vy, rotation] = simulation.world.hot.subarray(
    record.slot * HOT_STRIDE,
  ) as unknown as number[];
  return { x: x!, y: y!, vx: vx!, vy: vy!, rotation: rotation! };
};
const resolved = (data: ProjectData, id: string): ResolvedEntity =>
  resolveScene(data, data.scenes.level!).find((each) => each.id === id)!;
const withComponents = (
  from: ResolvedEntity,
  changes: Record<string, Record<string, unknown>>,
): ResolvedEntity => ({
  ...from,
  components: Object.fromEntries(
    [...new Set([...Object.keys(from.components), ...Object.keys(changes)])].map((key) => [
      key,
      { ...(from.components as Record<string, object>)[key], ...changes[key] },
    ]),
  ) as never,
});

describe('a simulation', () => {
  it('plays: the hero runs, jumps, takes the coin, rides the lift', () => {
    const simulation = start(platformer());
    expect(simulation.loadError).toBeNull();
    expect(simulation.takeStartError()).toBeNull();
    run(simulation, 30);
    expect(at(simulation, 'hero').y).toBeCloseTo(380, 0);
    run(simulation, 40, keys('ArrowRight'));
    expect(at(simulation, 'hero').x).toBeGreaterThan(200);
    expect(simulation.world.score).toBe(1);
    expect(simulation.world.find('coin')).toBeUndefined();
    const ground = at(simulation, 'hero').y;
    run(simulation, 1, keys('Space'));
    run(simulation, 15, keys('Space'));
    expect(at(simulation, 'hero').y).toBeLessThan(ground - 60);
  });

  it('gives the same hash for the same seed and inputs, whatever else runs', () => {
    const input = fc.array(fc.subarray(['ArrowLeft', 'ArrowRight', 'Space']), { maxLength: 40 });
    const play = (inputs: string[][], seed: number, between: () => void = () => {}) => {
      const simulation = start(platformer(), seed);
      for (const held of inputs) {
        for (let i = 0; i < 4; i++) simulation.tick(keys(...held));
        between();
      }
      return simulation.hash();
    };
    fc.assert(
      fc.property(input, fc.integer(), (inputs, seed) => {
        const alone = play(inputs, seed);
        const noise = start(platformer(), seed + 1);
        const disturbed = play(inputs, seed, () => {
          noise.tick(keys('Space', 'ArrowRight'));
          start(platformer()).tick();
        });
        expect(disturbed).toBe(alone);
        const another = start(platformer(), seed + 1);
        expect(another.hash()).not.toBe(start(platformer(), seed).hash());
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  it('pauses with the error of a failing behaviour, its writes taken back, and goes on', () => {
    const data = project(
      {
        good: entity([0, 0], [10, 10], { Script: { script: 'behavior/good.lua' } }),
        bad: entity([50, 0], [10, 10], { Script: { script: 'behavior/bad.lua' } }),
      },
      {
        scripts: {
          'behavior/good.lua': 'local b = {}\nfunction b.on_update(e) e.x = e.x + 1 end\nreturn b',
          'behavior/bad.lua':
            'local b = {}\nfunction b.on_update(e)\n  e.x = e.x + 5\n  if ams.get_time() > 0.03 then error("oh") end\nend\nreturn b',
        },
      },
    );
    const simulation = start(data);
    expect(simulation.tick()).toBeNull();
    const error = simulation.tick();
    expect(error).toMatchObject({ script: 'behavior/bad.lua', line: 4, entity: 'bad', entityName: 'bad' });
    expect(simulation.world.tick).toBe(2);
    expect(at(simulation, 'good').x).toBe(2);
    expect(at(simulation, 'bad').x).toBe(55);
    simulation.disable('bad', 'behavior/bad.lua');
    expect(simulation.tick()).toBeNull();
    expect(at(simulation, 'good').x).toBe(3);
    simulation.apply([
      {
        kind: 'script',
        path: 'behavior/bad.lua',
        source: 'local b = {}\nfunction b.on_update(e) e.x = e.x + 1 end\nreturn b',
      },
    ]);
    expect(simulation.tick()).toBeNull();
    expect(at(simulation, 'bad').x).toBe(56);
    expect(simulation.frame().events).toContainEqual({
      kind: 'script-loaded',
      path: 'behavior/bad.lua',
      error: null,
    });
  });

  it('names the script that does not compile', () => {
    const simulation = start(project({}, { scripts: { 'behavior/x.lua': 'local = 1' } }));
    expect(simulation.loadError).toMatchObject({ script: 'behavior/x.lua', line: 1 });
  });

  it('spawns prefabs, and on_destroy runs once', () => {
    const shot = entity([0, 0], [8, 8], { Shape: {}, Body: { gravityScale: 0 }, Collider: { sensor: true } });
    const data = project(
      { gun: entity([100, 100], [10, 10], { Script: { script: 'behavior/gun.lua' } }) },
      {
        prefabs: { p: { name: 'Shot', order: 'a0', root: 'root', entities: { root: shot } } },
        scripts: {
          'behavior/gun.lua': `
local gun = {}
function gun.on_spawn(e) ams.spawn("Shot", 1, 2, 60, 0) end
function gun.on_update(e)
  if ams.get_time() > 0.1 then ams.destroy(e) end
end
function gun.on_destroy(e) ams.add_score(1) end
return gun`,
        },
      },
    );
    const simulation = start(data);
    expect(simulation.world.find('spawned-1')).toMatchObject({ alive: true, type: 'Shot' });
    run(simulation, 30);
    expect(at(simulation, 'spawned-1').x).toBeGreaterThan(20);
    expect(simulation.world.find('gun')).toBeUndefined();
    expect(simulation.world.score).toBe(1);
    simulation.stop();
    expect(simulation.world.score).toBe(1);
  });

  it('goes to another scene, keeping the score', () => {
    const data = project(
      { door: entity([0, 0], [10, 10], { Shape: {}, Script: { script: 'behavior/door.lua' } }) },
      {
        scripts: {
          'behavior/door.lua':
            'local b = {}\nfunction b.on_update() ams.add_score(3) ams.load_scene("Two") end\nreturn b',
        },
      },
    );
    const two = {
      ...data.scenes.level!,
      name: 'Two',
      entities: { rock: entity([5, 6], [10, 10], { Shape: {} }) },
    };
    const simulation = start({ ...data, scenes: { ...data.scenes, two } });
    simulation.frame();
    run(simulation, 1);
    expect(simulation.world.entities().map(({ id }) => id)).toEqual(['rock']);
    expect(simulation.world.score).toBe(3);
    const { events } = simulation.frame();
    expect(events.map(({ kind }) => kind)).toEqual(['scene', 'look', 'state']);
    expect(events[0]).toEqual({ kind: 'scene', scene: 'two' });
  });
});

describe('a frame', () => {
  it('holds rows back to front, looks once, and leaves hidden things out', () => {
    const data = project({
      front: entity([10, 20], [30, 40], { Shape: {} }),
      behind: entity([1, 2], [3, 4], { Shape: {} }, { layer: 'back' }),
      hidden: entity([0, 0], [5, 5], { Shape: {} }, { visible: false }),
      child: entity([0, 0], [5, 5], { Shape: {} }, { parent: 'hidden' }),
      logic: entity([0, 0], [5, 5]),
    });
    const simulation = start(data);
    const first = simulation.frame();
    const rows = new Float32Array(first.draws);
    const slotOf = (id: string) => simulation.world.find(id)!.slot;
    expect(first.count).toBe(2);
    expect([...rows.subarray(0, DRAW_STRIDE)]).toEqual([slotOf('behind'), 1, 2, 0, 3, 4, 1, 0]);
    expect([...rows.subarray(DRAW_STRIDE, 2 * DRAW_STRIDE)]).toEqual([
      slotOf('front'),
      10,
      20,
      0,
      30,
      40,
      1,
      0,
    ]);
    expect(first.events.filter(({ kind }) => kind === 'look')).toHaveLength(4);
    expect(simulation.frame(first.draws)).toMatchObject({ draws: first.draws, events: [], count: 2 });
    simulation.apply([
      {
        kind: 'layers',
        layers: {
          ...data.scenes.level!.layers,
          back: { ...data.scenes.level!.layers.back!, visible: false },
        },
      },
      { kind: 'entity', id: 'hidden', entity: { ...resolved(data, 'hidden'), visible: true } },
    ]);
    expect(simulation.frame().count).toBe(3);
  });

  it('follows with the camera inside its bounds', () => {
    const simulation = start(
      project({
        hero: entity([1000, 300], [10, 10]),
        camera: entity([0, 0], [1, 1], { Camera: { follow: 'hero', zoom: 2, boundsMax: [1100, 540] } }),
      }),
    );
    expect(simulation.frame().camera).toEqual({ x: 1100 - 240, y: 300, zoom: 2 });
    expect(start(project({})).frame().camera).toEqual({ x: 480, y: 270, zoom: 1 });
  });

  it('plays the frames of a sprite by the tick', () => {
    const simulation = start(
      project({ fire: entity([0, 0], [8, 8], { Sprite: { frame: 2, frames: 3, framesPerSecond: 10 } }) }),
    );
    const frames: number[] = [];
    for (let i = 0; i < 24; i++) {
      frames.push(new Float32Array(simulation.frame().draws)[7]!);
      simulation.tick();
    }
    expect(frames.join('')).toBe('222222333333444444222222');
  });
});

describe('live edits', () => {
  it('move a platform and keep what the game has done to everything else', () => {
    const data = platformer();
    const simulation = start(data);
    run(simulation, 40);
    const before = at(simulation, 'platform');
    const edited = withComponents(resolved(data, 'platform'), { Transform: { position: [600, 200] } });
    simulation.apply([{ kind: 'entity', id: 'platform', entity: edited }]);
    expect(at(simulation, 'platform')).toMatchObject({ x: 600, y: 200, vy: before.vy });
    const hero = at(simulation, 'hero');
    const fill = withComponents(resolved(data, 'hero'), { Shape: { fill: '#ff0000' } });
    simulation.apply([{ kind: 'entity', id: 'hero', entity: fill }]);
    expect(at(simulation, 'hero')).toEqual(hero);
    run(simulation, 1);
    expect(Math.abs(at(simulation, 'platform').y - 200)).toBeLessThan(2);
    expect(simulation.frame().events).toContainEqual(
      expect.objectContaining({ kind: 'look', slot: simulation.world.find('hero')!.slot }),
    );
  });

  it('make the hero fall when the ground under him moves away, and stand where it comes back', () => {
    const data = platformer();
    const simulation = start(data);
    run(simulation, 30);
    const ground = resolved(data, 'ground');
    const lower = withComponents(ground, { Transform: { position: [400, 470] } });
    simulation.apply([{ kind: 'entity', id: 'ground', entity: lower }]);
    run(simulation, 60);
    expect(at(simulation, 'hero').y).toBeCloseTo(430, 0);
    const wider = withComponents(lower, { Transform: { position: [400, 470], size: [1600, 60] } });
    simulation.apply([{ kind: 'entity', id: 'ground', entity: wider }]);
    run(simulation, 30);
    expect(at(simulation, 'hero').y).toBeCloseTo(420, 0);
  });

  it('let entities appear and go, and what the game destroyed stay destroyed', () => {
    const data = platformer();
    const simulation = start(data);
    run(simulation, 10);
    const box: ResolvedEntity = { ...resolved(data, 'crate'), id: 'new', name: 'new' };
    simulation.apply([
      { kind: 'entity', id: 'new', entity: box },
      { kind: 'entity', id: 'platform', entity: null },
    ]);
    expect(simulation.world.find('platform')).toBeUndefined();
    expect(simulation.world.find('new')).toBeDefined();
    run(simulation, 60, keys('ArrowRight'));
    expect(simulation.world.find('coin')).toBeUndefined();
    const coin = withComponents(resolved(data, 'coin'), { Transform: { position: [0, 0] } });
    simulation.apply([{ kind: 'entity', id: 'coin', entity: coin }]);
    expect(simulation.world.find('coin')).toBeUndefined();
  });

  it('change properties of a behaviour, gravity, and tiles', () => {
    const data = platformer();
    const simulation = start(data);
    run(simulation, 20);
    const fast = withComponents(resolved(data, 'hero'), {
      Script: { properties: { speed: 360 } },
    });
    simulation.apply([{ kind: 'entity', id: 'hero', entity: fast }]);
    const { x } = at(simulation, 'hero');
    run(simulation, 30, keys('ArrowRight'));
    expect(at(simulation, 'hero').x - x).toBeCloseTo(180, -1);
    simulation.apply([{ kind: 'settings', settings: data.settings, scene: { gravity: [0, -600] } }]);
    run(simulation, 30);
    expect(at(simulation, 'hero').y).toBeLessThan(350);
  });

  it('of any kind leave the state finite', () => {
    const data = platformer();
    const ids = ['hero', 'ground', 'platform', 'coin', 'crate', 'fresh'];
    const place = fc.tuple(fc.integer({ min: -50, max: 900 }), fc.integer({ min: -50, max: 600 }));
    const edit = fc.record({
      id: fc.constantFrom(...ids),
      position: place,
      size: fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 90 })),
      gone: fc.boolean(),
      kinematic: fc.boolean(),
      parent: fc.constantFrom(null, 'hero', 'platform'),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 25 }), (edits) => {
        const simulation = start(data);
        for (const { id, position, size, gone, kinematic, parent } of edits) {
          const base = resolved(data, id === 'fresh' ? 'crate' : id);
          const next = withComponents(base, {
            Transform: { position, size },
            ...(base.components.Body ? { Body: { type: kinematic ? 'kinematic' : 'dynamic' } } : {}),
          });
          simulation.apply([
            {
              kind: 'entity',
              id,
              entity: gone ? null : { ...next, id, parent: parent === id ? null : parent },
            },
          ]);
          for (let i = 0; i < 5; i++) expect(simulation.tick(keys('ArrowRight'))).toBeNull();
          simulation.frame();
          for (const each of simulation.world.entities()) {
            const { x, y, vx, vy } = at(simulation, each.id);
            expect([x, y, vx, vy].every(Number.isFinite)).toBe(true);
          }
        }
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});

describe('parents', () => {
  it('carry children, which keep their place when a script moves them', () => {
    const data = project({
      ship: entity([100, 100], [20, 20], { Body: { type: 'kinematic', velocity: [60, 0] } }, {}),
      lamp: entity([0, -30], [5, 5], { Shape: {} }, { parent: 'ship' }),
      flag: entity([0, -10], [5, 5], { Shape: {} }, { parent: 'lamp' }),
    });
    const simulation = start(data);
    run(simulation, 60);
    expect(at(simulation, 'lamp').x).toBeCloseTo(160, 6);
    expect(at(simulation, 'flag').y).toBeCloseTo(60, 6);
    simulation.world.hot[simulation.world.find('lamp')!.slot * HOT_STRIDE + 1] = 20;
    run(simulation, 60);
    expect(at(simulation, 'lamp')).toMatchObject({ y: 20 });
    expect(at(simulation, 'flag').x).toBeCloseTo(220, 6);
    simulation.world.destroy(simulation.world.find('ship')!);
    run(simulation, 1);
    expect(simulation.world.entities()).toEqual([]);
  });

  it('with rotation turn their children', () => {
    const data = project({
      wheel: entity([100, 100], [20, 20], { Transform: { rotation: 90 } }),
      hand: entity([30, 0], [5, 5], { Shape: {}, Collider: {} }, { parent: 'wheel' }),
    });
    const simulation = start(data);
    expect(at(simulation, 'hand').x).toBeCloseTo(100, 9);
    expect(at(simulation, 'hand').y).toBeCloseTo(130, 9);
    expect(at(simulation, 'hand').rotation).toBe(90);
  });
});

describe('tile layers', () => {
  it('carry a hero over their seams', () => {
    const cells = new Uint32Array(256).fill(0);
    cells.fill(1, 0, 16);
    const data = project({
      level: entity([0, 200], [512, 32], {
        Transform: { anchor: [0, 0] },
        Tilemap: {
          tileSize: [32, 32],
          tilesets: [{ firstTile: 1, tileset: 't' }],
          tiles: { '0,0': cells },
          solid: 'all',
        },
      }),
      hero: entity([40, 150], [20, 30], { Body: { fixedRotation: true, velocity: [0, 0] } }),
    });
    const simulation = start(data);
    run(simulation, 40);
    expect(at(simulation, 'hero').y).toBeCloseTo(185, 0);
    expect(simulation.world.bodies.physics.bodyCount).toBe(2);
  });
});
