import { readFileSync } from 'node:fs';
import { expect, test } from './fixtures.ts';

const samples = JSON.parse(readFileSync('static/samples/index.json', 'utf8')) as {
  name: string;
  title: string;
  about: string;
}[];

test('every sample opens from the start page and plays', async ({ page, perigee }) => {
  test.slow();
  expect(samples.length).toBeGreaterThan(5);
  for (const { title, about } of samples) {
    await page.goto(perigee.url);
    await page.getByRole('button', { name: `${title}: ${about}`, exact: true }).click();
    await expect(page.getByRole('treeitem').first()).toBeVisible();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    const tick = page.getByLabel('Tick', { exact: true });
    await expect
      .poll(async () => Number(/\d+/.exec((await tick.textContent()) ?? '')?.[0]), { timeout: 20_000 })
      .toBeGreaterThan(30);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await expect(page.getByRole('alert', { name: 'Script error' })).toBeHidden();
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  }
});
