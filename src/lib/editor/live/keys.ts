/** The keyboard: commands from the one list, or the running game, never both. */
import { tinykeys } from 'tinykeys';
import type { Command } from '../core/command.ts';
import { commands } from '../core/commands.ts';
import { isTileTool } from '../core/tool-ids.ts';
import type { Editor } from './editor.svelte.ts';
import { ownKeys } from './own-keys.svelte.ts';

/** Somebody types there; only commands with Ctrl or a function key may take keys from it. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable="true"], .monaco-editor') !== null
  );
}

/** Monaco has keys of its own for these; they must not act on the scene as well. */
const SHARED_WITH_TEXT = /^\$mod\+(?:Shift\+)?(?:Key)?[zyxcvad]$/iu;
const worksWhileTyping = (keys: string) =>
  /\$mod\+|^F\d+$|^Shift\+F\d+$/u.test(keys) && !SHARED_WITH_TEXT.test(keys);

/** The canvas or the game has the focus: what a game takes its keys from. */
const isStage = (target: EventTarget | null) =>
  target === document.body ||
  (target instanceof Element &&
    target.closest('[aria-label="Canvas"]') !== null &&
    !target.closest('button'));

/** Listens to the keyboard until the returned function is called. */
export function bindKeys(editor: Editor): () => void {
  const { input } = editor.play.client;
  const toGame = (event: KeyboardEvent) =>
    editor.play.client.status.phase === 'playing' &&
    isStage(event.target) &&
    !isTyping(event.target) &&
    !event.ctrlKey &&
    !event.metaKey &&
    !event.altKey &&
    !/^F\d+$/u.test(event.key);

  const bindings: Record<string, (event: KeyboardEvent) => void> = {};
  const holders = new Map<string, Command[]>();
  for (const command of commands)
    for (const keys of ownKeys.of(command)) holders.set(keys, [...(holders.get(keys) ?? []), command]);
  for (const [keys, those] of holders)
    bindings[keys] = (event) => {
      const mode = isTileTool(editor.commandHost.tool.value) ? 'tiles' : undefined;
      const command =
        those.find((each) => each.mode === mode) ?? those.find((each) => each.mode === undefined);
      if (!command) return;
      // A text field, tree or button that has used the key has said so.
      if (event.defaultPrevented || toGame(event)) return;
      if (isTyping(event.target) && !worksWhileTyping(keys)) return;
      // They walk from control to control and press them; only on the canvas they give commands.
      if ((keys === 'Tab' || keys === 'Enter') && !isStage(event.target)) return;
      // A dialog's own keys come first.
      if (editor.dialogs.current !== null && !command.id.startsWith('general.')) return;
      if (!command.when(editor.commandHost)) return;
      event.preventDefault();
      command.run(editor.commandHost);
    };
  const unbind = tinykeys(window, bindings);

  const down = (event: KeyboardEvent) => {
    if (!toGame(event)) return;
    // Arrow keys and Space must not scroll, Tab must not leave the game.
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.repeat) input.keyDown(event.code);
  };
  const up = (event: KeyboardEvent) => input.keyUp(event.code);
  const release = () => input.release();
  window.addEventListener('keydown', down, true);
  window.addEventListener('keyup', up, true);
  window.addEventListener('blur', release);
  return () => {
    unbind();
    window.removeEventListener('keydown', down, true);
    window.removeEventListener('keyup', up, true);
    window.removeEventListener('blur', release);
  };
}
