/**
 * Up to eight people edit one project through the server's own rooms and connections, while sockets drop, the server is killed
 * between a write and its durability, logs are compacted, links are replaced, people become viewers and editors
 * again, versions are kept and restored. Everything but the network is the real thing; all that happens comes from one seed.
 */
import { isDeepStrictEqual } from 'node:util';
import * as decoding from 'lib0/decoding';
import type { WebSocket } from 'ws';
import * as Y from 'yjs';
import { readComments } from '../../src/lib/document/comment-keys.ts';
import { writeProject } from '../../src/lib/document/edit-project.ts';
import { systemOrigin, userOrigin } from '../../src/lib/document/origin.ts';
import { readProject } from '../../src/lib/document/read.ts';
import { DocReader } from '../../src/lib/document/reader.ts';
import { restore } from '../../src/lib/document/restore.ts';
import { UndoHistory } from '../../src/lib/document/undo.ts';
import { encodeRemark, readRemarkAnswer } from '../../src/lib/net/remark-wire.ts';
import { CloseCode, encodeBarrier, MessageType } from '../../src/lib/net/wire.ts';
import { blankEntity, blankProject, blankScene } from '../../src/lib/schema/blank.ts';
import { checkProject } from '../../src/lib/schema/validate.ts';
import { Access } from '../../src/lib/server/access.ts';
import { questionFrame, updateFrame } from '../../src/lib/server/frames.ts';
import { USUAL_LIMITS } from '../../src/lib/server/limits.ts';
import { MemoryUpdateLog } from '../../src/lib/server/memory-update-log.ts';
import { mergeEntries } from '../../src/lib/server/merge-entries.js';
import type { Merge } from '../../src/lib/server/update-log.ts';
import { Metrics } from '../../src/lib/server/metrics.ts';
import type { Room } from '../../src/lib/server/room.ts';
import { Rooms } from '../../src/lib/server/rooms.ts';
import { SyncConnection } from '../../src/lib/server/sync-connection.ts';
import { unpackVersion, Versions } from '../../src/lib/server/versions.ts';
import { updateAs } from '../server/raw-client.ts';
import { editAtRandom } from './edits.ts';
import { Choices, type Peer } from './peers.ts';

const PROJECT = 'p'.repeat(21);

/** A medium whose writes take until {@link flush}; what had not been written when the power went is gone. */
class SlowLog extends MemoryUpdateLog {
  #waiting: (() => void)[] = [];
  #off = false;

  constructor(private readonly medium: MemoryUpdateLog) {
    super();
  }

  override find(room: string) {
    return this.medium.find(room);
  }
  override load(room: string) {
    return this.medium.load(room);
  }
  override getRecord(key: string) {
    return this.medium.getRecord(key);
  }
  override putRecords(changes: ReadonlyMap<string, Uint8Array | null>) {
    return this.medium.putRecords(changes);
  }
  override async describe() {}
  override append(room: string, update: Uint8Array) {
    return this.#later(() => this.medium.append(room, update));
  }
  override fold(room: string, merge: Merge) {
    return this.#later(() => this.medium.fold(room, merge));
  }
  override compact(room: string, snapshot: Uint8Array) {
    return this.#later(() => this.medium.compact(room, snapshot));
  }

  /** Writes the oldest so many. */
  flush(count = Infinity): void {
    for (const write of this.#waiting.splice(0, count)) write();
  }

  powerOff(): void {
    this.#off = true;
    this.#waiting = [];
  }

  #later(write: () => Promise<void>): Promise<void> {
    if (this.#off) return new Promise(() => {});
    return new Promise((resolve, reject) => this.#waiting.push(() => void write().then(resolve, reject)));
  }
}

/** One connection: frames on their way in both directions, in order; what is under way when it ends is lost. */
class Link {
  readonly toServer: Uint8Array[] = [];
  readonly toClient: Uint8Array[] = [];
  connection: SyncConnection | null = null;
  open = true;
  /** Set when the server has been sent all that this person has. */
  told = false;
  #end: () => void = () => {};

  /** What the server holds of it, as far as a connection uses it. */
  readonly socket = {
    OPEN: 1,
    readyState: 1,
    send: (frame: Uint8Array) => void this.toClient.push(frame),
    close: (code: number, reason: string) => {
      if (code === CloseCode.malformed) throw new Error(reason);
      this.close();
    },
    terminate: () => this.close(),
    ping: () => {},
    once: () => {},
  };

  /** What is sent to all at once comes with the header of its frame: 2, 4 or 10 bytes, by its second byte. */
  readonly stream = {
    writableLength: 0,
    write: (frame: Buffer) => {
      const head = { 126: 4, 127: 10 }[frame[1]!] ?? 2;
      this.toClient.push(frame.subarray(head));
      return true;
    },
  };

  onEnd(fn: () => void): void {
    this.#end = fn;
  }

  close(): void {
    if (!this.open) return;
    this.open = false;
    this.socket.readyState = 3;
    this.#end();
  }
}

interface Person extends Peer {
  role: 'editor' | 'viewer';
  link: Link | null;
  /** Questions under way, with all that this person had when asking. */
  asked: Map<number, Uint8Array>;
}

const base = (() => {
  const doc = new Y.Doc();
  doc.clientID = 1000;
  const entities = { a: blankEntity(), b: blankEntity({ parent: 'a' }) };
  const scene = blankScene({ entities }, () => 'layer');
  writeProject(doc, systemOrigin, { ...blankProject('Base', () => 's'), scenes: { s: scene } });
  return Y.encodeStateAsUpdateV2(doc);
})();

/** Runs one seed. @throws when somebody lost something, or two see different things */
export async function runCollaboration(
  seed: number,
  operations: number,
): Promise<{ acknowledged: number; kills: number }> {
  const world = await World.create(seed);
  try {
    for (let n = 0; n < operations; n++) await world.step();
    await world.finish();
    return { acknowledged: world.acknowledged, kills: world.kills };
  } finally {
    world.dispose();
  }
}

class World {
  readonly #random: Choices;
  readonly #people: Person[];
  readonly #medium = new MemoryUpdateLog();
  #log!: SlowLog;
  #rooms!: Rooms;
  #access!: Access;
  #versions!: Versions;
  #nonce = 0;
  /** Threads of viewers that were told to be durable. */
  readonly #said = new Set<string>();
  #kept = 0;
  /** All that was ever acknowledged. */
  readonly #safe = new Y.Doc();
  acknowledged = 0;
  kills = 0;

  private constructor(seed: number) {
    this.#random = new Choices(seed);
    this.#people = Array.from({ length: 2 + this.#random.below(7) }, (_, at) => this.#person(at + 1));
  }

  static async create(seed: number): Promise<World> {
    const world = new World(seed);
    await world.#medium.compact(PROJECT, base);
    await world.#medium.describe({ room: PROJECT, name: 'Base', modified: 0 });
    world.#boot();
    for (const role of ['editor', 'viewer'] as const) await world.#access.renew(PROJECT, role);
    return world;
  }

  async step(): Promise<void> {
    const random = this.#random;
    const person = random.pick(this.#people);
    const deed = random.below(100);
    // Nobody edits what they do not have yet, or may only look at.
    if (deed < 70 && person.role === 'editor' && person.doc.store.clients.size > 0)
      editAtRandom(person, random);
    else if (deed < 76) this.#drop(person);
    else if (deed < 80) await this.#changeRole(person);
    else if (deed < 82) await this.#access.renew(PROJECT, random.pick(['editor', 'viewer']));
    else if (deed < 84) await this.#kill();
    else if (deed < 87) this.#misbehave(person);
    else if (deed < 89) this.#say(person);
    else if (deed < 91) await this.#keepVersion(person);
    else if (deed < 93) await this.#restoreVersion(person);
    if (!person.link) await this.#connect(person);
    if (random.chance(0.4)) this.#ask(person);
    for (let i = random.below(12); i > 0; i--) await this.#pump(random.pick(this.#people), random.below(4));
    if (random.chance(0.2)) this.#log.flush(1 + random.below(6));
    await settled();
  }

  async finish(): Promise<void> {
    for (const person of this.#people) {
      person.role = 'editor';
      this.#drop(person);
    }
    for (let round = 0; round < 4; round++) {
      for (const person of this.#people) if (!person.link) await this.#connect(person);
      while (this.#people.some(({ link }) => link && link.toServer.length + link.toClient.length > 0)) {
        for (const person of this.#people) await this.#pump(person, 1000);
        this.#log.flush();
        await settled();
      }
    }
    const stored = await this.#stored();
    const states = [...this.#people.map(({ doc }) => doc), stored].map((doc) => readProject(doc));
    states.forEach((state, at) => {
      if (!isDeepStrictEqual(state, states[0]))
        throw new Error(`person ${at + 1} of ${states.length} sees something else than person 1`);
    });
    for (const id of this.#said)
      if (!readComments(stored)?.[id]) throw new Error('what a viewer was told to be written down is gone');
    const kept = await this.#versions.list(PROJECT);
    if (kept.length !== this.#kept) throw new Error(`${this.#kept - kept.length} versions are gone`);
    if (stored.getMap('evil').size > 0) throw new Error('a viewer has changed the project');
    const wrong = checkProject(readProject(stored)).filter(({ severity }) => severity === 'error');
    if (wrong.length > 0) throw new Error(`the project is not valid: ${wrong[0]!.message}`);
  }

  dispose(): void {
    for (const person of this.#people) {
      this.#drop(person);
      person.reader.dispose();
      person.history.dispose();
      person.doc.destroy();
    }
    this.#log.powerOff();
  }

  #person(id: number): Person {
    const doc = new Y.Doc();
    doc.clientID = id;
    const origin = userOrigin();
    const history = new UndoHistory(doc, origin, { getSelection: () => [], setSelection: () => {} });
    const reader = new DocReader(doc);
    const person: Person = {
      doc,
      origin,
      history,
      reader,
      inbox: [],
      away: false,
      role: 'editor',
      link: null,
      asked: new Map(),
    };
    doc.on('update', (update: Uint8Array, from: unknown) => {
      if (from !== 'network') person.link?.toServer.push(updateFrame(update));
    });
    return person;
  }

  #boot(): void {
    this.#log = new SlowLog(this.#medium);
    this.#access = new Access(this.#log);
    this.#versions = new Versions(this.#log);
    const fail = (error: unknown) => {
      throw error;
    };
    const log = this.#log;
    this.#rooms = new Rooms({
      log,
      compact: (room) => log.fold(room, async (entries) => mergeEntries(entries)),
      onFailure: fail,
      compactWhen: { updates: 12 + this.#random.below(30), bytes: 20_000 },
    });
  }

  async #connect(person: Person): Promise<void> {
    const links = await this.#access.links(PROJECT);
    const pass = await this.#access.pass(links.find(({ role }) => role === person.role)!.token);
    if (pass === null || pass === 'expired')
      throw new Error('a link that was given does not open the project');
    const room = await this.#enter();
    const rooms = this.#rooms;
    const link = new Link();
    const logs = { epoch: '', follow: () => () => {} };
    const connection = new SyncConnection({
      socket: link.socket as unknown as WebSocket,
      stream: link.stream,
      room,
      logs,
      activity: { tell: async () => {}, follow: () => () => {} },
      pass,
      limits: USUAL_LIMITS,
      metrics: new Metrics(),
    });
    link.connection = connection;
    const unwatch = this.#access.watch(pass.token, () => link.close());
    link.onEnd(() => {
      unwatch();
      connection.stop();
      rooms.release(PROJECT);
      if (person.link === link) person.link = null;
      person.asked.clear();
    });
    person.link = link;
    connection.start();
    link.toServer.push(questionFrame(person.doc));
  }

  /** A room that is being closed waits for its last writes before it opens again. */
  async #enter(): Promise<Room> {
    let room: Room | null = null;
    void this.#rooms.acquire(PROJECT).then((found) => (room = found));
    for (let patience = 5; room === null; patience--) {
      await settled();
      if (patience < 0) this.#log.flush();
    }
    return room;
  }

  #drop(person: Person): void {
    person.link?.close();
  }

  async #changeRole(person: Person): Promise<void> {
    person.role = person.role === 'editor' ? 'viewer' : 'editor';
    this.#drop(person);
  }

  /** The power goes: nothing under way is written, nobody is told. */
  async #kill(): Promise<void> {
    this.kills++;
    this.#log.powerOff();
    for (const person of this.#people) this.#drop(person);
    this.#boot();
    const stored = await this.#stored();
    const before = Y.snapshot(stored);
    Y.applyUpdate(stored, Y.encodeStateAsUpdate(this.#safe));
    if (!Y.equalSnapshots(before, Y.snapshot(stored))) throw new Error('something acknowledged was lost');
  }

  /** A viewer's client that does not care what it may. */
  #misbehave(person: Person): void {
    if (person.role !== 'viewer' || !person.link) return;
    const doc = new Y.Doc();
    doc.getMap('evil').set('x', 1);
    person.link.toServer.push(updateAs(this.#random.pick(['update', 'step 2']), Y.encodeStateAsUpdate(doc)));
  }

  /** The one thing that a viewer may add. */
  #say(person: Person): void {
    if (person.role !== 'viewer' || !person.link) return;
    const thread = `t${++this.#nonce}`;
    const pin = { scene: 's', entity: '', at: [1, 2] as const };
    const remark = { thread, by: 'Vera', color: '#7c9cff', text: 'Nice', pin };
    person.link.toServer.push(encodeRemark(this.#nonce, remark));
  }

  async #keepVersion({ doc }: Person): Promise<void> {
    if (doc.store.clients.size === 0) return;
    const version = { id: `v${++this.#kept}`, name: 'Kept', at: this.#kept, by: [], touched: {} };
    await this.#versions.add(PROJECT, { ...version, kind: 'named' }, Y.encodeStateAsUpdateV2(doc));
  }

  /** All of it or a part becomes what it was in some version, as a step of somebody's, who may also take it back. */
  async #restoreVersion({ role, doc, origin, history }: Person): Promise<void> {
    if (role !== 'editor' || this.#kept === 0 || doc.store.clients.size === 0) return;
    const bytes = await this.#versions.bytesOf(PROJECT, `v${1 + this.#random.below(this.#kept)}`);
    const from = new Y.Doc();
    Y.applyUpdateV2(from, await unpackVersion(bytes!));
    const parts = this.#random.pick([
      'everything',
      [{ kind: 'scene', id: 's' }],
      [
        { kind: 'script', id: 'behavior/a.lua' },
        { kind: 'entity', home: 's', id: 'a' },
      ],
    ] as const);
    restore(doc, origin, from, parts, 'Restore');
    if (this.#random.chance(0.3)) history.undo();
    from.destroy();
  }

  #ask(person: Person): void {
    if (!person.link?.told || person.role !== 'editor') return;
    const nonce = ++this.#nonce;
    person.asked.set(nonce, Y.encodeStateAsUpdate(person.doc));
    person.link.toServer.push(encodeBarrier(nonce));
  }

  /** Delivers some frames of one person's connection, in both directions. */
  async #pump(person: Person, count: number): Promise<void> {
    const { link } = person;
    if (!link) return;
    for (const frame of link.toServer.splice(0, count)) if (link.open) link.connection?.receive(frame);
    for (const frame of link.toClient.splice(0, count)) if (link.open) this.#hear(person, link, frame);
  }

  #hear(person: Person, link: Link, frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    const type = decoding.readVarUint(decoder);
    if (type === MessageType.barrier) {
      const had = person.asked.get(decoding.readVarUint(decoder));
      if (had) {
        Y.applyUpdate(this.#safe, had);
        this.acknowledged++;
      }
    }
    if (type === MessageType.remark) {
      const { nonce, refused } = readRemarkAnswer(decoder);
      if (refused === '') this.#said.add(`t${nonce}`);
    }
    if (type !== MessageType.sync) return;
    const kind = decoding.readVarUint(decoder);
    const bytes = decoding.readVarUint8Array(decoder);
    if (kind === 0) {
      link.toServer.push(updateAs('step 2', Y.encodeStateAsUpdate(person.doc, bytes)));
      link.told = true;
    } else Y.applyUpdate(person.doc, bytes, 'network');
  }

  /** What a server that starts now would find. */
  async #stored(): Promise<Y.Doc> {
    const doc = new Y.Doc();
    for (const { kind, bytes } of await this.#medium.load(PROJECT)) {
      if (kind === 'snapshot') Y.applyUpdateV2(doc, bytes);
      else Y.applyUpdate(doc, bytes);
    }
    return doc;
  }
}

/** Lets all promises that can go on do so. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
