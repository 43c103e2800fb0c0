/** A font that somebody brings along: written with in the editor, in play and in the exported game. */
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { blockFont } from './block-font.ts';
import { dropFiles } from './drop-files.ts';
import { expect, test } from './fixtures.ts';
import { Hands } from './hands.ts';

/** The longest row of pixels of pure magenta on screen: no H of another font is a block. */
async function longestRow(page: Page): Promise<number> {
  const picture = await page.screenshot();
  return page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
    context.drawImage(image, 0, 0);
    const pixels = context.getImageData(0, 0, image.width, image.height).data;
    let [longest, row] = [0, 0];
    for (let at = 0; at < pixels.length; at += 4) {
      row = pixels[at] === 255 && pixels[at + 1] === 0 && pixels[at + 2] === 255 ? row + 1 : 0;
      longest = Math.max(longest, row);
    }
    return longest;
  }, picture.toString('base64'));
}

test('a font of the project is written with in the editor, in play and in the exported game', async ({
  page,
  perigee,
  context,
}) => {
  const hands = await Hands.open(page, perigee.url);
  const assets = page.getByRole('region', { name: 'Assets' });
  const [font, damaged] = [test.info().outputPath('block.ttf'), test.info().outputPath('bad.ttf')];
  await writeFile(font, blockFont());
  await writeFile(damaged, blockFont().fill(7, 20));
  const box = (await assets.boundingBox())!;
  await dropFiles(page, [font, damaged], [box.x + 40, box.y + 60]);
  await expect(page.getByText('bad.ttf: This is not a font that the browser can read.')).toBeVisible();
  await expect(assets.getByRole('button', { name: 'block.ttf' })).toBeVisible();

  await hands.draw('t', [100, 100], [300, 150]);
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('H');
  await hands.field('Font size').fill('40');
  await hands.field('Font size').press('Enter');
  await hands.field('Color').fill('#ff00ff');
  await hands.field('Color').press('Enter');
  await hands.canvas.focus();
  await page.keyboard.press('Escape');
  await expect.poll(() => longestRow(page)).toBeGreaterThan(5);
  expect(await longestRow(page)).toBeLessThan(40);

  await hands.click(120, 120);
  await hands.field('Font file').selectOption('block.ttf');
  await hands.canvas.focus();
  await page.keyboard.press('Escape');
  await expect.poll(() => longestRow(page)).toBe(160);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(page.getByRole('status', { name: 'Save status' })).toHaveText('Saved');
  await expect.poll(() => longestRow(page)).toBeGreaterThan(60);

  await page.getByRole('button', { name: 'Export' }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'One HTML file', exact: true }).click();
  const file = test.info().outputPath('game.html');
  await (await downloading).saveAs(file);
  const game = await context.newPage();
  await game.goto(pathToFileURL(file).href);
  await expect.poll(() => longestRow(game)).toBeGreaterThan(60);
});
