/** One tick of a game with 200 bodies in a pile and 100 scripts, against bare matter-js with the same 200 bodies. */
import Matter from 'matter-js';
import { Simulation } from '../src/lib/runtime/simulation.ts';
import { blankEntity, blankLayer, blankProject, blankScene } from '../src/lib/schema/blank.ts';
import type { EntityData, ProjectData } from '../src/lib/schema/project.ts';
import type { BenchRow } from './rows.ts';

const BODIES = 200;
const SCRIPTS = 100;
const WARM_UP = 120;
const TICKS = 600;
const SIZE = 20;

const script = `local b = {}
function b.on_update(e, dt)
  if e.x < -300 then e.vx = e.vx + 60 * dt elseif e.x > 300 then e.vx = e.vx - 60 * dt end
  if ams.get_time() < 0 then e.vy = e.vy - 1 end
end
return b`;

/** Where the boxes start: twenty in a row, a little apart. */
const places = Array.from({ length: BODIES }, (_, i): [number, number] => [
  ((i % 20) - 9.5) * (SIZE + 4) + (Math.floor(i / 20) % 2) * 6,
  -Math.floor(i / 20) * (SIZE + 4),
]);
const walls: [x: number, y: number, width: number, height: number][] = [
  [0, 100, 800, 60],
  [-400, -200, 60, 600],
  [400, -200, 60, 600],
];

function project(): ProjectData {
  const entity = (
    at: readonly [number, number],
    size: readonly [number, number],
    components: EntityData['components'],
    order: number,
  ) =>
    blankEntity({
      layer: 'main',
      order: `a${String(order).padStart(4, '0')}V`,
      components: { Transform: { position: at, size }, Shape: {}, Collider: {}, ...components },
    });
  const entities = [
    ...walls.map(([x, y, width, height], i) => entity([x, y], [width, height], {}, i)),
    ...places.map((place, i) => {
      const runs: EntityData['components'] = i < SCRIPTS ? { Script: { script: 'behavior/b.lua' } } : {};
      return entity(place, [SIZE, SIZE], { Body: {}, ...runs }, 10 + i);
    }),
  ];
  return {
    ...blankProject('Bench'),
    scripts: { 'behavior/b.lua': script },
    scenes: {
      s: blankScene({
        layers: { main: blankLayer() },
        entities: Object.fromEntries(entities.map((each, i) => [`e${i}`, each])),
      }),
    },
  };
}

/** The library alone, driven as its own examples do. */
function bareWorld(): () => void {
  const engine = Matter.Engine.create();
  engine.gravity.y = 1.2;
  Matter.Composite.add(engine.world, [
    ...walls.map(([x, y, width, height]) => Matter.Bodies.rectangle(x, y, width, height, { isStatic: true })),
    ...places.map(([x, y]) => Matter.Bodies.rectangle(x, y, SIZE, SIZE)),
  ]);
  return () => void Matter.Engine.update(engine, 1000 / 60);
}

/** Times two things in turns, so that a busy machine slows both. Milliseconds of the median run of each. */
function compare(ours: () => void, theirs: () => void): [number, number] {
  for (let i = 0; i < WARM_UP; i++) {
    ours();
    theirs();
  }
  const times: [number[], number[]] = [[], []];
  for (let i = 0; i < TICKS; i++) {
    for (const [at, run] of [ours, theirs].entries()) {
      const before = performance.now();
      run();
      times[at as 0 | 1].push(performance.now() - before);
    }
  }
  const median = (list: number[]) => list.sort((a, b) => a - b)[list.length >> 1]!;
  return [median(times[0]), median(times[1])];
}

export default async function bench(): Promise<BenchRow[]> {
  const simulation = new Simulation({ project: project(), scene: 's' });
  let buffer: ArrayBuffer | undefined;
  const [ours, theirs] = compare(() => {
    const error = simulation.tick();
    if (error) throw new Error(error.message);
    buffer = simulation.frame(buffer).draws;
  }, bareWorld());
  return [
    {
      name: 'tick',
      value: ours,
      unit: 'ms',
      ratio: ours / theirs,
      baseline: 'matter-js with the same 200 bodies, no scripts',
    },
  ];
}
