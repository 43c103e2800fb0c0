import { expect, test } from '@playwright/test';
import { build } from 'rolldown';

declare const attack: (workerSource: string) => Promise<string[]>;

async function bundle(input: string): Promise<string> {
  const { output } = await build({
    input,
    platform: 'browser',
    tsconfig: false,
    logLevel: 'warn',
    transform: {
      define: { 'process.env.FENGARICONF': 'undefined', 'typeof process': '"undefined"' },
    },
    output: { format: 'iife', codeSplitting: false },
    write: false,
  });
  return output[0].code;
}

test('attacks are contained in a worker of the browser', async ({ page }) => {
  test.setTimeout(300_000);
  await page.goto('about:blank');
  await page.addScriptTag({ content: await bundle('tests/runtime/attack-browser.ts') });
  const worker = await bundle('src/lib/runtime/game.worker.ts');
  expect(await page.evaluate((source) => attack(source), worker)).toEqual([]);
});
