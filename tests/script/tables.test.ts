/** Everything that Lua can reach is in the table of the API or in the allow-list of the language's own libraries. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { HOT_FIELDS } from '../../src/lib/engine/game-world.ts';
import { api } from '../../src/lib/script/api.ts';
import { apiDocs } from '../../src/lib/script/api-docs.ts';
import { lua, type lua_State, Table } from '../../src/lib/script/fengari/library.ts';
import { Sandbox } from '../../src/lib/script/fengari/sandbox.ts';
import { allowed, constants } from '../../src/lib/script/libraries.ts';
import { play } from './fake-world.ts';

interface Cell {
  type: number;
  value: unknown;
}

const nameOf = (key: Cell): string => {
  const text = (key.value as { realstring?: Uint8Array } | null)?.realstring;
  return text ? new TextDecoder().decode(text) : String(key.value);
};

/** Every table and function that can be reached from some values, under the shortest path to it. */
function reachable(roots: Record<string, unknown>): Map<object, string> {
  const found = new Map<object, string>();
  const queue = Object.entries(roots);
  for (let next = queue.shift(); next; next = queue.shift()) {
    const [path, thing] = next;
    if ((typeof thing !== 'object' && typeof thing !== 'function') || thing === null || found.has(thing))
      continue;
    if (thing instanceof Table) {
      found.set(thing, path);
      queue.push([`${path}<meta>`, thing.metatable]);
      const entries = thing.strong as unknown as Map<unknown, { key: Cell; value: Cell }>;
      if (entries instanceof Map)
        for (const { key, value } of entries.values())
          queue.push([`${path}.${nameOf(key)}`, value.value], [`${path}[key]`, key.value]);
    } else if (typeof thing === 'function') found.set(thing, path);
    else if ('p' in thing && 'upvals' in thing) {
      found.set(thing, path);
      for (const upvalue of thing.upvals as Cell[]) queue.push([`${path}<upvalue>`, upvalue?.value]);
    } else if ('f' in thing && 'upvalue' in thing) {
      found.set(thing, path);
      queue.push([`${path}<function>`, thing.f]);
      for (const upvalue of thing.upvalue as Cell[]) queue.push([`${path}<upvalue>`, upvalue.value]);
    }
  }
  return found;
}

describe('what Lua can reach', () => {
  const paths: string[] = [];
  beforeAll(() => {
    let globals: unknown;
    let state: lua_State | null = null;
    const original = Sandbox.prototype.pushGlobals;
    vi.spyOn(Sandbox.prototype, 'pushGlobals').mockImplementation(function (this: Sandbox) {
      original.call(this);
      state = (this as unknown as { L: lua_State }).L;
      globals = lua.lua_topointer(state, -1);
    });
    const { world, host, script } = play();
    const entity = world.add('e');
    script(entity, 'local b = {}\nfunction b.on_spawn(e) handle = e end\nreturn b');
    vi.restoreAllMocks();
    expect(host.dispatch([{ kind: 'spawn', entity }])).toBeNull();
    const types = (state as unknown as { l_G: { mt: unknown[] } }).l_G.mt;
    const roots = {
      _G: globals,
      ...Object.fromEntries(Array.from(types, (table, i) => [`type${i}`, table])),
    };
    for (const [thing, path] of reachable(roots)) if (typeof thing === 'function') paths.push(path);
  });

  const functionsUnder = (prefix: string) =>
    paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
  const AMS = '_G.ams.';
  const METHODS = '_G.handle<meta>.__index.';

  it('is the functions of the table of the API, and no more', () => {
    const names = api.map(({ name }) => name);
    expect(functionsUnder(AMS).sort()).toEqual([...names].sort());
    // A method is the same function as in `ams`, so the walk meets it there.
    expect(functionsUnder(METHODS)).toEqual([]);
    expect(apiDocs.map(({ name }) => name)).toEqual(names);
  });

  it('is of the language what the allow-list names', () => {
    const { base, ...libraries } = allowed;
    const globals = functionsUnder('_G.').filter((path) => !path.includes('.') && !path.includes('<'));
    expect(globals.sort()).toEqual([...base].sort());
    for (const [library, names] of Object.entries(libraries))
      expect(functionsUnder(`_G.${library}.`).sort(), library).toEqual([...names].sort());
  });

  it('has the constants that are named, and no more', () => {
    const { world, host, script } = play();
    script(
      world.add('e'),
      `for name, library in pairs({ math = math, utf8 = utf8, string = string, table = table, coroutine = coroutine }) do
        for key, value in pairs(library) do if type(value) ~= "function" then print(name .. "." .. key) end end
      end return {}`,
    );
    host.dispose();
    const named = Object.entries(constants).flatMap(([library, names]) =>
      names.map((name) => `${library}.${name}`),
    );
    expect(world.logs.map(({ text }) => text).sort()).toEqual(named.sort());
  });

  it('is nothing else but what entities and ams do when they are printed, compared or written to', () => {
    const libraries = Object.keys(allowed).filter((name) => name !== 'base');
    const others = paths.filter(
      (path) =>
        !path.startsWith(AMS) &&
        !(path.startsWith('_G.') && !/[.<]/u.test(path.slice(3))) &&
        !libraries.some((name) => path.startsWith(`_G.${name}.`)),
    );
    const events = ['__tostring', '__concat', '__len', '__eq', '__lt', '__le'];
    // Strings have a copy of the string library behind them.
    const strings = allowed.string.map((name) => `type4.__index.${name}`);
    const known = [
      '_G.ams<meta>.__newindex',
      ...events.map((event) => `_G.handle<meta>.${event}`),
      ...strings,
    ];
    expect(others.filter((path) => !known.includes(path))).toEqual([]);
  });

  it('are entities with the hot fields and every function that takes an entity first', () => {
    const { world, script, tick } = play();
    const methods = api.filter(({ params }) => params[0]?.type === 'entity').map(({ name }) => name);
    const others = api.filter(({ params }) => params[0]?.type !== 'entity').map(({ name }) => name);
    const list = (names: readonly string[]) => `{ "${names.join('", "')}" }`;
    script(
      world.add('e'),
      `local b = {}
function b.on_update(e)
  for _, name in ipairs(${list(HOT_FIELDS)}) do assert(type(e[name]) == "number", name) end
  for _, name in ipairs(${list(methods)}) do assert(type(e[name]) == "function", name) end
  for _, name in ipairs(${list(others)}) do assert(e[name] == nil, name) end
end
return b`,
    );
    expect(tick()).toBeNull();
  });
});
