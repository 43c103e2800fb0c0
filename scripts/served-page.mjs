// The built program with a data directory of its own, and a browser on it: for scripts that take pictures.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { ensureBuilt, root } from './build-state.mjs';
import { findBrowser } from './find-browser.mjs';

/**
 * Runs a task and ends server and browser after it.
 * @param task (browser, url of the start page) => promise
 */
export async function withServedPage(task) {
  ensureBuilt('app');
  const data = mkdtempSync(join(tmpdir(), 'perigee-pictures-'));
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
    await task(browser, url);
  } finally {
    await browser?.close();
    server.kill();
    rmSync(data, { recursive: true, force: true });
  }
}
