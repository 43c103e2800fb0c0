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
  Equal: '=',
  Minus: '-',
  NumpadAdd: 'Num +',
  NumpadSubtract: 'Num -',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
  Question: '?',
};

/** `$mod+Shift+KeyZ` as `Ctrl+Shift+Z`. */
export function keysText(binding: string): string {
  // Only the plus signs between keys part them: `$mod++` is Ctrl and plus.
  return binding
    .split(' ')
    .map((press) =>
      press
        .split(/\+(?=.)/u)
        .map((key) => WORDS[key] ?? key.replace(/^(?:Key|Digit)/u, '').replace(/^\((.*)\)$/u, '$1'))
        .map((key) => (key.length === 1 ? key.toUpperCase() : key))
        .join('+'),
    )
    .join(' ');
}
