import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { mayAs } from '../../net/roles.ts';
import { CloseCode, isAddress, SESSION_PATH } from '../../net/wire.ts';
import type { Access, Pass } from '../access.ts';
import type { RemoteLogs } from '../logs/remote-logs.ts';
import { TokenBucket } from '../logs/token-bucket.ts';
import type { Limits } from '../limits.ts';
import type { Metrics } from '../metrics.ts';
import type { Rooms } from '../rooms.ts';
import { RunningSession } from './running-session.ts';
import { SessionLog } from './session-log.ts';
import { startThread, type StartThread } from './session-thread.ts';

/** The longest message of a player, in bytes: what is held in eight ticks, at the most. */
const MAX_MESSAGE = 4096;
/** Messages of a player in a second: twice of what a page sends; and at once, when a connection had stalled. */
const MESSAGES_PER_SECOND = 150;
const MESSAGES_AT_ONCE = 900;
/** How long a game waits for somebody to come back once all have gone, in milliseconds. */
const WAITS_MS = 60_000;
/** Sockets of one game. */
const MOST_SOCKETS = 200;

/** What the endpoint works with. */
export interface PlayParts {
  rooms: Rooms;
  access: Access;
  metrics: Metrics;
  limits: Pick<Limits, 'games'>;
  logs: Pick<RemoteLogs, 'take'>;
  onFailure: (error: unknown) => void;
  /** Where sessions run; in threads of their own by default. */
  start?: StartThread;
  /** How long a game waits for somebody to come back, in milliseconds. */
  waits?: number;
}

/** The WebSocket endpoint `/session/ADDRESS`: games that several play together, one of each project at a time. */
export class PlayEndpoint {
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE });
  readonly #sessions = new Map<string, Promise<RunningSession | null>>();
  readonly #ending = new Map<string, NodeJS.Timeout>();

  constructor(private readonly parts: PlayParts) {}

  /** How many games run. */
  get size(): number {
    return this.#sessions.size;
  }

  /** How many sockets are open. */
  get players(): number {
    return this.#sockets.clients.size;
  }

  /** The address that a request's path asks for; `null` when the path is not one of ours. */
  static addressOf(request: IncomingMessage): string | null {
    const path = (request.url ?? '').split('?')[0] ?? '';
    return path.startsWith(`${SESSION_PATH}/`) ? path.slice(SESSION_PATH.length + 1) : null;
  }

  /** Completes the handshake of a request that has been checked, and lets the socket into its game. */
  accept(address: string, request: IncomingMessage, stream: Duplex, head: Buffer): void {
    this.#sockets.handleUpgrade(request, stream, head, (socket) => {
      this.#enter(address, socket).catch((error: unknown) => {
        this.parts.onFailure(error);
        socket.close(CloseCode.tryAgain, 'the game could not be opened');
      });
    });
  }

  /** Ends all games. */
  async close(): Promise<void> {
    this.#sockets.close();
    for (const project of [...this.#sessions.keys()]) await this.#end(project);
    for (const socket of this.#sockets.clients) {
      const end = setTimeout(() => socket.terminate(), 500).unref();
      socket.once('close', () => clearTimeout(end));
    }
  }

  async #enter(address: string, socket: WebSocket): Promise<void> {
    const { metrics } = this.parts;
    const bucket = new TokenBucket(MESSAGES_AT_ONCE, MESSAGES_PER_SECOND, () => performance.now());
    const early: Uint8Array[] = [];
    let receive = (bytes: Uint8Array): void => void early.push(bytes);
    socket.on('error', () => metrics.refused('malformed'));
    socket.on('message', (data, isBinary) => {
      const bytes = toBytes(data);
      metrics.received(bytes.length);
      if (!isBinary) return socket.close(CloseCode.notBinary, 'only binary messages are understood');
      if (bucket.take(1) > 0) {
        metrics.refused('flood');
        return socket.close(CloseCode.tooMuch, 'too many messages at once');
      }
      receive(bytes);
    });
    const pass = await this.#check(address, socket);
    if (!pass || socket.readyState !== socket.OPEN) return;
    if (!this.#sessions.has(pass.project) && this.#sessions.size >= this.parts.limits.games) {
      metrics.refused('games');
      return socket.close(CloseCode.full, TOO_MANY_GAMES);
    }
    const session = await this.#session(pass.project);
    if (!session) return socket.close(CloseCode.noSuchProject, NO_GAME);
    if (socket.readyState !== socket.OPEN) {
      if (session.size === 0) this.#endLater(pass.project);
      return;
    }
    if (session.size >= MOST_SOCKETS)
      return socket.close(CloseCode.full, 'Too many people are in this game.');
    clearTimeout(this.#ending.get(pass.project));
    const entered = session.enter(socket, mayAs(pass.role, 'editor'));
    receive = (bytes) => entered.receive(bytes);
    for (const bytes of early.splice(0)) receive(bytes);
  }

  /** What a socket may do; closes it when that is nothing, now or later. */
  async #check(address: string, socket: WebSocket): Promise<Pass | null> {
    const { access } = this.parts;
    const stopWatching = access.watch(address, (why) => {
      if (why === 'withdrawn') socket.close(CloseCode.noAccess, WITHDRAWN);
      else socket.close(CloseCode.tryAgain, 'this link has changed');
    });
    socket.once('close', stopWatching);
    const pass = isAddress(address) ? await access.pass(address) : null;
    if (pass === null) socket.close(CloseCode.noSuchProject, NO_GAME);
    else if (pass === 'expired') socket.close(CloseCode.expired, EXPIRED);
    else {
      socket.once(
        'close',
        access.atEnd(pass, () => socket.close(CloseCode.expired, EXPIRED)),
      );
      return pass;
    }
    this.parts.metrics.refused('no access');
    return null;
  }

  /** The game of a project, begun when there is none. `null` when there is no such project. */
  #session(project: string): Promise<RunningSession | null> {
    let session = this.#sessions.get(project);
    if (!session) {
      session = this.#start(project);
      this.#sessions.set(project, session);
      session.then(
        (started) => started ?? this.#sessions.delete(project),
        () => this.#sessions.delete(project),
      );
    }
    return session;
  }

  async #start(project: string): Promise<RunningSession | null> {
    const { rooms, metrics, logs, onFailure, start = startThread } = this.parts;
    const room = await rooms.acquire(project);
    if (!room) return null;
    const log = new SessionLog(logs, project, onFailure);
    return new RunningSession(room, start, {
      empty: () => this.#endLater(project),
      end: (why) => {
        onFailure(new Error(`a game of several players ended: ${why}`));
        void this.#end(project);
      },
      ticks: (took) => {
        for (const milliseconds of took) metrics.ticks.observe(milliseconds / 1000);
      },
      log: (message) => log.add(message),
      over: () => void log.end(),
    });
  }

  #endLater(project: string): void {
    clearTimeout(this.#ending.get(project));
    const timer = setTimeout(() => void this.#end(project), this.parts.waits ?? WAITS_MS).unref();
    this.#ending.set(project, timer);
  }

  async #end(project: string): Promise<void> {
    clearTimeout(this.#ending.get(project));
    this.#ending.delete(project);
    const session = await this.#sessions.get(project);
    if (!session || !this.#sessions.delete(project)) return;
    session.end();
    this.parts.rooms.release(project);
  }
}

const TOO_MANY_GAMES = 'This server runs as many games as it can. Try again later.';
const NO_GAME = 'There is no game at this address.';
const EXPIRED = 'This link has expired.';
const WITHDRAWN = 'This link was withdrawn.';

function toBytes(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
