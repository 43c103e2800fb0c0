/** Pictures from outside: onto the canvas, into the assets, and from there into the scene. */
import { mkdir, writeFile } from 'node:fs/promises';
import { zipSync } from 'fflate';
import { gifOf, PNG_8X6_RED, pngOf } from './pictures.ts';
import { dropFiles } from './drop-files.ts';
import { expect, test } from './fixtures.ts';
import { Hands } from './hands.ts';

/** Writes a file that a person could have, and gives its path. */
async function fileNamed(name: string, content: Uint8Array | string): Promise<string> {
  const path = test.info().outputPath(name);
  await writeFile(path, content);
  return path;
}

const RED = [255, 0, 0];
const BLUE = [0, 0, 255];

test('a picture dropped onto the canvas is an asset, and a sprite where it was let go; the sprite tool places more of it', async ({
  page,
  perigee,
}) => {
  const hands = await Hands.open(page, perigee.url);
  const assets = page.getByRole('region', { name: 'Assets' });
  await dropFiles(page, [await fileNamed('crate.png', PNG_8X6_RED)], hands.at(200, 150));
  await expect(hands.row('crate')).toHaveAttribute('aria-selected', 'true');
  await expect(assets.getByRole('button', { name: 'crate.png' })).toBeVisible();
  // The view starts 48 px right of and below the scene's corner.
  await hands.expectNumbers({ 'Position x': 152, 'Position y': 102, 'Size w': 8, 'Size h': 6 });
  await hands.canvas.focus();
  await page.keyboard.press('Escape');
  await expect.poll(() => hands.colorAt(200, 150)).toEqual(RED);

  const crate = assets.getByRole('button', { name: 'crate.png' });
  await hands.backAndForth(
    async () => {
      await expect(hands.row('crate')).toBeHidden();
      await expect(crate).toBeHidden();
    },
    async () => {
      await expect(hands.row('crate')).toBeVisible();
      await expect(crate).toBeVisible();
    },
  );

  // By a click in its own size, and drawn in the ratio it has.
  await page.getByTitle('Sprite (I)').click();
  await hands.click(148, 348);
  await expect(hands.row('crate 2')).toHaveAttribute('aria-selected', 'true');
  await hands.expectNumbers({ 'Position x': 100, 'Position y': 300, 'Size w': 8, 'Size h': 6 });
  await hands.canvas.focus();
  await page.keyboard.press('i');
  await hands.drag([248, 248], [328, 260], ['Shift']);
  await expect(hands.row('crate 3')).toHaveAttribute('aria-selected', 'true');
  await hands.expectNumbers({ 'Size w': 80, 'Size h': 60, 'Position x': 240, 'Position y': 230 });
  await hands.backAndForth(
    () => expect(hands.rows).toHaveCount(2),
    () => expect(hands.rows).toHaveCount(3),
  );
});

test('a picture dropped onto the assets is only there until it is dragged into the scene', async ({
  page,
  perigee,
}) => {
  const hands = await Hands.open(page, perigee.url);
  const assets = page.getByRole('region', { name: 'Assets' });
  const box = (await assets.boundingBox())!;
  await dropFiles(page, [await fileNamed('crate.png', PNG_8X6_RED)], [box.x + 40, box.y + 50]);
  const crate = assets.getByRole('button', { name: 'crate.png' });
  await expect(crate).toBeVisible();
  await expect(hands.rows).toHaveCount(0);

  await crate.dragTo(hands.canvas, { targetPosition: { x: 248, y: 148 } });
  await expect(hands.row('crate')).toHaveAttribute('aria-selected', 'true');
  await hands.expectNumbers({ 'Position x': 200, 'Position y': 100 });

  // Another one let go over it takes its place.
  const tile = (await crate.boundingBox())!;
  await dropFiles(
    page,
    [await fileNamed('other.png', pngOf(16, 16, [0, 0, 255]))],
    [tile.x + 20, tile.y + 20],
  );
  await expect(page.getByText(/crate\.png is replaced in 1 place/u)).toBeVisible();
  await expect(assets.getByRole('listitem')).toHaveCount(1);

  // A folder is taken with all that is in it.
  const folder = test.info().outputPath('forest');
  await mkdir(`${folder}/deep`, { recursive: true });
  await writeFile(`${folder}/tree.png`, pngOf(4, 4, [0, 99, 0]));
  await writeFile(`${folder}/deep/moss.png`, pngOf(4, 5, [0, 99, 0]));
  const floor = (await assets.boundingBox())!;
  await dropFiles(page, [folder], [floor.x + floor.width / 2, floor.y + floor.height - 8]);
  for (const name of ['tree.png', 'moss.png'])
    await expect(assets.getByRole('button', { name, exact: true })).toBeVisible();

  // What the server does not take is said, and can be sent again or taken out.
  // What was dropped before is on the server: only what comes from now on is refused.
  await expect(page.getByRole('status', { name: 'Save status' })).toHaveText('Saved');
  await page.route('**/assets/*', (route) =>
    route.request().method() === 'PUT'
      ? route.fulfill({ status: 507, json: { error: 'The disk is full.' } })
      : route.continue(),
  );
  await dropFiles(
    page,
    [await fileNamed('late.png', pngOf(5, 5, [9, 9, 9]))],
    [floor.x + 20, floor.y + floor.height - 8],
  );
  const unstored = assets.getByRole('region', { name: 'Files that are not stored' });
  await expect(unstored).toContainText(/late\.png.*The disk is full\./u);
  const status = page.getByRole('status', { name: 'Save status' });
  await expect(status).toHaveText('Saved, but not late.png');
  await expect(assets.getByRole('button', { name: 'late.png: not stored' })).toBeVisible();
  await page.reload();
  await unstored.getByRole('button', { name: 'Remove' }).click();
  await expect(status).toHaveText('Saved');
  await page.keyboard.press('ControlOrMeta+z');
  await page.unroute('**/assets/*');
  await unstored.getByRole('button', { name: 'Try again' }).click();
  await expect(unstored).toBeHidden();
  await expect(status).toHaveText('Saved');
});

test('of a mixed drop, each file that cannot be taken is refused with its reason and the rest goes on', async ({
  page,
  perigee,
}) => {
  const hands = await Hands.open(page, perigee.url);
  const assets = page.getByRole('region', { name: 'Assets' });
  const zip = zipSync({ 'art/crate.png': new Uint8Array(PNG_8X6_RED), 'inner.zip': zipSync({}) });
  await dropFiles(
    page,
    await Promise.all([
      fileNamed('broken.png', 'not a picture at all'),
      fileNamed('program.exe', 'MZ'),
      fileNamed('pack.zip', zip),
      fileNamed('notes.txt', 'hello'),
      fileNamed(
        'logo.svg',
        '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><script>document.title = "run"</script><rect width="30" height="20" fill="#00f"/></svg>',
      ),
      fileNamed('nothing.png', ''),
      fileNamed(
        'blink.gif',
        gifOf([
          [[255, 0, 0], 5],
          [[0, 0, 255], 20],
          [[255, 0, 0], 0],
        ]),
      ),
    ]),
    hands.at(200, 150),
  );
  await expect(page.getByText(/broken\.png: This is not an image/u)).toBeVisible();
  for (const name of ['crate', 'logo', 'blink'])
    await expect(hands.row(name)).toHaveAttribute('aria-selected', 'true');
  for (const name of ['crate.png', 'notes.txt', 'logo.png', 'blink.png'])
    await expect(assets.getByRole('button', { name })).toBeVisible();
  await expect(assets.getByRole('listitem')).toHaveCount(4);
  await expect(page).not.toHaveTitle('run');
  await page.getByRole('button', { name: 'Show all' }).click();
  const list = page.getByRole('list', { name: 'Files left out' });
  for (const text of ['program.exe', 'Programs and web pages', 'pack.zip/inner.zip', 'nothing.png', 'empty'])
    await expect(list).toContainText(text);
  await expect(list.getByRole('listitem')).toHaveCount(4);
  await page.keyboard.press('Escape');

  // An animation is a sheet of its different frames, and plays.
  await hands.row('blink').click();
  await expect(hands.field('Animation').locator('option:checked')).toHaveText('blink');
  await hands.expectNumbers({ 'Size w': 16, 'Size h': 16 });
  await assets.getByRole('button', { name: 'blink.png' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Frames and animations…' }).click();
  const steps = page.getByRole('listbox', { name: 'Steps' }).getByRole('option');
  await expect(steps).toHaveText([/50 ms/u, /200 ms/u, /100 ms/u]);
});

test('files are renamed, replaced everywhere, put into folders and taken away when nothing uses them', async ({
  page,
  perigee,
}) => {
  const hands = await Hands.open(page, perigee.url);
  const assets = page.getByRole('region', { name: 'Assets' });
  const file = (name: string) => assets.getByRole('button', { name, exact: true });
  const choose = async (name: string, entry: string) => {
    await file(name).click({ button: 'right' });
    await page.getByRole('menuitem', { name: entry }).click();
  };
  await dropFiles(page, [await fileNamed('crate.png', PNG_8X6_RED)], hands.at(200, 150));
  await expect(hands.row('crate')).toBeVisible();

  // Without a server: kept here, shown at once, sent when it is back. What shows messages came with the first press.
  await hands.row('crate').click();
  await expect(page.getByRole('region', { name: /^Notifications/u })).toBeAttached();
  await perigee.kill();
  await expect(page.getByRole('status', { name: 'Save status' })).toContainText('Offline');
  const chosen = page.waitForEvent('filechooser');
  await choose('crate.png', 'Replace everywhere');
  await (await chosen).setFiles(await fileNamed('other.png', pngOf(16, 16, [0, 0, 255])));
  await expect(
    page.getByText(/crate\.png is replaced in 1 place\. It was 8 × 6 px and is 16 × 16 px now/u),
  ).toBeVisible();
  await hands.canvas.focus();
  await page.keyboard.press('Escape');
  await expect.poll(() => hands.colorAt(200, 150)).toEqual(BLUE);
  await perigee.start();
  await expect(page.getByRole('status', { name: 'Save status' })).toHaveText('Saved');
  await page.reload();
  const picture = assets.locator('img');
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(16);
  await expect(picture).toHaveAttribute('src', /^http/u);

  await file('crate.png').press('F2');
  await assets.getByLabel('New name of crate.png').fill('box.png');
  await page.keyboard.press('Enter');
  await assets
    .getByLabel('Files to add')
    .setInputFiles([
      await fileNamed('box.png', pngOf(3, 3, [1, 2, 3])),
      await fileNamed('b.png', pngOf(4, 4, [1, 2, 3])),
    ]);
  await expect(file('box-2.png')).toBeVisible();
  await file('box-2.png').click();
  await file('b.png').click({ modifiers: ['ControlOrMeta'] });
  await expect(assets).toContainText('2 files selected');
  await choose('b.png', 'Move to a folder');
  await assets.getByLabel('Folder of 2 files').fill('art/small');
  await page.keyboard.press('Enter');
  await expect(assets.getByRole('list', { name: 'art/small' }).getByRole('listitem')).toHaveCount(2);

  await assets.getByRole('button', { name: 'Search and filter' }).click();
  await assets.getByLabel('Search the files').fill('small b.');
  await expect(assets.getByRole('listitem')).toHaveCount(1);
  await assets.getByLabel('Search the files').fill('');
  await assets.getByRole('button', { name: 'Only files that nothing uses' }).click();
  await expect(assets.getByRole('listitem')).toHaveCount(2);
  await assets.getByRole('button', { name: 'Only files that nothing uses' }).click();

  await file('box.png').press('Delete');
  await expect(page.getByRole('alertdialog')).toContainText('Used in 1 place');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(assets.getByRole('listitem')).toHaveCount(2);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(assets.getByRole('listitem')).toHaveCount(3);
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('unused');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/2 unused files \(\d+ B\) deleted/u)).toBeVisible();
  await expect(assets.getByRole('listitem')).toHaveCount(1);
  await hands.backAndForth(
    () => expect(assets.getByRole('listitem')).toHaveCount(3),
    () => expect(assets.getByRole('listitem')).toHaveCount(1),
  );
});
