import { ordersBetween } from '../../../src/lib/base/order.ts';
import { blankEntity, blankLayer, blankProject } from '../../../src/lib/schema/blank.ts';
import type { EntityData, ProjectData } from '../../../src/lib/schema/project.ts';
import { SceneIndex } from '../../../src/lib/editor/core/scene-index.ts';

/** A project with one scene `s`, one layer `l` and these entities, in this order. */
export function projectOf(entities: Record<string, Partial<EntityData>>): ProjectData {
  const orders = ordersBetween(null, null, Object.keys(entities).length);
  return {
    ...blankProject('Test'),
    scenes: {
      s: {
        name: 'S',
        order: 'a0',
        settings: {},
        layers: { l: blankLayer() },
        entities: Object.fromEntries(
          Object.entries(entities).map(([id, fields], i) => [
            id,
            blankEntity({ name: id, layer: 'l', order: orders[i]!, ...fields }),
          ]),
        ),
      },
    },
  };
}

export function indexOf(entities: Record<string, Partial<EntityData>>): SceneIndex {
  const index = new SceneIndex();
  index.load(projectOf(entities), 's');
  return index;
}

/** An entity whose box has its top left corner at x, y. */
export function boxAt(
  x: number,
  y: number,
  width = 40,
  height = 20,
  more: Partial<EntityData> = {},
): Partial<EntityData> {
  return {
    components: {
      Transform: { position: [x + width / 2, y + height / 2], size: [width, height] },
      Shape: { kind: 'rectangle' },
    },
    ...more,
  };
}

/** A prefab `robot`: a body with an arm, which is an instance of `arm` (a bar with a hand), and a loose eye. */
export const robots: ProjectData['prefabs'] = {
  arm: {
    name: 'Arm',
    order: 'a0',
    root: 'bar',
    entities: {
      bar: blankEntity({ name: 'Bar', ...boxAt(-10, -5, 20, 10) }),
      hand: blankEntity({ name: 'Hand', parent: 'bar', order: 'a1', ...boxAt(10, -5, 10, 10) }),
    },
  },
  robot: {
    name: 'Robot',
    order: 'a1',
    root: 'body',
    entities: {
      body: blankEntity({ name: 'Body', ...boxAt(-20, -20, 40, 40) }),
      eye: blankEntity({ name: 'Eye', parent: 'body', order: 'a1', ...boxAt(-15, -30, 8, 8) }),
      left: blankEntity({
        name: 'Left arm',
        parent: 'body',
        order: 'a2',
        prefab: 'arm',
        components: { Transform: { position: [40, 0] } },
      }),
    },
  },
};
