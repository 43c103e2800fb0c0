import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuzzyMatch, fuzzyRank } from '../../../src/lib/editor/core/fuzzy.ts';

const word = fc.stringMatching(/^[A-Za-z0-9 _-]{1,20}$/);
const rank = (query: string, ...texts: string[]) =>
  fuzzyRank(query, texts, (text) => text, 10).map(({ item }) => item);

describe('finding by a few letters', () => {
  it('a text is found by any of its letters in their order, and the places are those letters', () => {
    fc.assert(
      fc.property(word, fc.infiniteStream(fc.boolean()), (text, picks) => {
        const letters = [...text].filter((letter) => letter !== ' ' && picks.next().value).join('');
        const match = fuzzyMatch(letters, text);
        expect(match).not.toBeNull();
        expect(match!.at.map((at) => text[at]!.toLowerCase()).join('')).toBe(letters.toLowerCase());
      }),
    );
  });

  it('the places rise and lie in the text, whatever is asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (query, text) => {
        const at = fuzzyMatch(query, text)?.at ?? [];
        for (const [i, place] of at.entries()) {
          expect(place).toBeLessThan(text.length);
          if (i > 0) expect(place).toBeGreaterThan(at[i - 1]!);
        }
      }),
    );
  });

  it('every word is needed, in any order', () => {
    expect(fuzzyMatch('grid snap', 'Snap to grid')).not.toBeNull();
    expect(fuzzyMatch('grid snail', 'Snap to grid')).toBeNull();
    expect(fuzzyMatch('  ', 'Anything')?.score).toBe(0);
  });

  it('the start of the name comes before the start of a word, that before the middle, that before scattered letters', () => {
    expect(rank('ro', 'Arrow', 'Reverse order', 'Rotate', 'Big rock')).toEqual([
      'Rotate',
      'Big rock',
      'Arrow',
      'Reverse order',
    ]);
    expect(rank('hero', 'Hero spawner', 'Hero')).toEqual(['Hero', 'Hero spawner']);
    expect(rank('zs', 'Frozen sea', 'Zoom to selection')).toEqual(['Zoom to selection', 'Frozen sea']);
  });

  it('what was used lately comes first among its equals, and no more than asked for come', () => {
    const bonus = (text: string) => (text === 'Layer 7' ? 5 : 0);
    const texts = Array.from({ length: 20 }, (_, i) => `Layer ${i}`);
    const found = fuzzyRank('layer', texts, (text) => text, 3, bonus).map(({ item }) => item);
    expect(found).toHaveLength(3);
    expect(found[0]).toBe('Layer 7');
  });
});
