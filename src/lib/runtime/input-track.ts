import { noInput, type HeldInput, type PadInput } from '../engine/input.ts';
import { RecordedInput, type RecordedEntry } from './recorded-input.ts';

/** More changes than this are not kept: hours on the keyboard, half an hour of a pointer that never rests. */
const MAX_CHANGES = 120_000;

const round = (value: number, parts: number): number =>
  Number.isFinite(value) ? Math.round(value * parts) / parts + 0 : 0;

function tidyPad({ buttons, axes }: PadInput): PadInput {
  return { buttons: buttons.map((value) => round(value, 100)), axes: axes.map((value) => round(value, 100)) };
}

/**
 * Input in the one form in which it is played and recorded: keys and buttons sorted and once each, places to a tenth of a pixel,
 * sticks and triggers to a hundredth. Rounding before the game sees it keeps recordings small and exact.
 */
export function tidyInput({ keys, pointer, buttons, wheel, touches, gamepads }: HeldInput): HeldInput {
  const pads = gamepads?.map((pad) => pad && tidyPad(pad)) ?? [];
  return {
    keys: [...new Set(keys)].sort(),
    pointer: pointer && [round(pointer[0], 10), round(pointer[1], 10)],
    buttons: [...new Set(buttons)].sort((a, b) => a - b),
    ...(wheel ? { wheel: round(wheel, 10) } : {}),
    ...(touches?.length
      ? { touches: touches.map(({ id, x, y }) => ({ id, x: round(x, 10), y: round(y, 10) })) }
      : {}),
    ...(pads.some((pad) => pad) ? { gamepads: pads } : {}),
  };
}

/** Whether two inputs in their tidy form are equal. */
function sameInput(a: HeldInput, b: HeldInput): boolean {
  if (a === b) return true;
  return (
    sameList(a.keys, b.keys) &&
    sameList(a.buttons, b.buttons) &&
    a.pointer?.[0] === b.pointer?.[0] &&
    a.pointer?.[1] === b.pointer?.[1] &&
    a.wheel === b.wheel &&
    JSON.stringify([a.touches, a.gamepads]) === JSON.stringify([b.touches, b.gamepads])
  );
}

const sameList = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((value, at) => value === b[at]);

/** The input of every tick of a run, kept as its changes. */
export class InputTrack {
  /** From which tick on, and what is held from there. */
  readonly #changes: RecordedEntry[] = [];
  readonly #recorded = new RecordedInput(this.#changes);
  #length = 0;
  #complete = true;

  /** How many ticks it covers. */
  get length(): number {
    return this.#length;
  }

  /** False once the oldest changes were given up: the run can no longer be played from its start. */
  get complete(): boolean {
    return this.#complete;
  }

  /** Adds the tick that follows. @param input in its tidy form; never changed afterwards */
  push(input: HeldInput): void {
    const last = this.#changes.at(-1)?.[1] ?? noInput;
    if (!sameInput(last, input)) {
      this.#changes.push([this.#length, input]);
      if (this.#changes.length > MAX_CHANGES) {
        this.#changes.splice(0, MAX_CHANGES / 4);
        this.#complete = false;
      }
    }
    this.#length++;
  }

  /** What is held during a tick, counted from 0. */
  at(tick: number): HeldInput {
    return this.#recorded.at(tick);
  }

  /** The first ticks, as a recording. */
  upTo(length: number): RecordedInput {
    return new RecordedInput(this.#changes.filter(([tick]) => tick < length));
  }

  /** Forgets all from a tick on. */
  truncate(length: number): void {
    if (length >= this.#length) return;
    this.#length = Math.max(0, length);
    while ((this.#changes.at(-1)?.[0] ?? -1) >= this.#length) this.#changes.pop();
  }
}
