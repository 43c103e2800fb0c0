/** Random Lua programs from a grammar: calls of every API and library function with any arguments, and hostile constructs. */
import { Random } from '../../src/lib/base/random.ts';
import { api } from '../../src/lib/script/api.ts';
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
  'on_collision_end',
  'on_message',
  'on_destroy',
  'on_reload',
  'on_paused',
  'later',
];
const libraries = Object.entries(allowed).flatMap(([library, names]) =>
  names.map((name) => (library === 'base' ? name : `${library}.${name}`)),
);
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
];
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
    const simple = depth >= 3 ? 9 : 19;
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
        return [`if ${this.#expression(1)} then`, ...inner(), 'else', ...inner(), 'end'];
      case 11:
        return [`for i = 1, ${this.#pick(['3', '10', '100', 'math.huge'])} do`, ...inner(), 'end'];
      case 12:
        return [
          `for k, v in pairs(type(kept) == "table" and kept or ${this.#table(1)}) do`,
          ...inner(),
          'end',
        ];
      case 13:
        return ['pcall(function()', ...inner(), 'end)'];
      case 14:
        return ['xpcall(function()', ...inner(), `end, ${this.#function(1)})`];
      case 15:
        return [
          'a = coroutine.wrap(function(...)',
          ...inner(),
          'coroutine.yield(...)',
          ...inner(),
          'end)',
          'pcall(a, e)',
        ];
      case 16: {
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
      case 17:
        return [`while ${this.#chance(0.2) ? 'true' : 'false'} do`, ...inner(), 'end'];
      case 18:
        return [
          'local function f(n)',
          ...inner(),
          `if n > 0 then return f(n - 1) end`,
          'end',
          `pcall(f, ${this.#pick(['5', '1e9'])})`,
        ];
      default:
        return [`if ${this.#pick(['true', 'false', 'e.x > 50'])} then error(${this.#value(1)}) end`];
    }
  }

  #arguments(depth: number, most = 5): string[] {
    return Array.from({ length: this.#random.integer(0, most) }, () => this.#value(depth));
  }

  /** A function and its arguments, as pcall takes them. */
  #call(): string {
    if (this.#chance(0.3)) return [this.#pick(libraries), ...this.#arguments(1)].join(', ');
    const { name, params } = this.#pick(api);
    const list = params.map(({ type }) => (this.#chance(0.8) ? this.#typed(type) : this.#value(1)));
    return [`ams.${name}`, ...(this.#chance(0.85) ? list : this.#arguments(1))].join(', ');
  }

  #plainCall(): string {
    const [fn, ...list] = this.#call().split(/, (?=[^()]*$)/);
    return fn!.includes(',') || fn!.includes('(')
      ? `pcall(${[fn, ...list].join(', ')})`
      : `${fn}(${list.join(', ')})`;
  }

  #typed(type: string): string {
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
