/** Finding one's way: menus, keys, the palette, rulers and guides, the mini-map, bookmarks, panels and the tour. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { Hands } from './hands.ts';

const wide = { width: 1440, height: 900 };
const small = { width: 1024, height: 768 };
test.use({ viewport: wide });

/** Opens the View menu and gives one of its commands, in a submenu where one is named. */
async function view(page: Page, name: string, submenu = ''): Promise<void> {
  await page.getByRole('button', { name: 'View', exact: true }).click();
  if (submenu) await page.getByRole('menuitem', { name: submenu, exact: true }).press('ArrowRight');
  const item = page
    .getByRole('menuitem', { name, exact: true })
    .or(page.getByRole('menuitemcheckbox', { name, exact: true }));
  await item.click();
}

const left = async (locator: Locator): Promise<number> => (await locator.boundingBox())!.x;

test('menus by pointer and keys; keys that are changed, refused and given back; anything by its name', async ({
  page,
  perigee,
}) => {
  const hands = await Hands.open(page, perigee.url);
  await hands.draw('Shift+R', [120, 120], [180, 160]);
  await expect(hands.rows).toHaveCount(1);

  // The menu of what is under the pointer, and of empty ground.
  await page.mouse.click(...hands.at(150, 140), { button: 'right' });
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(hands.rows).toHaveCount(2);
  await page.mouse.click(...hands.at(300, 300), { button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Cut' })).toBeHidden();
  await page.getByRole('menuitem', { name: 'Select all' }).click();
  await expect(page.getByRole('heading', { name: '2 selected' })).toBeVisible();
  // By the keyboard, in the tree; what it began goes on once the menu is gone.
  const tree = page.getByRole('tree', { name: 'Hierarchy' });
  await tree.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ContextMenu');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.getByRole('menuitem', { name: 'Rename' }).press('Enter');
  await page.getByRole('textbox', { name: 'New name' }).fill('Boulder');
  await page.keyboard.press('Enter');
  await expect(hands.row('Boulder')).toBeVisible();
  await page.getByRole('button', { name: 'Objects', exact: true }).click({ button: 'right' });
  await page.getByRole('menuitemcheckbox', { name: 'Locked' }).click();
  await expect(page.getByRole('button', { name: 'Unlock Objects' })).toBeVisible();
  await page.getByRole('button', { name: 'Unlock Objects' }).click();

  // Another key for a command: taken from the one that had it, refused where it is the browser's.
  await hands.canvas.focus();
  await page.keyboard.press('Shift+?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await keys.getByRole('searchbox', { name: 'Search keys' }).fill('duplicate');
  await keys.getByRole('button', { name: 'Duplicate: Ctrl+D, change' }).click();
  await page.keyboard.press('Control+w');
  await expect(keys.getByRole('alert')).toContainText('Ctrl+W stays free: the browser keeps it');
  await keys.getByRole('button', { name: 'Duplicate: Ctrl+D, change' }).click();
  await page.keyboard.press('Control+g');
  await expect(keys.getByRole('alert')).toContainText('Ctrl+G is the key of Group');
  await keys.getByRole('button', { name: 'Take it from Group' }).click();
  await expect(keys.getByRole('button', { name: 'Duplicate: Ctrl+G, change' })).toBeVisible();
  await keys.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByTestId('hint')).toContainText('Ctrl+G duplicate');
  await hands.row('Boulder').click();
  await hands.canvas.focus();
  await page.keyboard.press('Control+g');
  await expect(hands.rows).toHaveCount(3);
  // It is this device's, also after the page is loaded again; and goes back.
  await page.reload();
  await Hands.on(page);
  await hands.row('Boulder').first().click();
  await expect(page.getByTestId('hint')).toContainText('Ctrl+G duplicate');
  await page.getByRole('button', { name: '? keys' }).click();
  // Written into a file they come back from it, here or on another device.
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    keys.getByRole('button', { name: 'Export' }).click(),
  ]);
  await keys.getByRole('button', { name: 'Reset all' }).click();
  await keys.getByRole('searchbox', { name: 'Search keys' }).fill('duplicate');
  await expect(keys.getByRole('button', { name: 'Duplicate: Ctrl+D, change' })).toBeVisible();
  const input = keys.locator('input[type="file"]');
  await input.setInputFiles({
    name: 'no-keys.json',
    mimeType: 'application/json',
    buffer: Buffer.from('[1]'),
  });
  await expect(keys.getByRole('status').first()).toHaveText('This file holds no keys of Perigee.');
  await input.setInputFiles(await file.path());
  await expect(keys.getByRole('button', { name: 'Duplicate: Ctrl+G, change' })).toBeVisible();
  await keys.getByRole('button', { name: 'Reset all' }).click();
  await keys.getByRole('searchbox', { name: 'Search keys' }).fill('ctrl+g');
  await expect(keys.getByRole('button', { name: 'Group: Ctrl+G, change' })).toBeVisible();
  await keys.getByRole('button', { name: 'Close' }).click();

  // A few letters find an entity; what was used last stands first.
  await hands.canvas.focus();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('combobox', { name: 'Command' });
  await palette.fill('bldr');
  await expect(page.getByRole('dialog').getByRole('option').first()).toContainText('Boulder');
  await page.keyboard.press('Enter');
  await expect(hands.row('Boulder').first()).toHaveAttribute('aria-selected', 'true');
  await hands.canvas.focus();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('option').first()).toContainText('Boulder');
});

test('rulers, guides, the mini-map, bookmarks, zoom and the grid of a layer', async ({ page, perigee }) => {
  const hands = await Hands.open(page, perigee.url);
  await hands.draw('Shift+R', [100, 100], [140, 140]);

  // A guide out of the left ruler; by keys; away, and back by undo.
  await hands.drag([6, 300], [260, 300]);
  const guide = page.getByRole('slider', { name: 'Guide x' });
  await expect(guide).toHaveCount(1);
  const at = Number(await guide.getAttribute('aria-valuenow'));
  await guide.press('Shift+ArrowRight');
  await expect(guide).toHaveAttribute('aria-valuenow', String(at + 10));
  await guide.press('Delete');
  await expect(guide).toHaveCount(0);
  await hands.step('undo', 'button');
  await expect(guide).toHaveAttribute('aria-valuenow', String(at + 10));
  // Its mark moves it; onto the ruler, it is gone.
  const mark = (await guide.boundingBox())!;
  await page.mouse.move(mark.x + 5, mark.y + 9);
  await page.mouse.down();
  await page.mouse.move(mark.x + 25, mark.y + 9, { steps: 3 });
  await page.mouse.up();
  await expect(guide).toHaveAttribute('aria-valuenow', String(at + 30));

  // What is dragged near to it keeps to it; its line moves it too, where nothing lies on it and it is not locked.
  const line = async () => (await guide.boundingBox())!.x + 5.5;
  const [x, y] = hands.at(120, 120);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move((await line()) + 10, y + 60);
  await page.mouse.move((await line()) + 17, y + 60);
  await page.mouse.up();
  const side = async () => (await hands.number('Position x')) - (await hands.number('Size w')) / 2;
  await expect.poll(side).toBe(at + 30);
  const pull = async (distance: number) => {
    const from = await line();
    await page.mouse.move(from, y + 240);
    await page.mouse.down();
    await page.mouse.move(from + distance, y + 240, { steps: 3 });
    await page.mouse.up();
  };
  await view(page, 'Lock guides');
  await pull(40);
  await expect(guide).toHaveAttribute('aria-valuenow', String(at + 30));
  await view(page, 'Lock guides');
  await pull(40);
  await expect(guide).not.toHaveAttribute('aria-valuenow', String(at + 30));

  // The mini-map: a press there looks there, and the view comes back by its bookmark.
  const frame = page.getByTestId('minimap-view');
  await page.keyboard.press('Escape');
  await hands.canvas.focus();
  const before = await left(frame);
  await page.keyboard.press('Alt+Shift+Digit1');
  await expect(page.getByText('Bookmark 1 is this view.')).toBeVisible();
  const map = (await page.getByRole('application', { name: 'Mini-map' }).boundingBox())!;
  await page.mouse.click(map.x + map.width - 4, map.y + map.height / 2);
  await expect.poll(() => left(frame)).toBeGreaterThan(before + 5);
  await page.setViewportSize(small);
  await page.setViewportSize(wide);
  await hands.canvas.focus();
  await page.keyboard.press('Digit1');
  await expect.poll(async () => Math.abs((await left(frame)) - before)).toBeLessThan(1.5);
  await view(page, 'Bookmarks…', 'Bookmarks');
  const bookmarks = page.getByRole('dialog', { name: /Bookmarks/ });
  await bookmarks.getByRole('textbox', { name: 'Name of bookmark 1' }).fill('Start');
  await page.keyboard.press('Enter');
  await bookmarks.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'View', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Bookmarks', exact: true }).press('ArrowRight');
  await expect(page.getByRole('menuitem', { name: 'Start' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  // The zoom field.
  const zoom = page.getByRole('button', { name: 'Zoom', exact: true });
  await zoom.click();
  await page.getByRole('textbox', { name: 'Zoom in percent' }).fill('100*2');
  await page.keyboard.press('Enter');
  await expect(zoom).toHaveText('200 %');
  await page.getByRole('button', { name: 'Zoom to 100 %' }).click();
  await expect(zoom).toHaveText('100 %');

  // A grid of the layer's own is what things snap to.
  await page.setViewportSize(small);
  await view(page, 'Grid of the layer…');
  const grid = page.getByRole('dialog', { name: 'Grid of Objects' });
  await grid.getByRole('checkbox', { name: 'Own grid' }).click();
  await grid.getByRole('textbox', { name: 'Cell w' }).fill('40');
  await page.keyboard.press('Enter');
  await grid.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Snap to grid' }).click();
  await hands.row('Rectangle').click();
  await expect(hands.field('Position x')).toBeVisible();
  await page.reload();
  await Hands.on(page);
  await view(page, 'Grid of the layer…');
  await expect(grid.getByRole('textbox', { name: 'Cell w' })).toHaveValue('40');
});

test('panels dock, pop out, come home and are remembered; themes; the tour', async ({ page, perigee }) => {
  const hands = await Hands.open(page, perigee.url);
  await hands.draw('Shift+R', [100, 100], [140, 140]);

  // The tour is offered, walked by keys, and not offered again; it can be had from the menu.
  const offer = page.getByRole('button', { name: /Take the tour/ });
  await offer.click();
  const card = page.getByRole('dialog', { name: 'The scene' });
  await expect(card).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('dialog', { name: 'Tools' })).toBeFocused();
  await page.setViewportSize(small);
  for (const name of ['What is in it', 'What it is like', 'How it behaves', 'Play', 'Everything else']) {
    await page.keyboard.press('ArrowRight');
    const box = (await page.getByRole('dialog', { name, exact: true }).boundingBox())!;
    expect(box.x + box.width).toBeLessThanOrEqual(small.width);
    expect(box.y + box.height).toBeLessThanOrEqual(small.height);
  }
  await page.getByRole('button', { name: 'Done' }).click();
  await page.setViewportSize(wide);
  await expect(offer).toHaveCount(0);
  await view(page, 'Tour of a minute');
  await expect(card).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();

  // Sides.
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  const code = page.getByRole('region', { name: 'Code', exact: true });
  await view(page, 'Inspector on the left', 'Panels');
  await expect.poll(() => left(inspector)).toBeLessThan(10);
  await view(page, 'Code under the canvas', 'Panels');
  const canvasPane = page.getByRole('region', { name: 'Canvas' });
  await expect.poll(async () => (await left(code)) - (await left(canvasPane))).toBeLessThan(60);
  const console = page.getByRole('region', { name: /onsole and problems/ });
  await page.getByRole('button', { name: 'Place of the console' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Timeline beside the console' }).click();
  await view(page, 'Console on the right', 'Panels');
  await expect.poll(() => left(console)).toBeGreaterThan(1000);
  await view(page, 'Light theme', 'Theme');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await page.reload();
  await Hands.on(page);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect.poll(() => left(inspector)).toBeLessThan(10);
  await expect.poll(() => left(console)).toBeGreaterThan(1000);

  // Windows of their own are gone with the page, and come back by one click.
  await hands.row('Rectangle').click();
  await Promise.all([page.waitForEvent('popup'), view(page, 'Inspector in a window of its own', 'Pop out')]);
  await Promise.all([page.waitForEvent('popup'), view(page, 'Console in a window of its own', 'Pop out')]);
  await expect(inspector).toHaveCount(0);
  await expect(console).toHaveCount(0);
  await page.reload();
  await Hands.on(page);
  await expect(inspector).toBeVisible();
  await expect(console).toBeVisible();
  const windows: Page[] = [];
  page.on('popup', (popup) => windows.push(popup));
  await page.getByRole('button', { name: 'Reopen 2 windows' }).click();
  await expect.poll(() => windows.length).toBe(2);
  await expect
    .poll(async () => (await Promise.all(windows.map((each) => each.title()))).join())
    .toMatch(/Inspector.*Console/);
  await expect(inspector).toHaveCount(0);
  const [child, logs] = windows as [Page, Page];

  // The inspector there edits the same scene, takes the theme along, and comes home when it is closed.
  await hands.row('Rectangle').click();
  const name = child.getByRole('textbox', { name: 'Name', exact: true });
  await name.fill('Boulder');
  await name.press('Enter');
  await expect(hands.row('Boulder')).toBeVisible();
  await expect(child.locator('html')).toHaveAttribute('data-theme', 'light');
  await child.getByRole('button', { name: 'Add component' }).click();
  await child.getByRole('menuitem', { name: 'Text', exact: true }).click();
  await expect(child.getByRole('region', { name: 'Text' })).toBeVisible();
  await child.close();
  await expect(inspector).toBeVisible();
  // The console there has the timeline of the game that plays here, and what its scripts say.
  await logs.getByRole('tab', { name: 'Timeline' }).click();
  await expect(logs.getByText('The timeline of the game is here while it plays.')).toBeVisible();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  const moment = logs.getByRole('slider', { name: 'Moment' });
  await expect.poll(async () => Number(await moment.getAttribute('aria-valuenow'))).toBeGreaterThan(20);
  await logs.getByRole('button', { name: 'Pause' }).click();
  await expect(logs.getByRole('button', { name: 'Go on' })).toBeVisible();
  await expect(page.getByRole('slider', { name: 'Moment' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Stop' }).click();
  await logs.close();
  await expect(console).toBeVisible();
  // The code is a page of its own that edits the same files.
  await page.getByRole('button', { name: 'New script' }).first().click();
  const [codeChild] = await Promise.all([
    page.waitForEvent('popup'),
    view(page, 'Code in a window of its own', 'Pop out'),
  ]);
  await expect(code).toHaveCount(0);
  await expect(codeChild.getByRole('tab', { name: 'behavior.lua' })).toBeVisible();
  await expect(page.getByText('only you here')).toBeVisible();
  await codeChild.close();
  await expect(code).toBeVisible();

  await view(page, 'Theme of the system', 'Theme');
  await view(page, 'Reset the layout', 'Panels');
  await expect.poll(() => left(inspector)).toBeGreaterThan(900);
  await expect(hands.canvas).toBeVisible();
});
