/** Pictures and sounds made in the editor: an effect out of nothing, its cut in the game, a picture painted pixel by pixel. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { Hands } from './hands.ts';

/** How a page had a sound played: where in the file it began, whether it goes on, and where its loop ends. */
interface Heard {
  from: number;
  loop: boolean;
  loopEnd: number;
}

/** Writes down what a page plays: a browser in a test has no ears. */
async function listen(page: Page): Promise<() => Promise<Heard[]>> {
  await page.addInitScript(() => {
    const heard: Heard[] = [];
    (window as unknown as { heard: Heard[] }).heard = heard;
    const { start } = AudioBufferSourceNode.prototype;
    AudioBufferSourceNode.prototype.start = function (when = 0, from = 0, length?: number) {
      heard.push({ from, loop: this.loop, loopEnd: this.loopEnd });
      if (length === undefined) start.call(this, when, from);
      else start.call(this, when, from, length);
    };
  });
  return () => page.evaluate(() => (window as unknown as { heard: Heard[] }).heard);
}

test('an effect is made, cut, and heard as it is cut in the game and on its page', async ({
  page,
  perigee,
  context,
}) => {
  const heard = await listen(page);
  const hands = await Hands.open(page, perigee.url);
  const assets = page.getByRole('region', { name: 'Assets' });
  const dialog = page.getByRole('dialog');

  await assets.getByRole('button', { name: 'New sound effect' }).click();
  await dialog.getByRole('button', { name: 'Power-up' }).click();
  await expect.poll(async () => (await heard()).length).toBe(1);
  const pitch = dialog.getByLabel('Pitch', { exact: true }).and(page.getByRole('textbox'));
  await pitch.fill('440');
  await pitch.press('Enter');
  await dialog.getByLabel('Seed', { exact: true }).fill('7');
  await dialog.getByLabel('Seed', { exact: true }).press('Enter');
  await dialog.getByRole('button', { name: 'Back' }).click();
  await expect(pitch).toHaveValue('440');
  await dialog.getByRole('button', { name: 'Save to the assets' }).click();
  const sound = assets.getByRole('button', { name: 'power-up.wav' });
  await expect(sound).toBeVisible();

  // Listening and cutting; the arrow keys move an edge by a hundredth of the sound.
  await sound.dblclick();
  const start = dialog.getByRole('slider', { name: 'Start', exact: true });
  await start.focus();
  for (let press = 0; press < 20; press++) await page.keyboard.press('ArrowRight');
  const cut = Number(await start.getAttribute('aria-valuenow'));
  expect(cut).toBeGreaterThan(0.05);
  await dialog.getByRole('checkbox', { name: 'Repeat' }).click();
  await dialog.getByRole('slider', { name: 'Loop to', exact: true }).focus();
  await page.keyboard.press('Shift+ArrowLeft');
  const before = (await heard()).length;
  await dialog.getByRole('button', { name: 'Play' }).click();
  await expect.poll(async () => (await heard()).slice(before).map(({ from }) => from)).toEqual([cut]);
  await dialog.getByRole('button', { name: 'Close' }).click();

  // Opened again, it is what it was made of.
  await sound.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Change the effect…' }).click();
  await expect(pitch).toHaveValue('440');
  await page.keyboard.press('Escape');

  // The Sound of an entity plays it over and over, from its cut.
  await hands.draw('Shift+R', [100, 100], [140, 140]);
  await page
    .getByRole('complementary', { name: 'Inspector' })
    .getByRole('button', { name: 'Add component' })
    .click();
  await page.getByRole('menuitem', { name: 'Sound', exact: true }).click();
  await hands.field('File').selectOption('power-up.wav');
  const quiet = (await heard()).length;
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(async () => (await heard()).slice(quiet)).toHaveLength(1);
  const [inEditor] = (await heard()).slice(quiet);
  expect(inEditor).toMatchObject({ from: cut, loop: true });

  // Its page shows what the server has.
  await expect(page.getByRole('status', { name: 'Save status' })).toHaveText(/^Saved/u);
  const game = await context.newPage();
  const heardThere = await listen(game);
  await game.goto(page.url().replace('/p/', '/play/'));
  await game.getByRole('application').click();
  await expect.poll(heardThere).toEqual([inEditor]);
});

test('a picture is painted for a sprite, changed, and kept from being lost', async ({ page, perigee }) => {
  const hands = await Hands.open(page, perigee.url);
  const assets = page.getByRole('region', { name: 'Assets' });
  const dialog = page.getByRole('dialog');
  const pixels = dialog.getByTestId('pixels');
  const counts = () =>
    pixels.evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      let painted = 0;
      for (let at = 3; at < data.length; at += 4) if (data[at]) painted++;
      return painted;
    });

  await assets.getByRole('button', { name: 'New picture' }).click();
  await dialog.getByRole('button', { name: 'Red', exact: true }).click();
  const box = (await pixels.boundingBox())!;
  const at = (x: number, y: number) =>
    [box.x + ((x + 0.5) * box.width) / 16, box.y + ((y + 0.5) * box.height) / 16] as const;
  const stroke = async (from: [number, number], to: [number, number]) => {
    await page.mouse.move(...at(...from));
    await page.mouse.down();
    await page.mouse.move(...at(...to), { steps: 3 });
    await page.mouse.up();
  };
  await stroke([2, 2], [13, 2]);
  await expect.poll(counts).toBe(12);
  await page.keyboard.press('m');
  await page.keyboard.press('r');
  await stroke([3, 5], [5, 7]);
  await expect.poll(counts).toBe(28);
  await page.keyboard.press('f');
  await stroke([4, 6], [4, 6]);
  await expect.poll(counts).toBe(30);
  await page.keyboard.press('Control+z');
  await expect.poll(counts).toBe(28);
  await page.keyboard.press('Control+y');
  // By keys alone: from the corner two to the right, and a pixel there (and in the mirror).
  await dialog.getByRole('application').focus();
  await page.keyboard.press('b');
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'Space']) await page.keyboard.press(key);
  await expect.poll(counts).toBe(32);

  // By fingers: one paints, two change the size and leave no mark.
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: (readonly [number, number])[]) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map(([x, y], id) => ({ x, y, id })),
    });
  await touch('touchStart', at(2, 14));
  await touch('touchMove', at(5, 14));
  await touch('touchEnd');
  await expect.poll(counts).toBe(40);
  await touch('touchStart', at(6, 10));
  await touch('touchStart', at(6, 10), at(8, 10));
  await touch('touchMove', at(5, 10), at(9, 10));
  await touch('touchEnd');
  await expect.poll(async () => (await pixels.boundingBox())!.width).toBeGreaterThan(box.width);
  expect(await counts()).toBe(40);
  await dialog.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(counts).toBe(32);

  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Go on painting' }).click();
  await dialog.getByLabel('Name', { exact: true }).fill('face');
  await dialog.getByRole('button', { name: 'Save to the assets' }).click();
  const face = assets.getByRole('button', { name: 'face.png' });
  await expect(face).toBeVisible();

  // From the sprite in the inspector, and everywhere at once.
  await face.dblclick();
  await hands.expectNumbers({ 'Size w': 16, 'Size h': 16 });
  await page.getByRole('button', { name: 'Edit picture' }).click();
  await expect.poll(counts).toBe(32);
  await dialog.getByRole('button', { name: 'Clear' }).click();
  await expect.poll(counts).toBe(0);
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog).toBeHidden();
  await hands.step('undo', 'button');
  await page.getByRole('button', { name: 'Edit picture' }).click();
  await expect.poll(counts).toBe(32);
});
