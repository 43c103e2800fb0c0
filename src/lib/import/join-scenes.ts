/** Scenes that stand in one world, as one scene: levels of LDtk and maps of Tiled alike. Pure. */
import type { Vec2 } from '../base/geometry.ts';
import { inOrder, ordersBetween } from '../base/order.ts';
import { blankEntity } from '../schema/blank.ts';
import type { EntityData, LayerData, SceneData } from '../schema/project.ts';

/** A scene with its place in the world, in pixels. */
export interface PlacedScene {
  scene: Omit<SceneData, 'order'>;
  place: Vec2;
}

/** What of scenes has no place in the one that they become. */
export interface JoinLoss {
  /** Which of the scenes. */
  scene: string;
  detail: string;
}

/**
 * Each scene is an entity at its place with all of the scene below it; layers that look alike are one. The background is
 * that of the first scene that has one.
 * @param loss is told what gets lost
 */
export function joinScenes(
  members: readonly PlacedScene[],
  id: () => string,
  loss: (lost: JoinLoss) => void,
): Pick<SceneData, 'layers' | 'entities' | 'settings'> {
  const layers = new Map<string, [id: string, Omit<LayerData, 'order'>]>();
  const entities: Record<string, EntityData> = {};
  const rootOrders = ordersBetween(null, null, members.length);
  const settings = members.find(({ scene }) => scene.settings.background)?.scene.settings ?? {};
  members.forEach(({ scene, place }, at) => {
    const root = id();
    const joined = new Map<string, string>();
    for (const [own, { order: _, imported, ...looks }] of inOrder(scene.layers)) {
      const key = JSON.stringify(looks);
      let known = layers.get(key);
      if (!known) layers.set(key, (known = [id(), { ...looks, ...(imported && { imported }) }]));
      else if (JSON.stringify(known[1].imported) !== JSON.stringify(imported))
        loss({
          scene: scene.name,
          detail: `Of its layer "${looks.name}" and those like it, what the other program said is remembered of the first only.`,
        });
      joined.set(own, known[0]);
    }
    const [first = ''] = joined.values();
    entities[root] = blankEntity({
      name: scene.name,
      order: rootOrders[at]!,
      layer: first,
      components: {
        Transform: { position: place, size: [0, 0], anchor: [0, 0] },
        Imported: { facts: { ...scene.imported, kind: 'world-map' } },
      },
    });
    for (const [own, entity] of Object.entries(scene.entities))
      entities[own] = { ...entity, parent: entity.parent ?? root, layer: joined.get(entity.layer) ?? first };
    const { background } = scene.settings;
    if (background && background !== settings.background)
      loss({
        scene: scene.name,
        detail: `Its background ${background} is left out; the scene has one for all.`,
      });
  });
  const orders = ordersBetween(null, null, layers.size);
  return {
    settings,
    entities,
    layers: Object.fromEntries(
      [...layers.values()].map(([own, layer], at) => [own, { ...layer, order: orders[at]! }]),
    ),
  };
}
