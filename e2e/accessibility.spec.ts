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
  });
}
