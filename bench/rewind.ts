/**
 * The past of a game with 500 bodies and 200 scripts: what keeping it costs while the game runs, how long it takes to get to any
 * moment of the last minute, and how much memory that minute takes.
 */
import v8 from 'node:v8';
import vm from 'node:vm';
import { noInput } from '../src/lib/engine/input.ts';
import { History } from '../src/lib/runtime/history.ts';
import { Simulation } from '../src/lib/runtime/simulation.ts';
import { Random } from '../src/lib/base/random.ts';
import { busyGame } from './busy-game.ts';
import { median } from './compare.ts';
import type { BenchRow } from './rows.ts';

const BODIES = 500;
const SCRIPTS = 200;
const MINUTE = 3600;
const JUMPS = 150;
/** Keyframes come three times a second: a round has its share of them. */
const ROUND = 120;

function start(kept: boolean): History {
  const project = busyGame(BODIES, SCRIPTS);
  return new History({
    make: (options) => new Simulation({ project, scene: 's', ...options }),
    clock: () => performance.now(),
    kept,
  });
}

/** Milliseconds of the processor that something takes: whatever else the machine does is not in it. */
function timed(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Plays, with a frame to each tick as in a worker. */
function play(history: History, ticks: number): void {
  let buffer: ArrayBuffer | undefined;
  for (let n = 0; n < ticks; n++) {
    const error = history.play({ ...noInput, pointer: [history.at % 960, 200] });
    if (error) throw new Error(error.message);
    buffer = history.simulation.frame(buffer).draws;
  }
}

export default async function bench(): Promise<BenchRow[]> {
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc') as () => void;
  const [kept, bare] = [start(true), start(false)];
  play(kept, ROUND);
  play(bare, ROUND);
  const used = () => {
    collect();
    const { heapUsed, external, arrayBuffers } = process.memoryUsage();
    return (heapUsed + Math.max(external, arrayBuffers)) / 2 ** 20;
  };
  // Both games are as large as they will be; what is kept is all that grows.
  const before = used();
  const ratios: number[] = [];
  const times: number[] = [];
  while (kept.at < MINUTE) {
    const ours = timed(() => play(kept, ROUND));
    const theirs = timed(() => play(bare, ROUND));
    ratios.push(ours / theirs);
    times.push(ours / ROUND);
  }
  ratios.sort((a, b) => a - b);
  times.sort((a, b) => a - b);
  const overhead = {
    value: median(times),
    unit: 'ms',
    ratio: median(ratios),
    baseline: 'a tick of the same game without history',
  };

  const random = new Random(1);
  const jumps: number[] = [];
  for (let n = 0; n < JUMPS; n++) {
    const at = Math.floor(random.float() * MINUTE);
    jumps.push(
      timed(() => {
        kept.seek(at);
        kept.simulation.frame();
      }),
    );
  }
  jumps.sort((a, b) => a - b);
  const jump = (name: string, value: number): BenchRow => ({
    name,
    value,
    unit: 'ms',
    ratio: value / 250,
    baseline: '250 ms',
  });

  kept.seek(MINUTE);
  const megabytes = used() - before;
  return [
    { name: 'rewind-overhead', ...overhead },
    jump('rewind-jump', jumps.at(-1)!),
    jump('rewind-jump-p50', median(jumps)),
    { name: 'rewind-memory', value: megabytes, unit: 'MB', ratio: megabytes / 64, baseline: '64 MB' },
  ];
}
