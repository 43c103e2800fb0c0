import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Vec2 } from '../../../../src/lib/base/geometry.ts';
import {
  boxPixels,
  floodPixels,
  linePixels,
  mirrored,
  ovalPixels,
  thick,
} from '../../../../src/lib/editor/core/pixels/marks.ts';
import {
  blankPicture,
  bytesOf,
  colorOf,
  coloursOf,
  painted,
  partOf,
  pictureOf,
  pixelAt,
  pixelOf,
  resized,
  wholeOf,
  type Picture,
} from '../../../../src/lib/editor/core/pixels/picture.ts';
import { PixelDesk, PIXEL_TOOLS } from '../../../../src/lib/editor/core/pixels/pixel-desk.ts';

const RED = pixelOf('#ff0000');
const BLUE = pixelOf('#0000ff');
const point = fc.tuple(fc.integer({ min: -4, max: 20 }), fc.integer({ min: -4, max: 20 }));
const inside = fc.tuple(fc.nat(15), fc.nat(15));

/** Rows of a picture, `.` for nothing and `#` for anything. */
const drawn = ({ width, height, pixels }: Picture): string[] =>
  Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) => (pixels[y * width + x] ? '#' : '.')).join(''),
  );
const draw = (points: Vec2[], size = 5) => drawn(painted(blankPicture(size, size), points, RED));

describe('pixels', () => {
  it('go to bytes and colours and back', () => {
    expect([...bytesOf(painted(blankPicture(1, 1), [[0, 0]], pixelOf('#11223344')))]).toEqual([
      0x11, 0x22, 0x33, 0x44,
    ]);
    expect([colorOf(RED), colorOf(pixelOf('#11223344')), pixelOf('#12345600'), pixelOf('red')]).toEqual([
      '#ff0000',
      '#11223344',
      0,
      0,
    ]);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        const picture = pictureOf(2, 2, bytes);
        expect(pictureOf(2, 2, bytesOf(picture))).toEqual(picture);
      }),
    );
  });

  it('stay where they are on another size, and parts are cut out', () => {
    const picture = painted(
      blankPicture(3, 2),
      [
        [0, 0],
        [2, 1],
      ],
      RED,
    );
    expect(drawn(resized(picture, 4, 3))).toEqual(['#...', '..#.', '....']);
    expect(drawn(resized(picture, 2, 1))).toEqual(['#.']);
    expect(drawn(partOf(picture, { x: 1, y: 1, width: 3, height: 2 }))).toEqual(['.#.', '...']);
    expect(blankPicture(0, 99999)).toMatchObject({ width: 1, height: 512 });
  });

  it('are counted by colour, the most used first', () => {
    const picture = painted(
      painted(
        blankPicture(3, 1),
        [
          [0, 0],
          [1, 0],
        ],
        BLUE,
      ),
      [[2, 0]],
      RED,
    );
    expect(coloursOf(picture, 9)).toEqual([BLUE, RED]);
    expect(coloursOf(picture, 1)).toEqual([BLUE]);
  });
});

describe('marks', () => {
  it('lines reach from end to end without a gap', () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        const points = linePixels(a, b);
        expect([points[0], points.at(-1)]).toEqual([a, b]);
        for (let i = 1; i < points.length; i++) {
          const [dx, dy] = [points[i]![0] - points[i - 1]![0], points[i]![1] - points[i - 1]![1]];
          expect(Math.max(Math.abs(dx), Math.abs(dy))).toBe(1);
        }
      }),
    );
  });

  it('boxes and ovals lie between their corners, hollow or full', () => {
    expect(draw(boxPixels([3, 3], [1, 1], false))).toEqual(['.....', '.###.', '.#.#.', '.###.', '.....']);
    expect(draw(boxPixels([1, 1], [3, 2], true))).toEqual(['.....', '.###.', '.###.', '.....', '.....']);
    expect(draw(ovalPixels([0, 0], [4, 4], true))).toEqual(['.###.', '#####', '#####', '#####', '.###.']);
    expect(draw(ovalPixels([0, 0], [4, 4], false))).toEqual(['.###.', '#...#', '#...#', '#...#', '.###.']);
    expect(draw(thick([[1, 1]], 3))).toEqual(['###..', '###..', '###..', '.....', '.....']);
  });

  it('a bucket fills what hangs together, and nothing beyond', () => {
    const walls = painted(blankPicture(5, 5), boxPixels([1, 1], [3, 3], false), RED);
    expect(floodPixels(walls, [2, 2], wholeOf(walls))).toEqual([[2, 2]]);
    expect(floodPixels(walls, [0, 0], wholeOf(walls))).toHaveLength(16);
    expect(floodPixels(walls, [9, 9], wholeOf(walls))).toEqual([]);
    expect(floodPixels(walls, [0, 0], { x: 0, y: 0, width: 5, height: 1 })).toHaveLength(5);
  });

  it('a mirror gives back what it was given', () => {
    const box = { x: 2, y: 2, width: 4, height: 4 };
    fc.assert(
      fc.property(inside, (at) => {
        const [, other] = mirrored([at], box, { x: true, y: false }) as [Vec2, Vec2];
        expect(mirrored([other], box, { x: true, y: false })[1]).toEqual(at);
      }),
    );
    expect(mirrored([[2, 2]], box, { x: true, y: true })).toEqual([
      [2, 2],
      [5, 2],
      [2, 5],
      [5, 5],
    ]);
  });
});

describe('a picture in the making', () => {
  const desk = (size = 5) => {
    const made = new PixelDesk(blankPicture(size, size));
    made.colour = RED;
    return made;
  };

  it('every stroke is one step; going back and forth gives the same pictures', () => {
    const stroke = fc.record({
      tool: fc.constantFrom(...PIXEL_TOOLS),
      points: fc.array(point, { minLength: 1, maxLength: 4 }),
      even: fc.boolean(),
      mirror: fc.record({ x: fc.boolean(), y: fc.boolean() }),
      size: fc.integer({ min: 1, max: 3 }),
      filled: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(stroke, { maxLength: 6 }), (strokes) => {
        const made = desk(16);
        const pictures = [made.picture];
        for (const { points, even, ...hand } of strokes) {
          Object.assign(made, hand);
          made.begin(points[0]!);
          for (const at of points.slice(1)) made.move(at, even);
          made.end();
          if (made.picture !== pictures.at(-1)) pictures.push(made.picture);
        }
        for (const picture of pictures.slice(0, -1).reverse()) {
          made.undo();
          expect(made.picture).toBe(picture);
        }
        expect([made.canUndo, made.dirty]).toEqual([false, false]);
        for (const picture of pictures.slice(1)) {
          made.redo();
          expect(made.picture).toBe(picture);
        }
        expect(made.canRedo).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('a pencil leaves no gaps, a line is drawn anew with each move, Shift evens it', () => {
    const made = desk();
    made.begin([0, 0]);
    made.move([4, 0]);
    made.end();
    expect(drawn(made.picture)[0]).toBe('#####');
    made.tool = 'line';
    made.begin([0, 1]);
    made.move([4, 4]);
    made.move([4, 2], true);
    made.end();
    expect(drawn(made.picture)[1]).toBe('#####');
    expect(drawn(made.picture).slice(2)).toEqual(['.....', '.....', '.....']);
  });

  it('the eraser and the other button take away; Escape brings back', () => {
    const made = desk();
    made.tool = 'fill';
    made.begin([0, 0]);
    made.end();
    made.tool = 'pencil';
    made.begin([2, 2], true);
    made.end();
    expect(pixelAt(made.picture, [2, 2])).toBe(0);
    const before = made.picture;
    made.tool = 'eraser';
    made.begin([0, 0]);
    made.cancel();
    expect(made.picture).toBe(before);
  });

  it('a part of a sheet is painted on alone, and mirrored in its own middle', () => {
    const made = desk(6);
    made.part = { x: 3, y: 0, width: 3, height: 3 };
    made.mirror = { x: true, y: false };
    made.begin([3, 1]);
    made.move([0, 1]);
    made.end();
    expect(drawn(made.picture)[1]).toBe('...#.#');
    made.tool = 'fill';
    made.begin([4, 0]);
    made.end();
    expect(drawn(made.picture).join('')).toHaveLength(36);
    expect(drawn(made.picture).map((row) => row.slice(0, 3))).toEqual(Array(6).fill('...'));
    made.clear();
    expect(drawn(made.picture)).toEqual(Array(6).fill('......'));
  });

  it('picks up colours, not from where nothing is, and knows what would be lost', () => {
    const made = desk();
    made.begin([1, 1]);
    made.end();
    made.colour = BLUE;
    made.pick([0, 0]);
    expect(made.colour).toBe(BLUE);
    made.pick([1, 1]);
    expect([made.colour, made.dirty]).toEqual([RED, true]);
    made.kept();
    expect(made.dirty).toBe(false);
    made.resize(8, 8);
    expect([made.dirty, made.picture.width]).toEqual([true, 8]);
  });
});
