/**
 * What the budgets of the sandbox cost: a tick of 1,000 behaviours of some arithmetic, a table and a text each, with all
 * limits in force, against the same with limits that are infinite, which takes the counting of instructions away.
 */
import { FengariVm } from '../src/lib/script/fengari/fengari-vm.ts';
import { ScriptHost } from '../src/lib/script/script-host.ts';
import type { VmLimits } from '../src/lib/script/vm.ts';
import { FakeWorld } from '../tests/script/fake-world.ts';
import type { BenchRow } from './rows.ts';

const ENTITIES = 1000;
const SAMPLES = 61;

const source = `local b = {}
function b.on_update(e, dt)
  local x, y = e.x + e.vx * dt, e.y + e.vy * dt
  local place = { x, y }
  if place[1] < 0 or place[1] > 960 then e.vx = -e.vx end
  if place[2] < 0 or place[2] > 540 then e.vy = -e.vy end
  for i = 1, 5 do x = x + i % 2 - 0.5 end
  ams.set_x(e, x)
  e.y = y
  b.name = "at " .. i_am
end
i_am = "here"
return b`;

const infinite: VmLimits = {
  call: Infinity,
  tick: Infinity,
  string: Infinity,
  text: Infinity,
  objects: Infinity,
  entities: Infinity,
  stack: Infinity,
  time: Infinity,
};

function hosted(limits: Partial<VmLimits>): () => void {
  const world = new FakeWorld();
  const host = new ScriptHost({ world, vm: (owner) => new FengariVm(owner, limits) });
  const error = host.load('behavior/work.lua', source);
  if (error) throw new Error(error.message);
  for (let i = 0; i < ENTITIES; i++) {
    const entity = world.add(`e${i}`, { x: (i * 37) % 960, y: (i * 53) % 540 });
    host.attach(entity, 'Script:work', 'behavior/work.lua', {});
  }
  return () => {
    const failure = host.runTimers() ?? host.runUpdates(1 / 60);
    if (failure) throw new Error(failure.message);
  };
}

/** CPU time of this process in microseconds. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

export default async function bench(): Promise<BenchRow[]> {
  const runs = [hosted({}), hosted(infinite)];
  const samples = runs.map((): number[] => []);
  for (let i = 0; i < SAMPLES + 12; i++)
    runs.forEach((run, at) => {
      const from = cpuTime();
      run();
      if (i >= 12) samples[at]!.push(cpuTime() - from);
    });
  const [guarded, free] = samples.map((times) => times.sort((a, b) => a - b)[times.length >> 2]! / ENTITIES);
  return [
    {
      name: 'sandbox-overhead',
      value: guarded!,
      unit: 'µs/entity',
      ratio: guarded! / free!,
      baseline: 'without limits',
    },
  ];
}
