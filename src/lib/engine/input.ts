import type { Vec2 } from '../base/geometry.ts';
import type { Restorable } from '../base/restorable.ts';

/** A finger on the game, in scene pixels; the id stays the same while it is down. */
export interface TouchPoint {
  id: number;
  x: number;
  y: number;
}

/** A gamepad in the standard layout: buttons from 0 to 1, axes from -1 to 1. */
export interface PadInput {
  buttons: readonly number[];
  axes: readonly number[];
}

/** How many gamepads a game can tell apart. */
export const MAX_PADS = 4;

/** What is held down during one tick. Keys are KeyboardEvent.code values, buttons DOM button numbers. */
export interface HeldInput {
  keys: readonly string[];
  /** Pointer in scene pixels; `null` when it is elsewhere. */
  pointer: Vec2 | null;
  buttons: readonly number[];
  /** Pixels that the wheel was turned since the last tick, towards the player. */
  wheel?: number;
  touches?: readonly TouchPoint[];
  /** By place, `null` where none is connected; at most {@link MAX_PADS}. */
  gamepads?: readonly (PadInput | null)[];
}

export const noInput: HeldInput = { keys: [], pointer: null, buttons: [] };

/** Names of mouse buttons in bindings, by DOM button number. */
export const MOUSE_BUTTONS = ['MouseLeft', 'MouseMiddle', 'MouseRight'] as const;

/** Names of gamepad buttons in bindings, in the order of the standard layout. */
export const PAD_BUTTONS = [
  'A',
  'B',
  'X',
  'Y',
  'LeftBumper',
  'RightBumper',
  'LeftTrigger',
  'RightTrigger',
  'Back',
  'Start',
  'LeftStick',
  'RightStick',
  'Up',
  'Down',
  'Left',
  'Right',
] as const;

/** Axes of the sticks, in the order of the standard layout. */
export const PAD_AXES = ['LeftX', 'LeftY', 'RightX', 'RightY'] as const;

/** Directions of the sticks in bindings: axis of the standard layout, and which way. */
const PAD_STICKS: Readonly<Record<string, readonly [axis: number, sign: number]>> = {
  LeftStickLeft: [0, -1],
  LeftStickRight: [0, 1],
  LeftStickUp: [1, -1],
  LeftStickDown: [1, 1],
  RightStickLeft: [2, -1],
  RightStickRight: [2, 1],
  RightStickUp: [3, -1],
  RightStickDown: [3, 1],
};

/** Sticks rest a little beside their middle. */
const DEAD_ZONE = 0.15;
/** From here on a trigger or stick counts as pressed. */
const PRESSED = 0.5;

/** What a gamepad's binding reads: `PadA` of any pad, `Pad2A` of the second one. */
function readPad(binding: string, pads: HeldInput['gamepads'] = []): number {
  const match = /^Pad([1-4])?([A-Z]\w*)$/u.exec(binding);
  if (!match) return 0;
  const [, place, control = ''] = match;
  const button = PAD_BUTTONS.indexOf(control as (typeof PAD_BUTTONS)[number]);
  const stick = PAD_STICKS[control];
  let strongest = 0;
  pads.forEach((pad, at) => {
    if (!pad || (place !== undefined && at !== Number(place) - 1)) return;
    const value = stick ? (pad.axes[stick[0]] ?? 0) * stick[1] : (pad.buttons[button] ?? 0);
    strongest = Math.max(strongest, stick && value < DEAD_ZONE ? 0 : value);
  });
  return Math.min(1, strongest);
}

/** One tick's input, ready to be asked. */
class Snapshot {
  readonly keys: ReadonlySet<string>;

  constructor(readonly held: HeldInput) {
    this.keys = new Set(held.keys);
  }

  /** How far a binding is pressed, 0 to 1: a KeyboardEvent.code, `MouseLeft`, `Touch`, `PadA`, `Pad2LeftStickUp`. */
  value(binding: string): number {
    if (this.keys.has(binding)) return 1;
    if (binding === 'Touch') return this.held.touches?.length ? 1 : 0;
    const button = MOUSE_BUTTONS.indexOf(binding as (typeof MOUSE_BUTTONS)[number]);
    if (button >= 0) return this.held.buttons.includes(button) ? 1 : 0;
    return binding.startsWith('Pad') ? readPad(binding, this.held.gamepads) : 0;
  }

  isDown(bindings: readonly string[]): boolean {
    return bindings.some((binding) => this.value(binding) >= PRESSED);
  }
}

export interface SavedInput extends Pick<InputState, 'actions'> {
  readonly now: Snapshot;
  readonly before: Snapshot;
  readonly pointer: Readonly<InputState['pointer']>;
}

/** What is held in this tick and what has just been pressed or let go; all of it is from one instant. */
export class InputState implements Restorable<SavedInput> {
  #now = new Snapshot(noInput);
  #before = new Snapshot(noInput);
  readonly pointer = { x: 0, y: 0, down: false, pressed: false, released: false };
  /** Name of an input of the project to the bindings that press it. */
  actions: Readonly<Record<string, readonly string[]>> = {};

  save(): SavedInput {
    return { now: this.#now, before: this.#before, pointer: { ...this.pointer }, actions: this.actions };
  }

  restore({ now, before, pointer, actions }: SavedInput): void {
    this.#now = now;
    this.#before = before;
    Object.assign(this.pointer, pointer);
    this.actions = actions;
  }

  /** Begins a tick. */
  advance(held: HeldInput): void {
    this.#before = this.#now;
    this.#now = new Snapshot(held);
    const finger = held.touches?.[0];
    const down = held.buttons.length > 0 || finger !== undefined;
    this.pointer.pressed = down && !this.pointer.down;
    this.pointer.released = !down && this.pointer.down;
    this.pointer.down = down;
    if (held.pointer) [this.pointer.x, this.pointer.y] = held.pointer;
    else if (finger) [this.pointer.x, this.pointer.y] = [finger.x, finger.y];
  }

  /** @param name an input of the project, else a binding such as `ArrowLeft`, `MouseRight`, `PadA`. */
  isDown(name: string): boolean {
    return this.#now.isDown(this.#bindings(name));
  }

  /** Down now and not in the tick before. */
  wasPressed(name: string): boolean {
    const bindings = this.#bindings(name);
    return this.#now.isDown(bindings) && !this.#before.isDown(bindings);
  }

  /** Down in the tick before and not now. */
  wasReleased(name: string): boolean {
    const bindings = this.#bindings(name);
    return !this.#now.isDown(bindings) && this.#before.isDown(bindings);
  }

  /** How far it is pressed, 0 to 1; between them for sticks and triggers only. */
  value(name: string): number {
    return Math.max(0, ...this.#bindings(name).map((binding) => this.#now.value(binding)));
  }

  get touches(): readonly TouchPoint[] {
    return this.#now.held.touches ?? [];
  }

  get wheel(): number {
    return this.#now.held.wheel ?? 0;
  }

  /** @param place 1 to {@link MAX_PADS} */
  pad(place: number): PadInput | null {
    return this.#now.held.gamepads?.[place - 1] ?? null;
  }

  /** Where a stick is, -1 to 1; 0 near its middle and without a gamepad. */
  axis(place: number, name: (typeof PAD_AXES)[number]): number {
    const value = this.pad(place)?.axes[PAD_AXES.indexOf(name)] ?? 0;
    return Math.abs(value) < DEAD_ZONE ? 0 : value;
  }

  #bindings(name: string): readonly string[] {
    return Object.hasOwn(this.actions, name) ? this.actions[name]! : [name];
  }
}
