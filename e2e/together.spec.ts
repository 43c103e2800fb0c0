import { expect, test } from './fixtures.ts';
import { newProject } from './new-project.ts';

test('two play one game in two browsers: each moves a hero of their own, both see how it ends and begin again', async ({
  page,
  perigee,
  browser,
}) => {
  const project = await newProject(perigee.url, { sample: 'moon-hopper' });
  await page.goto(project);
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'Play together…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Play Moon Hopper together' });
  const link = await dialog.getByRole('textbox', { name: 'Link for players' }).inputValue();
  await expect(dialog.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  await page.goto(`${project.replace('/p/', '/together/')}?name=Ada`);
  const players = (of: typeof page) => of.getByRole('list', { name: 'Players' }).getByRole('listitem');
  // A busy machine takes a while to start the thread of a game.
  await expect(players(page)).toHaveText([/Ada \(you\)/], { timeout: 20_000 });
  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const ben = await phone.newPage();
  await ben.goto(`${link}?name=Ben`);
  await expect(players(ben)).toHaveText([/Ada/, /Ben \(you\)/]);
  await expect(ben.getByRole('button', { name: 'Pause' })).toBeHidden();
  await expect(players(page)).toHaveText([/Ada \(you\)/, /Ben/]);

  // The second hero runs into the first gap, which ends the game for both.
  await ben.keyboard.down('ArrowRight');
  for (const each of [page, ben])
    await expect(each.getByRole('status').filter({ hasText: 'You fell into a crater.' })).toBeVisible({
      timeout: 20_000,
    });
  await ben.keyboard.up('ArrowRight');
  await page.getByRole('button', { name: 'Play again' }).click();
  for (const each of [page, ben]) await expect(each.getByText('You fell into a crater.')).toBeHidden();

  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(ben.getByText('The host has paused the game.')).toBeVisible();
  await page.getByRole('button', { name: 'Send Ben out' }).click();
  await expect(ben.getByRole('alertdialog')).toContainText('The host has sent you out of the game.');
  await expect(players(page)).toHaveText([/Ada \(you\)/]);
  await phone.close();
});
