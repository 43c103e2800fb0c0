/** Animated tiles that are in sight: where the scene looks different from one time to another. Pure. */
import type { Rect } from '../../base/geometry.ts';
import { shownTile, tileOf } from '../../runtime/paint-tilemap.ts';
import { forEachTile } from '../../runtime/tile-order.ts';
import type { ProjectData, TilesetData } from '../../schema/project.ts';
import { TILE_MASK, tileBounds } from '../../schema/tiles.ts';
import type { SceneItem } from '../core/scene-item.ts';
import type { Cell, CellRange } from '../core/tilework/cell-shapes.ts';
import { areaOfCells, cellsOver, layerOf, type TileLayer } from '../core/tilework/tile-layers.ts';

type Tilesets = ProjectData['tilesets'];

/** All cells of a layer that show the same animated tile. */
interface Moving {
  readonly layer: TileLayer;
  readonly tileset: TilesetData;
  readonly tile: number;
  /** Pixels by which its pictures stick out of a cell. */
  readonly reach: number;
  readonly cells: Cell[];
}

/** Below so many pixels of the screen nobody sees a cell move. */
const LEAST_CELL = 4;

/** Pixels of the screen along one side of what is painted at once: it takes a part of a frame. */
const LARGEST = 128;

const known = new WeakMap<TilesetData, boolean>();

/** Whether any tile of a tileset moves. */
function moves(tileset: TilesetData): boolean {
  let is = known.get(tileset);
  if (is === undefined) {
    is = Object.values(tileset.tiles).some(({ animation }) => (animation?.length ?? 0) > 1);
    known.set(tileset, is);
  }
  return is;
}

/** Blocks at most so long and high. */
function* pieces({ x, y, width, height }: CellRange, most: number): Generator<CellRange> {
  for (let j = 0; j < height; j += most)
    for (let i = 0; i < width; i += most)
      yield { x: x + i, y: y + j, width: Math.min(most, width - i), height: Math.min(most, height - j) };
}

/** Cells as few blocks: rows as long as possible, then equal ones below each other. @param most cells along one side of a block */
export function blocksOf(cells: readonly Cell[], most = Infinity): CellRange[] {
  const rows: CellRange[] = [];
  for (const [x, y] of [...cells].sort((a, b) => a[1] - b[1] || a[0] - b[0])) {
    const last = rows.at(-1);
    if (last && last.y === y && last.x + last.width === x)
      rows[rows.length - 1] = { ...last, width: last.width + 1 };
    else rows.push({ x, y, width: 1, height: 1 });
  }
  const blocks: CellRange[] = [];
  for (const row of rows.sort((a, b) => a.x - b.x || a.width - b.width || a.y - b.y)) {
    const last = blocks.at(-1);
    if (last && last.x === row.x && last.width === row.width && last.y + last.height === row.y)
      blocks[blocks.length - 1] = { ...last, height: last.height + 1 };
    else blocks.push(row);
  }
  return blocks.flatMap((block) => [...pieces(block, most)]);
}

export class MovingTiles {
  readonly #all: readonly Moving[];
  readonly #scale: number;

  /**
   * @param items those that may be seen
   * @param seen the part of the scene that is
   * @param scale pixels of the screen for one of the scene
   */
  constructor(items: readonly SceneItem[], tilesets: Tilesets, seen: Rect, scale: number) {
    this.#scale = scale;
    this.#all = items.flatMap((item) => {
      const layer = layerOf(item);
      return layer && Math.min(...layer.grid.cell) * scale >= LEAST_CELL
        ? movingIn(layer, tilesets, seen)
        : [];
    });
  }

  get none(): boolean {
    return this.#all.length === 0;
  }

  /** Parts of the scene that look different at another time. @param from `null` when they may look like at any time */
  changed(from: number | null, to: number): Rect[] {
    const byLayer = new Map<TileLayer, { cells: Cell[]; reach: number }>();
    for (const { layer, tileset, tile, reach, cells } of this.#all) {
      if (from !== null && shownTile(tileset, tile, from) === shownTile(tileset, tile, to)) continue;
      const found = byLayer.get(layer);
      if (!found) byLayer.set(layer, { cells: [...cells], reach });
      else {
        for (const cell of cells) found.cells.push(cell);
        found.reach = Math.max(found.reach, reach);
      }
    }
    return [...byLayer].flatMap(([layer, { cells, reach }]) => {
      // Only squares fill the box around several of them.
      const blocks =
        layer.grid.kind === 'orthogonal'
          ? blocksOf(cells, Math.ceil(LARGEST / (Math.max(...layer.grid.cell) * this.#scale)))
          : cells.map(([x, y]) => ({ x, y, width: 1, height: 1 }));
      return blocks.map((block) => areaOfCells(layer, block, reach));
    });
  }

  /** Seconds from a time until the first of them changes. */
  untilNext(time: number): number {
    return this.#all.reduce((least, { tileset, tile }) => {
      const steps = tileset.tiles[tile]!.animation!;
      const total = steps.reduce((sum, { duration }) => sum + duration, 0);
      let left = (time * 1000) % total;
      for (const { duration } of steps) {
        if (left < duration) return Math.min(least, (duration - left) / 1000);
        left -= duration;
      }
      return least;
    }, Infinity);
  }
}

function movingIn(layer: TileLayer, tilesets: Tilesets, seen: Rect): Moving[] {
  const { map, grid } = layer;
  const used = tileBounds(map.tiles);
  if (!used || !map.tilesets.some(({ tileset }) => tilesets[tileset] && moves(tilesets[tileset]))) return [];
  const { x, y, width, height } = cellsOver(layer, seen);
  const range = [
    Math.max(x, used[0]),
    Math.max(y, used[1]),
    Math.min(x + width, used[2]),
    Math.min(y + height, used[3]),
  ] as const;
  const byTile = new Map<number, Moving | null>();
  forEachTile(map, range, (cell, cx, cy) => {
    const number = cell & TILE_MASK;
    let moving = byTile.get(number);
    if (moving === undefined) {
      const found = tileOf(map.tilesets, tilesets, cell);
      const steps = found?.tileset.tiles[found.tile]?.animation ?? [];
      const lasts = steps.reduce((sum, { duration }) => sum + duration, 0) > 0;
      moving =
        found && steps.length > 1 && lasts
          ? { layer, ...found, reach: reachOf(found.tileset, grid.cell), cells: [] }
          : null;
      byTile.set(number, moving);
    }
    moving?.cells.push([cx, cy]);
  });
  return [...byTile.values()].filter((moving) => moving !== null);
}

function reachOf({ tileSize, offset }: TilesetData, cell: readonly [number, number]): number {
  return Math.max(
    tileSize[0] - cell[0] + Math.abs(offset[0]),
    tileSize[1] - cell[1] + Math.abs(offset[1]),
    // Turned by a quarter or a sixth, a tile reaches as far as its longer side.
    Math.abs(tileSize[0] - tileSize[1]) / 2,
    0,
  );
}
