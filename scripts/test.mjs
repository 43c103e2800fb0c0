/**
 * Every test, unit to end-to-end: checks, units and contracts, the build, then the stories in a real browser.
 * `npm test` runs all; `npm test -- unit` or `-- e2e` one part.
 */
import { spawnSync } from 'node:child_process';
import { findBrowser } from './find-browser.mjs';

const part = process.argv[2];
const parts = {
  check: [['npm', ['run', '--silent', 'check']]],
  unit: [['npx', ['--no-install', 'vitest', 'run']]],
  e2e: [
    ['npm', ['run', '--silent', 'build']],
    ['npx', ['--no-install', 'playwright', 'test']],
  ],
};
if (part && !Object.hasOwn(parts, part)) {
  console.error(`There is no part "${part}"; the parts are ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}

const env = { ...process.env };
try {
  env.PERIGEE_CHROMIUM = await findBrowser();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

for (const [command, args] of part ? parts[part] : Object.values(parts).flat()) {
  console.log(`\n> ${command} ${args.join(' ')}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
}
