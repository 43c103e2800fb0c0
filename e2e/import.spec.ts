import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { zipSync } from 'fflate';
import { drop } from './drop-files.ts';
import { expect, test } from './fixtures.ts';
import { newProject } from './new-project.ts';

/** The real maps beside the checkout: PERIGEE_SHARED, or `shared` in a folder above. */
function tiledFolder(): string | null {
  const roots = [process.env['PERIGEE_SHARED']];
  for (let folder = process.cwd(); folder !== dirname(folder); folder = dirname(folder))
    roots.push(join(folder, 'shared'));
  const found = roots.find((root) => root && existsSync(join(root, 'data/tiled')));
  return found ? join(found, 'data/tiled') : null;
}

const folder = tiledFolder();
test.skip(!folder, 'the real maps of Tiled are not here (PERIGEE_SHARED)');

const desert = ['desert.tmx', 'desert.tsx', 'tmw_desert_spacing.png'];
const outside = ['orthogonal-outside.tmx', 'buch-outdoor.png'];
const read = (name: string) => readFileSync(join(folder!, name));
const real = (names: readonly string[]) => names.map((name) => ({ name, content: read(name) }));

const hierarchy = (page: Page) => page.getByRole('tree');
const row = (page: Page, name: string) => hierarchy(page).getByRole('treeitem', { name, exact: true });
const project = (page: Page) => page.getByRole('navigation', { name: 'Project' });

async function openNew(page: Page, url: string): Promise<void> {
  await page.goto(await newProject(url));
  await expect(project(page)).toBeVisible();
  await expect(page.getByRole('status', { name: 'Save status' })).toContainText(/saved/i);
}

test('both maps, dropped with their files on the start page, become a project', async ({ page, perigee }) => {
  await page.goto(perigee.url);
  // Before that nobody takes what is dropped.
  await expect(page.getByRole('button', { name: 'New project' })).toBeVisible();
  await drop(page, real([...desert, ...outside]));
  await expect(page).toHaveURL(/\/p\//);
  await expect(project(page).getByText('desert', { exact: true })).toBeVisible();
  await project(page).getByText('orthogonal-outside', { exact: true }).click();
  for (const name of ['Ground', 'Fringe', 'Objects'])
    await expect(project(page).getByText(name, { exact: true }).first()).toBeAttached();
  for (const name of ['maggots', 'discover chest', 'player-start'])
    await expect(row(page, name)).toBeAttached();
  await row(page, 'maggots').click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector).toContainText('spawncount');
  for (const name of ['tmw_desert_spacing.png', 'buch-outdoor.png'])
    await expect(project(page).getByText(name)).toBeVisible();
});

test('one zip with folders, chosen on the start page, becomes a project', async ({ page, perigee }) => {
  const zip = zipSync(
    Object.fromEntries([
      ...desert.map((name) => [`maps/${name}`, new Uint8Array(read(name))]),
      ...outside.map((name) => [`maps/more/${name}`, new Uint8Array(read(name))]),
    ]),
  );
  await page.goto(perigee.url);
  await page
    .getByLabel('Files to import')
    .setInputFiles({ name: 'maps.zip', mimeType: 'application/zip', buffer: Buffer.from(zip) });
  await expect(page).toHaveURL(/\/p\//);
  await expect(row(page, 'Ground')).toBeAttached();
  await expect(project(page).getByText('orthogonal-outside', { exact: true })).toBeVisible();
});

test('a wrong file gives one message with file and reason, and changes nothing', async ({
  page,
  perigee,
}) => {
  await openNew(page, perigee.url);
  const before = await project(page).innerText();
  const map = (change: (text: string) => string) => change(read('desert.tmx').toString('utf8'));
  const [, tsx, image] = real(desert);
  const cases: [
    content: string,
    more: typeof real extends (n: never) => infer R ? R : never,
    message: RegExp,
  ][] = [
    [map((text) => text.slice(0, 700)), [tsx!, image!], /desert\.tmx:\d+: The XML is broken/],
    [map((text) => text), [], /desert\.tmx:3: The tileset "desert\.tsx" is missing/],
    [map((text) => text), [tsx!], /desert\.tsx:3: The image "tmw_desert_spacing\.png" is missing/],
  ];
  for (const [content, more, message] of cases) {
    await drop(page, [{ name: 'desert.tmx', content }, ...more]);
    await expect(page.getByText(message)).toHaveCount(1);
    expect(await project(page).innerText()).toBe(before);
  }
});

test('a hero stands and walks on the tiles of an imported map', async ({ page, perigee }) => {
  await openNew(page, perigee.url);
  await drop(page, real(desert));
  await row(page, 'Ground').click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('combobox', { name: 'Solid' }).selectOption('all');

  await project(page).getByRole('button', { name: 'Add Hero to the scene' }).click();
  await row(page, 'Hero').click();
  // Above the top row of the map, whose every cell has a tile.
  for (const [label, value] of [
    ['Position x', '200'],
    ['Position y', '-80'],
  ] as const) {
    const field = inspector.getByLabel(label, { exact: true });
    await field.fill(value);
    await field.press('Enter');
  }
  await page.getByRole('toolbar', { name: 'Play' }).getByRole('button', { name: 'Play' }).click();

  const live = inspector.getByRole('status', { name: 'Live' });
  const numbers = async () => ((await live.innerText()).match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
  // The hero is 40 px high and held in the middle: it stands with its feet at 0.
  await expect.poll(async () => Math.abs((await numbers())[1]! + 20)).toBeLessThan(1.5);
  const [start] = await numbers();
  await page.keyboard.down('ArrowRight');
  await expect.poll(async () => (await numbers())[0]! - start!).toBeGreaterThan(120);
  expect(Math.abs((await numbers())[1]! + 20)).toBeLessThan(2);
  await page.keyboard.up('ArrowRight');
  await expect.poll(async () => Math.abs((await numbers())[2]!)).toBeLessThan(1);
});
