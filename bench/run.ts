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
const known = Object.keys(benches).map((path) => path.slice(2, -3));

/** The file of a benchmark: what is asked for is its name or that of one of its rows, which begins with it. */
const fileOf = (name: string): string | undefined =>
  known.filter((each) => name === each || name.startsWith(`${each}-`)).sort((a, b) => b.length - a.length)[0];

const wanted = (process.env.PERIGEE_BENCH ?? '').split(' ').filter(Boolean);
const unknown = wanted.filter((name) => !fileOf(name));
if (unknown.length) {
  console.error(`There is no benchmark "${unknown.join('", "')}"; there are ${known.join(', ')}.`);
  process.exit(2);
}

for (const name of new Set(wanted.length ? wanted.map((each) => fileOf(each)!) : known)) {
  const { default: bench } = await benches[`./${name}.ts`]!();
  for (const { name: row, value, unit, ratio, baseline } of await bench())
    console.log(`${row} ${value.toFixed(3)} ${unit} ${ratio.toFixed(3)} ${baseline.replaceAll(' ', '-')}`);
}
