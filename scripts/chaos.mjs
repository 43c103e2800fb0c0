/** `npm run chaos -- --kills N [--seed S]`: the server is killed N times while people write; nothing acknowledged may be missing. */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' } } });
const kills = Number(values.kills ?? 500);
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) {
  console.error('Usage: npm run chaos -- --kills N [--seed S], whole numbers, N above 0');
  process.exit(2);
}
console.log(`${kills} kills, seed ${seed}.`);
const env = { ...process.env, PERIGEE_KILLS: String(kills), PERIGEE_SEED: String(seed) };
const { status } = spawnSync(
  'npx',
  ['--no-install', 'vitest', 'run', 'tests/server/kill.test.ts', '-t', 'acknowledged'],
  { stdio: 'inherit', env },
);
process.exit(status ?? 1);
