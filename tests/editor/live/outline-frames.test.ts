import { expect, it } from 'vitest';
import { outlineFrames } from '../../../src/lib/editor/live/outline-frames.ts';
import type { AssetMeta } from '../../../src/lib/schema/asset-meta.ts';
import { defaultsOf } from '../../../src/lib/schema/components.ts';

const sprite = (fields: object = {}) => ({ ...defaultsOf('Sprite'), asset: 'a', ...fields });
const step = (frame: number) => ({ order: `a${frame}`, frame, duration: 100 });
const sheet: AssetMeta = {
  frames: {
    0: { rect: [0, 0, 10, 20] },
    // Trimmed: of a whole of 10 x 20, held at its foot.
    1: { rect: [10, 0, 4, 6], source: [3, 14, 10, 20], pivot: [0.5, 1] },
    2: { rect: [20, 0, 30, 20], rotated: true },
  },
  animations: {
    x: {
      name: 'walk',
      order: 'a0',
      direction: 'forward',
      repeat: 0,
      steps: { a: step(2), b: step(1), c: step(2) },
    },
  },
};
const size = [300, 300] as const;

it('takes the whole picture, or the cells of a grid', () => {
  expect(outlineFrames(sprite(), undefined, [64, 32], size, true)).toEqual({
    ...{ numbers: [0], box: [64, 32], bounds: { x: 0, y: 0, width: 64, height: 32 } },
  });
  const grid = sprite({ frameSize: [16, 8], frame: 2, frames: 3 });
  expect(outlineFrames(grid, sheet, [64, 32], size, true)).toMatchObject({
    numbers: [2, 3, 4],
    box: [16, 8],
  });
  expect(outlineFrames(grid, sheet, [64, 32], size, false).numbers).toEqual([2]);
});

it('takes the frames that an animation plays, each once, with what reaches beyond the box', () => {
  const walk = sprite({ animation: 'walk' });
  expect(outlineFrames(walk, sheet, [64, 32], size, false).numbers).toEqual([1]);
  const { numbers, box, bounds } = outlineFrames(walk, sheet, [64, 32], size, true);
  expect(numbers).toEqual([2, 1]);
  expect(box).toEqual([10, 20]);
  // The turned frame is 20 x 30 upright and held in its middle; the trimmed one stands higher by half of its height.
  expect(bounds).toEqual({ x: -5, y: -5, width: 20, height: 30 });
  const flipped = outlineFrames(sprite({ animation: 'walk', flipX: true }), sheet, [64, 32], size, true);
  expect(flipped.bounds).toEqual(bounds);
});

it('takes the size of the entity where the picture is not stretched', () => {
  const repeated = sprite({ fill: 'repeat' });
  expect(outlineFrames(repeated, sheet, [64, 32], size, true)).toMatchObject({
    ...{ box: [300, 300], bounds: { x: 0, y: 0, width: 300, height: 300 } },
  });
});
