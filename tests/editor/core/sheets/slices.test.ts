import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alphaFrames } from '../../../../src/lib/editor/core/sheets/slice-alpha.ts';
import { gridFrames, isEmpty, likelyCell } from '../../../../src/lib/editor/core/sheets/slice-grid.ts';

describe('a sheet cut by a grid', () => {
  it('gives whole frames only, that never meet', () => {
    const size = fc.integer({ min: 1, max: 90 });
    const gap = fc.nat(5);
    fc.assert(
      fc.property(size, size, size, size, gap, gap, (width, height, w, h, margin, spacing) => {
        const frames = gridFrames([width, height], { cell: [w, h], margin, spacing });
        const columns = Math.max(0, Math.floor((width - 2 * margin + spacing) / (w + spacing)));
        const rows = Math.max(0, Math.floor((height - 2 * margin + spacing) / (h + spacing)));
        expect(frames).toHaveLength(columns * rows);
        for (const [at, [x, y]] of frames.entries()) {
          expect(x).toBe(margin + (at % columns) * (w + spacing));
          expect(y).toBe(margin + Math.floor(at / columns) * (h + spacing));
        }
      }),
    );
  });

  it.each([
    [
      [128, 32],
      [32, 32],
    ],
    [
      [16, 96],
      [16, 16],
    ],
    [
      [192, 128],
      [64, 64],
    ],
    [
      [75, 50],
      [75, 50],
    ],
  ] as const)('of %j px is most likely made of %j', (size, cell) => {
    expect(likelyCell(size)).toEqual(cell);
  });
});

/** Rows of text; a dot is transparent. */
function picture(...rows: string[]) {
  const width = rows[0]!.length;
  const alpha = Uint8Array.from(
    [...rows.join('')].map((each) => (each === '.' ? 0 : each === 'o' ? 40 : 255)),
  );
  return { alpha, width, height: rows.length };
}
const cut = { threshold: 1, gap: 0, smallest: 1 };

describe('a sheet cut by transparency', () => {
  it('finds islands row by row, takes near ones together, and leaves specks out', () => {
    const { alpha, width, height } = picture(
      '##...#..#',
      '##..##..#',
      '.........',
      '.........',
      '.........',
      '.#.....##',
      '#......o#',
    );
    expect(alphaFrames(alpha, width, height, cut)).toEqual([
      [0, 0, 2, 2],
      [4, 0, 2, 2],
      [8, 0, 1, 2],
      [0, 5, 2, 2],
      [7, 5, 2, 2],
    ]);
    expect(alphaFrames(alpha, width, height, { ...cut, gap: 2, smallest: 3 })).toEqual([
      [0, 0, 6, 2],
      [7, 5, 2, 2],
    ]);
    expect(isEmpty(alpha, width, [0, 2, 9, 2])).toBe(true);
    expect(isEmpty(alpha, width, [0, 2, 9, 4])).toBe(false);
  });

  it('covers every pixel that counts with one box, and no two boxes meet', () => {
    const bitmap = fc.array(fc.array(fc.constantFrom(0, 0, 0, 255), { minLength: 12, maxLength: 12 }), {
      minLength: 1,
      maxLength: 10,
    });
    fc.assert(
      fc.property(bitmap, (rows) => {
        const alpha = Uint8Array.from(rows.flat());
        const frames = alphaFrames(alpha, 12, rows.length, cut);
        for (let y = 0; y < rows.length; y++)
          for (let x = 0; x < 12; x++) {
            const holders = frames.filter(([l, t, w, h]) => x >= l && x < l + w && y >= t && y < t + h);
            if (alpha[y * 12 + x]) expect(holders).toHaveLength(1);
            else expect(holders.length).toBeLessThan(2);
          }
      }),
    );
  });
});
