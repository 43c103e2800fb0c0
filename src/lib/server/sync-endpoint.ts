import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { CloseCode, isAddress, MAX_FRAME_BYTES, SYNC_PATH } from '../net/wire.ts';
import type { LogFeed } from './logs/remote-logs.ts';
import type { Rooms } from './rooms.ts';
import { SyncConnection } from './sync-connection.ts';

/** How often silent sockets are asked whether they are still there, in milliseconds. */
const PING_MS = 25_000;
/** What a client may send before its room is loaded, in bytes. */
const MAX_EARLY_BYTES = MAX_FRAME_BYTES;

/** The WebSocket endpoint `/sync/PROJECT`. */
export class SyncEndpoint {
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES });
  readonly #alive = new WeakSet<WebSocket>();
  readonly #pings: NodeJS.Timeout;

  constructor(
    private readonly rooms: Rooms,
    private readonly logs: LogFeed,
    private readonly onFailure: (error: unknown) => void,
  ) {
    this.#pings = setInterval(() => this.#dropSilent(), PING_MS).unref();
  }

  /** The project that a request's path asks for; `null` when the path is not one of ours. */
  static projectOf(request: IncomingMessage): string | null {
    const path = (request.url ?? '').split('?')[0] ?? '';
    return path.startsWith(`${SYNC_PATH}/`) ? path.slice(SYNC_PATH.length + 1) : null;
  }

  /** Completes the handshake of a request that has been checked, and lets the socket into its room. */
  accept(project: string, request: IncomingMessage, stream: Duplex, head: Buffer): void {
    this.#sockets.handleUpgrade(request, stream, head, (socket) => {
      this.#enter(project, socket).catch((error: unknown) => {
        this.onFailure(error);
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

  async #enter(project: string, socket: WebSocket): Promise<void> {
    // Frames may arrive while the room loads: they wait, so that nobody syncs with half a document.
    const early: Uint8Array[] = [];
    let earlyBytes = 0;
    let receive = (frame: Uint8Array): void => {
      earlyBytes += frame.length;
      if (earlyBytes > MAX_EARLY_BYTES) socket.terminate();
      else early.push(frame);
    };
    this.#alive.add(socket);
    socket.on('pong', () => this.#alive.add(socket));
    // A frame that is too long or breaks the WebSocket protocol: ws closes this socket by itself.
    socket.on('error', () => {});
    socket.on('message', (data, isBinary) => {
      this.#alive.add(socket);
      if (isBinary) receive(toBytes(data));
      else socket.close(CloseCode.notBinary, 'only binary frames are understood');
    });

    const room = isAddress(project) ? await this.rooms.acquire(project) : null;
    if (!room) return socket.close(CloseCode.noSuchProject, 'there is no project at this address');
    if (socket.readyState !== socket.OPEN) return this.rooms.release(project);

    const connection = new SyncConnection(socket, room, this.logs);
    socket.once('close', () => {
      connection.stop();
      this.rooms.release(project);
    });
    connection.start();
    receive = (frame) => {
      if (socket.readyState === socket.OPEN) connection.receive(frame);
    };
    for (const frame of early.splice(0)) receive(frame);
  }

  #dropSilent(): void {
    for (const socket of this.#sockets.clients) {
      if (this.#alive.delete(socket)) socket.ping();
      else socket.terminate();
    }
  }
}

function toBytes(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
