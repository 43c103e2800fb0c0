/**
 * Solid cells of a tile layer as few shapes. Pure: cells in, shapes out. Chunks are merged apart from each other and remembered,
 * so that a changed cell costs its own chunk and not the whole map; then their blocks are joined across the chunks.
 */
import type { Vec2 } from '../base/geometry.ts';
import type { ComponentData } from '../schema/components.ts';
import type { ProjectData, TileData } from '../schema/project.ts';
import { cellCorner, cellOutline, gridOf } from '../schema/tile-grid.ts';
import { FLIP_DIAGONAL, FLIP_X, FLIP_Y, TILE_MASK, tilesOf, TURN_120, turnedSize } from '../schema/tiles.ts';

type Tilemap = ComponentData<'Tilemap'>;
type Tilesets = ProjectData['tilesets'];

/** A block of whole cells, in cells. */
export interface CellRect {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Shapes {
  /** Blocks of wholly solid cells. */
  blocks: CellRect[];
  /** Outlines in pixels from the corner of cell 0, 0, for tiles with a collision outline of their own. */
  outlines: Vec2[][];
}

export interface TileShapes extends Shapes {
  /** Those that bodies come through from below. Their blocks are single rows: one can stand on each. */
  oneWay: Shapes;
}

/**
 * Covers a set of cells with rectangles that do not overlap: as long a row as possible, then as many equal rows
 * below it. Long rows first, because bodies mostly walk, and every seam is a chance to trip.
 */
export function mergeCells(cells: Iterable<readonly [x: number, y: number]>): CellRect[] {
  const rows = new Map<number, Set<number>>();
  for (const [x, y] of cells) {
    const row = rows.get(y);
    if (row) row.add(x);
    else rows.set(y, new Set([x]));
  }
  const blocks: CellRect[] = [];
  for (const y of [...rows.keys()].sort((a, b) => a - b)) {
    const row = rows.get(y)!;
    for (const x of [...row].sort((a, b) => a - b)) {
      if (!row.has(x)) continue;
      let width = 0;
      while (row.has(x + width)) width++;
      let height = 1;
      while (isFreeRun(rows.get(y + height), x, width)) height++;
      for (let j = 0; j < height; j++) for (let i = 0; i < width; i++) rows.get(y + j)!.delete(x + i);
      blocks.push({ x, y, width, height });
    }
  }
  return blocks;
}

/** True when a row holds the run and no neighbour at its ends, which would be cut off from a longer run. */
function isFreeRun(row: ReadonlySet<number> | undefined, x: number, width: number): boolean {
  if (!row || row.has(x - 1) || row.has(x + width)) return false;
  for (let i = 0; i < width; i++) if (!row.has(x + i)) return false;
  return true;
}

/**
 * Joins blocks that lie side by side into longer ones, then those of the same width that lie on each other; what is joined
 * covers the same cells. By rows, from the left.
 */
export function joinBlocks(blocks: readonly CellRect[]): CellRect[] {
  const joined: CellRect[] = [];
  let last: CellRect | undefined;
  for (const row of joinRows(blocks).sort((a, b) => a.x - b.x || a.width - b.width || a.y - b.y)) {
    if (last && last.x === row.x && last.width === row.width && last.y + last.height === row.y)
      last.height += row.height;
    else joined.push((last = row));
  }
  return joined.sort((a, b) => a.y - b.y || a.x - b.x);
}

/** Joins blocks that lie side by side. */
function joinRows(blocks: readonly CellRect[]): CellRect[] {
  const rows: CellRect[] = [];
  let last: CellRect | undefined;
  for (const block of [...blocks].sort((a, b) => a.y - b.y || a.height - b.height || a.x - b.x)) {
    if (last && last.y === block.y && last.height === block.height && last.x + last.width === block.x)
      last.width += block.width;
    else rows.push((last = { ...block }));
  }
  return rows;
}

/** The solid shapes of a tile layer, as its `solid` field says. */
export function tileShapes(map: Tilemap, tilesets: Tilesets): TileShapes {
  if (map.solid === 'none') return { blocks: [], outlines: [], oneWay: { blocks: [], outlines: [] } };
  const chunks = Object.entries(map.tiles).map(([key, cells]) => chunkShapes(key, cells, map, tilesets));
  return {
    blocks: joinBlocks(chunks.flatMap(({ blocks }) => blocks)),
    outlines: chunks.flatMap(({ outlines }) => outlines),
    oneWay: {
      blocks: joinRows(chunks.flatMap(({ oneWay }) => oneWay.blocks)),
      outlines: chunks.flatMap(({ oneWay }) => oneWay.outlines),
    },
  };
}

/** The shapes of a chunk, and what of its map they were made for. */
interface KnownChunk extends TileShapes {
  readonly key: string;
  readonly map: Shaping;
  readonly tilesets: Tilesets;
}

/** The fields of a layer that its shapes depend on, beside its tiles. */
const shaping = [
  'solid',
  'tilesets',
  'tileSize',
  'grid',
  'staggerAxis',
  'staggerIndex',
  'hexSide',
] as const satisfies readonly (keyof Tilemap)[];
type Shaping = Pick<Tilemap, (typeof shaping)[number]>;

/** Chunks are immutable: a changed one is another array. */
const knownChunks = new WeakMap<Uint32Array, KnownChunk>();

function chunkShapes(key: string, cells: Uint32Array, map: Tilemap, tilesets: Tilesets): TileShapes {
  const known = knownChunks.get(cells);
  if (
    known?.key === key &&
    known.tilesets === tilesets &&
    shaping.every((field) => known.map[field] === map[field])
  )
    return known;
  const { solid } = map;
  const grid = gridOf(map);
  const outline = cellOutline(grid);
  const whole: [number, number][] = [];
  const passed: CellRect[] = [];
  const both = { outlines: [] as Vec2[][], oneWay: [] as Vec2[][] };
  for (const [x, y, value] of tilesOf({ [key]: cells })) {
    const tile = tileData(map, tilesets, value & TILE_MASK);
    const outlines = tile?.oneWay ? both.oneWay : both.outlines;
    if (tile?.collision?.length) {
      const look = tileLookOf(map, tilesets, value);
      const [left, top] = cellCorner(grid, x, y);
      const foot: Vec2 = [left + look.offset[0], top + grid.cell[1] + look.offset[1]];
      for (const points of tile.collision)
        outlines.push(placeOutline(points, foot, value, look.size, grid.kind === 'hexagonal'));
    } else if (solid === 'all' || tile?.solid || tile?.oneWay) {
      if (grid.kind !== 'orthogonal') {
        const [left, top] = cellCorner(grid, x, y);
        outlines.push(outline.map(([px, py]): Vec2 => [left + px, top + py]));
      } else if (tile?.oneWay) passed.push({ x, y, width: 1, height: 1 });
      else whole.push([x, y]);
    }
  }
  const made: TileShapes = {
    blocks: mergeCells(whole),
    outlines: both.outlines,
    oneWay: { blocks: joinRows(passed), outlines: both.oneWay },
  };
  const { tiles: _, ...fields } = map;
  knownChunks.set(cells, { ...made, key, map: fields, tilesets });
  return made;
}

/** The tileset use that a tile number belongs to: the last one that starts at or below it. */
function useOf(map: Tilemap, tile: number) {
  let found: Tilemap['tilesets'][number] | undefined;
  for (const use of map.tilesets)
    if (use.firstTile <= tile && (!found || use.firstTile > found.firstTile)) found = use;
  return found;
}

function tileData(map: Tilemap, tilesets: Tilesets, tile: number): TileData | undefined {
  const use = useOf(map, tile);
  return use && tilesets[use.tileset]?.tiles[tile - use.firstTile];
}

/** The size of a tile's picture, and how far it is moved from its cell. */
function tileLookOf(map: Tilemap, tilesets: Tilesets, value: number): { size: Vec2; offset: Vec2 } {
  const tile = value & TILE_MASK;
  const use = useOf(map, tile);
  const tileset = use && tilesets[use.tileset];
  if (!tileset) return { size: map.tileSize, offset: [0, 0] };
  const { image, rect } = tileset.tiles[tile - use.firstTile] ?? {};
  const size: Vec2 = image !== undefined && rect ? [rect.width, rect.height] : tileset.tileSize;
  return { size, offset: tileset.offset };
}

/** Cosine and sine of turns by 0, 60, 120 and 180 degrees. */
const SIXTHS: readonly Vec2[] = [
  [1, 0],
  [0.5, 0.8660254037844386],
  [-0.5, 0.8660254037844386],
  [-1, 0],
];

/**
 * An outline within its tile, mirrored and turned as the cell is, as it is painted. Tall tiles grow upwards.
 * @param foot the bottom left corner of the tile
 */
function placeOutline(
  outline: readonly Vec2[],
  [left, bottom]: Vec2,
  value: number,
  [width, height]: Vec2,
  hexagonal: boolean,
): Vec2[] {
  const [across, down] = turnedSize([width, height], value, hexagonal);
  const diagonal = (value & FLIP_DIAGONAL) !== 0;
  const [c, s] = SIXTHS[hexagonal ? (diagonal ? 1 : 0) + (value & TURN_120 ? 2 : 0) : 0]!;
  return outline.map(([px, py]): Vec2 => {
    let [x, y] = [px - width / 2, py - height / 2];
    // In this order, as in TMX: the diagonal first, then the mirrors; hexagons are turned after them.
    if (diagonal && !hexagonal) [x, y] = [y, x];
    if (value & FLIP_X) x = -x;
    if (value & FLIP_Y) y = -y;
    return [left + across / 2 + x * c - y * s, bottom - down / 2 + x * s + y * c];
  });
}
