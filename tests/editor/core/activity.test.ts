import fc from 'fast-check';
import { expect, it } from 'vitest';
import { activityEntries, peopleIn } from '../../../src/lib/editor/core/activity.ts';
import type { ActivityLine } from '../../../src/lib/schema/activity.ts';

let number = 0;
const line = (at: number, by: string, name: string, fields: Partial<ActivityLine> = {}): ActivityLine => ({
  ...{ id: `l${++number}`, number, at: at * 1000, by, color: '#7c9cff', name },
  ...{ scene: 's', selection: [], script: '' },
  ...fields,
});
const said = (lines: readonly ActivityLine[]) =>
  activityEntries(lines).map(({ by, what, times }) => `${by} ${what}${times > 1 ? ` ${times}` : ''}`);

it('has what was done last first, and gathers what somebody does again and again', () => {
  expect(
    said([
      line(1, 'Ann', 'Move Hero'),
      line(2, 'Ben', 'Draw Ellipse'),
      line(3, 'Ann', 'Move Hero'),
      line(4, 'Ann', 'Rename Hero'),
      line(5, 'Ann', 'Move Hero'),
    ]),
  ).toEqual(['Ann moved Hero', 'Ann renamed Hero', 'Ann moved Hero 2', 'Ben drew Ellipse']);
});

it('adds up the tiles of strokes', () => {
  expect(
    said([line(1, 'Ann', 'Paint 12 tiles'), line(2, 'Ann', 'Paint 1 tile'), line(3, 'Ann', 'Paint 2 tiles')]),
  ).toEqual(['Ann painted 15 tiles 3']);
});

it('keeps apart what is in another scene or script, of another name, or much later', () => {
  expect(
    activityEntries([
      line(1, 'Ann', 'Move Hero'),
      line(2, 'Ann', 'Move Hero', { scene: 't' }),
      line(3, 'Ann', 'Move 3 entities'),
      line(4, 'Ann', 'Move 4 entities'),
      line(400, 'Ann', 'Move 4 entities'),
      line(401, 'Ann', 'Edit a.lua', { scene: '', script: 'a.lua' }),
      line(402, 'Ann', 'Edit b.lua', { scene: '', script: 'b.lua' }),
    ]),
  ).toHaveLength(7);
});

it('holds every step once, whoever did it, in whatever order it is given', () => {
  const lines = fc.array(
    fc
      .tuple(
        fc.integer({ min: 0, max: 2000 }),
        fc.constantFrom('Ann', 'Ben'),
        fc.constantFrom('Move Hero', 'Paint 3 tiles', 'Paint 1 tile', 'Undo: Move Hero'),
        fc.constantFrom('s', 't'),
      )
      .map(([at, by, name, scene]) => line(at, by, name, { scene })),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(lines, fc.integer(), (some, seed) => {
      const entries = activityEntries(some);
      expect(entries.reduce((sum, { times }) => sum + times, 0)).toBe(some.length);
      expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).sort((a, b) => b - a));
      expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length);
      const turned = [...some].sort(
        (a, b) => ((a.number * 7919 + seed) % 13) - ((b.number * 7919 + seed) % 13),
      );
      expect(activityEntries(turned)).toEqual(entries);
      for (const by of peopleIn(some)) {
        const alone = activityEntries(some.filter((each) => each.by === by));
        expect(alone).toEqual(entries.filter((entry) => entry.by === by));
      }
    }),
  );
});
