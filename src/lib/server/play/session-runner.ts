import { PlaySession } from '../../together/play-session.ts';
import type { FromThread, ToThread } from './thread-protocol.ts';

/** How often a session says that it is alive, in milliseconds. */
const ALIVE_MS = 500;

/** The thread's side: one session, with the clock and the timers of where it runs. */
export class SessionRunner {
  readonly #session: PlaySession;
  readonly #alive: NodeJS.Timeout;

  constructor(private readonly post: (message: FromThread) => void) {
    this.#session = new PlaySession({
      send: (connection, bytes) => post({ kind: 'send', connection, bytes }),
      close: (connection, why) => post({ kind: 'close', connection, why }),
      clock: () => performance.now(),
      after: (milliseconds, callback) => {
        const timer = setTimeout(callback, milliseconds);
        return () => clearTimeout(timer);
      },
      changed: (state) => post({ kind: 'state', state }),
      restart: () => post({ kind: 'restart' }),
      log: (level, text, script, line) =>
        post({
          kind: 'log',
          level,
          text,
          ...(script === undefined ? {} : { script }),
          ...(line === undefined ? {} : { line }),
        }),
    });
    this.#alive = setInterval(() => this.#sayAlive(), ALIVE_MS);
  }

  receive(message: ToThread): void {
    const session = this.#session;
    switch (message.kind) {
      case 'begin':
        return session.begin(message.project, message.scene);
      case 'connect':
        return session.connect(message.connection, message);
      case 'disconnect':
        return session.disconnect(message.connection);
      case 'message':
        return session.receive(message.connection, message.bytes);
      case 'edit':
        session.edit(message.edits);
        return;
      case 'stop':
        clearInterval(this.#alive);
        return session.stop();
    }
  }

  #sayAlive(): void {
    this.post({ kind: 'alive', tick: this.#session.tick, took: this.#session.takeTimes() });
  }
}
