import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TilePicture, type TileLook } from '../../src/lib/runtime/compose-tiles.ts';
import { blit, cutTile, resized, TileSheet, type Pixels } from '../../src/lib/runtime/tile-pixels.ts';
import { FLIP_DIAGONAL, FLIP_X, FLIP_Y } from '../../src/lib/schema/tiles.ts';

const opaque = 0xff000000;
/** A sheet of 4 x 2 pixels, numbered row by row. */
const sheet = { width: 4, height: 2, data: Uint32Array.from({ length: 8 }, (_, at) => opaque + at) };
const numbers = ({ data }: Pixels) => [...data].map((pixel) => (pixel - opaque) >>> 0);

describe('pixels of tiles', () => {
  it.each([
    ['as it is', 0, [2, 4], [1, 2, 5, 6]],
    ['left to right', FLIP_X, [2, 4], [2, 1, 6, 5]],
    ['top to bottom', FLIP_Y, [2, 4], [5, 6, 1, 2]],
    ['along the diagonal', FLIP_DIAGONAL, [2, 4], [1, 5, 2, 6]],
    // A quarter turn to the right, as Tiled writes it.
    ['turned', FLIP_DIAGONAL + FLIP_X, [2, 4], [5, 1, 6, 2]],
  ] as const)('are cut out and mirrored: %s', (_, flags, __, expected) => {
    expect(numbers(cutTile(sheet, { x: 1, y: 0, width: 2, height: 2 }, flags))).toEqual(expected);
  });

  it('swap their sides when they are turned', () => {
    const turned = cutTile(sheet, { x: 0, y: 0, width: 3, height: 2 }, FLIP_DIAGONAL);
    expect([turned.width, turned.height]).toEqual([2, 3]);
    expect(numbers(turned)).toEqual([0, 4, 1, 5, 2, 6]);
  });

  it('are transparent outside of the sheet', () => {
    const cut = cutTile(sheet, { x: 3, y: 1, width: 2, height: 2 }, 0);
    expect(cut.opaque).toBe(false);
    expect([...cut.data]).toEqual([opaque + 7, 0, 0, 0]);
  });

  it('become the mean of what they cover, by how much each can be seen', () => {
    const data = Uint32Array.of(0xff0000ff, 0xff000001, 0, 0);
    const [pixel] = resized({ width: 2, height: 2, data, opaque: false }, 1, 1).data;
    expect([pixel! >>> 24, pixel! & 255]).toEqual([128, 128]);
    const large = resized(
      { width: 2, height: 1, data: Uint32Array.of(opaque, opaque + 9), opaque: true },
      4,
      2,
    );
    expect(numbers(large)).toEqual([0, 0, 9, 9, 0, 0, 9, 9]);
  });

  it('keep their colour at any size when they have but one', () =>
    fc.assert(
      fc.property(
        fc.nat(0xffffff),
        fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 })),
        fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 })),
        (color, [width, height], [w, h]) => {
          const data = new Uint32Array(width * height).fill(opaque + color);
          const other = resized({ width, height, data, opaque: true }, w, h);
          expect(new Set(other.data)).toEqual(new Set([opaque + color]));
          expect(other.data).toHaveLength(w * h);
        },
      ),
    ));

  it('cover what is below as far as they can be seen', () => {
    const below: Pixels = { width: 3, height: 1, data: Uint32Array.of(opaque, opaque, 0), opaque: false };
    const half = 0x800000ff;
    blit(below, { width: 3, height: 1, data: Uint32Array.of(half, 0, half), opaque: false }, 0, 0);
    expect([...below.data]).toEqual([0xff000080, opaque, half]);
  });
});

describe('a picture of tiles', () => {
  const look: TileLook = {
    sheet: new TileSheet({ width: 8, height: 8, data: new Uint32Array(64).fill(opaque + 5) }),
    part: { x: 0, y: 0, width: 8, height: 8 },
    flags: 0,
    dx: 0,
    dy: 0,
    width: 8,
    height: 8,
    known: [],
  };

  it('has no gaps between neighbours, at any scale and place', () =>
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 4, noNaN: true }),
        fc.tuple(
          fc.double({ min: -90, max: 10, noNaN: true }),
          fc.double({ min: -90, max: 10, noNaN: true }),
        ),
        (scale, shift) => {
          const area = { x: 10, y: 10, width: 60, height: 40 };
          const data = new Uint32Array(area.width * area.height);
          const picture = new TilePicture(area, { scale: [scale, scale], shift }, data);
          const cells = Math.ceil(200 / (8 * scale));
          for (let y = 0; y < cells; y++) for (let x = 0; x < cells; x++) picture.put(look, x * 8, y * 8);
          expect(data.every((pixel) => pixel === opaque + 5)).toBe(true);
        },
      ),
      { numRuns: 40 },
    ));
});
