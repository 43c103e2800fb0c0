import { entity, jsonBytes, layer, level, outdoor, project, tile } from '../tests/import/ldtk-files.ts';
import { drop } from './drop-files.ts';
import { expect, test } from './fixtures.ts';

const world = project([
  level('Cave', [
    layer(3, 'Entities', 'Things', {
      entityInstances: [entity(20, 'Hero', { __tile: { tilesetUid: 30, x: 16, y: 0, w: 16, h: 16 } })],
    }),
    layer(2, 'Tiles', 'Ground', { gridTiles: [tile(0, 0, 1), tile(0, 0, 2), tile(16, 0, 3)] }),
    layer(1, 'IntGrid', 'Walls', { intGridCsv: [1, 1, 3, 3, 0, 0, 0, 0, 1, 1, 1, 1] }),
  ]),
  level('Lake', null, { externalRelPath: 'world/Lake.ldtkl' }),
]);
const files = [
  { name: 'world.ldtk', content: jsonBytes(world) },
  { name: 'Lake.ldtkl', content: jsonBytes(level('Lake', [])) },
  { name: 'outdoor.png', content: outdoor()[1] },
];

test('a world of LDtk becomes a project, and again a part of it; reports tell what was carried over how', async ({
  page,
  perigee,
}) => {
  await page.goto(perigee.url);
  await expect(page.getByRole('button', { name: 'New project' })).toBeVisible();
  await drop(page, files);
  const question = page.getByRole('dialog', { name: 'world has 2 levels' });
  await question.getByRole('button', { name: 'One scene each' }).click();
  await expect(page).toHaveURL(/\/p\//);

  const report = page.getByRole('dialog', { name: 'Import of world' });
  await expect(report).toBeVisible();
  const lines = report.getByRole('listitem');
  await expect(lines.filter({ hasText: 'Layer "Walls" in Cave' })).toContainText('As it was');
  await expect(lines.filter({ hasText: 'Layer "Ground" in Cave' })).toContainText('2 tile layers in one');
  await report.getByRole('button', { name: /^Left out/ }).click();
  await expect(lines.filter({ hasText: 'Enum "Colour"' })).toContainText('Red, Green');
  await expect(lines.filter({ hasText: 'Layer' })).toHaveCount(1);
  await report.getByRole('searchbox').fill('rules');
  await expect(lines).toHaveCount(1);
  await report.getByRole('button', { name: 'Close' }).click();

  const left = page.getByRole('navigation', { name: 'Project' });
  const row = (name: string) => page.getByRole('tree').getByRole('treeitem', { name, exact: true });
  await expect(left.getByText('Lake', { exact: true })).toHaveCount(1);
  for (const name of ['Hero', 'Walls', 'Ground']) await expect(row(name)).toBeAttached();

  await drop(page, files);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('The import was stopped; nothing has changed.')).toBeVisible();
  await drop(page, files);
  await question
    .getByRole('button', { name: /^One scene / })
    .filter({ hasText: 'side by side' })
    .click();
  await expect(report).toBeVisible();
  await report.getByRole('button', { name: 'Close' }).click();
  const scene = page.getByRole('region', { name: 'Scenes' }).getByText('world', { exact: true });
  await expect(scene).toBeVisible();
  for (const name of ['Cave', 'Lake']) await expect(row(name)).toBeVisible();
  await page.getByRole('tree').press('ControlOrMeta+z');
  await expect(scene).toBeHidden();

  // A file that is none leaves everything as it is, and says so.
  await drop(page, [{ name: 'broken.ldtk', content: jsonBytes(world).slice(0, 400) }]);
  await expect(page.getByText(/broken\.ldtk:1: The JSON is broken/)).toBeVisible();
  await drop(page, [
    { name: 'broken.png', content: 'no picture' },
    { name: 'broken.tmx', content: '<map' },
  ]);
  await expect(
    page.getByText(/broken\.tmx:1: The XML is broken[^]*broken\.png: This is not an image/u),
  ).toBeVisible();
  await expect(left.getByText('Cave', { exact: true })).toHaveCount(1);
});
