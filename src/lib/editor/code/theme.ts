/** The two themes of the code editor, from the tokens of the page. */
import { editor } from './monaco.ts';

/** The tokens that the code editor uses, with their dark values for a page without them. */
const tokens = {
  bg: '#0f1216',
  panel: '#161a20',
  raised: '#1c2129',
  line: '#262c36',
  edge: '#333b48',
  text: '#dfe5ee',
  dim: '#8b95a5',
  accent: '#7c9cff',
  select: '#222c48',
  warm: '#f2b45a',
  good: '#5cc98b',
  bad: '#f0717a',
} as const;

type Colors = Record<keyof typeof tokens, string>;

/** A colour as browsers resolve it, `rgb(1, 2, 3)` or `rgba(1, 2, 3, 0.5)`, as `#rrggbb` or `#rrggbbaa`; `null` for others. */
export function hexOf(color: string): string | null {
  const trimmed = color.trim();
  if (/^#([\da-f]{6}|[\da-f]{8})$/iu.test(trimmed)) return trimmed.toLowerCase();
  const found = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)(?:[\s,/]+([\d.]+))?\s*\)$/iu.exec(trimmed);
  if (!found) return null;
  const [red, green, blue] = found.slice(1, 4).map(Number) as [number, number, number];
  const alpha = found[4] === undefined ? [] : [Number(found[4]) * 255];
  const hex = (part: number) => Math.round(part).toString(16).padStart(2, '0');
  return `#${[red, green, blue, ...alpha].map(hex).join('')}`;
}

function readTokens(element: Element): Colors {
  const style = getComputedStyle(element);
  const read = Object.entries(tokens).map(([name, fallback]) => [
    name,
    hexOf(style.getPropertyValue(`--${name}`)) ?? fallback,
  ]);
  return Object.fromEntries(read) as Colors;
}

/** Shows every code editor of the page in the colours that the tokens have on this element now. */
export function applyTheme(element: Element, dark: boolean): void {
  const color = readTokens(element);
  const name = dark ? 'perigee-dark' : 'perigee-light';
  editor.defineTheme(name, {
    base: dark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: '', foreground: bare(color.text) },
      { token: 'comment', foreground: bare(color.dim), fontStyle: 'italic' },
      { token: 'keyword', foreground: bare(color.accent) },
      { token: 'string', foreground: bare(color.good) },
      { token: 'number', foreground: bare(color.warm) },
      { token: 'identifier', foreground: bare(color.text) },
      { token: 'delimiter', foreground: bare(color.dim) },
    ],
    colors: {
      'editor.background': color.bg,
      'editor.foreground': color.text,
      'editorCursor.foreground': color.accent,
      'editorLineNumber.foreground': color.dim,
      'editorLineNumber.activeForeground': color.text,
      'editor.lineHighlightBackground': color.panel,
      'editor.lineHighlightBorder': '#00000000',
      'editor.selectionBackground': color.select,
      'editorIndentGuide.background1': color.line,
      'editorIndentGuide.activeBackground1': color.edge,
      'editorWidget.background': color.raised,
      'editorWidget.foreground': color.text,
      'editorWidget.border': color.edge,
      'editorSuggestWidget.selectedBackground': color.select,
      'editorSuggestWidget.selectedForeground': color.text,
      'editorHoverWidget.background': color.raised,
      'editorError.foreground': color.bad,
      'editorGutter.background': color.bg,
      'input.background': color.bg,
      'input.foreground': color.text,
      'list.hoverBackground': color.line,
      focusBorder: color.accent,
    },
  });
  editor.setTheme(name);
}

/** Rules of tokens take colours without the hash and without alpha. */
const bare = (color: string): string => color.slice(1, 7);
