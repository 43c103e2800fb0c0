/** Inputs by name, so that a game asks for "jump" and the project says which keys and buttons that is. */

/** Name of an input to the keys and buttons that press it: KeyboardEvent codes, `MouseLeft`, `Touch`, `PadA`, `Pad2A`. */
export type Inputs = Readonly<Record<string, readonly string[]>>;

/** Inputs that every project has until it maps them itself. */
const inputPresets: Inputs = {
  left: ['ArrowLeft', 'KeyA', 'PadLeft', 'PadLeftStickLeft'],
  right: ['ArrowRight', 'KeyD', 'PadRight', 'PadLeftStickRight'],
  up: ['ArrowUp', 'KeyW', 'PadUp', 'PadLeftStickUp'],
  down: ['ArrowDown', 'KeyS', 'PadDown', 'PadLeftStickDown'],
  jump: ['Space', 'ArrowUp', 'KeyW', 'PadA'],
  fire: ['KeyX', 'ControlLeft', 'MouseLeft', 'PadX', 'PadRightTrigger'],
};

/** All inputs of a project: its own, and those that every project has. */
export const inputsOf = (own: Inputs): Inputs => ({ ...inputPresets, ...own });
