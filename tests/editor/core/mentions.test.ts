import { describe, expect, it } from 'vitest';
import { completions, mentions, saidParts } from '../../../src/lib/editor/core/mentions.ts';

describe('names that are called', () => {
  it('cuts a text at them, the longest name first', () => {
    expect(saidParts('Hey @ada lovelace, and @Ben!', ['Ada', 'Ada Lovelace', 'Ben'])).toEqual([
      { text: 'Hey ', name: '' },
      { text: '@ada lovelace', name: 'Ada Lovelace' },
      { text: ', and ', name: '' },
      { text: '@Ben', name: 'Ben' },
      { text: '!', name: '' },
    ]);
  });

  it('a longer word and an address call nobody', () => {
    for (const text of ['@Benjamin', 'me@Ben', '@ Ben', '']) expect(mentions(text, 'Ben')).toBe(false);
    expect(mentions('@Ben', 'Ben')).toBe(true);
    expect(mentions('@', '')).toBe(false);
  });

  it('all parts together are the text', () => {
    const text = '@@Ada@Ada @Ada\n@Ben_ @Ben';
    expect(
      saidParts(text, ['Ada', 'Ben'])
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });

  it('offers how a name that is begun may go on', () => {
    expect(completions('ask @b', ['Ben', 'Ada', 'bo'])).toEqual([
      { name: 'Ben', text: 'ask @Ben ' },
      { name: 'bo', text: 'ask @bo ' },
    ]);
    expect(completions('@', ['Ben'])).toHaveLength(1);
    for (const text of ['', 'Ben', 'x@b', '@Ben ']) expect(completions(text, ['Ben'])).toEqual([]);
  });
});
