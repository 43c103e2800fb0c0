import * as awarenessProtocol from 'y-protocols/awareness';
import * as Y from 'yjs';
import { framed, presenceFrame, updateFrame } from './frames.ts';
import { Speakers } from './presence.ts';
import type { UpdateLog } from './update-log.ts';

/** When a room's log is replaced by a snapshot. */
export interface CompactWhen {
  updates: number;
  bytes: number;
}

/** What rooms work with. */
export interface RoomParts {
  log: UpdateLog;
  /** Makes the log of a room shorter; resolves when that is done or has failed. */
  compact(room: string): Promise<void>;
  /** Hears of storage that fails. */
  onFailure(error: unknown): void;
  compactWhen?: CompactWhen;
}

const USUALLY: CompactWhen = { updates: 500, bytes: 1024 * 1024 };
/** How often a room whose storage failed tries again, in milliseconds. */
const RETRY_MS = 2000;
/** How long after a change the list of projects is brought up to date, in milliseconds: with a new name, and else. */
const NAME_MS = 500;
const MODIFIED_MS = 5000;

/**
 * How long presence is gathered before it is sent, in milliseconds: a drag sends more often than anybody can see. The more hear it, the
 * more it costs, and the less each one looks at: half a millisecond more for each, up to the longest.
 */
const PRESENCE_MS = 40;
const LONGEST_PRESENCE_MS = 100;

/** Somebody who takes part in a room. */
export interface Member {
  send(message: Uint8Array): void;
  /** A message for everybody in the room, or all but its author, as {@link framed} makes it: once for all. */
  sendFramed(frame: Buffer): void;
  /** Somebody else speaks for people of this member: it shows that it is still there, or goes and leaves them to the claimant. */
  prove(claimant: Member): void;
  /** The room can be written again or not; `null` when it can. */
  readOnlyChanged(reason: string | null): void;
  /** The room is going away. */
  close(code: number, reason: string): void;
}

/** What a room says while its storage fails. */
export const READ_ONLY_REASON = 'the server cannot write to its disk';

/**
 * One project that is open: its document in memory, its members, and the promise that
 * {@link Room.durable} keeps. Made by {@link Rooms} only, which loads it before anybody sees it.
 */
export class Room {
  readonly doc = new Y.Doc({ gc: true });
  readonly awareness = new awarenessProtocol.Awareness(this.doc);
  readonly members = new Set<Member>();
  /** Whose presence comes from whom. */
  readonly speakers = new Speakers<Member>();
  /** Why nothing can be changed for now; `null` when all is well. */
  readOnly: string | null = null;

  #durable: Promise<void> = Promise.resolve();
  #updates = 0;
  #bytes = 0;
  #compacting = false;
  #retry: NodeJS.Timeout | undefined;
  #describe: NodeJS.Timeout | undefined;
  /** The name that the list of projects has, or is about to have. */
  #described: string;
  #telling: NodeJS.Timeout | undefined;
  /** People whose presence has changed since it was last sent. */
  readonly #changedPeople = new Set<number>();
  #whenWritable: (() => void) | null = null;

  private constructor(
    readonly id: string,
    private readonly parts: RoomParts,
    private readonly onDiscard: () => void,
  ) {
    // Only people have presence; the room itself has none.
    this.awareness.setLocalState(null);
    this.#described = this.name;
  }

  /** Opens a room and reads all of its history. */
  static async load(id: string, parts: RoomParts, onDiscard: () => void = () => {}): Promise<Room> {
    const room = new Room(id, parts, onDiscard);
    const entries = await parts.log.load(id);
    room.doc.transact(() => {
      for (const { kind, bytes } of entries) {
        if (kind === 'snapshot') Y.applyUpdateV2(room.doc, bytes);
        else Y.applyUpdate(room.doc, bytes);
      }
    });
    for (const { kind, bytes } of entries) if (kind === 'update') room.#count(bytes);
    room.#described = room.name;
    room.#listen();
    room.#compactWhenDue();
    return room;
  }

  /** The name in the document; empty when it has none yet. */
  get name(): string {
    const name: unknown = this.doc.getMap('project').get('name');
    return typeof name === 'string' ? name : '';
  }

  /**
   * Applies a change from a member. Ignored while the room is read-only: what could not be made durable must
   * not reach others. @throws when the bytes are no update; the document is then unchanged
   */
  receiveUpdate(update: Uint8Array, from: Member): void {
    // Decoding first keeps a broken update from being half applied.
    Y.decodeUpdate(update);
    if (this.readOnly !== null) return;
    const before = pendingOf(this.doc);
    Y.applyUpdate(this.doc, update, from);
    // Parts that wait for something missing are not announced as an update, but were accepted all the same.
    const after = pendingOf(this.doc);
    if (after && (!before || Buffer.compare(before, after) !== 0)) this.#append(update);
  }

  /**
   * Resolves when everything applied so far is durable. Rejects when storage failed: it was not, and may never be.
   */
  durable(): Promise<void> {
    return this.readOnly === null ? this.#durable : Promise.reject(new Error(this.readOnly));
  }

  /** Calls back once, when the room has become writable again. */
  whenWritable(fn: () => void): void {
    this.#whenWritable = fn;
  }

  /** What the pages behind a member say of the people there, such as their names. */
  statesBehind(member: unknown): unknown[] {
    return this.speakers.peopleOf(member).map((person) => this.awareness.getStates().get(person));
  }

  join(member: Member): void {
    this.members.add(member);
  }

  leave(member: Member): void {
    this.members.delete(member);
  }

  /** Makes everything durable and lets go of the document. */
  async close(): Promise<void> {
    await this.durable().catch(this.parts.onFailure);
    await this.#describeNow();
    this.discard();
  }

  /** Lets go of the document without writing anything. */
  discard(): void {
    this.onDiscard();
    clearTimeout(this.#retry);
    clearTimeout(this.#describe);
    clearTimeout(this.#telling);
    this.awareness.destroy();
    this.doc.destroy();
  }

  #listen(): void {
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      const frame = framed(updateFrame(update));
      for (const member of this.members) if (member !== origin) member.sendFramed(frame);
      this.#append(update);
    });
    this.awareness.on('update', (change: { added: number[]; updated: number[]; removed: number[] }) => {
      for (const people of [change.added, change.updated, change.removed])
        for (const person of people) this.#changedPeople.add(person);
      const wait = Math.min(LONGEST_PRESENCE_MS, Math.max(PRESENCE_MS, this.members.size / 2));
      this.#telling ??= setTimeout(() => this.#tellPresence(), wait);
    });
  }

  /** Its author hears it too: y-websocket takes its own presence coming back as the sign of life. */
  #tellPresence(): void {
    this.#telling = undefined;
    const frame = framed(presenceFrame(this.awareness, [...this.#changedPeople]));
    this.#changedPeople.clear();
    for (const member of this.members) member.sendFramed(frame);
  }

  #append(update: Uint8Array): void {
    this.#count(update);
    this.#chain(this.parts.log.append(this.id, update));
    this.#compactWhenDue();
    this.#describeSoon();
  }

  #describeSoon(): void {
    const named = this.name !== this.#described;
    if (this.#describe && !named) return;
    // A name is set anew only once it is told: many changes may follow.
    if (named) this.#described = this.name;
    clearTimeout(this.#describe);
    this.#describe = setTimeout(() => void this.#describeNow(), named ? NAME_MS : MODIFIED_MS);
  }

  /** Adds a write to those that {@link durable} waits for; after one has failed, all that follow count as failed. */
  #chain(write: Promise<void>): void {
    const before = this.#durable;
    this.#durable = Promise.all([before, write]).then(() => {});
    this.#durable.catch((error: unknown) => this.#fail(error));
  }

  #fail(error: unknown): void {
    if (this.readOnly !== null) return;
    this.parts.onFailure(error);
    this.#setReadOnly(READ_ONLY_REASON);
    this.#retryLater();
  }

  #retryLater(): void {
    this.#retry = setTimeout(async () => {
      try {
        // One snapshot holds all that may have been lost on the way.
        await this.parts.log.compact(this.id, Y.encodeStateAsUpdateV2(this.doc));
        this.#updates = this.#bytes = 0;
        this.#durable = Promise.resolve();
        this.#setReadOnly(null);
        this.#whenWritable?.();
        this.#whenWritable = null;
      } catch {
        this.#retryLater();
      }
    }, RETRY_MS);
  }

  #setReadOnly(reason: string | null): void {
    this.readOnly = reason;
    for (const member of this.members) member.readOnlyChanged(reason);
  }

  #count(update: Uint8Array): void {
    this.#updates++;
    this.#bytes += update.length;
  }

  /** Nobody waits for a compaction: what it would replace is durable, and stays when it fails. */
  #compactWhenDue(): void {
    if (this.#compacting || this.readOnly !== null) return;
    const { updates, bytes } = this.parts.compactWhen ?? USUALLY;
    if (this.#updates < updates && this.#bytes < bytes) return;
    this.#compacting = true;
    this.#updates = this.#bytes = 0;
    void this.parts.compact(this.id).then(() => (this.#compacting = false));
  }

  async #describeNow(): Promise<void> {
    clearTimeout(this.#describe);
    const pending = this.#describe !== undefined;
    this.#describe = undefined;
    if (!pending) return;
    try {
      await this.parts.log.describe({ room: this.id, name: this.name, modified: Date.now() });
    } catch (error) {
      this.parts.onFailure(error);
    }
  }
}

/** What Yjs holds back until something missing arrives, as bytes to compare; `null` for nothing. */
function pendingOf(doc: Y.Doc): Buffer | null {
  const { pendingStructs, pendingDs } = doc.store;
  if (!pendingStructs && !pendingDs) return null;
  return Buffer.concat([pendingStructs?.update ?? new Uint8Array(), pendingDs ?? new Uint8Array()]);
}
