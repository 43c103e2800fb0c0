/** Materials of the project's own: made in the settings, given to a collider, felt in the game. */
import { expect, test } from './fixtures.ts';
import { Hands } from './hands.ts';

test('a bouncy material is made, a ball is made of it, and it bounces higher', async ({ page, perigee }) => {
  const hands = await Hands.open(page, perigee.url);
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  const addCollider = async () => {
    await inspector.getByRole('button', { name: 'Add component' }).click();
    await page.getByRole('menuitem', { name: /^Collider/ }).click();
  };
  const { width, height } = (await hands.canvas.boundingBox())!;
  const ground = Math.round(height) - 60;
  await hands.draw('Shift+R', [24, ground], [width - 8, ground + 48]);
  await expect(hands.row('Rectangle')).toBeVisible();
  await addCollider();

  // Two balls fall side by side; only the second gets the material.
  for (const [x, name] of [
    [120, 'Plain'],
    [240, 'Bouncy'],
  ] as const) {
    await hands.draw('c', [x, ground - 200], [x + 32, ground - 168]);
    await expect(hands.row('Ellipse')).toHaveAttribute('aria-selected', 'true');
    await inspector.getByRole('button', { name: 'Add component' }).click();
    await page.getByRole('menuitem', { name: /^Body/ }).click();
    await addCollider();
    await hands.field('Name').fill(name);
    await page.keyboard.press('Enter');
    await expect(hands.row(name)).toBeVisible();
  }

  await hands.canvas.focus();
  await page.keyboard.press('Escape');
  const materials = inspector.getByRole('region', { name: 'Materials' });
  const add = async (name: string) => {
    await materials.getByLabel('Name of a new material').fill(name);
    await page.keyboard.press('Enter');
  };
  await add('jelly');
  await expect(materials.getByLabel('Bounce of jelly', { exact: true })).toHaveValue('0');
  await materials.getByLabel('Bounce of jelly', { exact: true }).fill('0.9');
  await page.keyboard.press('Enter');
  await add('jelly');
  await expect(page.getByText('There is already a material named “jelly”.')).toBeVisible();

  await hands.row('Bouncy').click();
  await hands.field('Material').selectOption('jelly');

  // A name for it that everything made of it follows; the list of names changes at once.
  await hands.canvas.focus();
  await page.keyboard.press('Escape');
  await materials.getByLabel('Material jelly').click();
  await materials.getByLabel('Name of jelly').fill('slime');
  await page.keyboard.press('Enter');
  await expect(materials.getByLabel('Bounce of slime', { exact: true })).toHaveValue('0.9');
  await hands.row('Bouncy').click();
  await expect(hands.field('Material')).toHaveValue('slime');

  await page.getByRole('button', { name: 'Play', exact: true }).click();
  /** How fast the selected ball falls, in px/s; below 0 while it rises. */
  const falling = async () => {
    const text = await page.getByRole('status', { name: 'Live' }).textContent();
    return Number(/vy (-?[\d.]+)/u.exec(text ?? '')?.[1] ?? NaN);
  };
  // It rises for a moment only, again and again.
  await expect.poll(falling, { intervals: [50] }).toBeLessThan(-100);
  await hands.row('Plain').click();
  await expect.poll(falling).toBeCloseTo(0, 0);
  // The one lies still, the other still jumps.
  await hands.row('Bouncy').click();
  await expect.poll(falling, { intervals: [50] }).toBeLessThan(-20);

  // What is in use is asked about, and comes back.
  await page.getByRole('button', { name: 'Stop' }).click();
  await hands.canvas.focus();
  await page.keyboard.press('Escape');
  await materials.getByLabel('Material slime').click();
  await materials.getByRole('button', { name: 'Delete slime' }).click();
  await expect(page.getByRole('alertdialog')).toContainText('Bouncy');
  await page.getByRole('button', { name: 'Delete material' }).click();
  await expect(materials.getByLabel('Material slime')).toBeHidden();
  await hands.step('undo', 'button');
  await expect(materials.getByLabel('Material slime')).toBeVisible();
});
