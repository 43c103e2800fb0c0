/** Maps as scenes. */
import type { Vec2 } from '../../base/geometry.ts';
import { orderBetween, ordersBetween } from '../../base/order.ts';
import { blankEntity } from '../../schema/blank.ts';
import type { EntityData, LayerData, SceneData } from '../../schema/project.ts';
import type { LooseEntity } from './map-context.ts';
import type { ImportSession } from './source.ts';
import type { TakenMap } from './take-map.ts';

/** A scene of one map. */
export function sceneOfMap(name: string, order: string, map: TakenMap, session: ImportSession): SceneData {
  const layers: [Omit<LayerData, 'order'>, readonly PlacedEntity[]][] = map.layers.map(
    ({ layer, entities }) => [layer, entities.map((entity) => ({ entity, parent: null }))],
  );
  return {
    name,
    order,
    settings: map.background ? { background: map.background } : {},
    ...assemble(layers, session),
    imported: map.facts,
  };
}

interface PlacedEntity {
  entity: LooseEntity;
  parent: string | null;
}

/** A map of a world, and where in it. */
export interface InWorld {
  /** Name of the world. */
  world: string;
  position: Vec2;
}

/** A scene of one map that remembers its place in a world, for games in an entity of its own. */
export function sceneInWorld(
  scene: SceneData,
  { world, position: [x, y] }: InWorld,
  session: ImportSession,
): SceneData {
  const [layer = ''] = Object.entries(scene.layers)
    .sort(([, a], [, b]) => (a.order < b.order ? -1 : 1))
    .map(([id]) => id);
  const orders = Object.values(scene.entities).map(({ order }) => order);
  const first = orders.reduce<string | null>(
    (least, order) => (least === null || order < least ? order : least),
    null,
  );
  const carrier = blankEntity({
    name: 'World',
    order: orderBetween(null, first),
    layer,
    locked: true,
    components: {
      Transform: {},
      Properties: { values: { 'world.name': world, 'world.x': x, 'world.y': y } },
      Imported: { facts: { kind: 'world-map' } },
    },
  });
  return {
    ...scene,
    entities: { [session.id()]: carrier, ...scene.entities },
    imported: { ...scene.imported, world, worldX: x, worldY: y },
  };
}

/** Gives ids and order keys: what is drawn later sorts later. */
function assemble(
  flat: readonly (readonly [Omit<LayerData, 'order'>, readonly PlacedEntity[]])[],
  session: ImportSession,
): Pick<SceneData, 'layers' | 'entities'> {
  const layers: Record<string, LayerData> = {};
  const entities: Record<string, EntityData> = {};
  const layerOrders = ordersBetween(null, null, flat.length);
  const count = flat.reduce((sum, [, members]) => sum + members.length, 0);
  const orders = ordersBetween(null, null, count);
  let next = 0;
  flat.forEach(([layer, members], at) => {
    const layerId = session.id();
    layers[layerId] = { ...layer, order: layerOrders[at]! };
    for (const {
      entity: { id, ...entity },
      parent,
    } of members) {
      // Two objects of a damaged file may carry one number.
      const free = id !== undefined && !Object.hasOwn(entities, id) ? id : session.id();
      entities[free] = {
        locked: false,
        prefab: '',
        ...entity,
        parent,
        order: orders[next++]!,
        layer: layerId,
      };
    }
  });
  return { layers, entities };
}
