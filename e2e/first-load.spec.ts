import { expect, test } from './fixtures.ts';

/** What a newcomer downloads before anything can be used, over the wire, in bytes. */
const limit = 400 * 1024;

test('the start page and the editor without Monaco load under 400 KB', async ({ page, perigee }) => {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const urls = new Map<string, string>();
  const sizes = new Map<string, number>();
  session.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, response.url));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    sizes.set(requestId, encodedDataLength),
  );

  await page.goto(perigee.url);
  await page.getByRole('button', { name: 'New project' }).click();
  await expect(page.getByRole('application', { name: 'Scene' })).toBeVisible();
  await expect(page.getByRole('status', { name: 'Save status' })).toHaveText(/saved/i);

  const loaded = [...sizes].map(([id, size]) => ({ url: urls.get(id) ?? '', size }));
  const code = loaded.filter(({ url }) => /\.(js|css|html)$|\/$|\/p\//.test(new URL(url).pathname));
  const total = code.reduce((sum, { size }) => sum + size, 0);
  expect(code.filter(({ url }) => /monaco/i.test(url)).map(({ url }) => url)).toEqual([]);
  expect(total, JSON.stringify(code)).toBeGreaterThan(30 * 1024);
  expect(total, JSON.stringify(code)).toBeLessThan(limit);
});
