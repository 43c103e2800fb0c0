/** The tiles of a tileset as a palette shows them. Pure. */
import type { TileData, TilesetData } from '../../../schema/project.ts';
import { counted } from '../../../base/words.ts';

/** Tiles in columns and rows. */
export interface Palette {
  readonly columns: number;
  readonly rows: number;
  /** The tiles from left to right and from top to bottom; `null` for all of the tileset in their order. */
  readonly tiles: readonly number[] | null;
}

/** What somebody may look for of a tile, in words. */
function wordsOf(tile: number, data: TileData): string {
  const properties = Object.entries(data.properties ?? {}).map(([name, value]) => `${name} ${String(value)}`);
  return [
    String(tile),
    data.className ?? '',
    data.solid ? 'solid' : '',
    data.oneWay ? 'one-way' : '',
    data.collision?.length ? 'collider' : '',
    data.animation?.length ? 'animated' : '',
    ...properties,
  ]
    .join(' ')
    .toLowerCase();
}

/**
 * All tiles as they lie in their picture, or only those that answer to a search, as many beside each other as fit.
 * @param query numbers, classes, properties, `solid`, `one-way`, `animated`; each word has to be found
 * @param fitting how many columns a search result has
 */
export function paletteOf(tileset: TilesetData, query: string, fitting: number): Palette {
  const words = query.toLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0 && tileset.image !== '') {
    const columns = Math.max(1, Math.min(tileset.columns, tileset.count));
    return { columns, rows: Math.ceil(tileset.count / columns), tiles: null };
  }
  const found: number[] = [];
  // Of pictures of their own there are only some numbers, and they lie in no columns.
  const is = (tile: number) => tileset.image !== '' || tileset.tiles[tile]?.image !== undefined;
  for (let tile = 0; tile < tileset.count; tile++) {
    if (!is(tile)) continue;
    const text = wordsOf(tile, tileset.tiles[tile] ?? {});
    if (
      words.every((word) =>
        /^\d+$/u.test(word) ? word === String(tile) || text.split(' ').includes(word) : text.includes(word),
      )
    )
      found.push(tile);
  }
  const columns = Math.max(1, Math.min(fitting, found.length));
  return { columns, rows: Math.ceil(found.length / columns), tiles: found };
}

/** The tile in a column and row; `null` where there is none. */
export function paletteTile(
  { columns, tiles }: Palette,
  count: number,
  column: number,
  row: number,
): number | null {
  if (column < 0 || row < 0 || column >= columns) return null;
  const at = row * columns + column;
  return tiles ? (tiles[at] ?? null) : at < count ? at : null;
}

/** The tiles of a rectangle of a palette, by rows. */
export function paletteRows(
  palette: Palette,
  count: number,
  from: readonly [number, number],
  to: readonly [number, number],
): (number | null)[][] {
  const [left, right] = [Math.min(from[0], to[0]), Math.max(from[0], to[0])];
  const [top, bottom] = [Math.min(from[1], to[1]), Math.max(from[1], to[1])];
  return Array.from({ length: bottom - top + 1 }, (_, j) =>
    Array.from({ length: right - left + 1 }, (_, i) => paletteTile(palette, count, left + i, top + j)),
  );
}

/** What is special about a tile, for people: `Tile 12 · solid · ladder true`. */
export function tileWords(tileset: TilesetData, tile: number): string {
  const data = tileset.tiles[tile] ?? {};
  const parts = [
    `Tile ${tile}`,
    data.className ?? '',
    data.solid ? 'solid' : '',
    data.oneWay ? 'one-way' : '',
    data.collision?.length ? counted(data.collision.length, 'collider') : '',
    data.animation?.length ? counted(data.animation.length, 'frame') : '',
    data.probability === undefined ? '' : `chance ${data.probability}`,
    ...Object.entries(data.properties ?? {}).map(([name, value]) => `${name} ${String(value)}`),
  ];
  return parts.filter(Boolean).join(' · ');
}
