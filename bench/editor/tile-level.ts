/** A large map: what the benchmarks of tiles show. */
import { Random } from '../../src/lib/base/random.ts';
import { ordersBetween } from '../../src/lib/base/order.ts';
import { writePng } from '../../src/lib/base/png-write.ts';
import { blankEntity, blankLayer, blankProject, blankScene } from '../../src/lib/schema/blank.ts';
import type { EntityData, ProjectData } from '../../src/lib/schema/project.ts';
import { CHUNK, type TileChunks } from '../../src/lib/schema/tiles.ts';

/** Pixels of a tile. */
export const TILE = 16;
const COLUMNS = 16;
const ROWS = 8;

/** Tiles of one colour each with a darker edge; those of the last two rows can be seen through. */
export function tilesPicture(): Uint8Array {
  const [width, height] = [COLUMNS * TILE, ROWS * TILE];
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [column, row] = [Math.floor(x / TILE), Math.floor(y / TILE)];
      const edge = x % TILE === 0 || y % TILE === 0;
      const hole = row >= ROWS - 2 && (x % TILE) + (y % TILE) < TILE;
      const color = [40 + column * 12, 60 + row * 22, 120 - column * 4].map((part) =>
        edge ? part / 2 : part,
      );
      rgba.set([...color, hole ? 0 : 255], (y * width + x) * 4);
    }
  return writePng(width, height, rgba);
}

/** Smooth hills between 0 and 1: corners of squares of 24 cells, with what lies between them in between. */
function hills(random: Random): (x: number, y: number) => number {
  const step = 24;
  const known = new Map<string, number>();
  const corner = (x: number, y: number) => {
    const key = `${x},${y}`;
    if (!known.has(key)) known.set(key, random.float());
    return known.get(key)!;
  };
  return (x, y) => {
    const [u, v] = [Math.floor(x / step), Math.floor(y / step)];
    const [a, b] = [x / step - u, y / step - v];
    const top = corner(u, v) * (1 - a) + corner(u + 1, v) * a;
    const bottom = corner(u, v + 1) * (1 - a) + corner(u + 1, v + 1) * a;
    return top * (1 - b) + bottom * b;
  };
}

/** A grid whose cells a function fills. */
function gridOf(columns: number, rows: number, tileAt: (x: number, y: number) => number): TileChunks {
  const chunks: Record<string, Uint32Array> = {};
  for (let cy = 0; cy * CHUNK < rows; cy++)
    for (let cx = 0; cx * CHUNK < columns; cx++) {
      const cells = new Uint32Array(CHUNK * CHUNK);
      for (let at = 0; at < cells.length; at++) {
        const [x, y] = [cx * CHUNK + (at % CHUNK), cy * CHUNK + Math.floor(at / CHUNK)];
        if (x < columns && y < rows) cells[at] = tileAt(x, y);
      }
      if (cells.some((cell) => cell !== 0)) chunks[`${cx},${cy}`] = cells;
    }
  return chunks;
}

/**
 * A map of four layers: ground everywhere, hills on a half, plants and flowers here and there.
 * @param solid which share of the ground bodies stand on, from 0 to 1
 */
export function tileLevel(
  columns: number,
  rows: number,
  picture: { sha256: string; size: number },
  solid = 0,
): ProjectData {
  const random = new Random(3);
  const height = hills(random);
  const high = hills(random);
  const one = (last: number) => 1 + random.integer(0, last - 1);
  const layers: ((x: number, y: number) => number)[] = [
    (x, y) => 1 + Math.floor(height(x, y) * 40) + (random.float() < 0.1 ? 16 : 0),
    (x, y) => (high(x, y) > 0.5 ? 49 + Math.floor(high(x, y) * 30) : 0),
    () => (random.float() < 0.2 ? 96 + one(16) : 0),
    () => (random.float() < 0.05 ? 112 + one(16) + (random.float() < 0.5 ? 0x80000000 : 0) : 0),
  ];
  const orders = ordersBetween(null, null, layers.length);
  const entities = layers.map((tileAt, i): [string, EntityData] => {
    const Transform = { position: [0, 0], anchor: [0, 0], size: [columns * TILE, rows * TILE] };
    const Tilemap = {
      tileSize: [TILE, TILE],
      tilesets: [{ firstTile: 1, tileset: 'tiles' }],
      tiles: gridOf(columns, rows, tileAt),
    };
    const components = { Transform, Tilemap };
    return [`t${i}`, blankEntity({ name: `Tiles ${i + 1}`, order: orders[i]!, layer: 'main', components })];
  });
  return {
    ...blankProject('Large map'),
    assets: {
      picture: {
        name: 'tiles.png',
        kind: 'image',
        ...picture,
        meta: { width: COLUMNS * TILE, height: ROWS * TILE },
      },
    },
    tilesets: {
      tiles: {
        name: 'Tiles',
        image: 'picture',
        tileSize: [TILE, TILE],
        margin: 0,
        spacing: 0,
        columns: COLUMNS,
        count: COLUMNS * ROWS,
        offset: [0, 0],
        tiles: Object.fromEntries(
          Array.from({ length: Math.round(COLUMNS * 5 * solid) }, (_, at) => [at, { solid: true }]),
        ),
      },
    },
    scenes: {
      level: blankScene({
        name: 'Level',
        layers: { main: blankLayer() },
        entities: Object.fromEntries(entities),
      }),
    },
  };
}
