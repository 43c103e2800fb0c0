/** Tile layers, as a level designer makes them: from a picture to a painted map that a running game follows. */
import { expect, test } from './fixtures.ts';
import { Hands } from './hands.ts';
import { PNG_TWO_TILES } from './pictures.ts';
import { oneSize, otherSize } from './sizes.ts';

const RED = [255, 0, 0];
const BLUE = [0, 0, 255];

/** The middle of a cell of 16 px on the canvas: the view starts 48 px right of and below the scene's corner. */
const cell = (x: number, y: number): [number, number] => [48 + x * 16 + 8, 48 + y * 16 + 8];

test('a tile layer is made in two clicks, painted, filled, erased, undone, kept as stamps and seen in the game', async ({
  page,
  perigee,
}) => {
  await page.setViewportSize(oneSize);
  const tool = page.getByRole('toolbar', { name: 'Tools' }).getByRole('button', { name: 'Tiles' });
  const hands = await Hands.open(page, perigee.url);
  await page
    .getByLabel('Files to add')
    .setInputFiles({ name: 'ground_16x16.png', mimeType: 'image/png', buffer: PNG_TWO_TILES });
  await expect(page.getByRole('button', { name: 'ground_16x16.png' })).toBeVisible();

  // The tool, then the picture: there is a layer, and its first tile is in hand.
  await tool.click();
  const palette = page.getByRole('region', { name: 'Tile palette' });
  await palette.getByRole('button', { name: /ground_16x16/ }).click();
  await expect(hands.row('Tiles')).toHaveAttribute('aria-selected', 'true');
  const tiles = page.getByRole('application', { name: 'Tiles of ground_16x16' });
  await expect(tiles).toBeVisible();

  const color = (x: number, y: number) => hands.colorAt(...cell(x, y));
  /** The pointer goes where it shows nothing of its own. */
  const aside = () => page.mouse.move(...hands.at(...cell(24, 1)));
  await hands.drag(cell(3, 4), cell(8, 4));
  await aside();
  await expect.poll(() => color(3, 4)).toEqual(RED);
  expect(await color(8, 4)).toEqual(RED);

  // Another tile of the palette; it is painted in a line with Shift, from where the last stroke ended.
  await tiles.focus();
  for (const key of ['ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
  await expect(palette.getByText('Tile 1')).toBeVisible();
  await page.keyboard.down('Shift');
  await hands.click(...cell(8, 8));
  await page.keyboard.up('Shift');
  await aside();
  await expect.poll(() => color(8, 7)).toEqual(BLUE);
  expect(await color(8, 4)).toEqual(BLUE);
  await hands.backAndForth(
    () => expect.poll(() => color(8, 4)).toEqual(RED),
    () => expect.poll(() => color(8, 4)).toEqual(BLUE),
  );

  // What is picked up with the other button is kept as stamp 1.
  await page.mouse.move(...hands.at(...cell(7, 4)));
  await page.mouse.down({ button: 'right' });
  await page.mouse.move(...hands.at(...cell(8, 5)), { steps: 3 });
  await page.mouse.up({ button: 'right' });
  await expect(palette.getByRole('figure', { name: 'In hand: 2 × 2' })).toBeVisible();
  await hands.canvas.focus();
  await page.keyboard.press('Control+1');
  await expect(palette.getByRole('button', { name: 'Stamp 1' })).toBeVisible();

  await page.setViewportSize(otherSize);
  // A closed frame of red tiles, then the inside is filled with blue ones and no more than that.
  await page.keyboard.press('Shift+P');
  await tiles.focus();
  for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowLeft']) await page.keyboard.press(key);
  await expect(palette.getByText('Tile 0')).toBeVisible();
  await hands.drag(cell(2, 6), cell(6, 10));
  await hands.canvas.focus();
  await page.keyboard.press('m');
  await hands.drag(cell(3, 7), cell(5, 9));
  await page.keyboard.press('Delete');
  await page.keyboard.press('Escape');
  await page.keyboard.press('f');
  await tiles.focus();
  await page.keyboard.press('ArrowRight');
  await hands.click(...cell(4, 8));
  await aside();
  await expect.poll(() => color(4, 8)).toEqual(BLUE);
  expect([await color(2, 8), await color(6, 10)]).toEqual([RED, RED]);
  await hands.canvas.focus();
  await page.keyboard.press('e');
  await hands.drag(cell(2, 6), cell(6, 6));
  await aside();
  await expect.poll(() => color(4, 6)).not.toEqual(RED);
  expect(await color(4, 8)).toEqual(BLUE);

  // A kept stamp, painted while the game runs: it shows in it.
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.getByRole('radio', { name: 'Scene' }).click();
  // Keys are the game's now.
  await tool.click();
  await palette.getByRole('button', { name: 'Stamp 1' }).click();
  await expect(palette.getByRole('figure', { name: 'In hand: 2 × 2' })).toBeVisible();
  await expect.poll(() => color(4, 8)).toEqual(BLUE);
  await hands.click(...cell(12, 8));
  await aside();
  await expect.poll(() => color(11, 7)).toEqual(RED);
  await expect.poll(() => color(12, 7)).toEqual(BLUE);
  await expect(page.getByRole('status', { name: 'Save status' })).toContainText('saved', {
    ignoreCase: true,
  });
  await page.reload();
  await tool.click();
  await expect(palette.getByRole('button', { name: 'Stamp 1' })).toBeVisible();

  // A finger takes a region where there is nothing to scroll to.
  const { x, y } = (await tiles.boundingBox())!;
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', { x: x + 20, y: y + 20 });
  await touch('touchMove', { x: x + 50, y: y + 20 });
  await touch('touchMove', { x: x + 100, y: y + 20 });
  await touch('touchEnd');
  await expect(palette.getByRole('figure', { name: 'In hand: 2 × 1' })).toBeVisible();
});
