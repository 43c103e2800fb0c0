/** A session and people who play in it, over networks as bad as wanted, in a time that only passes when it is told to. */
import { Random } from '../../src/lib/base/random.ts';
import type { SessionState } from '../../src/lib/net/play/messages.ts';
import {
  laggy,
  noLag,
  type Connect,
  type Lag,
  type TransportListener,
} from '../../src/lib/net/play/transport.ts';
import type { Frame, InputSnapshot } from '../../src/lib/runtime/protocol.ts';
import { DRAW_STRIDE } from '../../src/lib/runtime/protocol.ts';
import type { ProjectData, ResolvedEntity } from '../../src/lib/schema/project.ts';
import { firstScene } from '../../src/lib/schema/resolve.ts';
import {
  TogetherClient,
  type NetworkFigures,
  type Standing,
} from '../../src/lib/together/client/game-client.ts';
import { PlaySession, type SentAway } from '../../src/lib/together/play-session.ts';

interface Timer {
  at: number;
  number: number;
  callback: () => void;
}

/** Timers in order of time; equal times in order of asking. */
class Time {
  now = 0;
  readonly #waiting: Timer[] = [];
  #next = 0;

  readonly clock = (): number => this.now;

  readonly after = (milliseconds: number, callback: () => void): (() => void) => {
    const entry = { at: this.now + Math.max(0, milliseconds), number: this.#next++, callback };
    this.#waiting.push(entry);
    return () => {
      const at = this.#waiting.indexOf(entry);
      if (at >= 0) this.#waiting.splice(at, 1);
    };
  };

  pass(milliseconds: number): void {
    const end = this.now + milliseconds;
    for (;;) {
      let next: Timer | undefined;
      for (const entry of this.#waiting)
        if (!next || entry.at < next.at || (entry.at === next.at && entry.number < next.number)) next = entry;
      if (!next || next.at > end) break;
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      this.now = Math.max(this.now, next.at);
      next.callback();
    }
    this.now = end;
  }
}

/** What somebody sees. */
export interface Eyes {
  client: TogetherClient;
  standing: Standing;
  state: SessionState | null;
  frame: Frame | null;
  figures: NetworkFigures | null;
  key: string;
  /** How bad their network is; may be changed. */
  lag: Lag;
  /** Bytes that came in. */
  received: number;
  hold(input: Partial<InputSnapshot>): void;
  /** Where an entity is drawn; `null` for one that is not. */
  place(id: string): [x: number, y: number] | null;
  look(id: string): ResolvedEntity | null;
  /** Cuts the connection without a word, for a while. */
  cut(milliseconds: number): void;
}

export class Stage {
  readonly time = new Time();
  readonly session: PlaySession;
  state: SessionState | null = null;
  readonly logs: string[] = [];
  readonly sentAway: SentAway[] = [];
  readonly #listeners = new Map<number, TransportListener>();
  #next = 0;

  constructor(public project: ProjectData) {
    this.session = new PlaySession({
      clock: this.time.clock,
      after: this.time.after,
      send: (connection, bytes) => this.#listeners.get(connection)?.received(bytes),
      close: (connection, why) => {
        this.sentAway.push(why);
        const listener = this.#listeners.get(connection);
        this.#listeners.delete(connection);
        listener?.closed(why === 'malformed' || why === 'too slow' ? 1008 : 4401, why);
      },
      changed: (state) => (this.state = state),
      restart: () => this.begin(),
      log: (_level, text) => this.logs.push(text),
    });
    this.begin();
  }

  begin(): void {
    this.session.begin(this.project, firstScene(this.project)!);
  }

  pass(milliseconds: number): void {
    this.time.pass(milliseconds);
  }

  /** A raw connection, for those who do not keep to the protocol. */
  connect(
    listener: TransportListener,
    host = false,
  ): { send(bytes: Uint8Array): void; close(): void; connection: number } {
    const connection = ++this.#next;
    this.#listeners.set(connection, listener);
    this.session.connect(connection, { host });
    return {
      connection,
      send: (bytes) => {
        if (this.#listeners.has(connection)) this.session.receive(connection, bytes);
      },
      close: () => {
        this.#listeners.delete(connection);
        this.session.disconnect(connection);
      },
    };
  }

  join(name: string, { host = false, watches = false, key = '', lag = noLag, seed = 1 } = {}): Eyes {
    let deadUntil = -1;
    const direct: Connect = (listener) => {
      if (this.time.now < deadUntil) {
        this.time.after(50, () => listener.closed(1006, ''));
        return { send: () => {}, close: () => {} };
      }
      let alive = true;
      const made = this.connect(
        {
          ...listener,
          opened: () => {},
          received: (bytes) => {
            if (!alive || this.time.now < deadUntil) return;
            eyes.received += bytes.length;
            listener.received(bytes);
          },
        },
        host,
      );
      this.time.after(0, () => listener.opened());
      return {
        send: (bytes) => {
          if (alive && this.time.now >= deadUntil) made.send(bytes);
        },
        close: () => {
          alive = false;
          made.close();
        },
      };
    };
    const eyes: Eyes = {
      standing: { phase: 'connecting' },
      state: null,
      frame: null,
      figures: null,
      key,
      lag,
      received: 0,
      client: undefined as unknown as TogetherClient,
      hold: (input) => eyes.client.hold({ keys: [], pointer: null, buttons: [], ...input }),
      place: (id) => {
        if (!eyes.frame) return null;
        const rows = new Float32Array(eyes.frame.draws);
        for (let at = 0; at < eyes.frame.count; at++)
          if (looks.get(rows[at * DRAW_STRIDE]!)?.id === id)
            return [rows[at * DRAW_STRIDE + 1]!, rows[at * DRAW_STRIDE + 2]!];
        return null;
      },
      look: (id) => [...looks.values()].find((each) => each.id === id) ?? null,
      cut: (milliseconds) => (deadUntil = this.time.now + milliseconds),
    };
    const looks = new Map<number, ResolvedEntity>();
    eyes.client = new TogetherClient({
      id: 1,
      name,
      key,
      watches,
      project: this.project,
      connect: laggy(direct, () => eyes.lag, this.time, new Random(seed)),
      host: {
        clock: this.time.clock,
        after: this.time.after,
        frame: (frame) => {
          eyes.frame = frame;
          for (const event of frame.events)
            if (event.kind === 'look') looks.set(event.slot, event.entity);
            else if (event.kind === 'gone') looks.delete(event.slot);
            else if (event.kind === 'scene') looks.clear();
        },
        standing: (standing) => (eyes.standing = standing),
        state: (state) => (eyes.state = state),
        project: () => {},
        figures: (figures) => (eyes.figures = figures),
        key: (own) => (eyes.key = own),
      },
    });
    return eyes;
  }
}
