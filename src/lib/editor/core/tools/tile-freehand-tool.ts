import type { TilesetUse } from '../../../schema/fields.ts';
import type { StampData } from '../../../schema/stamps.ts';
import { Brush, type PaintedCell } from '../tilework/brush.ts';
import { GrowingSet, setOfCells, type CellSet } from '../tilework/cell-set.ts';
import { rangeCells, type Cell } from '../tilework/cell-shapes.ts';
import { isStaggered, lineOn } from '../tilework/grid-cells.ts';
import { heldFrom, stampCell } from '../tilework/stamp.ts';
import { cellAcross, type TileLayer } from '../tilework/tile-layers.ts';
import { ghostsOf, maskOf, TileWork } from './tile-work.ts';
import { TileTool } from './tile-tool.ts';
import type { ToolPointer } from './tool.ts';

type Laid = readonly [layer: TileLayer, cell: PaintedCell];

/** What is laid down cell by cell along the way of the pointer. */
interface Applied {
  readonly uses: ReadonlyMap<string, readonly TilesetUse[]>;
  /** What is painted with the pointer at a cell. */
  at(cell: Cell): Iterable<Laid>;
  /** The cells that it covers then. */
  cover(cell: Cell): readonly Cell[];
}

interface Stroke {
  readonly layers: readonly TileLayer[];
  readonly applied: Applied;
  work: TileWork;
  /** Cells that the stroke has covered. */
  covered: GrowingSet;
  last: Cell;
  /** Where a straight line begins; `null` for one that follows the pointer. */
  readonly line: Cell | null;
}

/** Paints or erases along the way of the pointer, or in a straight line with Shift. */
abstract class FreehandTool extends TileTool {
  protected abstract readonly verb: string;
  #stroke: Stroke | null = null;
  /** Where the stroke before ended: lines go on from there. */
  #anchor: Cell | null = null;

  /** `null` where there is nothing to lay down. */
  protected abstract applied(layers: readonly TileLayer[]): Applied | null;
  /** A stroke is written. */
  protected done(): void {}

  protected override get busy(): boolean {
    return this.#stroke !== null;
  }

  protected override drop(): void {
    this.#stroke = null;
  }

  protected hover(cell: Cell, at: ToolPointer): void {
    const layers = this.layers();
    const applied = this.applied(layers);
    if (!applied) return this.show({});
    const way = at.shift && this.#anchor ? lineOn(layers[0]!.grid, this.#anchor, cell) : [cell];
    const allowed = maskOf(this.context.host, layers);
    this.show({ ghosts: ghostsOf(laid(applied, way, new GrowingSet()), applied.uses, allowed) });
  }

  protected press(cell: Cell, at: ToolPointer): void {
    const layers = this.layers();
    const applied = this.applied(layers);
    if (!applied) {
      this.context.host.hint.value = 'Choose tiles in the palette, or pick some up with the right button';
      return;
    }
    const line = at.shift ? (this.#anchor ?? cell) : null;
    this.#stroke = { layers, applied, line, last: cell, ...this.#fresh(layers, applied) };
    this.#follow(this.#stroke, cell, line ? lineOn(layers[0]!.grid, line, cell) : [cell]);
  }

  protected override drag(cell: Cell): void {
    const stroke = this.#stroke!;
    if (cell[0] === stroke.last[0] && cell[1] === stroke.last[1]) return;
    if (stroke.line) {
      Object.assign(stroke, this.#fresh(stroke.layers, stroke.applied));
      this.#follow(stroke, cell, lineOn(stroke.layers[0]!.grid, stroke.line, cell));
    } else this.#follow(stroke, cell, lineOn(stroke.layers[0]!.grid, stroke.last, cell).slice(1));
  }

  protected override release(): void {
    const stroke = this.#stroke!;
    stroke.work.commit(this.verb);
    this.#anchor = stroke.last;
    this.done();
  }

  #fresh(layers: readonly TileLayer[], { uses }: Applied): Pick<Stroke, 'work' | 'covered'> {
    return { work: new TileWork(this.context.host, layers, uses), covered: new GrowingSet() };
  }

  #follow(stroke: Stroke, cell: Cell, way: readonly Cell[]): void {
    stroke.last = cell;
    stroke.work.paint(laid(stroke.applied, way, stroke.covered));
    this.show({ tiles: stroke.work.looks() });
  }
}

/** What is laid down along a way. Larger stamps lie side by side: one that would cover another is left out. */
function* laid(applied: Applied, way: readonly Cell[], covered: GrowingSet): Generator<Laid> {
  for (const cell of way) {
    const cover = applied.cover(cell);
    if (cover.length > 1 && cover.some((each) => covered.has(...each))) continue;
    for (const each of cover) covered.add(...each);
    yield* applied.at(cell);
  }
}

/** The places of a stamp that paint something. */
const usedPlaces = ({ width, height, parts }: StampData): Cell[] =>
  rangeCells({ x: 0, y: 0, width, height }).filter((_, at) => parts.some(({ cells }) => cells[at] !== 0));

/** Paints with the stamp in hand. */
export class TileStampTool extends FreehandTool {
  protected readonly verb = 'Paint';
  protected readonly help =
    'Click or drag to paint · Shift draws a line · right click picks up · {tiles.flip-x} {tiles.flip-y} flip · {tiles.turn} turns · {tiles.random} random';
  #seed = Math.floor(Math.random() * 2 ** 31);
  #kept: { readonly key: readonly unknown[]; readonly brush: Brush } | null = null;

  protected override outlined(cell: Cell): CellSet {
    const { stamp, random } = this.hand;
    if (!stamp || random) return super.outlined(cell);
    const { grid } = this.layers()[0]!;
    const from = heldFrom(stamp, ...cell);
    // Stamps of a grid that is straight are rectangles; others have the form of their tiles.
    const places = isStaggered(grid) ? usedPlaces(stamp) : rangeCells({ x: 0, y: 0, ...stamp });
    return setOfCells(places.map((place) => stampCell(stamp, grid, from, place)));
  }

  protected applied(layers: readonly TileLayer[]): Applied | null {
    const { stamp, random } = this.hand;
    if (!stamp) return null;
    const brush = this.#brush(layers);
    const uses = brush.layers;
    const seed = this.#seed;
    if (random) return { uses, at: (cell) => brush.chance([cell], seed), cover: (cell) => [cell] };
    const cover = usedPlaces(stamp);
    const { grid } = layers[0]!;
    return {
      uses,
      at: (cell) => brush.placed(heldFrom(stamp, ...cell)),
      cover: (cell) => {
        const from = heldFrom(stamp, ...cell);
        return cover.map((place) => stampCell(stamp, grid, from, place));
      },
    };
  }

  /** The brush is made anew only when something that it is made of is another. */
  #brush(layers: readonly TileLayer[]): Brush {
    const { tilesets } = this.context.host.reader.project;
    const key = [this.hand.stamp, tilesets, ...layers.map(({ item }) => item)];
    if (this.#kept?.key.length === key.length && key.every((each, i) => each === this.#kept!.key[i]))
      return this.#kept.brush;
    const brush = new Brush(this.hand.stamp!, layers, tilesets);
    this.#kept = { key, brush };
    return brush;
  }

  protected override done(): void {
    this.#seed++;
  }
}

/** Empties cells of all selected layers. */
export class TileEraseTool extends FreehandTool {
  protected readonly verb = 'Erase';
  protected override readonly tone = 'bad';
  protected readonly help =
    'Click or drag to erase · Shift draws a line · right click picks up · {tool.tile-select} selects cells';

  protected applied(layers: readonly TileLayer[]): Applied {
    return {
      uses: new Map(),
      *at(cell) {
        for (const layer of layers) {
          const [x, y] = cellAcross(layers[0]!, cell, layer);
          yield [layer, [x, y, 0]];
        }
      },
      cover: (cell) => [cell],
    };
  }
}
