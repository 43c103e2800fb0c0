/** Axe finds nothing on any page, panel, dialog or menu, in the dark and in the light theme. */
import type { Page } from '@playwright/test';
import type axeCore from 'axe-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { editing, INSPECTOR, playing } from './every-panel.ts';
import { expect, test } from './fixtures.ts';
import { Hands } from './hands.ts';
import { newProject } from './new-project.ts';

/** As it is in the page. */
declare const axe: typeof axeCore;

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds in a part of a page, one line each; Monaco's own markup is left to Monaco. */
async function found(page: Page, within: string, runOnly: string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  return page.evaluate(
    async ([within, runOnly]) => {
      const { violations } = await axe.run(
        { include: [[within]], exclude: [['.monaco-editor']] },
        { runOnly, resultTypes: ['violations'], preload: false },
      );
      return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
    },
    [within, runOnly] as const,
  );
}

type Theme = 'dark' | 'light';

/** Switches the theme in place, and waits until its colours are there. */
async function wear(page: Page, colorScheme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    await Promise.all(document.getAnimations().map(({ finished }) => finished));
  });
}

/**
 * In both themes: what is on screen stays as it is, only its colours change, so that they alone are looked at again.
 * The next sight begins with the theme that this one ended with: switching takes as long as looking.
 */
class Looks {
  #theme: Theme = 'dark';
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async expectNothing(name: string, within: string): Promise<void> {
    const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
    expect.soft(await found(this.#page, within, everything), `${name}, ${this.#theme}`).toEqual([]);
    // Menus and the inspector have their colours from the same few rules: the whole editor is looked at in both.
    if (within.includes('menu') || within.startsWith(INSPECTOR)) return;
    this.#theme = this.#theme === 'dark' ? 'light' : 'dark';
    await wear(this.#page, this.#theme);
    expect.soft(await found(this.#page, within, ['color-contrast']), `${name}, ${this.#theme}`).toEqual([]);
  }
}

test.use({ colorScheme: 'dark', contextOptions: { reducedMotion: 'reduce' } });

test('every panel, dialog and menu of the editor is accessible', async ({ page, perigee }) => {
  // More than forty sights, each looked at twice.
  test.setTimeout(300_000);
  await page.goto(await newProject(perigee.url, { sample: 'moon-hopper' }));
  const hands = await Hands.on(page);
  await expect(hands.row('Hero')).toBeVisible();
  const looks = new Looks(page);
  for (const { name, within, show, leave } of [...editing, ...playing])
    await test.step(name, async () => {
      await show(hands);
      await looks.expectNothing(name, within);
      await (leave ? leave(hands) : page.keyboard.press('Escape'));
    });
});

test('every other page is accessible', async ({ page, perigee, context }) => {
  await newProject(perigee.url);
  const looks = new Looks(page);
  await page.goto(perigee.url);
  await expect(page.getByRole('listitem').first()).toBeVisible();
  await looks.expectNothing('start', 'body');
  await page.goto(`${perigee.url}/docs/api`);
  await expect(page.getByRole('heading', { name: 'Lua reference' })).toBeVisible();
  // Its entries are alike.
  await page.getByRole('searchbox').fill('spawn');
  await looks.expectNothing('Lua reference', 'body');
  await page.goto(`${perigee.url}/p/${'x'.repeat(21)}`);
  await expect(page.getByRole('heading', { name: 'There is no project' })).toBeVisible();
  await looks.expectNothing('no project', 'body');
  await page.goto(`${perigee.url}/play/${'x'.repeat(21)}`);
  await looks.expectNothing('no game', 'body');

  const project = await newProject(perigee.url, { sample: 'moon-hopper' });
  await page.goto(`${project}?pane=code`);
  await expect(page.getByRole('tab').first()).toBeVisible();
  await looks.expectNothing('window of the code', 'body');
  await page.goto(project);
  const hands = await Hands.on(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole('group', { name: 'Panels' })).toBeVisible();
  for (const name of ['Project', 'Inspector', 'Console']) {
    await page.getByRole('group', { name: 'Panels' }).getByRole('button', { name }).click();
    await looks.expectNothing(`narrow ${name}`, 'body');
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await hands.row('Hero').click();
  for (const name of ['Inspector', 'Console', 'Timeline']) {
    const opening = context.waitForEvent('page');
    await page.getByRole('button', { name: 'View', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Pop out', exact: true }).press('ArrowRight');
    await page.getByRole('menuitemcheckbox', { name: `${name} in a window of its own` }).click();
    const child = await opening;
    await child.getByRole('main').waitFor();
    await new Looks(child).expectNothing(`window of the ${name}`, 'body');
    await child.close();
  }
  const map =
    '<map orientation="orthogonal" width="1" height="1" tilewidth="8" tileheight="8"><group name="a"/></map>';
  await page.getByLabel('Files to add').setInputFiles([
    { name: 'level.tmx', mimeType: 'text/xml', buffer: Buffer.from(map) },
    { name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('nothing') },
  ]);
  await expect(page.getByRole('dialog', { name: 'Import of level' })).toBeVisible();
  await looks.expectNothing('report of an import', '[role="dialog"]');
});
