/**
 * What hostile or hapless scripts try. Each runs as the body of `on_update(e, dt, props)`, beside a behaviour and before a
 * game that must not notice: in unit tests, in a Node worker and in a worker of a browser.
 */
export interface Attack {
  /**
   * Ends in a failure that names script and line, or in one that names the script and maybe no line, as what is kept is in no line,
   * or in none, because nothing bad can come of it.
   */
  ends: 'stopped' | 'too much kept' | 'harmless';
  lines: string;
}

const stopped = (lines: string): Attack => ({ ends: 'stopped', lines });
const hoard = (lines: string): Attack => ({ ends: 'too much kept', lines });
const harmless = (lines: string): Attack => ({ ends: 'harmless', lines });

const loops: Record<string, Attack> = {
  'a plain loop': stopped('while true do end'),
  'a loop of goto': stopped('::again:: goto again'),
  'a loop in repeat': stopped('repeat local x = 1 until false'),
  'a numeric loop without end': stopped('for i = 1, math.huge do end'),
  'a loop in pcall': stopped('while true do pcall(function() while true do end end) end'),
  'a loop that a pcall hides': stopped('pcall(function() while true do end end)\ne.x = 5'),
  'a loop in the handler of xpcall': stopped('xpcall(error, function() while true do end end)'),
  'xpcall around a loop with a looping handler': stopped(
    'while true do xpcall(function() while true do end end, function() while true do end end) end',
  ),
  'pcall of pcall of a loop': stopped('pcall(pcall, pcall, function() while true do end end)\nreturn'),
  'errors that are caught without end': stopped('while true do pcall(error) end'),
  'errors in errors': stopped(
    'local function f() error(setmetatable({}, { __tostring = f })) end\nwhile true do xpcall(f, f) end',
  ),
  'a loop in a coroutine': stopped(
    'local co = coroutine.create(function() while true do end end)\ncoroutine.resume(co)\ne.x = 5',
  ),
  'a loop in a wrapped coroutine': stopped(
    'while true do pcall(coroutine.wrap(function() while true do end end)) end',
  ),
  'coroutines without end': stopped(
    'while true do coroutine.wrap(function() for i = 1, 90 do end end)() end',
  ),
  'coroutines in coroutines': stopped(
    'local function f() coroutine.wrap(f)() end\nwhile true do pcall(f) end',
  ),
  'a loop behind an error that was caught in a coroutine': stopped(
    'coroutine.wrap(function() pcall(error, "x") while true do end end)()',
  ),
  'a loop behind an error that xpcall caught in a coroutine': stopped(
    'coroutine.wrap(function() xpcall(error, function() return 1 end) while true do end end)()',
  ),
  'errors caught in a coroutine without end': stopped(
    'coroutine.wrap(function() while true do pcall(error, "x") end end)()',
  ),
  'a chain of coroutines that yield': stopped(
    `local function link(inner) return coroutine.wrap(function() while true do coroutine.yield(inner()) end end) end
    local chain = function() return 1 end
    for i = 1, 150 do chain = link(chain) end
    while true do chain() end`,
  ),
  'an error in the handler of an error': harmless(
    'local ok, value = xpcall(function() e.x = 1 / 0 end, function() e.x = 1 / 0 end)\nassert(not ok and type(value) == "string", type(value))',
  ),
  'a coroutine that outlives its call': stopped(
    `kept = kept or coroutine.create(function() while true do pcall(coroutine.yield) for i = 1, 1e9 do end end end)
    while true do coroutine.resume(kept) end`,
  ),
};

const metatables: Record<string, Attack> = {
  'a loop in __tostring of an error': stopped(
    'error(setmetatable({}, { __tostring = function() while true do end end }))',
  ),
  'a loop in __tostring of a printed value': stopped(
    'print(setmetatable({}, { __tostring = function() while true do end end }))',
  ),
  'a loop in __index': stopped(
    'local t = setmetatable({}, { __index = function(t, k) while true do end end })\nreturn t.x',
  ),
  '__index that indexes itself': stopped(
    'local t = setmetatable({}, { __index = function(t, k) return t[k] end })\nreturn t.x',
  ),
  'a chain of __index that bites its tail': stopped(
    'local a, b = {}, {}\nsetmetatable(a, { __index = b })\nsetmetatable(b, { __index = a })\nreturn a.x',
  ),
  'a chain of __newindex that bites its tail': stopped(
    'local a, b = {}, {}\nsetmetatable(a, { __newindex = b })\nsetmetatable(b, { __newindex = a })\na.x = 1',
  ),
  'loops in operators': stopped(
    `local loop = function() while true do end end
    local t = setmetatable({}, { __lt = loop, __le = loop, __concat = loop, __eq = loop, __len = loop, __add = loop, __call = loop })
    while true do
      pcall(function() return t < t end) pcall(function() return t .. "x" end) pcall(function() return #t end)
      pcall(function() return t + 1 end) pcall(t)
    end`,
  ),
  '__call that calls itself': stopped('local t = {}\nsetmetatable(t, { __call = t })\nt()'),
  '__gc and __close never run': harmless(
    `for i = 1, 50 do
      setmetatable({}, { __gc = function() while true do end end, __close = function() while true do end end })
    end`,
  ),
  '__name that is no text': harmless(
    'local t = setmetatable({}, { __name = {} })\nassert(not pcall(string.rep, t) and type(tostring(t)) == "string")',
  ),
  '__metatable that lies': harmless(
    'local t = setmetatable({}, { __metatable = "locked" })\nassert(getmetatable(t) == "locked" and not pcall(setmetatable, t, {}))',
  ),
  'a __pairs that never ends': stopped(
    'for k in pairs(setmetatable({}, { __pairs = function() return function() return 1 end end })) do end',
  ),
  'an order that never settles': stopped(
    'local t = {}\nfor i = 1, 2000 do t[i] = i end\nwhile true do table.sort(t, function(a, b) return true end) end',
  ),
  'an order that fails, yields and recurses': stopped(
    `local t = { 5, 3, 1, 4 }
    assert(not pcall(table.sort, t, function() error("no") end))
    local co = coroutine.wrap(function() table.sort(t, function(a, b) coroutine.yield() return a < b end) end)
    pcall(co)
    local function f(a, b) table.sort({ 2, 1 }, f) return a < b end
    table.sort(t, f)`,
  ),
};

const natives: Record<string, Attack> = {
  'recursion without end': stopped('local function f() return 1 + f() end\nf()'),
  'recursion without end in pcall': stopped(
    'local function f() pcall(f) return 1 + f() end\nwhile true do pcall(f) end',
  ),
  'recursion through string.gsub': stopped(
    'local function f() return (("a"):gsub("a", f)) end\nwhile true do pcall(f) end',
  ),
  'recursion through tostring': stopped(
    'local m = {}\nm.__tostring = function() return tostring(setmetatable({}, m)) end\nwhile true do pcall(tostring, setmetatable({}, m)) end',
  ),
  'gsub with a function that loops': stopped('("aaa"):gsub("a", function() while true do end end)'),
  'gsub with a huge replacement': stopped(
    'local s = ("x"):rep(9000)\nwhile true do pcall(string.gsub, s, "x", s) end',
  ),
  'a pattern that explodes': stopped('(("a"):rep(60)):find(("(a*)"):rep(12) .. "b")'),
  'another pattern that explodes': stopped('(("a"):rep(3000)):match(("a-"):rep(20) .. "b")'),
  'a matcher in a loop': stopped('while true do ("x"):rep(9000):find("y", 1, true) end'),
  'a very deep pattern': stopped('local p = ("("):rep(40)\nstring.find("x", p)'),
  'string.rep of a gigabyte': stopped('("x"):rep(1e9)'),
  'string.rep caught in a loop': stopped('while true do pcall(string.rep, "x", 1e9) end'),
  'string.rep up to the limit, again and again': stopped('while true do local s = ("x"):rep(9000) end'),
  'a text that doubles': stopped('local s = "x"\nfor i = 1, 60 do s = s .. s end'),
  'a text that doubles, caught': stopped(
    'local s = "xxxxxxxxxxxxxxxx"\nwhile true do pcall(function() s = s .. s end) end',
  ),
  'wide concatenation in a function of many constants': stopped(
    `local t = { ${Array.from({ length: 300 }, (_, i) => i + 0.5).join(', ')} }
    local s = ("x"):rep(5000)
    while true do pcall(function() local t = { ${Array.from({ length: 300 }, (_, i) => i + 0.25).join(', ')} } return s .. s .. s .. s .. s .. s end) end`,
  ),
  'string.format with a huge width': stopped('string.format("%99999d", 1)'),
  'string.format with a huge precision': stopped('string.format("%.99999f", 1)'),
  'string.format with hostile values': harmless(
    'for _, f in ipairs({ "%q", "%s", "%d", "%c", "%x", "%g", "%a", "%i", "%%" }) do for _, v in ipairs({ 0 / 0, 1 / 0, -1, "x", {}, true }) do pcall(string.format, f, v) end end',
  ),
  'utf8 of broken bytes': harmless(
    'for _, s in ipairs({ "\\xff", "\\xc0\\x80", "\\xed\\xa0\\x80", "\\xf8\\x88\\x80\\x80\\x80" }) do pcall(utf8.len, s) pcall(utf8.codepoint, s, 1, -1) pcall(utf8.offset, s, 5) for _ in (pcall(utf8.codes, s) and function() end or function() end) do end end pcall(utf8.char, -1) pcall(utf8.char, 0x7fffffff)',
  ),
  'utf8 over a long text, again and again': stopped(
    'local s = ("ä"):rep(4500)\nwhile true do utf8.len(s) end',
  ),
  'upper and lower over a long text, again and again': stopped(
    'local s = ("ä"):rep(4500)\nwhile true do s:upper() s:lower() s:reverse() end',
  ),
  'all bytes of a text as values': stopped('while true do pcall(string.byte, ("x"):rep(9000), 1, -1) end'),
  'string.char of too many': stopped('while true do pcall(string.char, table.unpack({}, 1, 7000)) end'),
  'tables without end': stopped('local t = {}\nwhile true do t[#t + 1] = {} end'),
  'tables in a constructor': stopped('while true do local t = { {}, {}, {}, {}, {}, {}, {}, {} } end'),
  'functions without end': stopped('local t = {}\nwhile true do t[#t + 1] = function() return t end end'),
  'entries without end': stopped('local t = {}\nlocal i = 0\nwhile true do i = i + 1 t[i] = i end'),
  'table.insert at the front': stopped('local t = {}\nwhile true do table.insert(t, 1, 0) end'),
  'table.remove from the front': stopped(
    'local t = {}\nfor i = 1, 5000 do t[i] = i end\nwhile true do table.remove(t, 1) t[#t + 1] = 0 end',
  ),
  'table.move without end': stopped('local t = { 1 }\nwhile true do table.move(t, 1, 10000, 2) end'),
  'table.move of billions': stopped('table.move({}, 1, 2e9, 2)'),
  'table.concat of a huge range': stopped('while true do pcall(table.concat, {}, "", 1, 2e9) end'),
  'table.unpack of billions': stopped('while true do pcall(table.unpack, {}, 1, 2e9) end'),
  'table.unpack at the ends of the integers': harmless(
    'pcall(table.unpack, {}, math.mininteger, math.maxinteger) pcall(table.unpack, {}, math.maxinteger - 1, math.maxinteger)',
  ),
  'select with huge numbers': harmless(
    'pcall(select, -2147483648) pcall(select, 2147483647, 1) pcall(select, 0)',
  ),
  'next with a key that is not there': harmless('assert(not pcall(next, {}, "nothing"))'),
  'a length that lies': harmless(
    'local t = { [1] = 1, [2147483647] = 1 }\nassert(#t >= 0)\npcall(table.insert, t, 1)',
  ),
  'integers at their ends': harmless(
    'local n = math.mininteger\npcall(function() return n // -1, n % -1, n // 0 end)\npcall(function() return 1 % 0 end)\nassert(2147483647 + 1 == 2147483648 and n - 1 < n + 1)',
  ),
  'NaN as a key': harmless('assert(not pcall(function() local t = {} t[0 / 0] = 1 end))'),
};

const escapes: Record<string, Attack> = {
  'load and its kin are not there': harmless(
    'assert(not load and not loadstring and not dofile and not loadfile and not require and not package)',
  ),
  'os, io, debug and js are not there': harmless(
    'assert(not os and not io and not debug and not js and not fengari and not process and not collectgarbage)',
  ),
  'calling what is not there': stopped('load("return 1", "x", "t", {})()'),
  'bytecode cannot be made': harmless('assert(not string.dump and not string.pack and not ("").dump)'),
  'the metatable of texts is out of reach': harmless(
    'assert(getmetatable("") == false and not pcall(setmetatable, "", {}))\nstring.upper = nil\nassert(("a"):upper() == "A")',
  ),
  'the table ams cannot be changed': harmless(
    'assert(not pcall(function() ams.get_x = 1 end) and not pcall(rawset, ams, "get_x", 1) and not pcall(setmetatable, ams, {}) and not getmetatable(ams))\nassert(not pcall(function() ams.get_x = nil end) and not pcall(function() ams.mine = 1 end) and not pcall(table.insert, ams, 1) and ams.mine == nil)\nlocal seen = 0\nfor name in pairs(ams) do seen = seen + 1 if seen % 10 == 0 then assert(not pcall(function() ams[name] = nil end) and not pcall(rawset, ams, name, nil)) end end\npcall(table.sort, ams) pcall(table.remove, ams) pcall(table.move, { 1 }, 1, 1, 1, ams)\nassert(#ams == 0 and type(ams.get_x) == "function" and ams.get_x(e) == e.x)',
  ),
  'the environment gives nothing away': harmless(
    'for k, v in pairs(_G) do assert(type(k) == "string") end\n_G._G = nil _ENV.print = nil\nassert(_ENV._G == nil)\n_ENV._G = _ENV',
  ),
  'a replaced environment': harmless(
    'local ams = ams\ndo local _ENV = { ams = ams, e = e }\nams.set_x(e, 3) end\nassert(e.x == 3)',
  ),
  'an entity of somebody else made': stopped('ams.set_x({ x = 1, id = "bad" }, 5)'),
  'an entity keeps its metatable': harmless(
    'assert(getmetatable(e) == false and not pcall(setmetatable, e, {}) and not pcall(rawset, e, "x", nil))',
  ),
  'a hot field set to nil': stopped('e.x = nil'),
  'a hot field set to a text': stopped('e.x = "5"'),
  'a hot field set to NaN': stopped('e.vx = 0 / 0'),
  'a hot field set through rawset': stopped('rawset(e, "x", "5")'),
  'a hot field set through table functions': harmless(
    'pcall(table.insert, e, 1) pcall(table.sort, e) pcall(table.move, { 1, 2 }, 1, 2, 1, e) pcall(table.remove, e)\nassert(type(e.x) == "number")',
  ),
  'a hot field of each entity set wrongly, caught': harmless(
    'for _, id in ipairs(ams.get_all_entity_ids()) do\nlocal other = id\npcall(function() other.x = {} end) pcall(function() other.vy = 1 / 0 end)\nend',
  ),
  'hostile tables as arguments': harmless(
    `local hostile = setmetatable({}, { __index = function() while true do end end, __len = function() return 1 / 0 end, __tostring = function() error("x") end })
    for name, fn in pairs({ set_prop = ams.set_prop, emit = ams.emit, log = ams.log, find = ams.find, spawn = ams.spawn }) do
      pcall(fn, hostile, hostile, hostile) pcall(fn, e, hostile, hostile) pcall(fn, e, "x", hostile)
    end`,
  ),
  'a table that holds itself as an argument': harmless(
    'local t = {}\nt.t = t\nassert(not pcall(ams.emit, e, "x", t))',
  ),
  'a very large table as an argument': harmless(
    'local t = {}\nfor i = 1, 12000 do t[i] = i end\nassert(not pcall(ams.emit, e, "x", t))',
  ),
  'a coroutine and a function as arguments': harmless(
    'assert(not pcall(ams.set_prop, e, "x", print) and not pcall(ams.set_prop, e, "x", coroutine.create(print)))',
  ),
  'a table of names of prototypes': harmless(
    'ams.emit(e, "x", { __proto__ = 1, constructor = 2, toString = 3 })',
  ),
  'prototypes as properties': harmless(
    'ams.set_prop(e, "__proto__", 1)\nassert(ams.get_prop(e, "__proto__") == 1 and ams.get_prop(e, "constructor") == nil and e.constructor == nil)',
  ),
};

const floods: Record<string, Attack> = {
  'entities without end': stopped('while true do ams.spawn("Ball", 0, 0) end'),
  'entities without end, caught': stopped('while true do pcall(ams.spawn, "Ball", 0, 0) end'),
  'messages without end': stopped('while true do ams.emit(e, "x", { 1, 2, 3 }) end'),
  'timers without end': stopped('while true do ams.schedule(1, "on_update") end'),
  'lines of the log without end': stopped('while true do print(("x"):rep(5000)) end'),
  'properties without end': stopped('local i = 0\nwhile true do i = i + 1 ams.set_prop(e, "p" .. i, i) end'),
  'lists of all entities without end': stopped('while true do ams.get_all_entity_ids() end'),
  'rays without end': stopped('while true do ams.raycast(0, 0, 900, 500) end'),
  'parents in a circle': harmless('pcall(ams.set_parent, e, e, 0, 0)'),
  'destroying everything': harmless(
    'local kept = ams.find("good")\nif not kept then return end\nassert(ams.is_alive(kept))',
  ),
};

/** All of them by name. */
export const attacks: Readonly<Record<string, Attack>> = {
  ...loops,
  ...metatables,
  ...natives,
  ...escapes,
  ...floods,
};

/** Memory kept from tick to tick: stopped after some of them, so only games that go on meet these. */
export const hoards: Readonly<Record<string, Attack>> = {
  'texts kept for ever': hoard(
    'hoard = hoard or {}\nfor i = 1, 20 do hoard[#hoard + 1] = ("x"):rep(1000000) .. #hoard end',
  ),
  'a list that grows, failures caught': hoard(
    'hoard = hoard or {}\npcall(function() for i = 1, 50000 do hoard[#hoard + 1] = i end error("x") end)',
  ),
  'tables in tables': hoard('for i = 1, 30000 do hoard = { hoard } end'),
  'texts in fields of its entity': hoard('e.hoard = { e.hoard, ("x"):rep(1000000), ("y"):rep(1000000) }'),
  'functions that hold texts': hoard(
    'for i = 1, 10 do local before, text = hoard, ("x"):rep(1000000) hoard = function() return before, text end end',
  ),
};

/** The script of an attack. */
export const attackScript = ({ lines }: Attack): string =>
  `local b = {}\nfunction b.on_update(e, dt, props)\n${lines}\nend\nreturn b`;
