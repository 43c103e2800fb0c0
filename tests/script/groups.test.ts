/** What the groups of functions do in a running game, beyond what their examples show. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { noInput, type HeldInput } from '../../src/lib/engine/input.ts';
import { HOT_STRIDE } from '../../src/lib/engine/game-world.ts';
import type { PropertyValue } from '../../src/lib/schema/fields.ts';
import type { EntityData, ProjectData, ProjectSettings, TilesetData } from '../../src/lib/schema/project.ts';
import { blankScene } from '../../src/lib/schema/blank.ts';
import { tilesFrom } from '../../src/lib/schema/tiles.ts';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import { entity, project } from '../engine/scene.ts';

interface Setup {
  /** Components of the entity `e`. */
  components?: EntityData['components'];
  entities?: Record<string, EntityData>;
  settings?: Partial<ProjectSettings>;
  stored?: Record<string, PropertyValue>;
  tilesets?: ProjectData['tilesets'];
}

/** A game whose entity `e` at 100, 100 runs these hooks. */
function play(
  hooks: string,
  { components = {}, entities = {}, settings = {}, stored = {}, tilesets = {} }: Setup = {},
) {
  const e = entity([100, 100], [20, 20], { ...components, Script: { script: 'behavior/e.lua' } });
  const base = project(
    { e, ...entities },
    { scripts: { 'behavior/e.lua': `local b = {}\n${hooks}\nreturn b` } },
  );
  const second = blankScene({ name: 'Second', order: 'z0' });
  const game = new Simulation({
    project: {
      ...base,
      tilesets,
      settings: { ...base.settings, gravity: [0, 0], ...settings },
      scenes: { ...base.scenes, second },
    },
    scene: 'level',
    stored,
  });
  expect(game.loadError).toBeNull();
  expect(game.takeStartError()).toBeNull();
  return {
    game,
    tick(times = 1, input: HeldInput = noInput) {
      for (let i = 0; i < times; i++) expect(game.tick(input)).toBeNull();
    },
    x: (id = 'e') => game.world.hot[game.world.find(id)!.slot * HOT_STRIDE]!,
    logs: () => game.frame().events.flatMap((event) => (event.kind === 'log' ? [event.text] : [])),
  };
}

const update = (lines: string) => `function b.on_update(e, dt, props)\n${lines}\nend`;

describe('camera', () => {
  it('looks at the first screen, then at what it follows, within bounds', () => {
    const { game, tick } = play(
      `function b.on_message(e) end ${update('if ams.get_time() > 0.02 then ams.camera_follow(e) ams.set_camera_bounds(0, 0, 2000, 540) end e.x = 700')}`,
    );
    expect(game.frame().camera).toEqual({ x: 480, y: 270, zoom: 1 });
    tick(2);
    expect(game.frame().camera).toEqual({ x: 700, y: 270, zoom: 1 });
  });

  it('comes after smoothly and arrives', () => {
    const { game, tick } = play(
      'function b.on_spawn(e) ams.camera_follow(e, 0.2) e.x = 100 end ' +
        update('if ams.get_time() < 0.05 then e.x = 1100 end'),
    );
    tick(3);
    const { x } = game.frame().camera;
    expect(x).toBeGreaterThan(100);
    expect(x).toBeLessThan(1000);
    tick(180);
    expect(game.frame().camera.x).toBeCloseTo(1100, 0);
  });

  it('shakes for a while, the same in every run, and leaves random numbers alone', () => {
    const run = () => {
      const { game, tick } = play(update('if ams.get_time() < 0.02 then ams.shake_camera(10, 0.1) end'));
      const places: number[] = [];
      for (let i = 0; i < 12; i++) {
        tick();
        places.push(game.frame().camera.x);
      }
      return { places, random: game.world.random.state };
    };
    const { places, random } = run();
    expect(new Set(places.slice(0, 6)).size).toBe(6);
    expect(places.slice(8)).toEqual([480, 480, 480, 480]);
    expect(run()).toEqual({ places, random });
    expect(random).toEqual(play('').game.world.random.state);
  });
});

describe('tweens', () => {
  it('arrive exactly, call back once, and give way to newer ones', () => {
    const { tick, x, logs } = play(
      `function b.on_spawn(e) ams.tween(e, "x", 999, 1) ams.tween(e, "x", 200, 0.5, "ease_in_out", "there") end
       function b.there(e) ams.log("at " .. e.x) end`,
    );
    tick(15);
    expect(x()).toBeGreaterThan(100);
    expect(x()).toBeLessThan(200);
    tick(30);
    expect(x()).toBe(200);
    expect(logs()).toEqual(['at 200']);
  });

  it.each(['linear', 'ease_in', 'ease_out', 'ease_in_out', 'back', 'elastic', 'bounce'])(
    'go from 0 to 1 by %s',
    (easing) => {
      const { tick, game, x } = play(
        `function b.on_spawn(e) e.x = 0 ams.tween(e, "x", 1000, 1, "${easing}") end`,
      );
      tick(1);
      expect(Math.abs(x())).toBeLessThan(200);
      tick(60);
      expect(x()).toBe(1000);
      expect(game.hash()).toMatch(/^[0-9a-f]{16}$/);
    },
  );

  it('stop where they are', () => {
    const { tick, x } = play(
      `function b.on_spawn(e) b.move = ams.tween(e, "x", 200, 1) end ${update('if ams.get_time() > 0.25 then ams.stop_tween(b.move) end')}`,
    );
    tick(20);
    const stopped = x();
    expect(stopped).toBeLessThan(140);
    tick(60);
    expect(x()).toBe(stopped);
  });

  it('change size and opacity', () => {
    const { tick, game } = play(
      'function b.on_spawn(e) ams.tween(e, "width", 60, 0.1) ams.tween(e, "alpha", 0, 0.1) end',
      { components: { Shape: {} } },
    );
    tick(10);
    const { Transform, Shape } = game.world.find('e')!.components;
    expect([Transform.size, Shape?.alpha]).toEqual([[60, 20], 0]);
  });
});

describe('storage', () => {
  it('begins with what is stored, and tells what changes', () => {
    const { game, tick } = play(
      update(
        'ams.store("best", ams.load("best", 0) + 1) ams.store("old", nil) ams.log(ams.load("old", "none"))',
      ),
      { stored: { best: 41, old: true } },
    );
    tick();
    const events = game.frame().events.filter(({ kind }) => kind === 'stored' || kind === 'log');
    expect(events).toEqual([
      expect.objectContaining({ kind: 'log', text: 'none' }),
      { kind: 'stored', key: 'best', value: 42 },
      { kind: 'stored', key: 'old', value: null },
    ]);
  });
});

describe('game', () => {
  it('restarts from the first scene with score, lives and values as at the start', () => {
    const { game, tick } = play(
      update(`ams.add_score(5) ams.set_lives(1) ams.set_value("k", 1)
        if ams.get_time() > 0.04 and ams.get_time() < 0.06 then ams.lose("no") ams.restart() end`),
    );
    tick(3);
    const { world } = game;
    expect([world.state, world.score, world.game.lives, world.game.values.size, world.message]).toEqual([
      'playing',
      0,
      3,
      0,
      '',
    ]);
    tick();
    expect(world.score).toBe(5);
  });

  it('takes back everything that a failing call did', () => {
    const { game } = play(
      update(`ams.set_lives(9) ams.set_value("k", 1) ams.store("s", 2) ams.set_z(e, 4) ams.set_camera_zoom(3) ams.pause()
        ams.tween(e, "x", 500, 1) ams.set_gravity(0, 5) ams.draw_line(0, 0, 1, 1) ams.add_joint(e, "rope") error("stop")`),
      { components: { Body: {}, Collider: {}, Shape: {} } },
    );
    const before = game.hash();
    expect(game.tick()?.message).toMatch(/stop/);
    const { world } = game;
    expect([world.game.lives, world.game.values.size, world.game.storage.size, world.game.paused]).toEqual([
      3,
      0,
      0,
      false,
    ]);
    expect([world.find('e')!.z, world.rig.orders.zoom, world.drawings.length]).toEqual([0, null, 0]);
    expect([world.physics.gravity, world.physics.jointsOf(world.find('e')!)]).toEqual([[0, 0], []]);
    expect(game.frame().events.some(({ kind }) => kind === 'stored')).toBe(false);
    expect(before).not.toBe('');
  });
});

describe('tiles', () => {
  it('are solid from the next tick on', () => {
    const { tick, x } = play(
      update('if ams.get_time() < 0.02 then ams.set_tile(ams.find("map"), 6, 3, 1) end e.vx = 300'),
      {
        components: { Body: { fixedRotation: true }, Collider: {} },
        entities: {
          map: entity([0, 0], [640, 320], {
            Transform: { anchor: [0, 0] },
            Tilemap: { tiles: tilesFrom([[0, 9, 1]]), solid: 'all' },
          }),
        },
      },
    );
    tick(60);
    // The cell begins at 192; half of the entity is 10 wide.
    expect(x()).toBeGreaterThan(175);
    expect(x()).toBeLessThan(184);
  });

  it('know cells and places of a layer that is moved and turned', () => {
    const { tick, logs } = play(
      update(`local map = ams.find("map")
        local cell = ams.world_to_tile(map, 84, 116) ams.log(cell.column .. "," .. cell.row)
        local middle = ams.tile_to_world(map, 0, 0) ams.log(math.floor(middle.x + 0.5) .. "," .. math.floor(middle.y + 0.5))`),
      {
        entities: {
          map: entity([100, 100], [64, 64], { Transform: { anchor: [0, 0], rotation: 90 }, Tilemap: {} }),
        },
      },
    );
    tick();
    expect(logs()).toEqual(['0,0', '84,116']);
  });

  it('tell their class, and whether they are solid or one-way, and are found by it', () => {
    const blank = { name: '', image: '', margin: 0, spacing: 0, columns: 4, count: 16 };
    const set: TilesetData = {
      ...blank,
      tileSize: [16, 16],
      offset: [0, 0],
      tiles: {
        0: { className: 'coin', properties: { worth: 5 } },
        1: { oneWay: true, className: 'coin' },
        2: { solid: true, properties: { class: 'own' } },
      },
    };
    const tiles = tilesFrom([1, 2, 3, 4].map((tile) => [tile, 0, tile]));
    const { tick, logs } = play(
      update(`local map = ams.find("map")
        local function show(name) local all = {} for x = 1, 4 do all[x] = tostring(ams.get_tile_property(map, x, 0, name)) end ams.log(table.concat(all, " ")) end
        show("class") show("one_way") show("solid") show("worth")
        local function count(...) ams.log(#ams.find_tiles(map, ...)) end
        count("class", "coin") count("class") count("one_way") count("solid") count("worth", 5) count("class", "own")`),
      {
        settings: {},
        tilesets: { set },
        entities: {
          map: entity([0, 0], [64, 16], { Tilemap: { tilesets: [{ firstTile: 1, tileset: 'set' }], tiles } }),
        },
      },
    );
    tick();
    expect(logs()).toEqual([
      'coin coin own nil',
      'false true false nil',
      'false false true nil',
      '5 nil nil nil',
      ...['2', '3', '1', '1', '1', '1'],
    ]);
  });
});

describe('input', () => {
  it('is one snapshot a tick: keys, mouse, wheel, fingers, gamepads and the inputs of the project', () => {
    const { tick, logs } = play(
      update(`local touch = ams.get_touches()[1]
        ams.log(table.concat({ tostring(ams.is_input_down("boost")), tostring(ams.was_input_pressed("boost")), tostring(ams.is_mouse_down("MouseRight")),
          ams.get_mouse_wheel(), touch and touch.id or "-", tostring(ams.is_gamepad_connected(2)), ams.get_gamepad_axis(2, "LeftX"),
          ams.get_input_axis("left", "right") }, " "))`),
      { settings: { inputs: { boost: ['KeyB', 'Pad2X'] } } },
    );
    tick(1, { keys: ['KeyB', 'ArrowRight'], pointer: [5, 6], buttons: [2], wheel: -30 });
    const pad = { buttons: [0, 0, 1], axes: [-0.75, 0.05] };
    tick(1, { ...noInput, touches: [{ id: 7, x: 1, y: 2 }], gamepads: [null, pad] });
    tick();
    expect(logs()).toEqual([
      'true true true -30 - false 0 1',
      'true false false 0 7 true -0.75 -0.75',
      'false false false 0 - false 0 0',
    ]);
  });
});

describe('contacts', () => {
  it('stay for those who ask, tick by tick, with how hard they press', () => {
    const { tick, logs } = play(
      `function b.on_collision(e, other, contact) ams.log("begin " .. tostring(contact.impulse > 0)) end
       function b.on_collision_stay(e, other, contact) ams.log("stay " .. other .. " " .. contact.normal_y) end`,
      {
        components: { Body: { sleeps: false }, Collider: {} },
        entities: { ground: entity([100, 130], [400, 40], { Collider: {} }) },
        settings: { gravity: [0, 1200] },
      },
    );
    tick(4);
    const lines = logs();
    expect(lines[0]).toBe('begin true');
    expect(lines.slice(1)).toEqual(lines.slice(1).map(() => 'stay ground -1'));
    expect(lines.length).toBeGreaterThan(2);
  });
});

describe('drawing order', () => {
  it('follows z within a layer', () => {
    const { game, tick } = play('function b.on_spawn(e) ams.set_z(e, 5) end', {
      components: { Shape: {} },
      entities: { late: entity([0, 0], [10, 10], { Shape: {} }) },
    });
    tick();
    const { draws, count } = game.frame();
    const slots = Array.from({ length: count }, (_, i) => new Float32Array(draws)[i * 8]);
    expect(slots.at(-1)).toBe(game.world.find('e')!.slot);
  });
});

describe('maths', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('takes no function whose last bits JavaScript leaves to the engine', () => {
    const { tick, logs } = play(
      update(`local sum = 2.5 ^ 1.3 + e.x ^ 0.5 + ams.sin(1) + ams.cos(1) + ams.atan2(1, 2) + math.sin(1) + math.cos(1) + math.tan(1)
        + math.asin(0.3) + math.acos(0.3) + math.atan(0.3) + math.exp(1.1) + math.log(7) + math.log(8, 2) + math.fmod(7.5, 2) + math.deg(1)
        ams.look_at(e, 3, 4) ams.get_direction(e, e) ams.shake_camera(5, 1) ams.tween(e, "x", 300, 0.1, "elastic")
        ams.log(string.format("%.17g", sum))`),
    );
    const { pow, sin, cos, tan, asin, acos, atan, atan2, exp, log } = Math;
    const sum =
      pow(2.5, 1.3) + 10 + 2 * sin(1) + 2 * cos(1) + atan2(1, 2) + tan(1) + asin(0.3) + acos(0.3) + atan(0.3);
    const expected = sum + exp(1.1) + log(7) + 3 + 1.5 + 180 / Math.PI;
    for (const name of [
      'pow',
      'sin',
      'cos',
      'tan',
      'asin',
      'acos',
      'atan',
      'atan2',
      'exp',
      'log',
      'log2',
      'log10',
      'random',
    ] as const)
      vi.spyOn(Math, name).mockImplementation(() => {
        throw new Error(`Math.${name} was called`);
      });
    tick(3);
    const [first] = logs();
    expect(Number(first)).toBeCloseTo(expected, 9);
  });
});
