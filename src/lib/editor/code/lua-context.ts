/**
 * What a caret in Lua source stands in, from the text before it alone, so that half-typed code is no obstacle.
 * Pure; knows nothing of the editor.
 */

/** Where a caret stands. */
export type LuaContext =
  | { kind: 'comment' }
  /** Inside of a short string; `call` names the function whose argument it is, '' for none. */
  | { kind: 'string'; typed: string; call: string }
  /** After `owner.` or `owner:`. */
  | { kind: 'member'; owner: string; typed: string; method: boolean }
  /** After `function table.`: a function of this table is being declared. */
  | { kind: 'declaration'; owner: string; typed: string }
  | { kind: 'name'; typed: string };

/** The state of Lua's lexer at the end of a text. */
export type LexicalState = 'code' | 'comment' | 'string' | 'long string';

interface Scan {
  state: LexicalState;
  /** Where the string or comment that the text ends in starts. */
  start: number;
  /** The text with the contents of strings and all comments blanked out, offsets kept. */
  code: string;
}

const longBracket = /\[(=*)\[/y;

/** Runs over the text as Lua's lexer does (Lua 5.3 manual, 3.1). */
export function scanLua(text: string): Scan {
  let code = '';
  let at = 0;
  const blank = (from: number, to: number) =>
    text.slice(from, to).replace(/[^\n]/gu, (c) => ' '.repeat(c.length));
  while (at < text.length) {
    const start = at;
    const comment = text.startsWith('--', at);
    longBracket.lastIndex = comment ? at + 2 : at;
    const long = longBracket.exec(text);
    if (long) {
      const close = `]${long[1]}]`;
      const end = text.indexOf(close, longBracket.lastIndex);
      const state = comment ? 'comment' : 'long string';
      if (end < 0) return { state, start, code: code + blank(start, text.length) };
      at = end + close.length;
      code += blank(start, at);
    } else if (comment) {
      const end = text.indexOf('\n', at);
      if (end < 0) return { state: 'comment', start, code: code + blank(start, text.length) };
      at = end;
      code += blank(start, at);
    } else if (text[at] === '"' || text[at] === "'") {
      const quote = text[at]!;
      at++;
      while (at < text.length && text[at] !== quote && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1;
      if (at >= text.length)
        return { state: 'string', start, code: code + quote + blank(start + 1, text.length) };
      // A line end closes a string that nobody has closed: the rest of the file is code again.
      const closed = text[at] === quote;
      code += quote + blank(start + 1, at) + (closed ? quote : '');
      if (closed) at++;
    } else {
      code += text[at];
      at++;
    }
  }
  return { state: 'code', start: text.length, code };
}

/** What the caret at the end of the text stands in. */
export function contextAt(before: string): LuaContext {
  const { state, start, code } = scanLua(before);
  if (state === 'comment' || state === 'long string') return { kind: 'comment' };
  if (state === 'string')
    return { kind: 'string', typed: before.slice(start + 1), call: callIn(code.slice(0, start))?.name ?? '' };
  const declared = /\bfunction\s+([A-Za-z_]\w*)\s*[.:]\s*([A-Za-z_]\w*)?$/u.exec(code);
  if (declared) return { kind: 'declaration', owner: declared[1]!, typed: declared[2] ?? '' };
  const member = /([A-Za-z_]\w*)\s*([.:])\s*([A-Za-z_]\w*)?$/u.exec(code);
  // Two dots join texts.
  if (member && !/\.\.\s*\w*$/u.test(code))
    return { kind: 'member', owner: member[1]!, typed: member[3] ?? '', method: member[2] === ':' };
  return { kind: 'name', typed: /[A-Za-z_]\w*$/u.exec(code)?.[0] ?? '' };
}

/** A call that a caret stands in. */
export interface OpenCall {
  /** What is called, such as `ams.set_x` or `e:destroy`. */
  name: string;
  /** The argument that the caret stands in, counted from 0. */
  argument: number;
}

/** The innermost call whose brackets are open at the end of the text; `null` for none. */
export function openCall(before: string): OpenCall | null {
  const { state, start, code } = scanLua(before);
  return state === 'comment' ? null : callIn(state === 'code' ? code : code.slice(0, start));
}

/** Farther back than this, in characters, nobody looks for the start of a call. */
const REACH = 4000;

function callIn(code: string): OpenCall | null {
  let depth = 0;
  let argument = 0;
  for (let at = code.length - 1; at >= Math.max(0, code.length - REACH); at--) {
    const c = code[at]!;
    if (c === ')' || c === ']' || c === '}') depth++;
    else if (c === '(' || c === '[' || c === '{') {
      if (depth > 0) depth--;
      else if (c !== '(') argument = 0;
      else {
        const name = /([A-Za-z_]\w*(?:\s*[.:]\s*[A-Za-z_]\w*)*)\s*$/u.exec(code.slice(0, at))?.[1];
        const isDeclaration = /\bfunction\s*[\w.:\s]*$/u.test(code.slice(Math.max(0, at - 200), at));
        if (name && !isDeclaration && !keywords.has(name))
          return { name: name.replace(/\s/gu, ''), argument };
        argument = 0;
      }
    } else if (c === ',' && depth === 0) argument++;
  }
  return null;
}

export const keywords: ReadonlySet<string> = new Set(
  'and break do else elseif end false for function goto if in local nil not or repeat return then true until while'.split(
    ' ',
  ),
);

/** Names that stand in the source, for completing own variables; without keywords and what is being typed. */
export function namesIn(source: string, typed: string): string[] {
  const found = new Set(scanLua(source).code.match(/[A-Za-z_]\w*/gu));
  return [...found].filter((name) => name !== typed && !keywords.has(name)).sort();
}

/** What is called or read where the caret is, such as `ams.get_x`: dotted names around an offset, for hovers. */
export function nameAround(
  source: string,
  offset: number,
): { name: string; start: number; end: number } | null {
  const lineStart = source.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = source.indexOf('\n', offset);
  const line = source.slice(lineStart, lineEnd < 0 ? undefined : lineEnd);
  for (const found of line.matchAll(/[A-Za-z_]\w*(?:[.:][A-Za-z_]\w*)*/gu)) {
    const start = lineStart + found.index;
    if (offset < start || offset > start + found[0].length) continue;
    // Up to the end of the part under the pointer: over `ams` of `ams.get_x` that is `ams`.
    const rest = /^\w*/u.exec(found[0].slice(offset - start))![0].length;
    const end = offset + rest;
    return { name: source.slice(start, end), start, end };
  }
  return null;
}
