/** Several people with a document each, between whom messages are delayed, reordered, lost and cut off. */
import * as Y from 'yjs';
import { Random } from '../../src/lib/base/random.ts';
import { userOrigin, type Origin } from '../../src/lib/document/origin.ts';
import { DocReader } from '../../src/lib/document/reader.ts';
import { UndoHistory } from '../../src/lib/document/undo.ts';

/** Seeded choices. */
export class Choices {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  /** An integer from 0 up to, but not including, `end`. */
  below(end: number): number {
    return this.#random.integer(0, Math.max(0, end - 1));
  }

  chance(probability: number): boolean {
    return this.#random.float() < probability;
  }

  /** One of the items; there must be one. */
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }
}

export interface Peer {
  doc: Y.Doc;
  origin: Origin;
  history: UndoHistory;
  reader: DocReader;
  /** Updates on their way to this peer. */
  inbox: Uint8Array[];
  /** Cut off: what is sent to or by it is lost until the next sync. */
  away: boolean;
}

/** The network of a run: everything that it does comes from one seed. */
export class Peers {
  readonly all: Peer[];
  readonly random: Choices;

  constructor(count: number, seed: number, base: Uint8Array) {
    this.random = new Choices(seed);
    this.all = Array.from({ length: count }, (_, at) => {
      const doc = new Y.Doc();
      // Ids that are drawn anew would make a seed unrepeatable.
      doc.clientID = at + 1;
      Y.applyUpdate(doc, base);
      const origin = userOrigin();
      const history = new UndoHistory(doc, origin, { getSelection: () => [], setSelection: () => {} });
      return { doc, origin, history, reader: new DocReader(doc), inbox: [], away: false };
    });
    for (const peer of this.all)
      peer.doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin === 'network' || peer.away) return;
        for (const other of this.all) {
          if (other === peer || other.away || this.random.chance(0.1)) continue;
          other.inbox.push(update);
        }
      });
  }

  /** Lets the network do one thing: deliver something, in any order, cut somebody off, or bring two into step. */
  shake(): void {
    const { random } = this;
    const peer = random.pick(this.all);
    const deed = random.below(20);
    if (deed < 10) this.#deliver(peer, random.below(peer.inbox.length + 1));
    else if (deed === 10) peer.away = !peer.away;
    else if (deed === 11) this.#sync(peer, random.pick(this.all));
  }

  /** Brings everybody to the same state, as reconnecting does. */
  settle(): void {
    for (const peer of this.all) {
      peer.away = false;
      this.#deliver(peer, peer.inbox.length);
    }
    for (let round = 0; round < 2; round++)
      for (const a of this.all) for (const b of this.all) this.#sync(a, b);
    for (const peer of this.all) peer.inbox.length = 0;
  }

  dispose(): void {
    for (const { reader, history, doc } of this.all) {
      reader.dispose();
      history.dispose();
      doc.destroy();
    }
  }

  #deliver(peer: Peer, count: number): void {
    for (let i = 0; i < count; i++) {
      const [update] = peer.inbox.splice(this.random.below(peer.inbox.length), 1);
      if (update) Y.applyUpdate(peer.doc, update, 'network');
    }
  }

  #sync(a: Peer, b: Peer): void {
    if (a === b || a.away || b.away) return;
    Y.applyUpdate(b.doc, Y.encodeStateAsUpdate(a.doc, Y.encodeStateVector(b.doc)), 'network');
    Y.applyUpdate(a.doc, Y.encodeStateAsUpdate(b.doc, Y.encodeStateVector(a.doc)), 'network');
  }
}
