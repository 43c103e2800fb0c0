/**
 * What every {@link UpdateLog} keeps to, whatever it writes to. An adapter for another medium, such as a Postgres server, is held to it by a
 * test of a few lines:
 *
 *     updateLogContract('PostgresUpdateLog', async () => {
 *       const schema = await freshSchema();
 *       return {
 *         open: () => PostgresUpdateLog.open(schema),
 *         crash: async (log) => (await endConnections(log), PostgresUpdateLog.open(schema)),
 *       };
 *     });
 *
 * It asks for: order of the calls, durability of what has resolved, all or nothing of what is written at once, and that rooms,
 * records and compactions do not disturb each other, also when all go on at once.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogEntry, UpdateLog } from '../../src/lib/server/update-log.ts';
import { runUpdateLogSeed } from './update-log-run.ts';

/** A medium with a log under test. */
export interface UpdateLogCase {
  /** Opens it, at first or after it was closed. */
  open(): Promise<UpdateLog>;
  /**
   * Ends a log as `kill -9` would, whatever is under way, and opens the medium anew; `null` when what one object wrote
   * is not there for the next one.
   */
  crash: ((log: UpdateLog) => Promise<UpdateLog>) | null;
}

const bytes = (...values: number[]) => new Uint8Array(values);
const show = (entries: LogEntry[]) => entries.map(({ kind, bytes }) => `${kind} ${[...bytes].join(',')}`);

/** What every {@link UpdateLog} keeps to. `setUp` gives a fresh medium each time. */
export function updateLogContract(name: string, setUp: () => Promise<UpdateLogCase>): void {
  describe(`${name} keeps the contract of an update log`, () => {
    let subject: UpdateLogCase;
    let log: UpdateLog;
    let folded: Promise<void>;
    beforeEach(async () => {
      subject = await setUp();
      log = await subject.open();
    });
    afterEach(() => log.close());

    it('knows no rooms at first', async () => {
      expect(await log.list()).toEqual([]);
      expect(await log.find('a')).toBeNull();
      expect(await log.load('a')).toEqual([]);
    });

    it('finds and lists what was described, with the latest description', async () => {
      await log.describe({ room: 'a', name: 'One', modified: 1 });
      await log.describe({ room: 'b', name: 'Two', modified: 2 });
      await log.describe({ room: 'a', name: 'Uno', modified: 3 });
      expect(await log.find('a')).toEqual({ room: 'a', name: 'Uno', modified: 3 });
      expect((await log.list()).map((info) => info.name).sort()).toEqual(['Two', 'Uno']);
    });

    it('gives back updates in the order of the calls, awaited or not', async () => {
      await Promise.all(Array.from({ length: 40 }, (_, i) => log.append('a', bytes(i))));
      await log.append('a', bytes(40));
      expect((await log.load('a')).map((entry) => entry.bytes[0])).toEqual(
        Array.from({ length: 41 }, (_, i) => i),
      );
    });

    it('keeps rooms apart, also where one name starts with the other', async () => {
      await log.append('a', bytes(1));
      await log.append('aa', bytes(2));
      await log.append('a-', bytes(3));
      expect(show(await log.load('a'))).toEqual(['update 1']);
      expect(show(await log.load('aa'))).toEqual(['update 2']);
    });

    it('keeps its own copy of the bytes', async () => {
      const update = bytes(1, 2);
      const written = log.append('a', update);
      update[0] = 9;
      await written;
      expect(show(await log.load('a'))).toEqual(['update 1,2']);
    });

    it('replaces what was appended before a compaction and keeps what came after', async () => {
      const before = [log.append('a', bytes(1)), log.append('a', bytes(2))];
      const compaction = log.compact('a', bytes(12));
      const after = log.append('a', bytes(3));
      await Promise.all([...before, compaction, after]);
      expect(show(await log.load('a'))).toEqual(['snapshot 12', 'update 3']);
      await log.compact('a', bytes(123));
      expect(show(await log.load('a'))).toEqual(['snapshot 123']);
    });

    it('folds what was appended before into what is made of it, while others go on', async () => {
      const before = [log.append('a', bytes(1)), log.append('a', bytes(2))];
      let merge = (_snapshot: Uint8Array): void => {};
      const merging = new Promise<LogEntry[]>((resolve) => {
        folded = log.fold('a', (entries) => {
          resolve([...entries]);
          return new Promise((done) => (merge = done));
        });
      });
      await log.append('a', bytes(3));
      expect(show(await merging)).toEqual(['update 1', 'update 2']);
      await Promise.all([
        ...before,
        log.append('b', bytes(9)),
        log.describe({ room: 'a', name: 'A', modified: 1 }),
      ]);
      expect(show(await log.load('a'))).toEqual(['update 1', 'update 2', 'update 3']);
      merge(bytes(12));
      await folded;
      expect(show(await log.load('a'))).toEqual(['snapshot 12', 'update 3']);
      expect(show(await log.load('b'))).toEqual(['update 9']);
      await log.fold('a', async (entries) => bytes(...entries.flatMap((entry) => [...entry.bytes])));
      expect(show(await log.load('a'))).toEqual(['snapshot 12,3']);
    });

    it('leaves all as it was when a fold fails', async () => {
      await log.append('a', bytes(1));
      await expect(log.fold('a', () => Promise.reject(new Error('too large')))).rejects.toThrow('too large');
      await log.append('a', bytes(2));
      expect(show(await log.load('a'))).toEqual(['update 1', 'update 2']);
    });

    it('brings nothing back of a room that is deleted while it is folded', async () => {
      await log.describe({ room: 'a', name: 'A', modified: 1 });
      await log.append('a', bytes(1));
      await log.fold('a', async () => {
        await log.delete('a');
        return bytes(1);
      });
      expect(await log.load('a')).toEqual([]);
      expect(await log.find('a')).toBeNull();
    });

    it('compacts one room only', async () => {
      await log.append('a', bytes(1));
      await log.append('b', bytes(2));
      await log.compact('a', bytes(3));
      expect(show(await log.load('b'))).toEqual(['update 2']);
    });

    it('removes a room with all it holds, and nothing else', async () => {
      for (const room of ['a', 'b']) {
        await log.describe({ room, name: room, modified: 1 });
        await log.append(room, bytes(1));
      }
      await log.delete('a');
      await log.delete('never there');
      expect(await log.find('a')).toBeNull();
      expect(await log.load('a')).toEqual([]);
      expect(await log.load('b')).toHaveLength(1);
      expect(await log.list()).toHaveLength(1);
    });

    it('keeps records apart from rooms, writes several at once and removes them', async () => {
      expect(await log.getRecord('a')).toBeNull();
      await log.append('a', bytes(1));
      const written = bytes(7);
      const write = log.putRecords(
        new Map([
          ['a', written],
          ['link/b', bytes(8)],
        ]),
      );
      written[0] = 9;
      await write;
      expect([...(await log.getRecord('a'))!]).toEqual([7]);
      await log.putRecords(
        new Map([
          ['a', null],
          ['never there', null],
          ['link/b', bytes(10)],
        ]),
      );
      expect(await log.getRecord('a')).toBeNull();
      expect([...(await log.getRecord('link/b'))!]).toEqual([10]);
      expect(await log.list()).toEqual([]);
      expect(show(await log.load('a'))).toEqual(['update 1']);
    });

    it('stores empty and large updates', async () => {
      const large = new Uint8Array(12_000_000).map((_, at) => at * 7);
      await log.append('a', bytes());
      await log.append('a', large.subarray(0, 3_000_000));
      const entries = await log.load('a');
      expect(entries[0]!.bytes).toHaveLength(0);
      expect(Buffer.from(entries[1]!.bytes).equals(large.subarray(0, 3_000_000))).toBe(true);
      await log.compact('a', large);
      const [snapshot] = await log.load('a');
      expect(Buffer.from(snapshot!.bytes).equals(large)).toBe(true);
    });

    it.each([1, 2, 3, 4, 5, 6])(
      'loses nothing and mixes nothing up while all goes on at once, and after crashes: seed %i',
      async (seed) => {
        log = await runUpdateLogSeed(seed, log, subject.crash);
      },
    );

    it('has everything after it was closed and opened again, and goes on in order', async () => {
      if (!subject.crash) return;
      await log.describe({ room: 'a', name: 'One', modified: 1 });
      await log.append('a', bytes(1));
      await log.compact('a', bytes(2));
      await log.append('a', bytes(3));
      await log.putRecords(new Map([['kept', bytes(5)]]));
      await log.close();
      log = await subject.open();
      expect([...(await log.getRecord('kept'))!]).toEqual([5]);
      await log.append('a', bytes(4));
      expect(show(await log.load('a'))).toEqual(['snapshot 2', 'update 3', 'update 4']);
      expect(await log.find('a')).toEqual({ room: 'a', name: 'One', modified: 1 });
    });

    it('finishes writes under way when it is closed', async () => {
      if (!subject.crash) return;
      const write = log.append('a', bytes(1));
      await log.close();
      await write;
      log = await subject.open();
      expect(show(await log.load('a'))).toEqual(['update 1']);
    });
  });
}
