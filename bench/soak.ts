/**
 * Ten minutes of a game that spawns and destroys 1,000 entities with bodies and scripts in each second: memory after them against memory
 * after the first minute. Nothing may be left of what is gone.
 */
import v8 from 'node:v8';
import vm from 'node:vm';
import { Simulation } from '../src/lib/runtime/simulation.ts';
import { blankEntity, blankLayer, blankProject, blankScene } from '../src/lib/schema/blank.ts';
import type { ProjectData } from '../src/lib/schema/project.ts';
import type { BenchRow } from './rows.ts';

const MINUTE = 60 * 60;
const MINUTES = 10;

const nest = `local nest = {}
function nest.on_update(e)
  local due = ams.get_time() * 1000 // 1
  local made = ams.get_prop(e, "made") or 0
  for i = made + 1, due do
    ams.spawn("Spark", ams.random_range(0, 900), ams.random_range(0, 500), ams.random_range(-50, 50), 0)
  end
  ams.set_prop(e, "made", math.max(made, due))
end
return nest`;

const spark = `local spark = {}
function spark.on_spawn(e) ams.set_prop(e, "age", 0) end
function spark.on_update(e, dt)
  local age = ams.get_prop(e, "age") + dt
  ams.set_prop(e, "age", age)
  if age > 0.1 then ams.destroy(e) end
end
return spark`;

function project(): ProjectData {
  return {
    ...blankProject('Soak'),
    scripts: { 'behavior/nest.lua': nest, 'behavior/spark.lua': spark },
    prefabs: {
      spark: {
        name: 'Spark',
        order: 'a0',
        root: 'root',
        entities: {
          root: blankEntity({
            components: {
              Transform: { size: [6, 6] },
              Shape: {},
              Body: {},
              Collider: { sensor: true },
              Script: { script: 'behavior/spark.lua' },
            },
          }),
        },
      },
    },
    scenes: {
      s: blankScene({
        layers: { main: blankLayer() },
        entities: {
          nest: blankEntity({ layer: 'main', components: { Script: { script: 'behavior/nest.lua' } } }),
        },
      }),
    },
  };
}

/** Bytes in use after a full collection, typed arrays included. */
function memory(): number {
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc') as () => void;
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

export default async function soak(): Promise<BenchRow[]> {
  const simulation = new Simulation({ project: project(), scene: 's' });
  let buffer: ArrayBuffer | undefined;
  const minute = () => {
    for (let tick = 0; tick < MINUTE; tick++) {
      const error = simulation.tick();
      if (error) throw new Error(`${error.script}:${error.line}: ${error.message}`);
      buffer = simulation.frame(buffer).draws;
    }
  };
  minute();
  const [alive, before] = [simulation.world.entities().length, memory()];
  if (alive < 50) throw new Error(`only ${alive} entities are there`);
  for (let at = 1; at < MINUTES; at++) minute();
  const after = memory();
  const ratio = after / before;
  return [
    { name: 'soak', value: after / 2 ** 20, unit: 'MiB', ratio, baseline: 'memory after the first minute' },
  ];
}
