import { ClassicLevel } from 'classic-level';
import type { LogEntry, RoomInfo, UpdateLog } from './update-log.ts';

type Database = ClassicLevel<string, Uint8Array>;
type Operation = { type: 'put'; key: string; value: Uint8Array } | { type: 'del'; key: string };

interface Waiting {
  operations: Operation[];
  resolve(): void;
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
  /** Next entry number of each room seen so far. */
  readonly #next = new Map<string, number>();
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
    const log = new LevelUpdateLog(directory, await openDatabase(directory));
    await log.#readNumbers();
    return log;
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
    return this.#enqueue([{ type: 'put', key: infoKey(info.room), value }]);
  }

  async load(room: string): Promise<LogEntry[]> {
    const entries: LogEntry[] = [];
    for await (const value of this.#db.values(entryRange(room))) {
      entries.push({ kind: value[0] === SNAPSHOT ? 'snapshot' : 'update', bytes: value.subarray(1) });
    }
    return entries;
  }

  append(room: string, update: Uint8Array): Promise<void> {
    return this.#put(room, this.#take(room), UPDATE, update);
  }

  async compact(room: string, snapshot: Uint8Array): Promise<void> {
    const number = this.#take(room);
    await this.#put(room, number, SNAPSHOT, snapshot);
    // The snapshot is durable, so what is left over by a failure here does no harm: the next compaction
    // removes it, and applying it once more changes nothing.
    await this.#db.clear({ gte: entryRange(room).gte, lt: entryKey(room, number) }).catch(() => {});
  }

  async delete(room: string): Promise<void> {
    const operations: Operation[] = [{ type: 'del', key: infoKey(room) }];
    await this.#settled();
    for await (const key of this.#db.keys(entryRange(room))) operations.push({ type: 'del', key });
    await this.#enqueue(operations);
  }

  async getRecord(key: string): Promise<Uint8Array | null> {
    return (await this.#db.get(recordKey(key))) ?? null;
  }

  putRecords(changes: ReadonlyMap<string, Uint8Array | null>): Promise<void> {
    return this.#enqueue(
      [...changes].map(([key, bytes]) =>
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

  #take(room: string): number {
    const number = this.#next.get(room) ?? 0;
    this.#next.set(room, number + 1);
    return number;
  }

  #put(room: string, number: number, kind: number, bytes: Uint8Array): Promise<void> {
    const value = new Uint8Array(bytes.length + 1);
    value[0] = kind;
    value.set(bytes, 1);
    return this.#enqueue([{ type: 'put', key: entryKey(room, number), value }]);
  }

  #enqueue(operations: Operation[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ operations, resolve, reject });
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
        await this.#db.batch(
          batch.flatMap((waiting) => waiting.operations),
          { sync: true },
        );
        for (const waiting of batch) waiting.resolve();
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

  /** Finds where each room's numbering goes on, without reading any entry's bytes. */
  async #readNumbers(): Promise<void> {
    for await (const key of this.#db.keys({ gte: 'entry/', lt: 'entry0' })) {
      const [, room, number] = key.split('/');
      if (room && number) this.#next.set(room, parseInt(number, 16) + 1);
    }
  }
}

async function openDatabase(directory: string): Promise<Database> {
  const db: Database = new ClassicLevel(directory, { keyEncoding: 'utf8', valueEncoding: 'view' });
  await db.open();
  return db;
}

const decodeInfo = (value: Uint8Array): RoomInfo => JSON.parse(new TextDecoder().decode(value)) as RoomInfo;
