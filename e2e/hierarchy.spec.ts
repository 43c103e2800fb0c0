/** The hierarchy by the mouse: who is whose child, and what is in front. */
import type { Locator } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { Hands } from './hands.ts';

/** Drags a row onto another: onto its middle to put it inside, onto an edge to put it before or after. */
async function dragRow(row: Locator, onto: Locator, where: 'before' | 'inside' | 'after'): Promise<void> {
  const { height } = (await onto.boundingBox())!;
  const y = { before: 2, inside: height / 2, after: height - 2 }[where];
  await row.dragTo(onto, { sourcePosition: { x: 60, y: height / 2 }, targetPosition: { x: 60, y } });
}

test('a row dragged onto another becomes its child and stays where it is in the scene', async ({
  page,
  perigee,
}) => {
  const hands = await Hands.open(page, perigee.url);
  await hands.draw('Shift+R', [100, 100], [200, 200]);
  const turn = hands.field('Rotation');
  await turn.fill('90');
  await turn.press('Enter');
  await hands.draw('c', [280, 120], [320, 160]);
  await hands.expectNumbers({ 'Position x': 252, 'Position y': 92 });

  await dragRow(hands.row('Ellipse'), hands.row('Rectangle'), 'inside');
  await expect(hands.row('Ellipse')).toHaveAttribute('aria-level', '2');
  // In the frame of the parent, which stands at 102, 102 and is turned by a quarter.
  await hands.expectNumbers({ 'Position x': -10, 'Position y': -150, Rotation: -90 });
  await hands.canvas.focus();
  await page.keyboard.press('Escape');
  await hands.click(300, 140);
  await expect(hands.row('Ellipse')).toHaveAttribute('aria-selected', 'true');

  await hands.backAndForth(
    () => expect(hands.row('Ellipse')).toHaveAttribute('aria-level', '1'),
    () => expect(hands.row('Ellipse')).toHaveAttribute('aria-level', '2'),
  );
  // Where the parent goes, the child goes.
  await hands.row('Rectangle').click();
  const x = hands.field('Position x');
  await x.fill('152');
  await x.press('Enter');
  await hands.canvas.focus();
  await page.keyboard.press('Escape');
  await hands.click(350, 140);
  await expect(hands.row('Ellipse')).toHaveAttribute('aria-selected', 'true');
});

test('a row dragged below another is drawn in front of it', async ({ page, perigee }) => {
  const hands = await Hands.open(page, perigee.url);
  const paint = async (color: string) => {
    const fill = hands.field('Fill');
    await fill.fill(color);
    await fill.press('Enter');
  };
  await hands.draw('Shift+R', [100, 100], [200, 200]);
  await paint('#ff0000');
  await hands.draw('Shift+R', [150, 150], [250, 250]);
  await paint('#0000ff');
  await hands.canvas.focus();
  await page.keyboard.press('Escape');
  await expect.poll(() => hands.colorAt(175, 175)).toEqual([0, 0, 255]);
  expect(await hands.names()).toEqual(['Rectangle', 'Rectangle 2']);

  await dragRow(hands.row('Rectangle'), hands.row('Rectangle 2'), 'after');
  await expect.poll(() => hands.names()).toEqual(['Rectangle 2', 'Rectangle']);
  await expect.poll(() => hands.colorAt(175, 175)).toEqual([255, 0, 0]);
  await hands.backAndForth(
    () => expect.poll(() => hands.colorAt(175, 175)).toEqual([0, 0, 255]),
    () => expect.poll(() => hands.colorAt(175, 175)).toEqual([255, 0, 0]),
  );
});
