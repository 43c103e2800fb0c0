import { expect, it } from 'vitest';
import { ago } from '../../src/lib/base/ago.ts';

it.each([
  [5, 'just now'],
  [-5, 'just now'],
  [60, '1 minute ago'],
  [3 * 60 + 20, '3 minutes ago'],
  [7200, '2 hours ago'],
  [86400, 'yesterday'],
  [5 * 86400, '5 days ago'],
])('%i seconds ago reads as %s', (seconds, words) => {
  const now = Date.UTC(2030, 1, 1);
  expect(ago(now - seconds * 1000, now)).toBe(words);
});
