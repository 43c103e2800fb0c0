/** Shapes by hand: points, colliders, outlines of pictures, joints and paths. */
import { writeFile } from 'node:fs/promises';
import { crc32, deflateSync } from 'node:zlib';
import { dropFiles } from './drop-files.ts';
import { expect, test } from './fixtures.ts';
import { Hands } from './hands.ts';
import { otherSize } from './sizes.ts';

/** A PNG of a white disc on nothing. */
function disc(side: number): Buffer {
  const rows = Buffer.alloc(side * (1 + 4 * side));
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      if (Math.hypot(x + 0.5 - side / 2, y + 0.5 - side / 2) < side / 2 - 2)
        rows.fill(255, y * (1 + 4 * side) + 1 + 4 * x, y * (1 + 4 * side) + 5 + 4 * x);
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 6, 0, 0, 0]);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test('points of a polygon are moved, added and deleted; colliders are drawn onto it', async ({
  page,
  perigee,
}) => {
  const hands = await Hands.open(page, perigee.url);
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  const tool = (name: string) =>
    page.getByRole('toolbar', { name: 'Tools' }).getByRole('button', { name, exact: true });
  await hands.canvas.focus();
  await page.keyboard.press('p');
  for (const [x, y] of [
    [100, 120],
    [240, 120],
    [240, 220],
    [100, 220],
  ] as const)
    await hands.click(x, y);
  await page.keyboard.press('Enter');
  await expect(hands.row('Polygon')).toHaveAttribute('aria-selected', 'true');
  await hands.expectNumbers({ 'Size w': 140, 'Size h': 100 });

  // Enter opens its points; each edit is one step.
  await page.keyboard.press('Enter');
  await expect(tool('Edit points')).toHaveAttribute('aria-pressed', 'true');
  await hands.drag([240, 120], [280, 100], ['Alt']);
  await hands.expectNumbers({ 'Size w': 180, 'Size h': 120 });
  await hands.click(170, 220);
  await expect(inspector.getByText('5 corners')).toBeVisible();
  await page.keyboard.press('Delete');
  await expect(inspector.getByText('4 corners')).toBeVisible();
  await hands.step('undo', 'keys');
  await expect(inspector.getByText('5 corners')).toBeVisible();
  await hands.step('undo', 'keys');
  await hands.step('undo', 'keys');
  await hands.expectNumbers({ 'Size w': 140, 'Size h': 100 });

  // A corner across the other side would make the outline cross itself.
  await hands.drag([100, 120], [300, 190], ['Alt']);
  await expect(page.getByTestId('hint')).toContainText('cross itself');
  await hands.expectNumbers({ 'Size w': 140, 'Size h': 100 });
  await page.keyboard.press('Escape');
  await expect(tool('Select')).toHaveAttribute('aria-pressed', 'true');
  await page.mouse.dblclick(...hands.at(170, 170));
  await expect(tool('Edit points')).toHaveAttribute('aria-pressed', 'true');

  await page.keyboard.press('k');
  const options = page.getByRole('toolbar', { name: 'Tool options' });
  await options.getByRole('button', { name: 'Draw circle collider' }).click();
  await hands.drag([140, 140], [200, 200], ['Alt']);
  await expect(inspector.getByRole('combobox', { name: 'Shape' })).toHaveValue('circle');
  await options.getByRole('button', { name: 'Draw chain collider' }).click();
  for (const x of [100, 170, 240]) await hands.click(x, 260);
  await page.keyboard.press('Enter');
  await expect(inspector.getByText('Collider · 2')).toBeVisible();
  await page.keyboard.press('Delete');
  await expect(inspector.getByText('Collider · 2')).toBeHidden();
  await page.keyboard.press('Escape');
});

test('the outline of a picture becomes a collider in one step', async ({ page, perigee }) => {
  const hands = await Hands.open(page, perigee.url);
  const path = test.info().outputPath('moon.png');
  await writeFile(path, disc(96));
  await dropFiles(page, [path], hands.at(200, 180));
  await expect(hands.row('moon')).toHaveAttribute('aria-selected', 'true');
  await hands.canvas.focus();
  await page.keyboard.press('Shift+O');
  const panel = page.getByRole('region', { name: 'Outline of the picture' });
  const found = panel.getByRole('status');
  await expect(found).toHaveText(/^1 collider · \d+ corners$/u);
  const corners = async () => Number(/(\d+) corners/u.exec((await found.textContent()) ?? '')?.[1]);
  const before = await corners();
  await panel.getByRole('slider', { name: 'Tolerance' }).focus();
  for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowRight');
  await expect.poll(corners).toBeLessThan(before);
  await hands.canvas.focus();
  await page.keyboard.press('Enter');
  await expect(panel).toBeHidden();
  await expect(page.getByRole('combobox', { name: 'Shape' })).toHaveValue('polygon');
  await hands.step('undo', 'keys');
  await expect(page.getByRole('combobox', { name: 'Shape' })).toBeHidden();
  await expect(hands.row('moon')).toBeVisible();
});

test('joints are drawn from body to body, and paths with a pen, in a small window', async ({
  page,
  perigee,
}) => {
  await page.setViewportSize(otherSize);
  const hands = await Hands.open(page, perigee.url);
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await hands.draw('Shift+R', [80, 80], [140, 120]);
  await hands.draw('Shift+R', [220, 80], [280, 120]);
  await page.keyboard.press('j');
  await page
    .getByRole('toolbar', { name: 'Tool options' })
    .getByRole('button', { name: 'Draw rope' })
    .click();
  await hands.drag([110, 100], [240, 100], ['Alt']);
  await expect(hands.row('Rectangle')).toHaveAttribute('aria-selected', 'true');
  await expect(inspector.getByRole('button', { name: 'Joint', exact: true })).toBeVisible();
  await hands.backAndForth(
    () => expect(inspector.getByRole('button', { name: 'Joint', exact: true })).toBeHidden(),
    () => expect(inspector.getByRole('button', { name: 'Joint', exact: true })).toBeVisible(),
  );
  // What had no body yet has got one.
  await expect(inspector.getByRole('button', { name: 'Body', exact: true })).toBeVisible();
  // Another kind of joint, from its own menu on the canvas.
  await page.mouse.click(...hands.at(180, 100), { button: 'right' });
  await expect(page.getByRole('menuitemcheckbox', { name: /Rope/ })).toBeChecked();
  await page.getByRole('menuitemcheckbox', { name: /Spring/ }).click();
  await page.mouse.click(...hands.at(180, 100), { button: 'right' });
  await expect(page.getByRole('menuitemcheckbox', { name: /Spring/ })).toBeChecked();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Shift+L');
  await hands.click(80, 180);
  await hands.drag([160, 160], [200, 160]);
  await hands.click(240, 200);
  await page.keyboard.press('Enter');
  await expect(hands.row('Path')).toHaveAttribute('aria-selected', 'true');
  await expect(inspector.getByText('3 points')).toBeVisible();
  await hands.expectNumbers({ 'Size w': 160 });
  // The line is the path: its box is not.
  await page.keyboard.press('Escape');
  await hands.click(90, 196);
  await expect(hands.row('Path')).toHaveAttribute('aria-selected', 'false');
  await page.mouse.dblclick(...hands.at(80, 180));
  await expect(page.getByRole('button', { name: 'Edit points' })).toHaveAttribute('aria-pressed', 'true');
});
