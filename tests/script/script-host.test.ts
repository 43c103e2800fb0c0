import { describe, expect, it } from 'vitest';
import { play } from './fake-world.ts';

const fine = { refused: null, failure: null };

const patrol = `-- patrol: walks between two points and turns round at a wall
local patrol = {}
patrol.properties = {
  speed = { default = 80, min = 0, max = 400, unit = "px/s", doc = "walking speed" },
  range = { default = 120, min = 0, unit = "px", doc = "how far from the start" },
}
function patrol.on_spawn(e) ams.set_prop(e, "start_x", e.x) e.vx = 80 end
function patrol.on_update(e, dt, props)
  e.x = e.x + e.vx * dt
  if math.abs(e.x - ams.get_prop(e, "start_x")) > props.range then e.vx = -e.vx end
end
function patrol.on_collision(e, other, contact)
  if math.abs(contact.normal_x) > 0.7 then e.vx = -e.vx end
end
return patrol`;

describe('ScriptHost', () => {
  it('runs a behaviour with its properties', () => {
    const { world, host, script, tick } = play();
    const e = world.add('walker', { x: 100 });
    script(e, patrol, { properties: { range: 20 } });
    expect(host.dispatch([{ kind: 'spawn', entity: e }])).toBeNull();
    expect(world.get(e, 'vx')).toBe(80);
    for (let i = 0; i < 16; i++) expect(tick()).toBeNull();
    expect(world.get(e, 'vx')).toBe(-80);
    const contact = { normalX: 1, normalY: 0, x: 0, y: 0, sensor: false, impulse: 0 };
    host.dispatch([{ kind: 'collision', entity: e, other: world.add('wall'), contact }]);
    expect(world.get(e, 'vx')).toBe(80);
  });

  it('reads and writes hot fields through ams, in any form', () => {
    const { world, script, tick } = play();
    const e = world.add('e', { x: 1, y: 2 });
    const other = world.add('other', { x: 50 });
    script(
      e,
      `local b = {}
      local get = ams.get_x
      function b.on_update(e, dt)
        ams.set_x(e, ams.get_x(e) + 1)
        ams.set_y("e", get("other") + math.abs(ams.get_x("other")))
        local f = function() return ams.get_x(e) end
        ams.set_vx(e, f())
        ams.set_vy(e, 7)
        e:set_rotation(e:get_x() * 2)
        ams.set_x("other", ams.get_x("other") + ams.get_vy(e))
        for i = 1, 3 do if i > 1 then ams.set_angular_velocity(e, i) end end
      end
      return b`,
    );
    expect(tick()).toBeNull();
    expect([...world.hot.subarray(0, 6)]).toEqual([2, 100, 2, 7, 4, 3]);
    expect(world.get(other, 'x')).toBe(57);
  });

  it('gives entities that print, join and compare as their id, and carry the API as methods', () => {
    const { world, script, tick } = play();
    const e = world.add('hero-1', { tags: ['hero'] });
    script(
      e,
      `return { on_update = function(e)
        assert(tostring(e) == "hero-1" and "hit " .. e == "hit hero-1" and e .. 1 == "hero-11")
        assert(e == ams.get_entities_by_tag("hero")[1] and #e == 6 and e < "i")
        assert(e:has_tag("hero") and e.no_such == nil)
        assert(ams.get_x(tostring(e)) == e.x and ("%s"):format(e) == "hero-1")
        local t = { [e] = 1 }
        assert(t[ams.find("hero-1")] == 1)
      end }`,
    );
    expect(tick()).toBeNull();
  });

  it('leaves handles of destroyed entities dead, whoever has their slot now', () => {
    const { world, host, script, tick } = play();
    const e = world.add('e');
    const victim = world.add('victim', { x: 5 });
    script(
      e,
      `local kept
      return { on_update = function(e)
        kept = kept or ams.find("victim")
        if ams.is_alive(kept) then assert(kept.x == 5 and ams.get_x(kept) == 5) return end
        local get, set = ams.get_x, ams.set_x
        assert(kept.x == nil and ams.get_x(kept) == nil and get(kept) == nil and ams.has_tag(kept, "x") == false)
        kept.x = 1000
        kept.note = 1
        assert(kept.x == nil and kept.note == nil)
        ams.set_x(kept, 1000)
        set(kept, 1000)
        ams.set_health(kept, 1)
        assert(tostring(kept) == "victim" and ams.get_health(kept) == 0)
        assert(kept ~= ams.find("heir"))
        ams.add_score(1)
      end }`,
    );
    expect(tick()).toBeNull();
    world.remove(victim);
    host.release(victim);
    const heir = world.add('heir', { x: 7 });
    expect(heir.slot).toBe(victim.slot);
    expect(tick()).toBeNull();
    expect(world.score).toBe(1);
    expect(world.get(heir, 'x')).toBe(7);
  });

  it('calls every hook with what it is about', () => {
    const { world, host, script, tick } = play();
    const e = world.add('e');
    const other = world.add('other');
    script(
      e,
      `local b = { properties = { power = 3, name = { default = "x" } } }
      function b.on_spawn(e, props) print("spawn", e, props.power, props.name) ams.schedule(0.05, "later") end
      function b.on_collision(e, other, c) print("hit", other, c.normal_x, c.normal_y, c.x, c.y, c.sensor, c.impulse) end
      function b.on_collision_end(e, other) print("end", other) end
      function b.on_message(e, name, data) print(name, data.list[2], data.who) end
      function b.on_destroy(e) print("destroy") end
      function b.later(e) print("later", e) ams.emit(e, "note", { list = { 1, 2 }, who = e }) end
      return b`,
      { properties: { power: 4 } },
    );
    const contact = { normalX: 0, normalY: -1, x: 3, y: 4, sensor: true, impulse: 2.5 };
    expect(
      host.dispatch([
        { kind: 'spawn', entity: e },
        { kind: 'collision', entity: e, other, contact },
        { kind: 'collision-end', entity: e, other },
        { kind: 'spawn', entity: other },
      ]),
    ).toBeNull();
    for (let i = 0; i < 5; i++) expect(tick()).toBeNull();
    expect(host.dispatch([{ kind: 'destroy', entity: e }])).toBeNull();
    expect(world.logs.map(({ text }) => text)).toEqual([
      'spawn\te\t4\tx',
      'hit\tother\t0\t-1\t3\t4\ttrue\t2.5',
      'end\tother',
      'later\te',
      'note\t2\te',
      'destroy',
    ]);
    expect(world.logs[0]).toMatchObject({ script: 'behavior/test.lua', line: 2 });
  });

  it('updates in order of the scene, and scripts of one entity in order of attachment', () => {
    const { world, host, tick } = play();
    const [a, b] = [world.add('a'), world.add('b')];
    for (const name of ['one', 'two'])
      host.load(`behavior/${name}.lua`, `return { on_update = function(e) print(e .. "${name}") end }`);
    host.attach(b, 'Script:1', 'behavior/one.lua', {});
    host.attach(a, 'Script:2', 'behavior/two.lua', {});
    host.attach(a, 'Script:1', 'behavior/one.lua', {});
    tick();
    expect(world.logs.map(({ text }) => text)).toEqual(['atwo', 'aone', 'bone']);
    host.detach(a, 'Script:2');
    tick();
    expect(world.logs.slice(3).map(({ text }) => text)).toEqual(['aone', 'bone']);
  });
});

describe('a failing call', () => {
  it('tells script, line, message, traceback and entity, and takes its writes back', () => {
    const { world, script, tick } = play();
    const e = world.add('e', { x: 1, y: 2, components: { Text: { text: 'old' } } });
    const other = world.add('other', { x: 3 });
    const random = world.random.state;
    script(
      e,
      `local b = {}
local function fail(e)
  local nothing = nil
  return nothing.field
end
function b.on_update(e)
  e.x = 100
  ams.set_y(e, 200)
  ams.set_x("other", 300)
  ams.set_parent(e, "other", 0, 0)
  ams.set_prop(e, "key", 1)
  ams.set_health(e, 1)
  ams.set_text(e, "new")
  ams.set_visible(e, false)
  ams.add_score(10)
  ams.random() math.random()
  ams.spawn("Ball", 0, 0)
  ams.destroy(other)
  ams.destroy("other")
  ams.play_sound("x")
  ams.win("no")
  ams.emit(e, "m")
  ams.schedule(0, "on_update")
  fail(e)
end
return b`.replace('  ams.destroy(other)\n', ''),
    );
    const failure = tick();
    expect(failure).toMatchObject({ script: 'behavior/test.lua', line: 4, entity: 'e', entityName: 'e' });
    expect(failure!.message).toMatch(/attempt to index a nil value \(local 'nothing'\)/);
    expect(failure!.traceback).toContain('behavior/test.lua:23');
    expect([world.get(e, 'x'), world.get(e, 'y'), world.get(other, 'x')]).toEqual([1, 2, 3]);
    expect([e.parent, e.health, e.visible, e.components.Text?.text, e.props.size]).toEqual([
      null,
      100,
      true,
      'old',
      0,
    ]);
    expect([world.score, world.state, world.sounds, world.random.state]).toEqual([0, 'playing', [], random]);
    expect(world.destroyed).toEqual(world.spawned);
    expect(tick()?.line).toBe(4);
  });

  it.each([
    ['nil', 'nil'],
    ['"text"', 'a text'],
    ['{}', 'a table'],
    ['0 / 0', 'NaN'],
    ['1 / 0', 'Infinity'],
  ])('sets a hot field to %s', (value, got) => {
    const { world, script, tick } = play();
    const e = world.add('e', { x: 4 });
    script(
      e,
      `return { on_update = function(e)\n if ams.get_time() == 0 then\n e.x = 50\n e.x = ${value} end\n e.x = e.x + 1 end }`,
    );
    expect(tick()).toMatchObject({
      script: 'behavior/test.lua',
      line: 4,
      message: `field 'x' of entity 'e' must be a finite number, not ${got}`,
    });
    expect(world.get(e, 'x')).toBe(4);
    expect(tick()).toBeNull();
    expect(world.get(e, 'x')).toBe(5);
  });

  it('sets a hot field of another entity to nonsense', () => {
    const { world, script, tick } = play();
    const other = world.add('other', { x: 9 });
    script(world.add('e'), 'return { on_update = function(e) ams.find("other").x = nil end }');
    expect(tick()).toMatchObject({
      script: 'behavior/test.lua',
      line: 1,
      entity: 'e',
      message: "field 'x' of entity 'other' must be a finite number, not nil",
    });
    expect(world.get(other, 'x')).toBe(9);
  });

  it('takes back what it wrote to other entities directly, and nothing that others wrote before', () => {
    const { world, host, script, tick } = play();
    const other = world.add('other', { x: 3, y: 4 });
    const e = world.add('e', { x: 1 });
    host.load('behavior/fine.lua', 'return { on_update = function(e) e.x = e.x + 10 e.vx = 5 end }');
    host.attach(other, 'Script:fine', 'behavior/fine.lua', {});
    script(
      e,
      `return { on_update = function(e)
        local other = ams.find("other")
        assert(other.x == 13 and other.vx == 5)
        other.x = 100 other.x = 200 other.y = 300 other.vx = 1 e.x = 50
        other:set_position(1, 1)
        error("no")
      end }`,
    );
    expect(tick()?.message).toBe('no');
    expect([world.get(other, 'x'), world.get(other, 'y'), world.get(other, 'vx')]).toEqual([13, 4, 5]);
    expect(world.get(e, 'x')).toBe(1);
  });

  it('is switched off until its script changes', () => {
    const { world, host, script, tick } = play();
    const e = world.add('e');
    script(e, 'return { on_update = function(e) error("no") end }');
    expect(tick()?.message).toBe('no');
    host.disable('e', 'behavior/test.lua');
    expect(tick()).toBeNull();
    expect(host.reload('behavior/test.lua', 'return { on_update = function(e) e.x = 1 end }')).toEqual(fine);
    expect(tick()).toBeNull();
    expect(world.get(e, 'x')).toBe(1);
  });
});

describe('what is told of a failure', () => {
  it('holds the variables of the function that failed, without running anything of the script', () => {
    const { world, script, tick } = play();
    const e = world.add('hero', { x: 3 });
    script(
      e,
      `local outside = 1
local function fail(e, n, ...)
  local text, list, empty = "a\\"b", { 1, "x", { deep = { 1 } }, key = true }, {}
  local hostile = setmetatable({}, { __tostring = function() while true do end end, __index = error, __pairs = error })
  local n = n * 2
  local none
  error("stop")
end
return { on_update = function(e) fail(e, 21, 1, 2) end }`,
    );
    const { locals } = tick()!;
    expect(Object.fromEntries(locals.map(({ name, value }) => [name, value]))).toEqual({
      e: expect.stringMatching(/^entity hero \{ x = 3, /),
      n: '42',
      text: '"a\\"b"',
      list: '{ 1, "x", { deep = {…} }, key = true }',
      empty: '{}',
      hostile: '{}',
      none: 'nil',
    });
  });

  it('holds them for a call that was stopped, too', () => {
    const { world, script, tick } = play();
    script(world.add('e'), 'return { on_update = function(e) local n = 5 while true do end end }');
    expect(tick()).toMatchObject({ line: 1, locals: [{ name: 'e' }, { name: 'n', value: '5' }] });
  });

  it('is one failure; the others of the same moment are in the log', () => {
    const { world, host, script, tick } = play();
    const [a, b] = [world.add('a'), world.add('b')];
    script(a, 'return { on_update = function(e) error("no " .. e) end }');
    host.attach(b, 'Script', 'behavior/test.lua', {});
    expect(tick()).toMatchObject({ message: 'no a', entity: 'a' });
    expect(world.logs).toEqual([{ level: 'error', text: 'no b', script: 'behavior/test.lua', line: 1 }]);
  });

  it.each(['on_spawn', 'on_collision', 'on_collision_end', 'on_message', 'on_destroy', 'later'])(
    'names script, line and entity in %s, and the game goes on from there',
    (hook) => {
      const { world, host, script, tick } = play();
      const e = world.add('e', { name: 'Hero' });
      const other = world.add('other');
      script(
        e,
        `local b = {}
function b.on_update(e) ams.emit(e, "m") ams.schedule(0, "later") e.y = e.y + 1 end
function b.later() end
function b.${hook}(e)
  e.x = 99
  error("in ${hook}")
end
return b`,
      );
      const contact = { normalX: 0, normalY: 1, x: 0, y: 0, sensor: false, impulse: 0 };
      const all = () => [
        host.dispatch([{ kind: 'spawn', entity: e }]),
        tick(),
        tick(),
        host.dispatch([{ kind: 'collision', entity: e, other, contact }]),
        host.dispatch([{ kind: 'collision-end', entity: e, other }]),
        host.dispatch([{ kind: 'destroy', entity: e }]),
      ];
      const failures = all().filter((failure) => failure !== null);
      expect(failures.length).toBeGreaterThan(0);
      for (const failure of failures)
        expect(failure).toMatchObject({
          script: 'behavior/test.lua',
          line: 6,
          message: `in ${hook}`,
          entity: 'e',
          entityName: 'Hero',
          traceback: expect.stringContaining('behavior/test.lua:6'),
        });
      expect(world.get(e, 'x')).toBe(0);
      host.disable('e', 'behavior/test.lua');
      expect(all().every((failure) => failure === null)).toBe(true);
    },
  );
});

describe('a script that goes away', () => {
  it('ends its behaviours and timers; when it comes back they begin again', () => {
    const { world, host, script, tick } = play();
    const e = world.add('e');
    const source =
      'return { on_spawn = function(e) ams.schedule(0.01, "later") end, later = function(e) e.y = 9 end, on_update = function(e) e.x = e.x + 1 end }';
    script(e, source);
    host.dispatch([{ kind: 'spawn', entity: e }]);
    host.unload('behavior/test.lua');
    for (let i = 0; i < 3; i++) expect(tick()).toBeNull();
    expect([world.get(e, 'x'), world.get(e, 'y')]).toEqual([0, 0]);
    expect(host.reload('behavior/test.lua', source)).toEqual(fine);
    tick();
    expect(world.get(e, 'x')).toBe(1);
  });
});

describe('hot reload', () => {
  it('swaps the code, keeps the state and calls on_reload', () => {
    const { world, host, script, tick } = play();
    const e = world.add('e');
    script(e, 'return { on_update = function(e) ams.set_prop(e, "n", (ams.get_prop(e, "n") or 0) + 1) end }');
    tick();
    tick();
    const next = `local b = { properties = { step = 5 } }
      function b.on_reload(e) e.y = ams.get_prop(e, "n") end
      function b.on_update(e, dt, props) e.x = e.x + props.step end
      return b`;
    expect(host.reload('behavior/test.lua', next)).toEqual(fine);
    expect(world.get(e, 'y')).toBe(2);
    tick();
    expect(world.get(e, 'x')).toBe(5);
  });

  it.each([
    [
      'does not compile',
      'return {\n  on_update = function(e) e.x = end\n}',
      2,
      /unexpected symbol near 'end'/,
    ],
    ['fails at its top level', 'local b = {}\nb.x.y = 1\nreturn b', 2, /attempt to index/],
    ['returns no table', 'local b = {}\n', 1, /must return its table/],
  ])('keeps the old code when the new one %s', (_, source, line, message) => {
    const { world, host, script, tick } = play();
    const e = world.add('e');
    script(e, 'return { on_update = function(e) e.x = e.x + 1 end }');
    expect(host.reload('behavior/test.lua', source)).toMatchObject({
      refused: { script: 'behavior/test.lua', line, message: expect.stringMatching(message) },
      failure: null,
    });
    expect(tick()).toBeNull();
    expect(world.get(e, 'x')).toBe(1);
  });

  it('refills tables in place: whoever holds one sees the new contents', () => {
    const { world, host, script, tick } = play();
    const e = world.add('e');
    const text = (speed: number, more = '') => `
local shared = { speed = ${speed}, nested = { kind = "${speed}" } }
local b = { shared = shared, list = { 1, 2, ${more} } }
b.self = b
function b.on_spawn(e) kept = b.shared keptNested = b.shared.nested keptSelf = b end
function b.on_update(e)
  assert(kept == b.shared and kept == shared and keptNested == shared.nested and b.self == b and keptSelf == b)
  e.x = kept.speed
  e.y = #b.list
  e.vx = tonumber(keptNested.kind)
end
return b`;
    script(e, text(5));
    host.dispatch([{ kind: 'spawn', entity: e }]);
    expect(tick()).toBeNull();
    expect([world.get(e, 'x'), world.get(e, 'y'), world.get(e, 'vx')]).toEqual([5, 2, 5]);
    for (const speed of [7, 8, 9]) {
      expect(host.reload('behavior/test.lua', text(speed, '3, 4'))).toEqual(fine);
      expect(tick()).toBeNull();
      expect([world.get(e, 'x'), world.get(e, 'y'), world.get(e, 'vx')]).toEqual([speed, 4, speed]);
    }
    expect(host.reload('behavior/test.lua', text(1))).toEqual(fine);
    expect(tick()).toBeNull();
    expect(world.get(e, 'y')).toBe(2);
  });

  it('keeps what the game has made of locals, globals and tables, unless the new text says otherwise', () => {
    const { world, host, script, tick } = play();
    const e = world.add('e');
    const text = (step: number, first: number, more = '') => `
local count, hits = ${first}, 0
local seen = {}
total = 0
local b = { score = ${first}, gone = true }
local function add(n) count = count + n end
function b.on_update(e)
  add(${step})
  hits = hits + 1
  total = total + 1
  b.score = b.score + ${step}
  b.added = true
  seen[#seen + 1] = count
  e.x, e.y, e.vx, e.vy, e.rotation = count, hits, total, b.score, #seen
end
${more}
return b`;
    const row = () => [...world.hot.subarray(e.slot * 6, e.slot * 6 + 5)];
    script(e, text(1, 10));
    tick();
    tick();
    expect(row()).toEqual([12, 2, 2, 12, 2]);
    // Another step: the code is new, the counts go on.
    host.reload('behavior/test.lua', text(100, 10));
    tick();
    expect(row()).toEqual([112, 3, 3, 112, 3]);
    // Another first value: what is declared with it begins anew.
    host.reload(
      'behavior/test.lua',
      text(1, 50, 'b.gone = nil b.on_reload = function() assert(b.added and b.gone == nil) end'),
    );
    tick();
    expect(row()).toEqual([51, 4, 4, 51, 4]);
    // A text that fails changes nothing of it.
    expect(
      host.reload('behavior/test.lua', `total = 0\n${text(1, 0)}\nerror("late")`).refused,
    ).not.toBeNull();
    expect(host.reload('behavior/test.lua', 'total = 0 local count = 0 error("no")').refused).not.toBeNull();
    tick();
    expect(row()).toEqual([52, 5, 5, 52, 5]);
  });

  it('keeps objects of a class working, with the methods of the new text', () => {
    const { world, host, script, tick } = play();
    const e = world.add('e');
    const text = (factor: number) => `
local Enemy = {}
Enemy.__index = Enemy
function Enemy.new(n) return setmetatable({ n = n }, Enemy) end
function Enemy:power() return self.n * ${factor} end
local enemies = {}
local b = {}
function b.on_update(e)
  if #enemies == 0 then enemies[1] = Enemy.new(3) end
  e.x = enemies[1]:power()
  assert(getmetatable(enemies[1]) == Enemy)
end
return b`;
    script(e, text(2));
    tick();
    expect(world.get(e, 'x')).toBe(6);
    host.reload('behavior/test.lua', text(5));
    expect(tick()).toBeNull();
    expect(world.get(e, 'x')).toBe(15);
  });

  it('starts behaviours whose script comes later', () => {
    const { world, host, tick } = play();
    const e = world.add('e');
    host.attach(e, 'Script:a', 'behavior/a.lua', {});
    expect(tick()).toBeNull();
    host.load('behavior/a.lua', 'return { on_update = function(e) e.x = 1 end }');
    tick();
    expect(world.get(e, 'x')).toBe(1);
  });
});

describe('A property renamed while the game runs', () => {
  const source = `local M = { properties = {
      speed = { default = 80, min = 0, max = 400, doc = "how fast" },
      name = { default = "walker" },
    } }
    function M.on_spawn(e) ams.schedule(0.05, "ring", e) end
    function M.ring(e, props) print("ring", props.speed or props.pace) end
    function M.show(e, props) print(props.speed, props.pace, props.name) end
    return M`;

  it('keeps the values that entities set, and what the script waits for', () => {
    const { world, host, script, tick } = play();
    const [own, plain] = [world.add('own'), world.add('plain')];
    script(own, source, { properties: { speed: 120 } });
    script(plain, source);
    host.dispatch([{ kind: 'spawn', entity: own }]);
    const show = source.replace('function M.show', 'function M.on_reload').replace('speed = {', 'pace = {');
    expect(host.reload('behavior/test.lua', show)).toEqual(fine);
    expect(world.logs.map(({ text }) => text)).toEqual(['nil\t120\twalker', 'nil\t80\twalker']);
    // The document follows: the same values, now under the new name.
    host.attach(own, 'Script:behavior/test.lua', 'behavior/test.lua', { pace: 120 });
    for (let i = 0; i < 6; i++) expect(tick()).toBeNull();
    expect(world.logs.at(-1)!.text).toBe('ring\t120');
  });

  it('takes the new default where the value does not fit', () => {
    const { world, host, script } = play();
    script(world.add('own'), source, { properties: { speed: 120 } });
    const narrow = source
      .replace('speed = { default = 80, min = 0, max = 400', 'pace = { default = 80, min = 0, max = 100')
      .replace('function M.show', 'function M.on_reload');
    expect(host.reload('behavior/test.lua', narrow)).toEqual(fine);
    expect(world.logs.at(-1)!.text).toBe('120\t80\twalker');
  });
});

describe('What is taken back when a call fails', () => {
  it("is all that the call did to the game, but not the script's own variables, also at the end of a tween", () => {
    const { world, script, tick } = play();
    const e = world.add('e');
    script(
      e,
      `local M, ends = { calls = 0 }, 0
      function M.on_update(e)
        M.calls = M.calls + 1
        if M.calls == 1 then ams.tween(e, "x", 10, 0.05, "linear", "landed") end
        print(M.calls, ends, ams.get_prop(e, "landed"))
      end
      function M.landed(e)
        ends = ends + 1
        e.y = 99
        ams.set_prop(e, "landed", true)
        ams.add_score(5)
        ams.tween(e, "y", 50, 1)
        error("no ground")
      end
      return M`,
    );
    const failures = Array.from({ length: 8 }, () => tick()?.message ?? null);
    expect(failures.filter((message) => message !== null)).toEqual(['no ground']);
    expect([world.get(e, 'x'), world.get(e, 'y'), world.score]).toEqual([10, 0, 0]);
    expect(e.props.has('landed')).toBe(false);
    expect(world.logs.at(-1)!.text).toMatch(/\t1\tnil$/);
  });
});
