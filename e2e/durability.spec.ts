import type { Browser, Page } from '@playwright/test';
import { expect, test, type PerigeeServer } from './fixtures.ts';
import { newProject } from './new-project.ts';

const safety = (page: Page) => page.getByRole('contentinfo').getByRole('status').first();
const saved = (page: Page) => expect(safety(page)).toHaveText('Saved');
const entities = (page: Page) => page.getByRole('tree', { name: 'Hierarchy' }).getByRole('treeitem');

async function openNew(page: Page, perigee: PerigeeServer): Promise<void> {
  await page.goto(await newProject(perigee.url));
  await page.waitForURL(/\/p\/[\w-]{21}$/);
  await saved(page);
}

/** Places one of the prefabs that come with Perigee. */
const place = (page: Page, prefab: string) =>
  page.getByRole('button', { name: `Add ${prefab} to the scene` }).click();

/** Opens an address as somebody who has never been there: nothing can come from this browser's own storage. */
async function stranger(browser: Browser, url: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(url);
  await saved(page);
  return page;
}

test('nothing that was shown as saved is gone after kills at any moment', async ({
  page,
  browser,
  perigee,
}) => {
  await openNew(page, perigee);
  for (let round = 1; round <= 4; round++) {
    await place(page, 'Hero');
    await saved(page);
    await perigee.kill();
    await perigee.start();
    const other = await stranger(browser, page.url());
    await expect(entities(other)).toHaveCount(round);
    await other.context().close();
    await saved(page);
  }
});

test('the page says that it is offline, keeps what is made meanwhile and brings it back', async ({
  page,
  browser,
  perigee,
}) => {
  await openNew(page, perigee);
  await place(page, 'Hero');
  await saved(page);
  await perigee.kill();
  await expect(safety(page)).toHaveText('Offline, kept on this device');
  await place(page, 'Hero');
  await place(page, 'Hero');
  await expect(entities(page)).toHaveCount(3);
  await expect(safety(page)).toHaveText('Offline, kept on this device');

  // A device without room: the page says so rather than promise anything.
  await page.evaluate(() => {
    const { prototype } = IDBObjectStore;
    const { add } = prototype;
    prototype.add = function (...given) {
      const asked = add.apply(this, given);
      this.transaction.abort();
      return asked;
    };
  });
  await place(page, 'Hero');
  await expect(safety(page)).toHaveText(
    'Offline, kept only until this page is closed: this browser has no room',
  );

  // The same page goes on by itself.
  await perigee.start();
  await saved(page);
  const other = await stranger(browser, page.url());
  await expect(entities(other)).toHaveCount(4);
  await other.context().close();
});

test('what was made offline in two tabs survives that both are closed', async ({
  page,
  browser,
  perigee,
}) => {
  await openNew(page, perigee);
  const url = page.url();
  const context = page.context();
  const second = await context.newPage();
  await second.goto(url);
  await saved(second);
  await perigee.kill();
  for (const [tab, prefab] of [
    [page, 'Hero'],
    [second, 'Coin'],
  ] as const) {
    await expect(safety(tab)).toHaveText('Offline, kept on this device');
    await place(tab, prefab);
    await expect(entities(tab)).toHaveCount(1);
    await tab.close();
  }

  await perigee.start();
  const again = await context.newPage();
  await again.goto(url);
  await saved(again);
  await expect(entities(again)).toHaveCount(2);
  const other = await stranger(browser, url);
  await expect(entities(other)).toHaveCount(2);
  await other.context().close();
});

test('an address where there is nothing says so', async ({ page, perigee }) => {
  await page.goto(`${perigee.url}/p/${'a'.repeat(21)}`);
  await expect(page.getByText(/no project at this address|does not exist|not found/i).first()).toBeVisible();
});
