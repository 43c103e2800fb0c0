import {
  CHUNK,
  chunkOrigin,
  tileBounds,
  tilesFrom,
  tilesFromRows,
  tilesOf,
  tilesToRows,
  type TileChunks,
} from './tiles.ts';

/** How a tile grid stands in a file: one block of rows, or chunks where a block would be mostly empty. */
export type TileText = { origin: [number, number]; rows: string[] } | { chunks: Record<string, string[]> };

/** Cells of a block that hardly cost anything, however few of them are used. */
const smallBlock = 64 * CHUNK * CHUNK;

/** Chunks farther out than this would not survive arithmetic in pixels. */
const farthest = 9_999_999 * CHUNK;

/** A tile grid as rows of text. */
export function tilesToText(chunks: TileChunks): TileText {
  const box = tileBounds(chunks);
  const used = Object.values(chunks).filter((cells) => cells.some((cell) => cell !== 0)).length;
  const area = box ? (box[2] - box[0]) * (box[3] - box[1]) : 0;
  if (area <= smallBlock || area <= 8 * used * CHUNK * CHUNK) return tilesToRows(chunks);
  const text: [string, string[]][] = Object.entries(chunks)
    .filter(([, cells]) => cells.some((cell) => cell !== 0))
    .sort(([a], [b]) => {
      const [ax, ay] = chunkOrigin(a);
      const [bx, by] = chunkOrigin(b);
      return ay - by || ax - bx;
    })
    .map(([key, cells]) => [
      key,
      Array.from({ length: CHUNK }, (_, row) => cells.slice(row * CHUNK, (row + 1) * CHUNK).join(',')),
    ]);
  return { chunks: Object.fromEntries(text) };
}

const isRows = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((row) => typeof row === 'string' || typeof row === 'number');

/** The reverse of {@link tilesToText}; throws a RangeError that says what is wrong, for any input. */
export function tilesFromText(value: unknown): TileChunks {
  const text = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if (isRows(text.rows)) {
    const origin = text.origin ?? [0, 0];
    const whole = (n: unknown) => Number.isInteger(n) && Math.abs(n as number) <= farthest;
    if (!Array.isArray(origin) || origin.length !== 2 || !origin.every(whole))
      throw new RangeError('the origin of tiles must be two whole numbers such as [0, 0]');
    return tilesFromRows({ origin: origin as [number, number], rows: text.rows.map(String) });
  }
  if (typeof text.chunks === 'object' && text.chunks !== null) {
    const cells: [number, number, number][] = [];
    for (const [key, rows] of Object.entries(text.chunks)) {
      if (!/^-?\d{1,7},-?\d{1,7}$/.test(key)) throw new RangeError(`"${key}" is no chunk such as 0,0`);
      if (
        !isRows(rows) ||
        rows.length !== CHUNK ||
        rows.some((row) => String(row).split(',').length !== CHUNK)
      )
        throw new RangeError(`chunk ${key} must have ${CHUNK} rows of ${CHUNK} tiles`);
      const [cx, cy] = chunkOrigin(key);
      const chunk = tilesFromRows({ origin: [cx * CHUNK, cy * CHUNK], rows: rows.map(String) });
      for (const cell of tilesOf(chunk)) cells.push(cell);
    }
    return tilesFrom(cells);
  }
  throw new RangeError('tiles must be rows of numbers: origin and rows');
}
