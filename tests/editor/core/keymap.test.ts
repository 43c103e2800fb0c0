import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/lib/editor/core/commands.ts';
import { fingerHint, hintText, keysText } from '../../../src/lib/editor/core/key-text.ts';
import {
  assigned,
  bindingOf,
  conflictsIn,
  holderOf,
  keymapText,
  keysOf,
  normalBinding,
  readKeymap,
  reservedReason,
  withKeys,
  type Keymap,
} from '../../../src/lib/editor/core/keymap.ts';

const press = (
  code: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', true>> = {},
) => ({
  key: code,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});
const key = fc.constantFrom('KeyA', 'KeyK', 'Digit1', 'F2', 'F9', 'Slash', 'Delete', 'ArrowLeft', 'PageUp');
const presses = fc
  .record({
    code: key,
    ctrlKey: fc.boolean(),
    metaKey: fc.boolean(),
    altKey: fc.boolean(),
    shiftKey: fc.boolean(),
  })
  .map((each) => ({ ...each, key: each.code }));
const command = fc.constantFrom(...commands);

describe('keys', () => {
  it('a press has one spelling, which reads as people write it', () => {
    expect(bindingOf(press('KeyZ', { ctrlKey: true, shiftKey: true }), false)).toBe('$mod+Shift+KeyZ');
    expect(bindingOf(press('KeyZ', { metaKey: true }), true)).toBe('$mod+KeyZ');
    expect(bindingOf(press('KeyZ', { ctrlKey: true }), true)).toBe('Control+KeyZ');
    expect(bindingOf({ ...press('ShiftLeft'), key: 'Shift' }, false)).toBeNull();
    expect(keysText('$mod+Shift+KeyZ')).toBe('Ctrl+Shift+Z');
    expect(keysText('Alt+Shift+Digit3')).toBe('Alt+Shift+3');
    expect(keysText('$mod+Semicolon')).toBe('Ctrl+;');
    expect(normalBinding('Shift+?')).toBe(normalBinding('Shift+Slash'));
    expect(normalBinding('Shift+$mod+z')).toBe('$mod+Shift+KeyZ');
  });

  it('what is recorded is normal already', () => {
    fc.assert(
      fc.property(presses, fc.boolean(), (each, mac) => {
        const binding = bindingOf(each, mac)!;
        expect(normalBinding(binding)).toBe(binding);
      }),
    );
  });

  it('the defaults conflict with nothing, and leave browser and editor their own', () => {
    expect([...conflictsIn(commands, {})]).toEqual([]);
    for (const { keys } of commands) for (const each of keys) expect(reservedReason(each), each).toBeNull();
    expect(reservedReason('$mod+w')).toContain('closes the tab');
    expect(reservedReason('Escape')).toContain('cancels');
  });

  it('however keys are given away, no press has two commands, and taking all back gives the defaults', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(command, presses), { maxLength: 12 }), (steps) => {
        let keymap: Keymap = {};
        for (const [{ id, mode }, each] of steps) {
          const binding = bindingOf(each, false)!;
          keymap = assigned(commands, keymap, id, binding);
          const those = commands.filter((other) => other.mode === mode);
          expect(holderOf(those, keymap, binding)?.id).toBe(id);
        }
        expect([...conflictsIn(commands, keymap)]).toEqual([]);
        for (const each of commands) keymap = withKeys(commands, keymap, each.id, each.keys);
        expect(keymap).toEqual({});
      }),
      { numRuns: 40 },
    );
  });

  it('a file of keys is read as it was written', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(command, presses), { maxLength: 6 }), (steps) => {
        let keymap: Keymap = {};
        for (const [{ id }, each] of steps) {
          const binding = bindingOf(each, false)!;
          if (!reservedReason(binding)) keymap = assigned(commands, keymap, id, binding);
        }
        expect(readKeymap(commands, keymapText(keymap))).toEqual({ keymap, left: [] });
      }),
      { numRuns: 40 },
    );
  });

  it('a file is taken as far as it goes, and what is left out is named', () => {
    const file = JSON.stringify({
      perigee: 'keys',
      keys: { 'edit.undo': ['$mod+KeyW', 'KeyU'], 'edit.redo': ['KeyU'], 'no.such': ['KeyO'] },
    });
    const { keymap, left } = readKeymap(commands, file);
    expect(keymap['edit.undo']).toEqual(['KeyU']);
    expect(keymap['edit.redo']).toEqual([]);
    expect(left.join('\n')).toMatch(/closes the tab[^]*taken by Undo[^]*no such command/u);
    expect(() => readKeymap(commands, '{}')).toThrow(/no keys of Perigee/u);
    expect(() => readKeymap(commands, 'x')).toThrow(/no JSON/u);
  });

  it('a replaced press stands where the old one stood', () => {
    const redo = commands.find(({ id }) => id === 'edit.redo')!;
    const keymap = assigned(commands, {}, redo.id, 'KeyU', '$mod+Shift+KeyZ');
    expect(keysOf(redo, keymap)).toEqual(['KeyU', '$mod+KeyY']);
  });

  it('hints follow the keys, and leave out what has none', () => {
    const keys: Record<string, string> = { a: 'Ctrl+D', b: '' };
    expect(hintText('Drag move · {a} duplicate · {b} frame', (id) => keys[id] ?? '')).toBe(
      'Drag move · Ctrl+D duplicate',
    );
  });

  it('hints for a finger say tap, and nothing of keys, wheels and right buttons', () => {
    const text =
      'Click or drag to paint · Shift draws a line · right click picks up · X Y flip · double-click bends · Del removes';
    expect(fingerHint(text)).toBe('Tap or drag to paint · double tap bends');
  });
});
