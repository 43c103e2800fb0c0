import type { WebSocket } from 'ws';
import { DocReader } from '../../document/reader.ts';
import type { DocChange } from '../../document/doc-change.ts';
import { CloseCode } from '../../net/wire.ts';
import type { SessionState } from '../../net/play/messages.ts';
import { LiveEdits } from '../../runtime/document-edits.ts';
import type { LiveEdit } from '../../runtime/protocol.ts';
import { firstScene } from '../../schema/resolve.ts';
import { isPlayed } from '../../schema/test-files.ts';
import type { SentAway } from '../../together/play-session.ts';
import type { Room } from '../room.ts';
import type { SessionThread, StartThread } from './session-thread.ts';
import type { FromThread } from './thread-protocol.ts';

/** A script goes to the game once nobody has typed in it for so long, in milliseconds. */
const SETTLED_MS = 150;
/** A thread that says nothing for so many looks, a second apart, does not answer any more. */
const MOST_SILENT = 5;
/** A reader that falls this far behind is sent away, in bytes. */
const BACKLOG_BYTES = 2 * 1024 * 1024;

const CLOSES: Readonly<Record<SentAway, readonly [code: number, reason: string]>> = {
  malformed: [CloseCode.malformed, 'a message does not follow the protocol'],
  'too slow': [CloseCode.tooSlow, 'this connection is too slow for the game'],
  full: [CloseCode.full, 'Everybody who fits into this game is in it already.'],
  kicked: [CloseCode.sentOut, 'The host has sent you out of the game.'],
  elsewhere: [CloseCode.sentOut, 'You play this game in another window now.'],
  outdated: [CloseCode.outdated, 'This page is not of the same version as the server. Load it again.'],
};

/** A game of a project that several play together: its thread, its sockets, and the document that it follows. */
export class RunningSession {
  readonly #sockets = new Map<number, WebSocket>();
  readonly #reader: DocReader;
  readonly #thread: SessionThread;
  readonly #typing = new Map<string, NodeJS.Timeout>();
  readonly #looks: NodeJS.Timeout;
  #edits: LiveEdits | null = null;
  #next = 0;
  #silent = 0;
  state: SessionState | null = null;

  /**
   * @param onEmpty the last socket has gone
   * @param onEnd the thread has ended by itself
   * @param onTicks milliseconds that ticks took
   */
  constructor(
    readonly room: Room,
    start: StartThread,
    private readonly on: {
      empty(): void;
      end(why: string): void;
      ticks(took: readonly number[]): void;
      log(message: Extract<FromThread, { kind: 'log' }>): void;
      /** Nothing more is logged. */
      over(): void;
    },
  ) {
    this.#reader = new DocReader(room.doc);
    this.#reader.subscribe((change) => this.#follow(change));
    this.#thread = start(
      (message) => this.#receive(message),
      (why) => on.end(why),
    );
    this.#looks = setInterval(() => this.#look(), 1000).unref();
    this.#begin();
  }

  get size(): number {
    return this.#sockets.size;
  }

  /** Lets a socket in. @param host whether it may pause, restart and so on */
  enter(socket: WebSocket, host: boolean): { receive(bytes: Uint8Array): void } {
    const connection = ++this.#next;
    this.#sockets.set(connection, socket);
    this.#thread.post({ kind: 'connect', connection, host });
    socket.once('close', () => {
      this.#sockets.delete(connection);
      this.#thread.post({ kind: 'disconnect', connection });
      if (this.#sockets.size === 0) this.on.empty();
    });
    return { receive: (bytes) => this.#thread.post({ kind: 'message', connection, bytes }) };
  }

  /** Ends the game; who is still in comes back into a new one. */
  end(): void {
    clearInterval(this.#looks);
    for (const timer of this.#typing.values()) clearTimeout(timer);
    this.#reader.dispose();
    for (const socket of this.#sockets.values()) socket.close(CloseCode.tryAgain, 'this game has ended');
    this.#thread.end();
    this.on.over();
  }

  #begin(): void {
    const { project } = this.#reader;
    const scene = firstScene(project) ?? '';
    this.#edits = new LiveEdits(project, scene);
    this.#thread.post({ kind: 'begin', project, scene });
  }

  #receive(message: FromThread): void {
    switch (message.kind) {
      case 'send':
        return this.#send(message.connection, message.bytes);
      case 'close':
        return this.#sockets.get(message.connection)?.close(...CLOSES[message.why]);
      case 'state':
        this.state = message.state;
        return;
      case 'restart':
        return this.#begin();
      case 'log':
        return this.on.log(message);
      case 'alive':
        this.#silent = 0;
        return this.on.ticks(message.took);
    }
  }

  #send(connection: number, bytes: Uint8Array): void {
    const socket = this.#sockets.get(connection);
    if (!socket || socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > BACKLOG_BYTES) return socket.terminate();
    socket.send(bytes);
  }

  /** The document has changed: the game hears of it at once, of scripts when typing has settled. */
  #follow(change: DocChange): void {
    const edits = this.#edits?.editsFor(change, this.#reader.project) ?? [];
    this.#tell(edits);
    for (const path of change.scripts) {
      if (!isPlayed(path)) continue;
      clearTimeout(this.#typing.get(path));
      this.#typing.set(
        path,
        setTimeout(() => {
          this.#typing.delete(path);
          this.#tell([{ kind: 'script', path, source: this.#reader.project.scripts[path] ?? null }]);
        }, SETTLED_MS),
      );
    }
  }

  #tell(edits: readonly LiveEdit[]): void {
    if (edits.length > 0) this.#thread.post({ kind: 'edit', edits });
  }

  #look(): void {
    if (++this.#silent > MOST_SILENT) this.on.end('it does not answer any more');
  }
}
