/** What every Lua machine must do; run against each implementation of the port. */
import { describe, expect, it } from 'vitest';
import type { EntityRecord } from '../../src/lib/engine/entity-record.ts';
import { HOT_FIELDS, HOT_STRIDE } from '../../src/lib/engine/game-world.ts';
import {
  ScriptFault,
  type LuaVm,
  type VmBehaviour,
  type VmError,
  type VmHost,
} from '../../src/lib/script/vm.ts';
import { FakeWorld } from '../script/fake-world.ts';

export function luaVmContract(name: string, make: (host: VmHost) => LuaVm): void {
  function setup(source: string) {
    const world = new FakeWorld();
    const entity = world.add('e', { x: 1.5, y: -2 });
    const logs: string[] = [];
    const vm = make({
      functions: [
        { name: 'get_x', params: [{ name: 'e', type: 'entity' }], hot: { fields: [0], access: 'get' } },
        {
          name: 'set_x',
          params: [
            { name: 'e', type: 'entity' },
            { name: 'value', type: 'number' },
          ],
          hot: { fields: [0], access: 'set' },
        },
        { name: 'twice', params: [{ name: 'value', type: 'any' }], run: (value) => [value, value] },
        {
          name: 'fault',
          params: [],
          run: () => {
            throw new ScriptFault('on purpose');
          },
        },
        {
          name: 'move',
          params: [{ name: 'e', type: 'entity' }],
          moves: true,
          run: (e) => {
            world.hot[(e as EntityRecord).slot * HOT_STRIDE]! += 100;
          },
        },
      ],
      hot: () => world.hot,
      find: world.find,
      random: () => 0.25,
      log: (text) => logs.push(text),
    });
    const error = vm.load('a.lua', source);
    const events: string[] = [];
    const errors: VmError[] = [];
    const guard = {
      begin: ({ entity: { id } }: VmBehaviour) => events.push(`begin ${id}`),
      end: ({ entity: { id } }: VmBehaviour) => events.push(`end ${id}`),
      fail: ({ entity: { id } }: VmBehaviour, failure: VmError) => {
        events.push(`fail ${id}`);
        errors.push(failure);
      },
    };
    return { world, entity, vm, error, logs, events, errors, guard };
  }

  describe(`${name} as a Lua machine`, () => {
    it('carries every hot field in and out exactly', () => {
      const { world, entity, vm, guard, errors } = setup(`return { on_update = function(e, dt)
        for i, name in ipairs({ "${HOT_FIELDS.join('", "')}" }) do e[name] = e[name] * 2 + i end
      end }`);
      const values = [0.1, -1e-7, 1e9, 3, -0.5, 359.999];
      world.hot.set(values, entity.slot * HOT_STRIDE);
      const behaviour = vm.behaviour('a.lua', entity, {});
      vm.pull();
      vm.update([behaviour], 1 / 60, guard);
      vm.push();
      expect(errors).toEqual([]);
      const row = [...world.hot.subarray(entity.slot * HOT_STRIDE, (entity.slot + 1) * HOT_STRIDE)];
      expect(row).toEqual(values.map((value, i) => value * 2 + (i + 1)));
    });

    it('keeps hot fields floats, whatever a script writes', () => {
      const { entity, vm, guard, logs } = setup(
        'return { set = function(e) e.x = 2147483647 end, add = function(e) e.x = e.x + 1 print(e.x > 0) end }',
      );
      const behaviour = vm.behaviour('a.lua', entity, {});
      vm.call(behaviour, 'set', [], guard);
      vm.push();
      vm.pull();
      vm.call(behaviour, 'add', [], guard);
      expect(logs).toEqual(['true']);
    });

    it('lets host functions see and move what scripts have written', () => {
      const { world, entity, vm, guard } = setup(
        'return { f = function(e) e.x = 7 ams.move(e) assert(e.x == 107) ams.set_x(e, ams.get_x(e) + 1) end }',
      );
      expect(vm.call(vm.behaviour('a.lua', entity, {}), 'f', [], guard)).toBe(true);
      vm.push();
      expect(world.get(entity, 'x')).toBe(108);
    });

    it('passes values both ways', () => {
      const { entity, vm, guard, errors } = setup(`return { f = function(e, a, props)
        assert(a[1] == 1 and a[2].deep == "text" and a[3] == e and a[4] == true and a[5] == nil)
        assert(props.n == 2 and props.s == "x" and props.b == false)
        local pair = ams.twice({ 1, { k = e } })
        assert(pair[2][2].k == e and #pair[1] == 2)
        assert(ams.twice(nil)[1] == nil and ams.twice("ä")[2] == "ä")
      end }`);
      const behaviour = vm.behaviour('a.lua', entity, { n: 2, s: 'x', b: false });
      vm.call(behaviour, 'f', [[1, { deep: 'text' }, entity, true, null]], guard);
      expect(errors).toEqual([]);
    });

    it('restores the failing call only, and goes on with the next', () => {
      const { world, entity, vm, guard, events, errors } = setup(
        'return { on_update = function(e) e.x = e.x + 1\nif tostring(e) == "f" then ams.fault() end end }',
      );
      const failing = world.add('f', { x: 40 });
      const last = world.add('g', { x: 50 });
      const behaviours = [entity, failing, last].map((each) => vm.behaviour('a.lua', each, {}));
      vm.pull();
      vm.update(behaviours, 1 / 60, guard);
      vm.push();
      expect(events).toEqual(['begin e', 'end e', 'begin f', 'fail f', 'begin g', 'end g']);
      expect(errors).toMatchObject([{ script: 'a.lua', line: 2, message: 'on purpose' }]);
      expect([world.get(entity, 'x'), world.get(failing, 'x'), world.get(last, 'x')]).toEqual([2.5, 40, 51]);
    });

    it('tells where a chunk fails and keeps the one before', () => {
      const { vm, error } = setup('return { f = function() end }');
      expect(error).toBeNull();
      expect(vm.load('a.lua', 'local x =\n\n= 1')).toMatchObject({ script: 'a.lua', line: 3 });
      expect(vm.load('a.lua', 'error("at once")')).toMatchObject({ line: 1, message: 'at once' });
      expect([vm.has('a.lua', 'f'), vm.has('a.lua', 'g'), vm.has('b.lua', 'f')]).toEqual([
        true,
        false,
        false,
      ]);
      expect(vm.load('a.lua', 'return { g = function() end, n = 5 }')).toBeNull();
      expect([vm.has('a.lua', 'f'), vm.has('a.lua', 'g'), vm.read('a.lua', 'n')]).toEqual([false, true, 5]);
      vm.unload('a.lua');
      expect(vm.isLoaded('a.lua')).toBe(false);
    });

    it('names scripts with long paths', () => {
      const { vm, entity, guard, errors } = setup('return {}');
      const path = `behavior/${'deep/'.repeat(20)}hero.lua`;
      vm.load(path, 'return { f = function() error("x") end }');
      vm.call(vm.behaviour(path, entity, {}), 'f', [], guard);
      expect(errors[0]).toMatchObject({ script: path, line: 1, message: 'x' });
    });

    it('forgets entities that are gone', () => {
      const { world, entity, vm, guard, logs } = setup(
        'local kept return { keep = function(e) kept = e end, f = function(e) print(kept, kept.x, kept == e, ams.get_x(kept)) end }',
      );
      vm.call(vm.behaviour('a.lua', entity, {}), 'keep', [], guard);
      world.remove(entity);
      vm.release(entity);
      const heir = world.add('heir');
      vm.call(vm.behaviour('a.lua', heir, {}), 'f', [], guard);
      expect(heir.slot).toBe(entity.slot);
      expect(logs).toEqual(['e\tnil\tfalse\tnil']);
    });
  });
}
