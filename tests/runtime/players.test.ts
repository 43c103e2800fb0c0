import { describe, expect, it } from 'vitest';
import { HOT_STRIDE } from '../../src/lib/engine/game-world.ts';
import type { HeldInput } from '../../src/lib/engine/input.ts';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import type { EntityData, ProjectData } from '../../src/lib/schema/project.ts';
import { entity, project } from '../engine/scene.ts';

const holding = (...keys: string[]): HeldInput => ({ keys, pointer: null, buttons: [] });
const hero = entity(
  [100, 50],
  [20, 20],
  { Shape: {}, Body: { gravityScale: 0 }, Collider: {}, Script: { script: 'behavior/hero.lua' } },
  { name: 'Hero' },
);
const walks = `local hero = {}
function hero.on_update(e)
  e.vx = 0
  if ams.is_key_down("ArrowLeft") then e.vx = -60 end
  if ams.was_key_pressed("Space") then
    local owner = ams.get_owner(e)
    ams.set_player_value(owner, "jumps", ams.get_player_value(owner, "jumps", 0) + 1)
    ams.log(owner .. " jumps " .. ams.get_player_value(owner, "jumps"))
  end
end
return hero`;

function game(entities: Record<string, EntityData>, scripts: Record<string, string>): Simulation {
  const data: ProjectData = { ...project(entities), scripts };
  const simulation = new Simulation({ project: data, scene: Object.keys(data.scenes)[0]! });
  expect(simulation.loadError).toBeNull();
  return simulation;
}

const ada = { id: 1, name: 'Ada', color: '#f00' };
const ben = { id: 2, name: 'Ben', color: '#0f0' };

const x = ({ world }: Simulation, id: string): number => world.hot[world.find(id)!.slot * HOT_STRIDE]!;
const logs = (simulation: Simulation): string[] =>
  simulation.frame().events.flatMap((event) => (event.kind === 'log' ? [event.text] : []));

describe('a game that never heard of players', () => {
  it('gives everybody a hero that hears only its player', () => {
    const simulation = game({ hero }, { 'behavior/hero.lua': walks });
    simulation.join(ada);
    simulation.join(ben);
    expect(simulation.world.find('hero')!.owner).toBe(1);
    const before = [x(simulation, 'hero'), x(simulation, 'hero@2')];
    for (let i = 0; i < 30; i++)
      simulation.tick(
        undefined,
        new Map([
          [1, holding()],
          [2, holding('ArrowLeft', 'Space')],
        ]),
      );
    expect(x(simulation, 'hero')).toBe(before[0]);
    expect(x(simulation, 'hero@2')).toBeLessThan(before[1]! - 20);
    expect(logs(simulation)).toEqual(['2 jumps 1']);
  });

  it('takes the hero of somebody who goes away, and keeps its own for the next', () => {
    const simulation = game({ hero }, { 'behavior/hero.lua': walks });
    simulation.join(ada);
    simulation.join(ben);
    simulation.leave(2);
    simulation.leave(1);
    expect(simulation.world.find('hero@2')).toBeUndefined();
    expect(simulation.world.find('hero')).toMatchObject({ alive: true, owner: 0 });
    simulation.join(ben);
    expect(simulation.world.find('hero')!.owner).toBe(2);
  });

  it('begins at spawn points, by seat and in turn', () => {
    const at = (place: [number, number], tag: string) => entity(place, [4, 4], {}, { tags: [tag] });
    const simulation = game(
      { hero, one: at([500, 0], 'spawn_2'), two: at([700, 10], 'spawn') },
      { 'behavior/hero.lua': walks },
    );
    simulation.join(ada);
    simulation.join(ben);
    expect([x(simulation, 'hero'), x(simulation, 'hero@2')]).toEqual([700, 500]);
  });

  it('lets edits reach every hero, each where its player has come to', () => {
    const simulation = game({ hero }, { 'behavior/hero.lua': walks });
    simulation.join(ada);
    simulation.join(ben);
    const source = simulation.documents.get('hero')!;
    const { Transform } = source.components;
    const edited = {
      ...source,
      components: {
        ...source.components,
        Transform: { ...Transform, position: [300, 50] as const, size: [40, 40] as const },
      },
    };
    const there = x(simulation, 'hero@2');
    simulation.apply([{ kind: 'entity', id: 'hero', entity: edited }]);
    expect([x(simulation, 'hero'), x(simulation, 'hero@2')]).toEqual([300, there]);
    expect(simulation.world.find('hero@2')!.components.Transform.size).toEqual([40, 40]);
  });

  it('is the same for one who plays alone, and comes back from a saved moment', () => {
    const simulation = game({ hero }, { 'behavior/hero.lua': walks });
    const alone = simulation.fullHash();
    const saved = simulation.save();
    simulation.join(ada);
    simulation.tick(undefined, new Map([[1, holding('Space')]]));
    expect(simulation.fullHash()).not.toBe(alone);
    simulation.restore(saved);
    expect(simulation.fullHash()).toBe(alone);
    expect(simulation.world.players.list).toEqual([]);
  });
});

describe('a game that knows its players', () => {
  it('hears of them, makes what they play, and sends word to one of them', () => {
    const rules = `local rules = {}
function rules.on_player_join(e, player)
  local made = ams.spawn("Pawn", player.id * 100, 0)
  ams.set_owner(made, player.id)
  ams.log(player.name .. " of " .. #ams.players())
  ams.schedule(0, "greet", made)
end
function rules.greet(made) ams.emit_to_player(ams.get_owner(made), "hello") end
function rules.on_player_leave(e, player) ams.log(player.name .. " left") end
return rules`;
    const pawn = `local pawn = {}
function pawn.on_message(e, name) ams.log(name .. " " .. ams.get_owner(e) .. " " .. tostring(ams.get_player_entity(ams.get_owner(e)) == e)) end
return pawn`;
    const rulesEntity = entity([0, 0], [1, 1], { Script: { script: 'behavior/rules.lua' } });
    const data = project({ rules: rulesEntity, hero });
    const simulation = new Simulation({
      project: {
        ...data,
        prefabs: {
          pawn: {
            name: 'Pawn',
            order: 'a0',
            root: 'r',
            entities: { r: entity([0, 0], [8, 8], { Script: { script: 'behavior/pawn.lua' } }) },
          },
        },
        scripts: { 'behavior/rules.lua': rules, 'behavior/pawn.lua': pawn, 'behavior/hero.lua': walks },
      },
      scene: Object.keys(data.scenes)[0]!,
    });
    expect(simulation.join(ada) ?? simulation.join(ben)).toBeNull();
    expect(simulation.world.byType('Pawn').map((each) => each.owner)).toEqual([1, 2]);
    expect(simulation.world.find('hero')!.owner).toBe(0);
    const held = new Map([
      [1, holding()],
      [2, holding()],
    ]);
    for (let i = 0; i < 3; i++) expect(simulation.tick(undefined, held)).toBeNull();
    simulation.leave(1);
    expect(simulation.world.byType('Pawn').map((each) => each.owner)).toEqual([2]);
    expect(logs(simulation)).toEqual(['Ada of 1', 'Ben of 2', 'hello 1 true', 'hello 2 true', 'Ada left']);
  });
});
