import fc from 'fast-check';
import { expect, it } from 'vitest';
import { diffLines, linesOf, type Hunk } from '../../src/lib/base/line-diff.ts';

const apply = (before: readonly string[], after: readonly string[], hunks: readonly Hunk[]): string[] => {
  const made = [...before];
  for (const { at, removed, to, added } of hunks.toReversed())
    made.splice(at, removed, ...after.slice(to, to + added));
  return made;
};

const lines = fc.array(fc.constantFrom('a\n', 'b\n', 'c\n', 'd\n'), { maxLength: 30 });

/** The least number of lines to touch, by the length of the longest common subsequence. */
function least(a: readonly string[], b: readonly string[]): number {
  let row = b.map(() => 0);
  for (const line of a) {
    const next: number[] = [];
    for (const [at, other] of b.entries())
      next.push(line === other ? (row[at - 1] ?? 0) + 1 : Math.max(row[at]!, next[at - 1] ?? 0));
    row = next;
  }
  return a.length + b.length - 2 * (row.at(-1) ?? 0);
}

it('turns any lines into any others, and touches as few as possible', () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const hunks = diffLines(before, after);
      expect(apply(before, after, hunks)).toEqual(after);
      expect(hunks.reduce((sum, { removed, added }) => sum + removed + added, 0)).toBe(least(before, after));
      for (const [at, hunk] of hunks.entries())
        if (at > 0) expect(hunk.at).toBeGreaterThan(hunks[at - 1]!.at + hunks[at - 1]!.removed);
    }),
  );
});

it('gives up on what has little in common, and still comes out right', () => {
  const before = Array.from({ length: 3000 }, (_, at) => `old ${at}\n`);
  const after = Array.from({ length: 3000 }, (_, at) => `new ${at}\n`);
  expect(diffLines(before, after)).toEqual([{ at: 0, removed: 3000, to: 0, added: 3000 }]);
});

it('takes a text apart into lines that make it up again', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '\n', '\r') }),
      (text) => linesOf(text).join('') === text,
    ),
  );
  expect(linesOf('a\n\nb')).toEqual(['a\n', '\n', 'b']);
});
