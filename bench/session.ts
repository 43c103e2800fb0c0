/**
 * What a server does for a tick of a game that several play: takes in what all of them hold, plays the tick, and tells each what has
 * changed. Of the others there is only what comes over the network. Compared with the same ticks without anybody.
 */
import { blankEntity } from '../src/lib/schema/blank.ts';
import type { ProjectData } from '../src/lib/schema/project.ts';
import { BitReader } from '../src/lib/net/play/bits.ts';
import { encodeFromPlayer, PLAY_VERSION } from '../src/lib/net/play/messages.ts';
import { Simulation } from '../src/lib/runtime/simulation.ts';
import { PlaySession } from '../src/lib/together/play-session.ts';
import { busyGame } from './busy-game.ts';
import type { BenchRow } from './rows.ts';

const TICK_MS = 1000 / 60;
const WARM_UP = 300;
const TICKS = 1200;
/** So many ticks after a snapshot was sent, word comes that it was seen: 150 ms there and back. */
const SEEN_AFTER = 9;
/** The message that carries a snapshot. */
const FRAME = 18;

const hero = `local hero = {}
function hero.on_update(e)
  if ams.is_key_down("ArrowLeft") then e.vx = -120 elseif ams.is_key_down("ArrowRight") then e.vx = 120 end
  if ams.was_key_pressed("Space") then e.vy = -200 end
end
return hero`;

/** So many bodies, so many of them with scripts, and a hero. */
function game(bodies: number, scripts: number): ProjectData {
  const { scenes, ...project } = busyGame(bodies, scripts);
  const scene = scenes['s']!;
  const player = blankEntity({
    layer: 'main',
    order: 'a9999V',
    components: {
      Transform: { position: [0, 40], size: [20, 30] },
      ...{ Shape: {}, Collider: {}, Body: {}, Script: { script: 'behavior/hero.lua' } },
    },
  });
  return {
    ...project,
    scripts: { ...project.scripts, 'behavior/hero.lua': hero },
    scenes: { s: { ...scene, entities: { ...scene.entities, hero: player } } },
  };
}

/** Somebody who plays, as the server hears them: keys that change now and then, and which snapshot was seen. */
class Bot {
  readonly #arrived: { tick: number; at: number }[] = [];
  #era = 0;
  #seen = 0;

  constructor(
    readonly connection: number,
    private readonly seat: number,
  ) {}

  receive(bytes: Uint8Array, now: number): void {
    const reader = new BitReader(bytes);
    if (reader.bits(8) !== FRAME) return;
    this.#era = reader.uint();
    this.#arrived.push({ tick: reader.uint(), at: now });
  }

  /** @param now the server's tick */
  says(now: number): Uint8Array {
    while (this.#arrived[0] && this.#arrived[0].at + SEEN_AFTER <= now)
      this.#seen = this.#arrived.shift()!.tick;
    const frames = Array.from({ length: 8 }, (_, back) => {
      const tick = now + 3 - 7 + back;
      const keys = [Math.floor((tick + this.seat * 7) / 40) % 2 ? 'ArrowLeft' : 'ArrowRight'];
      if ((tick + this.seat * 13) % 50 < 4) keys.push('Space');
      return { tick, held: { keys, pointer: null, buttons: [] } };
    });
    return encodeFromPlayer({ kind: 'input', era: this.#era, seen: this.#seen, roundTrip: 150, frames });
  }
}

/** Milliseconds that each tick took a session, and bytes to one player in a second. */
function session(project: ProjectData, players: number): { took: number[]; rate: number } {
  let now = 0;
  let due: (() => void) | null = null;
  let sent = 0;
  const bots: Bot[] = [];
  const host = new PlaySession({
    send: (connection, bytes) => {
      sent += bytes.length;
      bots[connection]?.receive(bytes, host.tick);
    },
    close: (_, why) => {
      throw new Error(`a bot was sent away: ${why}`);
    },
    clock: () => now,
    after: (_, callback) => {
      due = callback;
      return () => (due = null);
    },
    changed: () => {},
    restart: () => {},
    log: (_, text) => {
      throw new Error(text);
    },
  });
  host.begin(project, 's');
  for (let seat = 0; seat < players; seat++) {
    bots.push(new Bot(seat, seat));
    host.connect(seat, { host: false });
    const hello = { version: PLAY_VERSION, name: `Bot ${seat}`, key: '', watches: false };
    host.receive(seat, encodeFromPlayer({ kind: 'hello', hello }));
  }
  const took: number[] = [];
  for (let at = 0; at < WARM_UP + TICKS; at++) {
    if (at === WARM_UP) sent = 0;
    now += TICK_MS;
    const said = bots.map((bot) => bot.says(host.tick));
    const before = host.tick;
    const began = performance.now();
    said.forEach((bytes, seat) => host.receive(seat, bytes));
    const call: (() => void) | null = due;
    due = null;
    (call as (() => void) | null)?.();
    const spent = performance.now() - began;
    if (at >= WARM_UP && host.tick > before) took.push(spent / (host.tick - before));
  }
  host.stop();
  return { took, rate: sent / players / (TICKS / 60) };
}

function alone(project: ProjectData): number[] {
  const simulation = new Simulation({ project, scene: 's' });
  const took: number[] = [];
  for (let at = 0; at < WARM_UP + TICKS; at++) {
    const began = performance.now();
    simulation.tick();
    if (at >= WARM_UP) took.push(performance.now() - began);
  }
  return took;
}

const at = (share: number, times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length * share)]!;
const mean = (times: readonly number[]): number => times.reduce((sum, each) => sum + each, 0) / times.length;

export default async function bench(): Promise<BenchRow[]> {
  const large = game(100, 50);
  const few = session(large, 4);
  const many = session(large, 32);
  const nobody = alone(large);
  const baseline = 'the same game with nobody in it';
  return [
    {
      name: 'session-tick-p99',
      value: at(0.99, many.took),
      unit: 'ms',
      ratio: at(0.99, many.took) / at(0.99, nobody),
      baseline,
    },
    {
      name: 'session-tick',
      value: at(0.5, many.took),
      unit: 'ms',
      ratio: at(0.5, many.took) / at(0.5, nobody),
      baseline,
    },
    {
      name: 'session-core',
      value: TICK_MS / mean(few.took),
      unit: 'sessions',
      ratio: 8 / (TICK_MS / mean(few.took)),
      baseline: 'eight of four players on one core',
    },
    {
      name: 'session-rate',
      value: few.rate / 1024,
      unit: 'kB/s',
      ratio: few.rate / 1024 / 10,
      baseline: '10 kB a second to each',
    },
  ];
}
