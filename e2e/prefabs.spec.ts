/** Prefabs: made of what is in the scene, placed again, and changed in one place for all. */
import { expect, test } from './fixtures.ts';
import { Hands } from './hands.ts';

test('an entity becomes a prefab; what is set on the prefab shows in all its instances', async ({
  page,
  perigee,
}) => {
  const hands = await Hands.open(page, perigee.url);
  const prefabs = page.getByRole('region', { name: 'Prefabs' });
  await hands.draw('Shift+R', [100, 100], [140, 140]);
  await prefabs.getByRole('button', { name: 'Make a prefab of the selection' }).click();
  await expect(prefabs.getByRole('button', { name: 'Rectangle', exact: true })).toBeVisible();
  // The entity is where and what it was, as the first instance.
  await expect(hands.row('Rectangle')).toHaveAttribute('aria-selected', 'true');
  await hands.expectNumbers({ 'Position x': 72, 'Position y': 72, 'Size w': 40 });

  const row = prefabs.getByRole('button', { name: 'Rectangle', exact: true });
  await row.dragTo(hands.canvas, { targetPosition: { x: 348, y: 248 } });
  await expect(hands.row('Rectangle 2')).toHaveAttribute('aria-selected', 'true');
  await hands.expectNumbers({ 'Position x': 300, 'Position y': 200, 'Size w': 40 });
  await hands.backAndForth(
    () => expect(hands.rows).toHaveCount(1),
    () => expect(hands.rows).toHaveCount(2),
  );

  await row.click();
  await expect(page.getByRole('heading', { name: 'Prefab', exact: true })).toBeVisible();
  const fill = hands.field('Fill');
  await fill.fill('#ff0000');
  await fill.press('Enter');
  for (const [x, y] of [
    [120, 120],
    [348, 248],
  ] as const)
    await expect.poll(() => hands.colorAt(x, y)).toEqual([255, 0, 0]);

  // What an instance sets itself stays its own.
  await hands.click(348, 248);
  await fill.fill('#00ff00');
  await fill.press('Enter');
  await page
    .getByRole('complementary', { name: 'Inspector' })
    .getByRole('button', { name: 'Rectangle' })
    .click();
  await fill.fill('#0000ff');
  await fill.press('Enter');
  await expect.poll(() => hands.colorAt(120, 120)).toEqual([0, 0, 255]);
  await expect.poll(() => hands.colorAt(348, 248)).toEqual([0, 255, 0]);
  await hands.backAndForth(
    () => expect.poll(() => hands.colorAt(120, 120)).toEqual([255, 0, 0]),
    () => expect.poll(() => hands.colorAt(120, 120)).toEqual([0, 0, 255]),
  );

  // The prefab is edited on the canvas as a scene is: what is drawn there shows in every instance.
  await page.getByRole('button', { name: 'Edit Rectangle on the canvas' }).click();
  const bar = page.getByRole('status', { name: 'On the canvas' });
  await expect(bar).toContainText('Prefab Rectangle');
  await expect(bar.getByRole('button', { name: 'used 2 times' })).toBeVisible();
  expect(await hands.names()).toEqual(['Rectangle']);
  await expect(page.getByRole('region', { name: 'Layers' })).toBeHidden();
  const { width, height } = (await hands.canvas.boundingBox())!;
  const [x, y] = [width / 2, height / 2];
  await hands.draw('c', [x - 40, y - 40], [x + 40, y + 40]);
  await expect(hands.row('Ellipse')).toHaveAttribute('aria-level', '2');
  await hands.expectNumbers({ 'Size w': 20, 'Position x': 0, 'Position y': 0 });
  await fill.fill('#ffff00');
  await fill.press('Enter');
  await expect.poll(() => hands.colorAt(x - 20, y - 12)).toEqual([255, 255, 0]);
  // The root stays where it is, whatever is done to it.
  await hands.row('Rectangle').click();
  await hands.canvas.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByText(/stays at its origin/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('treeitem', { selected: true })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(bar).toBeHidden();
  for (const at of [120, 348])
    await expect.poll(() => hands.colorAt(at, at === 120 ? 120 : 248)).toEqual([255, 255, 0]);
  // Undo shows what it takes back.
  await hands.step('undo', 'keys');
  await expect(bar).toBeVisible();
  await hands.step('undo', 'keys');
  await expect(hands.row('Ellipse')).toBeHidden();
  await bar.getByRole('button', { name: /^Close/ }).click();
  await expect.poll(() => hands.colorAt(120, 120)).toEqual([0, 0, 255]);
});
