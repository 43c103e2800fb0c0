/**
 * Sparse tile grids. A grid is a record of 16 x 16 chunks, keyed `cx,cy`; a cell holds 0 for empty,
 * else a tile number with flip flags in its top bits, as in Tiled's TMX format.
 */
export const CHUNK = 16;
export const FLIP_X = 0x80000000;
export const FLIP_Y = 0x40000000;
/** Mirrored along the diagonal from top left to bottom right; with the flips it makes quarter turns. */
export const FLIP_DIAGONAL = 0x20000000;
/** A turn by 120 degrees, on hexagonal grids only, where the diagonal flag is one by 60. */
export const TURN_120 = 0x10000000;
/** What is left of a cell without its flip flags. */
export const TILE_MASK = 0x0fffffff;

/** Chunk key to 256 cells, row by row. Treat as immutable. */
export type TileChunks = Readonly<Record<string, Uint32Array>>;

export const chunkKey = (x: number, y: number): string => `${Math.floor(x / CHUNK)},${Math.floor(y / CHUNK)}`;
export const cellIndex = (x: number, y: number): number =>
  (((y % CHUNK) + CHUNK) % CHUNK) * CHUNK + (((x % CHUNK) + CHUNK) % CHUNK);

/** The chunk column and row that a key names. */
export function chunkOrigin(key: string): [number, number] {
  const comma = key.indexOf(',');
  return [Number(key.slice(0, comma)), Number(key.slice(comma + 1))];
}

export function tileAt(chunks: TileChunks, x: number, y: number): number {
  return chunks[chunkKey(x, y)]?.[cellIndex(x, y)] ?? 0;
}

/** Cells as `[x, y, value]`, empty ones left out, in reading order within each chunk. */
export function* tilesOf(chunks: TileChunks): Generator<[x: number, y: number, value: number]> {
  for (const [key, cells] of Object.entries(chunks)) {
    const [cx, cy] = chunkOrigin(key);
    for (let i = 0; i < cells.length; i++) {
      const value = cells[i]!;
      if (value) yield [cx * CHUNK + (i % CHUNK), cy * CHUNK + Math.floor(i / CHUNK), value];
    }
  }
}

/** A grid of the given cells; later ones win, zeros leave a cell empty. */
export function tilesFrom(cells: Iterable<readonly [x: number, y: number, value: number]>): TileChunks {
  const chunks: Record<string, Uint32Array> = {};
  for (const [x, y, value] of cells) {
    if (value) (chunks[chunkKey(x, y)] ??= new Uint32Array(CHUNK * CHUNK))[cellIndex(x, y)] = value;
    else {
      const chunk = chunks[chunkKey(x, y)];
      if (chunk) chunk[cellIndex(x, y)] = 0;
    }
  }
  return chunks;
}

/** The range of used cells, `[x0, y0, x1, y1)`; `null` for an empty grid. */
export function tileBounds(chunks: TileChunks): [number, number, number, number] | null {
  let box: [number, number, number, number] | null = null;
  for (const [x, y] of tilesOf(chunks)) {
    if (!box) box = [x, y, x + 1, y + 1];
    else {
      if (x < box[0]) box[0] = x;
      if (y < box[1]) box[1] = y;
      if (x >= box[2]) box[2] = x + 1;
      if (y >= box[3]) box[3] = y + 1;
    }
  }
  return box;
}

/** A grid as text rows for files: `origin` is the cell of the first value; empty cells are 0. */
export interface TileRows {
  origin: [number, number];
  rows: string[];
}

export function tilesToRows(chunks: TileChunks): TileRows {
  const box = tileBounds(chunks);
  if (!box) return { origin: [0, 0], rows: [] };
  const rows: string[] = [];
  for (let y = box[1]; y < box[3]; y++) {
    const row: number[] = [];
    for (let x = box[0]; x < box[2]; x++) row.push(tileAt(chunks, x, y));
    rows.push(row.join(','));
  }
  return { origin: [box[0], box[1]], rows };
}

/** The reverse of {@link tilesToRows}; throws a RangeError naming the row that holds no numbers. */
export function tilesFromRows({ origin, rows }: TileRows): TileChunks {
  return tilesFrom(
    rows.flatMap((row, j) =>
      row.split(',').map((text, i): [number, number, number] => {
        const value = Number(text);
        if (!Number.isInteger(value) || value < 0 || value > 0xffffffff)
          throw new RangeError(`tile row ${j + 1}: "${text}" is no tile number`);
        return [origin[0] + i, origin[1] + j, value];
      }),
    ),
  );
}
