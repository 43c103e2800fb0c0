/**
 * A map of 1,000 x 1,000 cells in four layers in the editor, driven by mouse and keys through its own page: the work of the main thread
 * for a frame of panning and of painting, and what it takes to open it; a map of 500 x 500 until it plays; and how large
 * tiles are in the document.
 */
import type { Page } from '@playwright/test';
import * as Y from 'yjs';
import { writeProject } from '../src/lib/document/edit-project.ts';
import { paintTiles } from '../src/lib/document/edit.ts';
import { systemOrigin, userOrigin } from '../src/lib/document/origin.ts';
import { Simulation } from '../src/lib/runtime/simulation.ts';
import { median } from './compare.ts';
import { p95, workPerFrame } from './editor/frames.ts';
import { pictureOf, withEditor } from './editor/served.ts';
import { tileLevel, tilesPicture } from './editor/tile-level.ts';
import type { BenchRow } from './rows.ts';

const SIDE = 1000;
const FRAMES = 90;
const SIZE = { width: 1440, height: 900 };
const FRAME = 1000 / 60;
const picture = tilesPicture();

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('application', { name: 'Scene' }).waitFor();
  await page.getByRole('treeitem').first().waitFor();
}

async function opening(page: Page, address: string): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    await page.goto('about:blank');
    const start = performance.now();
    await open(page, address);
    times.push(performance.now() - start);
  }
  return median(times.sort((a, b) => a - b));
}

/** Resolves when the page has nothing to paint any more. */
const rest = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    for (let quiet = 0; quiet < 5;) {
      const left = await new Promise<number>((done) =>
        requestIdleCallback((idle) => done(idle.timeRemaining())),
      );
      quiet = left > 8 ? quiet + 1 : 0;
    }
  });

/** The work of each frame while the map is pulled to the left, 12 px a frame. @param zooms turns of the wheel, below 0 out */
async function panning(page: Page, zooms: number): Promise<number> {
  const canvas = page.getByRole('application', { name: 'Scene' });
  await canvas.focus();
  await page.keyboard.press('Control+Digit0');
  const box = (await canvas.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  for (let i = 0; i < Math.abs(zooms); i++) await page.mouse.wheel(0, zooms < 0 ? 240 : -240);
  await rest(page);
  const right = box.x + box.width - 20;
  await page.mouse.move(right, y);
  await page.mouse.down({ button: 'middle' });
  const work = await workPerFrame(page, async () => {
    for (let i = 0; i < FRAMES; i++) await page.mouse.move(right - i * 12, y - i);
  });
  await page.mouse.up({ button: 'middle' });
  return p95(work);
}

/** The work of each frame while a line of tiles is painted to and fro on the second layer of the map. */
async function painting(page: Page): Promise<number> {
  const canvas = page.getByRole('application', { name: 'Scene' });
  await canvas.focus();
  await page.keyboard.press('Control+Digit0');
  await page.getByRole('treeitem', { name: 'Tiles 2' }).click();
  await page.getByRole('toolbar', { name: 'Tools' }).getByRole('button', { name: 'Tiles' }).click();
  await page.getByRole('application', { name: 'Tiles of Tiles' }).focus();
  await page.keyboard.press('ArrowRight');
  const box = (await canvas.boundingBox())!;
  const [x, y] = [box.x + 200, box.y + 120];
  await page.mouse.move(x, y);
  await rest(page);
  await page.mouse.down();
  const work = await workPerFrame(page, async () => {
    for (let i = 0; i < FRAMES; i++) await page.mouse.move(x + ((i * 11) % 500), y + i * 4);
    await page.mouse.up();
  });
  return p95(work);
}

/** Bytes of a layer of 65,536 tiles in the document, and of a stroke of 200 on it. */
function stored(): { layer: number; stroke: number } {
  const doc = new Y.Doc();
  const { entities, ...scene } = tileLevel(256, 256, pictureOf(picture)).scenes.level!;
  const only = { ...scene, entities: { t0: entities.t0! } };
  writeProject(doc, systemOrigin, { ...tileLevel(1, 1, pictureOf(picture)), scenes: { level: only } });
  const layer = Y.encodeStateAsUpdate(doc).length;
  let stroke = 0;
  doc.on('update', (update: Uint8Array) => (stroke += update.length));
  paintTiles(
    doc,
    userOrigin(),
    'level',
    't0',
    Array.from({ length: 200 }, (_, i) => [(i * 37) % 256, (i * 91) % 256, 1 + ((i * 53) % 128)] as const),
  );
  return { layer, stroke };
}

/** Milliseconds until a map has made its first tick, the middle one of some. */
function playing(side: number): number {
  const project = tileLevel(side, side, pictureOf(picture), 0.5);
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    const game = new Simulation({ project: structuredClone(project), scene: 'level' });
    game.tick();
    return performance.now() - start;
  });
  return median(times.sort((a, b) => a - b));
}

export default async function bench(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const add = (name: string, value: number, unit: string, limit: number, baseline: string) =>
    rows.push({ name, value, unit, ratio: value / limit, baseline });
  const { layer, stroke } = stored();
  add('tiles-layer', layer / 1024, 'kB', 1024, 'a megabyte');
  add('tiles-stroke', stroke, 'bytes', 2048, '2 kB');
  add('tiles-play', playing(500), 'ms', 1000, '1 s');
  await withEditor(async ({ browser, makeProject }) => {
    const address = await makeProject(tileLevel(SIDE, SIDE, pictureOf(picture)), picture);
    const page = await browser.newPage({ viewport: SIZE });
    await open(page, address);
    add('tiles-pan', await panning(page, 0), 'ms', FRAME, 'a frame at 60 Hz');
    add('tiles-pan-far', await panning(page, -6), 'ms', FRAME, 'a frame at 60 Hz, zoomed out');
    add('tiles-paint', await painting(page), 'ms', FRAME, 'a frame at 60 Hz');
    add('tiles-open', await opening(page, address), 'ms', 2000, '2 s');
  });
  return rows;
}
