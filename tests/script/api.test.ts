import { describe, expect, it } from 'vitest';
import { api } from '../../src/lib/script/api.ts';
import { apiDocs, signatureOf } from '../../src/lib/script/api-docs.ts';
import { tilesFrom } from '../../src/lib/schema/tiles.ts';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import { blankEntity } from '../../src/lib/schema/blank.ts';
import type { ProjectData } from '../../src/lib/schema/project.ts';
import { entity, project } from '../engine/scene.ts';
import type { Param } from '../../src/lib/script/api/define.ts';
import { play } from './fake-world.ts';

/** What games for AMS call, as they call it; optional parameters may be left out. */
const SEED = `get_x(e) set_x(e, value) get_y(e) set_y(e, value) get_vx(e) set_vx(e, value) get_vy(e) set_vy(e, value)
  get_width(e) get_height(e) get_sprite(e) set_sprite(e, sprite) get_color(e) set_color(e, color)
  get_health(e) set_health(e, health) is_alive(e) destroy(e) get_prop(e, key) set_prop(e, key, value)
  get_config(e, behaviour, key, [default]) spawn(type, x, y, [vx], [vy], [width], [height], [color], [sprite])
  get_entities_of_type(type) get_entities_by_tag(tag) get_all_entity_ids() count_entities_by_tag(tag)
  get_screen_width() get_screen_height() get_score() add_score(points) get_time() play_sound(sound, [volume])
  schedule(delay, callback, [e]) sin(angle) cos(angle) sqrt(value) atan2(y, x) random() random_range(low, high)
  clamp(value, low, high) log(message) get_parent_id(e) set_parent(e, parent, [dx], [dy]) detach_from_parent(e)
  get_children(e) has_parent(e)`;

function hero() {
  const game = play();
  const entity = game.world.add('hero', {
    name: 'Hero',
    tags: ['hero'],
    x: 100,
    y: 50,
    components: { Sprite: {}, Shape: {}, Text: {}, Body: {} },
  });
  game.world.add('other', { name: 'Other', x: 30 });
  game.world.add('coin', { name: 'Coin' });
  game.world.add('map', {
    name: 'Map',
    components: { Tilemap: { tilesets: [{ firstTile: 1, tileset: 'set' }], tiles: tilesFrom([[0, 0, 1]]) } },
  });
  return { ...game, entity };
}

/** A scene in which examples find what they talk of. */
function exampleProject(source: string): ProjectData {
  const box = { Shape: {}, Collider: {}, Body: {} };
  const prefab = (name: string) => ({
    name,
    order: 'a0',
    root: 'r',
    entities: { r: blankEntity({ name, components: box }) },
  });
  return project(
    {
      hero: entity(
        [100, 50],
        [20, 20],
        { ...box, Sprite: {}, Text: {}, Script: { script: 'behavior/example.lua' } },
        { name: 'Hero', tags: ['hero'] },
      ),
      other: entity([30, 0], [20, 20], box, { name: 'Other' }),
      coin: entity([400, 0], [20, 20], box, { name: 'Coin' }),
      route: entity(
        [200, 100],
        [100, 50],
        {
          Path: {
            points: [
              [0, 0],
              [1, 1, -0.5, 0, 0, 0],
            ],
          },
        },
        { name: 'Route' },
      ),
      map: entity(
        [0, 0],
        [64, 64],
        { Tilemap: { tilesets: [{ firstTile: 1, tileset: 'set' }], tiles: tilesFrom([[0, 0, 1]]) } },
        { name: 'Map' },
      ),
    },
    { scripts: { 'behavior/example.lua': source }, prefabs: { ball: prefab('Ball'), coin: prefab('Coin') } },
  );
}

/** Runs calls one after the other in one game; the failure of each, or '' for none. */
function failures(calls: readonly string[]): string[] {
  const { script, entity, tick, world } = hero();
  const attempts = calls.map((call) => `attempt(function()\n${call}\nend)`).join('\n');
  const attempt = 'local function attempt(f) local ok, why = pcall(f) print(ok and "" or why) end';
  script(entity, `local b = {}\n${attempt}\nfunction b.on_update(e, dt)\n${attempts}\nend\nreturn b`);
  expect(tick()).toBeNull();
  return world.logs.map(({ text }) => text);
}

/** Runs lines of Lua in `on_update(e)`; the failure's message, or null. */
function run(lines: string): string | null {
  const { script, entity, tick } = hero();
  script(entity, `local b = {}\nfunction b.on_update(e, dt)\n${lines}\nend\nreturn b`);
  return tick()?.message ?? null;
}

describe('the API table', () => {
  it('has every seed function as games call it, and none twice', () => {
    const names = api.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const signatures = apiDocs.map((doc) => signatureOf(doc).replace('ams.', ''));
    for (const seed of SEED.match(/\w+\([^)]*\)/gu) ?? []) expect(signatures).toContain(seed);
    expect(SEED.match(/\w+\(/gu)).toHaveLength(46);
  });

  it('documents everything', () => {
    for (const { name, doc, params, returns, example } of apiDocs) {
      expect(doc, name).toMatch(/^[A-Z].*\.$/);
      expect(example, name).toContain(`${name}(`);
      for (const param of params) expect(param.doc, `${name}: ${param.name}`).not.toBe('');
      if (returns) expect(returns.doc, name).not.toBe('');
    }
    expect(signatureOf(apiDocs.find(({ name }) => name === 'play_sound')!)).toBe(
      'ams.play_sound(sound, [volume])',
    );
  });

  it('is all that scripts find in ams', () => {
    expect(run(api.map(({ name }) => `assert(type(ams.${name}) == "function")`).join('\n'))).toBeNull();
    expect(run('ams.new = 1')).toMatch(/cannot be changed/);
    expect(run('rawset(ams, "get_x", 1)')).toMatch(/protected/);
    expect(run('assert(getmetatable(ams) == false)')).toBeNull();
  });
});

describe.each(api.map((entry) => [entry.name, entry] as const))(
  'ams.%s',
  (name, { params, example, hot }) => {
    it('has an example that runs', () => {
      const source = `local b = {}\nfunction b.on_update(e, dt)\n${example}\nend\nreturn b`;
      const game = new Simulation({ project: exampleProject(source), scene: 'level' });
      expect(game.tick()).toBeNull();
    });

    it('checks its arguments', () => {
      const good: Record<string, string> = {
        entity: 'e',
        number: '1',
        integer: '1',
        string: '"on_update"',
        boolean: 'true',
        value: '1',
        any: '1',
      };
      const fine = ({ type, options }: Param) => (options ? `"${options[0]}"` : good[type]);
      const expected: [call: string, why: RegExp][] = [];
      params.forEach((param, at) => {
        if (param.type === 'any') return;
        const refuses = (wrong: string, why: RegExp) => {
          const args = params.map((each, i) => (i === at ? wrong : fine(each))).join(', ');
          for (const form of [
            `ams.${name}(${args})`,
            `local r = ams.${name}(${args})`,
            `local f = ams.${name}\nf(${args})`,
          ])
            expected.push([form, why]);
        };
        refuses('print', /bad argument/);
        if (param.type === 'number' || param.type === 'integer') {
          refuses('"x"', /bad argument/);
          refuses('1 / 0', /finite/);
          refuses('0 / 0', /finite|bad argument/);
        }
        if (param.options) refuses('"no such thing"', /one of/);
        if (param.min !== undefined) refuses(String(param.min - 1), /number (of at least|from)/);
        if (param.max !== undefined) refuses(String(param.max + 1), /number from/);
        if (!param.optional && param.type !== 'value') refuses('nil', /bad argument/);
      });
      const told = failures(expected.map(([call]) => call));
      expect(told).toHaveLength(expected.length);
      expected.forEach(([call, why], i) => expect(told[i], call).toMatch(why));
      if (hot && params.length === 2) expect(run(`ams.${name}(e, "5")`)).toMatch(/bad argument/);
    });

    it('does nothing harmful to a dead or unknown entity', () => {
      if (params[0]?.type !== 'entity') return;
      const rest = params
        .slice(1)
        .map(
          ({ type, options }) =>
            (options && `"${options[0]}"`) ??
            { number: '1', integer: '1', boolean: 'true', entity: 'e' }[type as string] ??
            '"x"',
        );
      expect(run(`ams.${name}(${['"nobody"', ...rest].join(', ')})`)).toBeNull();
    });
  },
);
