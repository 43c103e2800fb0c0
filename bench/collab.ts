/**
 * Collaboration through a real server in a process of its own: what people feel of it, and what it costs. Baselines are measured in the
 * same run where there is something to compare with, else they are the figures to reach.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lostInKills } from './collab/kills.ts';
import * as measure from './collab/measures.ts';
import { percentile } from './collab/people.ts';
import { newRoom, start, stop, type Kind, type Side } from './collab/sides.ts';
import type { BenchRow } from './rows.ts';

const OBSERVERS = 500;
const KILLS = 10;

type Values = [value: number, unit: string, base: number, baseline: string];
type Sides = (kind: Kind) => Promise<Side>;

/** Each gives rows by name, without what all begin with. */
const parts: Record<string, (sides: Sides, folder: string) => Promise<Record<string, Values>>> = {
  async durable(sides, folder) {
    const ours = await sides('perigee');
    const bare = await measure.appends(folder, 300);
    const times = await measure.acknowledgements(await newRoom(ours), 300);
    const at = (share: number): Values => [
      percentile(times, share),
      'ms',
      percentile(bare, share),
      'append with fdatasync',
    ];
    return { p95: at(0.95), p99: at(0.99) };
  },

  async 'fan-out'(sides) {
    const [ours, theirs] = [await sides('perigee'), await sides('y-websocket')];
    const rows: { times: number[]; cpu: number }[][] = [[], []];
    // In turns, so that a busy machine slows both.
    for (let round = 0; round < 3; round++) {
      rows[0]!.push(await measure.fanOut(ours, await newRoom(ours), OBSERVERS, 60, 20));
      rows[1]!.push(await measure.fanOut(theirs, `${theirs.sync}/bench-${round}`, OBSERVERS, 60, 20));
    }
    const [p99, cpu] = [
      rows.map((rounds) => Math.min(...rounds.map(({ times }) => percentile(times, 0.99)))),
      rows.map((rounds) => Math.min(...rounds.map((each) => each.cpu))),
    ];
    return {
      [`${OBSERVERS}-p99`]: [p99[0]!, 'ms', p99[1]!, '@y/websocket-server'],
      [`${OBSERVERS}-cpu`]: [cpu[0]!, 'µs', cpu[1]!, '@y/websocket-server'],
    };
  },

  async compaction(sides) {
    const ours = await sides('perigee');
    const { times } = await measure.duringCompactions(await newRoom(ours), 20);
    return { p99: [percentile(times, 0.99), 'ms', 150, 'limit'] };
  },

  async presence(sides) {
    const ours = await sides('perigee');
    const { times, lost } = await measure.crowd(await newRoom(ours), 200, 8);
    return {
      '200-p99': [percentile(times, 0.99), 'ms', 150, 'limit'],
      '200-lost': [lost, 'edits', 1, 'one'],
    };
  },

  async rooms(sides) {
    const { times, lost, back } = await measure.pairs(await sides('perigee'), 1000, 6);
    return {
      '1000-p99': [percentile(times, 0.99), 'ms', 50, 'limit'],
      '1000-lost': [lost, 'edits', 1, 'one'],
      'memory-back': [back, 'of before', 1.1, 'limit'],
    };
  },

  async idle(sides) {
    const bytes = await measure.idleRooms(await sides('perigee'), 5000);
    return { 'rooms-5000': [bytes / 1024, 'kB', 50, 'limit'] };
  },

  async ready(_sides, folder) {
    return { '1000': [await measure.ready(join(folder, 'stored'), 1000, 100), 's', 1, 'limit'] };
  },

  async kills(_sides, folder) {
    const ours = await lostInKills('perigee', join(folder, 'ours'), KILLS);
    const theirs = await lostInKills('hocuspocus', join(folder, 'theirs'), KILLS);
    const baseline = `Hocuspocus: ${theirs.lost} of ${theirs.acknowledged}`;
    return { lost: [ours.lost, `of ${ours.acknowledged}`, theirs.lost, baseline] };
  },
};

/** With `PERIGEE_BENCH_PARTS="fan-out idle"` only those. */
const wanted = (process.env['PERIGEE_BENCH_PARTS'] ?? '').split(' ').filter(Boolean);

export default async function bench(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const [part, run] of Object.entries(parts)) {
    if (wanted.length > 0 && !wanted.includes(part)) continue;
    const folder = await mkdtemp(join(tmpdir(), 'perigee-bench-'));
    const running: Side[] = [];
    const sides: Sides = async (kind) => {
      const side = await start(kind, join(folder, kind));
      running.push(side);
      return side;
    };
    try {
      for (const [name, [value, unit, base, baseline]] of Object.entries(await run(sides, folder)))
        rows.push({ name: `collab-${part}-${name}`, value, unit, ratio: value / base, baseline });
    } finally {
      await Promise.all(running.map((side) => stop(side)));
      await rm(folder, { recursive: true, force: true });
    }
  }
  return rows;
}
