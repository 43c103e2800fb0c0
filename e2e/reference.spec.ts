import { test, expect } from './fixtures.ts';

test('the Lua reference is searched, linked to, and its examples are copied', async ({
  page,
  context,
  perigee,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${perigee.url}/docs/api`);
  await expect(page.getByRole('heading', { name: 'Lua reference' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Standard behaviours' })).toBeVisible();

  await page.keyboard.press('/');
  await page.keyboard.type('set_camera_zoom');
  await expect(page.getByRole('article')).toHaveCount(1);
  await expect(page.getByRole('status')).toHaveText('1 found');
  await page.getByRole('button', { name: /^Copy the example of ams.set_camera_zoom/ }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('ams.set_camera_zoom(2)');

  await page.goto(`${perigee.url}/docs/api#component-Collider`);
  await expect(page.getByRole('article', { name: 'Collider' })).toBeInViewport();
});
