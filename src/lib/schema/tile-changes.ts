/** Differences of tile grids, chunk by chunk: what is sent when a few cells of a large map change. */
import { CHUNK, type TileChunks } from './tiles.ts';

/** Chunks as they are now, by key; `null` for one that is empty. */
export type TileChanges = Readonly<Record<string, Uint32Array | null>>;

const sameCells = (a: Uint32Array | undefined, b: Uint32Array | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a.every((cell, at) => cell === b[at]));

/** The chunks in which a grid differs from one before. */
export function changedChunks(before: TileChunks, after: TileChunks): TileChanges {
  const changes: Record<string, Uint32Array | null> = {};
  for (const key in before) if (!after[key]) changes[key] = null;
  for (const key in after) if (!sameCells(before[key], after[key])) changes[key] = after[key]!;
  return changes;
}

/** A grid with changed chunks in it; the others are the same arrays. */
export function withChunks(tiles: TileChunks, changes: TileChanges): TileChunks {
  const next: Record<string, Uint32Array> = { ...tiles };
  let added = false;
  for (const [key, cells] of Object.entries(changes)) {
    if (!cells) delete next[key];
    else {
      added ||= !next[key];
      next[key] = cells;
    }
  }
  // Physics makes bodies in this order, which must not depend on who changed what first.
  return added ? Object.fromEntries(Object.entries(next).sort(([a], [b]) => (a < b ? -1 : 1))) : next;
}

const EMPTY = new Uint32Array(CHUNK * CHUNK);

/**
 * What a change of a grid makes of another one that has gone its own way: cells that the change sets are as it says, all others
 * stay as they are there.
 * @param before the grid that was changed, as it was
 */
export function carriedOver(before: TileChunks, changes: TileChanges, own: TileChunks): TileChanges {
  return Object.fromEntries(
    Object.entries(changes).map(([key, cells]) => {
      const [was, is, there] = [before[key] ?? EMPTY, cells ?? EMPTY, own[key] ?? EMPTY];
      const merged = there.map((cell, at) => (was[at] === is[at] ? cell : is[at]!));
      return [key, merged.some((cell) => cell !== 0) ? merged : null];
    }),
  );
}
