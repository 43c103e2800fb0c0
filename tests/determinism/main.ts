/** `npm run determinism [-- --seeds N --ticks M --from SEED]`: random games in Node against the same in Chromium. */
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { chromiumFlags } from '../../playwright.config.ts';
import { compareSeeds } from './compare.ts';

const { values } = parseArgs({
  args: (process.env.PERIGEE_DETERMINISM_ARGS ?? '').split(' ').filter(Boolean),
  options: {
    seeds: { type: 'string', default: '200' },
    ticks: { type: 'string', default: '2000' },
    from: { type: 'string', default: '1' },
  },
});
const [count, ticks, from] = [values.seeds, values.ticks, values.from].map(Number) as [
  number,
  number,
  number,
];
if (![count, ticks, from].every((number) => Number.isSafeInteger(number) && number > 0)) {
  console.error('--seeds, --ticks and --from must be whole numbers from 1.');
  process.exit(2);
}

const executablePath = process.env.PERIGEE_CHROMIUM;
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: chromiumFlags });
try {
  const page = await browser.newPage();
  const seeds = Array.from({ length: count }, (_, n) => from + n);
  let done = 0;
  const differences = await compareSeeds(page, seeds, { ticks, every: 100 }, (seed, difference) => {
    done++;
    if (difference) console.log(`✗ seed ${seed} differs after tick ${difference.tick}`);
    if (done % 10 === 0 || done === count) console.log(`${done} of ${count} seeds`);
  });
  console.log(
    differences.length === 0
      ? `✓ ${count} games of ${ticks} ticks are the same in Node and in Chromium, at every 100th tick`
      : `✗ ${differences.length} of ${count} games differ`,
  );
  process.exitCode = differences.length === 0 ? 0 : 1;
} finally {
  await browser.close();
}
