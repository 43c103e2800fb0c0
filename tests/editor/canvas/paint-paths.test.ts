import { describe, expect, it } from 'vitest';
import { paintPaths } from '../../../src/lib/editor/canvas/paint-paths.ts';
import type { PlayPaths } from '../../../src/lib/editor/core/play-source.ts';

/** What a context was told: lines as lists of points, rings as their centres, each with its colour when it was drawn. */
function drawn(paths: PlayPaths) {
  let open: number[][][] = [];
  let ring: number[] | null = null;
  const strokes: { color: string; dashed: boolean; lines: number[][][]; ring: number[] | null }[] = [];
  let dash: number[] = [];
  const ctx = {
    strokeStyle: '',
    lineWidth: 1,
    save() {},
    restore() {},
    setLineDash: (next: number[]) => (dash = next),
    beginPath() {
      open = [];
      ring = null;
    },
    moveTo: (...point: number[]) => open.push([point]),
    lineTo: (...point: number[]) => open.at(-1)!.push(point),
    arc: (x: number, y: number) => (ring = [x, y]),
    stroke() {
      strokes.push({ color: this.strokeStyle, dashed: dash.length > 0, lines: open, ring });
    },
  };
  paintPaths(ctx as unknown as CanvasRenderingContext2D, paths, ([x, y]) => [x * 2, y * 2]);
  // Each is drawn twice, first its dark rim.
  return strokes.filter((_, at) => at % 2 === 1);
}
const path = (from: number, ...points: number[]) => ({ from, points: new Float32Array(points) });

describe('paths of an entity', () => {
  it('begin at the chosen moment, on the screen, and miss what nobody knows', () => {
    const now = path(10, 0, 0, 5, 5, 10, 10, NaN, NaN, 20, 20, 30, 30);
    const [line, ...more] = drawn({ entity: 'a', at: 11, from: 11, now, before: null });
    expect(more).toEqual([]);
    expect(line!.lines).toEqual([
      [
        [10, 10],
        [20, 20],
      ],
      [
        [40, 40],
        [60, 60],
      ],
    ]);
  });

  it('leave out steps that nobody could see', () => {
    const now = path(0, 0, 0, 0.1, 0, 0.2, 0, 5, 0);
    expect(drawn({ entity: 'a', at: 0, from: 0, now, before: null })[0]!.lines).toEqual([
      [
        [0, 0],
        [10, 0],
      ],
    ]);
  });

  it('show the earlier one dashed, with a ring where it had been at the shown moment', () => {
    const paths = { entity: 'a', from: 0, now: path(0, 0, 0, 9, 9), before: path(0, 0, 0, 4, 0) };
    const [before, ring, now] = drawn({ ...paths, at: 1 });
    expect(before).toMatchObject({
      dashed: true,
      lines: [
        [
          [0, 0],
          [8, 0],
        ],
      ],
    });
    expect(ring).toMatchObject({ dashed: false, ring: [8, 0], color: before!.color });
    expect(now!.color).not.toBe(before!.color);
    // It was no more by then.
    expect(drawn({ ...paths, at: 7 }).filter((each) => each.ring)).toEqual([]);
  });
});
