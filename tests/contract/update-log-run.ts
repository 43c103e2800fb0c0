/** Random work on an update log, held against what a log must still know of it. */
import { expect } from 'vitest';
import { Random } from '../../src/lib/base/random.ts';
import type { LogEntry, UpdateLog } from '../../src/lib/server/update-log.ts';

const ROOMS = ['a', 'aa', 'b'];
const STEPS = 120;

/** Entries carry the numbers of the updates that are in them. */
const pack = (numbers: readonly number[]) => new Uint8Array(new Uint32Array(numbers).buffer);
const numbersIn = (bytes: Uint8Array) => [...new Uint32Array(new Uint8Array(bytes).buffer)];
const unpack = (entries: readonly LogEntry[]) => entries.flatMap(({ bytes }) => numbersIn(bytes));

/** One room, as it should be. */
interface Expected {
  /** Updates in the order of the calls. */
  called: number[];
  /** Those that were told to be durable. */
  safe: Set<number>;
}

/**
 * Appends, compactions of both kinds and records, most of them not waited for, with crashes in between.
 * @returns the log that is open at the end
 */
export async function runUpdateLogSeed(
  seed: number,
  log: UpdateLog,
  crash: ((log: UpdateLog) => Promise<UpdateLog>) | null,
): Promise<UpdateLog> {
  const random = new Random(seed);
  let last = 0;
  /** Calls under way; what a crash cuts short is not asked again. */
  let pending: Promise<unknown>[] = [];
  let pairs = 0;
  let safePairs = new Set<number>();
  const rooms = new Map(ROOMS.map((room): [string, Expected] => [room, { called: [], safe: new Set() }]));

  const append = (room: string, expected: Expected) => {
    const number = ++last;
    const { called, safe } = expected;
    called.push(number);
    // What a crash has cut short tells no longer what is there.
    return log.append(room, pack([number])).then(() => void safe.add(number));
  };
  const putPair = () => {
    const pair = ++pairs;
    const records = new Map(['one', 'two'].map((key) => [key, pack([pair])]));
    const mine = safePairs;
    return log.putRecords(records).then(() => void mine.add(pair));
  };
  const check = async () => {
    for (const [room, { called, safe }] of rooms) {
      const entries = await log.load(room);
      const found = new Set(unpack(entries));
      expect([...safe].filter((number) => !found.has(number))).toEqual([]);
      expect([...found].filter((number) => !called.includes(number))).toEqual([]);
      // Nothing is there without all that was called for before.
      const missing = called.findIndex((number) => !found.has(number));
      if (missing >= 0) expect(called.slice(missing).filter((number) => found.has(number))).toEqual([]);
      const updates = unpack(entries.filter(({ kind }) => kind === 'update'));
      expect(updates).toEqual([...updates].sort((a, b) => a - b));
    }
    const [one, two] = await Promise.all(['one', 'two'].map((key) => log.getRecord(key)));
    expect(one && [...one]).toEqual(two && [...two]);
    const pair = one ? numbersIn(one)[0]! : 0;
    expect(pair).toBeGreaterThanOrEqual(Math.max(0, ...safePairs));
  };

  for (let step = 0; step < STEPS; step++) {
    const room = ROOMS[random.integer(0, ROOMS.length - 1)]!;
    const expected = rooms.get(room)!;
    const deed = random.integer(0, 99);
    if (deed < 60) pending.push(append(room, expected));
    else if (deed < 68) pending.push(putPair());
    else if (deed < 76) pending.push(log.compact(room, pack(expected.called)));
    else if (deed < 86) {
      const pause = random.integer(0, 3);
      pending.push(
        log.fold(room, async (entries) => {
          for (let i = 0; i < pause; i++) await new Promise((resolve) => setTimeout(resolve));
          return pack([...new Set(unpack(entries))]);
        }),
      );
    } else if (deed < 93) await Promise.race(pending.slice(-3).concat(Promise.resolve()));
    else if (deed < 97) await Promise.all(pending.splice(0));
    else if (crash) {
      for (const each of pending) each.catch(() => {});
      pending = [];
      // What becomes durable from here on may be too late.
      safePairs = new Set(safePairs);
      for (const each of rooms.values()) each.safe = new Set(each.safe);
      log = await crash(log);
      await check();
      // From here on what is there counts, whatever had been called for.
      for (const [id, each] of rooms) {
        each.called = [...new Set(unpack(await log.load(id)))].sort((a, b) => a - b);
        each.safe = new Set(each.called);
      }
    }
  }
  await Promise.all(pending);
  await check();
  return log;
}
