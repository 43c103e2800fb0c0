/** A game that several play together, on the server: it alone decides what happens. It has no sockets and no timers of its own. */
import type { Entity } from '../engine/entity.ts';
import { HOT_STRIDE } from '../engine/game-world.ts';
import { noInput, type HeldInput } from '../engine/input.ts';
import {
  decodeFromPlayer,
  encodePong,
  encodeState,
  encodeWelcome,
  PLAY_VERSION,
  type Ask,
  type FromPlayer,
  type Hello,
  type OwnPart,
  type SessionError,
  type SessionState,
} from '../net/play/messages.ts';
import { Loop } from '../runtime/loop.ts';
import { engineError } from '../runtime/engine-error.ts';
import { entityOfPlayer, heroOf } from '../runtime/player-seats.ts';
import type { GameEvent, LiveEdit, ScriptError } from '../runtime/protocol.ts';
import { Simulation, type SavedSimulation } from '../runtime/simulation.ts';
import { typeOfKey } from '../schema/components.ts';
import type { ProjectData } from '../schema/project.ts';
import { EncodedRows, Guest } from './guest.ts';
import type { News } from './news.ts';
import { colorOf, Roster } from './roster.ts';
import { WorldTeller } from './world-teller.ts';

/** Why a session sends somebody away, in words for them. */
export type SentAway = 'malformed' | 'too slow' | 'full' | 'kicked' | 'elsewhere' | 'outdated';

/** What a session needs of its surroundings. */
export interface PlayHost {
  send(connection: number, bytes: Uint8Array<ArrayBuffer>): void;
  close(connection: number, why: SentAway): void;
  /** Milliseconds that never go back. */
  clock(): number;
  after(milliseconds: number, callback: () => void): () => void;
  /** The session is otherwise than it was. */
  changed(state: SessionState): void;
  /** Somebody asked for a new game: the session is to {@link PlaySession.begin} with the project as it is now. */
  restart(): void;
  log(level: 'info' | 'warn' | 'error', text: string, script?: string, line?: number): void;
}

/** So few players get 30 snapshots a second, more of them 20. */
const FEW = 8;
/** How often the state is looked at, in ticks. */
const STATE_EVERY = 15;
/** A moment to come back to is kept every so many ticks; so many of them: half a minute. */
const KEEP_EVERY = 60;
const KEPT = 30;

interface Game {
  readonly simulation: Simulation;
  readonly teller: WorldTeller;
  readonly moments: { tick: number; saved: SavedSimulation }[];
}

export class PlaySession {
  readonly #guests = new Map<number, Guest>();
  readonly #roster = new Roster();
  readonly #loop: Loop;
  #game: Game | null = null;
  #tick = 0;
  /** The tick that was told last. */
  #shown = -1;
  #era = 0;
  #took: number[] = [];
  #scripts: Readonly<Record<string, string>> = {};
  #error: ScriptError | null = null;
  #news: News[] = [];
  #told = '';
  #sounds = '';
  #drawings = '';
  #callOff: () => void = () => {};

  constructor(private readonly host: PlayHost) {
    this.#loop = new Loop({ tick: () => this.#playTick(), clock: () => host.clock() }, true);
  }

  /** The tick that was played last. */
  get tick(): number {
    return this.#tick;
  }

  /** Milliseconds that each tick since the last call took. */
  takeTimes(): number[] {
    return this.#took.splice(0);
  }

  /** Where the game has come to; '' without one. */
  hash(): string {
    return this.#game?.simulation.hash() ?? '';
  }

  /** Begins a game, or begins anew with the project as it is now. Everybody keeps their seat. */
  begin(project: ProjectData, scene: string): void {
    this.#game?.simulation.stop();
    this.#game = null;
    this.#era++;
    this.#error = null;
    this.#scripts = project.scripts;
    let simulation: Simulation;
    try {
      simulation = new Simulation({ project, scene, clock: () => this.host.clock() });
    } catch (error) {
      return this.#fail(engineError(error));
    }
    const { loadError } = simulation;
    if (loadError) return this.#fail({ ...loadError, traceback: '', entity: '', entityName: '', locals: [] });
    this.#game = { simulation, teller: new WorldTeller(simulation.world), moments: [] };
    this.#fail(simulation.takeStartError());
    for (const { seat, name, here } of this.#roster.list)
      if (here) this.#fail(simulation.join({ id: seat, name, color: colorOf(seat) }));
    if (!this.#error) this.#loop.resume();
    this.#broadcast();
    this.#schedule();
  }

  connect(connection: number, { host }: { host: boolean }): void {
    this.#guests.set(connection, new Guest(connection, host, this.#tick));
  }

  disconnect(connection: number): void {
    if (!this.#guests.delete(connection)) return;
    this.#roster.away(connection, this.host.clock());
    this.#tellState();
  }

  /** A message of a connection; what is none ends the connection. */
  receive(connection: number, bytes: Uint8Array): void {
    const guest = this.#guests.get(connection);
    if (!guest) return;
    let message: FromPlayer;
    try {
      message = decodeFromPlayer(bytes);
      if (!guest.known && message.kind !== 'hello') throw new RangeError('nobody has said hello');
    } catch {
      return this.#sendAway(guest, 'malformed');
    }
    switch (message.kind) {
      case 'hello':
        return this.#welcome(guest, message.hello);
      case 'input':
        if (message.era !== this.#era) return;
        guest.saw(message.era, message.seen, this.#tick);
        this.#roster.measured(guest.seat, message.roundTrip);
        guest.receive(message.frames);
        return;
      case 'ping':
        return this.host.send(connection, encodePong(message.nonce));
      case 'ask':
        if (guest.host) this.#grant(message.ask);
    }
  }

  /** Changes of the document: they are in force from the next tick on, for everybody. @returns that tick */
  edit(edits: readonly LiveEdit[]): number {
    const { simulation } = this.#game ?? {};
    if (!simulation || edits.length === 0) return this.#tick;
    this.#fail(simulation.apply(edits));
    for (const edit of edits) {
      if (edit.kind === 'script') this.#scriptEdited(simulation, edit.path, edit.source);
      if (edit.kind === 'tilesets') this.#news.push({ kind: 'project', tilesets: edit.tilesets });
      else if (edit.kind === 'assets') this.#news.push({ kind: 'project', assets: edit.assets });
      else if (edit.kind === 'layers') this.#news.push({ kind: 'project', layers: edit.layers });
      else if (edit.kind === 'settings')
        this.#news.push({ kind: 'project', settings: edit.settings, scene: edit.scene });
    }
    this.#broadcast();
    this.#tellState();
    return this.#tick + 1;
  }

  stop(): void {
    this.#callOff();
    this.#game?.simulation.stop();
    this.#game = null;
  }

  #scriptEdited(simulation: Simulation, path: string, source: string | null): void {
    const { [path]: before, ...others } = this.#scripts;
    this.#scripts = source === null ? others : { ...others, [path]: source };
    const foreseen = source !== null && simulation.predicts(path);
    if (foreseen || before !== undefined)
      this.#news.push({ kind: 'script', path, source: foreseen ? source : null });
  }

  #welcome(guest: Guest, { version, name, key, watches }: Hello): void {
    if (version !== PLAY_VERSION) return this.#sendAway(guest, 'outdated');
    if (guest.known) return;
    let seat = 0;
    let ownKey = '';
    if (!watches) {
      const place = this.#roster.sit(guest.connection, name, key);
      if (!place) return this.#sendAway(guest, 'full');
      ({ seat, key: ownKey } = place);
      const other = place.instead === null ? undefined : this.#guests.get(place.instead);
      if (other) this.#sendAway(other, 'elsewhere');
    }
    guest.known = true;
    guest.seat = seat;
    guest.input.jump(this.#tick);
    const { simulation } = this.#game ?? {};
    if (seat > 0 && simulation && !simulation.world.players.find(seat)) {
      const { name: called } = this.#roster.list.find((each) => each.seat === seat)!;
      this.#fail(simulation.join({ id: seat, name: called, color: colorOf(seat) }));
    }
    const welcome = { seat, key: ownKey, host: guest.host, tick: this.#tick };
    this.host.send(guest.connection, encodeWelcome(welcome));
    this.host.send(guest.connection, encodeState(this.state));
    this.#tellState();
    if (this.#loop.paused) this.#broadcast();
  }

  #sendAway(guest: Guest, why: SentAway): void {
    this.host.close(guest.connection, why);
    this.disconnect(guest.connection);
  }

  #grant(ask: Ask): void {
    switch (ask.kind) {
      case 'pause':
        this.#loop.pause();
        break;
      case 'resume':
        this.#error = null;
        if (this.#game) this.#loop.resume();
        break;
      case 'step':
        this.#loop.step();
        this.#broadcast();
        break;
      case 'speed':
        this.#loop.speed = ask.factor;
        break;
      case 'restart':
        return this.host.restart();
      case 'rewind':
        this.#rewind(ask.seconds);
        break;
      case 'kick':
        this.#kick(ask.seat);
    }
    this.#tellState();
    this.#schedule();
  }

  #kick(seat: number): void {
    const connection = this.#roster.connectionOf(seat);
    const guest = connection === null ? undefined : this.#guests.get(connection);
    if (guest) this.#sendAway(guest, 'kicked');
    this.#leave(seat);
  }

  #leave(seat: number): void {
    this.#roster.free(seat);
    this.#fail(this.#game?.simulation.leave(seat) ?? null);
  }

  /** Goes back to a moment that was kept, with those who are here now. What was edited since stays edited. */
  #rewind(seconds: number): void {
    const game = this.#game;
    const wanted = this.#tick - Math.max(0, seconds) * 60;
    const kept = game?.moments.findLast(({ tick }) => tick <= wanted) ?? game?.moments[0];
    if (!game || !kept) return;
    game.moments.splice(game.moments.indexOf(kept) + 1);
    game.simulation.restore(kept.saved);
    const { players } = game.simulation.world;
    const here = this.#roster.list;
    for (const { id } of players.list)
      if (!here.some(({ seat }) => seat === id)) this.#fail(game.simulation.leave(id));
    for (const { seat, name } of here)
      if (!players.find(seat)) this.#fail(game.simulation.join({ id: seat, name, color: colorOf(seat) }));
    game.teller.forget();
    this.#era++;
    for (const guest of this.#guests.values()) guest.input.jump(this.#tick);
    this.#broadcast();
  }

  /** False when the game must stop. */
  #playTick(): boolean {
    const game = this.#game;
    if (!game) return false;
    this.#tick++;
    if (this.#tick % KEEP_EVERY === 0) {
      game.moments.push({ tick: this.#tick, saved: game.simulation.save() });
      if (game.moments.length > KEPT) game.moments.shift();
    }
    const before = this.host.clock();
    const held = new Map<number, HeldInput>();
    for (const guest of this.#guests.values()) {
      const input = guest.input.take(this.#tick);
      if (guest.seat > 0) held.set(guest.seat, input);
    }
    try {
      this.#fail(game.simulation.tick(noInput, held));
    } catch (error) {
      this.#fail(engineError(error));
    }
    const few = this.#roster.list.length <= FEW;
    if (this.#tick % (few ? 2 : 3) === 0) this.#broadcast();
    this.#took.push(this.host.clock() - before);
    if (this.#tick % STATE_EVERY === 0) this.#lookAround();
    return this.#error === null;
  }

  #fail(error: ScriptError | null): void {
    if (!error || this.#error) return;
    this.#error = error;
    this.#loop.pause();
    this.host.log('error', error.message, error.script, error.line);
    this.#tellState();
  }

  #lookAround(): void {
    for (const seat of this.#roster.abandoned(this.host.clock())) this.#leave(seat);
    for (const guest of this.#guests.values())
      if (guest.known && guest.isTooSlow(this.#tick)) this.#sendAway(guest, 'too slow');
    this.#tellState();
  }

  /** Tells everybody where everything is, and what has happened. */
  #broadcast(): void {
    const game = this.#game;
    if (!game) return;
    const { simulation, teller } = game;
    const { world } = simulation;
    // What looks different comes first: sounds and the end of the game belong to what is to be seen then.
    const news = [...this.#news, ...teller.news(), ...this.#happened(simulation)];
    this.#news = [];
    // Each picture has a tick of its own, also while time stands still.
    if (this.#tick === this.#shown) this.#tick++;
    this.#shown = this.#tick;
    const rows = new EncodedRows(teller.snapshot(this.#tick));
    const hero = heroOf(simulation.documents.values(), world.data.scripts)?.id ?? null;
    const everything = () => [...teller.everything(), ...this.#now(simulation)];
    for (const guest of this.#guests.values()) {
      if (!guest.known) continue;
      const own = guest.seat > 0 ? entityOfPlayer(world, guest.seat) : null;
      const frame = guest.frame(this.#tick, this.#era, rows, news, everything, {
        camera: teller.cameraOf(own, hero),
        part: own && this.#ownPart(game, own),
        props: () => Object.fromEntries(own?.props ?? []),
      });
      if (frame) this.host.send(guest.connection, frame);
    }
  }

  /** The exact state of what a player foresees themselves; `null` where no script of it says that they may. */
  #ownPart({ simulation, teller }: Game, own: Entity): Omit<OwnPart, 'props'> | null {
    const foreseen = Object.entries(own.components).some(
      ([key, fields]) =>
        typeOfKey(key) === 'Script' && simulation.predicts((fields as { script: string }).script),
    );
    if (!foreseen) return null;
    const { hot, tick } = simulation.world;
    const at = own.slot * HOT_STRIDE;
    return { entity: teller.numberOf(own), worldTick: tick, hot: [...hot.subarray(at, at + HOT_STRIDE)] };
  }

  /** What sounds, and marks over the picture, and how the game stands: when it is otherwise than it was. */
  #happened(simulation: Simulation): News[] {
    const { events, sounds, drawings } = simulation.frame();
    const news = events.flatMap((event) => this.#newsOf(event));
    const going = JSON.stringify(sounds);
    if (going !== this.#sounds) news.push({ kind: 'sounds', sounds });
    this.#sounds = going;
    const marks = JSON.stringify(drawings);
    if (marks !== this.#drawings) news.push({ kind: 'drawings', drawings });
    this.#drawings = marks;
    return news;
  }

  #newsOf(event: GameEvent): News[] {
    switch (event.kind) {
      case 'sound':
      case 'state':
        return [event];
      case 'log':
        this.host.log(event.level, event.text, event.script, event.line);
        return [];
      case 'script-loaded':
        // What was wrong is mended: on it goes.
        if (event.error === null && this.#error?.script === event.path) {
          this.#error = null;
          this.#loop.resume();
          this.#schedule();
        }
        return [];
      default:
        return [];
    }
  }

  /** How the game stands, for somebody who comes. */
  #now({ world }: Simulation): News[] {
    const { state, score, message, data } = world;
    const scene = data.scenes[world.scene];
    return [
      {
        kind: 'project',
        ...{ tilesets: data.tilesets, assets: data.assets, settings: data.settings },
        ...(scene && { scene: scene.settings, layers: scene.layers }),
      },
      ...Object.entries(this.#scripts).flatMap(([path, source]): News[] =>
        this.#game?.simulation.predicts(path) ? [{ kind: 'script', path, source }] : [],
      ),
      { kind: 'state', state, score, message },
    ];
  }

  get state(): SessionState {
    const { script = '', line = 0, message = '', entityName = '' } = this.#error ?? {};
    const error: SessionError | null = this.#error && { script, line, message, entity: entityName };
    return {
      players: this.#roster.list,
      watching: [...this.#guests.values()].filter(({ known, seat }) => known && seat === 0).length,
      paused: this.#loop.paused,
      speed: this.#loop.speed,
      error,
      era: this.#era,
    };
  }

  #tellState(): void {
    const { state } = this;
    const told = JSON.stringify(state);
    if (told === this.#told) return;
    this.#told = told;
    const bytes = encodeState(state);
    for (const guest of this.#guests.values()) if (guest.known) this.host.send(guest.connection, bytes);
    this.host.changed(state);
  }

  #schedule(): void {
    this.#callOff();
    const wait = this.#loop.untilNext;
    if (wait === Infinity) this.#callOff = this.host.after(250, () => this.#idle());
    else
      this.#callOff = this.host.after(wait, () => {
        this.#loop.advance();
        this.#schedule();
      });
  }

  /** While nothing moves, seats still come free. */
  #idle(): void {
    this.#lookAround();
    this.#schedule();
  }
}
