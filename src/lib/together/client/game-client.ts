/** The side of somebody who plays together with others: what they press goes to the server, what comes back is shown. */
import { InputClock, ShowClock } from '../../net/play/clock.ts';
import { RESENT_FRAMES, type InputFrame } from '../../net/play/input-frames.ts';
import { SnapshotTrack } from '../../net/play/interpolation.ts';
import {
  decodeFromServer,
  encodeFromPlayer,
  PLAY_VERSION,
  type Ask,
  type PlayFrame,
  type SessionState,
  type Welcome,
} from '../../net/play/messages.ts';
import type { Connect, Timers, Transport } from '../../net/play/transport.ts';
import { GatheredInput } from '../../runtime/gathered-input.ts';
import type { Frame, InputSnapshot } from '../../runtime/protocol.ts';
import { fromJson } from '../../schema/game-json.ts';
import type { ProjectData } from '../../schema/project.ts';
import type { News } from '../news.ts';
import { Foresight } from './foresight.ts';
import { Presentation, type NameTag } from './presentation.ts';

/** How things stand between somebody and the session. */
export type Standing =
  | { phase: 'connecting' | 'back soon' }
  | { phase: 'playing'; seat: number; host: boolean }
  /** It is over for them; `why` is for them to read. */
  | { phase: 'out'; why: string };

/** How the network does, for somebody who wants to know. */
export interface NetworkFigures {
  /** Milliseconds to the server and back. */
  roundTrip: number;
  /** Bytes a second, in and out. */
  received: number;
  sent: number;
  /** How far behind others are shown, in ticks. */
  delay: number;
  /** Frames of input that the server has in hand. */
  margin: number;
  /** How far the own entity was from where it was foreseen, in pixels; and how often it was put right. */
  error: number;
  corrections: number;
}

export interface GameClientHost extends Timers {
  frame(frame: Frame): void;
  standing(standing: Standing): void;
  state(state: SessionState): void;
  project(news: Omit<Extract<News, { kind: 'project' }>, 'kind'>): void;
  figures(figures: NetworkFigures): void;
  /** The seat is theirs also after a reload. */
  key(key: string): void;
}

export interface GameClientOptions {
  connect: Connect;
  host: GameClientHost;
  name: string;
  /** From an earlier visit; '' for none. */
  key: string;
  watches?: boolean;
  /** As it was when the page was loaded; what is otherwise comes with the news. */
  project: ProjectData;
  /** Comes back in every frame. */
  id: number;
}

const STEP_MS = 1000 / 60;
const PING_MS = 1000;
/** So long without a word, the connection is taken to be dead, in milliseconds. */
const SILENCE_MS = 4000;
/** Waits between tries to come back, in milliseconds. */
const WAITS = [100, 250, 500, 500, 1000];
const FIGURES_MS = 500;
/** Close codes after which nobody is to come back by themselves. */
const OUT = 4000;

export class TogetherClient {
  readonly #track = new SnapshotTrack();
  readonly #show = new ShowClock();
  readonly #input = new GatheredInput();
  readonly #presentation: Presentation;
  #transport: Transport | null = null;
  #clock: InputClock | null = null;
  #frames: InputFrame[] = [];
  #welcome: Welcome | null = null;
  #state: SessionState | null = null;
  #tags: ReadonlyMap<number, NameTag> = new Map();
  #key: string;
  #era = -1;
  /** The clocks are to be set with the next frame. */
  #astray = false;
  #roundTrip = 0;
  #margin = 0;
  #heardAt = 0;
  #pingAt = 0;
  #pings = new Map<number, number>();
  #nonce = 0;
  #tries = 0;
  #foresight: Foresight | null = null;
  #bytes = { received: 0, sent: 0, since: 0 };
  #stopped = false;
  #callOff: () => void = () => {};

  constructor(private readonly options: GameClientOptions) {
    this.#key = options.key;
    let { size } = options.project.settings;
    this.#presentation = new Presentation(
      () => size,
      (news) => {
        size = news.settings?.size ?? size;
        options.host.project(news);
      },
    );
    this.#bytes.since = options.host.clock();
    this.#connect();
    this.#run();
  }

  /** What is held from now on. */
  hold(input: InputSnapshot): void {
    this.#input.hold(input);
  }

  /** What only a host may. */
  ask(ask: Ask): void {
    this.#send(encodeFromPlayer({ kind: 'ask', ask }));
  }

  /** How well the own entity was foreseen lately; nothing is off while nothing is foreseen. */
  get foreseen(): Pick<NetworkFigures, 'error' | 'corrections'> {
    const { error = 0, corrections = 0 } = this.#foresight ?? {};
    return { error, corrections };
  }

  stop(): void {
    this.#stopped = true;
    this.#callOff();
    this.#transport?.close();
  }

  #connect(): void {
    const { host, name, connect, watches = false } = this.options;
    host.standing({ phase: this.#tries === 0 ? 'connecting' : 'back soon' });
    this.#heardAt = host.clock();
    this.#welcome = null;
    let mine = true;
    const closed = (code: number, reason: string) => {
      if (!mine) return;
      mine = false;
      this.#transport = null;
      this.#lost(code, reason);
    };
    const transport = connect({
      opened: () => {
        if (mine)
          this.#send(
            encodeFromPlayer({
              kind: 'hello',
              hello: { version: PLAY_VERSION, name, key: this.#key, watches },
            }),
          );
      },
      received: (bytes) => {
        if (!mine) return;
        try {
          this.#receive(bytes);
        } catch {
          // What cannot be understood cannot be caught up with either: everything is asked for anew.
          transport.close();
          closed(0, '');
        }
      },
      closed,
    });
    this.#transport = {
      send: (bytes) => transport.send(bytes),
      close: () => {
        mine = false;
        transport.close();
      },
    };
  }

  #lost(code: number, reason: string): void {
    if (this.#stopped) return;
    const { host } = this.options;
    if (code >= OUT) {
      this.stop();
      return host.standing({ phase: 'out', why: reason });
    }
    host.standing({ phase: 'back soon' });
    const wait = WAITS[Math.min(this.#tries++, WAITS.length - 1)]!;
    host.after(wait, () => {
      if (!this.#stopped) this.#connect();
    });
  }

  #send(bytes: Uint8Array<ArrayBuffer>): void {
    this.#bytes.sent += bytes.length;
    this.#transport?.send(bytes);
  }

  #receive(bytes: Uint8Array): void {
    const { host } = this.options;
    const now = host.clock();
    this.#heardAt = now;
    this.#bytes.received += bytes.length;
    const message = decodeFromServer(bytes, (era, tick) =>
      era === this.#era ? this.#track.find(tick) : null,
    );
    switch (message.kind) {
      case 'welcome':
        this.#welcome = message.welcome;
        this.#tries = 0;
        this.#key = message.welcome.key;
        this.#era = -1;
        this.#frames = [];
        this.#clock = new InputClock(now, message.welcome.tick, this.#roundTrip);
        this.#foresight =
          message.welcome.seat > 0
            ? new Foresight(this.options.project, message.welcome.seat, () => host.clock())
            : null;
        if (this.#key) host.key(this.#key);
        this.#ping(now);
        return host.standing({ phase: 'playing', seat: message.welcome.seat, host: message.welcome.host });
      case 'state': {
        const { players, paused, speed } = message.state;
        // While the game stood still, or went at another speed, the clocks went wrong.
        this.#astray ||= this.#state?.paused !== paused || this.#state.speed !== speed;
        this.#state = message.state;
        this.#tags = new Map(players.map(({ seat, name, color }) => [seat, { name, color }]));
        return host.state(message.state);
      }
      case 'pong': {
        const sent = this.#pings.get(message.nonce);
        if (sent === undefined) return;
        this.#pings.clear();
        const measured = now - sent;
        this.#roundTrip = this.#roundTrip === 0 ? measured : this.#roundTrip * 0.7 + measured * 0.3;
        return;
      }
      case 'frame':
        return this.#take(message.frame, now);
    }
  }

  #take({ era, snapshot, input, news, own }: PlayFrame, now: number): void {
    if (era !== this.#era) {
      this.#era = era;
      this.#track.clear();
      this.#presentation.reset();
      this.#astray = true;
    }
    if (this.#astray) {
      const { speed = 1 } = this.#state ?? {};
      this.#astray = false;
      this.#frames = [];
      this.#show.reset(speed);
      this.#foresight?.reset();
      this.#clock?.set(now, snapshot.tick, this.#roundTrip, speed);
    }
    this.#track.add(snapshot);
    this.#show.receive(now, snapshot.tick);
    this.#margin = input.margin;
    if (!this.#state?.paused) this.#clock?.correct(now, input.margin, this.#roundTrip);
    const told = news === '' ? [] : (fromJson(news) as News[]);
    if (told.length > 0) this.#presentation.add({ tick: snapshot.tick, news: told });
    this.#foresight?.receive(snapshot, own, told);
  }

  #run(): void {
    const { host } = this.options;
    this.#callOff = host.after(STEP_MS, () => this.#run());
    const now = host.clock();
    if (this.#transport && now - this.#heardAt > SILENCE_MS) {
      this.#transport.close();
      this.#transport = null;
      this.#lost(0, '');
    }
    if (this.#welcome) {
      if (now - this.#pingAt > PING_MS) this.#ping(now);
      this.#say(now);
    }
    const shown = this.#show.at(now);
    if (shown === -Infinity) return;
    this.#presentation.advance(shown);
    const looks = this.#track.at(shown);
    const own = this.#welcome?.seat ?? 0;
    if (this.#foresight?.active && !this.#state?.paused) {
      for (const [number, look] of this.#foresight.looks(this.#clock!.part, now)) looks.set(number, look);
      for (const [number, components] of this.#foresight.appearances())
        this.#presentation.appears(number, components);
    }
    host.frame(this.#presentation.frame(this.options.id, shown, looks, this.#tags, own));
    this.#figures(now);
  }

  /** Says what was seen, and what is held in each tick that has begun. */
  #say(now: number): void {
    const clock = this.#clock!;
    const ticks = clock.advance(now);
    if (ticks === 0) return;
    const plays = this.#welcome!.seat > 0;
    for (let i = ticks - 1; plays && i >= 0; i--) {
      const tick = clock.tick - i;
      // Frames follow each other without gaps; after a leap of the clock they begin anew.
      if (this.#frames.at(-1)?.tick !== tick - 1) this.#frames = [];
      const held = this.#input.take();
      this.#frames.push({ tick, held });
      if (!this.#state?.paused) this.#foresight?.tick(tick, held);
    }
    this.#frames = this.#frames.slice(-RESENT_FRAMES);
    this.#send(
      encodeFromPlayer({
        kind: 'input',
        era: Math.max(0, this.#era),
        seen: this.#track.last?.tick ?? 0,
        roundTrip: this.#roundTrip,
        frames: this.#frames,
      }),
    );
  }

  #ping(now: number): void {
    this.#pingAt = now;
    this.#pings.set(++this.#nonce, now);
    this.#send(encodeFromPlayer({ kind: 'ping', nonce: this.#nonce }));
  }

  #figures(now: number): void {
    const { received, sent, since } = this.#bytes;
    const passed = now - since;
    if (passed < FIGURES_MS) return;
    this.#bytes = { received: 0, sent: 0, since: now };
    this.options.host.figures({
      roundTrip: this.#roundTrip,
      received: (received * 1000) / passed,
      sent: (sent * 1000) / passed,
      delay: this.#show.delay,
      margin: this.#margin,
      ...this.foreseen,
    });
  }
}
