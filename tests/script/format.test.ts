/** `string.format` against what printf of C writes. */
import { describe, expect, it } from 'vitest';
import { play } from './fake-world.ts';

const cases: readonly [lua: string, expected: string][] = [
  ['"%d %5d|%-5d|%05d|%+d|% d|%.3d", 7, 7, 7, 7, 7, 7, 7', '7     7|7    |00007|+7| 7|007'],
  ['"%d %i %d", -3, 3.0, 45000150000.0', '-3 3 45000150000'],
  ['"%x %X %#x %o %#o %u", 255, 255, 255, 8, 8, 3', 'ff FF 0xff 10 010 3'],
  ['"%x %u", -1, -1', 'ffffffff 4294967295'],
  [
    '"%f %.0f %.2f %8.3f|%-8.1f|%08.2f", 1.5, 2.6, -0.005, 3.14159, 2.25, -1.5',
    '1.500000 3 -0.01    3.142|2.3     |-0001.50',
  ],
  ['"%.1f %f", 1e22, 1e300 * 0', '10000000000000000000000.0 0.000000'],
  ['"%e %.2E %.0e", 12345.678, 0.00012, 5', '1.234568e+04 1.20E-04 5e+00'],
  ['"%g %g %g %g %g %G", 100000, 1e6, 0.0001, 0.00001, 1e20, 1e-10', '100000 1e+06 0.0001 1e-05 1e+20 1E-10'],
  ['"%.3g %.10g %#g %.0g", 3.14159, 0.1, 1, 26', '3.14 0.1 1.00000 3e+01'],
  ['"%.14g %.17g", 0.1, 0.1', '0.1 0.10000000000000001'],
  ['"%g %5g|%-5g|%05g", 1 / 0, -1 / 0, 0 / 0, 1 / 0', 'inf  -inf|nan  |  inf'],
  ['"%a %a %A %.1a %a", 1, 0.5, 10, 1.999, 0', '0x1p+0 0x1p-1 0X1.4P+3 0x2.0p+0 0x0p+0'],
  ['"%s %10s|%-10s|%.2s", "a", "b", "c", "defg"', 'a          b|c         |de'],
  ['"%s %s %s", nil, true, 12', 'nil true 12'],
  ['"%q", "a\\nb\\"c"', '"a\\\nb\\"c"'],
  ['"%c%c%3c", 72, 105, 33', 'Hi  !'],
  ['"100%% %d%%", 5', '100% 5%'],
  ['"%5.1f/%+.2e", 99.95, -0.5', '100.0/-5.00e-01'],
];

const refused: readonly [lua: string, message: RegExp][] = [
  ['"%d"', /bad argument #2 .*\(no value\)/],
  ['"%d", "x"', /number expected, got string/],
  ['"%d", 1.5', /no integer representation/],
  ['"%y", 1', /invalid option '%y'/],
  ['"%", 1', /invalid option '%'/],
  ['"%100d", 1', /width or precision too long/],
  ['"%.100f", 1', /width or precision too long/],
  ['"%------d", 1', /repeated flags/],
];

function run(lines: string): string {
  const { world, host } = play();
  const error = host.load('behavior/a.lua', `${lines}\nreturn {}`);
  expect(error?.message ?? '').toBe('');
  return world.logs.map(({ text }) => text).join('\n');
}

describe('string.format', () => {
  it.each(cases)('of %s', (args, expected) => {
    expect(run(`print(string.format(${args}))`)).toBe(expected);
  });

  it.each(refused)('refuses %s', (args, message) => {
    expect(run(`print(select(2, pcall(string.format, ${args})))`)).toMatch(message);
  });

  it('keeps bytes that are no text', () => {
    expect(run('print(#string.format("%s\\xff%5s", "\\0\\xfe", "\\x80"))')).toBe('8');
  });
});
