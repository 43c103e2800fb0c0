/** What a player holds, tick by tick, as it travels. What comes in is clamped while it is read: nothing of it is trusted. */
import { MAX_PADS, type HeldInput, type PadInput, type TouchPoint } from '../../engine/input.ts';
import type { BitReader, BitWriter } from './bits.ts';

/** Frames in a message: those that the server may not have yet. */
export const RESENT_FRAMES = 8;

const MAX_KEYS = 16;
const MAX_TOUCHES = 10;
const MAX_PAD_CONTROLS = 20;
const MAX_CODE_LENGTH = 32;
/** Places and the wheel are told to a tenth of a pixel, buttons and sticks to a hundredth. */
const PARTS_OF_PIXEL = 10;
const PARTS_OF_STICK = 100;
const FARTHEST = 1e7;
const MOUSE_BUTTONS = 5;

/** Keys that travel as a number. Add at the end only. */
const KNOWN_KEYS = [
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('').map((letter) => `Key${letter}`),
  ...'0123456789'.split('').map((digit) => `Digit${digit}`),
  ...['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Space', 'Enter', 'Escape', 'Tab', 'Backspace'],
  ...['ShiftLeft', 'ShiftRight', 'ControlLeft', 'ControlRight', 'AltLeft', 'AltRight'],
];
const numberOfKey = new Map(KNOWN_KEYS.map((code, at) => [code, at + 1]));

/** One tick of a player. */
export interface InputFrame {
  readonly tick: number;
  readonly held: HeldInput;
}

/** Appends frames of ticks that follow each other, the oldest first: equal ones take a bit. */
export function writeFrames(writer: BitWriter, frames: readonly InputFrame[]): void {
  const sent = frames.slice(-RESENT_FRAMES);
  writer.bits(sent.length, 4);
  if (sent.length === 0) return;
  writer.uint(sent[0]!.tick);
  let last = '';
  for (const { held } of sent) {
    const now = JSON.stringify(held);
    writer.bit(now === last);
    if (now !== last) writeHeld(writer, held);
    last = now;
  }
}

/** @throws RangeError for bytes that are none */
export function readFrames(reader: BitReader): InputFrame[] {
  const count = reader.bits(4);
  if (count === 0) return [];
  if (count > RESENT_FRAMES) throw new RangeError('too many frames of input at once');
  const first = reader.uint();
  const frames: InputFrame[] = [];
  for (let i = 0; i < count; i++) {
    const repeated = reader.bit();
    const before = frames.at(-1);
    if (repeated && !before) throw new RangeError('a frame of input repeats nothing');
    frames.push({ tick: first + i, held: repeated ? before!.held : readHeld(reader) });
  }
  return frames;
}

function writeHeld(
  writer: BitWriter,
  { keys, pointer, buttons, wheel = 0, touches = [], gamepads = [] }: HeldInput,
): void {
  const held = keys.slice(0, MAX_KEYS);
  writer.uint(held.length);
  for (const code of held) {
    const number = numberOfKey.get(code) ?? 0;
    writer.uint(number);
    if (number === 0) writer.text(code.slice(0, MAX_CODE_LENGTH));
  }
  writer.bit(pointer !== null);
  if (pointer) writePlace(writer, pointer[0], pointer[1]);
  for (let button = 0; button < MOUSE_BUTTONS; button++) writer.bit(buttons.includes(button));
  writer.bit(wheel !== 0);
  if (wheel !== 0) writer.int(tenths(wheel));
  writer.uint(Math.min(MAX_TOUCHES, touches.length));
  for (const { id, x, y } of touches.slice(0, MAX_TOUCHES)) {
    writer.uint(Math.max(0, Math.floor(id)));
    writePlace(writer, x, y);
  }
  const pads = gamepads.slice(0, MAX_PADS);
  writer.uint(pads.length);
  for (const pad of pads) {
    writer.bit(pad !== null);
    if (pad) for (const list of [pad.buttons, pad.axes]) writeControls(writer, list);
  }
}

function readHeld(reader: BitReader): HeldInput {
  const keys = list(reader, MAX_KEYS, () => {
    const number = reader.uint();
    return number === 0 ? reader.text(MAX_CODE_LENGTH * 4) : (KNOWN_KEYS[number - 1] ?? '');
  });
  const pointer = reader.bit() ? readPlace(reader) : null;
  const buttons: number[] = [];
  for (let button = 0; button < MOUSE_BUTTONS; button++) if (reader.bit()) buttons.push(button);
  const wheel = reader.bit() ? clamp(reader.int() / PARTS_OF_PIXEL, FARTHEST) : 0;
  const touches = list(reader, MAX_TOUCHES, (): TouchPoint => {
    const id = reader.uint();
    const [x, y] = readPlace(reader);
    return { id, x, y };
  });
  const gamepads = list(reader, MAX_PADS, (): PadInput | null =>
    reader.bit()
      ? { buttons: readControls(reader).map((value) => Math.max(0, value)), axes: readControls(reader) }
      : null,
  );
  return {
    keys: [...new Set(keys)].filter(Boolean).sort(),
    pointer,
    buttons,
    ...(wheel === 0 ? {} : { wheel }),
    ...(touches.length > 0 ? { touches } : {}),
    ...(gamepads.some((pad) => pad) ? { gamepads } : {}),
  };
}

function list<T>(reader: BitReader, most: number, read: () => T): T[] {
  const length = reader.uint();
  if (length > most) throw new RangeError('more is held than anybody can');
  return Array.from({ length }, read);
}

function writePlace(writer: BitWriter, x: number, y: number): void {
  writer.int(tenths(x));
  writer.int(tenths(y));
}

function readPlace(reader: BitReader): [number, number] {
  const x = clamp(reader.int() / PARTS_OF_PIXEL, FARTHEST);
  return [x, clamp(reader.int() / PARTS_OF_PIXEL, FARTHEST)];
}

function writeControls(writer: BitWriter, values: readonly number[]): void {
  const sent = values.slice(0, MAX_PAD_CONTROLS);
  writer.uint(sent.length);
  for (const value of sent) writer.int(Math.round(clamp(value, 1) * PARTS_OF_STICK));
}

const readControls = (reader: BitReader): number[] =>
  list(reader, MAX_PAD_CONTROLS, () => clamp(reader.int() / PARTS_OF_STICK, 1));

const tenths = (value: number): number => Math.round(clamp(value, FARTHEST) * PARTS_OF_PIXEL) + 0;

const clamp = (value: number, most: number): number =>
  Number.isFinite(value) ? Math.min(most, Math.max(-most, value)) : 0;
