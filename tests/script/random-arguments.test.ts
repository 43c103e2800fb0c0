/** Whatever arguments a script gives to whatever function, the game goes on: finite, countable, without an exception. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOT_STRIDE } from '../../src/lib/engine/game-world.ts';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import { blankEntity } from '../../src/lib/schema/blank.ts';
import type { ProjectData } from '../../src/lib/schema/project.ts';
import { tilesFrom } from '../../src/lib/schema/tiles.ts';
import { api } from '../../src/lib/script/api.ts';
import type { Param } from '../../src/lib/script/api/define.ts';
import { entity, project } from '../engine/scene.ts';

const numbers = [
  '0',
  '1',
  '-1',
  '0.5',
  '3',
  '-40',
  '200',
  '1e9',
  '-1e9',
  '1e308',
  '-1e308',
  '5e-324',
  '1 / 0',
  '0 / 0',
  '2147483647',
];
const texts = [
  '""',
  '"hero"',
  '"Ball"',
  '"later"',
  '"nobody"',
  '"#ff0000"',
  '"map"',
  '"x"',
  '"Level"',
  '("x"):rep(3000)',
  '"\\0\\255"',
  '"__proto__"',
];
const entities = ['e', '"hero"', '"other"', '"nobody"', 'ams.find("map")', 'ams.spawn("Ball", 0, 0)'];
const tables = [
  '{}',
  '{ 1, 2 }',
  '{ x = 1, y = 2 }',
  '{ {}, { {} } }',
  '{ 1 / 0, 0 / 0 }',
  '{ e }',
  '{ friction = 1, nothing = 2 }',
];
const others = [
  'nil',
  'true',
  'false',
  'print',
  'ams',
  'setmetatable({}, { __tostring = error })',
  'coroutine.create(print)',
];

const right: Readonly<Record<Param['type'], readonly string[]>> = {
  entity: entities,
  number: numbers,
  integer: ['0', '1', '-1', '2', '17', '2147483647', '1e308'],
  string: texts,
  boolean: ['true', 'false'],
  value: [...numbers, ...texts, 'true', 'nil'],
  any: [...numbers, ...texts, ...tables],
};
const everything = [...numbers, ...texts, ...entities, ...tables, ...others];

function argument({ type, options }: Param): fc.Arbitrary<string> {
  const meant = options ? options.map((option) => `"${option}"`) : right[type];
  return fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...meant) },
    { weight: 1, arbitrary: fc.constantFrom(...everything) },
  );
}

/** Arguments of several calls, sometimes one too few or too many. */
const callsOf = (params: readonly Param[]): fc.Arbitrary<string[][]> =>
  fc.array(
    fc
      .tuple(fc.tuple(...params.map(argument)), fc.constantFrom(0, 0, 0, 0, -1, 1))
      .map(([args, more]) => (more < 0 ? args.slice(0, -1) : more > 0 ? [...args, '1'] : args)),
    { minLength: 1, maxLength: 6 },
  );

function playground(source: string): ProjectData {
  const ball = entity([0, 0], [10, 10], { Shape: { kind: 'ellipse' }, Body: {}, Collider: {} });
  return project(
    {
      ground: entity([0, 200], [800, 40], { Shape: {}, Collider: {} }),
      hero: entity([0, 0], [20, 20], {
        Shape: {},
        Sprite: {},
        Text: {},
        Body: {},
        Collider: {},
        Script: { script: 'behavior/test.lua' },
      }),
      other: entity([60, 0], [20, 20], { Shape: {}, Body: {}, Collider: {} }),
      witness: entity([300, 0], [20, 20], { Script: { script: 'behavior/witness.lua' } }),
      map: entity([-400, 100], [640, 64], {
        Tilemap: {
          tiles: tilesFrom([
            [0, 0, 1],
            [3, 1, 2],
          ]),
          solid: 'all',
        },
      }),
    },
    {
      scripts: {
        'behavior/test.lua': source,
        'behavior/witness.lua': 'return { on_update = function() print("goes on") end }',
      },
      prefabs: {
        ball: {
          name: 'Ball',
          order: 'a0',
          root: 'r',
          entities: { r: blankEntity({ ...ball, name: 'Ball' }) },
        },
      },
    },
  );
}

describe.each(api.map(({ name, params }) => [name, params] as const))('ams.%s', (name, params) => {
  it('takes any arguments without harm', () => {
    fc.assert(
      fc.property(callsOf(params), fc.boolean(), (calls, caught) => {
        const lines = calls.map((args) =>
          caught
            ? `pcall(ams.${name}${args.map((arg) => `, ${arg}`).join('')})`
            : `ams.${name}(${args.join(', ')})`,
        );
        const source = `local t = {}\nfunction t.on_update(e)\n${lines.join('\n')}\nend\nfunction t.later(e) end\nreturn t`;
        const game = new Simulation({ project: playground(source), scene: 'level' });
        for (let tick = 0; tick < 4; tick++) {
          const { paused } = game.world.game;
          const failure = game.tick();
          if (failure)
            expect(failure).toMatchObject({
              script: 'behavior/test.lua',
              line: expect.any(Number) as number,
            });
          if (failure) expect(failure.line).toBeGreaterThan(2);
          for (const { slot, alive } of game.world.entities())
            if (alive)
              expect(
                [...game.world.hot.subarray(slot * HOT_STRIDE, (slot + 1) * HOT_STRIDE)].every(
                  Number.isFinite,
                ),
              ).toBe(true);
          const { camera, draws, count, events } = game.frame();
          const isWitness = ({ kind, ...event }: (typeof events)[number]): boolean =>
            kind === 'log' && 'text' in event && event.text === 'goes on';
          expect(events.some(isWitness), 'the next behaviour runs').toBe(!paused);
          expect(Object.values(camera).every(Number.isFinite)).toBe(true);
          expect([...new Float32Array(draws, 0, count * 8)].some(Number.isNaN)).toBe(false);
          expect(Number.isFinite(game.world.score) && Number.isFinite(game.world.game.lives)).toBe(true);
        }
        expect(game.hash()).toMatch(/^[0-9a-f]{16}$/);
        game.stop();
      }),
      { numRuns: 6, seed: 20 },
    );
  });
});
