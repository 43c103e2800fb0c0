/**
 * Lua patterns (reference manual of Lua 5.3, §6.4.1) with a limit on the work of one match. Fengari's own
 * matcher has none: `("a"):rep(30):find(("(a*)"):rep(30) .. "b")` keeps it busy for years.
 */
import { ScriptFault } from '../vm.ts';

const code = (char: string): number => char.charCodeAt(0);
const ESCAPE = code('%');
const MAX_CAPTURES = 32;
const MAX_DEPTH = 200;
/** Length of a capture that is still open, and of one that stands for a position. */
const OPEN = -1;
const POSITION = -2;

/** A piece of the subject, or a 1-based position in it. */
export type Capture = Uint8Array | number;

export interface Match {
  /** Where it begins and ends in the subject, from 0, end excluded. */
  start: number;
  end: number;
  captures: Capture[];
}

const isDigit = (c: number): boolean => c >= 48 && c <= 57;
const isLower = (c: number): boolean => c >= 97 && c <= 122;
const isUpper = (c: number): boolean => c >= 65 && c <= 90;
const isPrintable = (c: number): boolean => c > 32 && c < 127;

const classes: Readonly<Record<string, (c: number) => boolean>> = {
  a: (c) => isLower(c) || isUpper(c),
  c: (c) => c < 32 || c === 127,
  d: isDigit,
  g: isPrintable,
  l: isLower,
  p: (c) => isPrintable(c) && !isDigit(c) && !isLower(c) && !isUpper(c),
  s: (c) => c === 32 || (c >= 9 && c <= 13),
  u: isUpper,
  w: (c) => isDigit(c) || isLower(c) || isUpper(c),
  x: (c) => isDigit(c) || (c >= 97 && c <= 102) || (c >= 65 && c <= 70),
};

function inClass(c: number, letter: number): boolean {
  const test = classes[String.fromCharCode(letter | 32)];
  if (!test) return letter === c;
  return isUpper(letter) ? !test(c) : test(c);
}

/** One pattern on one subject. */
export class Matcher {
  readonly #captures: { start: number; length: number }[] = [];
  #depth = 0;

  constructor(
    private readonly subject: Uint8Array,
    private readonly pattern: Uint8Array,
    /** Called for each step; throws when the budget is gone. */
    private readonly step: (cost: number) => void,
  ) {}

  /** The first match at or after `from`; `null` for none. */
  find(from: number): Match | null {
    const anchored = this.pattern[0] === code('^');
    for (let start = from; start <= this.subject.length; start++) {
      const match = this.at(start, anchored ? 1 : 0);
      if (match) return match;
      if (anchored) break;
    }
    return null;
  }

  /** A match that begins exactly at `start`, for the pattern from `p` on. */
  at(start: number, p: number): Match | null {
    this.#captures.length = 0;
    this.#depth = 0;
    const end = this.#match(start, p);
    if (end < 0) return null;
    return { start, end, captures: this.#captures.map((_, i) => this.#capture(i)) };
  }

  #capture(index: number): Capture {
    const { start, length } = this.#captures[index]!;
    if (length === OPEN) throw new ScriptFault('unfinished capture');
    return length === POSITION ? start + 1 : this.subject.subarray(start, start + length);
  }

  /** End of the match of pattern `p` at subject position `s`, or -1. */
  #match(s: number, p: number): number {
    if (++this.#depth > MAX_DEPTH) throw new ScriptFault('pattern too complex');
    try {
      return this.#run(s, p);
    } finally {
      this.#depth--;
    }
  }

  #run(s: number, p: number): number {
    const { subject, pattern } = this;
    for (;;) {
      this.step(1);
      if (p === pattern.length) return s;
      const c = pattern[p]!;
      if (c === code('(')) {
        return pattern[p + 1] === code(')') ? this.#open(s, p + 2, POSITION) : this.#open(s, p + 1, OPEN);
      }
      if (c === code(')')) return this.#close(s, p + 1);
      if (c === code('$') && p + 1 === pattern.length) return s === subject.length ? s : -1;
      if (c === ESCAPE) {
        const next = pattern[p + 1];
        if (next === code('b')) {
          s = this.#balance(s, p + 2);
          if (s < 0) return -1;
          p += 4;
          continue;
        }
        if (next === code('f')) {
          p += 2;
          if (pattern[p] !== code('[')) throw new ScriptFault("missing '[' after '%f' in pattern");
          const end = this.#itemEnd(p);
          const before = s === 0 ? 0 : subject[s - 1]!;
          if (this.#inSet(before, p, end - 1) || !this.#inSet(subject[s] ?? 0, p, end - 1)) return -1;
          p = end;
          continue;
        }
        if (next !== undefined && isDigit(next)) {
          s = this.#backReference(s, next);
          if (s < 0) return -1;
          p += 2;
          continue;
        }
      }
      const end = this.#itemEnd(p);
      const suffix = pattern[end];
      if (suffix === code('*')) return this.#longest(s, p, end, 0);
      if (suffix === code('+')) return this.#longest(s, p, end, 1);
      if (suffix === code('-')) return this.#shortest(s, p, end);
      if (suffix === code('?')) {
        if (this.#single(s, p, end)) {
          const result = this.#match(s + 1, end + 1);
          if (result >= 0) return result;
        }
        p = end + 1;
        continue;
      }
      if (!this.#single(s, p, end)) return -1;
      s++;
      p = end;
    }
  }

  #longest(s: number, p: number, end: number, least: number): number {
    let count = 0;
    while (this.#single(s + count, p, end)) count++;
    this.step(count);
    for (; count >= least; count--) {
      const result = this.#match(s + count, end + 1);
      if (result >= 0) return result;
    }
    return -1;
  }

  #shortest(s: number, p: number, end: number): number {
    for (;;) {
      const result = this.#match(s, end + 1);
      if (result >= 0) return result;
      if (!this.#single(s, p, end)) return -1;
      s++;
    }
  }

  #open(s: number, p: number, length: number): number {
    if (this.#captures.length >= MAX_CAPTURES) throw new ScriptFault('too many captures');
    this.#captures.push({ start: s, length });
    const result = this.#match(s, p);
    if (result < 0) this.#captures.pop();
    return result;
  }

  #close(s: number, p: number): number {
    const open = this.#captures.findLast(({ length }) => length === OPEN);
    if (!open) throw new ScriptFault('invalid pattern capture');
    open.length = s - open.start;
    const result = this.#match(s, p);
    if (result < 0) open.length = OPEN;
    return result;
  }

  #balance(s: number, p: number): number {
    const { subject, pattern } = this;
    const [opening, closing] = [pattern[p], pattern[p + 1]];
    if (closing === undefined) throw new ScriptFault("missing arguments to '%b' in pattern");
    if (subject[s] !== opening) return -1;
    let level = 1;
    for (let at = s + 1; at < subject.length; at++) {
      if (subject[at] === closing) {
        if (--level === 0) return at + 1;
      } else if (subject[at] === opening) level++;
    }
    return -1;
  }

  #backReference(s: number, digit: number): number {
    const capture = this.#captures[digit - code('1')];
    if (!capture || capture.length === OPEN) throw new ScriptFault(`invalid capture index %${digit - 48}`);
    const { start, length } = capture;
    this.step(Math.max(length, 0));
    for (let i = 0; i < length; i++) if (this.subject[s + i] !== this.subject[start + i]) return -1;
    return s + Math.max(length, 0);
  }

  /** Position behind the single item at `p`. */
  #itemEnd(p: number): number {
    const { pattern } = this;
    const c = pattern[p++];
    if (c === ESCAPE) {
      if (p >= pattern.length) throw new ScriptFault("malformed pattern (ends with '%')");
      return p + 1;
    }
    if (c !== code('[')) return p;
    if (pattern[p] === code('^')) p++;
    do {
      if (p >= pattern.length) throw new ScriptFault("malformed pattern (missing ']')");
      if (pattern[p++] === ESCAPE) p++;
    } while (pattern[p] !== code(']'));
    return p + 1;
  }

  #single(s: number, p: number, end: number): boolean {
    const c = this.subject[s];
    if (c === undefined) return false;
    const item = this.pattern[p]!;
    if (item === code('.')) return true;
    if (item === ESCAPE) return inClass(c, this.pattern[p + 1]!);
    if (item === code('[')) return this.#inSet(c, p, end - 1);
    return item === c;
  }

  /** Whether a byte is in the set `[...]` whose brackets are at `p` and `last`. */
  #inSet(c: number, p: number, last: number): boolean {
    const { pattern } = this;
    let found = true;
    if (pattern[p + 1] === code('^')) {
      found = false;
      p++;
    }
    while (++p < last) {
      if (pattern[p] === ESCAPE) {
        if (inClass(c, pattern[++p]!)) return found;
      } else if (pattern[p + 1] === code('-') && p + 2 < last) {
        if (pattern[p]! <= c && c <= pattern[p + 2]!) return found;
        p += 2;
      } else if (pattern[p] === c) return found;
    }
    return !found;
  }
}
