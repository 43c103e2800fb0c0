/** Entities of which nothing but tiles changed: large maps are not sent again for a few cells. */
import type { ResolvedEntity } from '../schema/project.ts';
import { changedChunks, withChunks, type TileChanges } from '../schema/tile-changes.ts';
import { same } from '../base/same.ts';

/** The chunks that changed when nothing else did; `null` otherwise. */
export function tilesOnly(before: ResolvedEntity | undefined, after: ResolvedEntity): TileChanges | null {
  const [was, is] = [before?.components.Tilemap, after.components.Tilemap];
  if (!before || !was || !is || was.tiles === is.tiles) return null;
  const rest = { ...after, components: { ...after.components, Tilemap: { ...is, tiles: was.tiles } } };
  return same(before, rest) ? changedChunks(was.tiles, is.tiles) : null;
}

/** An entity with other tiles. */
export function withTiles(entity: ResolvedEntity, changes: TileChanges): ResolvedEntity {
  const { Tilemap } = entity.components;
  if (!Tilemap) return entity;
  const tiles = withChunks(Tilemap.tiles, changes);
  return { ...entity, components: { ...entity.components, Tilemap: { ...Tilemap, tiles } } };
}
