/** Which lines of a text became which: for changing a text in place, and for saying how much of it changed. */

/** A run of lines that were replaced; counted from 0. */
export interface Hunk {
  /** The first line of it in the text before, and how many there are. */
  at: number;
  removed: number;
  /** Its first line in the text after, and how many there are. */
  to: number;
  added: number;
}

/** More lines than these apart, all between the first and the last difference is one run. */
const MOST_APART = 1000;

/** The lines of a text, each with its line break. */
export const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+/gu) ?? [];

/** How the lines of one text become those of another, with as few lines touched as possible (E. Myers, 1986). */
export function diffLines(before: readonly string[], after: readonly string[]): Hunk[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let [end, endAfter] = [before.length, after.length];
  while (end > start && endAfter > start && before[end - 1] === after[endAfter - 1]) {
    end--;
    endAfter--;
  }
  const [a, b] = [before.slice(start, end), after.slice(start, endAfter)];
  if (a.length === 0 && b.length === 0) return [];
  const whole = { at: start, removed: a.length, to: start, added: b.length };
  if (a.length === 0 || b.length === 0) return [whole];
  return hunksAlong(a, b)?.map((hunk) => ({ ...hunk, at: hunk.at + start, to: hunk.to + start })) ?? [whole];
}

/** The shortest way from one list to another; `null` when it is too long. */
function hunksAlong(a: readonly string[], b: readonly string[]): Hunk[] | null {
  const most = Math.min(a.length + b.length, MOST_APART);
  // How far one comes along each diagonal, for every number of lines touched.
  const reached: Map<number, number>[] = [];
  let far = new Map<number, number>([[1, 0]]);
  for (let touched = 0; touched <= most; touched++) {
    const now = new Map<number, number>();
    for (let k = -touched; k <= touched; k += 2) {
      const down = k === -touched || (k !== touched && (far.get(k - 1) ?? -1) < (far.get(k + 1) ?? -1));
      let x = down ? (far.get(k + 1) ?? 0) : (far.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      now.set(k, x);
      if (x >= a.length && x - k >= b.length) return walkBack(a, b, [...reached, now]);
    }
    reached.push(now);
    far = now;
  }
  return null;
}

function walkBack(
  a: readonly string[],
  b: readonly string[],
  reached: readonly ReadonlyMap<number, number>[],
): Hunk[] {
  const hunks: Hunk[] = [];
  let [x, y] = [a.length, b.length];
  for (let touched = reached.length - 1; touched > 0; touched--) {
    const far = reached[touched - 1]!;
    const k = x - y;
    const down = k === -touched || (k !== touched && (far.get(k - 1) ?? -1) < (far.get(k + 1) ?? -1));
    const from = down ? k + 1 : k - 1;
    const before = far.get(from) ?? 0;
    [x, y] = [before, before - from];
    const next = hunks[0];
    const step: Hunk = { at: x, removed: down ? 0 : 1, to: y, added: down ? 1 : 0 };
    if (next && next.at === x + step.removed && next.to === y + step.added)
      hunks[0] = { at: x, removed: next.removed + step.removed, to: y, added: next.added + step.added };
    else hunks.unshift(step);
  }
  return hunks;
}
