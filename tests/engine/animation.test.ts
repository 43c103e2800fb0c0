import { expect, it } from 'vitest';
import { DRAW_STRIDE } from '../../src/lib/runtime/protocol.ts';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import type { AssetData } from '../../src/lib/schema/project.ts';
import type { AnimationData } from '../../src/lib/schema/sheet.ts';
import { entity, project } from './scene.ts';

const step = (order: string, frame: number, event?: string) => ({
  ...{ order, frame, duration: 50 },
  ...(event && { event }),
});
const walk: AnimationData = {
  ...{ name: 'walk', order: 'a0', direction: 'forward', repeat: 0 },
  steps: { a: step('a0', 4), b: step('a1', 5, 'foot') },
};
const jump: AnimationData = {
  ...{ name: 'jump', order: 'a1', direction: 'forward', repeat: 1 },
  steps: { a: step('a0', 1), b: step('a1', 2) },
};
const hero: AssetData = {
  ...{ name: 'hero.png', kind: 'image', sha256: '0'.repeat(64), size: 1 },
  meta: { width: 64, height: 64, animations: { w: walk, j: jump } },
};

const script = `
local hero = {}
hero.heard = {}
function hero.on_spawn(e) ams.play_animation(e, "walk") end
function hero.on_animation_event(e, name, animation) ams.add_score(1) end
function hero.on_animation_end(e, animation)
  assert(animation == "jump" and ams.is_animation_over(e))
  ams.add_score(100)
end
function hero.on_update(e)
  if ams.get_score() == 2 and ams.get_animation(e) == "walk" then assert(ams.play_animation(e, "jump")) end
  assert(not ams.play_animation(e, "swim"))
end
return hero`;

const level = (more = {}) =>
  project(
    {
      hero: entity([0, 0], [16, 16], {
        Sprite: { asset: 'h' },
        Script: { script: 'behavior/hero.lua' },
        ...more,
      }),
    },
    { assets: { h: hero }, scripts: { 'behavior/hero.lua': script } },
  );
const start = (data = level()) => new Simulation({ project: data, scene: 'level' });
const frame = (simulation: Simulation) => new Float32Array(simulation.frame().draws, 0, DRAW_STRIDE)[7];
const run = (simulation: Simulation, ticks: number) =>
  Array.from({ length: ticks }, () => {
    expect(simulation.tick()).toBeNull();
    return frame(simulation);
  });

it('plays by name, tells its events and its end to scripts, and goes on where a script says', () => {
  const simulation = start();
  expect(frame(simulation)).toBe(4);
  // A step of 50 ms is three ticks; the second foot comes down at the tenth tick, and the jump begins at the next one.
  expect(run(simulation, 10)).toEqual([4, 4, 4, 5, 5, 5, 4, 4, 4, 5]);
  expect(run(simulation, 8)).toEqual([1, 1, 1, 2, 2, 2, 2, 2]);
  expect(simulation.world.score).toBe(102);
});

it('comes back to any moment, and plays on the same', () => {
  const simulation = start();
  run(simulation, 5);
  const saved = simulation.save();
  const after = run(simulation, 20);
  const hash = simulation.fullHash();
  simulation.restore(saved);
  expect(run(simulation, 20)).toEqual(after);
  expect(simulation.fullHash()).toBe(hash);
});

it('follows the speed of the sprite and edits of the sheet while it plays', () => {
  const simulation = start(
    level({ Script: {}, Sprite: { asset: 'h', animation: 'walk', animationSpeed: 3 } }),
  );
  expect(run(simulation, 4)).toEqual([4, 5, 4, 5]);
  const slow = { ...walk, steps: { a: step('a0', 9) } };
  simulation.apply([{ kind: 'assets', assets: { h: { ...hero, meta: { animations: { w: slow } } } } }]);
  expect(frame(simulation)).toBe(9);
});
