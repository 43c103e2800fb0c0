import fc from 'fast-check';
import { expect, it } from 'vitest';
import { distinctPerson, type KnownPerson } from '../../../src/lib/editor/core/distinct-person.ts';
import { PERSON_COLORS, PERSON_NAMES } from '../../../src/lib/editor/live/person.svelte.ts';

const people = (count: number) =>
  fc.uniqueArray(
    fc.record<KnownPerson>({
      id: fc.integer({ min: 1, max: 1e9 }),
      name: fc.constantFrom(...PERSON_NAMES),
      color: fc.constantFrom(...PERSON_COLORS),
      since: fc.integer({ min: 0, max: 3 }),
      drawn: fc.boolean(),
    }),
    { selector: ({ id }) => id, maxLength: count },
  );

it('gives everybody another colour and name, unless they chose the same themselves, and changes no choice', () => {
  fc.assert(
    fc.property(people(PERSON_COLORS.length), (given) => {
      let now = given;
      // Each page looks at what the others tell, and tells its own; the order does not matter for long.
      for (let round = 0; round < given.length + 1; round++)
        now = now.map((me, at) => {
          const others = now.filter((_, other) => other !== at);
          return distinctPerson(me, others, PERSON_NAMES, PERSON_COLORS);
        });
      const settled = now.map((me) =>
        distinctPerson(
          me,
          now.filter(({ id }) => id !== me.id),
          PERSON_NAMES,
          PERSON_COLORS,
        ),
      );
      expect(settled).toEqual(now);
      for (const one of now)
        for (const other of now) {
          if (one.id >= other.id || (!one.drawn && !other.drawn)) continue;
          expect(one.color).not.toBe(other.color);
          expect(one.name).not.toBe(other.name);
        }
      for (const [at, me] of now.entries()) if (!given[at]!.drawn) expect(me).toEqual(given[at]);
    }),
  );
});

/** As WCAG 2.1 has it. */
function contrast(a: string, b: string): number {
  const [dark, light] = [a, b]
    .map((color) => {
      const [red, green, blue] = [1, 3, 5].map((at) => {
        const part = parseInt(color.slice(at, at + 2), 16) / 255;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
      }) as [number, number, number];
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    })
    .sort((one, other) => one - other) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

it('has colours on which dark letters are read', () => {
  expect(new Set(PERSON_COLORS).size).toBe(PERSON_COLORS.length);
  for (const color of PERSON_COLORS) expect(contrast(color, '#12161d')).toBeGreaterThan(7);
});
