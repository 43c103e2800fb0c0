import { describe, expect, it } from 'vitest';
import { FengariVm } from '../../src/lib/script/fengari/fengari-vm.ts';
import type { ScriptFailure } from '../../src/lib/script/runner.ts';
import { play } from './fake-world.ts';

/** A world whose scripts may keep some megabytes. */
const playWithin = (megabytes: number) => play((host) => new FengariVm(host, { memory: megabytes << 20 }));

/** Ticks until something fails. */
function untilFailure(tick: () => ScriptFailure | null, most: number): ScriptFailure {
  for (let i = 0; i < most; i++) {
    const failure = tick();
    if (failure) return failure;
  }
  throw new Error(`nothing failed in ${most} ticks`);
}

const modest = 'local few = {} return { on_update = function(e) few[#few % 100 + 1] = { e.x } end }';

const hoarders = {
  'texts of 1 MB in a variable': {
    source: `local hoard, n = {}, 0
      return { on_update = function() n = n + 1 if not told_to_stop then hoard[n] = ("x"):rep(1000000) .. n end end }`,
    where: "'hoard'",
  },
  'a table that grows': {
    source: `local M = { hoard = {} }
      function M.on_update() if told_to_stop then return end for i = 1, 20000 do M.hoard[#M.hoard + 1] = i end end
      return M`,
    where: "'hoard'",
  },
  'tables in a global': {
    source: `hoard = {}
      return { on_update = function() if told_to_stop then return end
        for i = 1, 5000 do hoard = { hoard } end end }`,
    where: "'hoard'",
  },
  'functions and coroutines, failures caught': {
    source: `local hoard = {}
      return { on_update = function() if told_to_stop then return end pcall(function()
        for i = 1, 1000 do
          hoard[#hoard + 1] = coroutine.wrap(function() coroutine.yield(hoard) end)
          hoard[#hoard]()
        end
      end) end }`,
    where: "'hoard'",
  },
  'fields of its entity': {
    source: `return { on_update = function(e) if told_to_stop then return end
        e.hoard = { e.hoard, ("x"):rep(500000) } end }`,
    where: "fields of the entity 'e'",
  },
  'its properties': {
    source: `return { on_update = function(e, dt, props) if told_to_stop then return end
        props.hoard = { props.hoard, ("x"):rep(500000) } end }`,
    where: 'its properties',
  },
  'values of its entity': {
    source: `local n = 0
      return { on_update = function(e) if told_to_stop then return end
        for i = 1, 20 do n = n + 1 ams.set_prop(e, "key" .. n, ("x"):rep(90000)) end end }`,
    where: "values of the entity 'e'",
  },
};

describe('What scripts may keep', () => {
  for (const [name, { source, where }] of Object.entries(hoarders))
    it(`has a limit that stops ${name}, and the game goes on once the script is mended`, () => {
      const { world, host, script, tick } = playWithin(8);
      script(world.add('other'), modest, { path: 'behavior/modest.lua' });
      script(world.add('e'), source, { path: 'behavior/hoarder.lua' });
      const failure = untilFailure(tick, 400);
      expect(failure).toMatchObject({ script: 'behavior/hoarder.lua', line: 0 });
      expect(failure.message).toContain('more than the 8 MB that they may');
      expect(failure.message).toContain(`above all in ${where}`);
      // As it is, it goes on until it has kept a quarter more.
      expect(untilFailure(tick, 400).script).toBe('behavior/hoarder.lua');
      expect(host.reload('behavior/hoarder.lua', `told_to_stop = true ${source}`)).toEqual({
        refused: null,
        failure: null,
      });
      for (let i = 0; i < 60; i++) expect(tick()).toBeNull();
    });

  it('does not mind much that comes and goes', () => {
    const { world, script, tick } = play();
    script(
      world.add('e'),
      `local last return { on_update = function()
        last = {}
        for i = 1, 20000 do last[i] = "text " .. i end
        last.long = ("x"):rep(1000000)
      end }`,
    );
    for (let i = 0; i < 20; i++) expect(tick()).toBeNull();
  });

  it('is found again at the same tick when the game is put back', () => {
    const { world, host, script, tick } = playWithin(4);
    script(world.add('e'), hoarders['a table that grows'].source.replace('20000', '500'));
    const failures = (): boolean[] => Array.from({ length: 60 }, () => tick() !== null);
    for (let i = 0; i < 5; i++) tick();
    const saved = host.save();
    const straight = failures();
    expect(straight).toContain(true);
    host.restore(saved);
    expect(failures()).toEqual(straight);
  });
});

describe('Values that are too large', () => {
  const calls: [call: string, message: string][] = [
    ['ams.set_prop(e, "k", ("x"):rep(100001))', 'at most 100000 characters expected, got 100001'],
    ['ams.set_prop(e, ("x"):rep(100001), 1)', 'at most 100000 characters'],
    ['for i = 1, 10001 do ams.set_prop(e, "k" .. i, i) end', "'set_prop' keeps at most 10000 values"],
    ['ams.set_value("k", ("x"):rep(100001))', 'at most 100000 characters'],
    ['for i = 1, 10001 do ams.set_value("k" .. i, i) end', "'set_value' keeps at most 10000 values"],
    ['ams.store("k", ("x"):rep(10001))', 'at most 10000 characters'],
    ['ams.store(("x"):rep(10001), 1)', 'at most 10000 characters'],
    ['local t = {} for i = 1, 10001 do t[i] = i end ams.emit(e, "m", t)', 'more than 10000 values'],
    ['local t = {} for i = 1, 9 do t = { t } end ams.emit(e, "m", t)', 'nested more than 8 deep'],
    ['local s = ("x"):rep(600000) ams.emit(e, "m", { s, s })', 'longer than 1048576 bytes together'],
    ['for i = 1, 50001 do ams.emit(e, "m") end', 'more than 50000 messages are waiting'],
    ['for i = 1, 50001 do ams.schedule(1, "f") end', 'more than 50000 timers are waiting'],
  ];
  for (const [call, message] of calls)
    it(`are refused: ${call}`, () => {
      const { world, script, tick } = play();
      script(world.add('e'), `return { f = function() end, on_update = function(e)\n${call}\nend }`);
      expect(tick()).toMatchObject({ line: 2, message: expect.stringContaining(message) as string });
    });
});
