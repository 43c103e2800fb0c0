import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankEntity, blankLayer, blankProject, blankScene } from '../../src/lib/schema/blank.ts';
import { containsPrefab, cutInstances, withoutRings } from '../../src/lib/schema/prefab-cycles.ts';
import { templateOf } from '../../src/lib/schema/prefab-template.ts';
import type { EntityData, PrefabData, ProjectData } from '../../src/lib/schema/project.ts';
import { resolveScene, resolveWhole } from '../../src/lib/schema/resolve.ts';

type Prefabs = Record<string, PrefabData>;

const prefab = (name: string, root: string, entities: Record<string, EntityData>): PrefabData => ({
  name,
  order: 'a0',
  root,
  entities,
});

/** A wheel with a hub, on a car twice, which a truck is made from. */
const garage: Prefabs = {
  wheel: prefab('Wheel', 'rim', {
    rim: blankEntity({
      name: 'Rim',
      tags: ['round'],
      components: { Transform: {}, Shape: { fill: '#111111' } },
    }),
    hub: blankEntity({
      name: 'Hub',
      parent: 'rim',
      components: { Transform: {}, Shape: { fill: '#222222', strokeWidth: 1 }, Joint: { to: 'rim' } },
    }),
  }),
  car: prefab('Car', 'body', {
    body: blankEntity({ name: 'Body', components: { Transform: { size: [80, 20] } } }),
    front: blankEntity({
      name: 'Front',
      parent: 'body',
      prefab: 'wheel',
      components: { Transform: { position: [30, 10] } },
      overrides: { hub: { components: { Shape: { fill: '#333333' }, Joint: { to: 'body' } } } },
    }),
    back: blankEntity({ name: 'Back', parent: 'body', order: 'a1', prefab: 'wheel' }),
  }),
  truck: prefab('Truck', 'cab', {
    cab: blankEntity({
      name: 'Cab',
      prefab: 'car',
      components: { Transform: { size: [120, 40] } },
      overrides: {
        back: { removed: true, components: {} },
        'front/hub': { name: 'Big hub', components: {} },
      },
    }),
    load: blankEntity({
      name: 'Load',
      parent: 'cab',
      components: { Transform: {}, Joint: { to: 'cab/front' } },
    }),
  }),
};

const whole = (prefabs: ProjectData['prefabs'], fields: Partial<EntityData>) =>
  resolveWhole(prefabs, 'i', blankEntity({ layer: 'front', ...fields }));

describe('instances inside of prefabs', () => {
  it('bring all that is in them, at any depth, under paths of their own', () => {
    const list = whole(garage, { name: 'My car', prefab: 'car' });
    expect(list.map(({ id, parent, name, type }) => [id, parent, name, type])).toEqual([
      ['i', null, 'My car', 'Car'],
      ['i/front', 'i', 'Front', 'Wheel'],
      ['i/front/hub', 'i/front', 'Hub', 'Hub'],
      ['i/back', 'i', 'Back', 'Wheel'],
      ['i/back/hub', 'i/back', 'Hub', 'Hub'],
    ]);
    expect(new Set(list.map(({ layer }) => layer))).toEqual(new Set(['front']));
    expect(list[1]!.tags).toEqual(['round']);
  });

  it('each field comes from whoever sets it outermost', () => {
    const list = whole(garage, {
      prefab: 'car',
      overrides: {
        'front/hub': { components: { Shape: { strokeWidth: 9 } } },
        'back/hub': { visible: false, tags: ['spare'], components: { Text: { text: 'new' } } },
        nowhere: { components: { Shape: {} } },
      },
    });
    const shape = (id: string) => list.find((each) => each.id === id)!.components.Shape;
    expect(shape('i/front/hub')).toMatchObject({ fill: '#333333', strokeWidth: 9, kind: 'rectangle' });
    expect(shape('i/back/hub')).toMatchObject({ fill: '#222222', strokeWidth: 1 });
    expect(list.find(({ id }) => id === 'i/back/hub')).toMatchObject({
      visible: false,
      tags: ['spare'],
      components: { Text: { text: 'new' } },
    });
    expect(list).toHaveLength(5);
  });

  it('name their neighbours in the same instance', () => {
    const list = whole(garage, { prefab: 'truck' });
    const to = (id: string) => list.find((each) => each.id === id)!.components.Joint!.to;
    expect(to('i/front/hub')).toBe('i');
    expect(to('i/load')).toBe('i/front');
    const [car] = [whole(garage, { prefab: 'car' })];
    expect(car.find(({ id }) => id === 'i/back/hub')!.components.Joint!.to).toBe('i/back');
  });

  it('make variants: a prefab whose root is an instance is the other one but for what it sets', () => {
    const list = whole(garage, { prefab: 'truck' });
    expect(list.map(({ id, name }) => [id, name])).toEqual([
      ['i', 'Entity'],
      ['i/front', 'Front'],
      ['i/front/hub', 'Big hub'],
      ['i/load', 'Load'],
    ]);
    expect(list[0]).toMatchObject({ type: 'Truck', components: { Transform: { size: [120, 40] } } });
  });

  it('leave out what is removed, with all below it', () => {
    const list = whole(garage, { prefab: 'car', overrides: { front: { removed: true, components: {} } } });
    expect(list.map(({ id }) => id)).toEqual(['i', 'i/back', 'i/back/hub']);
  });

  it('keep what stands beside the root, below it', () => {
    const odd = { p: prefab('Odd', 'r', { r: blankEntity(), lost: blankEntity({ parent: 'gone' }) }) };
    expect(whole(odd, { prefab: 'p' }).map(({ id, parent }) => [id, parent])).toEqual([
      ['i', null],
      ['i/lost', 'i'],
    ]);
  });

  it('are worked out once, and again only when something in them changes', () => {
    const before = templateOf(garage, 'truck');
    const repainted = { ...garage, other: prefab('Other', 'o', { o: blankEntity() }) };
    expect(templateOf(repainted, 'truck')).toBe(before);
    const { wheel } = garage;
    const hub = { ...wheel!.entities.hub!, name: 'Axle' };
    const changed = { ...garage, wheel: { ...wheel!, entities: { ...wheel!.entities, hub } } };
    expect(templateOf(changed, 'truck')).not.toBe(before);
    expect(templateOf(changed, 'car')!.find(({ path }) => path === 'back/hub')!.name).toBe('Axle');
  });
});

describe('prefabs that contain each other', () => {
  const ring: Prefabs = {
    a: prefab('A', 'r', { r: blankEntity(), b: blankEntity({ parent: 'r', prefab: 'b' }) }),
    b: prefab('B', 'r', { r: blankEntity(), a: blankEntity({ parent: 'r', prefab: 'a' }) }),
    own: prefab('Own', 'r', { r: blankEntity({ prefab: 'own' }) }),
  };

  it('are cut where the ring closes, at the same place for everybody', () => {
    expect(cutInstances(ring)).toEqual(
      new Map([
        ['b', new Set(['a'])],
        ['own', new Set(['r'])],
      ]),
    );
    expect(whole(ring, { prefab: 'a' }).map(({ id }) => id)).toEqual(['i', 'i/b', 'i/b/a']);
    expect(whole(ring, { prefab: 'own' }).map(({ id }) => id)).toEqual(['i']);
    expect(withoutRings(ring).prefabs.b!.entities.a!.prefab).toBe('');
    expect(withoutRings(garage).prefabs).toBe(garage);
  });

  it('are found before they are made', () => {
    const inside = (id: string) => Object.values(garage[id]?.entities ?? {}).map(({ prefab: each }) => each);
    expect(containsPrefab(inside, 'truck', 'wheel')).toBe(true);
    expect(containsPrefab(inside, 'wheel', 'truck')).toBe(false);
    expect(containsPrefab(inside, 'wheel', 'wheel')).toBe(true);
  });

  it('have an end, and ids of their own, whatever stands in whatever', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd');
    const entity = fc.record({
      parent: fc.option(id, { nil: null }),
      prefab: fc.oneof(id, fc.constant('')),
      overrides: fc.dictionary(
        fc.constantFrom('a', 'b/c', 'd'),
        fc.record({ removed: fc.boolean(), components: fc.constant({ Joint: { to: 'a/b' } }) }),
      ),
    });
    const tangle = fc.dictionary(id, fc.record({ root: id, entities: fc.dictionary(id, entity) }));
    fc.assert(
      fc.property(tangle, tangle, (given, scene) => {
        const prefabs = Object.fromEntries(
          Object.entries(given).map(([key, { root, entities }]) => [
            key,
            prefab(
              key,
              root,
              Object.fromEntries(Object.entries(entities).map(([n, e]) => [n, blankEntity(e)])),
            ),
          ]),
        );
        const placed = Object.keys(scene).map((key) => [key, blankEntity({ prefab: key })] as const);
        const project = {
          ...blankProject('T'),
          prefabs,
          scenes: { s: blankScene({ entities: Object.fromEntries(placed), layers: { l: blankLayer() } }) },
        };
        const ids = resolveScene(project, project.scenes.s!).map((each) => each.id);
        expect(new Set(ids).size).toBe(ids.length);
        // Without rings there is nothing left to cut, and nothing looks different.
        const { prefabs: sound } = withoutRings(prefabs);
        expect(cutInstances(sound).size).toBe(0);
        const types = (each: ProjectData) =>
          resolveScene(each, each.scenes.s!).map(({ id: found, parent, components }) => [
            found,
            parent,
            components,
          ]);
        expect(types({ ...project, prefabs: sound })).toEqual(types(project));
      }),
    );
  });
});
