/** The hierarchy by keyboard: reach, select, move and edit every entity; search; scenes, layers, usages, history. */
import { expect, test } from './fixtures.ts';
import { Hands } from './hands.ts';
import { oneSize, otherSize } from './sizes.ts';

test('every entity is reached, moved in the tree and edited with keys alone, and what happened is said', async ({
  page,
  perigee,
}) => {
  await page.setViewportSize(oneSize);
  const hands = await Hands.open(page, perigee.url);
  const { keyboard } = page;
  const said = page.getByRole('status', { name: 'What happened' });
  const tree = page.getByRole('tree', { name: 'Hierarchy' });
  await hands.draw('Shift+R', [100, 100], [140, 140]);
  await hands.draw('c', [200, 100], [240, 140]);
  await hands.draw('Shift+R', [300, 100], [340, 140]);
  expect(await hands.names()).toEqual(['Rectangle', 'Ellipse', 'Rectangle 2']);

  // On the canvas, keys walk from entity to entity and round.
  await hands.canvas.focus();
  await keyboard.press('Period');
  await expect(hands.row('Rectangle')).toHaveAttribute('aria-selected', 'true');
  await expect(said).toContainText('Rectangle selected');
  await keyboard.press('Comma');
  await expect(hands.row('Rectangle 2')).toHaveAttribute('aria-selected', 'true');
  await expect(said).toContainText('Rectangle 2 selected');
  const x = await hands.number('Position x');
  await keyboard.press('Shift+ArrowRight');
  await hands.expectNumbers({ 'Position x': x + 10 });
  await expect(said).toContainText(`Move Rectangle 2. at ${x + 10}`);

  // Into the one above and out again, staying where it is; and to the front.
  await keyboard.press('Control+BracketRight');
  await expect(hands.row('Rectangle 2')).toHaveAttribute('aria-level', '2');
  const relative = await hands.number('Position x');
  expect(relative).not.toBe(x + 10);
  await keyboard.press('Shift+Comma');
  await expect(hands.row('Ellipse')).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('Shift+Period');
  await keyboard.press('Control+BracketLeft');
  await expect(hands.row('Rectangle 2')).toHaveAttribute('aria-level', '1');
  await hands.expectNumbers({ 'Position x': x + 10 });
  await keyboard.press('Alt+ArrowUp');
  await expect.poll(() => hands.names()).toEqual(['Rectangle', 'Rectangle 2', 'Ellipse']);

  // The tree has the focus on request: arrows select, F2 renames, Escape goes back to the canvas.
  await keyboard.press('Shift+T');
  await expect(tree).toBeFocused();
  await keyboard.press('Home');
  await keyboard.press('F2');
  await keyboard.type('Ground');
  await keyboard.press('Enter');
  await expect(hands.row('Ground')).toBeVisible();
  await expect(tree).toBeFocused();
  await keyboard.press('Control+ArrowDown');
  await keyboard.press('Space');
  await expect(page.getByRole('treeitem', { selected: true })).toHaveCount(2);
  await keyboard.press('Escape');
  await expect(hands.canvas).toBeFocused();
  await keyboard.press('Control+g');
  await expect(hands.row('Group')).toHaveAttribute('aria-expanded', 'true');

  // The history names each step, and goes to any of them.
  await page.setViewportSize(otherSize);
  await page.getByRole('button', { name: 'History' }).click();
  const history = page.getByRole('region', { name: 'History' });
  await expect(history.getByRole('button', { name: 'Group 2 entities' })).toHaveAttribute(
    'aria-current',
    'step',
  );
  await history.getByRole('button', { name: 'Move Rectangle 2 into Ellipse' }).click();
  await expect(hands.row('Rectangle 2')).toHaveAttribute('aria-level', '2');
  await expect(hands.row('Rectangle 2')).toHaveAttribute('aria-selected', 'true');
  await expect(hands.row('Group')).toBeHidden();
  await history.getByRole('button', { name: 'The project as it was opened' }).click();
  await expect(page.getByRole('treeitem')).toHaveCount(0);
  await history.getByRole('button', { name: /^Rename Rectangle to Ground/ }).click();
  await expect(hands.row('Ground')).toBeVisible();
  await keyboard.press('Escape');
  await expect(history).toBeHidden();
});

test('search, usages, scenes and layers: found, copied, ordered, tinted, and all of it undone', async ({
  page,
  perigee,
}) => {
  await page.setViewportSize(oneSize);
  const hands = await Hands.open(page, perigee.url);
  const { keyboard } = page;
  await hands.draw('Shift+R', [100, 200], [200, 300]);
  await page.getByLabel('Tags').fill('ground, solid');
  await page.getByLabel('Tags').press('Enter');
  await page.getByRole('button', { name: 'Add Hero to the scene' }).click();
  await expect(hands.row('Hero')).toBeVisible();

  // Hints show what there is; the search finds by tag, component and script, and clears.
  await keyboard.press('Control+Shift+F');
  const search = page.getByRole('searchbox', { name: 'Search the hierarchy' });
  await expect(search).toBeFocused();
  await page.getByRole('button', { name: 'tag:', exact: true }).click();
  await page.getByRole('button', { name: 'tag:solid' }).click();
  await expect(page.getByRole('treeitem')).toHaveCount(1);
  await expect(hands.row('Rectangle')).toBeVisible();
  await search.fill('script:platformer');
  await expect(hands.row('Hero')).toBeVisible();
  await expect(hands.row('Rectangle')).toBeHidden();
  await search.fill('component:nothing');
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect(page.getByRole('treeitem')).toHaveCount(2);

  // Where the prefab is used, in a copy of the scene too; a click goes there.
  await page.getByRole('button', { name: 'Duplicate Scene 1' }).click();
  const scenes = page.getByRole('region', { name: 'Scenes' });
  const copy = scenes.getByRole('button', { name: /^Scene 2?\s?2/ });
  await expect(copy).toHaveAttribute('aria-current', 'true');
  await hands.row('Hero').click();
  await hands.canvas.focus();
  await keyboard.press('Shift+F12');
  const usages = page.getByRole('dialog', { name: 'Where “Hero” is used' });
  await expect(usages.getByRole('list', { name: 'Places' }).getByRole('button')).toHaveCount(2);
  await usages.getByRole('button', { name: /Scene 1$/ }).click();
  await expect(scenes.getByRole('button', { name: /^Scene 1/ })).toHaveAttribute('aria-current', 'true');
  await expect(hands.row('Hero')).toHaveAttribute('aria-selected', 'true');

  // The copy becomes the scene that a game starts in; undo shows where that was done.
  await copy.focus();
  await keyboard.press('Alt+ArrowUp');
  await expect(copy).toHaveAttribute('title', 'The game starts in this scene');
  await copy.click();
  await keyboard.press('Control+z');
  await expect(copy).not.toHaveAttribute('title', 'The game starts in this scene');
  const first = scenes.getByRole('button', { name: /^Scene 1/ });
  await expect(first).toHaveAttribute('aria-current', 'true');
  await copy.dragTo(first, { targetPosition: { x: 40, y: 3 } });
  await expect(copy).toHaveAttribute('title', 'The game starts in this scene');
  await keyboard.press('Control+z');
  await expect(first).toHaveAttribute('title', 'The game starts in this scene');

  // Layers are put in order by hand, too: a new one is in front.
  await page.getByRole('button', { name: 'New layer' }).click();
  const layers = page.getByRole('region', { name: 'Layers' }).getByRole('listitem');
  await expect(layers).toHaveCount(2);
  const front = await layers.first().getAttribute('data-menu-id');
  await layers.first().dragTo(layers.last(), { targetPosition: { x: 40, y: 21 } });
  await expect(layers.last()).toHaveAttribute('data-menu-id', front!);
  await keyboard.press('Control+z');
  await expect(layers.first()).toHaveAttribute('data-menu-id', front!);
  await keyboard.press('Control+z');
  await expect(layers).toHaveCount(1);

  // A layer's light falls on what lies on it.
  await page.setViewportSize(otherSize);
  await page.getByLabel('Tint of the layer', { exact: true }).fill('#ff0000');
  await keyboard.press('Enter');
  await hands.row('Rectangle').click();
  await keyboard.press('f');
  const middle = async () => {
    const box = (await hands.canvas.boundingBox())!;
    const picture = await page.screenshot({
      clip: { x: box.x + box.width / 2 + 20, y: box.y + box.height / 2 + 20, width: 1, height: 1 },
    });
    return page.evaluate(async (data) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const context = new OffscreenCanvas(1, 1).getContext('2d')!;
      context.drawImage(image, 0, 0);
      return [...context.getImageData(0, 0, 1, 1).data.subarray(1, 3)];
    }, picture.toString('base64'));
  };
  await expect.poll(middle).toEqual([0, 0]);
  await keyboard.press('Control+z');
  await expect.poll(middle).not.toEqual([0, 0]);
  await page.getByLabel('Parallax', { exact: true }).fill('0.5');
  await keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Layers' })).toContainText('×0.5');
});

test('two people: each sees what the other did, and takes back only their own', async ({
  browser,
  perigee,
}) => {
  const ann = await (await browser.newContext()).newPage();
  const one = await Hands.open(ann, perigee.url);
  const ben = await (await browser.newContext()).newPage();
  await ben.goto(ann.url());
  const two = await Hands.on(ben);
  await one.draw('Shift+R', [60, 60], [120, 120]);
  await expect(two.row('Rectangle')).toBeVisible();
  await two.draw('c', [200, 60], [260, 120]);
  await expect(one.row('Ellipse')).toBeVisible();
  await ann.getByRole('button', { name: 'History' }).click();
  const history = ann.getByRole('region', { name: 'History' });
  await expect(history.getByRole('listitem').filter({ hasText: 'Draw Ellipse' })).toBeVisible();
  await expect(history.getByRole('button', { name: 'Draw Ellipse' })).toHaveCount(0);
  await history.getByRole('button', { name: 'The project as it was opened' }).click();
  await expect(one.row('Rectangle')).toBeHidden();
  await expect(one.row('Ellipse')).toBeVisible();
  await expect(two.row('Rectangle')).toBeHidden();
  await two.step('undo', 'keys');
  await expect(one.row('Ellipse')).toBeHidden();
  await Promise.all([ann.context().close(), ben.context().close()]);
});
