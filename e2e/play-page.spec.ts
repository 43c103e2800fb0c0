import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, test, type PerigeeServer } from './fixtures.ts';
import { newProject } from './new-project.ts';

/** Opens the editor with a new project whose hero has this script, all of it saved. */
async function openWithScript(page: Page, perigee: PerigeeServer, source: string): Promise<string> {
  await page.goto(await newProject(perigee.url));
  await page.getByRole('button', { name: 'Add Hero to the scene' }).click();
  const code = page.locator('.view-lines');
  await expect(code).toContainText('hero');
  await code.click();
  await page.keyboard.press('Control+A');
  await page.evaluate((text) => navigator.clipboard.writeText(text), source);
  await page.keyboard.press('Control+V');
  await expect(code).toContainText(source.split('\n').at(-1)!.trim());
  await expect(page.getByRole('status', { name: 'Save status' })).toHaveText('Saved');
  return page.url().split('/p/')[1]!;
}

/** A picture of the game's canvas that changes when anything in it does. */
const picture = (page: Page) =>
  page.getByRole('application').evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());

const failing = `local hero = {}
function hero.on_update(e)
  local nothing = nil
  nothing.x = 1
end
return hero`;

test('the game plays on a page of its own, without the editor', async ({ page, perigee, context }) => {
  await page.goto(await newProject(perigee.url, { sample: 'moon-hopper' }));
  await expect(page.getByRole('application', { name: 'Scene' })).toBeVisible();
  await page.getByRole('button', { name: 'Export' }).click();
  const opening = context.waitForEvent('page');
  await page.getByRole('menuitem', { name: 'Play in its own page', exact: true }).click();
  const game = await opening;
  const errors: string[] = [];
  game.on('pageerror', (error) => errors.push(error.message));
  const asked: string[] = [];
  // The worker's code is part of the player, so its address is not one of the server.
  game.on('request', (request) => {
    if (!request.url().startsWith('blob:')) asked.push(new URL(request.url()).pathname);
  });
  // A page that is still on its way cannot be loaded again.
  await game.waitForURL(/\/play\//);
  await game.reload();
  await expect(game).toHaveTitle('Moon Hopper');
  await expect(game).toHaveURL(/\/play\/[\w-]{21}$/);
  const canvas = game.getByRole('application', { name: 'Moon Hopper' });
  await expect(canvas).toBeFocused();
  await expect.poll(() => asked.filter((path) => path.includes('/assets/')).length).toBeGreaterThan(0);
  const still = await picture(game);
  await game.keyboard.down('ArrowRight');
  await expect.poll(() => picture(game)).not.toBe(still);
  await game.keyboard.up('ArrowRight');
  // The page, the player and what the game is made of; nothing of the editor.
  expect(asked.filter((path) => !/^\/(play\/|player\.js$|api\/projects\/|favicon)/.test(path))).toEqual([]);
  expect(errors).toEqual([]);
});

test('an address without a game says so', async ({ page, perigee }) => {
  const answer = await page.goto(`${perigee.url}/play/${'x'.repeat(21)}`);
  expect(answer!.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'There is no game at this address.' })).toBeVisible();
});

test('an exported game shows where its script failed, restarts, and goes on without the script', async ({
  page,
  perigee,
  browser,
}) => {
  await openWithScript(page, perigee, failing);
  await page.getByRole('button', { name: 'Export' }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'One HTML file', exact: true }).click();
  const path = test.info().outputPath('game.html');
  await (await downloading).saveAs(path);
  expect(await readFile(path, 'utf8')).toContain('perigee-game');

  const context = await browser.newContext({ offline: true });
  const game = await context.newPage();
  await game.goto(pathToFileURL(path).href);
  const screen = game.getByRole('alertdialog', { name: 'A script of this game failed' });
  await expect(screen).toContainText('behavior/platformer.lua, line 4');
  await expect(screen).toContainText('nothing');
  await expect(screen).toContainText('Hero');
  await expect(screen).toBeFocused();
  // By keyboard alone: a key held for the game presses nothing, Tab reaches the buttons.
  await game.keyboard.press('Space');
  await game.keyboard.press('Escape');
  await expect(screen).toBeVisible();
  const restart = screen.getByRole('button', { name: 'Restart' });
  const goOn = screen.getByRole('button', { name: 'Continue without this script' });
  await restart.focus();
  await game.keyboard.press('Enter');
  await expect(screen).toBeFocused();
  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
    [390, 844],
  ] as const) {
    await game.setViewportSize({ width, height });
    for (const button of [restart, goOn]) await expect(button).toBeInViewport({ ratio: 1 });
    await game.screenshot({ path: test.info().outputPath(`failure-${width}.png`) });
  }
  await goOn.click();
  await expect(screen).toBeHidden();
  await expect(game.getByRole('application')).toBeFocused();
  await context.close();
});

test('an endless loop in a script leads to the same screen', async ({ page, perigee, context }) => {
  const id = await openWithScript(
    page,
    perigee,
    `local hero = {}
function hero.on_update(e) while true do pcall(function() while true do end end) end end
return hero`,
  );
  const game = await context.newPage();
  await game.goto(`${perigee.url}/play/${id}`);
  const screen = game.getByRole('alertdialog');
  await expect(screen).toContainText('behavior/platformer.lua');
  await screen.getByRole('button', { name: 'Continue without this script' }).click();
  await expect(screen).toBeHidden();
});

test('a game that no longer answers is ended and says so', async ({ page, perigee }) => {
  await page.goto(await newProject(perigee.url, { sample: 'moon-hopper' }));
  await expect(page.getByRole('application', { name: 'Scene' })).toBeVisible();
  const id = page.url().split('/p/')[1]!;
  // Budgets end the loops of scripts, so a worker that is stuck all the same is put in the place of the game's.
  await page.addInitScript(() => {
    window.Worker = class extends Worker {
      constructor() {
        super(URL.createObjectURL(new Blob(["postMessage({ kind: 'ready', id: 1 }); for (;;);"])));
      }
    };
  });
  await page.goto(`${perigee.url}/play/${id}`);
  const screen = page.getByRole('alertdialog', { name: 'The game stopped answering' });
  await expect(screen).toContainText('endless loop');
  await expect(screen.getByRole('button', { name: 'Restart' })).toBeVisible();
  await expect(screen.getByRole('button', { name: 'Continue without this script' })).toHaveCount(0);
});
