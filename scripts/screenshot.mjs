// npm run screenshot: writes docs/screenshot.png, the picture in the README. It shows Moon Hopper as it plays, with the
// script of its hero beside it, served by the built program.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { ensureBuilt, root } from './build-state.mjs';
import { findBrowser } from './find-browser.mjs';

const file = join(root, 'docs/screenshot.png');
const largest = 400_000;

ensureBuilt('app');
const data = mkdtempSync(join(tmpdir(), 'perigee-screenshot-'));
const server = spawn(process.execPath, ['bin/perigee.js', 'serve', '--port', '0', '--data', data], {
  cwd: root,
});
let browser;
try {
  const url = await new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk) => {
      output += chunk;
      const ready = /ready: (\S+)\n/u.exec(output);
      if (ready) resolve(ready[1]);
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.on('exit', () => reject(new Error(output)));
  });
  browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: ['--no-sandbox', '--disable-gpu', '--hide-scrollbars'],
  });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });
  await page.goto(url);
  await page.getByRole('button', { name: /^Moon Hopper:/u }).click();
  await page.getByRole('treeitem', { name: 'Hero' }).click();
  await page.getByTitle('Open behavior/hero.lua').click();
  await page.locator('.view-line').first().waitFor();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.getByRole('status', { name: 'Live' }).waitFor();
  // A few steps into the level, in the air: the tick is what counts, not the time that this machine takes for it.
  const until = (tick) =>
    page.waitForFunction(
      (least) =>
        Number(/\d+/u.exec(document.querySelector('[aria-label="Tick"]')?.textContent ?? '')?.[0] ?? 0) >=
        least,
      tick,
      { polling: 'raf' },
    );
  await page.keyboard.down('ArrowRight');
  await until(50);
  await page.keyboard.down('Space');
  await until(62);
  await page.keyboard.press('F7');
  await page.getByRole('button', { name: 'One tick' }).and(page.locator(':enabled')).waitFor();
  await page.keyboard.up('Space');
  await page.keyboard.up('ArrowRight');
  mkdirSync(join(root, 'docs'), { recursive: true });
  await page.screenshot({ path: file, animations: 'disabled' });
  const { size } = statSync(file);
  console.log(`docs/screenshot.png: ${Math.round(size / 1000)} kB`);
  if (size > largest) throw new Error(`The screenshot is larger than ${largest / 1000} kB.`);
} finally {
  await browser?.close();
  server.kill();
  rmSync(data, { recursive: true, force: true });
}
