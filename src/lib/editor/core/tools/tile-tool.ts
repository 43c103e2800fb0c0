import type { Vec2 } from '../../../base/geometry.ts';
import type { ToolId } from '../tool-ids.ts';
import type { Mark, MarkTone } from '../marks.ts';
import type { TileHand } from '../tilework/tile-hand.ts';
import { setOfCells, setOfRange, type CellSet } from '../tilework/cell-set.ts';
import { rangeBetween, type Cell, type CellRange } from '../tilework/cell-shapes.ts';
import { pickedStamp } from '../tilework/stamp.ts';
import {
  allTileLayers,
  cellAcross,
  cellUnder,
  linesAround,
  middleOf,
  pickable,
  tileLayersAmong,
  type SceneLine,
  type TileLayer,
} from '../tilework/tile-layers.ts';
import { arrowStep } from './arrow-keys.ts';
import {
  NO_PREVIEW,
  type Preview,
  type Tool,
  type ToolContext,
  type ToolKeys,
  type ToolPointer,
} from './tool.ts';

/** Tools that paint with the stamp: what is picked up is painted with at once. */
const PAINTING: readonly ToolId[] = ['tile-stamp', 'tile-fill', 'tile-shape'];

/** More lines than these around selected cells are not drawn. */
const MOST_LINES = 20_000;

/**
 * The part that the tools for cells have in common: which layers they work on, the cell under the pointer or walked to
 * by keys, picking up with the other button, and the selected cells.
 */
export abstract class TileTool implements Tool {
  protected readonly context: ToolContext;
  /** Where the pointer was last. */
  protected last: ToolPointer | null = null;
  /** The cell under the pointer, of the first layer. */
  protected cell: Cell | null = null;
  /** The cells that a tool is dragged over which draws a range; none before the pointer has left the first one. */
  protected dragged: { readonly from: Cell; readonly range: CellRange | null } | null = null;
  #picking: { readonly from: Cell; to: Cell; readonly layers: readonly TileLayer[] } | null = null;
  #edges: { readonly key: readonly unknown[]; readonly lines: readonly SceneLine[] } | null = null;

  constructor(context: ToolContext) {
    this.context = context;
    context.cursor.value = 'crosshair';
  }

  /** What it can do, while there is a layer to do it to. */
  protected abstract readonly help: string;
  /** The pointer is over a cell with nothing held. */
  protected abstract hover(cell: Cell, at: ToolPointer): void;
  protected abstract press(cell: Cell, at: ToolPointer): void;
  /** The pointer goes on with the button held. */
  protected drag(_cell: Cell, _at: ToolPointer): void {}
  protected release(_at: ToolPointer): void {}
  /** Whether a press is being followed. */
  protected get busy(): boolean {
    return this.dragged !== null;
  }
  /** Forgets the press. */
  protected drop(): void {
    this.dragged = null;
  }
  /** What is outlined around the cell under the pointer. */
  protected outlined(cell: Cell): CellSet {
    return this.dragged?.range ? outlineOf(this.dragged.range) : setOfCells([cell]);
  }
  protected readonly tone: MarkTone = 'cell';
  /** It changes tiles. */
  protected readonly paints: boolean = true;

  get hint(): string {
    if (!this.context.host.canWrite()) return 'This project is read-only';
    if (this.layers().length > 0)
      return this.hand.region && this.paints
        ? `Only the selected cells are painted · Esc selects none · ${this.help}`
        : this.help;
    return allTileLayers(this.context.index).length > 0
      ? 'Select a tile layer to work on: in the palette or in the hierarchy'
      : 'There is no tile layer yet: make one in the palette';
  }

  /** The tile layers that are selected, the one that is worked on first: it was selected last. */
  protected layers(): TileLayer[] {
    const { index, host } = this.context;
    return tileLayersAmong(index, host.selection.ids).reverse();
  }

  protected get hand(): TileHand {
    return this.context.host.tiles.value;
  }

  protected take(part: Partial<TileHand>): void {
    const { tiles } = this.context.host;
    tiles.value = { ...tiles.value, ...part };
  }

  protected show(part: Partial<Preview>): void {
    this.context.preview.value = { ...NO_PREVIEW, ghosts: [], ...part };
  }

  down(at: ToolPointer): void {
    this.last = at;
    const [layer] = this.layers();
    this.context.host.hint.value = this.hint;
    if (!layer || !this.context.host.canWrite()) return;
    this.cell = cellUnder(layer, at.scene);
    this.press(this.cell, at);
  }

  move(at: ToolPointer): void {
    this.last = at;
    this.context.cursor.value = 'crosshair';
    const [layer] = this.layers();
    if (!layer) {
      this.context.preview.value = NO_PREVIEW;
      return;
    }
    this.cell = cellUnder(layer, at.scene);
    if (this.busy) this.drag(this.cell, at);
    else if (this.context.host.canWrite()) this.hover(this.cell, at);
  }

  up(at: ToolPointer): void {
    if (!this.busy) return;
    this.release(at);
    this.drop();
    this.context.preview.value = NO_PREVIEW;
    this.move(at);
  }

  refresh(): void {
    if (this.busy || this.context.preview.value === NO_PREVIEW || !this.last) return;
    this.move(this.last);
  }

  cancel(): boolean {
    const busy = this.busy || this.#picking !== null;
    this.#picking = null;
    this.drop();
    this.context.preview.value = NO_PREVIEW;
    return busy;
  }

  leave(): boolean {
    if (!this.hand.region) return false;
    this.take({ region: null });
    return true;
  }

  /** Arrows walk from cell to cell, Enter works there. */
  key(key: string, held: ToolKeys): boolean {
    const [layer] = this.layers();
    if (!layer || held.mod || held.alt) return false;
    const arrow = arrowStep(key, false);
    if (!arrow && key !== 'Enter') return false;
    const cell: Cell = this.cell ?? cellUnder(layer, this.#middleOfView());
    const next: Cell = arrow ? [cell[0] + arrow[0], cell[1] + arrow[1]] : cell;
    const scene = middleOf(layer, next);
    const { x, y, scale } = this.context.host.view.value;
    const screen: Vec2 = [scene[0] * scale + x, scene[1] * scale + y];
    const at: ToolPointer = { scene, screen, ...held };
    this.move(at);
    if (arrow) return true;
    this.down(at);
    this.up(at);
    return true;
  }

  #middleOfView(): Vec2 {
    const { x, y, width, height } = this.context.visible();
    return [x + width / 2, y + height / 2];
  }

  /** Picks up what is under the pointer, or in the range that it is dragged over. */
  readonly secondary = {
    down: (at: ToolPointer): void => {
      this.cancel();
      const layers = this.#layersToPick(at.scene);
      const [first] = layers;
      if (!first) return;
      const from = cellUnder(first, at.scene);
      this.#picking = { from, to: from, layers };
      this.show({});
    },
    move: (at: ToolPointer): void => {
      const picking = this.#picking;
      if (!picking) return;
      picking.to = cellUnder(picking.layers[0]!, at.scene);
      const { width, height } = rangeBetween(picking.from, picking.to);
      this.show({ label: `${width} × ${height}` });
    },
    up: (at: ToolPointer): void => {
      const picking = this.#picking;
      this.#picking = null;
      this.context.preview.value = NO_PREVIEW;
      if (picking) this.#pick(picking.layers, rangeBetween(picking.from, picking.to));
      this.move(at);
    },
  };

  /** The selected layers; where none has a tile there, the one in front that has becomes the selected one. */
  #layersToPick(point: Vec2): readonly TileLayer[] {
    const { index, host } = this.context;
    const has = (layer: TileLayer) => {
      const [x, y] = cellUnder(layer, point);
      return pickable(layer, [x, y]).at(x, y) !== 0;
    };
    const selected = this.layers();
    if (selected.some(has)) return selected;
    const other = allTileLayers(index).find(
      ({ item }) => item.visible && !item.locked && has(layerHere(item.id)),
    );
    function layerHere(id: string): TileLayer {
      return tileLayersAmong(index, [id])[0]!;
    }
    if (!other) return selected;
    host.selection.set([other.id]);
    return [other];
  }

  #pick(layers: readonly TileLayer[], range: CellRange): void {
    const { host } = this.context;
    const first = layers[0]!;
    // Those further back first: painted onto one layer, what is in front ends up on top.
    const ordered = [...layers].sort((a, b) => a.item.z - b.item.z);
    const from = (layer: TileLayer) => cellAcross(first, [range.x, range.y], layer);
    const stamp = pickedStamp(
      ordered.map((layer) => pickable(layer, from(layer))),
      range.width,
      range.height,
    );
    if (!stamp) {
      host.hint.value = 'There is no tile to pick up';
      return;
    }
    this.take({ stamp });
    if (!PAINTING.includes(host.tool.value)) host.tool.value = 'tile-stamp';
  }

  marks(): readonly Mark[] {
    const layers = this.layers();
    const marks: Mark[] = [...this.#regionMarks()];
    const [first] = layers;
    if (this.#picking) {
      const { from, to, layers: picked } = this.#picking;
      marks.push(outline(picked[0]!, outlineOf(rangeBetween(from, to)), 'path'));
    } else if (first && this.cell && this.context.preview.value !== NO_PREVIEW)
      marks.push(outline(first, this.outlined(this.cell), this.tone));
    return marks;
  }

  #regionMarks(): Mark[] {
    const { region } = this.hand;
    const layer = region && tileLayersAmong(this.context.index, [region.layer])[0];
    if (!region || !layer) return [];
    const known = this.#edges?.key;
    if (known?.[0] !== region || known[1] !== layer.item)
      this.#edges = {
        key: [region, layer.item],
        lines: linesAround(layer, region.cells).slice(0, MOST_LINES),
      };
    return [{ kind: 'lines', lines: this.#edges!.lines, tone: 'cell' }];
  }
}

/** Larger ranges are outlined by nothing: their size is written beside the pointer. */
const MOST_OUTLINED = 40_000;

/** The cells of a range, to be outlined; none of too many. */
const outlineOf = (range: CellRange): CellSet =>
  range.width * range.height > MOST_OUTLINED ? {} : setOfRange(range);

const outline = (layer: TileLayer, cells: CellSet, tone: MarkTone): Mark => ({
  kind: 'lines',
  lines: linesAround(layer, cells),
  tone,
  solid: true,
});
