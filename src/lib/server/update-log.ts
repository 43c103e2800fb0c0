/** One stored piece of a room's history. Applying all pieces in any order gives the document. */
export interface LogEntry {
  /** `update`: as Yjs emits it (format 1). `snapshot`: a whole document in format 2, far smaller. */
  kind: 'update' | 'snapshot';
  bytes: Uint8Array;
}

/** What a list of projects shows about one room. */
export interface RoomInfo {
  room: string;
  name: string;
  /** Milliseconds since 1970. */
  modified: number;
}

/** Makes one snapshot (format 2) of all that some entries say. Rejects when it cannot. */
export type Merge = (entries: readonly LogEntry[]) => Promise<Uint8Array>;

/**
 * Where documents live. One promise above all: when `append` has resolved, the update survives a crash of
 * the process and of the machine. Writes of one process are kept in the order of the calls. Any
 * method rejects when the medium fails; a failed write may be tried again.
 */
export interface UpdateLog {
  /** Every room, in no particular order. */
  list(): Promise<RoomInfo[]>;
  /** `null` when there is no such room. */
  find(room: string): Promise<RoomInfo | null>;
  /** Creates the room or changes what is known about it. */
  describe(info: RoomInfo): Promise<void>;
  /** All entries of a room, oldest first; none for a new or unknown room. */
  load(room: string): Promise<LogEntry[]>;
  /** Resolves when the update is durable. */
  append(room: string, update: Uint8Array): Promise<void>;
  /**
   * Replaces everything appended before this call by one snapshot (format 2). The old entries are
   * removed only after the snapshot is durable; updates appended after this call stay.
   */
  compact(room: string, snapshot: Uint8Array): Promise<void>;
  /**
   * Replaces everything appended before this call by what `merge` makes of it, which may take its time: meanwhile all else goes
   * on. The old entries are removed only after the snapshot is durable; updates appended after this call stay. When `merge` or
   * the medium fails it rejects, and all is as before. Nothing is written of a room that was deleted meanwhile.
   */
  fold(room: string, merge: Merge): Promise<void>;
  /** Removes the room with everything in it; no error when there is none. */
  delete(room: string): Promise<void>;
  /** A small record beside the documents, such as who may come in by which link; `null` when there is none. */
  getRecord(key: string): Promise<Uint8Array | null>;
  /** Writes records and removes those that are `null`: all of them or none, durable when it resolves. */
  putRecords(changes: ReadonlyMap<string, Uint8Array | null>): Promise<void>;
  /** Waits for writes under way and releases the medium. */
  close(): Promise<void>;
}
