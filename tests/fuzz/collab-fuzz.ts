/** What `npm run fuzz:collab` runs. */
import { runCollaboration } from './collab-world.ts';

const { seeds, ops, first } = JSON.parse(process.env.PERIGEE_FUZZ ?? '{}') as {
  seeds: number;
  ops: number;
  first: number;
};
let [failed, acknowledged, kills] = [0, 0, 0];
const began = performance.now();
for (let seed = first; seed < first + seeds; seed++) {
  try {
    const result = await runCollaboration(seed, ops);
    acknowledged += result.acknowledged;
    kills += result.kills;
  } catch (error) {
    failed++;
    console.error(`seed ${seed}, ${ops} operations: ${(error as Error).stack ?? String(error)}`);
    console.error('  keep it: add it to FOUND in tests/fuzz/collab.test.ts');
  }
}
const seconds = Math.round((performance.now() - began) / 1000);
console.log(
  `${seeds} seeds x ${ops} operations in ${seconds} s: ${acknowledged} acknowledgements, ${kills} kills, ${failed} seeds failed.`,
);
if (failed > 0) process.exitCode = 1;
