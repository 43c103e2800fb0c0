import { TILE_MASK, tileAt } from '../../../schema/tiles.ts';
import {
  cellsAlike,
  isEmptySet,
  joined,
  setOfRange,
  type CellSet,
  type Joining,
} from '../tilework/cell-set.ts';
import { rangeBetween, type Cell } from '../tilework/cell-shapes.ts';
import { TileTool } from './tile-tool.ts';
import type { ToolPointer } from './tool.ts';

/** How a press goes together with the cells that are selected already. */
function joining({ shift, alt }: Pick<ToolPointer, 'shift' | 'alt'>): Joining {
  if (shift) return alt ? 'both' : 'add';
  return alt ? 'take away' : 'instead';
}

abstract class CellsTool extends TileTool {
  protected override readonly paints = false;

  protected hover(): void {
    this.show({});
  }

  /** Selects cells of the layer that is worked on, together with those before. */
  protected choose(cells: CellSet, how: Joining): void {
    const layer = this.layers()[0]!;
    const { region } = this.hand;
    const before = region?.layer === layer.id ? region.cells : {};
    const next = joined(before, cells, how);
    this.take({ region: isEmptySet(next) ? null : { layer: layer.id, cells: next } });
  }
}

/** Selects a rectangle of cells. */
export class TileSelectTool extends CellsTool {
  protected readonly help =
    'Drag to select cells · Shift adds · Alt takes away · {tiles.copy} copies · {tiles.delete} empties them · Esc selects none';

  protected press(cell: Cell): void {
    this.dragged = { from: cell, range: null };
    this.show({});
  }

  protected override drag(cell: Cell): void {
    const { from, range: before } = this.dragged!;
    // A press alone selects nothing; what the pointer leaves the cell with does.
    if (!before && cell[0] === from[0] && cell[1] === from[1]) return;
    const range = rangeBetween(from, cell);
    this.dragged = { from, range };
    this.show({ label: `${range.width} × ${range.height}` });
  }

  protected override release(at: ToolPointer): void {
    const how = joining(at);
    const { from, range: drawn } = this.dragged!;
    const range = drawn ?? rangeBetween(from, from);
    if (!drawn && how === 'instead' && this.hand.region) this.take({ region: null });
    else this.choose(setOfRange(range), how);
  }
}

/** Selects all cells that show the same tile, however it is flipped. */
export class TileSameTool extends CellsTool {
  protected readonly help =
    'Click a tile to select all of its kind · Shift adds · Alt takes away · {tiles.delete} empties them · Esc selects none';

  protected press(cell: Cell, at: ToolPointer): void {
    const { tiles } = this.layers()[0]!.map;
    const number = (tileAt(tiles, ...cell) & TILE_MASK) >>> 0;
    if (number === 0) {
      if (joining(at) === 'instead') this.take({ region: null });
      return;
    }
    this.choose(
      cellsAlike(tiles, (value) => (value & TILE_MASK) >>> 0 === number),
      joining(at),
    );
  }
}
