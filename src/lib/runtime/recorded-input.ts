/**
 * Recorded input: what the command line, golden replays and scripted players feed to a simulation.
 *
 * A recording is JSON: `{ "ticks": [[0, ["ArrowRight"]], [45, ["ArrowRight", "Space"]], [60, []]] }`. Every entry says
 * from which tick on which keys are held down (KeyboardEvent.code values), until the next entry. Ticks are whole
 * numbers from 0, each larger than the one before; before the first entry nothing is held. An entry may go on with the
 * pointer in scene pixels and the mouse buttons held, and with what else there is: `[80, ["KeyE"], [320, 200], [0],
 * { "wheel": 120, "touches": [{ "id": 1, "x": 3, "y": 4 }], "gamepads": [{ "buttons": [1], "axes": [0.5] }] }]`.
 * The same entries, one to a line without the wrapping object, are accepted too (JSON lines).
 */
import type { Vec2 } from '../base/geometry.ts';
import { MAX_PADS, type PadInput, type TouchPoint } from '../engine/input.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { InputSnapshot } from './protocol.ts';

/** From which tick on, and what is held down from there. */
export type RecordedEntry = readonly [tick: number, input: InputSnapshot];

const nothing: InputSnapshot = { keys: [], pointer: null, buttons: [] };

/** Input by tick. */
export class RecordedInput {
  /** @param entries with ascending ticks */
  constructor(readonly entries: readonly RecordedEntry[]) {}

  /** What is held down during a tick, counted from 0. */
  at(tick: number): InputSnapshot {
    let [low, high] = [0, this.entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.entries[middle]![0] <= tick) low = middle + 1;
      else high = middle;
    }
    return this.entries[low - 1]?.[1] ?? nothing;
  }

  /** The tick of the last entry; 0 when there are none. */
  get lastTick(): number {
    return this.entries.at(-1)?.[0] ?? 0;
  }
}

/** Entries as they stand in a file, such as `[[0, ["ArrowRight"]], [60, []]]`; the message says which one is wrong. */
export function readRecordedInput(values: readonly unknown[]): Result<RecordedInput, string> {
  const entries: RecordedEntry[] = [];
  for (const [at, value] of values.entries()) {
    const entry = readEntry(value);
    if (typeof entry === 'string') return fail(`Entry ${at + 1} ${entry}.`);
    const before = entries.at(-1)?.[0] ?? -1;
    if (entry[0] <= before)
      return fail(`Entry ${at + 1} must have a tick larger than ${before}, has ${entry[0]}.`);
    entries.push(entry);
  }
  return ok(new RecordedInput(entries));
}

const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((item) => Number.isFinite(item));
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTouch = (value: unknown): value is TouchPoint =>
  isRecord(value) && isNumbers([value['id'], value['x'], value['y']]);
const isPad = (value: unknown): value is PadInput | null =>
  value === null || (isRecord(value) && isNumbers(value['buttons']) && isNumbers(value['axes']));

function readEntry(value: unknown): RecordedEntry | string {
  if (!Array.isArray(value) || value.length < 2 || value.length > 5)
    return 'must be [tick, [keys]], such as [60, ["ArrowRight"]]';
  const [tick, keys, pointer = null, buttons = [], more = {}] = value as unknown[];
  if (!Number.isSafeInteger(tick) || (tick as number) < 0)
    return 'must begin with a tick, a whole number from 0';
  if (!Array.isArray(keys) || !keys.every((key) => typeof key === 'string'))
    return 'must have a list of keys, such as ["ArrowRight", "Space"]';
  if (pointer !== null && !(isNumbers(pointer) && pointer.length === 2))
    return 'must have the pointer as [x, y] or null';
  if (!isNumbers(buttons) || !buttons.every(Number.isInteger))
    return 'must have buttons as numbers, such as [0]';
  if (!isRecord(more)) return 'must end with wheel, touches and gamepads, such as { "wheel": 120 }';
  const { wheel, touches, gamepads } = more;
  if (wheel !== undefined && !isNumbers([wheel])) return 'must have the wheel as a number';
  if (touches !== undefined && !(Array.isArray(touches) && touches.every(isTouch)))
    return 'must have touches as { "id": 1, "x": 3, "y": 4 }';
  if (
    gamepads !== undefined &&
    !(Array.isArray(gamepads) && gamepads.length <= MAX_PADS && gamepads.every(isPad))
  )
    return `must have at most ${MAX_PADS} gamepads as { "buttons": [1], "axes": [0.5] } or null`;
  return [
    tick as number,
    {
      keys: keys as string[],
      pointer: pointer as Vec2 | null,
      buttons,
      ...(wheel === undefined ? {} : { wheel: wheel as number }),
      ...(touches === undefined ? {} : { touches }),
      ...(gamepads === undefined ? {} : { gamepads }),
    },
  ];
}

/** The reverse of {@link readRecordedInput}: an entry as short as it can be. */
export function entryToJson([
  tick,
  { keys, pointer, buttons, wheel, touches, gamepads },
]: RecordedEntry): unknown[] {
  const more = {
    ...(wheel ? { wheel } : {}),
    ...(touches?.length ? { touches } : {}),
    ...(gamepads?.some((pad) => pad !== null) ? { gamepads } : {}),
  };
  const parts: unknown[] = [tick, keys, pointer, buttons, more];
  const said = [true, true, pointer !== null, buttons.length > 0, Object.keys(more).length > 0];
  return parts.slice(0, said.lastIndexOf(true) + 1);
}

/** Entries of a run, from the input of each of its ticks in order: one wherever something changes. */
export function recordInputs(inputs: Iterable<InputSnapshot>): RecordedInput {
  const entries: RecordedEntry[] = [];
  let last = JSON.stringify(entryToJson([0, nothing]).slice(1));
  let tick = 0;
  for (const input of inputs) {
    const now = JSON.stringify(entryToJson([0, input]).slice(1));
    if (now !== last) entries.push([tick, input]);
    last = now;
    tick++;
  }
  return new RecordedInput(entries);
}

/** A recording from the text of a file, see the top of this module. The problem names the file, and the line in JSON lines. */
export function parseRecordedInput(text: string, file: string): Result<RecordedInput> {
  const wrong = (message: string, line?: number) =>
    fail({ file, message, ...(line === undefined ? {} : { line }) });
  if (!/^\s*\{/.test(text)) {
    const values: unknown[] = [];
    const lines: number[] = [];
    for (const [at, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue;
      try {
        values.push(JSON.parse(line));
        lines.push(at + 1);
      } catch {
        return wrong('The line is no JSON; write one entry such as [60, ["ArrowRight"]].', at + 1);
      }
    }
    const input = readRecordedInput(values);
    if (input.ok) return input;
    const entry = Number(/^Entry (\d+)/.exec(input.error)?.[1] ?? 1);
    return wrong(input.error, lines[entry - 1]);
  }
  let data: { ticks?: unknown };
  try {
    data = JSON.parse(text) as { ticks?: unknown };
  } catch (error) {
    return wrong(`The file is no JSON: ${(error as Error).message}.`);
  }
  if (!Array.isArray(data.ticks))
    return wrong('The recording must be { "ticks": [[0, ["ArrowRight"]], …] }.');
  const input = readRecordedInput(data.ticks);
  return input.ok ? input : wrong(input.error);
}
