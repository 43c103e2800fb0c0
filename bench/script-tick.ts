/**
 * What scripts cost a tick: 1,000 entities with one behaviour each of 4 reads, 4 writes and two branches,
 * through `e.x` and through `ams.get_x`. Baselines in the same run: the same work on plain Lua tables in one
 * Lua loop, and one `luaL_dostring` per entity.
 */
import { lauxlib, lua, to_luastring } from '../src/lib/script/fengari/library.ts';
import { play } from '../tests/script/fake-world.ts';
import type { BenchRow } from './rows.ts';

const ENTITIES = 1000;
const SAMPLES = 61;
/** Compiling strings is so slow that fewer samples must do. */
const STRING_EVERY = 6;

const fields = `
  local x, y = e.x + e.vx * dt, e.y + e.vy * dt
  e.x = x
  e.y = y
  if x < 0 or x > 960 then e.vx = -e.vx else e.vx = e.vx end
  if y < 0 or y > 540 then e.vy = -e.vy else e.vy = e.vy end`;

const calls = `
  local x, y = ams.get_x(e) + ams.get_vx(e) * dt, ams.get_y(e) + ams.get_vy(e) * dt
  ams.set_x(e, x)
  ams.set_y(e, y)
  if x < 0 or x > 960 then ams.set_vx(e, -ams.get_vx(e)) else ams.set_vx(e, ams.get_vx(e)) end
  if y < 0 or y > 540 then ams.set_vy(e, -ams.get_vy(e)) else ams.set_vy(e, ams.get_vy(e)) end`;

const start = (i: number) => ({ x: (i * 37) % 960, y: (i * 53) % 540 });

/** A tick of the whole host: hot fields in, one behaviour per entity, hot fields out. */
function hosted(body: string): () => void {
  const { world, host } = play();
  const error = host.load(
    'behavior/move.lua',
    `local b = {}\nfunction b.on_update(e, dt)${body}\nend\nreturn b`,
  );
  if (error) throw new Error(error.message);
  for (let i = 0; i < ENTITIES; i++) {
    const entity = world.add(`e${i}`, start(i));
    world.hot.set([40 + (i % 50), 30 + (i % 40)], entity.slot * 6 + 2);
    host.attach(entity, 'Script:move', 'behavior/move.lua', {});
  }
  return () => {
    const failure = host.runTimers() ?? host.runUpdates(1 / 60);
    if (failure) throw new Error(failure.message);
  };
}

function machine(setup: string): ReturnType<typeof lauxlib.luaL_newstate> {
  const L = lauxlib.luaL_newstate();
  if (lauxlib.luaL_dostring(L, to_luastring(setup))) throw new Error('the baseline does not run');
  return L;
}

const makeEntities = `entities = {}
for i = 0, ${ENTITIES - 1} do
  entities[i + 1] = { x = (i * 37) % 960 + 0.0, y = (i * 53) % 540 + 0.0, vx = 40.0 + i % 50, vy = 30.0 + i % 40 }
end
`;

/** One loop in Lua over plain tables: what the machine itself costs. */
function plainTables(): () => void {
  const L = machine(`${makeEntities}local function update(e, dt)${fields}\nend
    local entities = entities
    function tick(dt) for i = 1, #entities do update(entities[i], dt) end end`);
  const name = to_luastring('tick');
  return () => {
    lua.lua_getglobal(L, name);
    lua.lua_pushnumber(L, 1 / 60);
    lua.lua_call(L, 1, 0);
  };
}

/** One compiled string per entity, as the simplest host does it. */
function doStrings(): () => void {
  const L = machine(makeEntities);
  const sources = Array.from({ length: ENTITIES }, (_, i) =>
    to_luastring(`local e, dt = entities[${i + 1}], ${1 / 60}${fields}`),
  );
  return () => {
    for (const source of sources) lauxlib.luaL_dostring(L, source);
  };
}

/** CPU time of this process in microseconds: unlike the clock, it leaves out what other processes do. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/**
 * What each takes, the lower quartile of samples taken in turns so that all meet the same machine.
 * Microseconds per entity.
 */
function compare(runs: readonly (() => void)[]): number[] {
  const samples = runs.map((): number[] => []);
  for (let i = 0; i < SAMPLES + 12; i++)
    runs.forEach((run, at) => {
      if (run === runs.at(-1) && i % STRING_EVERY) return;
      const from = cpuTime();
      run();
      if (i >= 12) samples[at]!.push(cpuTime() - from);
    });
  return samples.map((times) => times.sort((a, b) => a - b)[times.length >> 2]! / ENTITIES);
}

export default async function bench(): Promise<BenchRow[]> {
  const [plain, byField, byCall, strings] = compare([
    plainTables(),
    hosted(fields),
    hosted(calls),
    doStrings(),
  ]) as [number, number, number, number];
  const unit = 'µs/entity';
  return [
    { name: 'script-tick', value: byField, unit, ratio: byField / plain, baseline: 'fengari plain tables' },
    { name: 'script-tick-ams', value: byCall, unit, ratio: byCall / plain, baseline: 'fengari plain tables' },
    {
      name: 'script-tick-dostring',
      value: byField,
      unit,
      ratio: byField / strings,
      baseline: 'one doString per entity',
    },
    {
      name: 'script-tick-ams-dostring',
      value: byCall,
      unit,
      ratio: byCall / strings,
      baseline: 'one doString per entity',
    },
  ];
}
