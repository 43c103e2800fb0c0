/** Host functions as Lua functions: arguments are checked, results pushed, errors raised at the script's line. */
import type { EntityRecord } from '../../engine/entity-record.ts';
import type { LuaValue } from '../runner.ts';
import { ScriptFault, type HostFunction, type ParamType } from '../vm.ts';
import { lua, type lua_State, type LuaFunction } from './library.ts';
import type { Budget } from './budget.ts';
import type { Handles } from './handles.ts';
import { argumentAt, isNil, isNumberCell, isText, tableAt } from './internals.ts';
import { jsText } from './text.ts';
import { pushValue, readValue } from './values.ts';

const expected: Record<ParamType, string> = {
  entity: 'entity or its id',
  number: 'number',
  integer: 'whole number',
  string: 'text',
  boolean: 'true or false',
  value: 'number, text or boolean',
  any: 'value',
};

/** Checks the arguments of one function; what is wrong is raised as an error of the calling script. */
export class Arguments {
  constructor(
    private readonly name: string,
    private readonly handles: Handles,
    private readonly find: (id: string) => EntityRecord | undefined,
    private readonly budget?: Budget,
  ) {}

  refuse(index: number, why: string): never {
    throw new ScriptFault(`bad argument #${index} to '${this.name}' (${why})`);
  }

  wrongType(L: lua_State, index: number, type: ParamType): never {
    const got = jsText(lua.lua_typename(L, lua.lua_type(L, index)));
    return this.refuse(index, `${expected[type]} expected, got ${got === 'no value' ? 'nothing' : got}`);
  }

  /** A finite number. */
  finite(L: lua_State, index: number): number {
    const cell = argumentAt(L, index);
    if (!isNumberCell(cell)) return this.wrongType(L, index, 'number');
    const { value } = cell;
    return Number.isFinite(value) ? value : this.refuse(index, `a finite number expected, got ${value}`);
  }

  /** Refuses a number out of its range and a text that is none of the choices. */
  inRange(
    index: number,
    { min = -Infinity, max = Infinity, options }: HostFunction['params'][number],
    value: LuaValue,
  ): void {
    if (typeof value === 'number' && (value < min || value > max)) {
      const range = max === Infinity ? `of at least ${min}` : `from ${min} to ${max}`;
      this.refuse(index, `a number ${range} expected, got ${value}`);
    }
    if (options && typeof value === 'string' && !options.includes(value))
      this.refuse(index, `one of ${options.join(', ')} expected, got "${value.slice(0, 40)}"`);
  }

  /** A living entity by handle or id; `null` for a dead or unknown one. */
  entity(L: lua_State, index: number): EntityRecord | null {
    const cell = argumentAt(L, index);
    const handle = this.handles.find(cell?.value);
    if (handle) return handle.entity;
    if (this.handles.idOf(cell?.value) !== undefined) return null;
    if (!cell || !isText(cell)) return this.wrongType(L, index, 'entity');
    const entity = this.find(jsText(cell.value.getstr()));
    return entity?.alive ? entity : null;
  }

  /** A value of any parameter type. */
  value(L: lua_State, index: number, type: ParamType): LuaValue {
    const cell = argumentAt(L, index);
    const is = cell ? cell.type & 15 : lua.LUA_TNONE;
    switch (type) {
      case 'entity':
        return this.entity(L, index);
      case 'number':
        return this.finite(L, index);
      case 'integer': {
        const value = this.finite(L, index);
        return Number.isInteger(value) ? value : this.wrongType(L, index, type);
      }
      case 'string':
        if (cell && isText(cell)) return jsText(cell.value.getstr());
        // Numbers are text to Lua's own functions too, and entities stand for their id.
        if (is === lua.LUA_TTABLE)
          return this.handles.idOf(tableAt(L, index)) ?? this.wrongType(L, index, type);
        if (is !== lua.LUA_TSTRING && is !== lua.LUA_TNUMBER) this.wrongType(L, index, type);
        return jsText(lua.lua_tostring(L, index)!);
      case 'boolean':
        return is === lua.LUA_TBOOLEAN ? lua.lua_toboolean(L, index) : this.wrongType(L, index, type);
      case 'value':
        if (is === lua.LUA_TNUMBER) return this.finite(L, index);
        if (is === lua.LUA_TTABLE)
          return this.handles.idOf(tableAt(L, index)) ?? this.wrongType(L, index, type);
        if (is === lua.LUA_TSTRING || is === lua.LUA_TBOOLEAN || is <= lua.LUA_TNIL)
          return this.#plain(L, index);
        return this.wrongType(L, index, type);
      case 'any':
        return this.#plain(L, index);
    }
  }

  /** A value whose texts are paid for: the host may keep them. */
  #plain(L: lua_State, index: number): LuaValue {
    return readValue(L, this.handles, index, 'refuse', (length) => this.budget?.handsOver(L, length));
  }
}

/** What calling a host function costs, in instructions. */
const COST = 10;

/** A Lua function that checks its arguments and runs a host function. */
export function bind(
  fn: HostFunction,
  handles: Handles,
  find: (id: string) => EntityRecord | undefined,
  budget: Budget,
): LuaFunction {
  const { params, neutral, moves, spawns, run } = fn;
  if (!run) throw new TypeError(`${fn.name} has no implementation`);
  const args = new Arguments(fn.name, handles, find, budget);
  const about = params[0]?.type === 'entity' && !params[0].optional;
  return (L) => {
    const values: LuaValue[] = [];
    for (let i = 0; i < params.length; i++) {
      const { type, optional } = params[i]!;
      const cell = argumentAt(L, i + 1);
      const missing = !cell || isNil(cell);
      if (missing && optional) values.push(undefined);
      else if (missing && type !== 'value' && type !== 'any') args.wrongType(L, i + 1, type);
      else {
        const value = args.value(L, i + 1, type);
        args.inRange(i + 1, params[i]!, value);
        values.push(value);
        if (type === 'string') budget.handsOver(L, (value as string).length);
      }
    }
    if (about && values[0] === null) {
      pushValue(L, handles, neutral);
      return 1;
    }
    if (spawns) budget.spawns(L);
    // Every living handle is copied there and back.
    budget.charge(L, moves ? COST + handles.count / 2 : COST);
    if (moves) handles.push();
    const result = run(...values);
    if (moves) handles.pullMoved();
    if (Array.isArray(result)) budget.charge(L, result.length);
    pushValue(L, handles, result);
    return 1;
  };
}
