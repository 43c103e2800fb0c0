import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { zipSync } from 'fflate';
import { ordersBetween } from '../src/lib/base/order.ts';
import { blankEntity, blankLayer, blankProject, blankScene } from '../src/lib/schema/blank.ts';
import { writeFolder } from '../src/lib/schema/folder-write.ts';
import type { EntityData, ProjectData } from '../src/lib/schema/project.ts';
import { FLIP_DIAGONAL, FLIP_X, FLIP_Y } from '../src/lib/schema/tiles.ts';
import { expect, test } from './fixtures.ts';

const SIZE = [640, 360] as const;
/** A colour that nothing else has; a square of it in two corners tells where the screen is. */
const MARK = '#ff00fe';
const MARK_SIZE = 4;

const bytes = new Uint8Array(readFileSync('static/samples/moon-hopper/assets/hero.png'));
const sha256 = createHash('sha256').update(bytes).digest('hex');
const sheet = {
  width: new DataView(bytes.buffer).getUint32(16),
  height: new DataView(bytes.buffer).getUint32(20),
};

type Place = [x: number, y: number, width: number, height: number, rotation?: number];

/** A level with something of everything that is painted, all of it still. */
function level(): ProjectData {
  const corners = [
    [0, 0.2],
    [0.5, 0],
    [1, 1],
    [0.4, 0.7],
    [0, 1],
  ];
  const cells = new Uint32Array(256);
  for (let i = 0; i < 40; i++) cells[(i >> 3) * 16 + (i & 7)] = 1 + (i % 4);
  [FLIP_X, FLIP_Y, FLIP_DIAGONAL, FLIP_DIAGONAL | FLIP_X].forEach((flip, i) => (cells[i] = (1 + flip) >>> 0));
  const things: [layer: string, place: Place, components: EntityData['components'], parent?: number][] = [
    ['back', [320, 180, 700, 420], { Shape: { fill: '#203040' } }],
    [
      'back',
      [120, 90, 90, 60, 12],
      { Shape: { fill: '#7c9cff', cornerRadius: 14, stroke: '#ffffff', strokeWidth: 3 } },
    ],
    ['tinted', [260, 80, 80, 50, -30], { Shape: { kind: 'ellipse', fill: '#f2b45a', alpha: 0.6 } }],
    ['tinted', [400, 90, 96, 96], { Sprite: { asset: 'sheet' } }],
    ['far', [540, 90, 70, 70, 20], { Shape: { kind: 'polygon', points: corners, fill: '#5cc98b' } }],
    [
      'main',
      [90, 200, 64, 64, 25],
      { Sprite: { asset: 'sheet', frameSize: [16, 16], frame: 1, flipX: true } },
    ],
    [
      'main',
      [170, 200, 48, 48],
      { Sprite: { asset: 'sheet', frameSize: [16, 16], flipY: true, tint: '#ff8080' } },
    ],
    ['main', [300, 200, 130, 60], { Text: { text: 'Two lines\nof text', align: 'center', bold: true } }],
    ['main', [460, 220, 60, 60, 10], { Shape: { fill: '#f0717a88' } }],
    [
      'main',
      [30, -10, 40, 20, 35],
      { Shape: { kind: 'line', points: corners, fill: '', stroke: '#c79bf2' } },
      8,
    ],
    [
      'main',
      [80, 260, 16, 16],
      {
        Tilemap: {
          tileSize: [16, 16],
          tilesets: [{ tileset: 'tiles', firstTile: 1 }],
          tiles: { '0,0': cells },
        },
      },
    ],
    ['main', [MARK_SIZE / 2 + 8, MARK_SIZE / 2 + 8, MARK_SIZE, MARK_SIZE], { Shape: { fill: MARK } }],
    ['main', [632 - MARK_SIZE / 2, 352 - MARK_SIZE / 2, MARK_SIZE, MARK_SIZE], { Shape: { fill: MARK } }],
  ];
  const orders = ordersBetween(null, null, things.length);
  const entities = things.map(([layer, [x, y, width, height, rotation = 0], looks, parent], i) => [
    `e${i}`,
    blankEntity({
      name: `Thing ${i}`,
      order: orders[i]!,
      layer,
      parent: parent === undefined ? null : `e${parent}`,
      components: { Transform: { position: [x, y], size: [width, height], rotation }, ...looks },
    }),
  ]);
  const project = blankProject('Still life');
  return {
    ...project,
    settings: { ...project.settings, size: SIZE, gravity: [0, 0] },
    assets: { sheet: { name: 'sheet.png', kind: 'image', sha256, size: bytes.length, meta: sheet } },
    tilesets: {
      tiles: {
        name: 'Tiles',
        image: 'sheet',
        tileSize: [16, 16],
        margin: 0,
        spacing: 0,
        columns: Math.floor(sheet.width / 16),
        count: Math.floor(sheet.width / 16) * Math.floor(sheet.height / 16),
        offset: [0, 0],
        tiles: {},
      },
    },
    scenes: {
      s: blankScene({
        layers: {
          far: blankLayer({ name: 'Far', order: 'a0', parallax: 0.5 }),
          back: blankLayer({ name: 'Back', order: 'Zz' }),
          tinted: blankLayer({ name: 'Tinted', order: 'a1', tint: '#ffc0a0' }),
          main: blankLayer({ name: 'Main', order: 'a2' }),
        },
        entities: Object.fromEntries(entities) as Record<string, EntityData>,
      }),
    },
  };
}

interface Difference {
  /** Pixels of the screen that have no equal within a pixel's distance in the other picture. */
  apart: number;
  /** Pixels that are not the same at all. */
  unequal: number;
}

/** Compares the screens in two pictures of windows, found by their marks. */
function compare(page: Page, pictures: readonly Buffer[]): Promise<Difference> {
  return page.evaluate(
    async ({ sources, size: [width, height], mark, inset }) => {
      const screens = await Promise.all(
        sources.map(async (source) => {
          const image = new Image();
          image.src = `data:image/png;base64,${source}`;
          await image.decode();
          const context = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
          context.drawImage(image, 0, 0);
          const { data } = context.getImageData(0, 0, image.width, image.height);
          const first = new Uint32Array(data.buffer).indexOf(mark);
          if (first < 0) throw new Error('the mark is not to be seen');
          const [left, top] = [(first % image.width) - inset, Math.floor(first / image.width) - inset];
          return context.getImageData(left, top, width, height).data;
        }),
      );
      const [a, b] = screens as [Uint8ClampedArray, Uint8ClampedArray];
      const near = (p: Uint8ClampedArray, i: number, q: Uint8ClampedArray, j: number, by: number) =>
        [0, 1, 2].every((k) => Math.abs(p[4 * i + k]! - q[4 * j + k]!) <= by);
      let [apart, unequal] = [0, 0];
      // The editor draws the edge of the screen over its outermost pixels.
      for (let y = 3; y < height - 3; y++)
        for (let x = 3; x < width - 3; x++) {
          const i = y * width + x;
          if (near(a, i, b, i, 0)) continue;
          unequal++;
          const around = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => i + dy * width + dx));
          if (!around.some((j) => near(a, i, b, j, 24)) || !around.some((j) => near(b, i, a, j, 24))) apart++;
        }
      return { apart, unequal };
    },
    {
      sources: pictures.map((picture) => picture.toString('base64')),
      size: SIZE,
      mark: 0xfffe00ff,
      inset: 8,
    },
  );
}

test('the editor shows a level as the game does', async ({ page, perigee, context }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(perigee.url);
  const folder = writeFolder(level(), () => bytes);
  await page.getByLabel('Files to import').setInputFiles({
    name: 'still-life.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from(zipSync(Object.fromEntries(folder))),
  });
  const canvas = page.getByRole('application', { name: 'Scene' });
  await expect(canvas).toBeVisible();
  await canvas.focus();
  // No grid, no panels, the whole screen at its own size.
  for (const key of ['g', 'Tab', 'Shift+Digit1', 'Control+0']) await page.keyboard.press(key);

  const game = await context.newPage();
  await game.setViewportSize({ width: SIZE[0], height: SIZE[1] });
  await game.goto(page.url().replace('/p/', '/play/'));
  await expect(game.getByRole('application', { name: 'Still life' })).toBeVisible();

  let last: Difference = { apart: Infinity, unequal: Infinity };
  const differs = async () => {
    const pictures = [await page.screenshot(), await game.screenshot()];
    last = await compare(page, pictures).catch(() => last);
    return last.apart;
  };
  await expect.poll(differs, { message: 'pixels that differ by more than anti-aliasing' }).toBe(0);
  expect(last.unequal / (SIZE[0] * SIZE[1])).toBeLessThan(0.02);
});
