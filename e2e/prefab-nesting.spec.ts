/** Prefabs inside of prefabs: what instances set, at any depth, how it is told, taken back and handed on. */
import { expect, test } from './fixtures.ts';
import { Hands } from './hands.ts';
import { oneSize, otherSize } from './sizes.ts';

test('instances override what is inside of them; overrides are listed, reverted, applied and unpacked', async ({
  page,
  perigee,
}) => {
  await page.setViewportSize(oneSize);
  const hands = await Hands.open(page, perigee.url);
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  const prefabs = page.getByRole('region', { name: 'Prefabs' });
  const parts = inspector.getByRole('region', { name: 'Parts' });
  const make = () => prefabs.getByRole('button', { name: 'Make a prefab of the selection' }).click();
  const rename = async (name: string) => {
    await hands.field('Name').fill(name);
    await hands.field('Name').press('Enter');
  };
  const set = async (field: string, value: string) => {
    await hands.field(field).fill(value);
    await hands.field(field).press('Enter');
  };
  const menu = async (button: string, item: string) => {
    await inspector.getByRole('button', { name: button }).click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
  };

  // A lamp, on a car, twice.
  await hands.draw('Shift+R', [100, 100], [120, 120]);
  await rename('Lamp');
  await make();
  await hands.draw('Shift+R', [200, 100], [300, 140]);
  await rename('Car');
  await hands.row('Lamp').dragTo(hands.row('Car'));
  await expect(hands.row('Lamp')).toHaveAttribute('aria-level', '2');
  await hands.row('Car').click();
  await make();
  await expect(hands.rows).toHaveCount(1);
  await expect(parts.getByRole('button', { name: 'Lamp' })).toBeVisible();
  await prefabs.getByRole('button', { name: 'Add Car to the scene' }).click();
  await expect(hands.row('Car 2')).toHaveAttribute('aria-selected', 'true');

  // The lamp of the first car alone is red. It is a row below its car, folded away until it is wanted.
  await hands.row('Car').click();
  await page.keyboard.press('Shift+T');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(hands.row('Lamp')).toHaveAttribute('aria-selected', 'true');
  await expect(hands.row('Lamp')).toHaveAttribute('title', 'Part of the prefab Car');
  await expect(inspector.getByRole('button', { name: 'Car', exact: true }).first()).toBeVisible();
  await set('Fill', '#ff0000');
  await expect.poll(() => hands.colorAt(115, 106)).toEqual([255, 0, 0]);
  await expect(inspector.getByRole('button', { name: 'Override of Fill' })).toBeVisible();
  await expect(hands.row('Lamp')).toHaveAttribute('title', /changed in this instance/);
  const count = inspector.getByRole('button', { name: '1 override' });
  await count.click();
  const list = inspector.getByRole('list', { name: 'Overrides' });
  await expect(list.getByText('Shape fill')).toBeVisible();
  await list.getByRole('button', { name: 'Revert Shape fill' }).click();
  await expect(count).toBeHidden();
  await expect.poll(() => hands.colorAt(115, 106)).not.toEqual([255, 0, 0]);
  await hands.step('undo', 'keys');
  await expect.poll(() => hands.colorAt(115, 106)).toEqual([255, 0, 0]);

  // Applied to the lamp itself, every lamp is red; undone, only this one.
  await hands.row('Car 2').click();
  await parts.getByRole('button', { name: 'Lamp' }).click();
  await expect(hands.field('Fill')).not.toHaveValue('#ff0000');
  await hands.row('Car').click();
  await parts.getByRole('button', { name: 'Lamp' }).click();
  await menu('Override of Fill', 'Apply to Lamp');
  await expect(inspector.getByRole('button', { name: 'Override of Fill' })).toBeHidden();
  await hands.row('Car 2').click();
  await parts.getByRole('button', { name: 'Lamp' }).click();
  await expect(hands.field('Fill')).toHaveValue('#ff0000');

  // On the canvas a click takes the car, a double click its lamp, which moves as an override; Escape steps out.
  const inside = page.getByRole('navigation', { name: 'Inside' });
  await hands.click(400, 420);
  await hands.click(110, 112);
  await expect(hands.row('Car')).toHaveAttribute('aria-selected', 'true');
  await expect(inside).toBeHidden();
  await page.mouse.dblclick(...hands.at(110, 112));
  await expect(inside.getByRole('button', { name: 'Car' })).toBeVisible();
  await expect(inside).toContainText('Lamp');
  await hands.drag([110, 112], [150, 192], ['Alt']);
  await expect.poll(() => hands.colorAt(155, 195)).toEqual([255, 0, 0]);
  await expect(inspector.getByRole('button', { name: 'Override of Position' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(inside).toBeHidden();
  await expect(hands.row('Car')).toHaveAttribute('aria-selected', 'true');

  // The inspector moves what is inside of an instance, too.
  await page.setViewportSize(otherSize);
  await hands.row('Car 2').click();
  await parts.getByRole('button', { name: 'Lamp' }).click();
  await set('Position x', '40');
  await expect(inspector.getByRole('button', { name: 'Override of Position' })).toBeVisible();

  // A variant is the car but for what is set in it.
  await menu('Prefab actions', 'Make a variant of it');
  await expect(prefabs.getByRole('button', { name: 'Car variant', exact: true })).toBeVisible();
  await expect(inspector.getByRole('button', { name: 'Car variant', exact: true })).toBeVisible();
  await expect(inspector.getByRole('button', { name: /override/ })).toBeHidden();
  await parts.getByRole('button', { name: 'Lamp' }).click();
  await hands.expectNumbers({ 'Position x': 40 });

  // One level apart it is a car, taken apart completely no instance any more; it looks the same all along.
  await hands.row('Car 2').click();
  await menu('Prefab actions', 'Unpack');
  await expect(inspector.getByRole('button', { name: 'Car', exact: true })).toBeVisible();
  await menu('Prefab actions', 'Unpack completely');
  await expect(inspector.getByRole('button', { name: 'Prefab actions' })).toBeHidden();
  await expect.poll(() => hands.names()).toEqual(['Car', 'Lamp', 'Car 2', 'Lamp']);
  await hands.row('Lamp').last().click();
  await hands.expectNumbers({ 'Position x': 40 });
  await expect(hands.field('Fill')).toHaveValue('#ff0000');
});
