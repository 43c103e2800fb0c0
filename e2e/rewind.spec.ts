/** Time: the past of a running game is visited, changed and played again; what was played becomes a test. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { expect, test, type PerigeeServer } from './fixtures.ts';
import { newProject } from './new-project.ts';
import { Hands } from './hands.ts';

const live = (page: Page) => page.getByRole('status', { name: 'Live' });
const timeline = (page: Page) => page.getByRole('toolbar', { name: 'Timeline' });
const moment = (page: Page) => page.getByRole('slider', { name: 'Moment' });
const lost = (page: Page) => page.getByText('Lost · You fell into a crater.');

/** One of the numbers of the selected entity in the running game. */
async function liveNumber(page: Page, name: 'x' | 'y'): Promise<number> {
  const text = (await live(page).textContent()) ?? '';
  return Number(new RegExp(`\\b${name} (-?[\\d.]+)`).exec(text)?.[1]);
}

/** Where a slider stands, in ticks. */
const tickOf = async (slider: Locator): Promise<number> => Number(await slider.getAttribute('aria-valuenow'));

async function openSample(page: Page, perigee: PerigeeServer): Promise<Hands> {
  await page.goto(await newProject(perigee.url, { sample: 'moon-hopper' }));
  const hands = await Hands.on(page);
  await hands.row('Hero').click();
  return hands;
}

/** Drags the playhead along the timeline, in seconds. */
async function drag(page: Page, seconds: number): Promise<void> {
  const head = (await moment(page).boundingBox())!;
  const track = (await page.locator('.track').boundingBox())!;
  // The axis is ten seconds long until more was played.
  const [from, y] = [head.x + head.width / 2, head.y + head.height / 2];
  const to = from + (seconds / 10) * track.width;
  await page.mouse.move(from, y);
  await page.mouse.down();
  await page.mouse.move((from + to) / 2, y);
  await page.mouse.move(to, y);
  await page.mouse.up();
}

/** How many points of an element have about a colour, on the screen. */
async function countColor(
  page: Page,
  element: Locator,
  [red, green, blue]: readonly number[],
): Promise<number> {
  const picture = (await element.screenshot()).toString('base64');
  return page.evaluate(
    async ({ picture, color }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${picture}`;
      await image.decode();
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      let count = 0;
      for (let at = 0; at < data.length; at += 4)
        if (color.every((value, channel) => Math.abs(data[at + channel]! - value) < 12)) count++;
      return count;
    },
    { picture, color: [red!, green!, blue!] },
  );
}

/** The command line on a folder. */
async function perigee(args: readonly string[]): Promise<{ code: number | null; out: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../bin/perigee.js'), ...args]);
  let out = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (out += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out };
}

test('a death is undone: three seconds back, a higher jump, the same keys; and it is a test from then on', async ({
  page,
  perigee: server,
}) => {
  test.slow();
  const hands = await openSample(page, server);
  await page.getByTitle('Open behavior/hero.lua').click();
  await expect(page.locator('.view-lines')).toContainText('-- hero');
  // Who waits behind the crater is another story.
  await hands.row('Crawler 1').click();
  await page.keyboard.press('Delete');
  await expect(hands.row('Crawler 1')).toBeHidden();
  await hands.row('Hero').click();

  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(live(page)).toBeVisible();
  await expect.poll(() => tickOf(moment(page))).toBeGreaterThan(90);
  await page.keyboard.down('ArrowRight');
  await expect.poll(() => liveNumber(page, 'x'), { intervals: [30] }).toBeGreaterThan(200);
  // In slow motion there is time to jump at the very edge.
  const speed = timeline(page).getByLabel('Game speed');
  for (const slower of ['0.5', '0.25', '0.1']) {
    await page.keyboard.press('Shift+F9');
    await expect(speed).toHaveValue(slower);
  }
  await expect.poll(() => liveNumber(page, 'x'), { intervals: [30], timeout: 60_000 }).toBeGreaterThan(395);
  await page.keyboard.press('Space');
  await expect(lost(page)).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('F7');
  await page.keyboard.up('ArrowRight');
  for (let faster = 0; faster < 3; faster++) await page.keyboard.press('Control+Shift+F9');
  await expect(speed).toHaveValue('1');
  await expect(timeline(page).getByRole('button', { name: 'Go on' })).toBeVisible();
  const end = await tickOf(moment(page));

  await drag(page, -3);
  await expect.poll(() => tickOf(moment(page))).toBeLessThan(end - 150);
  const start = await tickOf(moment(page));
  await expect(moment(page)).toHaveAttribute('aria-valuetext', /(2\.[5-9]|3\.\d) s before the end/u);
  await expect(lost(page)).toBeHidden();
  await expect.poll(() => liveNumber(page, 'y')).toBeLessThan(500);
  await expect(page.getByRole('note', { name: 'Paths' })).toBeHidden();
  const game = page.getByTestId('game');
  const [now, before] = [
    [0x7c, 0x9c, 0xff],
    [0xf2, 0xb4, 0x5a],
  ];
  expect(await countColor(page, game, before)).toBeLessThan(5);

  // The jump is raised in the script: the same keys are played again at once.
  const line = page.locator('.view-line', { hasText: 'jump = {' });
  await line.click();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+End');
  await page.evaluate(() => navigator.clipboard.writeText('jump = { default = 1000 },'));
  await page.keyboard.press('Control+V');
  await page.keyboard.press('Control+S');
  await expect(page.getByRole('note', { name: 'Paths' })).toContainText('Hero');
  await expect.poll(() => tickOf(moment(page)), { timeout: 60_000 }).toBe(end);
  await expect(timeline(page).getByRole('button', { name: 'Go on' })).toBeVisible();
  await expect(lost(page)).toBeHidden();
  expect(await liveNumber(page, 'y')).toBeLessThan(500);
  expect(await liveNumber(page, 'x')).toBeGreaterThan(500);
  // Where it fell is drawn beside where it flies.
  // Their edges are smoothed: few points of a line have just its colour.
  await expect.poll(() => countColor(page, game, before)).toBeGreaterThan(10);
  expect(await countColor(page, game, now)).toBeGreaterThan(10);
  await expect(page.getByRole('button', { name: /hero\.lua edited/u })).toBeVisible();

  // A still higher jump, from the same moment again.
  await line.click();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+End');
  await page.evaluate(() => navigator.clipboard.writeText('jump = { default = 1100 },'));
  await page.keyboard.press('Control+V');
  await page.keyboard.press('Control+S');
  await expect.poll(() => tickOf(moment(page)), { intervals: [20] }).toBeLessThan(end);
  await expect(page.getByTitle('Edits are replayed from here')).toBeVisible();
  await expect.poll(() => tickOf(moment(page)), { timeout: 60_000 }).toBe(end);
  expect(start).toBeLessThan(end);

  await page.getByRole('button', { name: 'More for the timeline' }).click();
  await page.getByRole('menuitem', { name: 'Save as test…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as test' });
  await dialog.getByLabel('Name').fill('Over the crater');
  await expect(dialog).toContainText('test/over-the-crater.replay.json');
  await dialog.getByRole('button', { name: 'Save test' }).click();
  await expect(page.getByText('test/over-the-crater.replay.json is saved', { exact: false })).toBeVisible();

  // The project as a folder, on somebody's disk.
  await page.getByRole('button', { name: 'Export' }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Project folder (zip)', exact: true }).click();
  const files = unzipSync(new Uint8Array(await readFile(await (await downloading).path())));
  const folder = test.info().outputPath('moon-hopper');
  for (const [path, bytes] of Object.entries(files)) {
    if (path.endsWith('/')) continue;
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  const roots = Object.keys(files).filter((path) => path.endsWith('project.yaml'));
  expect(roots).toHaveLength(1);
  const ended = await perigee(['test', dirname(join(folder, roots[0]!)), '--filter', 'over-the-crater']);
  expect(ended.out).toContain('1 test: 1 passed, 0 failed');
  expect(ended.code).toBe(0);
});

test('by keys: start paused, tick by tick, to a mark, a loop with its ends, play on from there', async ({
  page,
  perigee: server,
}) => {
  await openSample(page, server);
  await page.keyboard.press('Control+Shift+Enter');
  await expect(timeline(page).getByRole('button', { name: 'Go on' })).toBeVisible();
  expect(await tickOf(moment(page))).toBe(0);
  for (let tick = 1; tick <= 3; tick++) {
    await page.keyboard.press('F10');
    await expect.poll(() => tickOf(moment(page))).toBe(tick);
  }
  await page.keyboard.press('Shift+F10');
  await expect.poll(() => tickOf(moment(page))).toBe(2);
  await page.keyboard.press('F7');
  await expect.poll(() => tickOf(moment(page)), { timeout: 30_000 }).toBeGreaterThan(150);
  await timeline(page).getByRole('button', { name: 'Pause' }).click();
  await expect(timeline(page).getByRole('button', { name: 'Go on' })).toBeVisible();
  const end = await tickOf(moment(page));

  await moment(page).press('Home');
  await expect.poll(() => tickOf(moment(page))).toBe(0);
  await moment(page).press('Shift+ArrowRight');
  await expect.poll(() => tickOf(moment(page))).toBe(60);
  await moment(page).press('ArrowLeft');
  await expect.poll(() => tickOf(moment(page))).toBe(59);
  await moment(page).press('End');
  await expect.poll(() => tickOf(moment(page))).toBe(end);

  // The hero has landed on the ground: that is a mark, and a click goes there.
  await page
    .getByRole('region', { name: 'Timeline' })
    .getByRole('button', { name: /touches/u })
    .first()
    .click();
  await expect.poll(() => tickOf(moment(page))).toBeLessThan(end);
  const mark = await tickOf(moment(page));
  await moment(page).press('End');
  await page.keyboard.press('Control+Shift+F10');
  await expect.poll(() => tickOf(moment(page))).toBeLessThan(end);

  await moment(page).press('Home');
  await page.keyboard.press('Shift+F7');
  await expect(timeline(page).getByRole('button', { name: 'Loop' })).toHaveAttribute('aria-pressed', 'true');
  const last = page.getByRole('slider', { name: 'End of the loop' });
  await last.press('Home');
  await expect.poll(() => tickOf(last)).toBe(6);
  await last.press('Shift+ArrowRight');
  await expect.poll(() => tickOf(last)).toBe(66);
  // It comes round again and again, and never leaves the span.
  const seen: number[] = [];
  await expect
    .poll(async () => {
      seen.push(await tickOf(moment(page)));
      return seen.some((at, i) => i > 0 && at < seen[i - 1]!);
    })
    .toBe(true);
  await page.keyboard.press('Shift+F7');
  await expect(timeline(page).getByRole('button', { name: 'Loop' })).toHaveAttribute('aria-pressed', 'false');

  await moment(page).press('Home');
  await expect.poll(() => tickOf(moment(page))).toBe(0);
  await page.keyboard.press('F8');
  await expect(timeline(page).getByRole('button', { name: 'Pause' })).toBeVisible();
  // What came after is gone: the timeline ends where the game is.
  await expect.poll(async () => Number(await moment(page).getAttribute('aria-valuemax')) < end).toBe(true);
  expect(mark).toBeLessThan(end);
});

test('what play has changed is listed, and kept as far as it is ticked, in one step of undo', async ({
  page,
  perigee: server,
}) => {
  const hands = await openSample(page, server);
  const before = await hands.number('Position x');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(live(page)).toBeVisible();
  await page.keyboard.down('ArrowRight');
  await expect.poll(() => liveNumber(page, 'x')).toBeGreaterThan(before + 30);
  await page.keyboard.up('ArrowRight');
  await page.getByRole('button', { name: 'More for the timeline' }).click();
  await page.getByRole('menuitem', { name: 'Keep what play changed…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Keep what play changed' });
  const hero = dialog.getByRole('listitem').filter({ hasText: 'Hero' });
  await hero.getByRole('checkbox', { name: /Transform position/u }).check();
  const kept = Number(/→ (-?[\d.]+),/u.exec((await hero.textContent()) ?? '')?.[1]);
  expect(kept).toBeGreaterThan(before + 30);
  await dialog.getByRole('button', { name: 'Keep one change' }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(live(page)).toBeHidden();
  await expect.poll(() => hands.number('Position x')).toBeCloseTo(kept, 1);
  await hands.step('undo', 'button');
  await expect.poll(() => hands.number('Position x')).toBe(before);
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
});
