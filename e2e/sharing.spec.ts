import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import type { Browser, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { newProject } from './new-project.ts';

const status = (page: Page) => page.getByRole('contentinfo').getByRole('status').first();
const entities = (page: Page) => page.getByRole('tree', { name: 'Hierarchy' }).getByRole('treeitem');
const add = (page: Page) => page.getByRole('button', { name: 'Add Hero to the scene' }).click();

async function visitor(browser: Browser, url: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(url);
  return page;
}

test('the owner gives a link for looking, and takes it back while somebody looks', async ({
  page,
  browser,
  perigee,
}) => {
  await page.goto(await newProject(perigee.url));
  await expect(status(page)).toHaveText('Saved');
  await add(page);
  await page.getByRole('button', { name: 'Share…' }).click();
  const links = page.getByRole('list', { name: 'Links' });
  await links.getByRole('listitem', { name: 'Viewer' }).getByRole('button', { name: 'Make a link' }).click();
  const link = links.getByRole('textbox', { name: 'Link of the viewer' });
  await expect(link).toHaveValue(/\/p\/[\w-]{21}$/);
  await links.getByRole('combobox', { name: 'End of the viewer' }).selectOption('Ends in a day');
  await expect(links.getByRole('combobox', { name: 'End of the viewer' })).toHaveValue('set');

  const viewer = await visitor(browser, await link.inputValue());
  await expect(status(viewer)).toHaveText('Read-only: you are here to look');
  await expect(entities(viewer)).toHaveCount(1);
  await add(viewer);
  await expect(viewer.getByText('Read-only: you are here to look').nth(1)).toBeVisible();
  await expect(entities(viewer)).toHaveCount(1);
  // Tools draw nothing, and code is not typed into.
  const box = (await viewer.getByRole('application', { name: 'Scene' }).boundingBox())!;
  await viewer.getByRole('application', { name: 'Scene' }).focus();
  await viewer.keyboard.press('Shift+R');
  await viewer.mouse.move(box.x + 200, box.y + 200);
  await viewer.mouse.down();
  await viewer.mouse.move(box.x + 260, box.y + 260, { steps: 3 });
  await viewer.mouse.up();
  await expect(entities(viewer)).toHaveCount(1);
  const code = viewer.locator('.monaco-editor .view-lines').first();
  await viewer.getByRole('tablist', { name: 'Lua files' }).getByRole('tab').first().click();
  await expect(code).toContainText('function');
  await code.click();
  await viewer.keyboard.type('zzz');
  await expect(code).not.toContainText('zzz');
  await viewer.getByRole('button', { name: 'Share…' }).click();
  await expect(viewer.getByText('Only the owner of this project gives links')).toBeVisible();
  await viewer.keyboard.press('Escape');

  // Whoever looks may say what they think, and change nothing else.
  await viewer.getByRole('application', { name: 'Scene' }).focus();
  await viewer.keyboard.press('Shift+C');
  await viewer.getByRole('textbox', { name: 'Comment' }).fill('A good start');
  await viewer.keyboard.press('Enter');
  await expect(viewer.getByRole('list', { name: 'Comments', exact: true })).toContainText('A good start');
  await expect(page.getByTitle(/: A good start$/)).toBeVisible();
  await expect(viewer.getByRole('button', { name: 'Resolve' })).toHaveCount(0);

  // What an editor made and could not send before the link was withdrawn can still be taken along.
  await links.getByRole('listitem', { name: 'Editor' }).getByRole('button', { name: 'Make a link' }).click();
  const editor = await (await browser.newContext()).newPage();
  let cut = false;
  await editor.routeWebSocket(/\/sync\//, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      if (!cut) server.send(message);
    });
  });
  await editor.goto(await links.getByRole('textbox', { name: 'Link of the editor' }).inputValue());
  await expect(status(editor)).toHaveText('Saved');
  cut = true;
  await add(editor);
  await expect(status(editor)).toHaveText('Saving…');
  await links.getByRole('button', { name: "Withdraw the editor's link" }).click();
  const gone = editor.getByRole('alert').filter({ hasText: 'This link was withdrawn' });
  await expect(gone).toContainText('changes are kept on this device');
  await expect(entities(editor)).toHaveCount(2);
  const downloading = editor.waitForEvent('download');
  await gone.getByRole('button', { name: 'Download the project' }).click();
  const folder = unzipSync(await readFile(await (await downloading).path()));
  const scenes = Object.keys(folder).filter((path) => path.startsWith('scenes/'));
  expect(strFromU8(folder[scenes[0]!]!)).toMatch(/Hero 2/);
  await editor.context().close();

  // Whoever plays gets the game by its own link, and the editor's address leads there, too.
  const play = await links.getByRole('textbox', { name: 'Link of the player' }).inputValue();
  const player = await visitor(browser, play.replace('/play/', '/p/'));
  await player.waitForURL(/\/play\/[\w-]{21}$/);
  await player.context().close();

  await links.getByRole('button', { name: "Withdraw the viewer's link" }).click();
  await expect(status(viewer)).toHaveText('Read-only: this link was withdrawn by the owner of the project');
  await viewer.reload();
  await viewer.context().close();

  // The owner's own link is replaced, and this page goes on under the new one.
  const before = page.url();
  await links.getByRole('button', { name: "Replace the owner's link" }).click();
  await page.getByRole('button', { name: 'Replace', exact: true }).click();
  await page.waitForURL((url) => url.href !== before);
  await expect(status(page)).toHaveText('Saved');
  await expect(entities(page)).toHaveCount(1);
  const late = await visitor(browser, before);
  await expect(late.getByRole('heading', { name: 'There is no project at this address.' })).toBeVisible();
  await late.context().close();
});
