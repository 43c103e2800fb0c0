import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { devices, type Page } from '@playwright/test';
import { expect, test, type PerigeeServer } from './fixtures.ts';
import { newProject } from './new-project.ts';

/** Opens the editor with a new project whose hero has this script, all of it saved, and gives the project's address. */
async function openWithScript(page: Page, perigee: PerigeeServer, source: string): Promise<string> {
  await page.goto(await newProject(perigee.url));
  await page.getByRole('button', { name: 'Add Hero to the scene' }).click();
  const code = page.locator('.view-lines');
  await expect(code).toContainText('hero');
  await code.click();
  await page.keyboard.press('Control+A');
  await page.evaluate((text) => navigator.clipboard.writeText(text), source);
  await page.keyboard.press('Control+V');
  await expect(code).toContainText(source.split('\n')[0]!);
  await expect(page.getByRole('status', { name: 'Save status' })).toHaveText('Saved');
  return /\/p\/([\w-]{21})/.exec(page.url())![1]!;
}

/** All that is in the log files of a project. */
async function logged(perigee: PerigeeServer, id: string): Promise<string> {
  const folder = join(perigee.dataDir, 'logs', id);
  const names = await readdir(folder).catch(() => []);
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('');
}

test('what a script writes on another device appears in the console of the editor, and in a file', async ({
  page,
  perigee,
  browser,
}) => {
  const id = await openWithScript(
    page,
    perigee,
    `local hero = {}
function hero.on_spawn(e) ams.log("far away at " .. e.x) end
function hero.on_update(e)
  if ams.get_time() > 0.2 then error("broken on the phone") end
end
return hero`,
  );
  const context = await browser.newContext({ ...devices['Pixel 7'] });
  const phone = await context.newPage();
  await phone.goto(`${perigee.url}/play/${id}?logstream=true`);

  const console = page.getByRole('log', { name: 'Console' });
  const line = console.locator('.line', { hasText: 'far away at' });
  await expect(line).toContainText('phone 1');
  const failure = console.locator('.line', { hasText: 'broken on the phone' });
  await expect(failure).toContainText('phone 1');
  await expect(failure.getByRole('button', { name: 'platformer.lua:4' })).toBeVisible();
  await expect(phone.getByRole('alertdialog')).toContainText('broken on the phone');

  const text = await logged(perigee, id);
  expect(text).toMatch(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\tinfo\tbehavior\/platformer\.lua:2\tfar away at /m,
  );
  expect(text).toMatch(/\terror\tbehavior\/platformer\.lua:4\t.*broken on the phone.*\\n/);

  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect(line).toBeVisible();
    await page.screenshot({ path: test.info().outputPath(`console-${width}.png`) });
  }
  await phone.screenshot({ path: test.info().outputPath('phone.png') });
  await context.close();
});

test('lines of the time without a server come later; a restarted server goes on', async ({
  page,
  perigee,
  context,
}) => {
  const id = await openWithScript(
    page,
    perigee,
    `local hero = {}
function hero.on_update(e)
  local second = math.floor(ams.get_time())
  if second ~= ams.get_prop(e, "said") then
    ams.set_prop(e, "said", second)
    ams.log("second " .. second)
  end
end
return hero`,
  );
  const game = await context.newPage();
  await game.goto(`${perigee.url}/play/${id}?logstream=true`);
  const console = page.getByRole('log', { name: 'Console' });
  await expect(console).toContainText('second 1');
  const said = async () =>
    [...(await logged(perigee, id)).matchAll(/second (\d+)/g)].map(([, second]) => Number(second));
  await perigee.kill();
  const before = Math.max(...(await said()));
  // The game goes on without its server.
  await game.waitForEvent('console', (message) => message.text().endsWith(`second ${before + 3}`));
  await perigee.start();
  await expect.poll(async () => Math.max(...(await said())), { timeout: 30_000 }).toBeGreaterThan(before + 3);
  const seconds = (await said()).sort((a, b) => a - b);
  expect(seconds).toEqual(Array.from({ length: seconds.length }, (_, index) => index + seconds[0]!));
  await expect(console).toContainText(`second ${before + 3}`, { timeout: 20_000 });
});

test('without being asked a game sends nothing', async ({ page, perigee, context }) => {
  const id = await openWithScript(
    page,
    perigee,
    `local hero = {}
function hero.on_spawn(e) ams.log("kept here") end
return hero`,
  );
  const game = await context.newPage();
  const sent: string[] = [];
  game.on('request', (request) => sent.push(`${request.method()} ${new URL(request.url()).pathname}`));
  const saying = game.waitForEvent('console', (message) => message.text().includes('kept here'));
  await game.goto(`${perigee.url}/play/${id}`);
  expect((await saying).text()).toContain('behavior/platformer.lua:2');
  expect(sent.filter((request) => request.startsWith('POST'))).toEqual([]);
});
