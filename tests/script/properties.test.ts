import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSyntax } from '../../src/lib/script/check.ts';
import {
  readProperties,
  renamedProperties,
  renameValues,
  type PropertySpec,
} from '../../src/lib/script/properties.ts';

describe('readProperties', () => {
  it('reads what a script declares, in order', () => {
    const { properties, error } = readProperties(`local b = {}
      b.properties = {
        speed = { default = 80, min = 0, max = 400, step = 5, unit = "px/s", doc = "walking speed" },
        mode = { default = "walk", options = { "walk", "run" } },
        loud = true,
        broken = { min = 1 },
        worse = print,
      }
      local width = ams.get_screen_width() / 2
      return b`);
    expect(error).toBeNull();
    expect(properties).toEqual([
      {
        name: 'speed',
        type: 'number',
        default: 80,
        min: 0,
        max: 400,
        step: 5,
        unit: 'px/s',
        doc: 'walking speed',
      },
      { name: 'mode', type: 'string', default: 'walk', options: ['walk', 'run'], doc: '' },
      { name: 'loud', type: 'boolean', default: true, doc: '' },
    ]);
  });

  it('answers for scripts that do not load or never end', () => {
    expect(readProperties('return {').error).toMatchObject({ line: 1 });
    expect(readProperties('while true do end').error).toMatchObject({ line: 1 });
    expect(readProperties('return {}')).toEqual({ properties: [], error: null });
  });
});

describe('checkSyntax', () => {
  it('finds nothing in good text, and runs nothing', () => {
    expect(checkSyntax('while true do end return 1')).toBeNull();
  });

  it.each([
    ['local a = 1\nlocal b = = 2\n', 2, 0],
    ['local a = 1\nlocal b = then\n', 2, 11],
    ['if x then', 1, 0],
    ['x = "open\ny = 1', 1, 5],
  ])('tells line and column of %j', (source, line, column) => {
    expect(checkSyntax(source)).toMatchObject({ line, column });
  });
});

describe('renamedProperties', () => {
  const spec = (name: string, fields: Partial<PropertySpec> = {}): PropertySpec => ({
    name,
    type: 'number',
    default: 1,
    doc: '',
    ...fields,
  });
  const renamed = (before: PropertySpec[], after: PropertySpec[]) => [...renamedProperties(before, after)];

  it('finds the one that has another name, by its explanation, default or place', () => {
    const doc = 'how fast';
    expect(renamed([spec('a')], [spec('b')])).toEqual([['a', 'b']]);
    expect(renamed([spec('x'), spec('a', { doc })], [spec('b', { doc, default: 7 }), spec('x')])).toEqual([
      ['a', 'b'],
    ]);
    expect(renamed([spec('x'), spec('a')], [spec('x'), spec('b', { default: 7 })])).toEqual([['a', 'b']]);
    expect(renamed([spec('a'), spec('x')], [spec('x'), spec('b', { default: 7 })])).toEqual([]);
  });

  it('does not guess between two, and not across types, ranges and choices', () => {
    expect(renamed([spec('a'), spec('b')], [spec('c')])).toEqual([]);
    expect(renamed([spec('a')], [spec('b'), spec('c')])).toEqual([]);
    expect(renamed([spec('a')], [spec('b', { type: 'string', default: '1' })])).toEqual([]);
    expect(renamed([spec('a', { default: 5 })], [spec('b', { default: 1, max: 2 })])).toEqual([]);
    const text = { type: 'string', default: 'red' } as const;
    expect(renamed([spec('a', text)], [spec('b', { ...text, options: ['green', 'blue'] })])).toEqual([]);
    expect(renamed([spec('a', text)], [spec('b', { ...text, options: ['red', 'blue'] })])).toEqual([
      ['a', 'b'],
    ]);
  });

  it('finds several at once when each has but one that it could be', () => {
    const before = [
      spec('a', { doc: 'one' }),
      spec('b', { doc: 'two', default: 2 }),
      spec('on', { type: 'boolean', default: true }),
    ];
    const after = [
      spec('c', { doc: 'one' }),
      spec('d', { doc: 'two', default: 2 }),
      spec('off', { type: 'boolean', default: true }),
    ];
    expect(renamed(before, after)).toEqual([
      ['a', 'c'],
      ['b', 'd'],
      ['on', 'off'],
    ]);
  });

  const specs = fc.uniqueArray(
    fc.record({
      name: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      type: fc.constant('number' as const),
      default: fc.integer({ min: 0, max: 2 }),
      doc: fc.constantFrom('', 'one', 'two'),
    }),
    { selector: ({ name }) => name },
  );

  it('never gives two values one name, loses one, or touches what did not change', () => {
    fc.assert(
      fc.property(
        specs,
        specs,
        fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.integer()),
        (before, after, values) => {
          const found = renamedProperties(before, after);
          expect(new Set(found.values()).size).toBe(found.size);
          for (const [old, name] of found) {
            expect(before.map((each) => each.name)).toContain(old);
            expect(after.map((each) => each.name)).not.toContain(old);
            expect(before.map((each) => each.name)).not.toContain(name);
          }
          expect(renamedProperties(before, before).size).toBe(0);
          // Back again it is the same pairs.
          expect(new Map([...renamedProperties(after, before)].map(([a, b]) => [b, a]))).toEqual(found);
          const moved = renameValues(values, found, after);
          expect(Object.values(moved).sort()).toEqual(Object.values(values).sort());
          for (const [name, value] of Object.entries(values))
            if (!found.has(name)) expect(moved[name]).toBe(value);
        },
      ),
    );
  });
});
