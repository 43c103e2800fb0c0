/** `npm run dev`: one process with the app as it is written, the server and the game's worker. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

test('the sources as they are: the editor opens, saves and plays', async ({ page }) => {
  // Nothing is bundled and the first visit prepares the packages: slower than all else here.
  test.setTimeout(180_000);
  const data = await mkdtemp(join(tmpdir(), 'perigee-dev-'));
  const port = await freePort();
  const child = spawn(process.execPath, ['scripts/dev.mjs', '--port', `${port}`, '--data', data]);
  try {
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    await expect.poll(() => output, { timeout: 90_000 }).toContain('Perigee is ready for development');

    await page.goto(`http://localhost:${port}/`);
    const hero = page.getByRole('treeitem', { name: 'Hero' });
    // Packages that are prepared late reload the page once.
    await expect(async () => {
      if (!page.url().includes('/p/')) await page.getByRole('button', { name: /^Moon Hopper:/u }).click();
      await expect(hero).toBeVisible({ timeout: 20_000 });
    }).toPass({ timeout: 90_000 });
    await hero.click();
    await expect(page.getByRole('status', { name: 'Save status' })).toHaveText('Saved');

    const live = page.getByRole('status', { name: 'Live' });
    // On a busy machine the worker gets its many files later than the editor waits for it.
    await expect(async () => {
      await page
        .getByRole('button', { name: /^Play(?: again)?$/u })
        .last()
        .click();
      await expect(live).toBeVisible({ timeout: 20_000 });
    }).toPass({ timeout: 90_000 });
    const before = await live.textContent();
    await page.keyboard.down('ArrowRight');
    await expect(live).not.toHaveText(before ?? '');
    await page.keyboard.up('ArrowRight');
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
    await rm(data, { recursive: true, force: true });
  }
});
