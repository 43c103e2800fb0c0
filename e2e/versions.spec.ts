/** Versions: kept by name, compared with the project as it is, brought back in parts and as a whole; on a train, too. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { Hands } from './hands.ts';
import { newProject } from './new-project.ts';

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Versions' });
const open = async (page: Page) => {
  await page.getByRole('button', { name: 'versions', exact: true }).click();
  await expect(dialog(page)).toBeVisible();
};
const version = (page: Page, name: string) =>
  dialog(page).getByRole('button', { name: new RegExp(`^${name}`) });

async function keep(page: Page, name: string): Promise<void> {
  await dialog(page).getByLabel('Name of a new version').fill(name);
  await dialog(page).getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(version(page, name)).toBeVisible();
}

/** How many pixels of the compared scene are of a colour, more or less. */
const painted = (page: Page, [r, g, b]: readonly [number, number, number]) =>
  dialog(page)
    .locator('canvas')
    .first()
    .evaluate(
      (canvas: HTMLCanvasElement, [red, green, blue]) => {
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        let count = 0;
        for (let at = 0; at < data.length; at += 4)
          if (
            Math.abs(data[at]! - red) + Math.abs(data[at + 1]! - green) + Math.abs(data[at + 2]! - blue) <
            12
          )
            count++;
        return count;
      },
      [r, g, b] as const,
    );

test('a version is kept, compared, brought back and taken back, and outlives the server', async ({
  page,
  perigee,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(await newProject(perigee.url, { sample: 'moon-hopper' }));
  const hands = await Hands.on(page);
  await open(page);
  await expect(dialog(page)).toContainText('No versions yet');
  await keep(page, 'Level one done');
  await page.keyboard.press('Escape');

  await hands.row('Hero').click();
  await hands.canvas.focus();
  await page.keyboard.press('Delete');
  await expect(hands.row('Hero')).toBeHidden();
  await hands.row('Flag').click();
  await hands.field('Position x').fill('500');
  await page.keyboard.press('Enter');

  await open(page);
  await version(page, 'Level one done').click();
  const changes = dialog(page).getByRole('list', { name: 'Crater run' });
  await expect(changes.getByRole('button', { name: 'Hero deleted since' })).toBeVisible();
  // What is gone is framed in red where it was.
  await changes.getByRole('button', { name: 'Hero deleted since' }).click();
  await expect.poll(() => painted(page, [240, 113, 122])).toBeGreaterThan(100);
  await changes.getByRole('button', { name: 'Flag changed since' }).click();
  await expect(dialog(page).getByRole('row', { name: /Transform position/ })).toContainText('500');

  await changes.getByRole('checkbox', { name: 'Restore Hero' }).check();
  await dialog(page).getByRole('button', { name: 'Restore 1 chosen thing' }).click();
  await expect(changes.getByRole('button')).toHaveText([/Flag/]);
  await dialog(page).getByRole('button', { name: 'Undo' }).click();
  await expect(changes.getByRole('button')).toHaveCount(2);
  await dialog(page).getByRole('button', { name: 'Restore everything' }).click();
  await expect(dialog(page)).toContainText('The project is as it was then.');
  await expect(version(page, 'Before a restore').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(hands.row('Hero')).toBeVisible();

  // Without the server versions wait here; it has them once it is back.
  await perigee.kill();
  await expect(page.getByRole('status', { name: 'Save status' })).toContainText('Offline');
  await open(page);
  await keep(page, 'On the train');
  await expect(version(page, 'On the train')).toContainText('on this device, not sent yet');
  await page.keyboard.press('Escape');
  await perigee.start();
  await expect(page.getByRole('status', { name: 'Save status' })).toHaveText('Saved');
  await open(page);
  await expect(version(page, 'On the train')).not.toContainText('not sent yet');
  await expect(version(page, 'Level one done')).toBeVisible();
});
