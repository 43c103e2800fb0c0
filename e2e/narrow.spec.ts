/** A telephone: the canvas is all there is, and one panel at a time lies over it. */
import { expect, test } from './fixtures.ts';
import { Hands } from './hands.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

test('draws, finds and changes an entity, and plays, with sheets over the canvas', async ({
  page,
  perigee,
}) => {
  const hands = await Hands.open(page, perigee.url);
  const tabs = page.getByRole('group', { name: 'Panels' });
  await expect(page.getByRole('tree')).toBeHidden();
  await page.getByRole('button', { name: 'Rectangle' }).tap();
  await hands.drag([80, 120], [160, 180]);

  await tabs.getByRole('button', { name: 'Project' }).tap();
  await expect(hands.row('Rectangle')).toHaveAttribute('aria-selected', 'true');
  await tabs.getByRole('button', { name: 'Inspector' }).tap();
  await expect(hands.rows).toHaveCount(0);
  await hands.expectNumbers({ 'Size w': 80, 'Size h': 60 });
  const fill = hands.field('Fill');
  await fill.fill('#ff0000');
  await fill.press('Enter');
  await expect.poll(() => hands.colorAt(100, 140)).toEqual([255, 0, 0]);

  // Nothing is wider than the window, and what is open goes away when the game begins.
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.getByRole('button', { name: 'Play', exact: true }).tap();
  await expect(page.getByRole('application', { name: 'Game' })).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeHidden();
  await page.getByRole('button', { name: 'Stop' }).tap();
  await expect(hands.canvas).toBeVisible();
});
