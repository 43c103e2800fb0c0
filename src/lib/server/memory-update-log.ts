import type { LogEntry, Merge, RoomInfo, UpdateLog } from './update-log.ts';

/** An {@link UpdateLog} that lasts as long as the object: for tests. */
export class MemoryUpdateLog implements UpdateLog {
  /** When set, writes are refused with this error, as a full disk would. */
  failure: Error | null = null;
  readonly #infos = new Map<string, RoomInfo>();
  readonly #records = new Map<string, Uint8Array>();
  readonly #entries = new Map<string, LogEntry[]>();

  async list(): Promise<RoomInfo[]> {
    return [...this.#infos.values()];
  }

  async find(room: string): Promise<RoomInfo | null> {
    return this.#infos.get(room) ?? null;
  }

  async describe(info: RoomInfo): Promise<void> {
    this.#write();
    this.#infos.set(info.room, { ...info });
  }

  async load(room: string): Promise<LogEntry[]> {
    return [...(this.#entries.get(room) ?? [])];
  }

  async append(room: string, update: Uint8Array): Promise<void> {
    this.#write();
    const entries = this.#entries.get(room) ?? [];
    this.#entries.set(room, [...entries, { kind: 'update', bytes: update.slice() }]);
  }

  async compact(room: string, snapshot: Uint8Array): Promise<void> {
    this.#write();
    this.#entries.set(room, [{ kind: 'snapshot', bytes: snapshot.slice() }]);
  }

  async fold(room: string, merge: Merge): Promise<void> {
    const before = this.#entries.get(room) ?? [];
    const bytes = (await merge(before)).slice();
    this.#write();
    const now = this.#entries.get(room);
    // Replaced or deleted meanwhile: what was merged is no longer there to be replaced.
    if (!now || now[0] !== before[0]) return;
    this.#entries.set(room, [{ kind: 'snapshot', bytes }, ...now.slice(before.length)]);
  }

  async delete(room: string): Promise<void> {
    this.#write();
    this.#infos.delete(room);
    this.#entries.delete(room);
  }

  async getRecord(key: string): Promise<Uint8Array | null> {
    return this.#records.get(key) ?? null;
  }

  async putRecords(changes: ReadonlyMap<string, Uint8Array | null>): Promise<void> {
    this.#write();
    for (const [key, bytes] of changes) {
      if (bytes === null) this.#records.delete(key);
      else this.#records.set(key, bytes.slice());
    }
  }

  async close(): Promise<void> {}

  #write(): void {
    if (this.failure) throw this.failure;
  }
}
