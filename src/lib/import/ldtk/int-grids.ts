/** The values of int grids as tiles of their colour. */
import { writePng } from '../../base/png-write.ts';
import { ProblemError } from '../../base/result.ts';
import type { TileData } from '../../schema/project.ts';
import type { LdtkIntValue, LdtkLayer, LdtkLayerDef } from './model.ts';
import type { LdtkSession } from './session.ts';

/** Tiles side by side in the picture. */
const across = 16;
/** Values up to here are the numbers of their tiles; beyond, tiles are counted. */
const largestPlain = 1024;
/** Pixels of the largest picture of values. */
const mostPixels = 1 << 24;

/** A tileset whose tiles stand for the values of a layer. */
export interface IntTileset {
  id: string;
  /** The number that a cell of this value has, with the tileset as the first of its layer. */
  cell(value: number): number;
}

/** Makes one tileset for each layer definition with an int grid, of all values that its levels use. */
export class IntGrids {
  readonly #made = new Map<string, IntTileset>();

  constructor(private readonly session: LdtkSession) {}

  /** @param used every value that any level has on this layer, beside those that are defined */
  tileset(def: LdtkLayerDef, gridSize: number, used: ReadonlySet<number>, file: string): IntTileset {
    const key = `${def.uid} ${gridSize}`;
    const known = this.#made.get(key);
    if (known) return known;
    const defined = new Map(def.intValues.map((each) => [each.value, each]));
    const values = [...new Set([...defined.keys(), ...used])]
      .filter((value) => value > 0)
      .sort((a, b) => a - b)
      .map((value) => defined.get(value) ?? { value, name: '', color: '#808080', group: '' });
    const largest = values.at(-1)?.value ?? 1;
    const plain = largest <= largestPlain && largest * gridSize ** 2 <= mostPixels;
    const numbers = new Map(values.map(({ value }, at) => [value, plain ? value - 1 : at]));
    const count = plain ? largest : values.length;
    if (count * gridSize ** 2 > mostPixels)
      throw new ProblemError({
        file,
        message: `The layer ${def.name} has ${count} values on cells of ${gridSize} px, which is too much for a picture.`,
      });
    const columns = Math.max(1, Math.min(across, count));
    const size: [number, number] = [columns * gridSize, Math.ceil(count / columns) * gridSize];
    const picture = writePng(...size, paint(values, numbers, columns, gridSize, size));
    const image = this.session.shelf.put(`${fileName(def.name)}.png`, picture, size);
    const id = this.session.id();
    this.session.tilesets[id] = {
      name: def.name,
      image: image.asset,
      tileSize: [gridSize, gridSize],
      margin: 0,
      spacing: 0,
      columns,
      count,
      offset: [0, 0],
      tiles: Object.fromEntries(values.map((value) => [numbers.get(value.value)!, tileOf(value)])),
    };
    const made = { id, cell: (value: number) => numbers.get(value)! + 1 };
    this.#made.set(key, made);
    return made;
  }
}

/** All values on layers of each definition. */
export function usedValues(layers: Iterable<LdtkLayer>): Map<number, Set<number>> {
  const used = new Map<number, Set<number>>();
  for (const { def, ints } of layers) {
    if (ints.length === 0) continue;
    const values = used.get(def) ?? new Set();
    for (const value of ints) values.add(value);
    used.set(def, values);
  }
  return used;
}

const fileName = (name: string): string => name.replaceAll(/[^\p{L}\p{N}_ -]/gu, '').slice(0, 80) || 'values';

const tileOf = ({ value, name, color, group }: LdtkIntValue): TileData => ({
  properties: { value, color, ...(name ? { name } : {}), ...(group ? { group } : {}) },
});

/** Every value is a square of its colour with a darker edge, so that cells can be told apart. */
function paint(
  values: readonly LdtkIntValue[],
  numbers: ReadonlyMap<number, number>,
  columns: number,
  gridSize: number,
  [width, height]: readonly [number, number],
): Uint8Array {
  const rgba = new Uint8Array(width * height * 4);
  for (const { value, color } of values) {
    const number = numbers.get(value)!;
    const [left, top] = [(number % columns) * gridSize, Math.floor(number / columns) * gridSize];
    const channels = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
    for (let y = 0; y < gridSize; y++)
      for (let x = 0; x < gridSize; x++) {
        const edge = gridSize > 4 && (x === 0 || y === 0 || x === gridSize - 1 || y === gridSize - 1);
        const at = ((top + y) * width + left + x) * 4;
        channels.forEach((channel, c) => (rgba[at + c] = edge ? channel * 0.8 : channel));
        rgba[at + 3] = 255;
      }
  }
  return rgba;
}
