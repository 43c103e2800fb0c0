/** Keys as people read them. */

const WORDS: Readonly<Record<string, string>> = {
  $mod: 'Ctrl',
  Control: 'Ctrl',
  Meta: 'Cmd',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Delete: 'Del',
  Slash: '/',
  Backslash: '\\',
  Equal: '=',
  Minus: '-',
  Comma: ',',
  Period: '.',
  Semicolon: ';',
  Quote: "'",
  Backquote: '`',
  BracketLeft: '[',
  BracketRight: ']',
  NumpadAdd: 'Num +',
  NumpadSubtract: 'Num -',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
  Question: '?',
};

const word = (key: string): string =>
  WORDS[key] ??
  key
    .replace(/^(?:Key|Digit)/u, '')
    .replace(/^Numpad(?=\d)/u, 'Num ')
    .replace(/^\((.*)\)$/u, '$1');

/** `$mod+Shift+KeyZ` as `Ctrl+Shift+Z`. */
export function keysText(binding: string): string {
  // Only the plus signs between keys part them: `$mod++` is Ctrl and plus.
  return binding
    .split(' ')
    .map((press) =>
      press
        .split(/\+(?=.)/u)
        .map(word)
        .map((key) => (key.length === 1 ? key.toUpperCase() : key))
        .join('+'),
    )
    .join(' ');
}

/**
 * What a tool can do, with the keys that its commands have now: `{edit.duplicate}` in a part between dots stands for
 * the key of that command. A part whose command has no key is left out.
 * @param keyOf gives the key of a command as people read it, '' for none
 */
export function hintText(template: string, keyOf: (command: string) => string): string {
  return template
    .split(' · ')
    .map((part) => {
      let known = true;
      const text = part.replace(/\{([\w.-]+)\}/gu, (_, id: string) => {
        const key = keyOf(id);
        if (!key) known = false;
        return key;
      });
      return known ? text : '';
    })
    .filter((part) => part !== '')
    .join(' · ');
}

const NEEDS_KEYS_OR_MOUSE =
  /\b(?:Ctrl|Cmd|Shift|Alt|Space|Esc|Enter|Backspace|Del|Delete|arrows|F\d{1,2}|[Ww]heel|[Rr]ight[- ]click|[Mm]iddle drag|[A-Z](?= ))\b/u;

/** What of a hint (see {@link hintText}) a finger can do, in its words. */
export function fingerHint(text: string): string {
  return text
    .split(' · ')
    .filter((part) => !NEEDS_KEYS_OR_MOUSE.test(part))
    .join(' · ')
    .replace(/\bdouble[- ]click/giu, (found) => (found.startsWith('D') ? 'Double tap' : 'double tap'))
    .replace(/\bclick/giu, (found) => (found.startsWith('C') ? 'Tap' : 'tap'));
}
