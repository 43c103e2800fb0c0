/** What the tile tools have in common: showing cells before they are painted, and painting them. */
import type { Rect } from '../../../base/geometry.ts';
import { counted, named } from '../../../base/words.ts';
import type { TilesetUse } from '../../../schema/fields.ts';
import type { ResolvedEntity } from '../../../schema/project.ts';
import { type TileChunks, tilesFrom } from '../../../schema/tiles.ts';
import type { EditorHost } from '../editor-host.ts';
import type { PaintedCell } from '../tilework/brush.ts';
import { hasCell } from '../tilework/cell-set.ts';
import { TileStroke } from '../tilework/stroke.ts';
import { areaOfCells, cellAcross, reachOfTiles, type TileLayer } from '../tilework/tile-layers.ts';
import type { TileGhost, TileLooks } from './tool.ts';

/** An entity that shows other tiles. */
export function withTiles(
  { entity }: TileLayer['item'],
  tiles: TileChunks,
  uses: readonly TilesetUse[] | undefined,
): ResolvedEntity {
  const Tilemap = entity.components.Tilemap!;
  return {
    ...entity,
    components: {
      ...entity.components,
      Tilemap: { ...Tilemap, tiles, tilesets: uses ?? Tilemap.tilesets },
    },
  };
}

/** Whether a cell of a layer may be painted. */
export type Mask = (layer: TileLayer, x: number, y: number) => boolean;

/** Every cell may be painted, but where cells are selected only those. */
export function maskOf(host: EditorHost, layers: readonly TileLayer[]): Mask {
  const { region } = host.tiles.value;
  if (!region) return () => true;
  const home = layers.find(({ id }) => id === region.layer);
  return (layer, x, y) => hasCell(region.cells, ...cellAcross(layer, [x, y], home ?? layer));
}

/** Cells of some layers on their way into the document, shown in place meanwhile. */
export class TileWork {
  readonly #host: EditorHost;
  readonly #layers: readonly TileLayer[];
  readonly #uses: ReadonlyMap<string, readonly TilesetUse[]>;
  readonly #strokes = new Map<string, TileStroke>();
  readonly #looks = new Map<string, ResolvedEntity>();
  #dirty: Rect[] = [];

  /**
   * @param layers the one that is worked on first
   * @param uses tilesets of layers that get more of them
   */
  constructor(
    host: EditorHost,
    layers: readonly TileLayer[],
    uses: ReadonlyMap<string, readonly TilesetUse[]> = new Map(),
  ) {
    this.#host = host;
    this.#layers = layers;
    this.#uses = uses;
  }

  paint(cells: Iterable<readonly [layer: TileLayer, cell: PaintedCell]>): void {
    const { tilesets } = this.#host.reader.project;
    const allowed = maskOf(this.#host, this.#layers);
    for (const [layer, [x, y, value]] of cells) {
      if (!allowed(layer, x, y)) continue;
      let stroke = this.#strokes.get(layer.id);
      if (!stroke) {
        stroke = new TileStroke(layer.map.tiles);
        this.#strokes.set(layer.id, stroke);
      }
      if (!stroke.set(x, y, value)) continue;
      const reach = reachOfTiles(layer, tilesets);
      this.#dirty.push(areaOfCells(layer, { x, y, width: 1, height: 1 }, reach));
    }
  }

  /** The layers as they look now. The areas that changed are told once. */
  looks(): TileLooks {
    const dirty = this.#dirty;
    this.#dirty = [];
    for (const layer of this.#layers) {
      const stroke = this.#strokes.get(layer.id);
      if (stroke) this.#looks.set(layer.id, withTiles(layer.item, stroke.tiles, this.#uses.get(layer.id)));
    }
    return { looks: this.#looks, dirty };
  }

  /** How many cells differ from the document. */
  get count(): number {
    let count = 0;
    for (const stroke of this.#strokes.values()) count += stroke.cells.length;
    return count;
  }

  /** Writes all of it as one step. @param verb what was done, such as `Paint` */
  commit(verb: string): void {
    const changed = this.#layers.flatMap((layer) => {
      const cells = this.#strokes.get(layer.id)?.cells ?? [];
      return cells.length > 0 ? [{ layer, cells }] : [];
    });
    if (changed.length === 0) return;
    const count = changed.reduce((sum, { cells }) => sum + cells.length, 0);
    const names = changed.map(({ layer }) => layer.name);
    this.#host.write(`${verb} ${counted(count, 'tile')} of ${named(names, 'layer', 'layers')}`, (writer) => {
      for (const { layer, cells } of changed) {
        const uses = this.#uses.get(layer.id);
        if (uses && uses !== layer.map.tilesets) writer.setFields(layer.id, 'Tilemap', { tilesets: uses });
        writer.paintTiles(layer.id, cells);
      }
    });
  }
}

/** Cells as they hover over their layers before anything is painted. */
export function ghostsOf(
  cells: Iterable<readonly [layer: TileLayer, cell: PaintedCell]>,
  uses: ReadonlyMap<string, readonly TilesetUse[]>,
  allowed: Mask,
): TileGhost[] {
  const byLayer = new Map<TileLayer, PaintedCell[]>();
  for (const [layer, cell] of cells) {
    if (!allowed(layer, cell[0], cell[1])) continue;
    const list = byLayer.get(layer);
    if (list) list.push(cell);
    else byLayer.set(layer, [cell]);
  }
  return [...byLayer].map(([layer, list]) => ({
    entity: withTiles(layer.item, tilesFrom(list), uses.get(layer.id)),
    placed: layer.placed,
  }));
}
