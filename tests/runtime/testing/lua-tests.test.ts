import { describe, expect, it } from 'vitest';
import { driverDocs } from '../../../src/lib/script/test-api.ts';
import { runLuaTest, testsIn } from '../../../src/lib/runtime/testing/lua-tests.ts';
import { blankEntity, blankLayer, blankProject, blankScene } from '../../../src/lib/schema/blank.ts';
import type { ProjectData } from '../../../src/lib/schema/project.ts';
import { sourceOf } from '../../lua/stage.ts';

/** A hero on the ground, and a ghost that ends itself after half a second. */
function project(scripts: Record<string, string> = {}): ProjectData {
  const data = blankProject('Tested');
  const at = (x: number, y: number, size: [number, number]) => ({
    Transform: { position: [x, y] as [number, number], size },
  });
  const entity = (name: string, order: string, components: object) =>
    blankEntity({ name, order, layer: 'main', components: components as never });
  return {
    ...data,
    scenes: {
      scene: blankScene({
        name: 'Level',
        order: 'a0',
        layers: { main: blankLayer({ name: 'Main', order: 'a0' }) },
        entities: {
          ground: entity('Ground', 'a0', { ...at(400, 300, [800, 40]), Collider: {} }),
          hero: entity('Hero', 'a1', {
            ...at(100, 260, [26, 40]),
            Body: { fixedRotation: true, damping: 0 },
            Collider: { friction: 0 },
            'Script:platformer': { script: 'behavior/platformer.lua' },
          }),
          ghost: entity('Ghost', 'a2', {
            ...at(600, 100, [10, 10]),
            'Script:ghost': { script: 'behavior/ghost.lua' },
          }),
        },
      }),
    },
    scripts: {
      'behavior/platformer.lua': sourceOf('platformer'),
      'behavior/ghost.lua': `
        local ghost = {}
        function ghost.on_update(e) if ams.get_time() > 0.5 then ams.destroy(e) end end
        return ghost`,
      ...scripts,
    },
  };
}

const run = (body: string, data = project()) =>
  runLuaTest(data, 'test/t.lua', `local t = {}\nfunction t.it()\n${body}\nend\nreturn t`, 'it');

describe('tests in Lua', () => {
  it('are the functions of the table, in the order they are written', () => {
    const found = testsIn(
      'test/a.lua',
      'local t = { note = "x" }\nfunction t.b() end\nfunction t.a() end\nreturn t',
    );
    expect(found).toEqual({ names: ['b', 'a'], error: null });
  });

  it('say where a file is wrong', () => {
    expect(testsIn('test/a.lua', 'local t = {}\nfunction t.b( end\nreturn t').error).toMatchObject({
      script: 'test/a.lua',
      line: 2,
    });
    expect(testsIn('test/a.lua', 'return 3').error?.message).toContain('must return a table');
    expect(testsIn('test/a.lua', '\n\ntest.wait(1)\nreturn {}').error).toMatchObject({
      line: 3,
      message: expect.stringContaining('only defines functions'),
    });
  });

  it('hold keys while the game plays, and read it through ams', () => {
    const result = run(`
      local hero = ams.find("Hero")
      test.wait(0.2)
      local x = hero.x
      test.press("right", 0.5)
      test.expect(hero.x > x + 40, "the hero walks to the right")
      local y = hero.y
      test.press("jump")
      test.wait_until(function() return hero.y < y - 30 end, 1, "the top of the jump")
      test.release()
      test.wait_until(function() return ams.is_grounded(hero) end)
      print("landed")`);
    expect(result.problem).toBeNull();
    expect(result.ticks).toBeGreaterThan(60);
    expect(result.notes).toEqual(['landed']);
  });

  it('write to the game through ams between ticks', () => {
    expect(
      run(`
      local hero = ams.find("Hero")
      ams.set_x(hero, 300)
      test.wait(0.1)
      test.expect_equal(math.floor(hero.x), 300)
      hero.x = 350
      test.wait(0.1)
      test.expect_equal(math.floor(hero.x + 0.5), 350)`).problem,
    ).toBeNull();
  });

  it('see entities die', () => {
    expect(
      run(`
      local ghost = ams.find("Ghost")
      test.expect(ams.is_alive(ghost))
      test.wait(1)
      test.expect(not ams.is_alive(ghost), "the ghost is gone")`).problem,
    ).toBeNull();
  });

  it('fail at their own line, in words', () => {
    expect(run('test.wait(0.1)\ntest.expect(1 > 2, "one is more than two")').problem).toEqual({
      file: 'test/t.lua',
      line: 4,
      message: 'expected: one is more than two',
    });
    expect(run('test.expect_equal(1 + 1, 3)').problem).toMatchObject({
      line: 3,
      message: 'expected 3, got 2',
    });
    expect(run('\ntest.wait_until(function() return false end, 0.1, "a wonder")').problem).toMatchObject({
      line: 4,
      message: 'waited 0.1 s for a wonder in vain',
    });
    expect(run('test.press("Rihgt")').problem).toMatchObject({
      line: 3,
      message: expect.stringContaining('no key "Rihgt"'),
    });
    expect(run('local t = nil\nt.x = 1').problem).toMatchObject({ file: 'test/t.lua', line: 4 });
    expect(run('ams.schedule(1, "x")').problem).toMatchObject({
      line: 3,
      message: expect.stringContaining('in behaviours only'),
    });
  });

  it('fail with the line of the game when its script fails', () => {
    const data = project({
      'behavior/ghost.lua': 'local g = {}\nfunction g.on_update(e)\n  local x = nil + 1\nend\nreturn g',
    });
    expect(run('test.wait(1)', data).problem?.message).toContain('behavior/ghost.lua:3');
  });

  it('end when they never end', () => {
    expect(run('while true do test.wait(10) end').problem?.message).toContain('has played for 600 s');
    expect(run('while true do end').problem).toMatchObject({ file: 'test/t.lua', line: 3 });
  }, 60_000);

  it('play alike every time, and do not disturb one another', () => {
    const body = 'test.press("right", 0.3)\nprint(ams.get_x(ams.find("Hero")))';
    expect(run(body).notes).toEqual(run(body).notes);
  });

  it.each(driverDocs.map((doc) => [doc.name, doc] as const))('example of test.%s runs', (_, { example }) => {
    expect(run(example).problem).toBeNull();
  });
});
