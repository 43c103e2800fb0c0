import { expect, it } from 'vitest';
import { replacedSheet } from '../../../../src/lib/editor/core/sheets/replaced-sheet.ts';
import type { AnimationData, FrameData, SheetMeta } from '../../../../src/lib/schema/sheet.ts';

const frame = (x: number): FrameData => ({ rect: [x, 0, 8, 8] });
const animation = (name: string, steps: AnimationData['steps']): AnimationData => ({
  ...{ name, order: 'a0', direction: 'forward', repeat: 0, steps },
});
const step = (frame: number, event?: string) => ({
  ...{ order: `a${frame}`, frame, duration: 100 },
  ...(event && { event }),
});

const old: SheetMeta = {
  frames: { 0: frame(0), 1: frame(8) },
  animations: {
    a: animation('walk', { x: step(0), y: step(1, 'step') }),
    b: animation('mine', { x: step(1) }),
  },
  border: [1, 1, 1, 1],
};

it('leaves the frames alone when the new picture has none', () => {
  expect(replacedSheet(old, {})).toBeNull();
});

it('takes frames and animations of the new picture, and keeps what only the project knows', () => {
  const next: SheetMeta = {
    frames: { 0: frame(0), 1: frame(16), 2: frame(32) },
    animations: { n: animation('walk', { p: step(0), q: step(1), r: step(2) }) },
  };
  expect(replacedSheet(old, next)).toEqual({
    frames: next.frames,
    animations: {
      b: old.animations!.b,
      n: animation('walk', { p: step(0), q: step(1, 'step'), r: step(2) }),
    },
    border: [1, 1, 1, 1],
  });
});
