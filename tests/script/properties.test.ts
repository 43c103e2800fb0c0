import { describe, expect, it } from 'vitest';
import { checkSyntax } from '../../src/lib/script/check.ts';
import { readProperties } from '../../src/lib/script/properties.ts';

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
