import type { Browser, Page } from '@playwright/test';
import { expect, test, type PerigeeServer } from './fixtures.ts';
import { newProject } from './new-project.ts';
import { Hands } from './hands.ts';

const saved = (page: Page) =>
  expect(page.getByRole('contentinfo').getByRole('status').first()).toHaveText('Saved');
const entities = (page: Page) => page.getByRole('tree', { name: 'Hierarchy' }).getByRole('treeitem');
const people = (page: Page) => page.getByRole('list', { name: 'People here' });

/** Takes a name and a colour by the own chip, and gives the colour as `[red, green, blue]`. */
async function introduce(page: Page, name: string, color: number): Promise<[number, number, number]> {
  await page.getByRole('button', { name: /^You are / }).click();
  await page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await page.getByRole('textbox', { name: 'Your name' }).press('Enter');
  const choice = page.getByRole('group', { name: 'Your colour' }).getByRole('button').nth(color);
  await choice.click();
  const label = (await choice.getAttribute('aria-label'))!;
  await page.keyboard.press('Escape');
  const hex = /#(..)(..)(..)/.exec(label)!;
  return [hex[1]!, hex[2]!, hex[3]!].map((part) => parseInt(part, 16)) as [number, number, number];
}

/** Two people in two browsers on one new project. */
async function two(browser: Browser, perigee: PerigeeServer) {
  const ann = await (await browser.newContext()).newPage();
  await ann.goto(await newProject(perigee.url));
  await ann.waitForURL(/\/p\/[\w-]{21}$/);
  await saved(ann);
  const ben = await (await browser.newContext()).newPage();
  await ben.goto(ann.url());
  await saved(ben);
  const annColor = await introduce(ann, 'Ann', 0);
  const benColor = await introduce(ben, 'Ben', 3);
  const close = () => Promise.all([ann.context().close(), ben.context().close()]);
  return { ann, ben, annColor, benColor, close };
}

/** How many pixels of the scene have a colour, as seen on the screen. */
async function pixels(page: Page, color: readonly number[]): Promise<number> {
  const picture = await page.getByRole('application', { name: 'Scene' }).screenshot();
  return page.evaluate(
    async ([data, [red, green, blue]]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      const bytes = context.getImageData(0, 0, image.width, image.height).data;
      let count = 0;
      for (let i = 0; i < bytes.length; i += 4) {
        // Thin lines blend with what is below them.
        const [r, g, b] = [bytes[i]! - red!, bytes[i + 1]! - green!, bytes[i + 2]! - blue!];
        if (Math.hypot(r, g, b) < 60) count++;
      }
      return count;
    },
    [picture.toString('base64'), color] as const,
  );
}

test('two people see who is there and where, each other’s pointer, selection, drags and edits, go along with each other, and that somebody leaves', async ({
  browser,
  perigee,
}) => {
  const { ann, ben, annColor, close } = await two(browser, perigee);
  const [hers, his] = [await Hands.on(ann), await Hands.on(ben)];
  await expect(people(ann).getByText('Ben', { exact: true })).toBeAttached();
  await expect(people(ben).getByText('Ann', { exact: true })).toBeAttached();

  // The pointer alone.
  expect(await pixels(ben, annColor)).toBe(0);
  const box = (await hers.canvas.boundingBox())!;
  await ann.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await expect.poll(() => pixels(ben, annColor)).toBeGreaterThan(20);
  await ann.mouse.move(box.x - 10, box.y + box.height + 40);
  await expect.poll(() => pixels(ben, annColor)).toBe(0);

  // What is drawn appears in both; its outline and its row show who has it selected.
  await hers.draw('Shift+R', [100, 100], [180, 180]);
  await expect(entities(ben)).toHaveCount(1);
  await ann.mouse.move(box.x - 10, box.y + box.height + 40);
  await expect.poll(() => pixels(ben, annColor)).toBeGreaterThan(100);
  await expect(entities(ben).getByTitle('Ann has it selected')).toBeVisible();
  const fill = hers.field('Fill');
  await fill.fill('#ff0000');
  await fill.press('Enter');
  await expect.poll(() => his.colorAt(110, 110)).toEqual([255, 0, 0]);

  // A drag goes on in the other's scene. By a corner, so that nothing of her cursor lies over the points that are looked at.
  await ann.mouse.move(...hers.at(170, 170));
  await ann.mouse.down();
  await ann.mouse.move(...hers.at(270, 190), { steps: 4 });
  await ann.mouse.move(...hers.at(370, 210), { steps: 4 });
  await expect.poll(() => his.colorAt(310, 150)).toEqual([255, 0, 0]);
  await expect.poll(() => his.colorAt(110, 110)).not.toEqual([255, 0, 0]);
  // Broken off, it goes back; let go, it stays.
  await ann.keyboard.press('Escape');
  await expect.poll(() => his.colorAt(110, 110)).toEqual([255, 0, 0]);
  await ann.mouse.up();
  await hers.drag([170, 170], [370, 210]);
  await expect.poll(() => his.colorAt(310, 150)).toEqual([255, 0, 0]);
  await his.row('Rectangle').click();
  await his.expectNumbers({ 'Position x': 292, 'Position y': 132 });

  // A rename by the other one comes back.
  await ben.keyboard.press('F2');
  await ben.getByRole('textbox', { name: 'New name' }).fill('Captain');
  await ben.keyboard.press('Enter');
  await expect(entities(ann).first()).toHaveAccessibleName('Captain');
  await expect(entities(ann).getByTitle('Ben has it selected')).toBeVisible();

  // Both work at the same moment; neither loses anything, and undo takes back only what is one's own.
  // By key: what one adds moves the other's list, and a press of the mouse could end beside what it began on.
  await Promise.all([
    ann.getByRole('button', { name: 'Add Hero to the scene' }).press('Enter'),
    ben.getByRole('button', { name: 'Add Coin to the scene' }).press('Enter'),
  ]);
  for (const page of [ann, ben]) await expect(entities(page)).toHaveCount(3);
  await hers.canvas.focus();
  await ann.keyboard.press('Control+z');
  for (const page of [ann, ben]) await expect(entities(page)).toHaveCount(2);

  // Ben goes along with what Ann looks at, in whichever scene, until he looks around himself.
  const zoom = (page: Page) => page.getByRole('button', { name: 'Zoom', exact: true });
  const follow = people(ben).getByRole('button', { name: 'Follow Ann' });
  await follow.click();
  const following = ben.getByRole('button', { name: /^Following Ann/ });
  await expect(following).toBeVisible();
  await hers.canvas.hover();
  const before = (await zoom(ann).textContent())!;
  await ann.mouse.wheel(0, -300);
  await expect(zoom(ann)).not.toHaveText(before);
  await expect.poll(() => zoom(ben).textContent()).toBe(await zoom(ann).textContent());
  await ann.getByRole('button', { name: 'New scene' }).click();
  const second = ben.getByRole('button', { name: /^Scene 2 \d/ });
  await expect(second).toHaveAttribute('aria-current', /./);
  await expect(follow).toHaveAttribute('aria-pressed', 'true');
  await his.canvas.hover();
  await ben.mouse.wheel(0, 300);
  await expect(follow).toHaveAttribute('aria-pressed', 'false');
  await expect(following).toHaveCount(0);

  // Everybody is listed with where they are, and can be gone to.
  await ben.getByRole('button', { name: /^Scene 1 \d/ }).click();
  await ben.getByRole('button', { name: /^You are / }).click();
  const entry = ben.getByRole('list', { name: 'Also here' }).getByRole('listitem');
  await expect(entry).toContainText(/Ann\s*Scene 2/);
  await entry.getByRole('button', { name: /^Ann/ }).click();
  await expect(second).toHaveAttribute('aria-current', /./);
  await ben.close();
  await expect(people(ann).getByText('Ben', { exact: true })).toHaveCount(0);
  await close();
});

test("two people see each other's typing, caret and selection in the code", async ({ browser, perigee }) => {
  const { ann, ben, close } = await two(browser, perigee);
  await ann.getByRole('region', { name: 'Code' }).getByRole('button', { name: 'New script' }).first().click();
  const tab = (page: Page) => page.getByRole('tablist', { name: 'Lua files' }).getByRole('tab').first();
  await tab(ben).click();
  const lines = (page: Page) => page.locator('.monaco-editor .view-lines').first();
  await expect(lines(ann)).toBeVisible();
  await expect(lines(ben)).toBeVisible();

  await lines(ann).click();
  await ann.keyboard.press('Control+End');
  await ann.keyboard.type('-- ann was here');
  await expect(lines(ben)).toContainText('ann was here');
  await expect(ben.locator('.remote-caret-name')).toHaveText('Ann');

  await lines(ben).click();
  await ben.keyboard.press('Control+Home');
  await Promise.all([ben.keyboard.type('-- ben too\n'), ann.keyboard.type(', and stays')]);
  for (const page of [ann, ben]) {
    await expect(lines(page)).toContainText('ben too');
    await expect(lines(page)).toContainText('ann was here, and stays');
  }
  await expect(ann.locator('.remote-caret-name')).toHaveText('Ben');

  // Undo takes back only what one has typed oneself, whatever came in between.
  await ann.keyboard.press('Control+z');
  for (const page of [ann, ben]) await expect(lines(page)).not.toContainText('and stays');
  await expect(lines(ben)).toContainText('ben too');
  await ben.keyboard.press('Control+z');
  for (const page of [ann, ben]) await expect(lines(page)).not.toContainText('ben too');
  await close();
});

test('people comment on places, entities and lines, call and answer each other, and see what was done', async ({
  browser,
  perigee,
}) => {
  const { ann, ben, close } = await two(browser, perigee);
  const threads = (page: Page) => page.getByRole('list', { name: 'Comments', exact: true });
  const pins = (page: Page) => page.getByRole('button', { name: /^Comment by / });

  // On an empty place, by the menu there.
  await ann
    .getByRole('application', { name: 'Scene' })
    .click({ button: 'right', position: { x: 120, y: 90 } });
  await ann.getByRole('menuitem', { name: /^Comment…/ }).click();
  const field = ann.getByRole('textbox', { name: 'Comment' });
  await expect(field).toBeFocused();
  await field.pressSequentially('Too empty here, @b');
  await field.press('Tab');
  await expect(field).toHaveValue('Too empty here, @Ben ');
  await field.press('Enter');
  await expect(pins(ann)).toHaveCount(1);

  // Who is called hears of it, also on coming back; it stays new until they go there.
  await ben.getByText('Ann: Too empty here, @Ben').waitFor();
  await ben.reload();
  await ben.getByText('Ann: Too empty here, @Ben').waitFor();
  await expect(ben.getByRole('tab', { name: /^Comments/ }).getByTitle('1 unread for you')).toBeVisible();
  await ben.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(ben.getByTitle('1 unread for you')).toHaveCount(0);
  await ben.getByRole('textbox', { name: 'Reply' }).fill('A tree?');
  await ben.getByRole('button', { name: 'Reply', exact: true }).click();
  await expect(threads(ann)).toContainText('A tree?');
  await expect(pins(ann)).toHaveText('2');

  // On an entity, by the key; the pin goes along with it.
  await ann.getByRole('button', { name: 'Add Hero to the scene' }).click();
  await expect(entities(ann)).toHaveCount(1);
  await ann.getByRole('application', { name: 'Scene' }).focus();
  await ann.keyboard.press('Shift+C');
  await ann.getByRole('textbox', { name: 'Comment' }).fill('Our hero');
  await ann.keyboard.press('Enter');
  const pin = pins(ben).and(ben.getByRole('button', { name: /Our hero/ }));
  const before = (await pin.boundingBox())!.x;
  await ann.getByRole('application', { name: 'Scene' }).focus();
  for (let n = 0; n < 3; n++) await ann.keyboard.press('Shift+ArrowRight');
  await expect.poll(async () => (await pin.boundingBox())!.x).toBeGreaterThan(before);

  // Settled, it is out of the way.
  await threads(ben).getByRole('button', { name: 'Resolve' }).first().click();
  await expect(pins(ann)).toHaveCount(1);

  // What was done is listed, and leads there.
  await ben.getByRole('tab', { name: 'Activity' }).click();
  const done = ben.getByRole('list', { name: 'Activity' });
  await expect(done).toContainText(/Ann moved Hero/);
  await done
    .getByRole('button', { name: /Ann moved Hero/ })
    .first()
    .click();
  await expect(entities(ben).first()).toHaveAttribute('aria-selected', 'true');

  // On a line of code: the mark goes along with the line.
  await ann.getByRole('region', { name: 'Code' }).getByRole('button', { name: 'New script' }).first().click();
  const lines = ann.locator('.monaco-editor .view-lines').first();
  await lines.click();
  await ann.keyboard.press('Control+Home');
  await ann.keyboard.press('ArrowDown');
  await ann.keyboard.press('Control+Alt+m');
  await ann.getByRole('textbox', { name: 'Comment' }).fill('Why?');
  await ann.keyboard.press('Enter');
  await expect(threads(ben)).toHaveCount(0);
  await ben.getByRole('tab', { name: /^Comments/ }).click();
  await expect(threads(ben)).toContainText(/\.lua:2/);
  await lines.click();
  await ann.keyboard.press('Control+Home');
  await ann.keyboard.type('-- first\n');
  await expect(threads(ben)).toContainText(/\.lua:3/);
  await threads(ben)
    .getByRole('button', { name: /\.lua:3/ })
    .click();
  await expect(ben.locator('.comment-line')).toHaveCount(1);
  await close();
});
