/** Behaviours that work on one another: hazard and health, projectiles and what they meet, both ends of a rope. */
import { describe, expect, it } from 'vitest';
import { mover, solid, Stage, type Actor } from './stage.ts';

describe('hazard and health', () => {
  /** A hero that falls onto one spike after the other, each a tenth of a second later. */
  const fall = (health: Record<string, number | string> | null) => {
    const spike = (y: number): Actor => ({
      at: [0, y],
      size: [200, 4],
      components: { Collider: { sensor: true } },
      behaviours: { hazard: { damage: 1, message: 'Spikes' } },
    });
    return new Stage({
      hero: {
        at: [0, 0],
        size: [16, 16],
        tags: ['hero'],
        components: { Body: { gravityScale: 0, damping: 0, velocity: [0, 300] }, Collider: {} },
        behaviours: health ? { health } : {},
      },
      a: spike(30),
      b: spike(60),
      c: spike(90),
    });
  };
  const healthOf = (stage: Stage) => stage.world.find('hero')?.health;

  it('counts the safe time', () => {
    expect(healthOf(fall({ health: 3, safe_time: 0.8 }).play(40))).toBe(2);
    expect(healthOf(fall({ health: 5, safe_time: 0 }).play(40))).toBe(2);
  });

  it('leaves it to health what death does', () => {
    const lost = fall({ health: 1, safe_time: 0, on_death: 'lose the game' }).play(40);
    expect(lost.world.state).toBe('lost');
    const gone = fall({ health: 1, safe_time: 0, on_death: 'destroy' }).play(40);
    expect([gone.has('hero'), gone.world.state]).toEqual([false, 'playing']);
    const stays = fall({ health: 1, safe_time: 0, on_death: 'nothing' }).play(40);
    expect([stays.has('hero'), stays.world.state]).toEqual([true, 'playing']);
  });

  it('takes health at once and ends the game for one without that behaviour', () => {
    const stage = fall(null);
    stage.world.find('hero')!.health = 2;
    stage.play(40);
    expect([stage.world.state, stage.world.message, healthOf(stage)]).toEqual(['lost', 'Spikes', 0]);
  });
});

describe('projectile', () => {
  const bullet = (sensor: boolean): Actor => ({
    size: [8, 8],
    components: { Body: { gravityScale: 0, damping: 0 }, Collider: { sensor } },
    behaviours: { projectile: {} },
  });

  it.each([true, false])('ends at walls and flies through sensors, itself a sensor or not (%s)', (sensor) => {
    const stage = new Stage(
      {
        coin: { at: [60, 0], components: { Collider: { sensor: true } } },
        wall: { at: [200, 0], components: solid },
      },
      { Bullet: bullet(sensor) },
    );
    stage.world.spawn('Bullet', { x: 0, y: 0, vx: 300, vy: 0 });
    stage.play(30);
    expect(stage.all('Bullet')[0]?.x).toBeGreaterThan(100);
    stage.play(30);
    expect(stage.all('Bullet')).toHaveLength(0);
  });

  it('leaves the one alone that shot it', () => {
    const stage = new Stage(
      {
        hero: {
          size: [60, 60],
          components: mover,
          behaviours: { shooter: { speed: 300, cooldown: 10, muzzle: 20 } },
        },
      },
      { Bullet: bullet(true) },
    );
    stage.play(30, { keys: ['KeyX'] });
    expect(stage.all('Bullet')[0]?.x).toBeGreaterThan(100);
  });
});

describe('rope_link', () => {
  it('pulls both ends', () => {
    const falls = { Body: { damping: 0 }, Collider: {} };
    const end = (x: number): Actor => ({ at: [x, 0], size: [16, 16], components: mover });
    // A weight falls beside a floating body that it is tied to.
    const stage = new Stage({
      floats: end(0),
      weight: {
        at: [0, 40],
        size: [16, 16],
        components: falls,
        behaviours: { rope_link: { target: 'floats', length: 80 } },
      },
    }).play(60);
    expect(stage.at('floats').vy).toBeGreaterThan(50);
    expect(stage.at('weight').y - stage.at('floats').y).toBeLessThan(84);
  });

  it('follows a target without a body', () => {
    const stage = new Stage({
      balloon: { at: [0, 0], behaviours: { oscillate: { dx: 0, dy: -200, period: 4 } } },
      basket: {
        at: [0, 50],
        size: [16, 16],
        components: { Body: { damping: 1 }, Collider: {} },
        behaviours: { rope_link: { target: 'balloon' } },
      },
    }).play(120);
    expect(stage.at('basket').y).toBeCloseTo(-150, -1);
  });
});
