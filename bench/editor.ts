/**
 * The editor with a level of 10,000 entities, driven by mouse and keys through its own page: the work of the main thread for a frame of
 * panning, zooming, drawing a marquee and dragging 200 entities, beside the same level on bare canvases; what it takes to open it, and to type.
 */
import type { Page } from '@playwright/test';
import type { Vec2 } from '../src/lib/base/geometry.ts';
import { framed, toScreen } from '../src/lib/editor/core/view.ts';
import { median } from './compare.ts';
import { p95, workPerFrame } from './editor/frames.ts';
import { APART, apartArea, areaOf } from './editor/level.ts';
import { withEditor, type Served } from './editor/served.ts';
import type { BenchRow } from './rows.ts';

const ENTITIES = 10_000;
const FRAMES = 90;
/** How often the level is opened and closed, and after how many times the heap is what it should be at the end: until then code is still compiled. */
const ROUNDS = Number(process.env.PERIGEE_BENCH_ROUNDS ?? 100);
const EARLY = 10;
const SIZE = { width: 1440, height: 900 };
/** What a frame of a screen with 60 Hz leaves to the page. */
const FRAME = 1000 / 60;

type Gesture = 'pan' | 'zoom' | 'marquee' | 'drag';
const GESTURES: readonly Gesture[] = ['pan', 'zoom', 'marquee', 'drag'];

/** A marquee goes over half of the level. */
const MARQUEE_STEP = 12;

/** Moves the mouse to and fro, one step to a frame. @param step pixels */
async function wander(page: Page, [x, y]: Vec2, step = 4): Promise<void> {
  for (let i = 0; i < FRAMES; i++) {
    const way = step * (i % 60 < 30 ? i % 30 : 30 - (i % 30));
    await page.mouse.move(x + way, y + way / 2);
  }
}

async function turnWheel(page: Page): Promise<void> {
  for (let i = 0; i < FRAMES; i++) await page.mouse.wheel(0, i % 40 < 20 ? -40 : 40);
}

async function bare(
  { browser, bareUrl }: Served,
  how: 'konva' | 'canvas',
  gesture: Gesture,
): Promise<number> {
  const page = await browser.newPage({ viewport: SIZE });
  try {
    await page.goto(bareUrl);
    await page.waitForFunction(() => 'begin' in window);
    await page.evaluate(([kind, what, count]) => window.begin(kind, what, count), [
      how,
      gesture,
      ENTITIES,
    ] as const);
    await page.mouse.move(500, 300);
    const work = await workPerFrame(page, () =>
      gesture === 'zoom' ? turnWheel(page) : wander(page, [500, 300]),
    );
    return p95(work);
  } finally {
    await page.close();
  }
}

/** Opens the editor on the level; resolves when it is there to be worked with. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('application', { name: 'Scene' }).waitFor();
  await page.getByRole('treeitem').first().waitFor();
}

/** Where on the window a place of the level is after "show all". */
async function shown(page: Page): Promise<(at: Vec2) => Vec2> {
  const canvas = page.getByRole('application', { name: 'Scene' });
  await canvas.focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Digit1');
  const box = (await canvas.boundingBox())!;
  const { width, height } = areaOf(ENTITIES);
  const level = { x: 0, y: 0, width: Math.max(width, 960), height: Math.max(height, 540) };
  const view = framed(level, [box.width, box.height]);
  return (at) => {
    const [x, y] = toScreen(view, at);
    return [box.x + x, box.y + y];
  };
}

async function ours(page: Page, gesture: Gesture): Promise<number> {
  const at = await shown(page);
  const { mouse, keyboard } = page;
  const { width, height } = areaOf(ENTITIES);
  await mouse.move(...at([width / 2, height / 2]));
  if (gesture === 'zoom') return p95(await workPerFrame(page, () => turnWheel(page)));
  const button = gesture === 'pan' ? 'middle' : 'left';
  let from = at([width / 2, height / 2]);
  if (gesture === 'marquee') from = at([apartArea.width + 20, 20]);
  if (gesture === 'drag') {
    await mouse.move(...at([-6, -6]));
    await mouse.down();
    await mouse.move(...at([apartArea.width + 6, apartArea.height + 6]));
    await mouse.up();
    await page.getByText(`${APART} `, { exact: false }).first().waitFor();
    from = at([105, 49.5]);
  }
  await mouse.move(...from);
  await mouse.down({ button });
  const work = await workPerFrame(page, () =>
    wander(page, from, gesture === 'marquee' ? MARQUEE_STEP : undefined),
  );
  await keyboard.press('Escape');
  await mouse.up({ button });
  return p95(work);
}

/** The work of the main thread while a text is typed into the inspector, a frame at a time. */
async function typing(page: Page): Promise<number> {
  await page.getByRole('treeitem').nth(3).click();
  const name = page.getByRole('textbox', { name: 'Name' }).first();
  await name.click();
  return p95(
    await workPerFrame(page, () => name.pressSequentially('The quick brown fox jumps over the lazy dog')),
  );
}

/** Milliseconds from the address to the level on screen, the middle one of some. */
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

/** How much more memory the page takes after many times of opening and closing the level than after a few. */
async function leaking(page: Page, url: string): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const collected = async () => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  };
  /** The heap once the page rests: what was closed last is let go of a little later. */
  const used = async () => {
    const readings = [await collected()];
    while (readings.length < 4 || readings.at(-1)! < 0.99 * readings.at(-4)!) {
      await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
      readings.push(await collected());
    }
    return readings.at(-1)!;
  };
  await page.goto(url);
  let early = 0;
  for (let i = 0; i <= ROUNDS; i++) {
    if (i === EARLY) early = await used();
    await page
      .getByRole('link', { name: /Large level/ })
      .first()
      .click();
    await page.getByRole('treeitem').first().waitFor();
    await page.goBack();
    await page
      .getByRole('link', { name: /Large level/ })
      .first()
      .waitFor();
  }
  return (await used()) / early;
}

export default async function bench(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  await withEditor(async (served) => {
    const address = await served.makeLevel(ENTITIES);
    const page = await served.browser.newPage({ viewport: SIZE });
    await open(page, address);
    for (const gesture of GESTURES) {
      const value = await ours(page, gesture);
      const name = `editor-${gesture}`;
      rows.push({ name, value, unit: 'ms', ratio: value / FRAME, baseline: 'a frame at 60 Hz' });
      for (const how of ['canvas', 'konva'] as const) {
        const theirs = await bare(served, how, gesture);
        const baseline = `the same on ${how === 'canvas' ? 'a bare canvas' : 'bare Konva nodes'}, ${theirs.toFixed(1)} ms`;
        rows.push({ name: `${name}-${how}`, value, unit: 'ms', ratio: value / theirs, baseline });
      }
    }
    const typed = await typing(page);
    rows.push({ name: 'editor-typing', value: typed, unit: 'ms', ratio: typed / 50, baseline: '50 ms' });
    const opened = await opening(page, address);
    rows.push({ name: 'editor-open', value: opened, unit: 'ms', ratio: opened / 2000, baseline: '2 s' });
    const ratio = await leaking(page, served.url);
    rows.push({
      name: 'editor-heap',
      value: ROUNDS,
      unit: 'openings',
      ratio,
      baseline: `the heap after ${EARLY}`,
    });
  });
  return rows;
}
