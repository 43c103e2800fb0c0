import { encodeDeeds, encodeFollow, readFromServer } from '../../net/activity-wire.ts';
import { MessageType } from '../../net/wire.ts';
import { isRecord } from '../../base/guards.ts';
import { isActivityLine, MOST_DEEDS, type ActivityLine, type Deed } from '../../schema/activity.ts';
import type { ProjectConnection } from './project-connection.ts';

/** What was done and not told yet is kept on this device, up to so many steps. */
const MOST_KEPT = 300;
/** Of what the server tells, so many lines are listed. */
const MOST_LISTED = 500;
/** How long steps are gathered before they are told, in milliseconds. */
const GATHER_MS = 500;

/** A line that only this device has yet: it has no number. */
const untold = (line: Omit<ActivityLine, 'number'>): ActivityLine => ({
  ...line,
  number: Number.MAX_SAFE_INTEGER,
});

/**
 * Tells the server what is done here, and hears from it what everybody did. What is done without a connection waits on this
 * device.
 */
export class ActivityFeed {
  readonly #connection: ProjectConnection;
  readonly #send: (frame: Uint8Array<ArrayBuffer>) => boolean;
  readonly #listeners = new Set<() => void>();
  readonly #stop: () => void;
  readonly #key: string;
  /** By id, in the order in which it was done. */
  readonly #pending = new Map<string, ActivityLine>();
  /** Ids of what is on its way, by the number of the message. */
  readonly #sent = new Map<number, readonly string[]>();
  /** By number. */
  #heard = new Map<number, ActivityLine>();
  #nonce = 0;
  #following = false;
  #connected = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(connection: ProjectConnection) {
    this.#connection = connection;
    this.#key = `perigee.deeds/${connection.id}`;
    for (const line of keptLines(this.#key)) this.#pending.set(line.id, line);
    this.#send = connection.speak(MessageType.activity, (decoder) => this.#hear(readFromServer(decoder)));
    this.#stop = connection.onStatus(() => this.#look());
    this.#look();
  }

  /** All lines that are known, those that are not told yet at the end. */
  get lines(): ActivityLine[] {
    const heard = [...this.#heard.values()];
    const ids = new Set(heard.map(({ id }) => id));
    return [...heard, ...[...this.#pending.values()].filter(({ id }) => !ids.has(id))];
  }

  /** Calls back whenever {@link lines} have changed. @returns what ends it */
  subscribe(fn: () => void): () => void {
    this.#listeners.add(fn);
    return () => this.#listeners.delete(fn);
  }

  /** Something was done here now. */
  tell(deed: Deed, { name: by, color }: { name: string; color: string }): void {
    this.#pending.set(deed.id, untold({ ...deed, by, color, at: Date.now() }));
    while (this.#pending.size > MOST_KEPT) this.#pending.delete(this.#pending.keys().next().value!);
    this.#keep();
    this.#tellSoon();
  }

  /** From now on what everybody did is heard, also what was done before. */
  follow(): void {
    if (this.#following) return;
    this.#following = true;
    if (this.#connected) this.#send(encodeFollow(0));
  }

  dispose(): void {
    this.#stop();
    clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  #look(): void {
    const { reached } = this.#connection;
    if (reached === this.#connected) return;
    this.#connected = reached;
    this.#sent.clear();
    if (!reached) return;
    if (this.#following) this.#send(encodeFollow(Math.max(0, ...this.#heard.keys())));
    this.#tellSoon();
  }

  #tellSoon(): void {
    if (this.#connected) this.#timer ??= setTimeout(() => this.#tellNow(), GATHER_MS);
  }

  #tellNow(): void {
    this.#timer = undefined;
    // What only may be looked at hears of nothing, whatever was tried.
    if (this.#connection.locked) return;
    const underWay = new Set([...this.#sent.values()].flat());
    const lines = [...this.#pending.values()].filter(({ id }) => !underWay.has(id)).slice(0, MOST_DEEDS);
    const [first] = lines;
    if (!first) return;
    // One message speaks for one person: who changed their name meanwhile gets two.
    const same = lines.filter(({ by, color }) => by === first.by && color === first.color);
    const now = Date.now();
    const deeds = same.map(({ id, name, scene, selection, script, at }) => ({
      ...{ id, name, scene, selection, script },
      age: Math.max(0, now - at),
    }));
    const nonce = ++this.#nonce;
    if (!this.#send(encodeDeeds(nonce, { by: first.by, color: first.color, deeds }))) return;
    this.#sent.set(
      nonce,
      same.map(({ id }) => id),
    );
    if (this.#pending.size > underWay.size + same.length) this.#tellSoon();
  }

  #hear(told: ReturnType<typeof readFromServer>): void {
    if ('kept' in told) {
      for (const id of this.#sent.get(told.kept) ?? []) this.#pending.delete(id);
      this.#sent.delete(told.kept);
      this.#keep();
      return;
    }
    const kept = [...this.#heard.values(), ...told.lines].sort((a, b) => a.number - b.number);
    this.#heard = new Map(kept.slice(-MOST_LISTED).map((line) => [line.number, line]));
    this.#changed();
  }

  #keep(): void {
    try {
      const lines = [...this.#pending.values()];
      if (lines.length > 0) localStorage.setItem(this.#key, JSON.stringify(lines));
      else localStorage.removeItem(this.#key);
    } catch {
      // It is told as long as this page is open.
    }
    this.#changed();
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

function keptLines(key: string): ActivityLine[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(value) ? value.filter((line) => isRecord(line) && isActivityLine(line)) : [];
  } catch {
    return [];
  }
}
