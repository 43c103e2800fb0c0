import { TILE_MASK, tileAt } from '../../../schema/tiles.ts';
import {
  cellsAlike,
  isEmptySet,
  joined,
  setOfRange,
  type CellSet,
  type Joining,
} from '../tilework/cell-set.ts';
import { rangeBetween, type Cell, type CellRange } from '../tilework/cell-shapes.ts';

import { outlineOf, TileTool } from './tile-tool.ts';
import type { ToolPointer } from './tool.ts';

/** How a press goes together with the cells that are selected already. */
function joining({ shift, alt }: Pick<ToolPointer, 'shift' | 'alt'>): Joining {
  if (shift) return alt ? 'both' : 'add';
  return alt ? 'take away' : 'instead';
}

abstract class CellsTool extends TileTool {
  protected override readonly paints = false;

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
  #from: Cell | null = null;
  #range: CellRange | null = null;

  protected get busy(): boolean {
    return this.#from !== null;
  }

  protected drop(): void {
    this.#from = this.#range = null;
  }

  protected override outlined(cell: Cell): CellSet {
    return this.#range ? outlineOf(this.#range) : super.outlined(cell);
  }

  protected hover(): void {
    this.show({});
  }

  protected press(cell: Cell): void {
    this.#from = cell;
    this.show({});
  }

  protected drag(cell: Cell): void {
    // A press alone selects nothing; what the pointer leaves the cell with does.
    if (!this.#range && cell[0] === this.#from![0] && cell[1] === this.#from![1]) return;
    this.#range = rangeBetween(this.#from!, cell);
    this.show({ label: `${this.#range.width} × ${this.#range.height}` });
  }

  protected release(at: ToolPointer): void {
    const how = joining(at);
    const [x, y] = this.#from!;
    const range = this.#range ?? { x, y, width: 1, height: 1 };
    if (!this.#range && how === 'instead' && this.hand.region) this.take({ region: null });
    else this.choose(setOfRange(range), how);
  }
}

/** Selects all cells that show the same tile, however it is flipped. */
export class TileSameTool extends CellsTool {
  protected readonly help =
    'Click a tile to select all of its kind · Shift adds · Alt takes away · {tiles.delete} empties them · Esc selects none';
  protected readonly busy = false;

  protected hover(): void {
    this.show({});
  }

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

  protected drag(): void {}
  protected release(): void {}
  protected drop(): void {}
}
