/** The process that runs programs for `npm run fuzz:lua`; it tells scripts/fuzz-lua.mjs what it does, so that it can be watched. */
import { programText, Programs, type Program } from './lua-programs.ts';
import { kindOf, shrink, wrongWith } from './lua-run.ts';

/** A program that takes longer, in milliseconds of the processor, has found something that the budgets do not count. */
const SLOW = 5000;
/** Milliseconds after which a program is small enough. */
const SHRINK_FOR = 60_000;

const { seed, end, known } = JSON.parse(process.env.PERIGEE_FUZZ ?? '{}') as {
  seed: number;
  /** When to stop, in milliseconds of the clock. */
  end: number;
  known: string[];
};

const tell = (message: unknown): void => void process.send!(message);
const found = new Set(known);

function time(run: () => string): { wrong: string; ms: number } {
  const before = process.cpuUsage();
  const wrong = run();
  const { user, system } = process.cpuUsage(before);
  return { wrong, ms: (user + system) / 1000 };
}

const programs = new Programs(seed);
for (let count = 1; Date.now() < end; count++) {
  const program = programs.next();
  tell({ kind: 'runs', text: programText(program), counts: true });
  const { wrong, ms } = time(() => wrongWith(program));
  tell({ kind: 'took', ms });
  const what = wrong || (ms > SLOW ? `took ${Math.round(ms)} ms` : '');
  const kind = kindOf(what);
  if (what !== '' && !found.has(kind)) {
    found.add(kind);
    const report = (text: Program): void =>
      tell({ kind: 'failure', failure: { kind, what, text: programText(text), name: `${seed}-${count}` } });
    // At once, and again when it is smaller: making it so may come to no end.
    report(program);
    if (wrong) report(shrunk(program, wrong));
  }
  // Messages go out between programs only.
  await new Promise((resolve) => setImmediate(resolve));
}

function shrunk(program: Program, wrong: string): Program {
  const until = Date.now() + SHRINK_FOR;
  tell({ kind: 'progress', text: `${wrong}\n  ${lines(program)} lines; making it smaller` });
  let told = Date.now();
  return shrink(program, wrong, (candidate, smallest) => {
    tell({ kind: 'runs', text: programText(candidate), counts: false });
    if (Date.now() - told > 5000) {
      told = Date.now();
      tell({ kind: 'progress', text: `  ${lines(smallest)} lines left` });
    }
    return Date.now() < until;
  });
}

function lines(program: Program): number {
  return programText(program).split('\n').length;
}
