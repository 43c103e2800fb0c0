import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Download, Page } from '@playwright/test';
import { unzipSync as unzipFiles } from 'fflate';
import { expect, test } from './fixtures.ts';
import { newProject } from './new-project.ts';
import { keysToWin } from '../tests/samples/moon-hopper-player.ts';

/** What the HTML may weigh after gzip, art left out. */
const limit = 250 * 1024;

/** Opens the sample and exports it by the menu. */
async function exportSample(page: Page, url: string, item: string): Promise<Download> {
  await page.goto(await newProject(url, { sample: 'moon-hopper' }));
  return exportBy(page, item);
}

/** Exports the open project by the menu. */
async function exportBy(page: Page, item: string): Promise<Download> {
  await expect(page.getByRole('application', { name: 'Scene' })).toBeVisible();
  await page.getByRole('button', { name: 'Export' }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: item, exact: true }).click();
  return downloading;
}

/** What a page that is played by {@link playByKeys} tells and is told. */
interface Played {
  /** Where the hero is; `null` before it was drawn. */
  heroX: number | null;
  /** From then on the keys are pressed by the page itself: by a clock of its own, however busy the machine is. */
  begun: boolean;
}

/**
 * Plays the game on a page to its end: watches the frames that are drawn, as a person would, and presses keys.
 * Runs before the scripts of the page.
 */
function playByKeys(decide: string): void {
  const keysFor = new Function(`return (${decide})`)() as typeof keysToWin;
  const rowLength = 8;
  const slots = new Map<number, string>();
  let held: string[] = [];
  const played: Played = { heroX: null, begun: false };
  Object.assign(window, { played });
  const press = (keys: string[]) => {
    const target = document.activeElement ?? document.body;
    const fire = (type: string, code: string) =>
      target.dispatchEvent(new KeyboardEvent(type, { code, key: code, bubbles: true, cancelable: true }));
    for (const code of held) if (!keys.includes(code)) fire('keyup', code);
    for (const code of keys) if (!held.includes(code)) fire('keydown', code);
    held = keys;
  };
  const look = ({ data }: MessageEvent) => {
    if (data.kind !== 'frame') return;
    for (const event of data.events)
      if (event.kind === 'look') slots.set(event.slot, event.entity.type);
      else if (event.kind === 'gone') slots.delete(event.slot);
      else if (event.kind === 'state' && event.state !== 'playing') return press([]);
    const rows = new Float32Array(data.draws, 0, data.count * rowLength);
    const seen: Record<string, { x: number; y: number }[]> = {};
    for (let at = 0; at < rows.length; at += rowLength)
      (seen[slots.get(rows[at]!) ?? ''] ??= []).push({ x: rows[at + 1]!, y: rows[at + 2]! });
    const [hero, lift] = [seen['Hero']?.[0], seen['Lift']?.[0]];
    played.heroX = hero?.x ?? null;
    if (hero && lift && played.begun) press(keysFor({ hero, lift, crawlers: seen['Crawler'] ?? [] }));
  };
  const Original = window.Worker;
  window.Worker = class extends Original {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      slots.clear();
      held = [];
      this.addEventListener('message', look);
    }
  };
}

/** The real keyboard moves the hero, without a click into the game before. */
async function walkByHand(page: Page): Promise<void> {
  const heroX = () => page.evaluate(() => (window as unknown as { played: Played }).played.heroX);
  await expect.poll(heroX).not.toBeNull();
  const start = (await heroX())!;
  await page.keyboard.down('ArrowRight');
  await expect.poll(heroX, { intervals: [20] }).toBeGreaterThan(start + 10);
  await page.keyboard.up('ArrowRight');
}

async function expectWin(page: Page, url: string): Promise<void> {
  test.slow();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.addInitScript(playByKeys, keysToWin.toString());
  await page.goto(url);
  await expect(page).toHaveTitle('Moon Hopper');
  await walkByHand(page);
  await page.evaluate(() => ((window as unknown as { played: Played }).played.begun = true));
  // On a machine that stutters a jump may come too late: one plays again, as people do.
  await expect(async () => {
    const again = page.getByRole('button', { name: 'Play again' });
    await again.waitFor({ timeout: 45_000 });
    const said = await page.getByRole('status').textContent();
    if (!said?.includes('You reached the flag!')) await again.click();
    expect(said).toContain('You reached the flag!');
  }).toPass({ timeout: 150_000 });
  expect(errors).toEqual([]);
}

test('one HTML file plays from disk without a network, to the win', async ({ page, perigee, browser }) => {
  const download = await exportSample(page, perigee.url, 'One HTML file');
  const file = await download.path();
  const html = await readFile(file, 'utf8');
  const withoutArt = html.replace(/data:image\/png;base64,[A-Za-z0-9+/=]+/g, '');
  expect(gzipSync(withoutArt).length).toBeLessThan(limit);
  await page.goto('about:blank');

  const context = await browser.newContext({ offline: true });
  const path = test.info().outputPath('Moon Hopper.html');
  await download.saveAs(path);
  const player = await context.newPage();
  await expectWin(player, pathToFileURL(path).href);
  await player.screenshot({ path: test.info().outputPath('won.png') });
  await context.close();
});

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
};

/** Any plain web server. */
async function serveFiles(files: Record<string, Uint8Array>): Promise<Server> {
  const server = createServer((request, response) => {
    const path =
      decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname).slice(1) || 'index.html';
    const body = files[path];
    response.writeHead(body ? 200 : 404, { 'content-type': types[extname(path)] ?? 'text/plain' });
    response.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

test('the zip plays on any web server, to the win', async ({ page, perigee, browser }) => {
  const download = await exportSample(page, perigee.url, 'Zip');
  const files = unzipFiles(new Uint8Array(await readFile(await download.path())));
  expect(Object.keys(files)).toEqual(expect.arrayContaining(['index.html', 'player.js', 'game.json']));
  await page.goto('about:blank');
  const server = await serveFiles(files);
  const context = await browser.newContext();
  try {
    await expectWin(await context.newPage(), `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    await context.close();
    server.close();
  }
});

test('the project folder comes back through Import as the same project', async ({ page, perigee }) => {
  const folderOf = async (download: Download) =>
    unzipFiles(new Uint8Array(await readFile(await download.path())));
  const item = 'Project folder (zip)';
  const download = await exportSample(page, perigee.url, item);
  const first = await folderOf(download);
  expect(Object.keys(first)).toEqual(expect.arrayContaining(['project.yaml', 'behavior/hero.lua']));
  const address = page.url();

  const path = test.info().outputPath('project.zip');
  await download.saveAs(path);
  await page.goto(perigee.url);
  await page.getByLabel('Files to import').setInputFiles(path);
  await page.waitForURL(/\/p\//);
  expect(page.url()).not.toBe(address);
  await expect(page.getByRole('treeitem', { name: 'Hero' })).toBeVisible();
  const second = await folderOf(await exportBy(page, item));
  expect(Object.keys(second).sort()).toEqual(Object.keys(first).sort());
  for (const [name, bytes] of Object.entries(first))
    expect(Buffer.from(second[name]!).equals(Buffer.from(bytes)), name).toBe(true);
});
