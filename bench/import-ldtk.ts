/** Import of a large LDtk world: from the bytes of its file to a checked project, against reading its JSON alone. */
import { importLdtk } from '../src/lib/import/ldtk/import-ldtk.ts';
import { layer, level, outdoor, project, tile } from '../tests/import/ldtk-files.ts';
import type { BenchRow } from './rows.ts';

const BYTES = 2.5 * 1024 * 1024;
const ROUNDS = 5;
const [COLUMNS, ROWS] = [40, 24];

/** One level of tiles, an int grid and entities; each takes about 100 kB. */
function levelOf(at: number) {
  const cells = Array.from({ length: COLUMNS * ROWS }, (_, cell) => cell);
  const size = { __cWid: COLUMNS, __cHei: ROWS };
  const place = (cell: number) => [(cell % COLUMNS) * 16, Math.floor(cell / COLUMNS) * 16] as const;
  return level(
    `Level_${at}`,
    [
      layer(1, 'IntGrid', 'Walls', {
        ...size,
        intGridCsv: cells.map((cell) => ((cell * 7 + at) % 3) % 2),
        autoLayerTiles: cells.filter((cell) => cell % 3 === 0).map((cell) => tile(...place(cell), cell % 8)),
      }),
      layer(2, 'Tiles', 'Ground', {
        ...size,
        gridTiles: cells.map((cell) => tile(...place(cell), (cell + at) % 8)),
      }),
    ],
    { worldX: at * 640 },
  );
}

function worldOf(bytes: number): Uint8Array {
  const one = JSON.stringify(levelOf(0)).length;
  const levels = Array.from({ length: Math.ceil(bytes / one) }, (_, at) => levelOf(at));
  return new TextEncoder().encode(JSON.stringify(project(levels)));
}

function timeOf(run: () => void): number {
  const before = performance.now();
  run();
  return performance.now() - before;
}

export default function bench(): Promise<BenchRow[]> {
  const bytes = worldOf(BYTES);
  const files = new Map([['world.ldtk', bytes], outdoor()]);
  let [bare, whole] = [Infinity, Infinity];
  for (let round = 0; round < ROUNDS; round++) {
    bare = Math.min(
      bare,
      timeOf(() => void JSON.parse(new TextDecoder().decode(bytes))),
    );
    whole = Math.min(
      whole,
      timeOf(() => {
        if (!importLdtk(files).ok) throw new Error('The world does not import.');
      }),
    );
  }
  return Promise.resolve([
    {
      name: 'import-ldtk',
      value: whole,
      unit: 'ms',
      ratio: whole / bare,
      baseline: 'JSON.parse of its 2.5 MB',
    },
  ]);
}
