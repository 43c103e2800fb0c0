import { expect, test } from './fixtures.ts';
import { Hands } from './hands.ts';
import { otherSize } from './sizes.ts';

test('a level designer selects through stacks and groups, moves, turns, flips and puts in order', async ({
  page,
  perigee,
}) => {
  const hands = await Hands.open(page, perigee.url);
  const { keyboard } = page;
  const selected = (name: string, on = true) =>
    expect(hands.row(name)).toHaveAttribute('aria-selected', String(on));
  const hint = page.getByTestId('hint');

  // Two in a stack: Alt+click goes from one to the next behind; a drag takes what was picked through the other.
  await hands.draw('Shift+R', [120, 120], [220, 220]);
  await hands.draw('c', [140, 140], [200, 200]);
  await hands.click(170, 170);
  await selected('Ellipse');
  await keyboard.down('Alt');
  await hands.click(170, 170);
  await keyboard.up('Alt');
  await selected('Rectangle');
  const x = await hands.number('Position x');
  await hands.drag([170, 170], [210, 170], ['Alt']);
  await hands.expectNumbers({ 'Position x': x + 40 });
  await keyboard.press('Control+z');
  await hands.expectNumbers({ 'Position x': x });

  // The list of what lies under the pointer names both.
  await page.mouse.move(...hands.at(170, 170));
  await keyboard.press('u');
  const stack = page.getByRole('menu', { name: 'Under the pointer' });
  await expect(stack.getByRole('menuitem')).toHaveText([/Ellipse/, /Rectangle/]);
  await stack.getByRole('menuitem', { name: /Ellipse/ }).click();
  await expect(stack).toBeHidden();
  await selected('Ellipse');

  // A group is taken whole, a double click goes into it, Ctrl+click goes there at once.
  await hands.canvas.focus();
  await keyboard.press('Control+a');
  await keyboard.press('Control+g');
  await selected('Group');
  await hands.click(60, 250);
  await selected('Group', false);
  await hands.click(170, 170);
  await selected('Group');
  await page.mouse.dblclick(...hands.at(170, 170));
  await selected('Ellipse');
  await hands.click(60, 250);
  await keyboard.down('Control');
  await hands.click(125, 125);
  await keyboard.up('Control');
  await selected('Rectangle');

  // Looked at alone; the bar over the canvas shows the way out.
  await keyboard.press('Shift+I');
  const alone = page.getByRole('status', { name: 'Looked at alone' });
  await expect(alone).toContainText('Rectangle');
  await hands.click(60, 250);
  await hands.click(170, 170);
  await selected('Rectangle');
  await alone.getByRole('button', { name: /Show all/ }).click();
  await expect(alone).toBeHidden();

  // A locked one is passed.
  await keyboard.press('Control+Shift+l');
  await hands.click(60, 250);
  await hands.click(125, 125);
  await selected('Rectangle', false);

  // The marquee touches, or with Alt takes only what lies inside it whole.
  await hands.draw('Shift+R', [260, 120], [300, 160]);
  await hands.draw('Shift+R', [330, 140], [370, 200]);
  await hands.drag([240, 100], [350, 210]);
  await selected('Rectangle 2');
  await selected('Rectangle 3');
  await hands.drag([240, 100], [350, 210], ['Alt']);
  await selected('Rectangle 2');
  await selected('Rectangle 3', false);

  // The whole selection in order: aligned by the bar, evenly apart by keys, one size for all.
  await hands.draw('Shift+R', [410, 130], [430, 150]);
  await hands.drag([240, 100], [450, 210]);
  const bar = page.getByRole('toolbar', { name: 'Arrange' });
  await bar.getByRole('button', { name: /^Align top/ }).click();
  await keyboard.press('Alt+Shift+H');
  await bar.getByRole('button', { name: /^Match sizes/ }).click();
  await hands.canvas.focus();
  const middles: number[] = [];
  for (const at of ['Rectangle 2', 'Rectangle 3', 'Rectangle 4']) {
    await hands.row(at).click();
    middles.push(await hands.number('Position x'));
    await hands.expectNumbers({ 'Size w': 20, 'Size h': 20 });
  }
  // Gaps of 35 between boxes of 40, 40 and 20 pixels; then all shrank to 20 about their middles.
  expect(middles[1]! - middles[0]!).toBe(75);
  expect(middles[2]! - middles[1]!).toBe(65);

  // At a smaller size of the window: the transform tools work from anywhere, flips mirror, a paste stays in place.
  await page.setViewportSize(otherSize);
  const here = await Hands.on(page);
  await here.row('Rectangle 4').click();
  await here.canvas.focus();
  await keyboard.press('w');
  await expect(hint).toContainText('Drag anywhere to move');
  const before = await here.number('Position x');
  await here.drag([100, 200], [130, 200], ['Alt']);
  await here.expectNumbers({ 'Position x': before + 30 });
  await keyboard.press('r');
  await expect(hint).toContainText('scale');
  await keyboard.press('e');
  await expect(hint).toContainText('turn');
  await keyboard.press('v');
  await keyboard.press('Control+c');
  await keyboard.press('Control+Shift+v');
  await expect(here.row('Rectangle 5')).toHaveAttribute('aria-selected', 'true');
  await here.expectNumbers({ 'Position x': before + 30 });
  await here.field('Rotation').fill('30');
  await here.field('Rotation').press('Enter');
  await here.canvas.focus();
  await keyboard.press('Shift+H');
  await here.expectNumbers({ Rotation: -30 });
});

test('fingers pan and zoom with two, open the menu with a long press, and find handles that are large enough', async ({
  page,
  perigee,
}) => {
  const hands = await Hands.open(page, perigee.url);
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: [number, number][]) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map(([x, y], id) => {
        const [left, top] = hands.at(x, y);
        return { x: left, y: top, id };
      }),
    });
  await hands.draw('Shift+R', [200, 200], [300, 260]);
  await page.keyboard.press('Escape');
  const zoom = page.getByRole('button', { name: 'Zoom', exact: true });
  await expect(zoom).toContainText('100 %');

  // A tap selects; a handle is taken 16 pixels beside its middle, where a mouse would miss it.
  await touch('touchStart', [250, 230]);
  await touch('touchEnd');
  await expect(hands.row('Rectangle')).toHaveAttribute('aria-selected', 'true');
  await touch('touchStart', [314, 272]);
  await touch('touchMove', [330, 280]);
  await touch('touchMove', [354, 292]);
  await touch('touchEnd');
  await hands.expectNumbers({ 'Size w': 140, 'Size h': 80 });

  // A finger that rests opens the menu of what is under it, and moves nothing.
  const x = await hands.number('Position x');
  await touch('touchStart', [260, 230]);
  const menu = page.getByRole('menu', { name: 'Actions' });
  await expect(menu).toBeVisible();
  await touch('touchEnd');
  await expect(menu.getByRole('menuitem', { name: /Duplicate/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await hands.expectNumbers({ 'Position x': x });

  // Two fingers move the view and zoom it, and leave the entity alone.
  await touch('touchStart', [240, 230], [280, 230]);
  await touch('touchMove', [220, 230], [300, 230]);
  await touch('touchMove', [200, 230], [320, 230]);
  await touch('touchEnd');
  await expect(zoom).not.toContainText('100 %');
  await hands.expectNumbers({ 'Position x': x, 'Size w': 140 });
});

test('copies go to another project with the script and the picture that they need', async ({
  page,
  perigee,
}) => {
  const hands = await Hands.open(page, perigee.url);
  const { keyboard } = page;
  await hands.draw('Shift+R', [200, 200], [300, 260]);
  await page.evaluate(() => navigator.clipboard.writeText('{"kind":"perigee/entities","roots":["x"'));
  await keyboard.press('Control+v');
  await expect(page.getByText(/cannot be pasted: .*damaged/)).toBeVisible();
  await expect(hands.rows).toHaveCount(1);

  // A thing with a script: a starter from the list, then copied to a project that has nothing.
  await page.goto(perigee.url);
  await page
    .getByRole('button', { name: /Moon Hopper/ })
    .first()
    .click();
  const source = await Hands.on(page);
  await source.canvas.focus();
  await keyboard.press('Control+a');
  await keyboard.press('Control+c');
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText().then((text) => text.includes('.png'))))
    .toBe(true);
  const count = await page.evaluate(() =>
    navigator.clipboard.readText().then((text) => Object.keys(JSON.parse(text).entities as object).length),
  );

  const target = await Hands.open(page, perigee.url);
  await expect(target.rows).toHaveCount(0);
  await target.canvas.focus();
  await keyboard.press('Control+v');
  await expect(target.rows.first()).toBeVisible();
  expect(count).toBeGreaterThan(3);
  await expect(page.getByRole('navigation', { name: 'Project' })).toContainText('.png');
  await keyboard.press('Control+z');
  await expect(target.rows).toHaveCount(0);
  await expect(page.getByRole('navigation', { name: 'Project' })).not.toContainText('.png');
});
