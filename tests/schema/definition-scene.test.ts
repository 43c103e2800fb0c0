import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankEntity, blankProject } from '../../src/lib/schema/blank.ts';
import {
  definitionHome,
  definitionOf,
  definitionScene,
  withDefinition,
} from '../../src/lib/schema/definition-scene.ts';
import { definitionId } from '../../src/lib/schema/prefab-overrides.ts';
import type { PrefabData } from '../../src/lib/schema/project.ts';
import { resolveScene, resolveWhole } from '../../src/lib/schema/resolve.ts';

const lamp: PrefabData = {
  name: 'Lamp',
  order: 'a0',
  root: 'post',
  entities: {
    post: blankEntity({
      name: 'Post',
      components: { Transform: { position: [5, 6], rotation: 30, size: [4, 9] } },
    }),
    bulb: blankEntity({ name: 'Bulb', parent: 'post', components: { Transform: { position: [0, -9] } } }),
    stray: blankEntity({ name: 'Stray', parent: 'nobody' }),
  },
};
const street: PrefabData = {
  name: 'Street',
  order: 'a1',
  root: 'road',
  entities: {
    road: blankEntity({ name: 'Road' }),
    one: blankEntity({ name: 'One', parent: 'road', prefab: 'lamp' }),
  },
};
const variant: PrefabData = {
  name: 'Dark lamp',
  order: 'a2',
  root: 'own',
  entities: {
    own: blankEntity({
      name: 'Own',
      prefab: 'lamp',
      overrides: { bulb: { visible: false, components: {} } },
    }),
  },
};
const prefabs = { lamp, street, variant };
const project = { ...blankProject('Test'), prefabs };

describe('the definition of a prefab as a scene', () => {
  it('has its root at the origin, under the name of the prefab, and all else below it', () => {
    const { entities, layers } = definitionScene(lamp);
    expect(layers).toEqual({});
    expect(entities.post).toMatchObject({ name: 'Lamp', parent: null });
    expect(entities.post!.components.Transform).toEqual({ position: [0, 0], rotation: 0, size: [4, 9] });
    expect(entities.stray!.parent).toBe('post');
    expect(entities.bulb).toBe(lamp.entities.bulb);
    expect(definitionScene(lamp)).toBe(definitionScene(lamp));
  });

  it('resolves to what an instance at the origin resolves to', () => {
    fc.assert(
      fc.property(fc.constantFrom('lamp', 'street', 'variant'), (id) => {
        const prefab = prefabs[id as keyof typeof prefabs];
        const instance = blankEntity({
          name: prefab.name,
          prefab: id,
          components: { Transform: { position: [0, 0], rotation: 0 } },
        });
        const looks = ({
          name,
          visible,
          components,
        }: {
          name: string;
          visible: boolean;
          components: unknown;
        }) => ({
          name,
          visible,
          components,
        });
        const whole = resolveWhole(prefabs, 'i', instance);
        const shown = resolveScene(project, definitionScene(prefab));
        expect(shown.map(looks)).toEqual(whole.map(looks));
        expect(shown.map((each) => each.id)).toEqual(
          whole.map((each) => definitionId(prefab, each.id === 'i' ? '' : each.id.slice(2))),
        );
      }),
    );
  });

  it('lies among the scenes by its name, but is not one of them', () => {
    const home = definitionHome('lamp');
    expect(definitionOf(home)).toBe('lamp');
    expect(definitionOf('lamp')).toBeNull();
    const shown = withDefinition(project, home);
    expect(shown.scenes[home]).toBe(definitionScene(lamp));
    expect(Object.keys(shown.scenes)).toEqual(Object.keys(project.scenes));
    expect(withDefinition(project, definitionHome('gone'))).toBe(project);
    expect(withDefinition(project, 'scene')).toBe(project);
  });
});
