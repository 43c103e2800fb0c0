/** From nothing to a game that is won, by clicks and keys only. */
import { expect, test } from './fixtures.ts';
import { Hands } from './hands.ts';

test('ground is drawn, starters are added by clicks, and the hero walks over the coin to the goal', async ({
  page,
  perigee,
}) => {
  const hands = await Hands.open(page, perigee.url);
  const { width, height } = (await hands.canvas.boundingBox())!;
  const [middle, top] = [Math.round(width / 2), Math.round(height / 2) + 40];
  await hands.draw('Shift+R', [24, top], [width - 8, top + 48]);
  await expect(hands.row('Rectangle')).toBeVisible();
  await page
    .getByRole('complementary', { name: 'Inspector' })
    .getByRole('button', { name: 'Add component' })
    .click();
  await page.getByRole('menuitem', { name: /^Collider/ }).click();

  const prefabs = page.getByRole('region', { name: 'Prefabs' });
  const places: number[] = [];
  for (const name of ['Hero', 'Coin', 'Goal']) {
    await prefabs.getByRole('button', { name: `Add ${name} to the scene` }).click();
    await expect(hands.row(name)).toHaveAttribute('aria-selected', 'true');
    places.push(await hands.number('Position x'));
    await expect(prefabs.getByRole('button', { name, exact: true })).toBeVisible();
  }
  // Beside each other, none hidden behind another.
  expect(places[1]! - places[0]!).toBeGreaterThan(20);
  expect(places[2]! - places[1]!).toBeGreaterThan(20);
  await expect(hands.rows).toHaveCount(4);
  await expect.poll(() => hands.colorAt(middle, top - 40)).toEqual([0x6f, 0xd6, 0xc6]);

  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(page.getByRole('status', { name: 'Live' })).toBeVisible();
  await page.keyboard.down('ArrowRight');
  await expect(page.getByText('Won · You made it! · score 10')).toBeVisible();
  await page.keyboard.up('ArrowRight');
});
