/** Writes of tilesets: of all that they know of their tiles, terrains and rules. */
import type * as Y from 'yjs';
import { shortName } from '../base/words.ts';
import type { TileData, TilesetData } from '../schema/project.ts';
import { setKey } from './entity-keys.ts';
import { layout, mapIn, mapOf } from './layout.ts';
import type { Origin } from './origin.ts';
import { readTileset } from './read-tileset.ts';
import { nameOf } from './step-names.ts';
import { transact, type StepName } from './step.ts';
import { TILE, tilesetToFlat, tileToFlat } from './tileset-keys.ts';

/** Adds a tileset, or replaces it as a whole. */
export function putTileset(doc: Y.Doc, origin: Origin, id: string, tileset: TilesetData): void {
  const step = () => `${layout(doc).tilesets.has(id) ? 'Change' : 'Add'} tileset ${shortName(tileset.name)}`;
  transact(doc, origin, step, () => layout(doc).tilesets.set(id, mapOf(tilesetToFlat(tileset))));
}

/** Removes a tileset; tiles of it in layers stay, and are not seen. */
export function deleteTileset(doc: Y.Doc, origin: Origin, id: string): void {
  const step = () => `Delete tileset ${nameOf(doc, 'tilesets', id)}`;
  transact(doc, origin, step, () => layout(doc).tilesets.delete(id));
}

/**
 * Makes a tileset be as `change` says, given how it is. Only the parts that differ are written, so that it merges with what others
 * change at the same time. Does nothing where it is not there.
 */
export function changeTileset(
  doc: Y.Doc,
  origin: Origin,
  id: string,
  name: StepName,
  change: (tileset: TilesetData) => TilesetData,
): void {
  const map = mapIn(layout(doc).tilesets, id);
  if (!map) return;
  const before = readTileset(map);
  const after = change(before);
  if (after === before) return;
  const [old, next] = [new Map(tilesetToFlat(before)), new Map(tilesetToFlat(after))];
  const numbers = new Set([...Object.keys(before.tiles), ...Object.keys(after.tiles)]);
  transact(doc, origin, name, () => {
    for (const number of numbers)
      if (before.tiles[number] !== after.tiles[number]) splitTile(map, number, before.tiles[number]);
    for (const key of old.keys()) if (!next.has(key)) map.delete(key);
    for (const [key, value] of next) if (old.get(key) !== value) setKey(map, key, value);
  });
}

/** Gives each thing that a tile says a key of its own, where an older version wrote them as one. */
function splitTile(map: Y.Map<unknown>, number: string, tile: TileData | undefined): void {
  if (!map.has(TILE + number)) return;
  map.delete(TILE + number);
  for (const [key, value] of tile ? tileToFlat(number, tile) : []) setKey(map, key, value);
}

/** Sets what is special about one tile. */
export function setTile(doc: Y.Doc, origin: Origin, tileset: string, tile: number, data: TileData): void {
  const step = () => `Change tile ${tile} of ${nameOf(doc, 'tilesets', tileset)}`;
  changeTileset(doc, origin, tileset, step, (all) => ({ ...all, tiles: { ...all.tiles, [tile]: data } }));
}
