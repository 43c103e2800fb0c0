/** What a stamp does to the tile layers it is held over. Pure. */
import type { TilesetUse } from '../../../schema/fields.ts';
import type { ProjectData } from '../../../schema/project.ts';
import type { StampData, StampPart } from '../../../schema/stamps.ts';
import type { Cell } from './cell-shapes.ts';
import { renumbering, tileIn } from './numbering.ts';
import { chosenTile, poolOf, type TilePool } from './random-tiles.ts';
import { patternCell, placedCells } from './stamp.ts';
import { cellAcross, type TileLayer } from './tile-layers.ts';

/** New values of cells of one layer. */
export type PaintedCell = readonly [x: number, y: number, value: number];

/** A layer with the part of the stamp that goes onto it. */
interface Coat {
  readonly layer: TileLayer;
  /** Its tilesets, with those that it lacks. */
  readonly uses: readonly TilesetUse[];
  /** Numbered as the layer numbers. */
  readonly part: StampPart;
  readonly pool: TilePool;
}

/** Which layer each part of a stamp is painted into: the one that it comes from, else one of its name, else the first layer. */
export function partsByLayer(
  { parts }: StampData,
  layers: readonly TileLayer[],
): [layer: TileLayer, part: StampPart][] {
  const [first] = layers;
  if (!first) return [];
  const matched = parts.flatMap((part): [TileLayer, StampPart][] => {
    const layer =
      layers.find(({ id }) => id === part.layer) ??
      layers.find(({ name }) => part.name !== '' && name === part.name);
    return layer ? [[layer, part]] : [];
  });
  // From elsewhere altogether: what it shows goes onto the one that is worked on.
  return matched.length > 0 ? matched : parts.map((part) => [first, part]);
}

/** How likely a tile is where chance decides: as its tileset says, else as likely as any other. */
function weightOf(tilesets: ProjectData['tilesets'], uses: readonly TilesetUse[]): (cell: number) => number {
  return (cell) => {
    const found = tileIn(uses, cell);
    const tile = found && tilesets[found.tileset]?.tiles[found.tile];
    return tile?.probability ?? 1;
  };
}

/** A stamp over some layers; the first of them is the one whose cells are spoken of. */
export class Brush {
  readonly stamp: StampData;
  readonly #layers: readonly TileLayer[];
  readonly #coats: readonly Coat[];

  /** @param layers the one that is worked on first */
  constructor(stamp: StampData, layers: readonly TileLayer[], tilesets: ProjectData['tilesets']) {
    this.stamp = stamp;
    this.#layers = layers;
    const coats: Coat[] = [];
    for (const [layer, part] of partsByLayer(stamp, layers)) {
      const has = coats.findLast((coat) => coat.layer.id === layer.id)?.uses ?? layer.map.tilesets;
      const { uses, cell } = renumbering(part.tilesets, part.cells, has, tilesets);
      const own = { ...part, cells: part.cells.map(cell) };
      coats.push({ layer, uses, part: own, pool: poolOf(own, weightOf(tilesets, uses)) });
    }
    this.#coats = coats;
  }

  /** The layers that it paints on, each with the tilesets that it will have. */
  get layers(): ReadonlyMap<string, readonly TilesetUse[]> {
    return new Map(this.#coats.map(({ layer, uses }) => [layer.id, uses]));
  }

  /** One stamp with its first cell at a cell. */
  *placed(at: Cell): Generator<[layer: TileLayer, cell: PaintedCell]> {
    for (const { layer, part } of this.#coats)
      for (const cell of placedCells(this.stamp, part, ...this.#across(at, layer), layer.grid))
        yield [layer, cell];
  }

  /** The stamp over and over. @param origin where one of its first cells lies */
  *pattern(cells: Iterable<Cell>, origin: Cell): Generator<[layer: TileLayer, cell: PaintedCell]> {
    for (const at of cells)
      for (const { layer, part } of this.#coats) {
        const value = patternCell(this.stamp, part, at, origin, this.#layers[0]!.grid);
        if (value !== 0) yield [layer, [...this.#across(at, layer), value]];
      }
  }

  /** One of its tiles by chance for each cell. */
  *chance(cells: Iterable<Cell>, seed: number): Generator<[layer: TileLayer, cell: PaintedCell]> {
    for (const at of cells)
      for (const { layer, pool } of this.#coats) {
        const value = chosenTile(pool, seed, ...at);
        if (value !== 0) yield [layer, [...this.#across(at, layer), value]];
      }
  }

  #across(at: Cell, layer: TileLayer): [number, number] {
    const [x, y] = cellAcross(this.#layers[0]!, at, layer);
    return [x, y];
  }
}
