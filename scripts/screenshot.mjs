// npm run screenshot: writes docs/screenshot.png, the picture in the README. It shows Moon Hopper as it plays, with the
// script of its hero beside it, served by the built program.
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './build-state.mjs';
import { withServedPage } from './served-page.mjs';

const file = join(root, 'docs/screenshot.png');
const largest = 400_000;

await withServedPage(async (browser, url) => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });
  await page.goto(url);
  await page.getByRole('button', { name: /^Moon Hopper:/u }).click();
  await page.getByRole('treeitem', { name: 'Hero' }).click();
  await page.getByTitle('Open behavior/hero.lua').click();
  await page.locator('.view-line').first().waitFor();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.getByRole('status', { name: 'Live' }).waitFor();
  // A few steps into the level, in the air: the tick is what counts, not the time that this machine takes for it.
  const until = (tick) =>
    page.waitForFunction(
      (least) =>
        Number(/\d+/u.exec(document.querySelector('[aria-label="Tick"]')?.textContent ?? '')?.[0] ?? 0) >=
        least,
      tick,
      { polling: 'raf' },
    );
  await page.keyboard.down('ArrowRight');
  await until(50);
  await page.keyboard.down('Space');
  await until(62);
  await page.keyboard.press('F7');
  await page.getByRole('button', { name: 'One tick' }).and(page.locator(':enabled')).waitFor();
  await page.keyboard.up('Space');
  await page.keyboard.up('ArrowRight');
  mkdirSync(join(root, 'docs'), { recursive: true });
  await page.screenshot({ path: file, animations: 'disabled' });
  const { size } = statSync(file);
  console.log(`docs/screenshot.png: ${Math.round(size / 1000)} kB`);
  if (size > largest) throw new Error(`The screenshot is larger than ${largest / 1000} kB.`);
});
