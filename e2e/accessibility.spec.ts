import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** What axe finds against WCAG 2 A and AA, one line each; Monaco's own markup is left to Monaco. */
async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .exclude('.monaco-editor')
    .analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
}

for (const colorScheme of ['dark', 'light'] as const) {
  test(`the start page and the editor are accessible, ${colorScheme}`, async ({ page, perigee }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto(perigee.url);
    await expect(page.getByRole('button', { name: 'New project' })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'New project' }).click();
    await expect(page.getByRole('application', { name: 'Scene' })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    // With a game that has a past, and a loop of it.
    await page.getByRole('button', { name: 'Add Hero to the scene' }).click();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    const timeline = page.getByRole('toolbar', { name: 'Timeline' });
    const moment = page.getByRole('slider', { name: 'Moment' });
    await expect.poll(async () => Number(await moment.getAttribute('aria-valuenow'))).toBeGreaterThan(30);
    await moment.press('Home');
    await expect(timeline.getByRole('button', { name: 'Play from here' })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await timeline.getByRole('button', { name: 'Loop' }).click();
    await expect(page.getByRole('slider', { name: 'End of the loop' })).toBeVisible();
    await timeline.getByRole('button', { name: 'Pause' }).click();
    expect(await violations(page)).toEqual([]);
  });
}
