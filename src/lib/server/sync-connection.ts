import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as awarenessProtocol from 'y-protocols/awareness';
import * as syncProtocol from 'y-protocols/sync';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { encodeKept, encodeLines, readFromClient, type FromClient } from '../net/activity-wire.ts';
import { readRemark } from '../net/remark-wire.ts';
import { mayAs } from '../net/roles.ts';
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
import type { Pass } from './access.ts';
import type { ActivityBook } from './activity.ts';
import { deniedFrame, presenceFrame, questionFrame } from './frames.ts';
import type { Limits } from './limits.ts';
import type { LogFeed } from './logs/remote-logs.ts';
import { TokenBucket } from './logs/token-bucket.ts';
import type { Metrics } from './metrics.ts';
import { RemarkDesk } from './remark-desk.ts';
import type { Member, Room } from './room.ts';

/** One browser is one person; a few more for programs that act for several. */
const MAX_PEOPLE = 16;
/** What a viewer's client may send of its own before it is sent away: its page does not know that it may not. */
const MAX_REFUSED = 200;
/** Steps that one connection may tell of: so many at once, as after an hour without network, and so many a second. */
const STEPS_AT_ONCE = 500;
const STEPS_A_SECOND = 10;

/** What a connection works with. */
export interface ConnectionParts {
  socket: WebSocket;
  /** What is below the socket. */
  stream: Pick<Duplex, 'write' | 'writableLength'>;
  room: Room;
  logs: LogFeed;
  activity: ActivityBook;
  pass: Pass;
  limits: Limits;
  metrics: Metrics;
}

/**
 * One WebSocket in one room, speaking y-websocket's protocol and the additions of `net/wire.ts`, within what its link allows.
 * Whatever a client sends, the worst that happens is that this one socket is closed.
 */
export class SyncConnection implements Member {
  /** Whether the client knows of notices. */
  #knowsNotices = false;
  #refused = 0;
  #endLogs = (): void => {};
  #endActivity = (): void => {};
  #proving: NodeJS.Timeout | undefined;
  /** Connections that want to speak for people of this one, should it be dead. */
  readonly #claimants = new Set<Member>();
  readonly #frames: TokenBucket;
  readonly #presence: TokenBucket;
  readonly #remarks: RemarkDesk;
  readonly #steps: TokenBucket;

  readonly #socket: WebSocket;
  readonly #room: Room;
  readonly #mayWrite: boolean;

  constructor(private readonly parts: ConnectionParts) {
    this.#socket = parts.socket;
    this.#room = parts.room;
    this.#mayWrite = mayAs(parts.pass.role, 'editor');
    const { framesPerSecond, presenceBytes } = parts.limits;
    const now = () => performance.now();
    this.#frames = new TokenBucket(framesPerSecond * 10, framesPerSecond, now);
    this.#presence = new TokenBucket(presenceBytes * 4, presenceBytes, now);
    this.#remarks = new RemarkDesk(parts.room, this, parts.metrics);
    this.#steps = new TokenBucket(STEPS_AT_ONCE, STEPS_A_SECOND, now);
  }

  /** Joins the room and says hello. */
  start(): void {
    this.#room.join(this);
    // The question comes first, so that a client which sees our answer to its own has already sent all it has.
    this.#ask();
    this.#sendPresence();
  }

  /** Leaves the room; the socket is closed or about to be. */
  stop(): void {
    this.#endLogs();
    this.#endActivity();
    clearTimeout(this.#proving);
    this.#room.leave(this);
    const people = this.#room.speakers.leave(this);
    awarenessProtocol.removeAwarenessStates(this.#room.awareness, people, this);
    for (const claimant of this.#claimants) claimant.send(new Uint8Array([MessageType.queryAwareness]));
  }

  /** Handles one frame. */
  receive(frame: Uint8Array): void {
    if (this.#frames.take(1) > 0)
      return this.#refuse(CloseCode.tooMuch, 'too many messages at once', 'flood');
    try {
      this.#handle(frame);
    } catch {
      this.#refuse(CloseCode.malformed, 'a frame does not follow the protocol', 'malformed');
    }
  }

  send(message: Uint8Array): void {
    if (!this.#takes(message.length)) return;
    this.#socket.send(message);
  }

  sendFramed(frame: Buffer): void {
    if (!this.#takes(frame.length)) return;
    this.parts.stream.write(frame);
  }

  readOnlyChanged(reason: string | null): void {
    // What was ignored meanwhile is asked for before the client hears that it can write again.
    if (reason === null) this.#ask();
    this.#notify();
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  /** Whether something can be sent now. Who reads too slowly is sent away: it catches up when it comes back. */
  #takes(bytes: number): boolean {
    const { limits, metrics, stream } = this.parts;
    if (this.#socket.readyState !== this.#socket.OPEN) return false;
    if (stream.writableLength > limits.backlogBytes) {
      metrics.refused('backlog');
      this.#socket.terminate();
      return false;
    }
    metrics.sent(bytes);
    return true;
  }

  #handle(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    switch (decoding.readVarUint(decoder)) {
      case MessageType.sync:
        return this.#handleSync(decoder);
      case MessageType.awareness:
        return this.#handlePresence(decoding.readVarUint8Array(decoder));
      case MessageType.queryAwareness:
        return this.#sendPresence();
      case MessageType.barrier:
        return this.#handleBarrier(readBarrier(decoder));
      case MessageType.logs:
        return this.#followLogs(readLogPosition(decoder));
      case MessageType.remark:
        this.#learnsNotices();
        return this.#remarks.take(readRemark(decoder));
      case MessageType.activity:
        return this.#handleActivity(readFromClient(decoder));
      default:
        throw new Error('unknown message type');
    }
  }

  #handleSync(decoder: decoding.Decoder): void {
    switch (decoding.readVarUint(decoder)) {
      case syncProtocol.messageYjsSyncStep1: {
        const encoder = encoding.createEncoder();
        encoding.writeVarUint(encoder, MessageType.sync);
        syncProtocol.readSyncStep1(decoder, encoder, this.#room.doc);
        return this.send(encoding.toUint8Array(encoder));
      }
      case syncProtocol.messageYjsSyncStep2:
      case syncProtocol.messageYjsUpdate: {
        const update = decoding.readVarUint8Array(decoder);
        if (this.#mayWrite) return this.#room.receiveUpdate(update, this);
        return this.#refuseUpdate(update);
      }
      default:
        throw new Error('unknown sync message');
    }
  }

  /** Nothing of a viewer's is taken. It stays in the room, as it may see; and is told, in the protocol's own words. */
  #refuseUpdate(update: Uint8Array): void {
    // "I have nothing that you do not": no structs and no deletions.
    if (update.every((byte) => byte === 0)) return;
    this.parts.metrics.refused('viewer writes');
    if (++this.#refused > MAX_REFUSED) this.close(CloseCode.noAccess, 'this link is for looking only');
    else this.send(deniedFrame('This link is for looking only: the change was not taken.'));
  }

  #handlePresence(update: Uint8Array): void {
    const { limits } = this.parts;
    if (update.length > limits.presenceBytes || this.#presence.take(update.length) > 0)
      return this.#refuse(CloseCode.tooMuch, 'too much presence at once', 'presence');
    const { awareness, speakers } = this.#room;
    const own = speakers.own(update, this, MAX_PEOPLE, (speaker, person, clock) => {
      // What stock clients repeat of others has no news; one that has come back by another way does.
      if (clock > (awareness.meta.get(person)?.clock ?? 0)) speaker.prove(this);
    });
    if (own) awarenessProtocol.applyAwarenessUpdate(awareness, own, this);
  }

  prove(claimant: Member): void {
    this.#claimants.add(claimant);
    if (this.#proving) return;
    this.#proving = setTimeout(() => this.#socket.terminate(), this.parts.limits.signOfLifeMs);
    this.#socket.once('pong', () => {
      clearTimeout(this.#proving);
      this.#proving = undefined;
      this.#claimants.clear();
    });
    this.#socket.ping();
  }

  #handleBarrier(nonce: number): void {
    this.#learnsNotices();
    const asked = performance.now();
    // No answer when storage fails: the notice has said so, and the client asks again when it is over.
    this.#room.durable().then(
      () => {
        this.send(encodeBarrier(nonce));
        this.parts.metrics.acknowledgements.observe((performance.now() - asked) / 1000);
      },
      () => {},
    );
  }

  /** Reads along, or tells what was done: only who may do something has anything to tell. */
  #handleActivity(message: FromClient): void {
    const { activity, metrics } = this.parts;
    const { id } = this.#room;
    if ('after' in message) {
      this.#endActivity();
      this.#endActivity = activity.follow(id, message.after, (lines) => this.send(encodeLines(lines)));
    } else if (!this.#mayWrite) metrics.refused('viewer writes');
    else if (this.#steps.take(message.told.deeds.length) > 0) metrics.refused('steps');
    else
      activity.tell(id, message.told).then(
        () => this.send(encodeKept(message.nonce)),
        // It is told again with the next connection.
        () => {},
      );
  }

  #followLogs({ epoch, after }: LogPosition): void {
    this.#learnsNotices();
    this.#endLogs();
    const { logs } = this.parts;
    // Numbers of another run of the server mean nothing here: everything is new.
    const from = epoch === logs.epoch ? after : 0;
    this.#endLogs = logs.follow(this.#room.id, from, (lines) => this.send(encodeLogs(logs.epoch, lines)));
  }

  /** The client is one of ours: it hears what it may do before it has the document. */
  #learnsNotices(): void {
    if (this.#knowsNotices) return;
    this.#knowsNotices = true;
    this.#notify();
  }

  #notify(): void {
    if (!this.#knowsNotices) return;
    const { role, play } = this.parts.pass;
    this.send(encodeNotice({ readOnly: this.#room.readOnly, role, play }));
  }

  /** Asks for what is missing here. A viewer has nothing to give. */
  #ask(): void {
    if (this.#mayWrite) this.send(questionFrame(this.#room.doc));
  }

  #sendPresence(): void {
    const people = [...this.#room.awareness.getStates().keys()];
    if (people.length > 0) this.send(presenceFrame(this.#room.awareness, people));
  }

  #refuse(code: number, reason: string, kind: string): void {
    this.parts.metrics.refused(kind);
    this.close(code, reason);
  }
}
