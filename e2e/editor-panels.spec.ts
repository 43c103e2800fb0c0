import type { Page } from '@playwright/test';
import { expect, test, type PerigeeServer } from './fixtures.ts';
import { newProject } from './new-project.ts';

async function open(page: Page, perigee: PerigeeServer): Promise<void> {
  await page.goto(await newProject(perigee.url));
  await page.getByRole('button', { name: 'Add Hero to the scene' }).click();
  await expect(page.getByRole('treeitem', { name: 'Hero' })).toBeVisible();
}

test('the inspector writes fields, works sums out, and undo takes them back', async ({ page, perigee }) => {
  await open(page, perigee);
  const x = page.getByRole('textbox', { name: 'Position x' });
  const before = await x.inputValue();
  await x.fill('100/4 + 5');
  await x.press('Enter');
  await expect(x).toHaveValue('30');
  await x.press('ArrowUp');
  await expect(x).toHaveValue('31');
  await x.press('Shift+ArrowUp');
  await expect(x).toHaveValue('41');
  await x.fill('not a number');
  await x.press('Enter');
  await expect(x).toHaveValue('41');
  const undo = page.getByRole('button', { name: 'Undo' });
  for (let step = 0; step < 3; step++) await undo.click();
  await expect(x).toHaveValue(before);
});

test('components are added and removed; properties of a script become fields', async ({ page, perigee }) => {
  await open(page, perigee);
  await expect(page.getByRole('textbox', { name: 'speed', exact: true })).toHaveValue('200');
  await page.getByRole('button', { name: 'Add component' }).click();
  await page.getByRole('menuitem', { name: 'Text', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Text' })).toBeVisible();
  await page.getByRole('button', { name: 'Remove Text' }).click();
  await expect(page.getByRole('region', { name: 'Text' })).toBeHidden();
});

test('the hierarchy is walked, renamed and selected by keyboard', async ({ page, perigee }) => {
  await open(page, perigee);
  await page.getByRole('button', { name: 'Add Hero to the scene' }).click();
  const tree = page.getByRole('tree', { name: 'Hierarchy' });
  await expect(tree.getByRole('treeitem')).toHaveCount(2);
  await tree.focus();
  await page.keyboard.press('Home');
  await expect(tree.getByRole('treeitem').first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'New name' }).fill('Runner');
  await page.keyboard.press('Enter');
  await expect(tree.getByRole('treeitem', { name: 'Runner' })).toBeVisible();
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByRole('heading', { name: '2 selected' })).toBeVisible();
});

test('keys and commands are found; panels hide and come back', async ({ page, perigee }) => {
  await open(page, perigee);
  await page.getByTestId('scene-canvas').focus();
  await page.keyboard.press('Shift+?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('Ctrl+Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Command' }).fill('rectangle');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Rectangle' })).toHaveAttribute('aria-pressed', 'true');
  await page.getByTestId('scene-canvas').focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('tree', { name: 'Hierarchy' })).toBeHidden();
  await page.getByTestId('scene-canvas').focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('tree', { name: 'Hierarchy' })).toBeVisible();
});

test('Ctrl+S says that the work is safe, and saves no page', async ({ page, perigee }) => {
  await open(page, perigee);
  await expect(page.getByRole('status', { name: 'Save status' })).toHaveText('Saved');
  await page.getByTestId('scene-canvas').focus();
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Saved. Every change is, as you make it.')).toBeVisible();
});
