/** Messages of a game that several play together, between each of them and the server. Binary; the first byte says what it is. */
import type { Vec2 } from '../../base/geometry.ts';
import { fromJson, toJson } from '../../schema/game-json.ts';
import { BitReader, BitWriter } from './bits.ts';
import { readFrames, writeFrames, type InputFrame } from './input-frames.ts';
import type { InputReport } from './input-buffer.ts';
import { readSnapshot, writeSnapshot, type Basis } from './snapshot-codec.ts';
import type { Snapshot } from './snapshot.ts';

/** Raised whenever both sides would no longer understand each other. */
export const PLAY_VERSION = 1;

const Kind = { hello: 1, input: 2, ask: 3, ping: 4, welcome: 17, frame: 18, state: 19, pong: 20 } as const;

/** The first that somebody says. */
export interface Hello {
  version: number;
  name: string;
  /** What {@link Welcome} gave earlier, to come back to the same seat; '' at first. */
  key: string;
  /** Only looks on. */
  watches: boolean;
}

/** What the host of a session, or another editor of the project, may ask for. */
export type Ask =
  | { kind: 'pause' | 'resume' | 'step' | 'restart' }
  | { kind: 'speed'; factor: number }
  | { kind: 'rewind'; seconds: number }
  | { kind: 'kick'; seat: number };

/** Who has come in. */
export interface Welcome {
  /** The seat; 0 for those who look on. */
  seat: number;
  /** Brings somebody back to their seat. */
  key: string;
  /** Whether they may pause, restart and so on. */
  host: boolean;
  tick: number;
}

/** Somebody in the game, as all see them. */
export interface SeatInfo {
  seat: number;
  name: string;
  color: string;
  /** False while they are away; their seat waits for them. */
  here: boolean;
  /** Milliseconds to the server and back, as they measured it. */
  roundTrip: number;
}

/** Why nobody can go on, and where it is to be mended. */
export interface SessionError {
  script: string;
  line: number;
  message: string;
  entity: string;
}

/** How the session is. Sent whenever something of it changes. */
export interface SessionState {
  players: readonly SeatInfo[];
  watching: number;
  paused: boolean;
  speed: number;
  error: SessionError | null;
  /** Grows with each rewind and each restart: ticks may begin anew. */
  era: number;
}

/** The camera of one player: where it looks is found out where it is shown. */
export interface CameraNews {
  /** Zoom and bounds; `null` shows the scene from its corner. */
  readonly lens: { readonly zoom: number; readonly boundsMin: Vec2; readonly boundsMax: Vec2 } | null;
  /** The number of the entity that it follows; `null` for one that stays at `point`. */
  readonly follows: number | null;
  readonly point: Vec2;
  /** Seconds in which it comes near what it follows; 0 at once. */
  readonly smoothing: number;
  readonly shake: { readonly from: number; readonly duration: number; readonly strength: number } | null;
}

/** What a snapshot of a tick carries for one player beside what all see. */
export interface OwnPart {
  /** Entity, and its exact pose and motion: x, y, vx, vy, rotation, angular velocity. */
  readonly entity: number;
  /** Ticks since the start, as scripts count them. */
  readonly worldTick: number;
  readonly hot: readonly number[];
  /** Its values, when they are others than in the last frame that was sent; `null` otherwise. */
  readonly props: Readonly<Record<string, string | number | boolean>> | null;
}

/** A snapshot as it is sent. */
export interface PlayFrame {
  readonly era: number;
  readonly snapshot: Snapshot;
  readonly input: InputReport;
  readonly own: OwnPart | null;
  /** What happened since the last frame, in JSON; '' for nothing. */
  readonly news: string;
}

export type FromPlayer =
  | { kind: 'hello'; hello: Hello }
  | { kind: 'input'; era: number; seen: number; roundTrip: number; frames: readonly InputFrame[] }
  | { kind: 'ask'; ask: Ask }
  | { kind: 'ping'; nonce: number };

/** Texts of players are not longer than this, in bytes. */
const MAX_TEXT = 2000;

export function encodeFromPlayer(message: FromPlayer): Uint8Array<ArrayBuffer> {
  const writer = new BitWriter();
  writer.bits(Kind[message.kind], 8);
  switch (message.kind) {
    case 'hello':
      writer.text(JSON.stringify(message.hello));
      break;
    case 'input':
      writer.uint(message.era);
      writer.uint(message.seen);
      writer.uint(Math.max(0, Math.round(message.roundTrip)));
      writeFrames(writer, message.frames);
      break;
    case 'ask':
      writer.text(JSON.stringify(message.ask));
      break;
    case 'ping':
      writer.uint(message.nonce);
  }
  return writer.finish();
}

/** @throws an error for bytes that are no message */
export function decodeFromPlayer(bytes: Uint8Array): FromPlayer {
  const reader = new BitReader(bytes);
  switch (reader.bits(8)) {
    case Kind.hello:
      return { kind: 'hello', hello: helloOf(JSON.parse(reader.text(MAX_TEXT))) };
    case Kind.input: {
      const era = reader.uint();
      const seen = reader.uint();
      const roundTrip = Math.min(60_000, reader.uint());
      return { kind: 'input', era, seen, roundTrip, frames: readFrames(reader) };
    }
    case Kind.ask:
      return { kind: 'ask', ask: askOf(JSON.parse(reader.text(MAX_TEXT))) };
    case Kind.ping:
      return { kind: 'ping', nonce: reader.uint() };
    default:
      throw new RangeError('unknown message');
  }
}

export type FromServer =
  | { kind: 'welcome'; welcome: Welcome }
  | { kind: 'state'; state: SessionState }
  | { kind: 'pong'; nonce: number }
  | { kind: 'frame'; frame: PlayFrame };

export const encodeWelcome = (welcome: Welcome): Uint8Array<ArrayBuffer> => told(Kind.welcome, welcome);
export const encodeState = (state: SessionState): Uint8Array<ArrayBuffer> => told(Kind.state, state);

function told(kind: number, value: unknown): Uint8Array<ArrayBuffer> {
  const writer = new BitWriter();
  writer.bits(kind, 8);
  writer.text(toJson(value));
  return writer.finish();
}

export function encodePong(nonce: number): Uint8Array<ArrayBuffer> {
  const writer = new BitWriter();
  writer.bits(Kind.pong, 8);
  writer.uint(nonce);
  return writer.finish();
}

/** The part of a frame that is the same for all who have the same basis. */
export function encodeRows(snapshot: Snapshot, basis: Basis): Uint8Array<ArrayBuffer> {
  const writer = new BitWriter();
  writeSnapshot(writer, snapshot, basis);
  return writer.finish();
}

/** @param rows from {@link encodeRows} with the same basis */
export function encodeFrame(frame: PlayFrame, basis: Basis, rows: Uint8Array): Uint8Array<ArrayBuffer> {
  const { era, snapshot, input, own, news } = frame;
  const writer = new BitWriter();
  writer.bits(Kind.frame, 8);
  writer.uint(era);
  writer.uint(snapshot.tick);
  // How long ago the basis was; 0 stands for none.
  writer.uint(basis.last ? snapshot.tick - basis.last.tick : 0);
  writer.uint(basis.last && basis.before ? basis.last.tick - basis.before.tick : 0);
  writer.int(input.margin);
  writer.uint(Math.max(0, snapshot.tick - input.played));
  writer.bit(own !== null);
  writer.bit(news !== '');
  writer.bytes(rows);
  if (own) {
    writer.uint(own.entity);
    writer.uint(own.worldTick);
    for (const value of own.hot) writer.float32(value);
    writer.text(own.props ? JSON.stringify(own.props) : '');
  }
  if (news !== '') writer.text(news);
  return writer.finish();
}

/**
 * @param find a snapshot that came earlier, by its tick
 * @throws an error for bytes that are no message, or whose basis is not there
 */
export function decodeFromServer(
  bytes: Uint8Array,
  find: (era: number, tick: number) => Snapshot | null,
): FromServer {
  const reader = new BitReader(bytes);
  const kind = reader.bits(8);
  if (kind === Kind.welcome) return { kind: 'welcome', welcome: fromJson(reader.text()) as Welcome };
  if (kind === Kind.state) return { kind: 'state', state: fromJson(reader.text()) as SessionState };
  if (kind === Kind.pong) return { kind: 'pong', nonce: reader.uint() };
  if (kind !== Kind.frame) throw new RangeError('unknown message');
  const era = reader.uint();
  const tick = reader.uint();
  const back = reader.uint();
  const further = reader.uint();
  const margin = reader.int();
  const played = tick - reader.uint();
  const hasOwn = reader.bit();
  const hasNews = reader.bit();
  const rows = reader.bytes();
  const last = back === 0 ? null : find(era, tick - back);
  const before = further === 0 ? null : find(era, tick - back - further);
  if ((back > 0 && !last) || (further > 0 && !before))
    throw new RangeError('a frame rests on one that is not there');
  const snapshot = readSnapshot(new BitReader(rows), tick, { last, before });
  const own = hasOwn ? readOwn(reader) : null;
  const news = hasNews ? reader.text() : '';
  return { kind: 'frame', frame: { era, snapshot, input: { margin, played }, own, news } };
}

function readOwn(reader: BitReader): OwnPart {
  const entity = reader.uint();
  const worldTick = reader.uint();
  const hot = Array.from({ length: 6 }, () => reader.float32());
  const props = reader.text();
  return { entity, worldTick, hot, props: props === '' ? null : (JSON.parse(props) as OwnPart['props']) };
}

const MAX_NAME = 40;
const text = (value: unknown, most: number): string =>
  typeof value === 'string' ? value.slice(0, most) : '';

function helloOf(value: unknown): Hello {
  const { version, name, key, watches } = (value ?? {}) as Record<string, unknown>;
  return {
    version: Number(version),
    name: text(name, MAX_NAME).trim(),
    key: text(key, 64),
    watches: watches === true,
  };
}

function askOf(value: unknown): Ask {
  const { kind, factor, seconds, seat } = (value ?? {}) as Record<string, unknown>;
  switch (kind) {
    case 'pause':
    case 'resume':
    case 'step':
    case 'restart':
      return { kind };
    case 'speed':
      return { kind, factor: Number(factor) || 1 };
    case 'rewind':
      return { kind, seconds: Number(seconds) || 0 };
    case 'kick':
      return { kind, seat: Number(seat) || 0 };
    default:
      throw new RangeError('unknown wish');
  }
}
