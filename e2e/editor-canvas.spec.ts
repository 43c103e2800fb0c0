import { expect, test } from './fixtures.ts';
import { Hands } from './hands.ts';

test('draws rectangles, ellipses, polygons and text', async ({ page, perigee }) => {
  const hands = await Hands.open(page, perigee.url);
  await hands.draw('Shift+R', [100, 120], [200, 180]);
  await expect(hands.row('Rectangle')).toHaveAttribute('aria-selected', 'true');
  await hands.expectNumbers({ 'Size w': 100, 'Size h': 60 });

  await hands.draw('c', [260, 120], [320, 180]);
  await expect(hands.row('Ellipse')).toHaveAttribute('aria-selected', 'true');

  await page.keyboard.press('p');
  for (const [x, y] of [
    [100, 300],
    [200, 300],
    [150, 380],
  ] as const)
    await hands.click(x, y);
  await page.keyboard.press('Enter');
  await expect(hands.row('Polygon')).toHaveAttribute('aria-selected', 'true');
  await hands.expectNumbers({ 'Size w': 100, 'Size h': 80 });

  await page.keyboard.press('t');
  await hands.click(260, 300);
  await expect(hands.row('Text')).toHaveAttribute('aria-selected', 'true');
  await expect(hands.rows).toHaveCount(4);
});

test('selects by click, by marquee and adds with Shift', async ({ page, perigee }) => {
  const hands = await Hands.open(page, perigee.url);
  await hands.draw('Shift+R', [100, 100], [160, 160]);
  await hands.draw('Shift+R', [240, 100], [300, 160]);
  await hands.draw('c', [240, 240], [300, 300]);

  await hands.click(130, 130);
  await expect(hands.row('Rectangle')).toHaveAttribute('aria-selected', 'true');
  await expect(hands.row('Ellipse')).toHaveAttribute('aria-selected', 'false');
  await page.keyboard.down('Shift');
  await hands.click(270, 270);
  await page.keyboard.up('Shift');
  await expect(hands.row('Ellipse')).toHaveAttribute('aria-selected', 'true');
  await expect(hands.row('Rectangle')).toHaveAttribute('aria-selected', 'true');

  // The box of an ellipse is not the ellipse.
  await hands.click(200, 200);
  await hands.click(243, 243);
  await expect(hands.row('Ellipse')).toHaveAttribute('aria-selected', 'false');

  await hands.drag([80, 80], [320, 200]);
  await expect(hands.row('Rectangle')).toHaveAttribute('aria-selected', 'true');
  await expect(hands.row('Rectangle 2')).toHaveAttribute('aria-selected', 'true');
  await expect(hands.row('Ellipse')).toHaveAttribute('aria-selected', 'false');
});

test('moves, resizes and turns in one undo step each; Escape drops a drag', async ({ page, perigee }) => {
  const hands = await Hands.open(page, perigee.url);
  await hands.draw('Shift+R', [200, 200], [300, 260]);
  const x = await hands.number('Position x');
  const y = await hands.number('Position y');

  await hands.drag([250, 230], [300, 260]);
  await hands.expectNumbers({ 'Position x': x + 50, 'Position y': y + 30 });
  await hands.drag([300, 260], [380, 263], ['Shift']);
  await hands.expectNumbers({ 'Position x': x + 130, 'Position y': y + 30 });
  await page.keyboard.press('Control+z');
  await hands.expectNumbers({ 'Position x': x + 50, 'Position y': y + 30 });
  await page.keyboard.press('Control+Shift+z');
  await hands.expectNumbers({ 'Position x': x + 130 });
  await page.keyboard.press('Control+z');

  // The box lies at 250..350, 230..290 on screen now.
  await hands.drag([350, 290], [390, 310]);
  await hands.expectNumbers({ 'Size w': 140, 'Size h': 80 });
  await page.keyboard.press('Control+z');
  await hands.expectNumbers({ 'Size w': 100, 'Size h': 60 });

  await hands.drag([300, 208], [400, 262], ['Shift']);
  await hands.expectNumbers({ Rotation: 90 });
  await page.keyboard.press('Control+z');
  await hands.expectNumbers({ Rotation: 0 });

  await page.mouse.move(...hands.at(300, 260));
  await page.mouse.down();
  await page.mouse.move(...hands.at(420, 330));
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await hands.expectNumbers({ 'Position x': x + 50, 'Position y': y + 30 });
});

test('deletes, duplicates, copies and nudges', async ({ page, perigee }) => {
  const hands = await Hands.open(page, perigee.url);
  await hands.draw('Shift+R', [200, 200], [260, 260]);
  const x = await hands.number('Position x');
  await page.keyboard.press('Control+d');
  await expect(hands.row('Rectangle 2')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Delete');
  await expect(hands.rows).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(hands.rows).toHaveCount(2);

  await hands.click(205, 205);
  await expect(hands.row('Rectangle')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await hands.expectNumbers({ 'Position x': x + 11 });
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await expect(hands.rows).toHaveCount(3);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+g');
  await expect(hands.row('Group')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Delete');
  await expect(hands.rows).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(hands.row('Group')).toBeVisible();
});

test('zooms at the pointer and pans without losing the place', async ({ page, perigee }) => {
  const hands = await Hands.open(page, perigee.url);
  const zoom = page.getByRole('button', { name: 'Zoom', exact: true });
  await expect(zoom).toContainText('100 %');
  await hands.draw('Shift+R', [280, 200], [320, 240]);
  await page.keyboard.press('Escape');
  await page.mouse.move(...hands.at(300, 220));
  await page.mouse.wheel(0, -400);
  await expect(zoom).not.toContainText('100 %');
  // The scene point under the pointer has stayed: a click there still hits the rectangle, in its middle.
  await hands.click(300, 220);
  await expect(hands.row('Rectangle')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');

  await page.keyboard.down('Space');
  await hands.drag([300, 220], [230, 320]);
  await page.keyboard.up('Space');
  await expect(hands.row('Rectangle')).toHaveAttribute('aria-selected', 'false');
  await hands.click(300, 220);
  await expect(hands.row('Rectangle')).toHaveAttribute('aria-selected', 'false');
  await hands.click(230, 320);
  await expect(hands.row('Rectangle')).toHaveAttribute('aria-selected', 'true');

  await page.keyboard.press('Control+0');
  await expect(zoom).toContainText('100 %');
});

test('keeps to the grid while snapping is on', async ({ page, perigee }) => {
  const hands = await Hands.open(page, perigee.url);
  await page.getByRole('button', { name: /^Snap to grid/ }).click();
  await hands.draw('Shift+R', [203, 205], [297, 262]);
  expect((await hands.number('Size w')) % 16).toBe(0);
  expect((await hands.number('Size h')) % 16).toBe(0);
  const left = async () => (await hands.number('Position x')) - (await hands.number('Size w')) / 2;
  expect((await left()) % 16).toBe(0);
  const before = await left();
  await hands.drag([250, 235], [275, 235]);
  await expect.poll(left).not.toBe(before);
  expect((await left()) % 16).toBe(0);
});
