/** Standard behaviours: found by what they do, given to an entity, and at work. */
import { expect, test } from './fixtures.ts';
import { Hands } from './hands.ts';

test('patrol is chosen from the library by keyboard, shows its fields, and the entity walks', async ({
  page,
  perigee,
}) => {
  const hands = await Hands.open(page, perigee.url);
  await hands.draw('Shift+R', [200, 200], [240, 240]);
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('button', { name: 'Add component' }).click();
  await page.getByRole('menuitem', { name: 'Script library…' }).click();

  const library = page.getByRole('dialog', { name: 'Script library' });
  const search = library.getByRole('combobox', { name: 'Script' });
  await expect(search).toBeFocused();
  await expect(library.getByRole('option', { name: 'draggable' })).toBeAttached();
  await search.pressSequentially('patrol');
  await expect(library.getByRole('option', { name: /walks between two points/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(library).toBeHidden();

  await expect(page.getByRole('tab', { name: 'patrol.lua' })).toHaveAttribute('aria-selected', 'true');
  await expect.poll(() => hands.number('speed')).toBe(80);

  await page.getByRole('button', { name: 'Play', exact: true }).click();
  const live = page.getByRole('status', { name: 'Live' });
  const x = async () => Number(/\bx (-?[\d.]+)/.exec((await live.textContent()) ?? '')?.[1]);
  await expect(live).toBeVisible();
  const start = await x();
  await expect.poll(x).toBeGreaterThan(start + 10);
});
