import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { png } from '../tests/import/support.ts';
import { drop } from './drop-files.ts';
import { expect, test } from './fixtures.ts';
import { newProject } from './new-project.ts';

const tsx = (name: string) =>
  `<tileset name="${name}" tilewidth="16" tileheight="16" tilecount="4" columns="2"><image source="${name}.png" width="32" height="32"/></tileset>`;
const layer = (name: string, cells: string) =>
  `<layer name="${name}" width="3" height="1"><data encoding="csv">${cells}</data></layer>`;
const map = (content: string) =>
  `<map orientation="orthogonal" width="3" height="1" tilewidth="16" tileheight="16">${content}</map>`;

const level = [
  { name: 'level.tmx', content: map(`<tileset firstgid="1" source="land.tsx"/>${layer('Ground', '1,1,2')}`) },
  { name: 'land.tsx', content: tsx('land') },
  { name: 'land.png', content: png(32, 32) },
];
/** Land beside water gets a fence; all that is asked by Tiled's own special tiles is ignored. */
const rules = [
  { name: 'rules.txt', content: 'fences.tmx\n' },
  {
    name: 'fences.tmx',
    content: map(
      `<tileset firstgid="1" source=":/automap-tiles.tsx"/><tileset firstgid="11" source="land.tsx"/><tileset firstgid="21" source="fence.tsx"/>${layer('input_Ground', '2,11,12')}${layer('output_Fences', '0,24,0')}<objectgroup name="output_Things"><object id="1" name="Gate" gid="12" x="16" y="16" width="16" height="16"/></objectgroup>`,
    ),
  },
  { name: 'land.tsx', content: tsx('land') },
  { name: 'fence.tsx', content: tsx('fence') },
  { name: 'fence.png', content: png(32, 32) },
];

test('rules of Tiled run on a scene, are kept and run again; maps go out for Tiled and come back; an import is stopped', async ({
  page,
  perigee,
}) => {
  await page.goto(await newProject(perigee.url));
  const tree = page.getByRole('tree');
  const row = (name: string) => tree.getByRole('treeitem', { name, exact: true });
  const saved = page.getByRole('status', { name: 'Save status' });
  await expect(saved).toContainText(/saved/i);
  await drop(page, level);
  await expect(row('Ground')).toBeVisible();

  const dialog = page.getByRole('dialog', { name: 'Run automapping rules' });
  const openRules = async () => {
    await page.getByRole('application', { name: 'Scene' }).focus();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Command' }).fill('automapping');
    await page.keyboard.press('Enter');
    await expect(dialog).toBeVisible();
  };
  const told = page.getByText('The rules changed 1 tile of Fences, put 1 object down. fence added.');
  await openRules();
  await dialog.getByLabel('Files of rules').setInputFiles(
    rules.map(({ name, content }) => ({
      ...{ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) },
    })),
  );
  await expect(told).toBeVisible();
  for (const name of ['Fences', 'Gate']) await expect(row(name)).toBeVisible();
  await tree.press('ControlOrMeta+z');
  for (const name of ['Fences', 'Gate']) await expect(row(name)).toHaveCount(0);
  await openRules();
  await dialog.getByRole('button', { name: 'Run rules' }).click();
  await expect(row('Fences')).toBeVisible();

  await expect(saved).toContainText(/saved/i);
  await page.getByRole('button', { name: 'Export' }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Maps for Tiled' }).click();
  const zip = await readFile(await (await downloading).path());
  const file = Object.keys(unzipSync(zip)).find((path) => path.endsWith('level.tmj'));
  expect(file).toBeDefined();

  // An import that lasts: its worker comes only when it is allowed to.
  let allow = () => {};
  const allowed = new Promise<void>((resolve) => (allow = resolve));
  await page.route(/import\.worker/u, async (route) => {
    await allowed;
    await route.abort().catch(() => {});
  });
  const progress = page.getByRole('dialog', { name: 'Importing' });
  const scenes = page.getByRole('navigation', { name: 'Project' }).getByText('level', { exact: true });
  await expect(scenes).toHaveCount(1);
  await drop(page, level);
  await progress.getByRole('button', { name: 'Cancel' }).click();
  await expect(progress).toBeHidden();
  await expect(page.getByText('The import was stopped; nothing has changed.')).toBeVisible();
  await expect(scenes).toHaveCount(1);
  allow();
  await page.unroute(/import\.worker/u);

  await drop(page, [{ name: 'maps.zip', content: zip }]);
  await expect(scenes).toHaveCount(2);
  await scenes.last().click();
  for (const name of ['Ground', 'Fences', 'Gate']) await expect(row(name)).toBeVisible();
});
