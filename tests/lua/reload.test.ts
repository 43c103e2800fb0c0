/** Saving a standard behaviour in mid-play changes nothing of what the game has become. */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mover, solid, sourceOf, Stage, type Actor } from './stage.ts';

const names = readdirSync(new URL('../../lua/', import.meta.url))
  .filter((file) => file.endsWith('.lua'))
  .map((file) => file.slice(0, -4));

/** What some behaviours need to have something to do. */
const settings: Readonly<Record<string, Readonly<Record<string, number | string | boolean>>>> = {
  animate: { walk_first: 2, walk_count: 4 },
  fade_out: { delay: 0.2, duration: 3 },
  follow_parent: { parent: 'hero', lag: 0.5 },
  goal: { winner: 'enemy' },
  hazard: { victim: 'enemy', damage: 1 },
  paddle: { to: 4000 },
  pickup: { collector: 'enemy' },
  rope_link: { target: 'hook', length: 60 },
  shooter: { cooldown: 0.1, prefab: 'Bullet' },
  spawner: { interval: 0.2, spread_x: 100, prefab: 'Bullet' },
};

/** A scene in which a behaviour meets ground, walls, a hero, enemies and way points. */
function stageOf(name: string): Stage {
  const subject: Actor = {
    at: [200, 120],
    tags: ['subject'],
    components: { ...mover, Body: { damping: 0, fixedRotation: true }, Sprite: {} },
    behaviours: { [name]: settings[name] ?? {} },
  };
  return new Stage(
    {
      ground: { at: [200, 220], size: [2000, 40], components: solid },
      wall: { at: [330, 100], size: [20, 200], components: solid },
      hook: { at: [240, 60], components: solid, size: [8, 8] },
      hero: { at: [100, 180], size: [16, 16], tags: ['hero'], behaviours: { oscillate: { dx: 40 } } },
      enemy: { at: [215, 60], size: [16, 16], tags: ['enemy', 'ball'], components: mover },
      near: { at: [260, 150], tags: ['way'] },
      far: { at: [60, 150], tags: ['way'] },
      subject,
    },
    { Bullet: { size: [8, 8], components: mover } },
  );
}

/** Two seconds of keys and the pointer going about, with something in the middle. */
function run(name: string, midway: (stage: Stage) => void): string[] {
  const stage = stageOf(name);
  const hashes: string[] = [];
  for (let tick = 0; tick < 120; tick++) {
    if (tick === 61) midway(stage);
    const keys = [tick % 50 < 40 ? 'ArrowRight' : 'ArrowLeft', tick % 30 < 12 ? 'Space' : 'KeyX'];
    stage.play(1, { keys, ...(tick % 70 > 20 ? { pointer: [200 + tick, 130] } : {}) });
    hashes.push(stage.simulation.hash());
  }
  return hashes;
}

describe('a standard behaviour that is saved in mid-play', () => {
  it.each(names)('%s goes on as if nothing had happened', (name) => {
    const untouched = run(name, () => {});
    const reloaded = run(name, ({ simulation }) => {
      const source = `-- saved again\n${sourceOf(name)}`;
      expect(simulation.apply([{ kind: 'script', path: `behavior/${name}.lua`, source }])).toBeNull();
      expect(simulation.takeStartError()).toBeNull();
    });
    expect(reloaded).toEqual(untouched);
  });
});
