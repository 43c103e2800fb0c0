/** A strip of frames becomes an animation that plays, in the editor and in the game. */
import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { writePng } from '../src/lib/base/png-write.ts';
import { dropFiles } from './drop-files.ts';
import { expect, test } from './fixtures.ts';
import { Hands } from './hands.ts';

const RED = [255, 0, 0];
const GREEN = [0, 255, 0];
const BLUE = [0, 0, 255];

/** Frames of 16 px side by side, each of one colour. */
function strip(...colors: number[][]): Uint8Array {
  const row = colors.flatMap((color) => Array.from({ length: 16 }, () => [...color, 255]).flat());
  return writePng(colors.length * 16, 16, Uint8Array.from(Array.from({ length: 16 }, () => row).flat()));
}

/** Whether the colour shows anywhere where the canvas is: a game has a camera and a canvas of its own. */
async function seen(page: Page, hands: Hands, color: readonly number[]): Promise<boolean> {
  const [x, y] = hands.at(0, 0);
  const picture = await page.screenshot({ clip: { x, y, width: 440, height: 500 } });
  return page.evaluate(
    async ([data, red, green, blue]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
      context.drawImage(image, 0, 0);
      const pixels = context.getImageData(0, 0, image.width, image.height).data;
      for (let at = 0; at < pixels.length; at += 4)
        if (pixels[at] === red && pixels[at + 1] === green && pixels[at + 2] === blue) return true;
      return false;
    },
    [picture.toString('base64'), ...color] as [string, ...number[]],
  );
}

test('a strip is cut into frames, made an animation, and plays on a sprite', async ({ page, perigee }) => {
  const hands = await Hands.open(page, perigee.url);
  const assets = page.getByRole('region', { name: 'Assets' });
  const path = test.info().outputPath('lamp.png');
  await writeFile(path, strip(RED, GREEN, BLUE));
  await dropFiles(page, [path], hands.at(200, 150));
  await expect(hands.row('lamp')).toHaveAttribute('aria-selected', 'true');
  await hands.expectNumbers({ 'Size w': 48, 'Size h': 16 });

  await assets.getByRole('button', { name: 'lamp.png' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Frames and animations…' }).click();
  const sheet = page.getByRole('dialog', { name: 'lamp.png' });
  // A strip of squares is seen as such.
  await sheet.getByRole('button', { name: 'Cut into 3 frames' }).click();
  const steps = sheet.getByRole('listbox', { name: 'Steps' }).getByRole('option');
  for (const frame of [1, 2, 0]) await sheet.getByRole('button', { name: `Add frame ${frame}` }).click();
  await expect(steps).toHaveText([/100 ms/u, /100 ms/u, /100 ms/u]);
  const shown = () =>
    steps.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')!.split(',')[0]));
  expect(await shown()).toEqual(['Frame 1', 'Frame 2', 'Frame 0']);

  await steps.nth(2).dragTo(steps.nth(0), { targetPosition: { x: 4, y: 20 } });
  await expect.poll(shown).toEqual(['Frame 0', 'Frame 1', 'Frame 2']);
  await steps.nth(1).click();
  await steps.nth(1).press('Delete');
  await expect.poll(shown).toEqual(['Frame 0', 'Frame 2']);
  await sheet.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(shown).toEqual(['Frame 0', 'Frame 1', 'Frame 2']);

  await steps.nth(0).click();
  await steps.nth(2).click({ modifiers: ['Shift'] });
  await sheet.getByLabel('Duration').fill('50');
  await sheet.getByLabel('Duration').press('Enter');
  await steps.nth(2).click();
  await sheet.getByLabel('Event').fill('flash');
  await sheet.getByLabel('Event').press('Enter');
  await expect(steps.nth(2)).toHaveAccessibleName('Frame 2, 50 ms, event flash');
  await sheet.getByLabel('Name of the animation').fill('blink');
  await sheet.getByLabel('Name of the animation').press('Enter');
  // While the preview plays, all frames come by.
  const preview = sheet.getByRole('img', { name: /^blink/u });
  for (const frame of ['0', '1', '2']) await expect(preview).toHaveAttribute('data-frame', frame);

  await sheet.getByRole('tab', { name: 'Nine slices' }).click();
  await sheet.getByLabel('Left').fill('4');
  await sheet.getByLabel('Left').press('Enter');
  await expect(sheet.getByRole('button', { name: 'Remove the borders' })).toBeVisible();
  await sheet.getByRole('button', { name: 'Close' }).click();

  await hands.field('Animation').selectOption('blink');
  await hands.canvas.focus();
  await page.keyboard.press('Escape');
  await expect.poll(() => hands.colorAt(200, 150)).toEqual(RED);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  // A colour is there for a twentieth of a second at a time: whoever looks rarely may miss it.
  for (const color of [BLUE, GREEN, RED])
    await expect.poll(() => seen(page, hands, color), { intervals: [40, 70, 110] }).toBe(true);
});
