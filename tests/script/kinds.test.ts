/** The four kinds of script in a running game, as a project refers to them. */
import { describe, expect, it } from 'vitest';
import { blankEntity, blankProject } from '../../src/lib/schema/blank.ts';
import type { EntityData, ProjectData, ProjectSettings } from '../../src/lib/schema/project.ts';
import { kindOfScript, scriptKinds, type ScriptKind } from '../../src/lib/schema/script-kinds.ts';
import { noInput, type HeldInput } from '../../src/lib/engine/input.ts';
import { readFolder } from '../../src/lib/schema/folder-read.ts';
import { writeFolder } from '../../src/lib/schema/folder-write.ts';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import { checkSyntax } from '../../src/lib/script/check.ts';
import { readProperties } from '../../src/lib/script/properties.ts';
import { scriptTemplates } from '../../src/lib/editor/live/script-templates.ts';

type Components = EntityData['components'];

function projectWith(
  entities: Record<string, Components | { tags: string[]; components: Components }>,
  scripts: Record<string, string>,
  settings: Partial<ProjectSettings> = {},
): ProjectData {
  const blank = blankProject('Test', () => 'scene');
  const scene = blank.scenes['scene']!;
  const data = Object.entries(entities).map(([id, given]): [string, EntityData] => {
    const { tags, components } =
      'tags' in given
        ? (given as { tags: string[]; components: Components })
        : { tags: [], components: given };
    return [id, blankEntity({ name: id, layer: Object.keys(scene.layers)[0]!, tags, components })];
  });
  return {
    ...blank,
    settings: { ...blank.settings, gravity: [0, 0], ...settings },
    scenes: { scene: { ...scene, entities: Object.fromEntries(data) } },
    scripts,
  };
}

const play = (project: ProjectData) => {
  const simulation = new Simulation({ project, scene: 'scene' });
  expect(simulation.loadError).toBeNull();
  return simulation;
};

const logs = (simulation: Simulation): string[] =>
  simulation.frame().events.flatMap((event) => (event.kind === 'log' ? [event.text] : []));

const at = (x: number, y: number) => ({ position: [x, y], size: [32, 32] });

describe('kinds of script', () => {
  it('are told by their folder', () => {
    for (const [kind, { folder }] of Object.entries(scriptKinds))
      expect(kindOfScript(`${folder}a.lua`)).toBe(kind);
    expect(kindOfScript('lib/a.lua')).toBe('behavior');
  });

  it.each(Object.keys(scriptKinds) as ScriptKind[])('have a template: %s', (kind) => {
    const source = scriptTemplates[kind]('thing');
    expect(checkSyntax(source)).toBeNull();
    expect(readProperties(source).error).toBeNull();
  });

  it('come back from a folder as they went in', () => {
    const project = projectWith(
      {
        a: {
          Transform: {},
          'CollisionAction:hit': {
            script: 'collision_action/hit.lua',
            with: 'ball',
            modifier: { points: 3 },
          },
          'InputAction:tap': { script: 'input_action/tap.lua', on: 'press', input: 'fire', args: { by: 2 } },
          'Generator:hue': { script: 'generator/hue.lua', target: 'Shape.fill', args: { from: '#fff' } },
        },
      },
      { 'collision_action/hit.lua': 'a', 'input_action/tap.lua': 'b', 'generator/hue.lua': 'c' },
      { inputs: { fire: ['KeyX', 'PadA'] } },
    );
    const read = readFolder(writeFolder(project, () => undefined));
    expect(read.ok && read.value.project).toEqual(project);
  });
});

describe('collision actions', () => {
  const hit = `return { properties = { points = 5 }, execute = function(a, b, modifier)
    ams.log(a .. " hit " .. b .. " for " .. modifier.points)
    if modifier.destroy then ams.destroy(b) end
  end }`;
  const collider = { Collider: {} };

  it('run once when an entity touches another with the tag, with the values of the component', () => {
    const game = play(
      projectWith(
        {
          wall: {
            Transform: at(100, 0),
            ...collider,
            'CollisionAction:a': {
              script: 'collision_action/hit.lua',
              with: 'ball',
              modifier: { destroy: true },
            },
            'CollisionAction:b': { script: 'collision_action/hit.lua', with: 'nobody' },
            'CollisionAction:c': { script: 'collision_action/hit.lua', when: 'end', modifier: { points: 1 } },
          },
          ball: {
            tags: ['ball'],
            components: { Transform: at(50, 0), ...collider, Body: { velocity: [300, 0] } },
          },
        },
        { 'collision_action/hit.lua': hit },
      ),
    );
    for (let i = 0; i < 30; i++) expect(game.tick()).toBeNull();
    expect(logs(game)).toEqual(['wall hit ball for 5']);
    expect(game.world.find('ball')).toBeUndefined();
  });

  it('fail as behaviours do: with script, line and entity, and what they did taken back', () => {
    const game = play(
      projectWith(
        {
          wall: {
            Transform: at(40, 0),
            ...collider,
            CollisionAction: { script: 'collision_action/bad.lua' },
          },
          ball: { Transform: at(0, 0), ...collider, Body: { velocity: [300, 0] } },
        },
        {
          'collision_action/bad.lua':
            'return { execute = function(a, b)\nams.add_score(1)\nb.x = nil + 1 end }',
        },
      ),
    );
    let failure = null;
    for (let i = 0; i < 10; i++) failure ??= game.tick();
    expect(failure).toMatchObject({ script: 'collision_action/bad.lua', line: 3, entity: 'wall' });
    expect(game.world.score).toBe(0);
  });
});

describe('input actions', () => {
  const tap = `return { execute = function(x, y, args, e) ams.log(e .. " at " .. math.floor(x) .. "," .. math.floor(y) .. " " .. (args.note or "")) end }`;
  const scripts = { 'input_action/tap.lua': tap };
  const click = (x: number, y: number): HeldInput => ({ ...noInput, pointer: [x, y], buttons: [0] });
  const action = (fields: object) => ({ InputAction: { script: 'input_action/tap.lua', ...fields } });

  it('run for a click on the front-most entity that waits for one', () => {
    const game = play(
      projectWith(
        {
          back: { Transform: at(100, 100), ...action({ args: { note: 'hi' } }) },
          front: { Transform: at(110, 100), ...action({}) },
          cover: { Transform: at(110, 100) },
        },
        scripts,
      ),
    );
    for (const input of [click(112, 100), click(112, 100), noInput, click(90, 100), noInput, click(300, 300)])
      expect(game.tick(input)).toBeNull();
    expect(logs(game)).toEqual(['front at 112,100 ', 'back at 90,100 hi']);
  });

  it('run for a finger as for the mouse, and turned with the entity', () => {
    const game = play(
      projectWith(
        { bar: { Transform: { position: [0, 0], size: [100, 10], rotation: 90 }, ...action({}) } },
        scripts,
      ),
    );
    game.tick({ ...noInput, touches: [{ id: 1, x: 40, y: 0 }] });
    game.tick(noInput);
    game.tick({ ...noInput, touches: [{ id: 2, x: 0, y: 40 }] });
    expect(logs(game)).toEqual(['bar at 0,40 ']);
  });

  it.each([
    ['press', [false, true, true, false], [1]],
    ['hold', [false, true, true, false], [1, 2]],
    ['release', [false, true, true, false], [3]],
  ])('run at the %s of an input that the project maps', (on, held, expected) => {
    const game = play(
      projectWith({ a: { Transform: {}, ...action({ on, input: 'boost' }) } }, scripts, {
        inputs: { boost: ['KeyB', 'PadA'] },
      }),
    );
    const ran = (held as boolean[]).map((down) => {
      game.tick(down ? { ...noInput, gamepads: [{ buttons: [1], axes: [] }] } : noInput);
      return logs(game).length;
    });
    expect(ran.flatMap((count, tick) => (count ? [tick] : []))).toEqual(expected);
  });

  it('still run while a script has paused the game, and so does on_paused', () => {
    const game = play(
      projectWith(
        {
          menu: {
            Transform: at(0, 0),
            Script: { script: 'behavior/menu.lua' },
            InputAction: { script: 'input_action/resume.lua' },
          },
        },
        {
          'behavior/menu.lua': `return {
            on_update = function(e) e.x = e.x + 1 if e.x == 3 then ams.pause() end end,
            on_paused = function(e) ams.log("paused") end,
          }`,
          'input_action/resume.lua': 'return { execute = function() ams.resume() end }',
        },
      ),
    );
    for (let i = 0; i < 6; i++) game.tick();
    expect(game.world.hot[0]).toBe(3);
    expect(logs(game)).toEqual(['paused', 'paused', 'paused']);
    expect(game.world.tick).toBe(3);
    game.tick(click(0, 0));
    game.tick();
    expect(game.world.hot[0]).toBe(4);
  });
});

describe('generators', () => {
  it('fill fields before on_spawn, of what is in the scene and of what is spawned', () => {
    const components = {
      Transform: at(10, 20),
      Shape: {},
      Script: { script: 'behavior/say.lua' },
      'Generator:x': { script: 'generator/say.lua', target: 'Transform.position.x', args: { value: 77 } },
      'Generator:fill': { script: 'generator/say.lua', target: 'Shape.fill', args: { value: '#123456' } },
      'Generator:size': { script: 'generator/size.lua', target: 'Transform.size' },
      'Generator:prop': {
        script: 'generator/say.lua',
        target: 'Properties.values.mood',
        args: { value: 'glad' },
      },
      'Generator:speed': {
        script: 'generator/say.lua',
        target: 'Script.properties.speed',
        args: { value: 9 },
      },
      Properties: { values: { mood: 'sad' } },
    };
    const project = projectWith(
      { a: components },
      {
        'behavior/say.lua': `return { properties = { speed = 1 }, on_spawn = function(e)
          ams.log(e.x .. " " .. ams.get_color(e) .. " " .. ams.get_width(e) .. " " .. ams.get_prop(e, "mood"))
        end, on_update = function(e, dt, props) ams.log(props.speed) end }`,
        'generator/say.lua': 'return { generate = function(args) return args.value end }',
        'generator/size.lua': 'return { generate = function() return { 64, 16 } end }',
      },
    );
    const prefab = {
      name: 'A',
      order: 'a0',
      root: 'r',
      entities: { r: blankEntity({ name: 'A', components }) },
    };
    const game = play({ ...project, prefabs: { p: prefab } });
    expect(logs(game)).toEqual(['77 #123456 64 glad']);
    game.world.spawn('A', { x: 0, y: 0 });
    game.tick();
    expect(logs(game)).toEqual(['9', '77 #123456 64 glad']);
  });

  it.each([
    ['Shape.nothing', '1', /no field "Shape.nothing"/],
    ['Shape.fill', '1', /Shape.fill must be a colour/],
    ['Transform.position', '"here"', /must return \{ x, y \}/],
    ['Transform.position.x', '1 / 0', /Transform.position/],
    ['Shape.alpha', '{}', /number/],
    ['Shape.fill', 'nil + 1', /arithmetic/],
  ])('refuse what does not fit %s: %s', (target, value, message) => {
    const game = play(
      projectWith(
        { a: { Transform: {}, Shape: {}, Generator: { script: 'generator/bad.lua', target } } },
        { 'generator/bad.lua': `return { generate = function() return ${value} end }` },
      ),
    );
    expect(game.takeStartError()).toMatchObject({
      script: 'generator/bad.lua',
      message: expect.stringMatching(message) as string,
    });
    expect(game.tick()).toBeNull();
  });
});
