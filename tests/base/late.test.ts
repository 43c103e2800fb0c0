import { expect, test } from 'vitest';
import { Late } from '../../src/lib/base/late.ts';

test('a late module is fetched once, and there at once afterwards', async () => {
  let fetched = 0;
  const late = new Late(async () => ({ number: ++fetched }));
  expect(late.now).toBe(null);
  const [a, b] = await Promise.all([late.load(), late.load()]);
  expect(a).toBe(b);
  expect(late.now).toBe(a);
  expect(fetched).toBe(1);
});

test('what did not come is asked for again the next time', async () => {
  let tries = 0;
  const late = new Late(async () => {
    if (++tries === 1) throw new Error('no network');
    return 'here';
  });
  await expect(late.load()).rejects.toThrow('no network');
  expect(late.now).toBe(null);
  expect(await late.load()).toBe('here');
});
