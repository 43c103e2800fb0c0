import { ClassicLevel } from 'classic-level';
import type { LogEntry, Merge, RoomInfo, UpdateLog } from './update-log.ts';

type Database = ClassicLevel<string, Uint8Array>;
type Operation = { type: 'put'; key: string; value: Uint8Array } | { type: 'del'; key: string };

interface Waiting {
  /** The room that it wants the next number of; '' for none. */
  room: string;
  operations(number: number): Operation[];
  resolve(number: number): void;
  reject(error: unknown): void;
}

/** How long writes are gathered before they are made durable together, in milliseconds. */
const GATHER_MS = 6;

/** First byte of a stored entry. */
const UPDATE = 1;
const SNAPSHOT = 2;

// Keys sort by room, then by number. Numbers are padded so that their text sorts like the number.
const entryKey = (room: string, number: number) => `entry/${room}/${number.toString(16).padStart(14, '0')}`;
const entryRange = (room: string) => ({ gte: `entry/${room}/`, lt: `entry/${room}0` });
const infoKey = (room: string) => `room/${room}`;
const recordKey = (key: string) => `record/${key}`;
const infoRange = { gte: 'room/', lt: 'room0' };

/**
 * An {@link UpdateLog} in a LevelDB directory. Writes that arrive within a few milliseconds go into one
 * batch with one fsync. Only one process can have a directory open.
 */
export class LevelUpdateLog implements UpdateLog {
  #db: Database;
  /** Next entry number of each room written to so far. */
  readonly #next = new Map<string, number>();
  /** How often each room was deleted. */
  readonly #deleted = new Map<string, number>();
  #queue: Waiting[] = [];
  #writing: Promise<void> | null = null;
  /** Set after a failed write: LevelDB's own journal may end in half a record, so it is reopened first. */
  #damaged = false;

  private constructor(
    private readonly directory: string,
    db: Database,
  ) {
    this.#db = db;
  }

  /** Opens or creates the directory. @throws `LEVEL_LOCKED` (as `cause.code`) when another process has it. */
  static async open(directory: string): Promise<LevelUpdateLog> {
    return new LevelUpdateLog(directory, await openDatabase(directory));
  }

  async list(): Promise<RoomInfo[]> {
    const infos: RoomInfo[] = [];
    for await (const value of this.#db.values(infoRange)) infos.push(decodeInfo(value));
    return infos;
  }

  async find(room: string): Promise<RoomInfo | null> {
    const value = await this.#db.get(infoKey(room));
    return value ? decodeInfo(value) : null;
  }

  describe(info: RoomInfo): Promise<void> {
    const value = new TextEncoder().encode(JSON.stringify(info));
    return this.#write([{ type: 'put', key: infoKey(info.room), value }]);
  }

  load(room: string): Promise<LogEntry[]> {
    return this.#entries(entryRange(room));
  }

  async append(room: string, update: Uint8Array): Promise<void> {
    await this.#put(room, UPDATE, update);
  }

  async compact(room: string, snapshot: Uint8Array): Promise<void> {
    await this.#removeBefore(room, await this.#put(room, SNAPSHOT, snapshot));
  }

  async fold(room: string, merge: Merge): Promise<void> {
    const deleted = this.#deleted.get(room);
    // Its place among the updates. What was called for before it is written then, what comes after has higher numbers.
    const place = await this.#enqueue(room, () => []);
    const snapshot = await merge(await this.#entries({ ...entryRange(room), lt: entryKey(room, place) }));
    if (this.#deleted.get(room) !== deleted) return;
    await this.#write([{ type: 'put', key: entryKey(room, place), value: entryValue(SNAPSHOT, snapshot) }]);
    await this.#removeBefore(room, place);
  }

  async delete(room: string): Promise<void> {
    this.#deleted.set(room, (this.#deleted.get(room) ?? 0) + 1);
    const operations: Operation[] = [{ type: 'del', key: infoKey(room) }];
    await this.#settled();
    for await (const key of this.#db.keys(entryRange(room))) operations.push({ type: 'del', key });
    await this.#write(operations);
  }

  async getRecord(key: string): Promise<Uint8Array | null> {
    return (await this.#db.get(recordKey(key))) ?? null;
  }

  putRecords(changes: ReadonlyMap<string, Uint8Array | null>): Promise<void> {
    return this.#write(
      [...changes].map(([key, bytes]): Operation =>
        bytes === null
          ? { type: 'del', key: recordKey(key) }
          : { type: 'put', key: recordKey(key), value: bytes.slice() },
      ),
    );
  }

  async close(): Promise<void> {
    await this.#settled();
    await this.#db.close();
  }

  async #entries(range: { gte: string; lt: string }): Promise<LogEntry[]> {
    const entries: LogEntry[] = [];
    for await (const value of this.#db.values(range)) {
      entries.push({ kind: value[0] === SNAPSHOT ? 'snapshot' : 'update', bytes: value.subarray(1) });
    }
    return entries;
  }

  /** Adds an entry to a room. @returns its number */
  #put(room: string, kind: number, bytes: Uint8Array): Promise<number> {
    const value = entryValue(kind, bytes);
    return this.#enqueue(room, (number) => [{ type: 'put', key: entryKey(room, number), value }]);
  }

  /**
   * Removes what a durable snapshot replaces. What is left over by a failure here does no harm: the next compaction removes
   * it, and applying it once more changes nothing.
   */
  async #removeBefore(room: string, number: number): Promise<void> {
    await this.#db.clear({ ...entryRange(room), lt: entryKey(room, number) }).catch(() => {});
  }

  async #write(operations: Operation[]): Promise<void> {
    await this.#enqueue('', () => operations);
  }

  /** Resolves when the operations are durable. @returns the number that a room's entry was given; 0 without a room */
  #enqueue(room: string, operations: Waiting['operations']): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ room, operations, resolve, reject });
      this.#writing ??= this.#drain();
    });
  }

  /** Writes batch after batch until nothing waits. Never rejects: each waiting call gets its own answer. */
  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
      const batch = this.#queue.splice(0);
      try {
        if (this.#damaged) await this.#reopen();
        const numbers: number[] = [];
        for (const { room } of batch) numbers.push(room === '' ? 0 : await this.#number(room));
        await this.#db.batch(
          batch.flatMap(({ operations }, at) => operations(numbers[at]!)),
          { sync: true },
        );
        batch.forEach(({ resolve }, at) => resolve(numbers[at]!));
      } catch (error) {
        this.#damaged = true;
        for (const waiting of batch) waiting.reject(error);
      }
    }
    this.#writing = null;
  }

  async #settled(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  async #reopen(): Promise<void> {
    await this.#db.close();
    this.#db = await openDatabase(this.directory);
    this.#damaged = false;
  }

  /** The next number of a room; where its numbering goes on is looked up once, at its first write. */
  async #number(room: string): Promise<number> {
    let number = this.#next.get(room);
    if (number === undefined) {
      const [last] = await this.#db.keys({ ...entryRange(room), reverse: true, limit: 1 }).all();
      number = last === undefined ? 0 : parseInt(last.slice(last.lastIndexOf('/') + 1), 16) + 1;
    }
    this.#next.set(room, number + 1);
    return number;
  }
}

function entryValue(kind: number, bytes: Uint8Array): Uint8Array {
  const value = new Uint8Array(bytes.length + 1);
  value[0] = kind;
  value.set(bytes, 1);
  return value;
}

async function openDatabase(directory: string): Promise<Database> {
  const db: Database = new ClassicLevel(directory, { keyEncoding: 'utf8', valueEncoding: 'view' });
  await db.open();
  return db;
}

const decodeInfo = (value: Uint8Array): RoomInfo => JSON.parse(new TextDecoder().decode(value)) as RoomInfo;
