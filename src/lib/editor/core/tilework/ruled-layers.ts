/** The tile layers of a scene as rules of automapping see them: as the layers of maps. Pure. */
import { isRecord } from '../../../base/guards.ts';
import type { SceneIndex } from '../scene-index.ts';
import { allTileLayers, type TileLayer } from './tile-layers.ts';

/** Tile layers that belong to one map: the scene, or a map of a world that stands in it. */
export interface RuledMap {
  /** The file name that rules may be for. */
  name: string;
  /** In cells; `null` for a map without borders. */
  size: { width: number; height: number } | null;
  /** Back to front. */
  layers: readonly TileLayer[];
}

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
    const root = rootOf(index, layer);
    byRoot.set(root, [...(byRoot.get(root) ?? []), layer]);
  }
  return [...byRoot].map(([root, layers]) => {
    const facts = root === null ? scene.imported : mapFacts(index, root);
    const name = root === null ? scene.name : (index.items.get(root)?.entity.name ?? '');
    return { name: `${name}.tmx`, size: sizeOf(facts), layers };
  });
}

/** The map of a world that a layer stands in; `null` for the scene itself. */
function rootOf(index: SceneIndex, { item }: TileLayer): string | null {
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
