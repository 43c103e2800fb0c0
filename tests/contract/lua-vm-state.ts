/** State of a Lua machine that can be put back; run against each implementation of the port. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LuaValue } from '../../src/lib/script/runner.ts';
import type { LuaVm, SavedVm, VmBehaviour, VmHost } from '../../src/lib/script/vm.ts';
import { FakeWorld } from '../script/fake-world.ts';

/**
 * Does one thing of many to the state that scripts can have, and prints all of it in the order of `pairs`, with tables and
 * functions numbered as they are met.
 */
const player = `
local M = { list = {}, named = { a = 1 }, count = 0 }
shared = { "global" }
local hidden, closures, threads, iterators = { deep = {} }, {}, {}, {}
local current = M.named
local keys = { "a", "b", "c", 1, 2, 3, 4.5, true, M, hidden }

local function counter(from)
  local n = from
  return function(by) n = n + by return n end
end

local function key(i) return keys[i % #keys + 1] end

local ops = {
  function(a, b) current[key(a)] = b end,
  function(a) current[key(a)] = nil end,
  function(a) current[key(a)] = {} current = current[key(a)] end,
  function() current = M end,
  function() current = hidden.deep end,
  function(a) M.list[#M.list + 1] = a end,
  function(a) table.insert(M.list, 1, a) end,
  function() table.remove(M.list) end,
  function(a) current[#current + 1] = { a, "x" .. a, shared } end,
  function(a) setmetatable(current, { __index = function(_, k) return a end, __len = function() return a end }) end,
  function() setmetatable(current, nil) end,
  function(a) local m = getmetatable(current) if m then m.__len = function() return a + 1 end m.__call = a end end,
  function(a) closures[#closures + 1] = counter(a) end,
  function(a, b) if closures[1] then M.count = closures[a % #closures + 1](b) end end,
  function(a) table.remove(closures, a % (#closures + 1)) end,
  function(a) hidden = { deep = hidden.deep, was = a } end,
  function(a) shared["k" .. a] = hidden other = a end,
  function(a) M[a] = function() return a end end,
  function(a, b)
    threads[#threads + 1] = coroutine.create(function(x)
      local own = { a }
      for i = 1, 50 do
        own[#own + 1] = x + i
        x = coroutine.yield(#own + x)
        M.count = M.count + own[#own]
      end
    end)
  end,
  function(a)
    local t = {}
    for i = 1, 8 do t[i] = i t["k" .. i] = i t[{ i }] = i end
    threads[#threads + 1] = coroutine.create(function()
      for k, v in pairs(t) do
        t[k] = nil
        coroutine.yield(v)
      end
      return "end"
    end)
  end,
  function(a)
    threads[#threads + 1] = coroutine.wrap(function()
      local ok, why = pcall(function() coroutine.yield(1) error("in it", 0) end)
      coroutine.yield(why)
      error("out of it", 0)
    end)
  end,
  function(a, b)
    if not threads[1] then return end
    local t = threads[a % #threads + 1]
    if type(t) == "function" then print(pcall(t, b)) else print(coroutine.resume(t, b)) end
  end,
  function(a) table.remove(threads, a % (#threads + 1)) end,
  function(a) iterators[#iterators + 1] = ("one two three four"):gmatch("%a+") end,
  function(a) if iterators[1] then print(iterators[a % #iterators + 1]()) end end,
  function(a, b, e) e["own" .. a] = b end,
  function(a, b, e) e["own" .. a] = nil e.x = e.x + b end,
  function(a, b, e, props) props["p" .. a] = b props.last = e end,
  function(a, b, e) string.own = a math["f" .. b] = e end,
  function(a) M.list = { n = a, table.unpack(M.list) } end,
}

function M.op(e, which, a, b, props) ops[which % #ops + 1](a, b, e, props) end

function M.dump(e, props)
  local seen, names = {}, 0
  local text = {}
  local function show(v)
    local kind = type(v)
    if v == e then text[#text + 1] = "entity"
    elseif kind == "thread" then
      text[#text + 1] = "thread " .. coroutine.status(v)
    elseif kind ~= "table" and kind ~= "function" then text[#text + 1] = tostring(v)
    elseif seen[v] then text[#text + 1] = "#" .. seen[v]
    else
      names = names + 1
      seen[v] = names
      text[#text + 1] = kind .. names
      if kind == "table" then
        text[#text + 1] = "{"
        for k, each in next, v do show(k) text[#text + 1] = "=" show(each) text[#text + 1] = "," end
        text[#text + 1] = "}"
        show(getmetatable(v))
      end
    end
  end
  show({ M, shared, hidden, closures, threads, iterators, current, props, string, math, _G, other })
  for k, v in pairs(e) do show(k) show(v) end
  for _, f in ipairs(closures) do show(f(0)) end
  print(table.concat(text, " "))
end
M.update_count = 0
return M`;

type Op = readonly [which: number, a: number, b: number];

const ops = (length: number): fc.Arbitrary<Op[]> =>
  fc.array(fc.tuple(fc.nat(500), fc.nat(9), fc.integer({ min: -3, max: 9 })), { maxLength: length });

export function luaVmStateContract(name: string, make: (host: VmHost) => LuaVm): void {
  function setup(source: string) {
    const world = new FakeWorld();
    const entity = world.add('e', { x: 1 });
    const logs: string[] = [];
    const vm = make({
      functions: [],
      hot: () => world.hot,
      find: world.find,
      random: () => 0.25,
      log: (text) => logs.push(text),
    });
    const load = (text: string): void => {
      const error = vm.load('a.lua', text);
      if (error) throw new Error(`${error.line}: ${error.message}`);
    };
    load(source);
    const guard = {
      begin: () => undefined,
      end: () => undefined,
      fail: (_: VmBehaviour, { message }: { message: string }) => void logs.push(`failed: ${message}`),
    };
    const behaviour = vm.behaviour('a.lua', entity, { speed: 5 });
    const call = (hook: string, ...args: LuaValue[]): void => {
      vm.pull();
      vm.call(behaviour, hook, args, guard);
      vm.push();
    };
    const takeLogs = (): string[] => logs.splice(0);
    return { world, entity, vm, load, call, takeLogs };
  }

  describe(`${name} as a Lua machine whose state can be put back`, () => {
    it('goes on the same from the same state, whatever scripts do', () => {
      fc.assert(
        fc.property(ops(40), ops(25), ops(25), (before, first, second) => {
          const { world, vm, call, takeLogs } = setup(player);
          const play = (list: readonly Op[]): void => {
            for (const [which, a, b] of list) call('op', which, a, b);
          };
          const told = (list: readonly Op[]): string[] => {
            takeLogs();
            call('dump');
            play(list);
            call('dump');
            return takeLogs();
          };
          play(before);
          const saved = vm.save();
          const hot = world.hot.slice();
          const restore = (state: SavedVm, row: Float64Array): void => {
            world.hot.set(row);
            vm.restore(state);
          };
          const straight = told(first);
          const later = vm.save();
          const laterHot = world.hot.slice();
          const onwards = told(second);
          restore(saved, hot);
          expect(told(first)).toEqual(straight);
          // Other ways on from the same state, then forwards again, then back.
          restore(saved, hot);
          told(second);
          vm.save();
          restore(later, laterHot);
          expect(told(second)).toEqual(onwards);
          restore(saved, hot);
          restore(later, laterHot);
          expect(told(second)).toEqual(onwards);
          restore(saved, hot);
          expect(told(first)).toEqual(straight);
        }),
        { numRuns: 50 },
      );
    });

    for (const [keys, key] of [
      ['texts', '"k" .. i'],
      ['tables', '{}'],
    ] as const)
      it(`goes on with loops that delete what they visit, by ${keys}`, () => {
        const { vm, call, takeLogs } = setup(`
          local t, last = {}, nil
          for i = 1, 6 do t[${key}] = i end
          local visit = coroutine.wrap(function()
            for k, v in pairs(t) do
              t[k] = nil
              coroutine.yield(v)
            end
          end)
          return {
            inside = function() print(visit()) end,
            across = function()
              local k, v = next(t, last)
              last = k
              if k then t[k] = nil end
              print(v)
            end,
          }`);
        const states = [vm.save()];
        const straight: string[][] = [];
        for (let i = 0; i < 6; i++) {
          call(i % 3 === 2 ? 'across' : 'inside');
          states.push(vm.save());
          straight.push(takeLogs());
        }
        for (const from of [5, 0, 3, 1, 4, 2, 5]) {
          vm.restore(states[from]!);
          for (let i = from; i < 6; i++) {
            call(i % 3 === 2 ? 'across' : 'inside');
            expect([from, i, takeLogs()]).toEqual([from, i, straight[i]]);
          }
        }
      });

    it('gives the text and the tables before a reload back, and reloads again from there', () => {
      const first = `local n, M = 0, { step = 1, kept = { 10 } }
        function M.go() n = n + M.step M.kept[#M.kept + 1] = n print(n, #M.kept, M.added) end
        return M`;
      const second = first.replace('step = 1', 'step = 100, added = "new"');
      const { vm, load, call, takeLogs } = setup(first);
      call('go');
      const before = vm.save();
      takeLogs();
      const play = (): string[] => {
        call('go');
        load(second);
        call('go');
        call('go');
        return takeLogs();
      };
      const straight = play();
      expect(straight).toEqual(['2\t3\tnil', '102\t4\tnew', '202\t5\tnew']);
      const after = vm.save();
      vm.restore(before);
      expect(play()).toEqual(straight);
      vm.restore(before);
      vm.unload('a.lua');
      vm.restore(after);
      call('go');
      expect(takeLogs()).toEqual(['302\t6\tnew']);
    });

    it('drops scripts loaded since and brings unloaded ones back', () => {
      const { vm } = setup('return { f = function() end }');
      const saved = vm.save();
      vm.load('b.lua', 'return {}');
      vm.unload('a.lua');
      vm.restore(saved);
      expect([vm.isLoaded('a.lua'), vm.has('a.lua', 'f'), vm.isLoaded('b.lua')]).toEqual([true, true, false]);
    });

    it('brings handles of entities that are gone back to life, with what scripts gave them', () => {
      const { world, vm, call, takeLogs } = setup(`local kept
        return {
          keep = function(e, o) kept = o kept.mine = "own" kept.list = { kept } end,
          show = function()
            print(kept, kept.x, kept.mine, kept.list and kept.list[1] == kept, ({ [kept] = 1 })[kept])
          end,
        }`);
      const other = world.add('other', { x: 7 });
      call('keep', other);
      const saved = vm.save();
      call('show');
      const alive = takeLogs();
      expect(alive).toEqual(['other\t7\town\ttrue\t1']);
      world.remove(other);
      vm.release(other);
      call('show');
      expect(takeLogs()).toEqual(['other\tnil\tnil\tnil\t1']);
      const gone = vm.save();
      const heir = world.add('heir');
      call('keep', heir);
      // The world comes back first: the same entity, in the slot that it had.
      world.remove(heir);
      Object.assign(other, { alive: true });
      world.list.push(other);
      world.hot.set([7], other.slot * 6);
      vm.restore(saved);
      call('show');
      expect(takeLogs()).toEqual(alive);
      vm.restore(gone);
      call('show');
      expect(takeLogs()).toEqual(['other\tnil\tnil\tnil\t1']);
    });

    it('stops a script at the same instruction and gives new tables the same numbers', () => {
      const { vm, call, takeLogs } = setup(`return {
        count = function() local n = 0 while true do n = n + 1 step = n end end,
        show = function() print(step, {}, function() end) end,
      }`);
      call('show');
      takeLogs();
      const saved = vm.save();
      const play = (): string[] => {
        call('count');
        call('show');
        call('count');
        call('show');
        return takeLogs();
      };
      const straight = play();
      expect(straight[0]).toMatch(/^failed: /);
      vm.restore(saved);
      expect(play()).toEqual(straight);
    });
  });
}
