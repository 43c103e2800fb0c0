/** Every starter plays as it is, and together with the others. */
import { describe, expect, it } from 'vitest';
import { standardScriptPath, starterPrefabs } from '../../../src/lib/editor/core/starter-prefabs.ts';
import type { Vec2 } from '../../../src/lib/base/geometry.ts';
import { HOT_STRIDE } from '../../../src/lib/engine/game-world.ts';
import { Simulation } from '../../../src/lib/runtime/simulation.ts';
import { blankEntity, blankLayer, blankProject, blankScene } from '../../../src/lib/schema/blank.ts';
import type { ProjectData } from '../../../src/lib/schema/project.ts';
import { checkProject } from '../../../src/lib/schema/validate.ts';
import { sourceOf } from '../../lua/stage.ts';

const idOf = (name: string): string => name.replaceAll(' ', '-');

/** A wide ground with its top at 0, and instances of starters, by name and place. */
function levelOf(places: Readonly<Record<string, Vec2>>): ProjectData {
  const behaviours = [...new Set(starterPrefabs.flatMap((starter) => Object.keys(starter.behaviours)))];
  const ground = blankEntity({
    name: 'Ground',
    layer: 'main',
    components: { Transform: { position: [0, 20], size: [4000, 40] }, Shape: {}, Collider: {} },
  });
  const instances = Object.entries(places).map(([prefab, position], n) => [
    idOf(prefab),
    blankEntity({
      name: prefab,
      prefab: idOf(prefab),
      order: `b${n}`,
      layer: 'main',
      components: { Transform: { position } },
    }),
  ]);
  return {
    ...blankProject('Level'),
    scripts: Object.fromEntries(behaviours.map((name) => [standardScriptPath(name), sourceOf(name)])),
    prefabs: Object.fromEntries(starterPrefabs.map(({ name, prefab }) => [idOf(name), prefab(() => 'root')])),
    scenes: {
      main: blankScene({
        layers: { main: blankLayer({ order: 'a0' }) },
        entities: { ground, ...Object.fromEntries(instances) },
      }),
    },
  };
}

function play(simulation: Simulation, ticks: number, keys: readonly string[] = []): void {
  for (let n = 0; n < ticks; n++) expect(simulation.tick({ keys, pointer: null, buttons: [] })).toBeNull();
}
function start(places: Readonly<Record<string, Vec2>>): Simulation {
  const simulation = new Simulation({ project: levelOf(places), scene: 'main' });
  expect([simulation.loadError, simulation.takeStartError()]).toEqual([null, null]);
  return simulation;
}
const place = ({ world }: Simulation, id: string) => {
  const at = world.find(id)!.slot * HOT_STRIDE;
  return { x: world.hot[at]!, y: world.hot[at + 1]! };
};

describe('starter prefabs', () => {
  it('are valid, and say what they are', () => {
    expect(checkProject(levelOf({}))).toEqual([]);
    for (const { doc, tags } of starterPrefabs) {
      expect(doc).toMatch(/^[A-Z].+\.$/);
      expect(tags).not.toEqual([]);
    }
    expect(new Set(starterPrefabs.map(({ name }) => name)).size).toBe(starterPrefabs.length);
  });

  it('make a level: the hero takes the coin and wins at the goal', () => {
    const simulation = start({ Hero: [0, -30], Coin: [120, -20], Goal: [240, -36] });
    play(simulation, 30);
    play(simulation, 90, ['ArrowRight']);
    expect([simulation.world.score, simulation.world.state]).toEqual([10, 'won']);
  });

  it('the enemy loses the game from the side and dies from above', () => {
    const beside = start({ Hero: [0, -20], Enemy: [120, -13] });
    play(beside, 60, ['ArrowRight']);
    expect(beside.world.state).toBe('lost');
    const above = start({ Hero: [20, -200], Enemy: [0, -13] });
    play(above, 60);
    expect([above.world.state, above.world.score, above.world.find('Enemy')]).toEqual([
      'playing',
      50,
      undefined,
    ]);
  });

  it('the platform carries the hero, who pushes the ball', () => {
    const simulation = start({ Hero: [0, -140], 'Moving platform': [0, -100] });
    play(simulation, 120);
    expect(place(simulation, 'Hero').x).toBeGreaterThan(120);
    expect(place(simulation, 'Hero').y).toBeCloseTo(-129, 0);

    const push = start({ Hero: [0, -20], Ball: [60, -14] });
    play(push, 60, ['ArrowRight']);
    expect(place(push, 'Ball').x).toBeGreaterThan(110);
  });

  it('the spawner makes enemies, and the hero seen from above walks', () => {
    const simulation = start({ Spawner: [0, -40], 'Top-down hero': [500, -100] });
    play(simulation, 30, ['ArrowUp', 'ArrowRight']);
    expect(place(simulation, 'Top-down-hero').x).toBeGreaterThan(530);
    expect(place(simulation, 'Top-down-hero').y).toBeLessThan(-130);
    expect(simulation.world.byType('Enemy')).toHaveLength(1);
    play(simulation, 600);
    expect(simulation.world.byType('Enemy')).toHaveLength(3);
  });
});
