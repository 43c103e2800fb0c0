import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankEntity, blankLayer, blankProject, blankScene } from '../../src/lib/schema/blank.ts';
import type { EntityData, ProjectData } from '../../src/lib/schema/project.ts';
import { firstScene, resolveScene } from '../../src/lib/schema/resolve.ts';
import { childrenOf, soundParents } from '../../src/lib/schema/tree.ts';

function projectWith(entities: Record<string, EntityData>, more: Partial<ProjectData> = {}): ProjectData {
  const layers = { back: blankLayer({ order: 'a0' }), front: blankLayer({ order: 'a1' }) };
  return { ...blankProject('Test'), scenes: { s: blankScene({ entities, layers }) }, ...more };
}

const resolve = (project: ProjectData) => resolveScene(project, project.scenes.s!);

describe('resolving a scene', () => {
  it('fills in defaults and keeps what is set', () => {
    const [entity] = resolve(
      projectWith({ a: blankEntity({ components: { Transform: { position: [3, 4] }, Shape: {} } }) }),
    );
    expect(entity!.components.Transform).toMatchObject({ position: [3, 4], size: [32, 32] });
    expect(entity!.components.Shape).toMatchObject({ kind: 'rectangle' });
  });

  it('lays overrides of an instance over its prefab, records key by key', () => {
    const coin = blankEntity({
      tags: ['coin'],
      components: {
        Transform: { size: [16, 16] },
        'Script:pickup': { script: 'behavior/pickup.lua', properties: { value: 1, sound: 'ding' } },
      },
    });
    const prefabs = { p: { name: 'Coin', order: 'a0', root: 'root', entities: { root: coin } } };
    const instance = blankEntity({
      name: 'Coin 7',
      prefab: 'p',
      components: { Transform: { position: [9, 9] }, 'Script:pickup': { properties: { value: 5 } } },
    });
    const [entity] = resolve(projectWith({ a: instance }, { prefabs }));
    expect(entity).toMatchObject({ type: 'Coin', name: 'Coin 7', tags: ['coin'] });
    expect(entity!.components.Transform).toMatchObject({ position: [9, 9], size: [16, 16] });
    expect(entity!.components['Script:pickup']).toMatchObject({
      script: 'behavior/pickup.lua',
      properties: { value: 5, sound: 'ding' },
    });
  });

  it('brings the inner entities of a prefab along under ids of their own', () => {
    const entities = { root: blankEntity(), eye: blankEntity({ name: 'Eye', parent: 'root' }) };
    const prefabs = { p: { name: 'Bug', order: 'a0', root: 'root', entities } };
    const list = resolve(projectWith({ a: blankEntity({ prefab: 'p', layer: 'front' }) }, { prefabs }));
    expect(list.map((entity) => [entity.id, entity.parent, entity.layer])).toEqual([
      ['a', null, 'front'],
      ['a/eye', 'a', 'front'],
    ]);
  });

  it('lets entities of a prefab name each other: each instance means its own', () => {
    const entities = {
      body: blankEntity({ components: { Joint: { to: 'wheel' } } }),
      wheel: blankEntity({
        parent: 'body',
        components: { 'Joint:axle': { to: 'body' }, 'Joint:rope': { to: 'tree' } },
      }),
    };
    const prefabs = { p: { name: 'Car', order: 'a0', root: 'body', entities } };
    const list = resolve(
      projectWith(
        {
          a: blankEntity({ prefab: 'p' }),
          b: blankEntity({ prefab: 'p', components: { Joint: { to: 'a' } } }),
        },
        { prefabs },
      ),
    );
    const joints = (id: string) => list.find((entity) => entity.id === id)!.components;
    expect(joints('a').Joint!.to).toBe('a/wheel');
    expect(joints('a/wheel')['Joint:axle']!.to).toBe('a');
    expect(joints('b/wheel')['Joint:axle']!.to).toBe('b');
    expect(joints('b/wheel')['Joint:rope']!.to).toBe('tree');
    expect(joints('b').Joint!.to).toBe('a');
  });

  it('goes by layer first, then by the tree', () => {
    const list = resolve(
      projectWith({
        a: blankEntity({ layer: 'front', order: 'a0' }),
        b: blankEntity({ layer: 'back', order: 'a1' }),
        c: blankEntity({ layer: 'back', order: 'a0', parent: 'b' }),
      }),
    );
    expect(list.map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  });

  it('leaves out components of newer versions', () => {
    const [entity] = resolve(projectWith({ a: blankEntity({ components: { Hologram: { power: 9 } } }) }));
    expect(Object.keys(entity!.components)).toEqual(['Transform']);
  });

  it('reads any tangle of parents as a tree that holds everybody once', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const parent = fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'gone'), { nil: null });
    fc.assert(
      fc.property(fc.dictionary(id, parent), (tangle) => {
        const entities = Object.fromEntries(
          Object.entries(tangle).map(([key, p]) => [key, blankEntity({ parent: p })]),
        );
        const children = childrenOf(entities);
        const seen: string[] = [];
        const visit = (at: string | null) => {
          for (const child of children.get(at) ?? []) {
            seen.push(child);
            visit(child);
          }
        };
        visit(null);
        expect(seen.sort()).toEqual(Object.keys(entities).sort());
        for (const [child, at] of soundParents(entities))
          if (at !== null) expect(entities[child]!.parent).toBe(at);
      }),
    );
  });

  it('starts with the first scene in order', () => {
    const scenes = { x: blankScene({ order: 'a1' }), y: blankScene({ order: 'a0' }) };
    expect(firstScene({ ...blankProject('T'), scenes })).toBe('y');
    expect(firstScene({ ...blankProject('T'), scenes: {} })).toBeNull();
  });
});
