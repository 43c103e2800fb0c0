import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as awarenessProtocol from 'y-protocols/awareness';
import * as syncProtocol from 'y-protocols/sync';
import type { WebSocket } from 'ws';
import {
  CloseCode,
  encodeBarrier,
  encodeLogs,
  encodeNotice,
  MessageType,
  readBarrier,
  readLogPosition,
  type LogPosition,
} from '../net/wire.ts';
import type { LogFeed } from './logs/remote-logs.ts';
import type { Member, Room } from './room.ts';

/** A reader that falls this far behind is sent away, in bytes; it catches up when it comes back. */
const MAX_BACKLOG_BYTES = 64 * 1024 * 1024;
/** What a client may say at once about the people on its side, in bytes. */
const MAX_PRESENCE_BYTES = 1024 * 1024;

/**
 * One WebSocket in one room, speaking y-websocket's protocol and the barrier of `net/wire.ts`. Whatever
 * a client sends, the worst that happens is that this one socket is closed.
 */
export class SyncConnection implements Member {
  /** Presence that came in through this socket; it goes when the socket goes. */
  readonly #people = new Set<number>();
  /** Whether the client knows of barriers, and so of notices. */
  #knowsNotices = false;
  #endLogs = (): void => {};

  constructor(
    private readonly socket: WebSocket,
    private readonly room: Room,
    private readonly logs: LogFeed,
  ) {}

  /** Joins the room and says hello. */
  start(): void {
    this.room.join(this);
    this.room.awareness.on('update', this.#rememberPeople);
    // The question comes first, so that a client which sees our answer to its own has already sent all it has.
    this.#sendSyncStep1();
    const people = [...this.room.awareness.getStates().keys()];
    if (people.length > 0) {
      this.sendAwareness(awarenessProtocol.encodeAwarenessUpdate(this.room.awareness, people));
    }
  }

  /** Leaves the room; the socket is closed or about to be. */
  stop(): void {
    this.#endLogs();
    this.room.leave(this);
    this.room.awareness.off('update', this.#rememberPeople);
    awarenessProtocol.removeAwarenessStates(this.room.awareness, [...this.#people], this);
  }

  /** Handles one frame. */
  receive(frame: Uint8Array): void {
    try {
      this.#handle(frame);
    } catch {
      this.close(CloseCode.malformed, 'a frame does not follow the protocol');
    }
  }

  sendUpdate(update: Uint8Array): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MessageType.sync);
    syncProtocol.writeUpdate(encoder, update);
    this.#send(encoding.toUint8Array(encoder));
  }

  sendAwareness(update: Uint8Array): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MessageType.awareness);
    encoding.writeVarUint8Array(encoder, update);
    this.#send(encoding.toUint8Array(encoder));
  }

  readOnlyChanged(reason: string | null): void {
    // What was ignored meanwhile is asked for before the client hears that it can write again.
    if (reason === null) this.#sendSyncStep1();
    if (this.#knowsNotices) this.#send(encodeNotice({ readOnly: reason }));
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason);
  }

  #handle(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    switch (decoding.readVarUint(decoder)) {
      case MessageType.sync:
        return this.#handleSync(decoder);
      case MessageType.awareness: {
        const update = decoding.readVarUint8Array(decoder);
        if (update.length > MAX_PRESENCE_BYTES) throw new Error('too much presence');
        return awarenessProtocol.applyAwarenessUpdate(this.room.awareness, update, this);
      }
      case MessageType.queryAwareness: {
        const people = [...this.room.awareness.getStates().keys()];
        return this.sendAwareness(awarenessProtocol.encodeAwarenessUpdate(this.room.awareness, people));
      }
      case MessageType.barrier:
        return this.#handleBarrier(readBarrier(decoder));
      case MessageType.logs:
        return this.#followLogs(readLogPosition(decoder));
      default:
        throw new Error('unknown message type');
    }
  }

  #handleSync(decoder: decoding.Decoder): void {
    switch (decoding.readVarUint(decoder)) {
      case syncProtocol.messageYjsSyncStep1: {
        const encoder = encoding.createEncoder();
        encoding.writeVarUint(encoder, MessageType.sync);
        syncProtocol.readSyncStep1(decoder, encoder, this.room.doc);
        return this.#send(encoding.toUint8Array(encoder));
      }
      case syncProtocol.messageYjsSyncStep2:
      case syncProtocol.messageYjsUpdate:
        return this.room.receiveUpdate(decoding.readVarUint8Array(decoder), this);
      default:
        throw new Error('unknown sync message');
    }
  }

  #handleBarrier(nonce: number): void {
    if (!this.#knowsNotices) {
      this.#knowsNotices = true;
      if (this.room.readOnly !== null) this.readOnlyChanged(this.room.readOnly);
    }
    // No answer when storage fails: the notice has said so, and the client asks again when it is over.
    this.room.durable().then(
      () => this.#send(encodeBarrier(nonce)),
      () => {},
    );
  }

  #followLogs({ epoch, after }: LogPosition): void {
    this.#endLogs();
    // Numbers of another run of the server mean nothing here: everything is new.
    const from = epoch === this.logs.epoch ? after : 0;
    this.#endLogs = this.logs.follow(this.room.id, from, (lines) =>
      this.#send(encodeLogs(this.logs.epoch, lines)),
    );
  }

  // Whoever spoke last for a person owns that presence: after a quick reconnect the old socket's end
  // must not take it away.
  #rememberPeople = (
    change: { added: number[]; updated: number[]; removed: number[] },
    origin: unknown,
  ): void => {
    for (const person of [...change.added, ...change.updated]) {
      if (origin === this) this.#people.add(person);
      else this.#people.delete(person);
    }
    for (const person of change.removed) this.#people.delete(person);
  };

  #sendSyncStep1(): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MessageType.sync);
    syncProtocol.writeSyncStep1(encoder, this.room.doc);
    this.#send(encoding.toUint8Array(encoder));
  }

  #send(frame: Uint8Array): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.socket.bufferedAmount > MAX_BACKLOG_BYTES) {
      this.socket.terminate();
      return;
    }
    this.socket.send(frame);
  }
}
