/** Writing Lua beside the scene: colours, help from the API table, errors while typing, undo, and typing together. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { newProject } from './new-project.ts';

/** A new project with one new script, its code on screen. */
async function openScript(page: Page, url: string): Promise<Locator> {
  await page.goto(await newProject(url));
  await expect(page).toHaveURL(/\/p\//u);
  await page.getByRole('button', { name: 'New script' }).first().click();
  const code = page.locator('.code-editor');
  await expect(code.locator('.view-line').first()).toBeVisible();
  return code;
}

/** Replaces all of the script by typing; the last line is left with the caret behind it. */
async function type(page: Page, code: Locator, text: string): Promise<void> {
  await code.locator('.view-lines').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.type(text);
}

/** The text on screen, with plain spaces. */
const shownText = async (code: Locator): Promise<string> =>
  (await code.locator('.view-lines').innerText()).replaceAll('\u00a0', ' ');

test('Lua is coloured', async ({ page, perigee }) => {
  const code = await openScript(page, perigee.url);
  const word = (text: string) =>
    code.locator('.view-line span span', { hasText: new RegExp(`^${text}$`, 'u') }).first();
  const colorOf = (found: Locator) => found.evaluate((node) => getComputedStyle(node).color);
  await expect(word('local')).toBeVisible();
  // The tokenizer comes a moment after the text.
  await expect
    .poll(() => colorOf(word('local')))
    .not.toBe(await code.evaluate((node) => getComputedStyle(node).color));
});

test('completion after "ams." offers the functions of the API', async ({ page, perigee }) => {
  const code = await openScript(page, perigee.url);
  await type(page, code, 'local x = ams.');
  const list = page.locator('.suggest-widget');
  await expect(list).toBeVisible();
  await page.keyboard.type('get_x');
  await expect(list.getByRole('option', { name: /^get_x/u }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect.poll(() => shownText(code)).toContain('ams.get_x(e)');
});

test('a syntax error is marked at its line while typing, and the mark goes when it is put right', async ({
  page,
  perigee,
}) => {
  const code = await openScript(page, perigee.url);
  await type(page, code, 'local a = 1\nlocal = 2');
  const mark = code.locator('.squiggly-error');
  await expect(mark).toHaveCount(1);
  const lineOf = async (found: Locator) => (await found.boundingBox())!.y;
  const second = code.locator('.view-line', { hasText: '= 2' });
  await expect.poll(async () => Math.abs((await lineOf(mark)) - (await lineOf(second)))).toBeLessThan(20);
  await page.keyboard.press('Home');
  for (let i = 0; i < 'local '.length; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.type('b ');
  await expect(mark).toHaveCount(0);
});

test('two people write in one file; undo takes back only the own part, and the other caret is shown', async ({
  page,
  browser,
  perigee,
}) => {
  const code = await openScript(page, perigee.url);
  await type(page, code, 'local first = 1\n');
  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(page.url());
  const otherCode = other.locator('.code-editor');
  await expect.poll(() => shownText(otherCode)).toContain('local first = 1');
  await otherCode.locator('.view-lines').click();
  await other.keyboard.press('Control+End');
  await other.keyboard.type('local second = 2');
  await expect.poll(() => shownText(code)).toContain('local second = 2');
  await expect(code.locator('.remote-caret')).toHaveCount(1);
  await code.locator('.view-lines').click();
  await page.keyboard.press('Control+z');
  await expect.poll(() => shownText(otherCode)).not.toContain('first');
  expect(await shownText(code)).toContain('local second = 2');
  await context.close();
});

test('a call shows its parameters, and a name of the API what it does', async ({ page, perigee }) => {
  const code = await openScript(page, perigee.url);
  await type(page, code, 'ams.set_x(');
  const help = page.locator('.parameter-hints-widget');
  await expect(help).toContainText('set_x(');
  await page.keyboard.type('e, ');
  await expect(help.locator('.parameter.active')).toHaveText('value');
  await page.keyboard.press('Escape');
  await page.keyboard.type('10)');

  const word = code.locator('.view-line span span', { hasText: 'set_x' }).last();
  await word.hover();
  await expect(page.locator('.monaco-hover').filter({ hasText: 'set_x' }).first()).toBeVisible();
});

test('Enter after a word that is written out begins a new line', async ({ page, perigee }) => {
  const code = await openScript(page, perigee.url);
  await type(page, code, 'local a = nil');
  await expect(page.locator('.suggest-widget')).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.type('local b = 2');
  await expect(code.locator('.view-line')).toHaveText(['local a = nil', 'local b = 2']);
});
