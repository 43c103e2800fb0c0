/** Which keys give which command: the defaults of the one list, and what a person has changed. Pure. */
import { isRecord, isString } from '../../base/guards.ts';
import type { Command } from './command.ts';

/** Keys by command id, only of commands whose keys differ from their own. An empty list takes all keys away. */
export type Keymap = Readonly<Record<string, readonly string[]>>;

/** What of a keyboard event decides about a binding. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

type Keyed = Pick<Command, 'id' | 'keys' | 'label' | 'mode'>;

/** Commands of different modes never hear the same press. */
const sameMode = (a: Pick<Command, 'mode'> | undefined, b: Pick<Command, 'mode'>): boolean =>
  a?.mode === b.mode;

const MODIFIERS = ['$mod', 'Control', 'Meta', 'Alt', 'Shift'] as const;
const MODIFIER_KEYS = ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Fn', 'OS', 'Dead'];

/** The keys of a command as a person has them; the first one is shown. */
export const keysOf = (command: Pick<Command, 'id' | 'keys'>, keymap: Keymap): readonly string[] =>
  keymap[command.id] ?? command.keys;

/** One spelling for each press: modifiers in a fixed order, letters and signs by their place on the keyboard. */
export function normalBinding(binding: string): string {
  const parts = binding.split(/\+(?=.)/u);
  const key = parts.at(-1) ?? '';
  const signs: Readonly<Record<string, string>> = { '?': 'Slash', '/': 'Slash', '=': 'Equal', '-': 'Minus' };
  const place = /^[a-z]$/iu.test(key)
    ? `Key${key.toUpperCase()}`
    : /^\d$/u.test(key)
      ? `Digit${key}`
      : (signs[key] ?? key);
  const held = MODIFIERS.filter((modifier) => parts.slice(0, -1).includes(modifier));
  return [...held, place].join('+');
}

/** The binding of a press, in the syntax of tinykeys; `null` while only modifiers are held. @param mac Command is `$mod` */
export function bindingOf(press: KeyPress, mac: boolean): string | null {
  if (MODIFIER_KEYS.includes(press.key) || press.code === '') return null;
  const [mod, other] = mac ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey];
  return [
    ...(mod ? ['$mod'] : []),
    ...(other ? [mac ? 'Control' : 'Meta'] : []),
    ...(press.altKey ? ['Alt'] : []),
    ...(press.shiftKey ? ['Shift'] : []),
    press.code,
  ].join('+');
}

const BROWSER: Readonly<Record<string, string>> = {
  F5: 'reloads the page',
  '$mod+F5': 'reloads the page',
  F11: 'is the full screen of the browser',
  F12: 'opens the developer tools of the browser',
  '$mod+KeyR': 'reloads the page',
  '$mod+Shift+KeyR': 'reloads the page',
  '$mod+KeyW': 'closes the tab',
  '$mod+Shift+KeyW': 'closes the window',
  '$mod+KeyT': 'opens a tab',
  '$mod+Shift+KeyT': 'opens a closed tab again',
  '$mod+KeyN': 'opens a window',
  '$mod+Shift+KeyN': 'opens a private window',
  '$mod+KeyL': 'goes to the address bar',
  '$mod+KeyQ': 'closes the browser',
  '$mod+Shift+KeyQ': 'closes the browser',
  '$mod+Tab': 'goes to the next tab',
  '$mod+Shift+Tab': 'goes to the tab before',
  '$mod+Shift+KeyI': 'opens the developer tools of the browser',
  '$mod+Shift+KeyJ': 'opens the developer tools of the browser',
  'Alt+F4': 'closes the window',
  'Alt+ArrowLeft': 'goes back a page',
  'Alt+ArrowRight': 'goes forward a page',
};
const EDITOR: Readonly<Record<string, string>> = {
  Escape: 'always cancels',
  Space: 'pans while it is held, and presses what has the focus',
  'Shift+Tab': 'walks backwards from control to control',
};

/** Why a press cannot be given to a command, as the end of a sentence; `null` when it can. */
export function reservedReason(binding: string): string | null {
  const normal = normalBinding(binding);
  const browser = BROWSER[normal];
  if (browser) return `the browser keeps it: it ${browser}`;
  return EDITOR[normal] ? `it ${EDITOR[normal]}` : null;
}

/** The command that has a press, beside one of this id. */
export function holderOf<T extends Keyed>(
  commands: readonly T[],
  keymap: Keymap,
  binding: string,
  but = '',
): T | null {
  const wanted = normalBinding(binding);
  const own = commands.find((command) => command.id === but);
  return (
    commands.find(
      (command) =>
        command.id !== but &&
        (!own || sameMode(own, command)) &&
        keysOf(command, keymap).some((keys) => normalBinding(keys) === wanted),
    ) ?? null
  );
}

/** Presses that several commands have, with the ids of those. */
export function conflictsIn(commands: readonly Keyed[], keymap: Keymap): ReadonlyMap<string, string[]> {
  const found = new Map<string, string[]>();
  for (const mode of new Set(commands.map((command) => command.mode))) {
    const holders = new Map<string, string[]>();
    for (const command of commands)
      if (command.mode === mode)
        for (const keys of new Set(keysOf(command, keymap).map(normalBinding)))
          holders.set(keys, [...(holders.get(keys) ?? []), command.id]);
    for (const [keys, ids] of holders)
      if (ids.length > 1) found.set(keys, [...(found.get(keys) ?? []), ...ids]);
  }
  return found;
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((each, i) => normalBinding(each) === normalBinding(b[i]!));

/** With these keys for a command; what equals its own keys is not kept. */
export function withKeys(
  commands: readonly Keyed[],
  keymap: Keymap,
  id: string,
  keys: readonly string[],
): Keymap {
  const { [id]: _, ...others } = keymap;
  const own = commands.find((command) => command.id === id)?.keys ?? [];
  return same(keys, own) ? others : { ...others, [id]: keys };
}

/** With a press for a command alone: who had it loses it. @param instead the press that it replaces */
export function assigned(
  commands: readonly Keyed[],
  keymap: Keymap,
  id: string,
  binding: string,
  instead = '',
): Keymap {
  const wanted = normalBinding(binding);
  let next = keymap;
  const own = commands.find((command) => command.id === id);
  for (const command of commands) {
    if (own && !sameMode(own, command)) continue;
    const keys = keysOf(command, keymap);
    const left = keys.filter((each) => normalBinding(each) !== wanted);
    if (command.id !== id && left.length < keys.length) next = withKeys(commands, next, command.id, left);
  }
  if (!own) return next;
  const before = keysOf(own, keymap).filter((each) => normalBinding(each) !== wanted);
  const at = before.indexOf(instead);
  const keys = at < 0 ? [...before, binding] : before.with(at, binding);
  return withKeys(commands, next, id, keys);
}

/** Whether a stored value is a keymap. */
export const isKeymap = (value: unknown): value is Keymap =>
  isRecord(value) &&
  Object.values(value).every((keys) => Array.isArray(keys) && keys.every((each) => isString(each) && each));

/** A keymap as a file. */
export const keymapText = (keymap: Keymap): string =>
  `${JSON.stringify({ perigee: 'keys', keys: keymap }, null, 2)}\n`;

/**
 * Reads a file of keys. Commands that are not known here and presses that nobody may have are left out and named; the
 * first of two commands with the same press keeps it.
 * @throws {Error} with a sentence for the user when it is no such file
 */
export function readKeymap(commands: readonly Keyed[], text: string): { keymap: Keymap; left: string[] } {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new Error('This file holds no keys: it is no JSON. Export keys here to see what one looks like.');
  }
  const keys = isRecord(data) && data.perigee === 'keys' ? data.keys : null;
  if (!isKeymap(keys)) throw new Error('This file holds no keys of Perigee.');
  const left: string[] = [];
  const given = new Map<string, Keyed>();
  const place = ({ mode }: Keyed, binding: string) => `${mode ?? ''} ${normalBinding(binding)}`;
  let keymap: Keymap = {};
  for (const [id, wanted] of Object.entries(keys)) {
    const command = commands.find((each) => each.id === id);
    if (!command) {
      left.push(`${id}: there is no such command`);
      continue;
    }
    const kept: string[] = [];
    for (const binding of wanted) {
      const reason = reservedReason(binding);
      const holder = given.get(place(command, binding));
      if (reason) left.push(`${command.label}: ${binding} stays free, ${reason}`);
      else if (holder) left.push(`${command.label}: ${binding} is taken by ${holder.label}`);
      else {
        kept.push(binding);
        given.set(place(command, binding), command);
      }
    }
    keymap = withKeys(commands, keymap, id, kept);
  }
  // What the file gives to one command is taken from the one that has it by default.
  for (const command of commands) {
    const all = keysOf(command, keymap);
    const own = all.filter((each) => (given.get(place(command, each)) ?? command) === command);
    if (own.length < all.length) keymap = withKeys(commands, keymap, command.id, own);
  }
  return { keymap, left };
}
