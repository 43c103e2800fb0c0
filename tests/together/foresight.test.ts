import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Dice } from '../random/dice.ts';
import { entity, project } from '../engine/scene.ts';
import { Stage } from './stage.ts';

/** A hero who runs and jumps; all that it remembers is in its values. */
const hero = `local hero = { predict = true }
function hero.on_spawn(e) ams.set_prop(e, "left", 0) end
function hero.on_update(e, dt)
  local wanted = 0
  if ams.is_key_down("ArrowLeft") then wanted = wanted - 200 end
  if ams.is_key_down("ArrowRight") then wanted = wanted + 200 end
  e.vx = e.vx + ams.clamp(wanted - e.vx, -2400 * dt, 2400 * dt)
  if wanted ~= 0 then ams.set_flip_x(e, wanted < 0) end
  if ams.is_grounded(e) then ams.set_prop(e, "left", 2) end
  if ams.was_key_pressed("Space") and ams.get_prop(e, "left") > 0 then
    e.vy = -480
    ams.set_prop(e, "left", ams.get_prop(e, "left") - 1)
  end
end
return hero`;

const lift = `local lift = {}
function lift.on_spawn(e) ams.set_prop(e, "from", e.x) end
function lift.on_update(e)
  if e.x > ams.get_prop(e, "from") + 100 then e.vx = -70 end
  if e.x <= ams.get_prop(e, "from") then e.vx = 70 end
end
return lift`;

const level = () => ({
  ...project({
    ground: entity([0, 420], [4000, 40], { Shape: {}, Collider: {} }),
    step: entity([-300, 380], [200, 40], { Shape: {}, Collider: {} }),
    lift: entity([420, 330], [96, 16], {
      Shape: {},
      Body: { type: 'kinematic' },
      Collider: {},
      Script: { script: 'behavior/lift.lua' },
    }),
    hero: entity([100, 380], [28, 40], {
      Sprite: {},
      Shape: {},
      Body: { fixedRotation: true },
      Collider: {},
      Script: { script: 'behavior/hero.lua' },
    }),
  }),
  scripts: { 'behavior/hero.lua': hero, 'behavior/lift.lua': lift },
});

const percentile = (list: readonly number[], part: number): number =>
  [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))]!;

/** Somebody plays for a while; how far what they foresaw was off, and how far the picture of their hero jumped. */
function playsOver(
  lag: { latency: number; jitter: number; loss: number },
  seed: number,
  seconds = 15,
  source = hero,
) {
  const data = level();
  const stage = new Stage({ ...data, scripts: { ...data.scripts, 'behavior/hero.lua': source } });
  const ada = stage.join('Ada', { lag, seed });
  stage.pass(2500);
  const dice = new Dice(seed);
  const errors: number[] = [];
  let worst = 0;
  let last = ada.place('hero')!;
  for (let step = 0; step < seconds * 60; step++) {
    if (step % 15 === 0) {
      const keys = [
        ...(dice.chance(0.4) ? ['ArrowRight'] : dice.chance(0.5) ? ['ArrowLeft'] : []),
        ...(dice.chance(0.3) ? ['Space'] : []),
      ];
      ada.hold({ keys });
    }
    stage.pass(1000 / 60);
    errors.push(ada.client.foreseen.error);
    const now = ada.place('hero')!;
    worst = Math.max(worst, Math.hypot(now[0] - last[0], now[1] - last[1]));
    last = now;
  }
  return { errors, worst, corrections: ada.client.foreseen.corrections };
}

describe('what a player foresees', () => {
  it('moves at once, before the server can know', () => {
    const stage = new Stage(level());
    const ada = stage.join('Ada', { lag: { latency: 100, jitter: 0, loss: 0 } });
    stage.pass(500);
    const ben = stage.join('Ben');
    stage.pass(2500);
    const [x] = ada.place('hero')!;
    ada.hold({ keys: ['ArrowRight'] });
    stage.pass(150);
    expect(ada.place('hero')![0]).toBeGreaterThan(x + 10);
    expect(ben.place('hero')![0]).toBe(x);
    stage.pass(600);
    ada.hold({});
    stage.pass(1000);
    expect(ada.place('hero')![0]).toBeCloseTo(ben.place('hero')![0], 0);
  });

  it('is what happens, over a network as bad as at a holiday home', () => {
    const { errors, worst } = playsOver({ latency: 60, jitter: 30, loss: 0.05 }, 7);
    expect(percentile(errors, 0.95)).toBeLessThanOrEqual(4);
    expect(percentile(errors, 0.99)).toBeLessThanOrEqual(16);
    expect(worst).toBeLessThanOrEqual(32);
  });

  it('is what the standard behaviour does', () => {
    const platformer = readFileSync('lua/platformer.lua', 'utf8');
    const { errors } = playsOver({ latency: 60, jitter: 30, loss: 0.02 }, 3, 6, platformer);
    expect(percentile(errors, 0.95)).toBeLessThanOrEqual(4);
  });

  it('is left to the server where no behaviour says otherwise', () => {
    const data = level();
    const stage = new Stage({
      ...data,
      scripts: { ...data.scripts, 'behavior/hero.lua': hero.replace('predict = true', '') },
    });
    const ada = stage.join('Ada', { lag: { latency: 100, jitter: 0, loss: 0 } });
    stage.pass(2500);
    const [x] = ada.place('hero')!;
    ada.hold({ keys: ['ArrowRight'] });
    stage.pass(150);
    expect(ada.place('hero')![0]).toBe(x);
  });
});
