/**
 * Rewrites compiled chunks before they run:
 * - `ams.get_x(e)` and `ams.set_x(e, v)` (and the other hot fields) become one table access each;
 * - the result of every `..` is shown to a guard that limits the length of strings;
 * - every table made with a list in it is shown to a guard that brings the list in order: Fengari fills it in from its
 *   end, and `pairs` would go backwards;
 * - whole numbers written in the text become floats, see numbers.ts.
 *
 * Why the first: a call in Fengari clears and refills the rest of the caller's frame, whatever is called.
 * For 4 reads and 4 writes a tick, 1,000 entities, against plain table fields (ratio 1): host functions about 3,
 * e.x on handles and rewritten calls about 1 (bench/script-tick). Tried on the way: values in the tables' own cells, copied in
 * and out one by one (1.4), and finding the entry by the handle in a map (1.33 where the handle knows its own entries: 1).
 *
 * How: tables that are answered by host code (see hot.ts) become extra upvalues of each function, and
 * `GETTABUP ams; GETTABLE get_x; ...; CALL` becomes `GETTABUP upvalue, e`. Only calls in the plain form are
 * rewritten: the name `ams` as the global, the name of the function written out, arguments without
 * `and`, `or` and comparisons. Everything else calls the functions in the table `ams`, with the same results.
 */
import {
  type Instruction,
  type LClosure,
  OpCodesI as ops,
  type Proto,
  type TString,
  TValue,
} from './library.ts';
import { isIntegerCell, TYPE_FLOAT } from './internals.ts';
import { jsText } from './text.ts';

/** Operands from here on are constants. */
const CONSTANT = 256;
const LAST_REGISTER_OR_CONSTANT = 255;
const TYPE_TRUE = 1;

export interface Rewrites {
  /** Name of each hot function to its table, and how it is used. */
  hot: ReadonlyMap<string, { table: TValue; access: 'get' | 'set' }>;
  /** Table that is shown the result of every `..`. */
  text: TValue;
  /** Table that is shown every table with a list in it. */
  list: TValue;
}

/** Changes the compiled main function of a chunk in place. Call before it runs. */
export function rewriteChunk(main: LClosure, { hot, text, list }: Rewrites): void {
  const spoken = new Set(textsIn(main.p));
  const names = [...hot.keys()].filter((name) => spoken.has(name));
  const keepsAms = !assignsGlobal(main.p, 'ams', 0);
  const visit = (proto: Proto, env: number | null, parentFirst: number): void => {
    for (const constant of proto.k) if (isIntegerCell(constant)) constant.type = TYPE_FLOAT;
    const first = proto.upvalues.length;
    const isMain = proto === main.p;
    [...names, 'text', 'list'].forEach((_, i) => {
      proto.upvalues.push({ name: null, instack: false, idx: isMain ? -1 : parentFirst + i });
    });
    const inner = proto.p.map((child) => environmentOf(child, env));
    rewriteFunction(proto, {
      env: keepsAms ? env : null,
      upvalueOf: (name) => {
        const at = names.indexOf(name);
        return at < 0 ? null : { upvalue: first + at, access: hot.get(name)!.access };
      },
      textGuard: first + names.length,
      listGuard: first + names.length + 1,
    });
    proto.p.forEach((child, i) => visit(child, inner[i]!, first));
  };
  visit(main.p, 0, 0);
  for (const name of names) main.upvals.push(cellOf(hot.get(name)!.table));
  main.upvals.push(cellOf(text), cellOf(list));
  main.nupvalues = main.upvals.length;
}

const cellOf = ({ type, value }: TValue): TValue => new TValue(type, value);

/** Every text that a function or one inside of it mentions. */
function* textsIn(proto: Proto): Generator<string> {
  for (const constant of proto.k) {
    const text = textOf(constant);
    if (text !== null) yield text;
  }
  for (const inner of proto.p) yield* textsIn(inner);
}

/** Which upvalue of a nested function is the chunk's own `_ENV`; `null` for none. */
function environmentOf(proto: Proto, parentEnv: number | null): number | null {
  if (parentEnv === null) return null;
  const at = proto.upvalues.findIndex(({ instack, idx }) => !instack && idx === parentEnv);
  return at < 0 ? null : at;
}

function textOf(constant: TValue | undefined): string | null {
  const value = constant?.value as TString | null | undefined;
  return typeof value?.getstr === 'function' ? jsText(value.getstr()) : null;
}

const constantText = (proto: Proto, operand: number): string | null =>
  operand >= CONSTANT ? textOf(proto.k[operand - CONSTANT]) : null;

/** Whether a chunk assigns to a global of this name; its calls are then left alone. */
function assignsGlobal(proto: Proto, name: string, env: number | null): boolean {
  if (env === null) return proto.p.some((child) => assignsGlobal(child, name, null));
  return (
    proto.code.some(
      ({ opcode, A, B }) => opcode === ops.OP_SETTABUP && A === env && constantText(proto, B) === name,
    ) || proto.p.some((child) => assignsGlobal(child, name, environmentOf(child, env)))
  );
}

const isJump = (i: Instruction): boolean =>
  i.opcode === ops.OP_JMP ||
  i.opcode === ops.OP_FORLOOP ||
  i.opcode === ops.OP_FORPREP ||
  i.opcode === ops.OP_TFORLOOP;

const endsStraightLine = (i: Instruction): boolean =>
  isJump(i) ||
  i.opcode === ops.OP_EQ ||
  i.opcode === ops.OP_LT ||
  i.opcode === ops.OP_LE ||
  i.opcode === ops.OP_TEST ||
  i.opcode === ops.OP_TESTSET ||
  i.opcode === ops.OP_TFORCALL ||
  i.opcode === ops.OP_RETURN ||
  (i.opcode === ops.OP_LOADBOOL && i.C !== 0);

const make = (opcode: number, A: number, B: number, C: number): Instruction => ({
  code: 0,
  opcode,
  A,
  B,
  C,
  // In the order of Fengari's own instructions, so that the machine sees objects of one shape.
  Bx: 0,
  Ax: 0,
  sBx: 0,
});

interface Context {
  /** Upvalue that holds the chunk's globals. */
  env: number | null;
  upvalueOf(name: string): { upvalue: number; access: 'get' | 'set' } | null;
  textGuard: number;
  listGuard: number;
}

function rewriteFunction(proto: Proto, context: Context): void {
  const { code } = proto;
  const targets = new Set<number>();
  code.forEach((i, pc) => {
    if (isJump(i)) targets.add(pc + 1 + i.sBx);
  });
  /** New instructions by old position; `[]` deletes. */
  const replaced = new Map<number, Instruction[]>();
  if (context.env !== null)
    // Inner calls come later in the code and are replaced first.
    for (let pc = code.length - 4; pc >= 0; pc--) replaceCall(proto, pc, targets, context, replaced);
  code.forEach((i, pc) => {
    if (i.opcode === ops.OP_CONCAT) replaced.set(pc, [i, show(proto, context.textGuard, i.A)]);
    else if (i.opcode === ops.OP_SETLIST) {
      // A count too large for the instruction follows it.
      const at = i.C === 0 ? pc + 1 : pc;
      replaced.set(at, [code[at]!, show(proto, context.listGuard, i.A)]);
    }
  });
  if (replaced.size) relocate(proto, replaced);
}

/** `guard[key] = register`. Any key will do: a constant is cheapest, the value itself is always there. */
function show(proto: Proto, guard: number, register: number): Instruction {
  return make(ops.OP_SETTABUP!, guard, plainConstant(proto) ?? register, register);
}

/** A constant operand that may be a table key, added when there is none. */
function plainConstant(proto: Proto): number | null {
  const at = proto.k.findIndex((constant) => textOf(constant) !== null || constant.value === true);
  if (at >= 0 && at <= LAST_REGISTER_OR_CONSTANT) return CONSTANT + at;
  if (proto.k.length > LAST_REGISTER_OR_CONSTANT) return null;
  proto.k.push(new TValue(TYPE_TRUE, true));
  return CONSTANT + proto.k.length - 1;
}

/** Plans the replacement of a call of a hot function that begins at `pc`, if there is one. */
function replaceCall(
  proto: Proto,
  pc: number,
  targets: ReadonlySet<number>,
  { env, upvalueOf }: Context,
  replaced: Map<number, Instruction[]>,
): void {
  const { code } = proto;
  const [load, pick] = [code[pc]!, code[pc + 1]!];
  if (load.opcode !== ops.OP_GETTABUP || load.B !== env || constantText(proto, load.C) !== 'ams') return;
  if (pick.opcode !== ops.OP_GETTABLE || pick.A !== load.A || pick.B !== load.A) return;
  const name = constantText(proto, pick.C);
  const hot = name === null ? null : upvalueOf(name);
  if (!hot) return;
  const R = load.A;

  if (targets.has(pc + 1)) return;
  let end = pc + 2;
  for (; ; end++) {
    const i = code[end];
    if (!i || targets.has(end)) return;
    const isCall = i.opcode === ops.OP_CALL || i.opcode === ops.OP_TAILCALL;
    if (isCall && i.A === R) break;
    if (endsStraightLine(i) || i.opcode === ops.OP_TAILCALL) return;
  }
  const call = code[end]!;
  const next = code[end + 1];
  const first = code[pc + 2]!;
  const last = code[end - 1]!;

  if (hot.access === 'get') {
    if (call.B !== 2) return;
    /** Operand B of the next instruction, when it takes an open list. */
    let count = 0;
    if (call.opcode === ops.OP_TAILCALL) {
      if (!next || next.opcode !== ops.OP_RETURN || next.A !== R || next.B !== 0) return;
      count = 2;
    } else if (call.C === 0) {
      // The value was the last of an open list; now that it is exactly one, its consumer gets a fixed count.
      if (!next || next.B !== 0 || targets.has(end + 1)) return;
      if (next.opcode === ops.OP_CALL || next.opcode === ops.OP_TAILCALL) count = R - next.A + 1;
      else if (next.opcode === ops.OP_RETURN) count = R - next.A + 2;
      else return;
      if (replaced.has(end + 1)) return;
    } else if (call.C !== 2) return;
    const simple = end === pc + 3 && first.opcode === ops.OP_MOVE && first.A === R + 1;
    for (let at = pc; at < (simple ? end : pc + 2); at++) replaced.set(at, []);
    replaced.set(end, [make(ops.OP_GETTABUP!, R, hot.upvalue, simple ? first.B : R + 1)]);
    if (count && next) next.B = count;
    return;
  }

  if (call.opcode !== ops.OP_CALL || call.B !== 3 || call.C !== 1) return;
  replaced.set(pc, []);
  replaced.set(pc + 1, []);
  const calls = code.some(
    ({ opcode }, at) => at > pc && at < end && opcode === ops.OP_CALL && !replaced.has(at),
  );
  let key = R + 1;
  if (first.opcode === ops.OP_MOVE && first.A === R + 1 && !calls) {
    key = first.B;
    replaced.set(pc + 2, []);
  }
  let value = R + 2;
  if (end - 1 > pc + 2 && last.A === R + 2) {
    if (last.opcode === ops.OP_MOVE) value = last.B;
    else if (last.opcode === ops.OP_LOADK && last.Bx <= LAST_REGISTER_OR_CONSTANT) value = CONSTANT + last.Bx;
    if (value !== R + 2) replaced.set(end - 1, []);
  }
  replaced.set(end, [make(ops.OP_SETTABUP!, hot.upvalue, key, value)]);
}

/** Puts the replacements in place and moves jumps, lines and scopes of locals along. */
function relocate(proto: Proto, replaced: ReadonlyMap<number, Instruction[]>): void {
  const code: Instruction[] = [];
  const lines: number[] = [];
  const moved: number[] = [];
  /** Jumps in their new place, with the old position they went to. */
  const jumps: [at: number, target: number][] = [];
  proto.code.forEach((old, pc) => {
    moved.push(code.length);
    for (const i of replaced.get(pc) ?? [old]) {
      if (isJump(i)) jumps.push([code.length, pc + 1 + i.sBx]);
      code.push(i);
      lines.push(proto.lineinfo[pc] ?? 0);
    }
  });
  moved.push(code.length);
  for (const [at, target] of jumps) code[at] = { ...code[at]!, sBx: moved[target]! - at - 1 };
  proto.code = code;
  proto.lineinfo = lines;
  for (const local of proto.locvars) {
    local.startpc = moved[local.startpc] ?? local.startpc;
    local.endpc = moved[local.endpc] ?? local.endpc;
  }
}
