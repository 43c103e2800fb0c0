/** The app opens without its server: with the project as it was here, and with what is done meanwhile kept for later. */
import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { expect, test } from './fixtures.ts';
import { Hands } from './hands.ts';
import { newProject } from './new-project.ts';

test.use({ serviceWorkers: 'allow' });

test('a project that was open here opens again without the server, is edited, and is sent when it is back', async ({
  page,
  perigee,
}) => {
  const status = page.getByRole('status', { name: 'Save status' });
  await page.goto(await newProject(perigee.url, { sample: 'moon-hopper' }));
  const hands = await Hands.on(page);
  await hands.row('Hero').click();
  await expect(status).toHaveText('Saved');
  // The app is kept from the first press on.
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const picture = await hands.colorAt(200, 150);

  await perigee.kill();
  await page.reload();
  await expect(status).toContainText('Offline');
  await expect(hands.row('Hero')).toBeVisible();
  await expect.poll(() => hands.colorAt(200, 150)).toEqual(picture);
  await page.getByRole('button', { name: 'Add Hero to the scene' }).click();
  await expect(hands.row('Hero 2')).toBeVisible();
  await hands.canvas.focus();
  await page.keyboard.press('Shift+C');
  await page.getByRole('textbox', { name: 'Comment' }).fill('Too high for level one?');
  await page.getByRole('button', { name: 'Comment', exact: true }).click();

  // All of it can be taken along, also now.
  await page.getByRole('button', { name: 'Export' }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Project folder (zip)' }).click();
  const files = unzipSync(new Uint8Array(await readFile(await (await downloading).path())));
  const paths = Object.keys(files);
  expect(
    paths.filter((path) => /(^|\/)(project\.yaml|comments\.yaml|behavior\/hero\.lua)$/u.test(path)),
  ).toHaveLength(3);
  const comments = paths.find((path) => path.endsWith('comments.yaml'))!;
  expect(new TextDecoder().decode(files[comments])).toContain('Too high for level one?');
  expect(paths.some((path) => path.endsWith('.png'))).toBe(true);

  await page
    .getByRole('tab', { name: /player|hero|platformer/u })
    .first()
    .click();
  await expect(page.locator('.monaco-editor').first()).toBeVisible();

  await page.reload();
  await expect(hands.row('Hero 2')).toBeVisible();
  await perigee.start();
  await expect(status).toHaveText('Saved');
});
