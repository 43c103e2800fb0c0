/** `npm run fuzz:collab -- --seeds N --ops M [--first S]`: seeded days of collaboration; each failure names its seed. */
import { parseArgs } from 'node:util';
import { runSource } from './run-source.mjs';

const { values } = parseArgs({
  options: { seeds: { type: 'string' }, ops: { type: 'string' }, first: { type: 'string' } },
});
const numbers = {
  seeds: Number(values.seeds ?? 500),
  ops: Number(values.ops ?? 200),
  first: Number(values.first ?? 1),
};
if (!Object.values(numbers).every((number) => Number.isInteger(number) && number > 0)) {
  console.error('Usage: npm run fuzz:collab -- --seeds N --ops M [--first S], whole numbers above 0');
  process.exit(2);
}
process.env.PERIGEE_FUZZ = JSON.stringify(numbers);
await runSource('/tests/fuzz/collab-fuzz.ts');
// Rooms of servers that were killed have timers left, as they would have had.
process.exit();
