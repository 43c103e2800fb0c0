import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bothTints, tintedColor } from '../../src/lib/runtime/tint-color.ts';

const color = fc.stringMatching(/^#[\da-f]{6}$/);

describe('a colour in the light of another', () => {
  it('is multiplied channel by channel and keeps its own transparency', () => {
    expect(tintedColor('#ffffff', '#ff8040')).toBe('#ff8040');
    expect(tintedColor('#ff8000', '#808080')).toBe('#804000');
    expect(tintedColor('#fff8', '#f00')).toBe('#ff000088');
    expect(tintedColor('', '#f00')).toBe('');
    expect(tintedColor('#123456', '')).toBe('#123456');
    expect(tintedColor('no colour', '#f00')).toBe('no colour');
  });

  it('counts half for a half transparent one', () => {
    expect(tintedColor('#ffffff', '#00000080')).toBe('#7f7f7f');
  });

  it('never gets brighter, and white changes nothing', () => {
    const channels = (text: string) => [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16));
    fc.assert(
      fc.property(color, color, (own, light) => {
        const mixed = channels(tintedColor(own, light));
        expect(mixed.every((part, at) => part <= channels(own)[at]! && part <= channels(light)[at]!)).toBe(
          true,
        );
        expect(tintedColor(own, '#ffffff')).toBe(own);
      }),
    );
  });

  it('is the same in one light made of two', () => {
    expect(bothTints('#ff8000', '#808080')).toBe('#804000');
    expect([bothTints('', '#123456'), bothTints('#123456', '')]).toEqual(['#123456', '#123456']);
  });
});
