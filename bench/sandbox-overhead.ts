/**
 * What the guards of the sandbox cost: a tick of 1,000 behaviours as games have them, run by the script host with all limits in
 * force, against the same script on a bare Fengari that trusts it (see bare-lua.ts).
 */
import { HOT_STRIDE } from '../src/lib/engine/game-world.ts';
import { play } from '../tests/script/fake-world.ts';
import { bareTick } from './bare-lua.ts';
import type { BenchRow } from './rows.ts';

const ENTITIES = 1000;
const SAMPLES = 61;
const WARM_UP = 20;

/** Arithmetic, branches, a loop, tables, texts, the libraries, functions of its own and of the engine. */
const source = `local names = { "idle", "walk", "jump" }
local function mix(a, b, t) return a + (b - a) * t end
local b = {}
function b.on_update(e, dt, props)
  local x, y = e.x + e.vx * dt, e.y + e.vy * dt
  if x < props.left or x > props.right then e.vx = -e.vx end
  if y < 0 or y > 540 then e.vy = -e.vy end
  e.x = mix(e.x, x, 0.9)
  e.y = y
  local near = {}
  for i = 1, 4 do
    local distance = math.abs(x - i * 240)
    if distance < 360 then near[#near + 1] = { i, distance } end
  end
  table.sort(near, function(a, b) return a[2] < b[2] end)
  local total = 0
  for i, item in ipairs(near) do total = total + item[1] * i end
  local label = names[1 + math.floor(x) % 3] .. " " .. #near
  if label:sub(1, 4) == "walk" then e.rotation = math.sin(y / 100) * 10 end
  ams.set_prop(e, "steps", ams.clamp((ams.get_prop(e, "steps") or 0) + 1, 0, 1000))
end
return b`;

const properties = { left: 0, right: 960 };
const startOf = (i: number): number[] => [(i * 37) % 960, (i * 53) % 540, 40 + (i % 50), 30 + (i % 40), 0, 0];

function guarded(): () => void {
  const { world, host } = play();
  const error = host.load('behavior/work.lua', source);
  if (error) throw new Error(error.message);
  for (let i = 0; i < ENTITIES; i++) {
    const entity = world.add(`e${i}`);
    world.hot.set(startOf(i), entity.slot * HOT_STRIDE);
    host.attach(entity, 'Script:work', 'behavior/work.lua', properties);
  }
  return () => {
    const failure = host.runTimers() ?? host.runUpdates(1 / 60);
    if (failure) throw new Error(failure.message);
  };
}

function trusting(): () => void {
  const rows = new Float64Array(ENTITIES * HOT_STRIDE);
  for (let i = 0; i < ENTITIES; i++) rows.set(startOf(i), i * HOT_STRIDE);
  return bareTick(source, rows, properties);
}

/** CPU time of this process in microseconds. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

export default async function bench(): Promise<BenchRow[]> {
  const runs = [guarded(), trusting()];
  const samples = runs.map((): number[] => []);
  for (let i = 0; i < SAMPLES + WARM_UP; i++)
    runs.forEach((run, at) => {
      const from = cpuTime();
      run();
      if (i >= WARM_UP) samples[at]!.push(cpuTime() - from);
    });
  const [ours, bare] = samples.map((times) => times.sort((a, b) => a - b)[times.length >> 2]! / ENTITIES);
  return [
    {
      name: 'sandbox-overhead',
      value: ours!,
      unit: 'µs/entity',
      ratio: ours! / bare!,
      baseline: 'bare fengari without guards',
    },
  ];
}
