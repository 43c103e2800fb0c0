import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitsSheet, frameSheet } from '../../src/lib/import/sheets/frame-sheet.ts';

const frames = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
  .chain(([width, height]) =>
    fc
      .array(fc.uint8Array({ minLength: width * height * 4, maxLength: width * height * 4, max: 2 }), {
        minLength: 1,
        maxLength: 12,
      })
      .map((pictures) => ({ width, height, pictures })),
  );

it('has every frame where it says, alike ones once, none over another', () => {
  fc.assert(
    fc.property(frames, ({ width, height, pictures }) => {
      const sheet = frameSheet([...pictures, pictures[0]!], width, height);
      expect(sheet.rects).toHaveLength(pictures.length + 1);
      expect(sheet.rects.at(-1)).toEqual(sheet.rects[0]);
      const different = new Set(pictures.map((each) => each.join()));
      expect(new Set(sheet.rects.map((rect) => rect.join())).size).toBe(different.size);
      pictures.forEach((picture, at) => {
        const [left, top, wide, high] = sheet.rects[at]!;
        expect([wide, high, left % width, top % height]).toEqual([width, height, 0, 0]);
        expect(left + wide <= sheet.width && top + high <= sheet.height).toBe(true);
        const cut = Array.from({ length: high }, (_, y) => {
          const start = ((top + y) * sheet.width + left) * 4;
          return [...sheet.rgba.subarray(start, start + wide * 4)];
        });
        expect(cut.flat()).toEqual([...picture]);
      });
    }),
    { numRuns: 60 },
  );
});

it('says what is too large for one picture', () => {
  expect(fitsSheet(60, 512, 512)).toBe(true);
  expect(fitsSheet(300, 512, 512)).toBe(false);
  expect(fitsSheet(9, 8000, 1)).toBe(false);
});
