/** Maps as scenes: one of a map, or one of all maps of a world, each at its place. */
import type { Vec2 } from '../../base/geometry.ts';
import { ordersBetween } from '../../base/order.ts';
import type { EntityData, LayerData, SceneData } from '../../schema/project.ts';
import { stemOf } from '../source-files.ts';
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

/** A map of a world that is taken. */
export interface PlacedMap {
  path: string;
  position: Vec2;
  map: TakenMap;
}

interface PlacedEntity {
  entity: LooseEntity;
  parent: string | null;
}

/**
 * A scene of a world: each map is an entity at its place with all of the map below it; layers that are alike in all maps are
 * one.
 */
export function sceneOfWorld(
  name: string,
  order: string,
  maps: readonly PlacedMap[],
  session: ImportSession,
): SceneData {
  const layers = new Map<string, [Omit<LayerData, 'order'>, PlacedEntity[]]>();
  for (const { path, position, map } of maps) {
    const root = session.id();
    const facts = { kind: 'world-map', ...map.facts };
    map.layers.forEach(({ layer, entities }, at) => {
      const { imported: _, ...looks } = layer;
      const key = JSON.stringify(looks);
      const members: PlacedEntity[] = layers.get(key)?.[1] ?? [];
      layers.set(key, [looks, members]);
      if (at === 0) {
        const components = { Transform: { position, size: [0, 0], anchor: [0, 0] }, Imported: { facts } };
        members.push({
          entity: { id: root, name: stemOf(path), tags: [], visible: true, components },
          parent: null,
        });
      }
      members.push(...entities.map((entity) => ({ entity, parent: root })));
    });
  }
  const background = maps.find(({ map }) => map.background !== '')?.map.background;
  return {
    name,
    order,
    settings: background ? { background } : {},
    ...assemble([...layers.values()], session),
    imported: { format: 'tiled-world' },
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
