import { describe, expect, it } from 'vitest';
import { parseRecordedInput } from '../../src/lib/runtime/recorded-input.ts';

const parse = (text: string) => parseRecordedInput(text, 'keys.json');

describe('recorded input', () => {
  const entries = '[[2, ["ArrowRight"]], [5, ["ArrowRight", "Space"]], [6, [], [3, 4], [0]]]';
  it.each([
    ['one object', `{ "ticks": ${entries} }`],
    [
      'a line for each entry',
      '[2, ["ArrowRight"]]\n\n[5, ["ArrowRight", "Space"]]\r\n[6, [], [3, 4], [0]]\n',
    ],
  ])('as %s: keys are held until the next entry', (_, text) => {
    const input = parse(text);
    if (!input.ok) throw new Error(input.error.message);
    const held = Array.from({ length: 7 }, (_, tick) => input.value.at(tick).keys.join('+'));
    expect(held).toEqual(['', '', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight+Space', '']);
    expect(input.value.at(999)).toEqual({ keys: [], pointer: [3, 4], buttons: [0] });
    expect(input.value.lastTick).toBe(6);
  });

  it('nothing recorded holds nothing', () => {
    const input = parse('');
    expect(input.ok && input.value.at(0)).toEqual({ keys: [], pointer: null, buttons: [] });
  });

  it.each<[text: string, line: number | undefined, message: RegExp]>([
    ['{', undefined, /no JSON/],
    ['{}', undefined, /must be \{ "ticks"/],
    ['[0, []]\nhello', 2, /no JSON/],
    ['[0, []]\n[0, []]', 2, /larger than 0/],
    ['[-1, []]', 1, /whole number from 0/],
    ['[1, "Space"]', 1, /list of keys/],
    ['{"ticks": [[1, [], 5]]}', undefined, /pointer/],
    ['{"ticks": [[1, [], null, ["left"]]]}', undefined, /buttons/],
    ['{"ticks": [7]}', undefined, /\[tick, \[keys\]\]/],
  ])('refuses %j', (text, line, message) => {
    const input = parse(text);
    expect(input.ok).toBe(false);
    if (!input.ok) {
      expect(input.error).toMatchObject({ file: 'keys.json' });
      expect(input.error.line).toBe(line);
      expect(input.error.message).toMatch(message);
    }
  });
});
