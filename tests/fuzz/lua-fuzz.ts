/** `npm run fuzz:lua -- --minutes N [--seed S]`: random programs until the time is up; failing ones are shrunk and kept. */
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programText, Programs } from './lua-programs.ts';
import { shrink, wrongWith } from './lua-run.ts';

/** A program that takes longer, in milliseconds, has found something that the budgets do not count. */
const SLOW = 5000;

const argument = (name: string): string | undefined => {
  const args = (process.env.PERIGEE_FUZZ_ARGS ?? '').split(' ');
  const at = args.indexOf(`--${name}`);
  return at < 0 ? undefined : args[at + 1];
};
const minutes = Number(argument('minutes') ?? 1);
const seed = Number(argument('seed') ?? Date.now() % 2 ** 31);
if (!(minutes > 0) || !Number.isInteger(seed)) {
  console.error('Usage: npm run fuzz:lua -- --minutes N [--seed S], N above 0, S a whole number');
  process.exit(2);
}

/** Holds the program that runs, so that one that never ends is not lost. */
const running = join(tmpdir(), `perigee-fuzz-${process.pid}.lua`);
console.log(
  `Random Lua programs for ${minutes} minutes, seed ${seed}. Should it hang: the program is in ${running}`,
);
const programs = new Programs(seed);
const end = Date.now() + minutes * 60_000;
const found = new Map<string, string>();
let count = 0;
let slowest = 0;
while (Date.now() < end) {
  const program = programs.next();
  writeFileSync(running, programText(program));
  const before = process.cpuUsage();
  const wrong = wrongWith(program);
  const { user, system } = process.cpuUsage(before);
  const took = (user + system) / 1000;
  slowest = Math.max(slowest, took);
  count++;
  const what = wrong || (took > SLOW ? `took ${Math.round(took)} ms` : '');
  const kind = what.replace(/[\d.]+/g, '#').slice(0, 60);
  if (what === '' || found.has(kind)) continue;
  const file = `tests/fuzz/lua-cases/${seed}-${count}.lua`;
  writeFileSync(file, programText(wrong ? shrink(program, wrong) : program));
  found.set(kind, file);
  console.log(`${what}\n  kept as ${file}`);
}
console.log(
  `${count} programs, the slowest took ${Math.round(slowest)} ms, ${found.size} kinds of failures.`,
);
rmSync(running, { force: true });
if (found.size > 0) process.exitCode = 1;
