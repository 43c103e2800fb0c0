import type { Command } from '../core/command.ts';
import { keysText } from '../core/key-text.ts';
import { isKeymap, keysOf, type Keymap } from '../core/keymap.ts';
import { Stored } from './stored.svelte.ts';

const stored = new Stored<Keymap>('keys', {}, isKeymap);

/** The keys as this person has them on this device. Templates and effects that read them follow. */
export const ownKeys = {
  /** What differs from the list's own keys. */
  get map(): Keymap {
    return stored.value;
  },
  set map(keymap: Keymap) {
    stored.value = keymap;
  },
  of(command: Command): readonly string[] {
    return keysOf(command, stored.value);
  },
  /** The first of its keys as people read them; '' for none. */
  text(command: Command): string {
    const [first] = keysOf(command, stored.value);
    return first === undefined ? '' : keysText(first);
  },
};
