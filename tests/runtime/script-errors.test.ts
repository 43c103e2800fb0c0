import { describe, expect, it } from 'vitest';
import { GameSession } from '../../src/lib/runtime/game-session.ts';
import type { FromWorker } from '../../src/lib/runtime/protocol.ts';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import type { ResolvedEntity } from '../../src/lib/schema/project.ts';
import { resolveScene } from '../../src/lib/schema/resolve.ts';
import { entity, project } from '../engine/scene.ts';

const failing = 'local b = {}\nfunction b.on_spawn(e)\n  error("no start")\nend\nreturn b';
const moving = 'return { on_update = function(e) e.x = e.x + 1 end }';

function setup(scripts: Record<string, string>) {
  const data = project({ hero: entity([10, 10], [20, 20]) }, { scripts });
  const simulation = new Simulation({ project: data, scene: 'level' });
  const hero = resolveScene(data, data.scenes['level']!).find(({ id }) => id === 'hero')!;
  const scripted = (script: string): ResolvedEntity => ({
    ...hero,
    components: { ...hero.components, Script: { script, enabled: true, properties: {} } } as never,
  });
  return {
    data,
    simulation,
    hero,
    scripted,
    x: () => simulation.world.hot[simulation.world.find('hero')!.slot * 6]!,
  };
}

describe('scripts that change while the game runs', () => {
  it('an error in on_spawn of a script that is added comes back at once', () => {
    const { simulation, scripted } = setup({ 'behavior/bad.lua': failing });
    const error = simulation.apply([{ kind: 'entity', id: 'hero', entity: scripted('behavior/bad.lua') }]);
    expect(error).toMatchObject({ script: 'behavior/bad.lua', line: 3, message: 'no start', entity: 'hero' });
    expect(simulation.tick()).toBeNull();
  });

  it('only the added script spawns: the others of the entity have done so before', () => {
    const { simulation, scripted } = setup({
      'behavior/a.lua': 'return { on_spawn = function(e) e.x = e.x + 1 end }',
    });
    const first = scripted('behavior/a.lua');
    simulation.apply([{ kind: 'entity', id: 'hero', entity: first }]);
    const second = {
      ...first,
      components: { ...first.components, 'Script:second': first.components.Script },
    } as ResolvedEntity;
    simulation.apply([{ kind: 'entity', id: 'hero', entity: second }]);
    expect(simulation.world.hot[simulation.world.find('hero')!.slot * 6]).toBe(12);
  });

  it('a script that is deleted ends, and so does a component that is removed', () => {
    const { simulation, hero, scripted, x } = setup({ 'behavior/move.lua': moving });
    simulation.apply([{ kind: 'entity', id: 'hero', entity: scripted('behavior/move.lua') }]);
    simulation.tick();
    const moved = x();
    expect(moved).toBe(11);
    simulation.apply([{ kind: 'script', path: 'behavior/move.lua', source: null }]);
    simulation.tick();
    expect(x()).toBe(moved);
    simulation.apply([{ kind: 'script', path: 'behavior/move.lua', source: moving }]);
    simulation.tick();
    expect(x()).toBe(moved + 1);
    simulation.apply([{ kind: 'entity', id: 'hero', entity: hero }]);
    simulation.tick();
    expect(x()).toBe(moved + 1);
  });

  it('a failure of on_reload pauses; it is no refusal, the new text runs', () => {
    const { simulation, scripted } = setup({ 'behavior/move.lua': moving });
    simulation.apply([{ kind: 'entity', id: 'hero', entity: scripted('behavior/move.lua') }]);
    const source = 'return { on_reload = function(e)\n error("oh") end }';
    const error = simulation.apply([{ kind: 'script', path: 'behavior/move.lua', source }]);
    expect(error).toMatchObject({ script: 'behavior/move.lua', line: 2, message: 'oh' });
    expect(simulation.frame().events).toContainEqual({
      kind: 'script-loaded',
      path: 'behavior/move.lua',
      error: null,
    });
  });

  it('an error in on_destroy of an entity that is deleted comes back', () => {
    const { simulation, scripted } = setup({
      'behavior/bad.lua': 'return { on_destroy = function(e) error("stays") end }',
    });
    simulation.apply([{ kind: 'entity', id: 'hero', entity: scripted('behavior/bad.lua') }]);
    expect(simulation.apply([{ kind: 'entity', id: 'hero', entity: null }])).toMatchObject({
      message: 'stays',
      entity: 'hero',
    });
    expect(simulation.world.find('hero')).toBeUndefined();
  });
});

it('a session pauses at an error that an edit causes, and goes on when told to', () => {
  const { data, scripted } = setup({ 'behavior/bad.lua': failing });
  const sent: FromWorker[] = [];
  const session = new GameSession({
    post: (message) => sent.push(message),
    clock: () => 0,
    after: () => () => {},
  });
  session.receive({ kind: 'start', id: 1, project: data, scene: 'level' });
  session.receive({
    kind: 'edit',
    edits: [{ kind: 'entity', id: 'hero', entity: scripted('behavior/bad.lua') }],
  });
  expect(sent.at(-1)).toMatchObject({ kind: 'paused', error: { message: 'no start', line: 3 } });
  session.receive({ kind: 'disable', entity: 'hero', script: 'behavior/bad.lua' });
  session.receive({ kind: 'resume' });
  expect(sent.at(-1)).toMatchObject({ kind: 'resumed' });
  session.receive({ kind: 'stop' });
});
