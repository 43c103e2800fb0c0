/**
 * `npm run fuzz:lua -- --minutes N [--seed S]`: random Lua programs until the time is up. They run in a process of their own, through
 * Vite's module runner, so that this one can watch: a program that never ends is kept, its process ended, and the next begun.
 */
import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** A program without an end in sight for so long, in milliseconds, hangs. */
const HANGS = 90_000;
const LOOK_EVERY = 1000;

if (process.send) await runPrograms();
else await watch();

async function runPrograms() {
  const { runSource } = await import('./run-source.mjs');
  try {
    await runSource('/tests/fuzz/lua-fuzz.ts');
  } finally {
    process.disconnect();
  }
}

async function watch() {
  const { values } = parseArgs({ options: { minutes: { type: 'string' }, seed: { type: 'string' } } });
  const minutes = Number(values.minutes ?? 1);
  const first = Number(values.seed ?? Date.now() % 2 ** 31);
  if (!(minutes > 0) || !Number.isInteger(first)) {
    console.error('Usage: npm run fuzz:lua -- --minutes N [--seed S], N above 0, S a whole number');
    process.exit(2);
  }
  console.log(`Random Lua programs for ${minutes} minutes, seed ${first}.`);
  const end = Date.now() + minutes * 60_000;
  /** Kinds of failures with the file of each. */
  const kinds = new Map();
  let [programs, slowest, seed] = [0, 0, first];
  /** Keeps the first program of each kind of failure, and what becomes of it when it is made smaller. */
  const keep = ({ kind, what, text, name }) => {
    const file = `tests/fuzz/lua-cases/${name}.lua`;
    if ((kinds.get(kind) ?? file) !== file) return;
    if (!kinds.has(kind)) console.log(`${what}\n  kept as ${file}`);
    kinds.set(kind, file);
    writeFileSync(file, text);
  };
  while (Date.now() < end) {
    const outcome = await runSeed(seed, end, [...kinds.keys()], {
      program: () => programs++,
      took: (ms) => (slowest = Math.max(slowest, ms)),
      failure: keep,
    });
    if (outcome) keep({ ...outcome, name: `${outcome.kind}-${seed}-${programs}` });
    seed++;
  }
  console.log(
    `${programs} programs, the slowest took ${Math.round(slowest)} ms, ${kinds.size} kinds of failures.`,
  );
  if (kinds.size > 0) process.exitCode = 1;
}

/** Programs of one seed until the end, or until one hangs or ends the process, which is then the outcome. */
function runSeed(seed, end, known, on) {
  const child = fork(fileURLToPath(import.meta.url), {
    env: { ...process.env, PERIGEE_FUZZ: JSON.stringify({ seed, end, known }) },
  });
  let text = '';
  let since = Date.now();
  return new Promise((resolve) => {
    let outcome = null;
    const timer = setInterval(() => {
      if (Date.now() - since < HANGS) return;
      outcome ??= { kind: 'hang', what: `a program did not end within ${HANGS / 1000} s`, text };
      child.kill('SIGKILL');
    }, LOOK_EVERY);
    child.on('message', (message) => {
      since = Date.now();
      if (message.kind === 'runs') text = message.text;
      if (message.kind === 'runs' && message.counts) on.program();
      if (message.kind === 'took') on.took(message.ms);
      if (message.kind === 'progress') console.log(message.text);
      if (message.kind === 'failure') on.failure(message.failure);
    });
    child.on('exit', (code) => {
      clearInterval(timer);
      if (code !== 0)
        outcome ??= { kind: 'crash', what: `a program ended its process, with code ${code}`, text };
      resolve(outcome);
    });
  });
}
