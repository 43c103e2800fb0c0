import { describe, expect, it } from 'vitest';
import { frameRect } from '../../src/lib/runtime/sheet-frame.ts';
import { shownTile, tileOf, tileRect } from '../../src/lib/runtime/paint-tilemap.ts';
import type { PaintContext } from '../../src/lib/runtime/paint-types.ts';
import { paintEntity, stillState } from '../../src/lib/runtime/painter.ts';
import { blankEntity } from '../../src/lib/schema/blank.ts';
import type { AssetData, StoredComponent, TilesetData } from '../../src/lib/schema/project.ts';
import { resolveEntity } from '../../src/lib/schema/resolve.ts';
import { FLIP_DIAGONAL, FLIP_X, tilesFrom } from '../../src/lib/schema/tiles.ts';

const tileset: TilesetData = {
  name: 'Ground',
  image: 'sheet',
  tileSize: [16, 16],
  margin: 1,
  spacing: 2,
  columns: 4,
  count: 8,
  offset: [0, 0],
  tiles: {
    3: {
      animation: [
        { tile: 3, duration: 100 },
        { tile: 5, duration: 200 },
      ],
    },
  },
};

const sheet = { width: 74, height: 38 } as unknown as ImageBitmap;
const images = {
  get: (id: string) => (id === 'sheet' ? sheet : null),
  font: (id: string) => (id === 'runes' ? 'project-font-1' : null),
};

const told: AssetData = {
  ...{ name: 'sheet.png', kind: 'image', sha256: '0'.repeat(64), size: 1 },
  meta: {
    width: 74,
    height: 38,
    border: [2, 3, 4, 5],
    frames: {
      7: { rect: [0, 0, 8, 10], source: [1, 2, 10, 20], pivot: [0.5, 1] },
      8: { rect: [10, 0, 20, 4], rotated: true, pivot: [0.5, 1] },
    },
  },
};

/** Paints on a context that writes down what it is told. */
function painted(
  components: Record<string, StoredComponent>,
  state = {},
  clip?: never,
  transform = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 },
  t = tileset,
) {
  const calls: unknown[][] = [];
  const ctx = new Proxy({ globalAlpha: 1, getTransform: () => transform } as Record<string, unknown>, {
    get: (target, name: string) =>
      name in target ? target[name] : (...args: unknown[]) => void calls.push([name, ...args]),
    set: (target, name: string, value) => {
      target[name] = value;
      calls.push([`${name}=`, value]);
      return true;
    },
  }) as unknown as PaintContext;
  const entity = resolveEntity({}, 'e', blankEntity({ components }));
  paintEntity(
    ctx,
    entity,
    { ...stillState(entity), ...state },
    images,
    { t },
    { clip, assets: { sheet: told } },
  );
  expect(ctx.globalAlpha).toBe(1);
  return calls;
}

const drawn = (calls: unknown[][]) =>
  calls
    .filter(([name]) => name === 'drawImage')
    // An anchor at 0 makes a box at -0.
    .map((call) => call.slice(2).map((value) => Number(value) + 0));

describe('the painter', () => {
  it('lays the box of an entity around its anchor', () => {
    const Transform = { size: [40, 20], anchor: [0.5, 1] };
    expect(painted({ Transform, Shape: { fill: '#123456' } })).toContainEqual(['fillRect', -20, -20, 40, 20]);
  });

  it('paints nothing that cannot be seen', () => {
    expect(
      painted({ Transform: {}, Shape: {} }, { alpha: 0 }).filter(([name]) => name === 'fillRect'),
    ).toEqual([]);
    expect(painted({ Transform: {}, Shape: { fill: '' } }).filter(([name]) => name === 'fillRect')).toEqual(
      [],
    );
  });

  it('scales the corners of a polygon to its box', () => {
    const calls = painted({
      Transform: { size: [10, 20], anchor: [0, 0] },
      Shape: {
        kind: 'polygon',
        points: [
          [0, 0],
          [1, 0.5],
          [0, 1],
        ],
      },
    });
    expect(calls).toEqual(
      expect.arrayContaining([['moveTo', 0, 0], ['lineTo', 10, 10], ['lineTo', 0, 20], ['fill']]),
    );
  });

  it('takes a frame from a sheet with a border and gaps', () => {
    const sheetOf = { frameSize: [16, 16] as const, frameMargin: 1, frameSpacing: 2 };
    expect(frameRect(sheetOf, [74, 38], 5)).toEqual({ x: 19, y: 19, width: 16, height: 16 });
    expect(frameRect({ ...sheetOf, frameSize: [0, 0] }, [74, 38], 5)).toEqual({
      x: 0,
      y: 0,
      width: 74,
      height: 38,
    });
    const Sprite = { asset: 'sheet', ...sheetOf, frame: 1 };
    expect(drawn(painted({ Transform: { size: [32, 32] }, Sprite }))).toEqual([
      [19, 1, 16, 16, -16, -16, 32, 32],
    ]);
  });

  it('draws the frames of a sheet where they belong in the frame, all held at the same point', () => {
    const Transform = { size: [20, 40], anchor: [0, 0] };
    const Sprite = { asset: 'sheet', frame: 7 };
    expect(drawn(painted({ Transform, Sprite }))).toEqual([[0, 0, 8, 10, 2, 4, 16, 20]]);
    const calls = painted({ Transform, Sprite }, { frame: 8 });
    // 4 x 20 px upright, at twice its size, with its foot where the foot of the other one is.
    expect(calls).toContainEqual(['translate', 6, 40]);
    expect(drawn(calls)).toEqual([[10, 0, 20, 4, 0, 0, 40, 8]]);
  });

  it('keeps the borders of nine slices, and repeats what is between where it should', () => {
    const Transform = { size: [100, 50], anchor: [0, 0] };
    const of = (fill: string) => drawn(painted({ Transform, Sprite: { asset: 'sheet', fill } }));
    expect(of('nine-slice')).toEqual([
      [0, 0, 2, 3, 0, 0, 2, 3],
      [2, 0, 68, 3, 2, 0, 94, 3],
      [70, 0, 4, 3, 96, 0, 4, 3],
      [0, 3, 2, 30, 0, 3, 2, 42],
      [2, 3, 68, 30, 2, 3, 94, 42],
      [70, 3, 4, 30, 96, 3, 4, 42],
      [0, 33, 2, 5, 0, 45, 2, 5],
      [2, 33, 68, 5, 2, 45, 94, 5],
      [70, 33, 4, 5, 96, 45, 4, 5],
    ]);
    expect(of('repeat')).toEqual([
      [0, 0, 74, 38, 0, 0, 74, 38],
      [0, 0, 26, 38, 74, 0, 26, 38],
      [0, 0, 74, 12, 0, 38, 74, 12],
      [0, 0, 26, 12, 74, 38, 26, 12],
    ]);
  });

  it('mirrors a sprite about the middle of its box', () => {
    const Transform = { size: [32, 32], anchor: [0, 0] };
    const calls = painted({ Transform, Sprite: { asset: 'sheet', flipX: true } });
    expect(calls).toEqual(
      expect.arrayContaining([
        ['translate', 16, 16],
        ['scale', -1, 1],
      ]),
    );
  });

  it('writes lines of text one below the other', () => {
    const calls = painted({
      Transform: { size: [100, 50], anchor: [0, 0] },
      Text: { text: 'a\nb', fontSize: 10, align: 'right' },
    });
    expect(calls.filter(([name]) => name === 'fillText')).toEqual([
      ['fillText', 'a', 100, 0],
      ['fillText', 'b', 100, 12],
    ]);
  });

  it('writes with a font of the project once that is there, else with what stands in for it', () => {
    const fontOf = (fontFile: string) =>
      painted({ Text: { text: 'a', fontSize: 10, font: 'mono', fontFile } }).find(
        ([name]) => name === 'font=',
      )![1];
    expect(fontOf('runes')).toMatch(/^10px "project-font-1", ui-monospace/u);
    expect(fontOf('loading')).toBe(fontOf(''));
  });

  it('draws tiles in their cells, from the right place of the sheet, and leaves out what is out of sight', () => {
    const Tilemap = {
      tileSize: [16, 16],
      tilesets: [{ firstTile: 10, tileset: 't' }],
      tiles: tilesFrom([
        [0, 0, 10],
        [2, 1, 15],
        [40, 40, 11],
      ]),
    };
    const components = { Transform: { anchor: [0, 0] }, Tilemap };
    expect(drawn(painted(components))).toEqual([
      [1, 1, 16, 16, 0, 0, 16, 16],
      [19, 19, 16, 16, 32, 16, 16, 16],
      [19, 1, 16, 16, 640, 640, 16, 16],
    ]);
    const clip = { x: 0, y: 0, width: 15, height: 15 } as never;
    expect(drawn(painted(components, {}, clip))).toHaveLength(1);
  });

  it('leaves no gap between tiles on the screen, at any zoom', () => {
    const row = Array.from({ length: 20 }, (_, x): [number, number, number] => [x, 0, 1]);
    const Tilemap = {
      ...{ tileSize: [16, 16], tilesets: [{ firstTile: 1, tileset: 't' }] },
      tiles: tilesFrom(row),
    };
    const components = { Transform: { anchor: [0, 0] }, Tilemap };
    for (const scale of [0.37, 0.6, 1, 1.7]) {
      const transform = { a: scale, b: 0, c: 0, d: scale, e: 10.3, f: 4.8 };
      const tiles = drawn(painted(components, {}, undefined, transform)) as number[][];
      const edges = tiles.map(([, , , , x, , width]) => [
        x! * scale + transform.e,
        (x! + width!) * scale + transform.e,
      ]);
      edges.forEach(([left, right], at) => {
        expect(left).toBeCloseTo(Math.round(left!), 6);
        if (at + 1 < edges.length) expect(edges[at + 1]![0]).toBeCloseTo(right!, 6);
      });
    }
  });

  it('turns tiles by their flags, the diagonal first', () => {
    const tiles = tilesFrom([[0, 0, FLIP_X + FLIP_DIAGONAL + 1]]);
    const Tilemap = { tileSize: [16, 16], tilesets: [{ firstTile: 1, tileset: 't' }], tiles };
    const calls = painted({ Transform: { anchor: [0, 0] }, Tilemap });
    const turns = calls.filter(([name]) => name === 'scale' || name === 'transform');
    expect(turns).toEqual([
      ['scale', -1, 1],
      ['transform', 0, 1, 1, 0, 0, 0],
    ]);
  });

  it('stands tiles that lie on their side at the foot of the cell', () => {
    const tiles = tilesFrom([[1, 2, FLIP_DIAGONAL + 1]]);
    const Tilemap = { tileSize: [16, 16], tilesets: [{ firstTile: 1, tileset: 't' }], tiles };
    const tall: TilesetData = { ...tileset, tileSize: [10, 30], offset: [1, 2] };
    const calls = painted({ Transform: { anchor: [0, 0] }, Tilemap }, {}, undefined, undefined, tall);
    // 30 wide and 10 high above 16, 48: its middle.
    expect(calls.filter(([name]) => name === 'translate')).toContainEqual([
      'translate',
      16 + 1 + 15,
      48 + 2 - 5,
    ]);
    expect(drawn(calls)[0]!.slice(4)).toEqual([-5, -15, 10, 30]);
  });

  it('draws cells of slanted rows from the left, row by row of the screen, whatever the order', () => {
    const tiles = tilesFrom([
      [0, 0, 1],
      [1, 0, 2],
      [0, 1, 3],
      [1, 1, 4],
    ]);
    const of = (more: object) => {
      const Tilemap = { tileSize: [16, 16], tilesets: [{ firstTile: 1, tileset: 't' }], tiles, ...more };
      return drawn(painted({ Transform: { anchor: [0, 0] }, Tilemap })).map(([x]) => (x! - 1) / 18 + 1);
    };
    expect(of({ grid: 'isometric' })).toEqual([1, 3, 2, 4]);
    expect(of({ grid: 'isometric', drawOrder: 'left-up' })).toEqual([1, 3, 2, 4]);
    expect(of({ grid: 'staggered', drawOrder: 'left-up' })).toEqual([1, 2, 3, 4]);
    expect(of({ drawOrder: 'left-up' })).toEqual([4, 3, 2, 1]);
  });

  it('finds the tileset of a number, and the step of an animation', () => {
    const uses = [
      { firstTile: 1, tileset: 't' },
      { firstTile: 9, tileset: 'u' },
    ];
    const tilesets = { t: tileset, u: { ...tileset, name: 'Second' } };
    expect(tileOf(uses, tilesets, 8)).toEqual({ tileset, tile: 7 });
    expect(tileOf(uses, tilesets, 9)?.tileset.name).toBe('Second');
    expect(tileOf(uses, {}, 9)).toBeNull();
    expect(tileRect(tileset, 5)).toEqual({ x: 19, y: 19, width: 16, height: 16 });
    expect([0, 0.05, 0.15, 0.29, 0.31].map((time) => shownTile(tileset, 3, time))).toEqual([3, 3, 5, 5, 3]);
    expect(shownTile(tileset, 0, 1)).toBe(0);
  });
});
