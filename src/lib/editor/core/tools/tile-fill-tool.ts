import { tileAt } from '../../../schema/tiles.ts';
import { Brush, type PaintedCell } from '../tilework/brush.ts';
import { cellsIn, hasCell, rangeOfSet, type CellSet } from '../tilework/cell-set.ts';
import { ellipseOn } from '../tilework/grid-cells.ts';
import {
  rangeAround,
  rangeBetween,
  rangeCells,
  squareCorner,
  type Cell,
  type CellRange,
} from '../tilework/cell-shapes.ts';
import { floodFill } from '../tilework/flood.ts';
import { cellsOver, type TileLayer } from '../tilework/tile-layers.ts';

import { ghostsOf, maskOf, TileWork } from './tile-work.ts';
import { TileTool } from './tile-tool.ts';
import type { TileGhost, ToolPointer } from './tool.ts';

/** A fill that would reach further is refused. */
const MOST_CELLS = 262_144;
/** A shape of more cells is shown by its outline only until it is painted. */
const MOST_GHOSTS = 65_536;
const NO_STAMP = 'Choose tiles in the palette, or pick some up with the right button';

/** Fills many cells at once with the stamp in hand, over and over or by chance. */
abstract class ManyCellsTool extends TileTool {
  #seed = Math.floor(Math.random() * 2 ** 31);

  /** What the stamp puts into some cells. */
  #laid(layers: readonly TileLayer[], cells: Iterable<Cell>, origin: Cell) {
    const { stamp, random } = this.hand;
    const brush = new Brush(stamp!, layers, this.context.host.reader.project.tilesets);
    const laid: Iterable<readonly [TileLayer, PaintedCell]> = random
      ? brush.chance(cells, this.#seed)
      : brush.pattern(cells, origin);
    return { laid, uses: brush.layers };
  }

  protected ghosts(cells: Iterable<Cell>, origin: Cell): TileGhost[] {
    const layers = this.layers();
    const { laid, uses } = this.#laid(layers, cells, origin);
    return ghostsOf(laid, uses, maskOf(this.context.host, layers));
  }

  /** Writes it as one step. */
  protected fill(cells: Iterable<Cell>, origin: Cell): void {
    const layers = this.layers();
    const { laid, uses } = this.#laid(layers, cells, origin);
    const work = new TileWork(this.context.host, layers, uses);
    work.paint(laid);
    work.commit('Fill');
    this.#seed++;
  }
}

/** Fills all cells that hang together and show the same tile. */
export class TileFillTool extends ManyCellsTool {
  protected readonly help =
    'Click to fill what hangs together · in selected cells only those · right click picks up · {tiles.random} random';
  #found: {
    readonly tiles: unknown;
    readonly hand: unknown;
    readonly bounds: CellRange;
    readonly cells: CellSet;
    readonly range: CellRange;
    readonly ghosts: readonly TileGhost[];
  } | null = null;

  protected hover(cell: Cell): void {
    if (!this.hand.stamp) return this.show({});
    const found = this.#at(cell);
    this.show({ ghosts: found?.ghosts ?? [] });
  }

  protected press(cell: Cell): void {
    const { host } = this.context;
    if (!this.hand.stamp) {
      host.hint.value = NO_STAMP;
      return;
    }
    const found = this.#at(cell);
    if (!found) {
      host.hint.value = `This area has no end near here: select cells with {tool.tile-select} to fill within`;
      return;
    }
    this.fill(cellsIn(found.cells), [found.range.x, found.range.y]);
    this.#found = null;
    this.refresh();
  }

  /** What a fill at a cell takes; `null` for too much. The same area is worked out once. */
  #at(cell: Cell) {
    const layers = this.layers();
    const layer = layers[0]!;
    const { tiles } = layer.map;
    const bounds = this.#bounds(layer, cell);
    const known = this.#found;
    const sameBounds = known && JSON.stringify(known.bounds) === JSON.stringify(bounds);
    if (sameBounds && known.tiles === tiles && known.hand === this.hand && hasCell(known.cells, ...cell))
      return known;
    const allowed = maskOf(this.context.host, layers);
    const like = tileAt(tiles, ...cell);
    const cells = floodFill(
      cell,
      (x, y) => tileAt(tiles, x, y) === like && allowed(layer, x, y),
      bounds,
      MOST_CELLS,
      layer.grid,
    );
    const range = cells && rangeOfSet(cells);
    if (!cells || !range) return null;
    const ghosts = this.ghosts(cellsIn(cells), [range.x, range.y]);
    this.#found = { tiles, hand: this.hand, bounds, cells, range, ghosts };
    return this.#found;
  }

  /** Within what there is and what is in sight: a map has no end. */
  #bounds(layer: TileLayer, [x, y]: Cell): CellRange {
    const seen = rangeAround(cellsOver(layer, this.context.visible()), { x, y, width: 1, height: 1 });
    const used = rangeOfSet(layer.map.tiles);
    return used ? rangeAround(seen, used) : seen;
  }
}

/** Fills a rectangle or an ellipse that is drawn. */
export class TileShapeTool extends ManyCellsTool {
  protected readonly help =
    'Drag a shape to fill · Shift equal sides · {tool.tile-shape} rectangle or ellipse · right click picks up · {tiles.random} random';

  protected hover(cell: Cell): void {
    this.show({ ghosts: this.hand.stamp ? this.ghosts([cell], cell) : [] });
  }

  protected press(cell: Cell, at: ToolPointer): void {
    if (!this.hand.stamp) {
      this.context.host.hint.value = NO_STAMP;
      return;
    }
    this.dragged = { from: cell, range: null };
    this.drag(cell, at);
  }

  protected override drag(cell: Cell, at: ToolPointer): void {
    const { from } = this.dragged!;
    const range = rangeBetween(from, at.shift ? squareCorner(from, cell) : cell);
    this.dragged = { from, range };
    const small = range.width * range.height <= MOST_GHOSTS;
    const ghosts = small ? this.ghosts(this.#cells(range), [range.x, range.y]) : [];
    this.show({ ghosts, label: `${range.width} × ${range.height}` });
  }

  protected override release(): void {
    const range = this.dragged!.range!;
    if (range.width * range.height > 4 * MOST_CELLS) {
      this.context.host.hint.value = 'This is too large to fill at once';
      return;
    }
    this.fill(this.#cells(range), [range.x, range.y]);
  }

  #cells(range: CellRange): Cell[] {
    return this.hand.shape === 'ellipse' ? ellipseOn(this.layers()[0]!.grid, range) : rangeCells(range);
  }
}
