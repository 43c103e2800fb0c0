import fc from 'fast-check';
import { expect, it } from 'vitest';
import { slices } from '../../src/lib/runtime/slices.ts';

const side = fc.integer({ min: 1, max: 200 });
const border = fc.tuple(fc.nat(120), fc.nat(120), fc.nat(120), fc.nat(120));

it('covers the box once, whatever the borders, and never reaches out of the picture', () => {
  fc.assert(
    fc.property(side, side, side, side, border, fc.boolean(), (w, h, width, height, edges, repeat) => {
      const from = { x: 5, y: 7, width: w, height: h };
      const pieces = slices(from, { x: -3, y: 2, width, height }, edges, repeat);
      const area = pieces.reduce((sum, { to }) => sum + to.width * to.height, 0);
      // Borders that take all of the picture leave nothing for what is between them.
      const middle = edges[0] + edges[2] < w && edges[1] + edges[3] < h;
      if (middle) expect(area).toBeCloseTo(width * height, 3);
      for (const { from: part, to } of pieces) {
        expect(part.x).toBeGreaterThanOrEqual(5 - 1e-6);
        expect(part.y).toBeGreaterThanOrEqual(7 - 1e-6);
        expect(part.x + part.width).toBeLessThanOrEqual(5 + w + 1e-6);
        expect(part.y + part.height).toBeLessThanOrEqual(7 + h + 1e-6);
        expect(to.x + to.width).toBeLessThanOrEqual(-3 + width + 1e-6);
        expect(to.y + to.height).toBeLessThanOrEqual(2 + height + 1e-6);
      }
    }),
  );
});

it('keeps the size of corners that fit', () => {
  const [first] = slices(
    { x: 0, y: 0, width: 30, height: 30 },
    { x: 0, y: 0, width: 90, height: 60 },
    [10, 9, 8, 7],
    false,
  );
  expect(first).toEqual({
    from: { x: 0, y: 0, width: 10, height: 9 },
    to: { x: 0, y: 0, width: 10, height: 9 },
  });
});
