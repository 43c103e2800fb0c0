/** Random Lua programs from a grammar: calls of every API and library function with any arguments, and hostile constructs. */
import { Random } from '../../src/lib/base/random.ts';
import { api } from '../../src/lib/script/api.ts';
import type { Param } from '../../src/lib/script/api/define.ts';
import { allowed } from '../../src/lib/script/libraries.ts';

/** The texts of a script over time: the first is there at the start, the others come as hot reloads. */
export type Program = readonly string[];

/** Between the texts of a program in a file. */
const SEPARATOR = '\n--8<-- the next text\n';

export const programText = (program: Program): string => program.join(SEPARATOR);
export const programOf = (text: string): Program => text.split(SEPARATOR);

const hooks = [
  'on_spawn',
  'on_update',
  'on_collision',
  'on_collision_stay',
  'on_collision_end',
  'on_message',
  'on_destroy',
  'on_reload',
  'on_paused',
  'later',
  'execute',
  'generate',
];
const libraries = Object.entries(allowed).flatMap(([library, names]) =>
  names.map((name) => (library === 'base' ? name : `${library}.${name}`)),
);
const methods = api.filter(({ params }) => params[0]?.type === 'entity');
const fields = ['x', 'y', 'vx', 'vy', 'rotation', 'angular_velocity', 'note'];
const numbers = [
  '0',
  '1',
  '-1',
  '2',
  '0.5',
  '100',
  '1e9',
  '-1e300',
  '(0 / 0)',
  'math.huge',
  '-math.huge',
  'math.maxinteger',
  'math.mininteger',
  '2 ^ 53',
  '1e-320',
  '0.0',
  '-0.0',
  '-7',
  '0x7fffffff',
  '1e308',
  '16777216.5',
];
/** Of them for loops and repetitions, where most are small. */
const counts = ['0', '1', '3', '10', '-2', '0.5', '1e9', 'math.huge', '(0 / 0)', 'math.mininteger'];
const patternParts = [
  '.',
  'a',
  '%a',
  '%d',
  '%w',
  '%s',
  '%S',
  '[abc]',
  '[^a-z]',
  '[%w_-]',
  '(',
  ')',
  '()',
  '%1',
  '%b()',
  '%f[%a]',
  '^',
  '$',
  '%',
  '[',
  ']',
  '\\0',
];
const repeats = ['', '', '*', '+', '-', '?'];
const formats = [
  'd',
  's',
  'q',
  'c',
  'x',
  'X',
  'o',
  'i',
  'u',
  'e',
  'E',
  'f',
  'g',
  'G',
  'a',
  'A',
  '%',
  'z',
  '',
];
const flags = ['', '', '-', '+', ' ', '#', '0', '5', '20', '.3', '10.2', '99', '.99', '100', '-08.3'];
const texts = [
  '""',
  '"a"',
  '"other"',
  '"Ball"',
  '"fuzz-1"',
  '"good"',
  '"later"',
  '"on_update"',
  '"behavior/fuzz.lua"',
  '"%d %s %5.2f"',
  '"(a*)(.-)%1"',
  '"[%w_]+"',
  '"\\xff\\0\\xc3"',
  '"__proto__"',
  '"#ff0000"',
  '("x"):rep(2000)',
  '"level"',
  '"KeyA"',
  '"Shape"',
  '"10"',
  '"Imp"',
  '"map"',
  '" 0x1p4 "',
  '"1e400"',
  '"äöü\\n"',
];
const names = ['a', 'b', 'c', 'kept', 'other', 'e', 'props', 'M'];
const binary = [
  '+',
  '-',
  '*',
  '/',
  '//',
  '%',
  '^',
  '..',
  '==',
  '~=',
  '<',
  '<=',
  'and',
  'or',
  '&',
  '|',
  '~',
  '<<',
  '>>',
];
const events = [
  '__index',
  '__newindex',
  '__call',
  '__tostring',
  '__eq',
  '__lt',
  '__le',
  '__concat',
  '__len',
  '__add',
  '__pow',
  '__unm',
  '__pairs',
  '__gc',
  '__close',
  '__name',
  '__metatable',
  '__mode',
];

/** Makes programs; the same seed makes the same ones. */
export class Programs {
  readonly #random: Random;
  #labels = 0;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  next(): Program {
    return Array.from({ length: this.#random.integer(1, 3) }, () => this.#script());
  }

  #chance(of: number): boolean {
    return this.#random.float() < of;
  }

  #pick<T>(items: readonly T[]): T {
    return items[this.#random.integer(0, items.length - 1)]!;
  }

  #script(): string {
    const chosen = hooks.filter((hook) => hook === 'on_update' || this.#chance(0.4));
    return [
      'local M = {}',
      'local a, b, c, kept, other',
      ...(this.#chance(0.3) ? this.#block(1, 2) : []),
      'M.properties = { speed = 10, name = "n", deep = { default = 1, min = 0 } }',
      ...chosen.flatMap((hook) => [
        `function M.${hook}(e, other, data, props)`,
        ...this.#block(0, this.#random.integer(1, 7)),
        // What is told is compared between runs: what a script keeps must not go unseen.
        ...(hook === 'on_update' ? ['print(a, b, c, kept, total, rawequal(kept, other))'] : []),
        'end',
      ]),
      'return M',
    ].join('\n');
  }

  #block(depth: number, lines: number): string[] {
    return Array.from({ length: lines }, () => this.#statement(depth)).flat();
  }

  #statement(depth: number): string[] {
    const inner = (): string[] => this.#block(depth + 1, this.#random.integer(1, 3));
    const simple = depth >= 3 ? 15 : 30;
    switch (this.#random.integer(0, simple)) {
      case 0:
      case 1:
        return [`pcall(${this.#call()})`];
      case 2:
        return [`${this.#pick(names.slice(0, 5))} = ${this.#expression(2)}`];
      case 3:
        return [`pcall(function() e.${this.#pick(fields)} = ${this.#expression(2)} end)`];
      case 4:
        return [`e.${this.#pick(fields)} = ${this.#pick(numbers)}`];
      case 5:
        return [`if type(other) == "table" then other.${this.#pick(fields)} = ${this.#expression(1)} end`];
      case 6:
        return [this.#plainCall()];
      case 7:
        return [
          `do local t = ${this.#table(2)} ${this.#pick(names.slice(0, 3))} = t[${this.#expression(1)}] end`,
        ];
      case 8:
        return [
          `kept = setmetatable(${this.#table(1)}, { ${this.#pick(events)} = ${this.#value(2)}, ${this.#pick(events)} = ${this.#function(1)} })`,
        ];
      case 9:
        return [`${this.#pick(['M.extra', 'total', 'M.properties', '_G.shared'])} = ${this.#expression(1)}`];
      case 10:
        return [`a = ${this.#text()}`];
      case 11:
        return [`b, c = pcall(${this.#textCall()})`];
      case 12:
        return [this.#methodCall()];
      case 13:
        return [
          `kept = coroutine.create(function(...) while true do b = select("#", ...) ${this.#pick(['pcall(coroutine.yield, ...)', 'coroutine.yield(b)', 'a = coroutine.yield(...)'])} end end)`,
        ];
      case 14:
        return [`if type(kept) == "thread" then b, a = coroutine.resume(kept${this.#rest(2)}) end`];
      case 15:
        return [
          `${this.#pick(['a', 'b', 'total'])} = (math.tointeger(${this.#pick(['a', 'b', 'total'])}) or 0) + 1`,
        ];
      case 16:
        return [`if ${this.#expression(1)} then`, ...inner(), 'else', ...inner(), 'end'];
      case 17:
        return [`for i = 1, ${this.#pick(['3', '10', '100', 'math.huge'])} do`, ...inner(), 'end'];
      case 18:
        return [
          `for k, v in pairs(type(kept) == "table" and kept or ${this.#table(1)}) do`,
          ...inner(),
          'end',
        ];
      case 19:
        return ['pcall(function()', ...inner(), 'end)'];
      case 20:
        return ['xpcall(function()', ...inner(), `end, ${this.#function(1)})`];
      case 21:
        return [
          'a = coroutine.wrap(function(...)',
          ...inner(),
          'coroutine.yield(...)',
          ...inner(),
          'end)',
          'pcall(a, e)',
        ];
      case 22: {
        const label = `again${this.#labels++}`;
        return [
          'do',
          `local n = 0`,
          `::${label}::`,
          ...inner(),
          `n = n + 1`,
          `if n < ${this.#pick(['3', '1e9'])} then goto ${label} end`,
          'end',
        ];
      }
      case 23:
        return [`while ${this.#chance(0.2) ? 'true' : 'false'} do`, ...inner(), 'end'];
      case 24:
        return [
          'local function f(n)',
          ...inner(),
          `if n > 0 then return f(n - 1) end`,
          'end',
          `pcall(f, ${this.#pick(['5', '1e9'])})`,
        ];
      case 25:
        return [
          `for i = ${this.#pick(counts)}, ${this.#pick(counts)}, ${this.#pick(counts)} do`,
          ...inner(),
          this.#pick(['break', 'if i > 2 then break end', '']),
          'end',
        ];
      case 26:
        return ['repeat', ...inner(), `until ${this.#pick(['true', 'true', 'a', 'e.x > 1e6'])}`];
      case 27: {
        const name = `v${this.#labels++}`;
        return [
          `local function ${name}(...)`,
          `local n, first = select("#", ...), ...`,
          ...inner(),
          `return n, first, ...`,
          'end',
          `a, b = pcall(${name}${this.#rest(4)})`,
          `c = { ${name}(table.unpack({ ${this.#arguments(0).join(', ')} }, 1, ${this.#pick(['3', '5', '200'])})) }`,
        ];
      }
      case 28:
        return [
          `kept = { function() total = (tonumber(total) or 0) + 1 a = total return total end, ${this.#table(1)} }`,
          'kept[1]()',
        ];
      case 29:
        return [
          `do local t = ${this.#table(1)}`,
          'for k, v in pairs(t) do',
          this.#pick(['t[k] = nil', 't[k] = 1', 't[1] = nil', 'next(t, k)', 't[{}] = k break']),
          'end',
          `pcall(table.sort, t, ${this.#pick(['nil', 'function(p, q) return tostring(p) < tostring(q) end', 'function() return true end', 'function(p, q) t[1] = nil return p < q end', 'coroutine.yield'])})`,
          'a = #t',
          'end',
        ];
      default:
        return [`if ${this.#pick(['true', 'false', 'e.x > 50'])} then error(${this.#value(1)}) end`];
    }
  }

  #arguments(depth: number, most = 5): string[] {
    return Array.from({ length: this.#random.integer(0, most) }, () => this.#value(depth));
  }

  /** Arguments behind others. */
  #rest(most: number): string {
    return this.#arguments(1, most)
      .map((each) => `, ${each}`)
      .join('');
  }

  #pattern(): string {
    return Array.from(
      { length: this.#random.integer(0, 6) },
      () => this.#pick(patternParts) + this.#pick(repeats),
    ).join('');
  }

  /** A text, often made of others. */
  #text(): string {
    switch (this.#random.integer(0, 5)) {
      case 0:
        return `tostring(${this.#value(1)})`;
      case 1:
        return `("${this.#pattern()}")`;
      case 2:
        return `(${this.#pick(texts)} .. ${this.#pick(numbers)} .. ${this.#pick(texts)})`;
      case 3:
        return `("ab c(d)1"):rep(${this.#pick(['0', '1', '40'])})`;
      default:
        return this.#pick(texts);
    }
  }

  /** A function of texts and its arguments, as pcall takes them. */
  #textCall(): string {
    const pattern = `"${this.#pattern()}"`;
    switch (this.#random.integer(0, 5)) {
      case 0:
        return `string.rep, ${this.#text()}, ${this.#pick(counts)}, ${this.#text()}`;
      case 1: {
        const parts = Array.from(
          { length: this.#random.integer(1, 4) },
          () => `%${this.#pick(flags)}${this.#pick(formats)}`,
        );
        return `string.format, "${parts.join(' ')}"${this.#rest(5)}`;
      }
      case 2:
        return `string.gsub, ${this.#text()}, ${pattern}, ${this.#pick([this.#text(), this.#table(1), this.#function(1)])}, ${this.#pick(['nil', ...counts])}`;
      case 3:
        return `string.${this.#pick(['find', 'match'])}, ${this.#text()}, ${pattern}, ${this.#pick(counts)}`;
      case 4:
        return `function() for p, q in string.gmatch(${this.#text()}, ${pattern}) do a, b = p, q end end`;
      default:
        return `utf8.${this.#pick(['len', 'codepoint', 'offset', 'codes', 'char'])}, ${this.#text()}, ${this.#pick(counts)}, ${this.#pick(counts)}`;
    }
  }

  /** A call of a function that an entity has, in the form for methods. */
  #methodCall(): string {
    const { name, params } = this.#pick(methods);
    return `pcall(function() a = ${this.#pick(['e', 'e', 'other'])}:${name}(${params
      .slice(1)
      .map((param) => this.#argument(param))
      .join(', ')}) end)`;
  }

  /** A function and its arguments, as pcall takes them. */
  #call(): string {
    if (this.#chance(0.3)) return [this.#pick(libraries), ...this.#arguments(1)].join(', ');
    const { name, params } = this.#pick(api);
    const list = params.map((param) => this.#argument(param));
    return [`ams.${name}`, ...(this.#chance(0.85) ? list : this.#arguments(1))].join(', ');
  }

  #plainCall(): string {
    const [fn, ...list] = this.#call().split(/, (?=[^()]*$)/);
    return fn!.includes(',') || fn!.includes('(')
      ? `pcall(${[fn, ...list].join(', ')})`
      : `${fn}(${list.join(', ')})`;
  }

  /** One that the parameter takes, mostly. */
  #argument(param: Param): string {
    if (this.#chance(0.15)) return this.#value(1);
    if (param.optional && this.#chance(0.3)) return 'nil';
    return this.#typed(param);
  }

  #typed({ type, options, min, max }: Param): string {
    if (options && this.#chance(0.9)) return `"${this.#pick(options)}"`;
    if ((min !== undefined || max !== undefined) && this.#chance(0.7)) {
      const low = Math.max(min ?? -100, -1e6);
      const value = low + this.#random.float() * (Math.min(max ?? low + 100, low + 1000) - low);
      return String(type === 'integer' ? Math.round(value) : value);
    }
    switch (type) {
      case 'entity':
        return this.#pick(['e', 'e', 'other', '"other"', 'kept', 'ams.find("other")', '"nobody"']);
      case 'number':
        return this.#pick(numbers);
      case 'integer':
        return this.#pick(['0', '1', '2', '-1', '7', '1e6']);
      case 'string':
        return this.#pick(texts);
      case 'boolean':
        return this.#pick(['true', 'false']);
      default:
        return this.#value(2);
    }
  }

  #expression(depth: number): string {
    if (depth <= 0 || this.#chance(0.4)) return this.#value(depth);
    const sign = this.#chance(0.15) ? this.#pick(['-', 'not ', '#', '~']) : '';
    return `${sign}(${this.#expression(depth - 1)} ${this.#pick(binary)} ${this.#expression(depth - 1)})`;
  }

  #value(depth: number): string {
    switch (this.#random.integer(0, depth > 0 ? 9 : 5)) {
      case 0:
      case 1:
        return this.#pick(numbers);
      case 2:
        return this.#pick(texts);
      case 3:
        return this.#pick(['nil', 'true', 'false']);
      case 4:
        return this.#pick(names);
      case 5:
        return `e.${this.#pick(fields)}`;
      case 6:
        return this.#table(depth - 1);
      case 7:
        return this.#function(depth - 1);
      case 8:
        return `select(2, pcall(${this.#call()}))`;
      default:
        return this.#pick(libraries);
    }
  }

  #table(depth: number): string {
    const parts = Array.from({ length: this.#random.integer(0, 4) }, () =>
      this.#pick([
        `${this.#value(depth)}`,
        `x = ${this.#value(depth)}`,
        `[${this.#pick(numbers.slice(0, 6))}] = ${this.#value(depth)}`,
      ]),
    );
    return `{ ${parts.join(', ')} }`;
  }

  #function(depth: number): string {
    return `function(p, q) ${this.#pick([
      `return ${this.#value(depth)}`,
      `while true do end`,
      `error(p)`,
      `return p, q`,
      `return coroutine.yield(q)`,
      `e.x = 1 / 0`,
      `return tostring(p) .. tostring(q)`,
    ])} end`;
  }
}
