import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HierarchyTree } from '../../../../src/lib/editor/core/hierarchy/tree.ts';
import { blankEntity } from '../../../../src/lib/schema/blank.ts';
import type { EntityData, PrefabData } from '../../../../src/lib/schema/project.ts';
import { resolveWhole } from '../../../../src/lib/schema/resolve.ts';

const entities = (all: Record<string, Partial<EntityData>>): Record<string, EntityData> =>
  Object.fromEntries(
    Object.entries(all).map(([id, fields], at) => [
      id,
      blankEntity({ name: id, order: `a${at}`, ...fields }),
    ]),
  );
const prefab = (all: Record<string, Partial<EntityData>>): PrefabData => ({
  name: 'prefab',
  order: 'a0',
  root: 'root',
  entities: entities(all),
});
/** A lamp has a bulb; a car has a lamp and a wheel with a hub. */
const prefabs = {
  lamp: prefab({ root: {}, bulb: { parent: 'root' } }),
  car: prefab({
    root: {},
    lamp: { parent: 'root', prefab: 'lamp' },
    wheel: { parent: 'root' },
    hub: { parent: 'wheel' },
  }),
};
const treeOf = (scene: Record<string, EntityData>) => {
  const tree = new HierarchyTree();
  tree.follow(scene, undefined, prefabs);
  return tree;
};
const foldsOf = (folds: Record<string, boolean>) => new Map(Object.entries(folds));
const shown = (
  scene: Record<string, EntityData>,
  folds: Record<string, boolean>,
  matches: string[] | null = null,
) =>
  treeOf(scene)
    .rows(foldsOf(folds), matches && new Set(matches))
    .map(({ id, level }) => `${level} ${id}`);
const scene = entities({ car: { prefab: 'car' }, flag: { parent: 'car' }, tree: {} });

describe('parts of instances as rows', () => {
  it('are folded away until the instance is opened, together with what stands below it', () => {
    expect(shown(scene, {})).toEqual(['1 car', '1 tree']);
    expect(treeOf(scene).rows()[0]).toMatchObject({ hasChildren: true, open: false });
  });

  it('come before what the scene puts below the instance; instances inside are folded in turn', () => {
    const open = ['1 car', '2 car/lamp', '2 car/wheel', '3 car/hub', '2 flag', '1 tree'];
    expect(shown(scene, { car: true })).toEqual(open);
    expect(shown(scene, { car: true, 'car/wheel': false })).toEqual(
      open.filter((row) => row !== '3 car/hub'),
    );
    expect(shown(scene, { car: true, 'car/lamp': true })).toContain('3 car/lamp/bulb');
  });

  it('leave out what the instance leaves out, with all below it', () => {
    const overrides = { wheel: { removed: true, components: {} } };
    const without = entities({ car: { prefab: 'car', overrides } });
    expect(shown(without, { car: true })).toEqual(['1 car', '2 car/lamp']);
    const tree = treeOf(scene);
    const next = { ...scene, car: { ...scene.car!, overrides } };
    expect(tree.follow(next, ['car'])).toBe(true);
    const named = {
      ...next,
      car: { ...next.car, overrides: { ...overrides, lamp: { name: 'x', components: {} } } },
    };
    expect(tree.follow(named, ['car'])).toBe(false);
  });

  it('know what they stand below, up to the top of the scene', () => {
    const inside = entities({ road: {}, car: { prefab: 'car', parent: 'road' } });
    const tree = treeOf(inside);
    expect(tree.parentsOf('car/hub')).toEqual(['car/wheel', 'car', 'road']);
    expect(tree.parentsOf('car/lamp/bulb')).toEqual(['car/lamp', 'car', 'road']);
    expect(tree.parentsOf('car/nobody')).toEqual(['road']);
  });

  it('stay open when the instance is unpacked', () => {
    const tree = treeOf(scene);
    expect(tree.isOpen('car', foldsOf({ car: true }))).toBe(true);
    tree.follow({ ...scene, car: { ...scene.car!, prefab: '' } }, ['car']);
    expect(tree.isOpen('car', foldsOf({ car: true }))).toBe(true);
    expect(tree.isOpen('car', foldsOf({}))).toBe(true);
  });

  it('follow their prefab', () => {
    const tree = treeOf(scene);
    const { hub: _, ...rest } = prefabs.car.entities;
    expect(tree.follow(scene, [], { ...prefabs, car: { ...prefabs.car, entities: rest } })).toBe(true);
    expect(tree.rows(foldsOf({ car: true })).map(({ id }) => id)).not.toContain('car/hub');
  });

  it('a search shows only what fits', () => {
    expect(shown(scene, { car: true }, ['car'])).toEqual(['1 car']);
    expect(shown(scene, {}, ['flag'])).toEqual(['1 car', '2 flag']);
    expect(shown(scene, {}, ['car/hub'])).toEqual(['1 car', '2 car/wheel', '3 car/hub']);
  });

  it('with everything open are just what the scene resolves to, each below its parent', () => {
    const removable = fc.subarray(['lamp', 'lamp/bulb', 'wheel', 'hub']);
    fc.assert(
      fc.property(removable, (gone) => {
        const overrides = Object.fromEntries(gone.map((path) => [path, { removed: true, components: {} }]));
        const car = blankEntity({ name: 'car', prefab: 'car', overrides });
        const tree = treeOf({ car });
        const whole = resolveWhole(prefabs, 'car', car);
        const rows = tree.rows(new Map(whole.map(({ id }) => [id, true])));
        expect(rows.map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
        for (const { id, parent } of whole) expect(tree.parentsOf(id)[0] ?? null).toBe(parent);
      }),
    );
  });
});
