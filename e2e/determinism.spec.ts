import { expect, test } from '@playwright/test';
import { build } from 'rolldown';
import { goldenProject, goldens } from '../tests/golden/goldens.ts';
import { compareSeeds } from '../tests/determinism/compare.ts';
import { packProject, type Outcome } from '../tests/golden/replay.ts';

declare const replay: (project: string, golden: string) => Outcome;

test('golden replays end in Chromium as they do in Node', async ({ page }) => {
  const { output } = await build({
    input: 'tests/golden/browser-entry.ts',
    platform: 'browser',
    tsconfig: false,
    logLevel: 'warn',
    transform: {
      define: { 'process.env.FENGARICONF': 'undefined', 'typeof process': '"undefined"' },
    },
    output: { format: 'iife', codeSplitting: false },
    write: false,
  });
  await page.goto('about:blank');
  await page.addScriptTag({ content: output[0].code });
  for (const [name, golden] of goldens()) {
    const texts = [packProject(await goldenProject(golden)), JSON.stringify(golden)] as const;
    const outcome = await page.evaluate(([project, text]) => replay(project, text), texts);
    const { score, state, hash } = golden;
    expect(outcome, name).toEqual({ score, state, hash });
  }
});

test('random games are the same in a worker of Node and in one of Chromium', async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto('about:blank');
  const seeds = [1, 2, 3, 4];
  expect(await compareSeeds(page, seeds, { ticks: 300, every: 100 })).toEqual([]);
});
