/** A walk through everything that the editor can show, one thing after the other, for those who look at all of it. */
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';
import type { Hands } from './hands.ts';

/** Something on screen. */
export interface Sight {
  readonly name: string;
  /** What it is in, as a CSS selector. */
  readonly within: string;
  show(hands: Hands): Promise<unknown>;
  /** Puts it away; Escape unless told. */
  leave?(hands: Hands): Promise<unknown>;
}

/** Gives a command by its name. */
async function give({ page, canvas }: Hands, label: string): Promise<void> {
  await canvas.focus();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Command' }).fill(label);
  const wanted = page.getByRole('option', { name: label }).first();
  await expect(wanted).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Command' })).toBeHidden();
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const menu = (page: Page) => expect(page.getByRole('menu').last()).toBeVisible();
const dialog = (page: Page) => expect(page.getByRole('dialog')).toBeVisible();
const here = async () => {};

/** A dialog that a command opens. */
const asked = (label: string): Sight => ({
  name: label.replace('…', ''),
  within: '[role="dialog"]',
  show: async (hands) => {
    await give(hands, label);
    await dialog(hands.page);
  },
});

/** A dialog whose code comes with it. @param inside what is in it once it is there */
const made = (label: string, inside: string): Sight => {
  const sight = asked(label);
  return {
    ...sight,
    show: async (hands) => {
      await sight.show(hands);
      await expect(hands.page.getByRole('dialog').locator(inside)).toBeVisible();
    },
  };
};

/** A menu that a button opens. */
const pressed = (name: string | RegExp): Sight => ({
  name: `menu ${String(name)}`,
  within: '.menu',
  show: async ({ page }) => {
    await button(page, name).first().click();
    await expect(page.locator('.menu').last()).toBeVisible();
  },
});

/** The context menu of a thing in a list. */
const menuOf = (kind: string): Sight => ({
  name: `context menu ${kind}`,
  within: '[role="menu"]',
  show: async ({ page }) => {
    await page.locator(`[data-menu="${kind}"]`).first().click({ button: 'right' });
    await menu(page);
  },
});

/** All of the inspector. */
export const INSPECTOR = '[aria-label="Inspector"]';

/** Tools that have options of their own. */
const tool = (label: string): Sight => ({
  name: `tool ${label}`,
  within: '[aria-label="Canvas"]',
  show: (hands) => button(hands.page, label).click(),
  leave: here,
});

/** Moon Hopper as it was opened. What a sight leaves selected, the next ones find selected. */
export const editing: readonly Sight[] = [
  { name: 'editor', within: 'body', show: here, leave: here },
  { name: 'scene settings', within: INSPECTOR, show: here, leave: here },
  {
    name: 'instance',
    within: INSPECTOR,
    show: async (hands) => {
      await hands.row('Hero').click();
      await hands.field('Position x').fill('130');
      await hands.page.keyboard.press('Enter');
    },
    leave: here,
  },
  pressed('Prefab actions'),
  pressed('Transform actions'),
  pressed('Add component'),
  {
    name: 'overrides',
    within: INSPECTOR,
    show: async (hands) => {
      await hands.field('Spacing').fill('1');
      await hands.page.keyboard.press('Enter');
      await hands.page.getByRole('button', { name: /^1 override/ }).click();
    },
    leave: here,
  },
  {
    name: 'several selected',
    within: `${INSPECTOR}, [aria-label="Canvas"]`,
    show: async (hands) => {
      await hands.row('Lift').click({ modifiers: ['Control'] });
      await expect(hands.page.getByRole('heading', { name: '2 selected' })).toBeVisible();
    },
    leave: here,
  },
  {
    name: 'everything selected',
    within: `${INSPECTOR}, [aria-label="Project"]`,
    show: async (hands) => {
      await hands.canvas.focus();
      await hands.page.keyboard.press('Control+a');
    },
    leave: async (hands) => hands.row('Ground').click(),
  },
  { name: 'tile map', within: INSPECTOR, show: here, leave: here },
  {
    name: 'tile palette',
    within: '[aria-label="Tile palette"]',
    show: async (hands) => {
      await hands.canvas.focus();
      await hands.page.keyboard.press('b');
      await expect(hands.page.getByRole('application', { name: /^Tiles of / })).toBeVisible();
    },
    leave: async (hands) => {
      await hands.canvas.focus();
      await hands.page.keyboard.press('v');
    },
  },
  {
    name: 'tileset editor',
    within: '[role="dialog"]',
    show: async (hands) => {
      await give(hands, 'Tileset editor');
      await expect(hands.page.getByRole('application', { name: 'Tiles', exact: true })).toBeVisible();
    },
  },
  {
    name: 'sheet editor',
    within: '[role="dialog"]',
    show: async ({ page }) => {
      await page.locator('[data-menu="asset"]').first().click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Frames and animations…' }).click();
      await expect(page.getByRole('dialog').getByRole('button', { name: /^Cut into/ })).toBeVisible();
    },
  },
  {
    name: 'prefab',
    within: `${INSPECTOR}, [aria-label="Canvas"], [aria-label="Project"]`,
    show: async ({ page }) => {
      await page.locator('[data-menu="prefab"]').first().click({ button: 'right' });
      await page.getByRole('menuitem', { name: /^Edit/ }).click();
    },
    leave: async (hands) => {
      await hands.canvas.focus();
      await hands.page.keyboard.press('Escape');
      await hands.page.keyboard.press('Escape');
    },
  },
  ...['scene', 'entity', 'layer', 'prefab', 'asset'].map(menuOf),
  {
    name: 'context menu canvas',
    within: '[role="menu"]',
    show: async (hands) => {
      const { width } = (await hands.canvas.boundingBox())!;
      await hands.page.mouse.click(...hands.at(width - 30, 40), { button: 'right' });
      await menu(hands.page);
    },
  },
  {
    name: 'hierarchy search',
    within: '[aria-label="Project"]',
    show: async ({ page }) => {
      await button(page, 'Search the hierarchy').click();
      await page.getByRole('searchbox', { name: 'Search the hierarchy' }).fill('co');
    },
    leave: async ({ page }) => {
      await button(page, 'Clear the search').click();
      await page.keyboard.press('Escape');
    },
  },
  pressed('View'),
  pressed('Export'),
  pressed('Other ways to start'),
  pressed('Zoom'),
  pressed('Place of the console'),
  pressed(/^You are /),
  pressed(/^More for /),
  asked('Bookmarks…'),
  asked('Grid of the layer…'),
  made('Run automapping rules…', '[role="checkbox"]'),
  made('Share…', 'select'),
  {
    ...asked('Versions: compare, restore…'),
    show: async (hands) => {
      await asked('Versions: compare, restore…').show(hands);
      const dialog = hands.page.getByRole('dialog');
      await dialog.getByLabel('Name of a new version').fill('Seen');
      await dialog.getByRole('button', { name: 'Keep', exact: true }).click();
      await dialog.getByRole('button', { name: /^Seen/ }).click();
      await expect(dialog).toContainText('compared with');
    },
  },
  made('New sound effect…', '[data-testid="waveform"]'),
  {
    name: 'sound editor',
    within: '[role="dialog"]',
    show: async (hands) => {
      await give(hands, 'New sound effect…');
      await button(hands.page, 'Save to the assets').click();
      await button(hands.page, /\.wav$/).dblclick();
      await expect(hands.page.getByRole('slider', { name: 'Start', exact: true })).toBeVisible();
    },
  },
  made('New picture…', '[data-testid="pixels"]'),
  {
    name: 'keys that are looked for',
    within: '[role="dialog"]',
    show: async (hands) => {
      await give(hands, 'Keys');
      await hands.page.getByRole('searchbox', { name: 'Search keys' }).fill('undo');
    },
  },
  {
    name: 'palette',
    within: '[role="dialog"]',
    show: async ({ page, canvas }) => {
      await canvas.focus();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Command' }).fill('he');
    },
  },
  {
    name: 'script library',
    within: '[role="dialog"]',
    show: async ({ page }) => {
      await button(page, 'Script library').first().click();
      await dialog(page);
    },
  },
  {
    name: 'usages',
    within: '[role="dialog"]',
    show: async ({ page }) => {
      await page.locator('[data-menu="prefab"]').first().click({ button: 'right' });
      await page.getByRole('menuitem', { name: /used|usages/iu }).click();
      await dialog(page);
    },
  },
  {
    name: 'comments and activity',
    within: '[aria-label$="onsole and problems"], [aria-label="Comments in the scene"]',
    show: async (hands) => {
      await give(hands, 'Comment…');
      await hands.page.getByRole('textbox', { name: 'Comment' }).fill('Hello');
      await hands.page.keyboard.press('Enter');
      await hands.page.getByRole('textbox', { name: 'Reply' }).fill('Hello @');
    },
    leave: async ({ page }) => {
      await button(page, 'Delete').first().click();
      await page.getByRole('tab', { name: 'Console' }).click();
    },
  },
  {
    name: 'history',
    within: '[aria-label="History"]',
    show: ({ page }) => button(page, 'History').click(),
    leave: ({ page }) => button(page, 'Close the history').click(),
  },
  {
    name: 'tour',
    within: '[role="dialog"]',
    show: async (hands) => {
      await give(hands, 'Tour of a minute');
      await dialog(hands.page);
    },
  },
  ...['Colliders', 'Joints', 'Path', 'Sprite'].map(tool),
  {
    name: 'problems',
    within: 'section[aria-label*="roblems"]',
    show: ({ page }) => page.getByRole('tab', { name: /Problems/ }).click(),
    leave: ({ page }) => page.getByRole('tab', { name: 'Console' }).click(),
  },
];

/** While it plays. */
export const playing: readonly Sight[] = [
  {
    name: 'playing',
    within: 'body',
    show: async (hands) => {
      await button(hands.page, 'Select').click();
      await hands.row('Hero').click();
      await button(hands.page, 'Play').click();
      const moment = hands.page.getByRole('slider', { name: 'Moment' });
      await expect.poll(async () => Number(await moment.getAttribute('aria-valuenow'))).toBeGreaterThan(30);
    },
    leave: here,
  },
  {
    name: 'running game',
    within: INSPECTOR,
    show: ({ page }) => button(page, 'Running game').click(),
    leave: ({ page }) => button(page, 'Document').click(),
  },
  pressed('Show physics'),
  {
    name: 'the past',
    within: '[aria-label="Timeline"]',
    show: ({ page }) => page.getByRole('slider', { name: 'Moment' }).press('Home'),
    leave: here,
  },
  pressed('More for the timeline'),
  ...['Save as test…', 'Keep what play changed…'].map((label) => ({
    name: label.replace('…', ''),
    within: '[role="dialog"]',
    show: async ({ page }: Hands) => {
      await button(page, 'More for the timeline').click();
      await page.getByRole('menuitem', { name: label }).click();
      await dialog(page);
    },
  })),
  {
    name: 'loop',
    within: '[aria-label="Timeline"]',
    show: async ({ page }) => {
      await button(page, 'Loop').click();
      await expect(page.getByRole('slider', { name: 'End of the loop' })).toBeVisible();
    },
    leave: ({ page }) => button(page, 'Stop').click(),
  },
];
