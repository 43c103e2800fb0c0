/**
 * Saving and restoring a whole game of 500 bodies, 200 of which have a behaviour that keeps a record, values and timers; against
 * one tick of that game. The size is what a saved moment adds to memory when one is kept each second.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Simulation, type SavedSimulation } from '../src/lib/runtime/simulation.ts';
import { pileGame } from './pile-game.ts';
import type { BenchRow } from './rows.ts';

const BODIES = 500;
const SCRIPTS = 200;
const WARM_UP = 240;
const ROUNDS = 300;
const KEPT = 20;
const BETWEEN = 60;

const script = `local b = { made = 0 }
local records = {}
local steps = 0
function b.on_spawn(e, props)
  b.made = b.made + 1
  records[e] = { count = 0, goal = { x = e.x, y = e.y }, trail = {} }
  props.mood = "calm"
  ams.set_prop(e, "hits", 0)
  ams.schedule(ams.random(), "later")
end
function b.on_update(e, dt, props)
  local own = records[e]
  own.count = own.count + 1
  steps = steps + 1
  if e.x < -300 then e.vx = e.vx + 60 * dt elseif e.x > 300 then e.vx = e.vx - 60 * dt end
  if own.count % 20 == 0 then own.trail[#own.trail % 10 + 1] = e.x end
end
function b.on_collision(e, other, contact, props)
  ams.set_prop(e, "hits", ams.get_prop(e, "hits") + 1)
  records[e].last = other
end
function b.later(e, props)
  props.mood = props.mood == "calm" and "cross" or "calm"
  ams.schedule(1, "later")
end
return b`;

/** The lower quartile of sorted times: what the machine does besides adds to the others. */
const quartile = (sorted: readonly number[]): number => sorted[sorted.length >> 2]!;

/** Bytes in use once garbage is collected. */
function memory(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

export default async function bench(): Promise<BenchRow[]> {
  const simulation = new Simulation({ project: pileGame(BODIES, SCRIPTS, script), scene: 's' });
  const tick = () => {
    const error = simulation.tick();
    if (error) throw new Error(error.message);
  };
  for (let i = 0; i < WARM_UP; i++) tick();
  const times: Record<'tick' | 'save' | 'restore', number[]> = { tick: [], save: [], restore: [] };
  const time = <T>(what: keyof typeof times, run: () => T): T => {
    const before = performance.now();
    const result = run();
    times[what].push(performance.now() - before);
    return result;
  };
  const kept: SavedSimulation[] = [];
  const before = memory();
  for (let i = 0; i < KEPT; i++) {
    for (let t = 0; t < BETWEEN; t++) tick();
    kept.push(simulation.save());
  }
  const bytes = (memory() - before) / KEPT;
  for (let i = 0; i < ROUNDS; i++) {
    time('restore', () => simulation.restore(kept[(i * 7) % KEPT]!));
    time('tick', tick);
    time('save', () => simulation.save());
  }
  for (const list of Object.values(times)) list.sort((a, b) => a - b);
  const baseline = 'one tick of the same game';
  const row = (name: string, what: 'save' | 'restore'): BenchRow => ({
    name,
    value: quartile(times[what]),
    unit: 'ms',
    ratio: quartile(times[what]) / quartile(times.tick),
    baseline,
  });
  const size = { value: bytes / 1000, unit: 'kB', ratio: bytes / 500_000, baseline: '500 kB' };
  return [row('snapshot', 'save'), row('restore', 'restore'), { name: 'snapshot-size', ...size }];
}
