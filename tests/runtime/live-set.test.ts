import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createEntity, deleteEntities, setFields } from '../../src/lib/document/edit.ts';
import { writeProject } from '../../src/lib/document/edit-project.ts';
import { systemOrigin, userOrigin } from '../../src/lib/document/origin.ts';
import { DocReader } from '../../src/lib/document/reader.ts';
import { LiveEdits } from '../../src/lib/runtime/document-edits.ts';
import { runningValues } from '../../src/lib/runtime/inspection.ts';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import { blankEntity } from '../../src/lib/schema/blank.ts';
import type { ProjectData } from '../../src/lib/schema/project.ts';
import { tilesFrom, tilesOf } from '../../src/lib/schema/tiles.ts';
import { resolveScene } from '../../src/lib/schema/resolve.ts';
import { entity, project } from '../engine/scene.ts';

const still = { gravity: [0, 0] } as const;

function running(data: ProjectData) {
  const simulation = new Simulation({
    project: { ...data, settings: { ...data.settings, ...still } },
    scene: 'level',
  });
  const set = (id: string, component: string, fields: Record<string, unknown>) => {
    simulation.apply([{ kind: 'set', id, component, fields }]);
    simulation.tick();
  };
  const now = (id: string) =>
    runningValues(simulation.world, id)?.entity.components as never as Record<
      string,
      Record<string, unknown>
    >;
  return { simulation, set, now };
}

describe('fields that are set in a running game alone', () => {
  const box = () =>
    running(
      project({
        box: entity([10, 20], [8, 8], {
          Shape: { fill: '#112233' },
          Body: { type: 'kinematic', velocity: [60, 0] },
        }),
      }),
    );

  it('are what the entity has from the next tick on; others stay as the game has made them', () => {
    const { simulation, set, now } = box();
    for (let tick = 0; tick < 30; tick++) simulation.tick();
    const { position } = now('box').Transform!;
    set('box', 'Shape', { fill: '#ff0000' });
    expect(now('box').Shape).toMatchObject({ fill: '#ff0000' });
    expect((now('box').Transform!.position as number[])[0]).toBeCloseTo((position as number[])[0]! + 1, 3);
  });

  it('put it somewhere else without turning it back, and the other way round', () => {
    const { set, now } = box();
    set('box', 'Transform', { rotation: 45 });
    set('box', 'Transform', { position: [100, 50] });
    expect(now('box').Transform!.rotation).toBeCloseTo(45, 3);
    expect((now('box').Transform!.position as number[])[1]).toBeCloseTo(50, 3);
    set('box', 'Transform', { rotation: 0 });
    expect((now('box').Transform!.position as number[])[1]).toBeCloseTo(50, 3);
  });

  it('are left out where the field cannot hold them, or there is no such field, component or entity', () => {
    const { simulation, set, now } = box();
    const before = now('box').Shape;
    set('box', 'Shape', { fill: 7, nothing: 1 });
    expect(now('box').Shape).toEqual(before);
    set('box', 'Text', { text: 'hello' });
    expect(now('box').Text).toBeUndefined();
    set('nobody', 'Shape', { fill: '#ff0000' });
    expect(simulation.world.find('nobody')).toBeUndefined();
  });
});

describe('instances inside of instances in a running game', () => {
  const user = userOrigin();
  const prefab = (name: string, entities: ProjectData['prefabs'][string]['entities']) => ({
    name,
    order: 'a0',
    root: 'root',
    entities,
  });

  /** A street with a lamp with a bulb, placed once; what runs is told of every edit. */
  function street() {
    const doc = new Y.Doc();
    const data = project({ street: entity([0, 0], [10, 10], {}, { prefab: 'street' }) });
    writeProject(doc, systemOrigin, {
      ...data,
      settings: { ...data.settings, ...still },
      prefabs: {
        lamp: prefab('Lamp', {
          root: entity([0, 0], [4, 20], { Shape: {} }),
          bulb: entity([0, -10], [4, 4], { Shape: { fill: '#ffffff' } }, { parent: 'root', order: 'a1' }),
        }),
        street: prefab('Street', {
          root: entity([0, 0], [100, 4], { Shape: {} }),
          lamp: entity([20, 0], [4, 20], {}, { parent: 'root', prefab: 'lamp', order: 'a1' }),
        }),
      },
    });
    const reader = new DocReader(doc);
    const simulation = new Simulation({ project: reader.project, scene: 'level' });
    const live = new LiveEdits(reader.project, 'level');
    reader.subscribe((change) => {
      simulation.apply(live.editsFor(change, reader.project));
      simulation.tick();
    });
    const runs = () =>
      simulation.world
        .entities()
        .map(({ id }) => id)
        .sort();
    const fill = (id: string) => runningValues(simulation.world, id)?.entity.components.Shape?.fill;
    /** The game has what the document says, no more and no less. */
    const agrees = () =>
      expect(runs()).toEqual(
        resolveScene(reader.project, reader.project.scenes.level!)
          .map(({ id }) => id)
          .sort(),
      );
    return { doc, fill, agrees, runs };
  }

  it('follow the innermost prefab, the one around it, and the instance itself', () => {
    const { doc, fill, agrees } = street();
    agrees();
    const bulb = 'street/lamp/bulb';
    setFields(doc, user, { prefab: 'lamp' }, 'bulb', 'Shape', { fill: '#ff0000' });
    expect(fill(bulb)).toBe('#ff0000');
    setFields(doc, user, { prefab: 'street' }, 'lamp/bulb', 'Shape', { fill: '#00ff00' });
    expect(fill(bulb)).toBe('#00ff00');
    setFields(doc, user, 'level', bulb, 'Shape', { fill: '#0000ff' });
    expect(fill(bulb)).toBe('#0000ff');
    // From further out it is hidden now.
    setFields(doc, user, { prefab: 'lamp' }, 'bulb', 'Shape', { fill: '#123456' });
    expect(fill(bulb)).toBe('#0000ff');
    agrees();
  });

  it('come and go with their prefabs', () => {
    const { doc, agrees, runs } = street();
    createEntity(doc, user, { prefab: 'lamp' }, 'moth', blankEntity({ name: 'Moth' }));
    expect(runs()).toContain('street/lamp/moth');
    agrees();
    createEntity(doc, user, { prefab: 'street' }, 'second', blankEntity({ name: 'Second', prefab: 'lamp' }));
    expect(runs()).toContain('street/second/moth');
    agrees();
    deleteEntities(doc, user, 'level', ['street/lamp']);
    expect(runs()).not.toContain('street/lamp/moth');
    agrees();
    deleteEntities(doc, user, { prefab: 'lamp' }, ['moth']);
    agrees();
    deleteEntities(doc, user, 'level', ['street']);
    agrees();
    expect(runs()).toEqual([]);
  });
});

describe('tiles that are painted while a game runs', () => {
  const tiles = tilesFrom([
    [0, 0, 1],
    [1, 0, 1],
    [40, 0, 1],
  ]);
  const map = entity([0, 0], [640, 160], { Tilemap: { tileSize: [16, 16], solid: 'all', tiles } });
  const digging =
    'return { on_update = function(e) if ams.get_time() < 0.02 then ams.set_tile(ams.find("map"), 0, 0, 0) end end }';

  it('come into it cell by cell; what the game dug out stays dug out, and its view hears of the chunk alone', () => {
    const digger = entity([0, 0], [4, 4], { Shape: {}, Script: { script: 'behavior/dig.lua' } });
    const data = project({ map, digger });
    const simulation = new Simulation({
      project: { ...data, scripts: { 'behavior/dig.lua': digging } },
      scene: 'level',
    });
    simulation.tick();
    simulation.frame();
    const chunk = tilesFrom([
      [0, 0, 1],
      [1, 0, 7],
    ])['0,0']!;
    simulation.apply([{ kind: 'tiles', id: 'map', changes: { '0,0': chunk, '5,5': null } }]);
    simulation.tick();
    const running = simulation.world.find('map')!.components.Tilemap!;
    expect([...tilesOf(running.tiles)]).toEqual([
      [1, 0, 7],
      [40, 0, 1],
    ]);
    expect(running.tiles['2,0']).toBe(tiles['2,0']);
    const told = simulation.frame().events.filter(({ kind }) => kind === 'tiles' || kind === 'look');
    expect(told).toEqual([
      { kind: 'tiles', slot: expect.any(Number), changes: { '0,0': running.tiles['0,0'] } },
    ]);
  });
});
