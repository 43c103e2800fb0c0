import { describe, expect, it } from 'vitest';
import { InspectionTeller, runningValues } from '../../src/lib/runtime/inspection.ts';
import type { FromWorker } from '../../src/lib/runtime/protocol.ts';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import { tilesFrom } from '../../src/lib/schema/tiles.ts';
import { entity, project } from '../engine/scene.ts';

const level = () =>
  project(
    {
      box: entity([10, 20], [8, 8], { Shape: {}, Body: { type: 'kinematic', velocity: [60, -30] } }),
      ground: entity([0, 0], [16, 16], { Tilemap: { tiles: tilesFrom([[0, 0, 1]]) } }),
    },
    { settings: { ...project({}).settings, gravity: [0, 0] } },
  );

describe('what an entity of a running game is', () => {
  it('is where the game has brought it, how fast it goes, and what scripts keep with it', () => {
    const simulation = new Simulation({ project: level(), scene: 'level' });
    for (let tick = 0; tick < 60; tick++) simulation.tick();
    const now = runningValues(simulation.world, 'box')!;
    expect(now.entity.components.Transform.position[0]).toBeCloseTo(70, 3);
    expect(now.entity.components.Transform.position[1]).toBeCloseTo(-10, 3);
    expect(now.velocity[0]).toBeCloseTo(60, 3);
    expect(now.velocity[1]).toBeCloseTo(-30, 3);
    expect(now.values).toEqual({});
  });

  it('leaves tiles at home, which are many and do not change by themselves', () => {
    const { world } = new Simulation({ project: level(), scene: 'level' });
    const tilemap = runningValues(world, 'ground')!.entity.components.Tilemap!;
    expect(tilemap.tiles).toEqual({});
    expect(tilemap.tileSize).toBeDefined();
  });

  it('is nothing for what is not in the game', () => {
    const { world } = new Simulation({ project: level(), scene: 'level' });
    expect(runningValues(world, 'nobody')).toBeNull();
  });
});

describe('telling a page of it', () => {
  function stage() {
    let now = 1000;
    const sent: FromWorker[] = [];
    const teller = new InspectionTeller(
      (message) => sent.push(message),
      () => now,
    );
    const { world } = new Simulation({ project: level(), scene: 'level' });
    return { teller, sent, world, pass: (ms: number) => (now += ms) };
  }

  it('tells nothing until somebody looks at an entity, and nothing once nobody does', () => {
    const { teller, sent, world } = stage();
    teller.tell(1, world);
    teller.tellInPassing(1, world);
    teller.follow('box');
    teller.tell(1, world);
    teller.follow(null);
    teller.tell(1, world);
    expect(sent).toMatchObject([{ kind: 'inspected', id: 1, entity: 'box' }]);
  });

  it('tells in passing only as often as people can read; asked outright it tells at once', () => {
    const { teller, sent, world, pass } = stage();
    teller.follow('box');
    for (let ms = 0; ms < 1000; ms += 10) {
      teller.tellInPassing(2, world);
      pass(10);
    }
    expect(sent.length).toBeGreaterThan(3);
    expect(sent.length).toBeLessThan(10);
    const before = sent.length;
    teller.tell(2, world);
    teller.tell(2, world);
    expect(sent).toHaveLength(before + 2);
  });

  it('says when the entity is gone', () => {
    const { teller, sent, world } = stage();
    teller.follow('gone');
    teller.tell(3, world);
    expect(sent).toEqual([{ kind: 'inspected', id: 3, entity: 'gone', now: null }]);
  });
});
