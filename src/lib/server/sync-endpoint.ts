import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { CloseCode, isAddress, SYNC_PATH } from '../net/wire.ts';
import type { Access, Pass } from './access.ts';
import type { ActivityBook } from './activity.ts';
import type { Limits } from './limits.ts';
import type { LogFeed } from './logs/remote-logs.ts';
import type { Metrics } from './metrics.ts';
import type { Rooms } from './rooms.ts';
import { shortKey } from './short-key.ts';
import { SyncConnection } from './sync-connection.ts';

/** How often silent sockets are asked whether they are still there, in milliseconds. */
const PING_MS = 25_000;

/** What the endpoint works with. */
export interface EndpointParts {
  rooms: Rooms;
  access: Access;
  logs: LogFeed;
  activity: ActivityBook;
  limits: Limits;
  metrics: Metrics;
  logger: Logger;
  onFailure: (error: unknown) => void;
}

/** The WebSocket endpoint `/sync/ADDRESS`, where an address is a project's own or that of a link. */
export class SyncEndpoint {
  readonly #sockets: WebSocketServer;
  readonly #alive = new WeakSet<WebSocket>();
  readonly #pings: NodeJS.Timeout;

  constructor(private readonly parts: EndpointParts) {
    this.#sockets = new WebSocketServer({ noServer: true, maxPayload: parts.limits.frameBytes });
    this.#pings = setInterval(() => this.#dropSilent(), PING_MS).unref();
  }

  /** How many sockets are open. */
  get size(): number {
    return this.#sockets.clients.size;
  }

  /** The address that a request's path asks for; `null` when the path is not one of ours. */
  static addressOf(request: IncomingMessage): string | null {
    const path = (request.url ?? '').split('?')[0] ?? '';
    return path.startsWith(`${SYNC_PATH}/`) ? path.slice(SYNC_PATH.length + 1) : null;
  }

  /** Completes the handshake of a request that has been checked, and lets the socket into its room. */
  accept(address: string, request: IncomingMessage, stream: Duplex, head: Buffer): void {
    this.#sockets.handleUpgrade(request, stream, head, (socket) => {
      this.#enter(address, socket, stream).catch((error: unknown) => {
        this.parts.onFailure(error);
        socket.close(CloseCode.tryAgain, 'the project could not be opened');
      });
    });
  }

  /** Ends what is still open. The rooms have said goodbye before. */
  close(): void {
    clearInterval(this.#pings);
    this.#sockets.close();
    for (const socket of this.#sockets.clients) {
      const end = setTimeout(() => socket.terminate(), 500).unref();
      socket.once('close', () => clearTimeout(end));
    }
  }

  async #enter(address: string, socket: WebSocket, stream: Duplex): Promise<void> {
    const { limits, metrics } = this.parts;
    // Frames may arrive while the room loads: they wait, so that nobody syncs with half a document.
    const early: Uint8Array[] = [];
    let earlyBytes = 0;
    let receive = (frame: Uint8Array): void => {
      earlyBytes += frame.length;
      if (earlyBytes > limits.frameBytes) socket.terminate();
      else early.push(frame);
    };
    this.#alive.add(socket);
    socket.on('pong', () => this.#alive.add(socket));
    // A frame that is too long or breaks the WebSocket protocol: ws closes this socket by itself.
    socket.on('error', () => metrics.refused('malformed'));
    socket.on('message', (data, isBinary) => {
      this.#alive.add(socket);
      const bytes = toBytes(data);
      metrics.received(bytes.length);
      if (isBinary) receive(bytes);
      else socket.close(CloseCode.notBinary, 'only binary frames are understood');
    });

    const pass = await this.#check(address, socket);
    if (!pass || socket.readyState !== socket.OPEN) return;
    const room = await this.parts.rooms.acquire(pass.project);
    if (!room) return socket.close(CloseCode.noSuchProject, NO_PROJECT);
    if (socket.readyState !== socket.OPEN) return this.parts.rooms.release(pass.project);
    if (room.members.size >= limits.connections) {
      metrics.refused('crowd');
      this.parts.rooms.release(pass.project);
      return socket.close(CloseCode.tooMuch, 'too many people are in this project');
    }

    const { logs, activity, logger } = this.parts;
    const connection = new SyncConnection({
      ...{ socket, stream, room, logs, activity, pass, limits, metrics },
    });
    const came = performance.now();
    const who = { project: shortKey(pass.project), role: pass.role };
    socket.once('close', (code) => {
      connection.stop();
      this.parts.rooms.release(pass.project);
      const seconds = Math.round((performance.now() - came) / 1000);
      logger.info({ ...who, people: room.members.size, code, seconds }, 'left');
    });
    connection.start();
    logger.info({ ...who, people: room.members.size }, 'came in');
    receive = (frame) => {
      if (socket.readyState === socket.OPEN) connection.receive(frame);
    };
    for (const frame of early.splice(0)) receive(frame);
  }

  /** What a socket may do; closes it when that is nothing, now or later. */
  async #check(address: string, socket: WebSocket): Promise<Pass | null> {
    const { access, metrics } = this.parts;
    const stopWatching = access.watch(address, (why) => {
      if (why === 'withdrawn') socket.close(CloseCode.noAccess, 'this link was withdrawn');
      else socket.close(CloseCode.tryAgain, 'this link has changed');
    });
    socket.once('close', stopWatching);
    const pass = isAddress(address) ? await access.pass(address) : null;
    if (pass === null || pass === 'expired' || pass.role === 'player') {
      metrics.refused('no access');
      if (pass === null) socket.close(CloseCode.noSuchProject, NO_PROJECT);
      else if (pass === 'expired') socket.close(CloseCode.expired, EXPIRED);
      else socket.close(CloseCode.noAccess, PLAYERS_ONLY);
      return null;
    }
    socket.once(
      'close',
      access.atEnd(pass, () => socket.close(CloseCode.expired, EXPIRED)),
    );
    return pass;
  }

  #dropSilent(): void {
    for (const socket of this.#sockets.clients) {
      if (this.#alive.delete(socket)) socket.ping();
      else socket.terminate();
    }
  }
}

const NO_PROJECT = 'there is no project at this address';
const EXPIRED = 'this link has expired';
const PLAYERS_ONLY = 'this link is for playing only';

function toBytes(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
