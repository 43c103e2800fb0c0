import * as Y from 'yjs';
import { isRecord, isString } from '../base/guards.ts';
import { Touched } from '../document/touched.ts';
import { MAX_VERSION_NAME } from '../net/versions.ts';
import type { Room } from './room.ts';
import type { UpdateLog } from './update-log.ts';
import { countsOf, stateOf, type Since, type Versions } from './versions.ts';

/** When versions are kept by themselves, in milliseconds. */
export interface KeepWhen {
  /** While people work, one each. */
  every: number;
  /** A project that was left for so long is kept as it was left when somebody opens it. */
  left: number;
}

const USUALLY: KeepWhen = { every: 60 * 60 * 1000, left: 10 * 60 * 1000 };
/** Names of people who are remembered of one version. */
const MOST_PEOPLE = 20;

/** What is known of an open room. */
interface Watched {
  touched: Touched;
  by: Set<string>;
  /** When the newest version was made. */
  at: number;
  timer: NodeJS.Timeout | undefined;
  stop: () => void;
}

/** Keeps versions of rooms that people work in, without being asked. */
export class VersionKeeper {
  readonly #rooms = new Map<Room, Watched>();

  constructor(
    private readonly versions: Versions,
    private readonly log: UpdateLog,
    private readonly onFailure: (error: unknown) => void,
    private readonly when: KeepWhen = USUALLY,
    private readonly now: () => number = Date.now,
  ) {}

  /** A room was opened: it is kept as it was left, and from now on while people work in it. */
  async opened(room: Room): Promise<void> {
    const { at, state, since } = await this.versions.newest(room.id);
    const watched: Watched = {
      touched: new Touched(room.doc),
      by: new Set(since.by),
      at,
      timer: undefined,
      stop: () => {},
    };
    watched.touched.add(since.things);
    this.#rooms.set(room, watched);
    const modified = (await this.log.find(room.id))?.modified ?? 0;
    // Asking for the state costs a walk through the document: only where there may be something new.
    if (modified > at && this.now() - modified >= this.when.left && stateOf(room.doc) !== state)
      this.#keep(room, watched, modified);
    const heard = (transaction: Y.Transaction) => this.#heard(room, watched, transaction);
    room.doc.on('afterTransaction', heard);
    watched.stop = () => room.doc.off('afterTransaction', heard);
  }

  /** Somebody has kept a version of an open room: what was worked on since is told with it, and counts anew. */
  taken(id: string): Since {
    for (const [room, watched] of this.#rooms) {
      if (room.id !== id) continue;
      const since = sinceOf(watched);
      this.#begin(watched, this.now());
      return since;
    }
    return { things: {}, by: [] };
  }

  /** A room is about to be closed. */
  async closing(room: Room): Promise<void> {
    const watched = this.#rooms.get(room);
    if (!watched) return;
    this.gone(room);
    if (watched.touched.empty) return;
    await this.versions.remember(room.id, sinceOf(watched)).catch(this.onFailure);
  }

  /** A room is gone, and with it its project. */
  gone(room: Room): void {
    const watched = this.#rooms.get(room);
    watched?.stop();
    clearTimeout(watched?.timer);
    this.#rooms.delete(room);
  }

  #heard(room: Room, watched: Watched, transaction: Y.Transaction): void {
    if (transaction.changed.size === 0) return;
    watched.touched.note(transaction);
    for (const name of room.statesBehind(transaction.origin).map(nameIn))
      if (name !== '' && watched.by.size < MOST_PEOPLE) watched.by.add(name);
    if (watched.timer || watched.touched.empty) return;
    const wait = Math.max(this.when.every / 10, watched.at + this.when.every - this.now());
    watched.timer = setTimeout(() => this.#keep(room, watched, this.now()), Math.min(wait, this.when.every));
    watched.timer.unref();
  }

  #keep(room: Room, watched: Watched, at: number): void {
    if (room.readOnly !== null) return this.#begin(watched, watched.at);
    const since = sinceOf(watched);
    const version = { kind: 'automatic', name: '', at, by: since.by, touched: countsOf(since) } as const;
    this.#begin(watched, this.now());
    this.versions
      .add(room.id, version, Y.encodeStateAsUpdateV2(room.doc), stateOf(room.doc))
      .catch(this.onFailure);
  }

  #begin(watched: Watched, at: number): void {
    clearTimeout(watched.timer);
    watched.timer = undefined;
    watched.touched.clear();
    watched.by.clear();
    watched.at = at;
  }
}

const sinceOf = ({ touched, by }: Watched): Since => ({ things: touched.toJSON(), by: [...by] });

/** The name by which somebody goes, in what their page says of them; '' for none. */
function nameIn(state: unknown): string {
  const user = isRecord(state) && isRecord(state['user']) ? state['user'] : {};
  return isString(user['name']) ? user['name'].slice(0, MAX_VERSION_NAME).trim() : '';
}
