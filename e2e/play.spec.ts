import type { Page } from '@playwright/test';
import { expect, test, type PerigeeServer } from './fixtures.ts';
import { newProject } from './new-project.ts';
import { Hands } from './hands.ts';

const live = (page: Page) => page.getByRole('status', { name: 'Live' });

/** One of the numbers of the selected entity in the running game. */
async function liveNumber(page: Page, name: 'x' | 'y' | 'vx'): Promise<number> {
  const text = (await live(page).textContent()) ?? '';
  return Number(new RegExp(`\\b${name} (-?[\\d.]+)`).exec(text)?.[1]);
}

async function tickOf(page: Page): Promise<number> {
  return Number(/\d+/.exec((await page.getByLabel('Tick', { exact: true }).textContent()) ?? '')?.[0]);
}

async function openSample(page: Page, perigee: PerigeeServer): Promise<void> {
  await page.goto(await newProject(perigee.url, { sample: 'moon-hopper' }));
  await page.getByRole('treeitem', { name: 'Hero' }).click();
}

/** A new project with a hero whose script is replaced through the code editor. */
async function openWithScript(page: Page, perigee: PerigeeServer, source: string): Promise<void> {
  await page.goto(await newProject(perigee.url));
  await page.getByRole('button', { name: 'Add Hero to the scene' }).click();
  await expect(page.locator('.view-lines')).toContainText('hero');
  await writeScript(page, source);
}

async function writeScript(page: Page, source: string): Promise<void> {
  await page.locator('.view-lines').click();
  await page.keyboard.press('Control+A');
  await page.evaluate((text) => navigator.clipboard.writeText(text), source);
  await page.keyboard.press('Control+V');
  await expect(page.locator('.view-lines')).toContainText(source.split('\n')[0]!.trim());
}

test('the keyboard moves the hero; pause, one tick, and stop puts the level back', async ({
  page,
  perigee,
}) => {
  await openSample(page, perigee);
  const x = page.getByRole('textbox', { name: 'Position x' });
  const before = await x.inputValue();

  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(live(page)).toBeVisible();
  const start = await liveNumber(page, 'x');
  await page.keyboard.down('ArrowRight');
  await expect.poll(() => liveNumber(page, 'x')).toBeGreaterThan(start + 30);
  await page.keyboard.up('ArrowRight');

  // Should a script ever find a way out of its sandbox: nothing of the network or the browser's storage is there.
  const worker = page.workers().find((each) => each.url().includes('/game.worker-'))!;
  const doors = [
    'fetch',
    'WebSocket',
    'XMLHttpRequest',
    'indexedDB',
    'caches',
    'importScripts',
    'navigator',
    'Worker',
  ];
  expect(await worker.evaluate((names) => names.filter((name) => name in globalThis), doors)).toEqual([]);
  expect(
    await worker.evaluate((url) => import(url).then(String, () => 'refused'), `${perigee.url}/player.js`),
  ).toBe('refused');

  await page.getByRole('toolbar', { name: 'Play' }).getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'One tick' })).toBeEnabled();
  const paused = await tickOf(page);
  await page.getByRole('button', { name: 'One tick' }).click();
  await expect.poll(() => tickOf(page)).toBe(paused + 1);
  await page.keyboard.press('F10');
  await expect.poll(() => tickOf(page)).toBe(paused + 2);

  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(live(page)).toBeHidden();
  expect(await x.inputValue()).toBe(before);
  await expect(page.getByRole('status', { name: 'Save status' })).toHaveText('Saved');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
});

test('what physics sees is drawn over the game, each kind by itself', async ({ page, perigee }) => {
  await openSample(page, perigee);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(live(page)).toBeVisible();
  await page.getByRole('button', { name: 'Show physics' }).click();
  const shapes = page.getByRole('menuitemcheckbox', { name: 'Shapes' });
  await shapes.click();
  await expect(shapes).toBeChecked();
  await expect(page.getByRole('menuitemcheckbox', { name: 'Joints' })).not.toBeChecked();
  await shapes.click();
  await expect(shapes).not.toBeChecked();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(live(page)).toBeHidden();
});

test('moving a platform while the game runs moves it in the game', async ({ page, perigee }) => {
  await page.goto(await newProject(perigee.url));
  await page.getByRole('button', { name: 'Rectangle' }).click();
  const canvas = page.getByTestId('scene-canvas');
  const box = (await canvas.boundingBox())!;
  await page.mouse.move(box.x + 100, box.y + 200);
  await page.mouse.down();
  await page.mouse.move(box.x + 180, box.y + 230, { steps: 4 });
  await page.mouse.up();
  await expect(page.getByRole('treeitem')).toHaveCount(1);

  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(live(page)).toBeVisible();
  const start = await liveNumber(page, 'x');
  await page.getByRole('radio', { name: 'Scene' }).click();
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  await page.mouse.move(box.x + 140, box.y + 215);
  await page.mouse.down();
  await page.mouse.move(box.x + 260, box.y + 215, { steps: 6 });
  await page.mouse.up();
  await expect.poll(() => liveNumber(page, 'x')).toBeGreaterThan(start + 80);
  await expect(
    page.getByRole('toolbar', { name: 'Play' }).getByRole('button', { name: 'Pause' }),
  ).toBeVisible();
});

test('a saved script is swapped in and keeps its state', async ({ page, perigee }) => {
  const script = (word: string) => `local hero = {}
function hero.on_spawn(e) ams.set_prop(e, "n", 41) end
function hero.on_update(e) ams.log("${word} " .. ams.get_prop(e, "n")) end
return hero`;
  await openWithScript(page, perigee, script('before'));
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  const log = page.getByRole('log', { name: 'Console' });
  await expect(log).toContainText('before 41');
  await writeScript(page, script('after').replace('41', '7'));
  await page.keyboard.press('Control+S');
  await expect(log).toContainText('after 41');
  await expect(log).not.toContainText('after 7');
  await expect(page.getByRole('status', { name: 'Hot reload' })).toBeVisible();
});

test('the game is played and stopped by keys from within the code, which stays as it is', async ({
  page,
  perigee,
}) => {
  const script = 'local hero = {}\nfunction hero.on_spawn(e) ams.log("here I am") end\nreturn hero';
  await openWithScript(page, perigee, script);
  const lines = await page.locator('.view-line').count();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('log', { name: 'Console' })).toContainText('here I am');
  await page.locator('.view-lines').click();
  await page.keyboard.press('Shift+F5');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await expect(page.locator('.view-line')).toHaveCount(lines);
});

test('a script error pauses the game and shows the line', async ({ page, perigee }) => {
  const broken = `local hero = {}
function hero.on_update(e)
  local nothing = nil
  nothing.x = 1
end
return hero`;
  await openWithScript(page, perigee, broken);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  const box = page.getByRole('alert', { name: 'Script error' });
  await expect(box).toContainText('behavior/platformer.lua:4');
  await expect(box).toContainText('Hero');
  await expect(page.getByRole('button', { name: 'One tick' })).toBeEnabled();
  await box.getByRole('button', { name: 'Turn behaviour off' }).click();
  await expect(box).toBeHidden();
  const tick = await tickOf(page);
  await expect.poll(() => tickOf(page)).toBeGreaterThan(tick);
});

test('an endless loop stops the game, not the page', async ({ page, perigee }) => {
  await openWithScript(
    page,
    perigee,
    `local hero = {}
function hero.on_update(e) while true do pcall(function() while true do end end) end end
return hero`,
  );
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  // The page answers at once while the loop runs, and says what happened.
  await page.keyboard.press('Shift+?');
  await expect(page.getByRole('alert').first()).toBeVisible();
});

test('an edit made while playing is an edit of the level; what the game moved is back after stop', async ({
  page,
  perigee,
}) => {
  const hands = await Hands.open(page, perigee.url);
  await hands.draw('Shift+R', [60, 420], [140, 450]);
  const platform = await hands.number('Position x');
  await page.getByRole('button', { name: 'Add Hero to the scene' }).click();
  await expect(hands.row('Hero')).toHaveAttribute('aria-selected', 'true');
  const height = await hands.number('Position y');

  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(live(page)).toBeVisible();
  await expect.poll(() => liveNumber(page, 'y')).toBeGreaterThan(height + 40);
  await page.getByRole('radio', { name: 'Scene' }).click();
  await hands.drag([100, 435], [220, 435], ['Alt']);
  await expect(hands.row('Rectangle')).toHaveAttribute('aria-selected', 'true');
  await expect.poll(() => liveNumber(page, 'x')).toBe(platform + 120);

  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(live(page)).toBeHidden();
  await hands.expectNumbers({ 'Position x': platform + 120 });
  await hands.row('Hero').click();
  await hands.expectNumbers({ 'Position y': height });
  await hands.row('Rectangle').click();
  await hands.backAndForth(
    () => hands.expectNumbers({ 'Position x': platform }),
    () => hands.expectNumbers({ 'Position x': platform + 120 }),
  );
});
