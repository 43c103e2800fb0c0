import { expect, test } from './fixtures.ts';
import { Hands } from './hands.ts';
import { newProject } from './new-project.ts';

test('tiles are said what they are, labelled with terrain, painted with it and by rules that an example gave', async ({
  page,
  perigee,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(await newProject(perigee.url, { sample: 'moon-hopper' }));
  const hands = await Hands.on(page);
  const command = async (name: string) => {
    await hands.canvas.focus();
    await page.keyboard.press('Control+k');
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
  };
  const dialog = page.getByRole('dialog', { name: 'Tileset editor' });

  await hands.row('Ground').click();
  await command('Tileset editor');
  const box = (await dialog.getByRole('application', { name: 'Tiles' }).boundingBox())!;
  const cell = box.width / 8;
  const press = (column: number, row: number) =>
    page.mouse.click(box.x + (column + 0.5) * cell, box.y + (row + 0.5) * cell);

  // One tile: one-way, an outline, a property.
  await press(4, 1);
  await dialog.getByRole('checkbox', { name: 'One-way' }).click();
  await dialog.getByRole('button', { name: 'Upper half' }).click();
  await expect(dialog.getByRole('button', { name: 'Point 4 of outline 1' })).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Name of a new value' }).fill('slippery');
  await dialog.getByRole('button', { name: 'Add value' }).click();
  await expect(dialog.getByRole('textbox', { name: 'slippery' })).toHaveValue('0');

  // A terrain of one tile, labelled as a whole.
  await dialog.getByRole('tab', { name: 'Terrain' }).click();
  await dialog.getByRole('button', { name: 'New set: corners', exact: true }).click();
  await press(5, 0);
  await expect(dialog.getByText('1 of 1 combinations')).toBeVisible();

  // Rules from what the level shows.
  await dialog.getByRole('tab', { name: 'Rules' }).click();
  await dialog.getByRole('button', { name: 'Propose from what is drawn' }).click();
  await expect(dialog.getByRole('status')).toContainText('that are drawn on Ground');
  await dialog.getByRole('checkbox', { name: 'Take rule 1', exact: true }).uncheck();
  await dialog.getByRole('button', { name: /^Take \d+ rules$/u }).click();
  await expect(dialog.getByRole('list', { name: 'Rules of Rules 1' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();

  // Both are painted with; each stroke is one step.
  await hands.canvas.focus();
  await page.keyboard.press('b');
  await page.keyboard.press('t');
  await expect(page.getByRole('button', { name: 'Terrain 1' })).toHaveAttribute('aria-pressed', 'true');
  await hands.drag([200, 120], [260, 120]);
  await page.keyboard.press('r');
  await expect(page.getByRole('button', { name: 'Rules 1' })).toHaveAttribute('aria-pressed', 'true');
  await hands.drag([320, 120], [380, 160]);
  await command('History');
  const steps = page.getByRole('region', { name: 'History' });
  await expect(steps).toContainText(/Paint by rules on \d+ tiles/u);
  await expect(steps).toContainText(/Paint terrain on \d+ tiles/u);
});
