/** The tile layers of a scene as rules of automapping see them: as the layers of maps. Pure. */
import { isRecord } from '../../../base/guards.ts';
import type { CellRange } from '../../../schema/tile-grid.ts';
import { boundsOfPlaced } from '../entity-geometry.ts';
import type { SceneIndex } from '../scene-index.ts';
import type { SceneItem } from '../scene-item.ts';
import { allTileLayers, cellsOver, cellUnder, type TileLayer } from './tile-layers.ts';

/** Tile layers that belong to one map: the scene, or a map of a world that stands in it. */
export interface RuledMap {
  /** The file name that rules may be for. */
  name: string;
  /** In cells; `null` for a map without borders. */
  size: { width: number; height: number } | null;
  /** Back to front. */
  layers: readonly TileLayer[];
  /** What else stands on it: the cells of the first layer that it reaches into, and the name of its own layer. */
  objects: readonly { id: string; layer: string; cells: CellRange }[];
}

/** The name that a layer of a scene has in rules: that of Tiled, without the groups around it. */
export const ruleLayerName = ({ name, imported }: { name: string; imported?: object }): string =>
  isRecord(imported) && typeof imported.name === 'string' && imported.name !== ''
    ? imported.name
    : name.slice(name.lastIndexOf('/') + 1);

/** The size of a map that came from Tiled with borders. */
function sizeOf(facts: Readonly<Record<string, unknown>> | undefined): RuledMap['size'] {
  if (!facts || facts.infinite === true) return null;
  const { width, height } = facts;
  return typeof width === 'number' && typeof height === 'number' ? { width, height } : null;
}

/** What an entity remembers of a map of a world; `undefined` for every other entity. */
function mapFacts(index: SceneIndex, id: string): Readonly<Record<string, unknown>> | undefined {
  const facts: unknown = index.items.get(id)?.entity.components.Imported?.facts;
  return isRecord(facts) && facts.kind === 'world-map' ? facts : undefined;
}

/** The maps of the scene that have tile layers of their own. Those that prefab instances bring are left alone. */
export function ruledMaps(index: SceneIndex): RuledMap[] {
  const { scene } = index;
  if (!scene) return [];
  const byRoot = new Map<string | null, TileLayer[]>();
  for (const layer of allTileLayers(index).reverse()) {
    if (layer.item.owner !== layer.id) continue;
    const root = rootOf(index, layer.item);
    byRoot.set(root, [...(byRoot.get(root) ?? []), layer]);
  }
  return [...byRoot].map(([root, layers]) => {
    const facts = root === null ? scene.imported : mapFacts(index, root);
    const name = root === null ? scene.name : (index.items.get(root)?.entity.name ?? '');
    return { name: `${name}.tmx`, size: sizeOf(facts), layers, objects: objectsOf(index, root, layers[0]!) };
  });
}

/** What stands on a map beside its tiles. */
function objectsOf(index: SceneIndex, root: string | null, first: TileLayer): RuledMap['objects'] {
  return [...index.items.values()].flatMap((item) => {
    const { components } = item.entity;
    const layer = index.scene?.layers[item.entity.layer];
    const carries = isRecord(components.Imported?.facts) && 'kind' in components.Imported.facts;
    if (!layer || components.Tilemap || carries || item.owner !== item.id) return [];
    if (rootOf(index, item) !== root) return [];
    return [{ id: item.id, layer: ruleLayerName(layer), cells: reachOf(item, first) }];
  });
}

/** The cells of a layer that something reaches into. */
function reachOf({ entity, placed }: SceneItem, layer: TileLayer): CellRange {
  const facts: unknown = entity.components.Imported?.facts;
  if (isRecord(facts) && facts.shape === 'point') {
    const [x, y] = cellUnder(layer, placed.position);
    return [x, y, x + 1, y + 1];
  }
  const bounds = boundsOfPlaced(placed);
  // What ends where a cell begins does not reach into it.
  const { x, y, width, height } = cellsOver(layer, {
    ...{ x: bounds.x + 0.01, y: bounds.y + 0.01 },
    ...{ width: Math.max(0, bounds.width - 0.02), height: Math.max(0, bounds.height - 0.02) },
  });
  return [x, y, x + width, y + height];
}

/** The map of a world that something stands in; `null` for the scene itself. */
function rootOf(index: SceneIndex, item: SceneItem): string | null {
  const seen = new Set<string>();
  for (
    let up = item.entity.parent;
    up !== null && !seen.has(up);
    up = index.items.get(up)?.entity.parent ?? null
  ) {
    seen.add(up);
    if (mapFacts(index, up)) return up;
  }
  return null;
}
