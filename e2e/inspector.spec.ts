/** The inspector: exact numbers, several entities at once, copied components, and the running game. */
import { expect, test } from './fixtures.ts';
import { Hands } from './hands.ts';
import { oneSize, otherSize } from './sizes.ts';

test('numbers are worked out, dragged and changed for several at once; components go from one to another', async ({
  page,
  perigee,
}) => {
  await page.setViewportSize(oneSize);
  const hands = await Hands.open(page, perigee.url);
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  const set = async (field: string, value: string) => {
    await hands.field(field).fill(value);
    await hands.field(field).press('Enter');
  };
  const menu = async (button: string, item: string) => {
    await inspector.getByRole('button', { name: button }).click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
  };

  await hands.draw('Shift+R', [100, 100], [140, 140]);
  await set('Position x', '64*3+8');
  await hands.expectNumbers({ 'Position x': 200 });
  await set('Position x', 'nonsense');
  await expect(hands.field('Position x')).toHaveAttribute('aria-invalid', 'true');
  await hands.expectNumbers({ 'Position x': 200 });

  // A drag on the number is one step of undo; Shift goes faster.
  await hands.field('Size w').blur();
  const box = (await hands.field('Size w').boundingBox())!;
  await page.mouse.move(box.x + 10, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 20, box.y + 10);
  await page.mouse.move(box.x + 30, box.y + 10);
  await page.keyboard.down('Shift');
  await page.mouse.move(box.x + 32, box.y + 10);
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await hands.expectNumbers({ 'Size w': 60 });
  await hands.backAndForth(
    () => hands.expectNumbers({ 'Size w': 40 }),
    () => hands.expectNumbers({ 'Size w': 60 }),
  );

  // Two at once: what differs says so, and each is changed from where it is.
  await hands.draw('Shift+R', [300, 300], [340, 340]);
  await page.keyboard.press('Control+a');
  await expect(inspector.getByRole('heading', { name: '2 selected' })).toBeVisible();
  await expect(hands.field('Position x')).toHaveAttribute('placeholder', 'mixed');
  await set('Position x', '+=8');
  await set('Position y', '96');
  await hands.row('Rectangle').click();
  await hands.expectNumbers({ 'Position x': 208, 'Position y': 96 });
  await hands.row('Rectangle 2').click();
  await hands.expectNumbers({ 'Position x': 280, 'Position y': 96 });

  // Back to the default, and a component on its way to another entity.
  await set('Stroke width', '7');
  await inspector.getByRole('button', { name: 'Reset Stroke width' }).click();
  await hands.expectNumbers({ 'Stroke width': 2 });
  await set('Corner radius', '9');
  await set('Fill', '#00ff00');
  await menu('Shape actions', 'Copy component');
  await hands.row('Rectangle').click();
  await menu('Shape actions', 'Paste values');
  await hands.expectNumbers({ 'Corner radius': 9 });
  await expect(hands.field('Fill')).toHaveValue('#00ff00');

  // A second component of the same kind; and all groups at once.
  await inspector.getByRole('button', { name: 'Add component' }).click();
  await page.getByRole('menuitem', { name: 'Collider', exact: true }).click();
  await menu('Collider actions', 'Copy component');
  await menu('Collider actions', 'Paste component as new');
  await expect(inspector.getByRole('region', { name: 'Collider · 2' })).toBeVisible();
  await menu('Inspector actions', 'Fold all groups');
  await expect(hands.field('Fill')).toBeHidden();
  await expect(hands.field('Position x')).toBeHidden();
  await menu('Inspector actions', 'Unfold all groups');
  await expect(hands.field('Fill')).toBeVisible();

  await page.setViewportSize(otherSize);
  await inspector.getByRole('searchbox', { name: 'Search fields' }).fill('corner');
  await expect(hands.field('Corner radius')).toBeVisible();
  await expect(hands.field('Fill')).toBeHidden();
  await expect(hands.field('Position x')).toBeHidden();
  await inspector.getByRole('searchbox', { name: 'Search fields' }).press('Escape');
  await expect(hands.field('Fill')).toBeVisible();
});

test('shows the running game, changes it alone, and keeps that on request', async ({ page, perigee }) => {
  await page.setViewportSize(oneSize);
  const hands = await Hands.open(page, perigee.url);
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  const prefabs = page.getByRole('region', { name: 'Prefabs' });
  await hands.draw('Shift+R', [100, 100], [140, 140]);
  await prefabs.getByRole('button', { name: 'Make a prefab of the selection' }).click();
  await inspector.getByRole('button', { name: 'Add component' }).click();
  await page.getByRole('menuitem', { name: 'Body', exact: true }).click();
  await hands.field('Type').selectOption('kinematic');
  await hands.field('Velocity x').fill('60');
  await hands.field('Velocity x').press('Enter');

  await page.keyboard.press('Control+Enter');
  await inspector.getByRole('button', { name: 'Running game' }).click();
  const first = await hands.number('Position x');
  await expect.poll(() => hands.number('Position x')).toBeGreaterThan(first);

  // In the game alone: the document keeps what it says.
  await page.keyboard.press('F7');
  await hands.field('Position y').fill('300');
  await hands.field('Position y').press('Enter');
  await expect
    .poll(async () => page.getByRole('status', { name: 'Live' }).textContent())
    .toContain('y 300.0');
  await inspector.getByRole('button', { name: 'Document', exact: true }).click();
  await hands.expectNumbers({ 'Position y': 72 });
  await inspector.getByRole('button', { name: 'Running game' }).click();
  await inspector.getByRole('button', { name: 'Keep in the document' }).click();
  await inspector.getByRole('button', { name: 'Document', exact: true }).click();
  await hands.expectNumbers({ 'Position y': 300 });
});
