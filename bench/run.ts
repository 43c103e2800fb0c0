/** `npm run bench` runs every benchmark, `npm run bench -- NAME…` those named. One line each: name value unit ratio baseline. */
import type { Bench } from './rows.ts';

const benches = import.meta.glob<{ default: Bench }>([
  './*.ts',
  '!./run.ts',
  '!./rows.ts',
  '!./compare.ts',
  '!./pile.ts',
  '!./busy-game.ts',
  '!./pile-game.ts',
  '!./bare-lua.ts',
]);
const wanted = (process.env.PERIGEE_BENCH ?? '').split(' ').filter(Boolean);
const known = Object.keys(benches).map((path) => path.slice(2, -3));
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length) {
  console.error(`There is no benchmark "${unknown.join('", "')}"; there are ${known.join(', ')}.`);
  process.exit(2);
}

for (const name of wanted.length ? wanted : known) {
  const { default: bench } = await benches[`./${name}.ts`]!();
  for (const { name: row, value, unit, ratio, baseline } of await bench())
    console.log(`${row} ${value.toFixed(3)} ${unit} ${ratio.toFixed(3)} ${baseline.replaceAll(' ', '-')}`);
}
