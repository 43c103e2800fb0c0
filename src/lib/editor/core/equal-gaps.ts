/** Equal gaps as data: where a box has the same distance to its neighbours as they have to theirs. Pure. */
import type { Rect } from '../../base/geometry.ts';
import { highOf, lengthOf, lowOf, type Axis } from './align.ts';

/** A gap to draw, in scene pixels: along `axis` from `from` to `to`, at `at` on the other axis. */
export interface GapMark {
  axis: Axis;
  from: number;
  to: number;
  at: number;
}

/** A gap between two boxes of a row. */
interface Gap {
  from: number;
  to: number;
}

const SAME = 1e-6;

/**
 * The boxes beside another one along an axis: those that share a part of the other axis with it, in order. What it
 * lies in, such as a background or the game's screen, is no neighbour.
 */
function rowOf(box: Rect, axis: Axis, others: readonly Rect[]): Rect[] {
  const across = axis === 'x' ? 'y' : 'x';
  return others
    .filter(
      (other) =>
        lowOf(other, across) < highOf(box, across) &&
        lowOf(box, across) < highOf(other, across) &&
        !(lowOf(other, axis) <= lowOf(box, axis) && highOf(box, axis) <= highOf(other, axis)),
    )
    .sort((a, b) => lowOf(a, axis) - lowOf(b, axis));
}

/** The gaps in a row; boxes that overlap have none between them. */
function gapsOf(row: readonly Rect[], axis: Axis): Gap[] {
  const gaps: Gap[] = [];
  let end = -Infinity;
  for (const box of row) {
    if (Number.isFinite(end) && lowOf(box, axis) > end + SAME) gaps.push({ from: end, to: lowOf(box, axis) });
    end = Math.max(end, highOf(box, axis));
  }
  return gaps;
}

/** The nearest ends before and after a box; a neighbour may overlap it by `slack`. */
function neighbours(
  box: Rect,
  axis: Axis,
  row: readonly Rect[],
  slack: number,
): [number | null, number | null] {
  let before: number | null = null;
  let after: number | null = null;
  for (const other of row) {
    const [low, high] = [lowOf(other, axis), highOf(other, axis)];
    if (high <= lowOf(box, axis) + slack) before = before === null ? high : Math.max(before, high);
    else if (low >= highOf(box, axis) - slack) after = after === null ? low : Math.min(after, low);
  }
  return [before, after];
}

/** The smallest way along an axis to where a gap of the box equals another gap of its row; `null` for none in reach. */
export function gapOffset(box: Rect, axis: Axis, others: readonly Rect[], reach: number): number | null {
  const row = rowOf(box, axis, others);
  if (row.length < 2) return null;
  const [before, after] = neighbours(box, axis, row, reach);
  const length = lengthOf(box, axis);
  const goals: number[] = [];
  if (before !== null && after !== null && after - before >= length)
    goals.push((before + after - length) / 2);
  for (const { from, to } of gapsOf(row, axis)) {
    // Not the gap in which the box itself is.
    if (from === before && to === after) continue;
    if (before !== null) goals.push(before + to - from);
    if (after !== null) goals.push(after - (to - from) - length);
  }
  let best: number | null = null;
  for (const goal of goals) {
    const off = goal - lowOf(box, axis);
    if (Math.abs(off) <= reach && (best === null || Math.abs(off) < Math.abs(best))) best = off;
  }
  return best;
}

/** The gaps of a row that equal a gap of the box where it stands, that one included; none when it is alone. */
export function equalGaps(box: Rect, axis: Axis, others: readonly Rect[]): GapMark[] {
  const row = rowOf(box, axis, others);
  const [before, after] = neighbours(box, axis, row, SAME);
  const own: Gap[] = [];
  if (before !== null && lowOf(box, axis) > before + SAME) own.push({ from: before, to: lowOf(box, axis) });
  if (after !== null && after > highOf(box, axis) + SAME) own.push({ from: highOf(box, axis), to: after });
  const standing = gapsOf(row, axis).filter(({ from, to }) => from !== before || to !== after);
  const found = new Set<Gap>();
  const equal = (a: Gap, b: Gap) => Math.abs(a.to - a.from - (b.to - b.from)) < 1e-3;
  for (const gap of own)
    for (const other of [...standing, ...own])
      if (other !== gap && equal(gap, other)) found.add(gap).add(other);
  const across = axis === 'x' ? 'y' : 'x';
  const at = lowOf(box, across) + lengthOf(box, across) / 2;
  return [...found].map(({ from, to }) => ({ axis, from, to, at }));
}
