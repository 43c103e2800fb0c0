import { expect, test } from './fixtures.ts';

test('a new project opens at an address of its own, is listed and can be deleted', async ({
  page,
  perigee,
}) => {
  await page.goto(perigee.url);
  await page.getByRole('button', { name: 'New project' }).click();
  await page.waitForURL(/\/p\/[\w-]{21}$/);
  await page.getByRole('button', { name: /^Project name/ }).click();
  const field = page.getByRole('textbox', { name: 'Project name' });
  await field.fill('Night watch');
  await field.press('Enter');
  await expect(page.getByRole('status', { name: 'Save status' })).toHaveText('Saved');

  await page.getByRole('link', { name: 'Perigee' }).click();
  const row = page
    .getByRole('region', { name: 'Projects' })
    .getByRole('listitem')
    .filter({ hasText: 'Night watch' });
  await expect(row).toBeVisible();
  await row.getByRole('button', { name: 'Delete Night watch' }).click();
  await page.getByRole('button', { name: 'Delete project' }).click();
  await expect(row).toBeHidden();
});

test("the sample opens as a copy of one's own, and again from this device", async ({ page, perigee }) => {
  let received = 0;
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => (received += Buffer.byteLength(payload))),
  );
  await page.goto(perigee.url);
  await page.getByRole('button', { name: /^Moon Hopper:/ }).click();
  await page.waitForURL('**/p/*');
  await expect(page.getByRole('treeitem', { name: 'Hero' })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'hero.lua', exact: true })).toBeVisible();
  const saved = page.getByRole('status', { name: 'Save status' });
  await expect(saved).toHaveText('Saved');
  const whole = received;
  expect(whole).toBeGreaterThan(10_000);
  received = 0;
  await page.reload();
  await expect(page.getByRole('treeitem', { name: 'Hero' })).toBeVisible();
  await expect(saved).toHaveText('Saved');
  // The server sends only what this device does not have.
  expect(received).toBeLessThan(whole / 10);
});

test('the theme is remembered', async ({ page, perigee }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(perigee.url);
  await page.getByRole('button', { name: 'Light theme' }).click();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Dark theme' })).toBeVisible();
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('light');
});

test('an address without a project says so', async ({ page, perigee }) => {
  await page.goto(`${perigee.url}/p/nothing-is-here-000000`);
  await expect(page.getByText('There is no project at this address.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'All projects' })).toBeVisible();
});
