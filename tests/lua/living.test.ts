/** Behaviours of what lives and dies: projectile, shooter, health, spawner, destroy_offscreen, animate, fade_out. */
import { describe, expect, it } from 'vitest';
import { mover, solid, Stage } from './stage.ts';

const second = 60;
const sprite = { Sprite: { frameSize: [8, 8] as const } };
const bullet = {
  size: [8, 8],
  components: { Body: { gravityScale: 0, damping: 0 }, Collider: { sensor: true } },
  behaviours: { projectile: { damage: 2 } },
} as const;

const healthOf = (stage: Stage, id: string) => stage.world.find(id)?.health;

describe('projectile and health', () => {
  it('flies straight, hurts its victim and is gone', () => {
    const stage = new Stage(
      {
        foe: {
          at: [200, 0],
          tags: ['enemy'],
          components: mover,
          behaviours: { health: { health: 3, most: 3 } },
        },
        friend: { at: [100, 0], components: { ...mover, Collider: { sensor: true } } },
      },
      { Bullet: bullet },
    );
    stage.world.spawn('Bullet', { x: 0, y: 0, vx: 600, vy: 0 });
    stage.play(10);
    expect(stage.all('Bullet')).toHaveLength(1);
    stage.play(20);
    expect(stage.all('Bullet')).toHaveLength(0);
    expect(healthOf(stage, 'foe')).toBe(1);
  });

  it('ends at walls and after its lifetime', () => {
    const stage = new Stage(
      { wall: { at: [200, 0], size: [32, 200], components: solid } },
      { Bullet: { ...bullet, components: mover } },
    );
    stage.world.spawn('Bullet', { x: 0, y: 0, vx: 600, vy: 0 });
    stage.world.spawn('Bullet', { x: 0, y: 0, vx: -10, vy: 0 });
    stage.play(second);
    expect(stage.all('Bullet')).toHaveLength(1);
    stage.play(3 * second);
    expect(stage.all('Bullet')).toHaveLength(0);
  });

  it('leaves a moment of safety after a hit, heals, and dies with points and remains', () => {
    const stage = new Stage(
      {
        foe: {
          components: sprite,
          behaviours: { health: { health: 3, most: 3, safe_time: 0.5, points: 50, leaves: 'Smoke' } },
        },
        healer: { behaviours: { healer: {} } },
      },
      { Smoke: {} },
      {
        healer: `local healer = {}
healer.properties = { unused = 1 }
local plan = { [10] = 1, [12] = 1, [60] = 1, [80] = -5, [120] = 9 }
function healer.on_update(e)
  local tick = math.floor(ams.get_time() * 60 + 0.5)
  local hurt = plan[tick]
  if hurt then ams.emit(ams.find("foe"), hurt > 0 and "damage" or "heal", math.abs(hurt)) end
end
return healer`,
      },
    );
    stage.play(20);
    expect(healthOf(stage, 'foe')).toBe(2);
    stage.play(50);
    expect(healthOf(stage, 'foe')).toBe(1);
    stage.play(30);
    expect(healthOf(stage, 'foe')).toBe(3);
    stage.play(40);
    expect(stage.has('foe')).toBe(false);
    expect(stage.world.score).toBe(50);
    expect(stage.all('Smoke')).toHaveLength(1);
  });
});

describe('shooter', () => {
  it('shoots while its key is held, not faster than it reloads, and where it looks', () => {
    const stage = new Stage(
      { hero: { components: sprite, behaviours: { shooter: { speed: 300, cooldown: 0.5 } } } },
      { Bullet: bullet },
    );
    stage.play(second - 1, { keys: ['KeyX'] });
    expect(stage.all('Bullet')).toHaveLength(2);
    expect(stage.all('Bullet').every(({ vx, vy }) => Math.abs(vx - 300) < 0.01 && vy === 0)).toBe(true);
  });

  it('aims at the pointer, and at the nearest target in range', () => {
    const pointed = new Stage(
      { hero: { behaviours: { shooter: { trigger: 'click', aim: 'pointer', speed: 100 } } } },
      { Bullet: bullet },
    ).play(3, { pointer: [0, 200] });
    expect(pointed.all('Bullet')[0]!.vy).toBeCloseTo(100);
    const turret = (range: number) =>
      new Stage(
        {
          turret: { behaviours: { shooter: { trigger: 'always', aim: 'target', speed: 100, range } } },
          hero: { at: [-300, 0], tags: ['hero'] },
        },
        { Bullet: bullet },
      ).play(3);
    expect(turret(400).all('Bullet')[0]!.vx).toBeCloseTo(-100);
    expect(turret(200).all('Bullet')).toHaveLength(0);
  });
});

describe('spawner', () => {
  it('makes one after the other at its interval, within its spread', () => {
    const stage = new Stage(
      {
        nest: {
          at: [50, 50],
          behaviours: { spawner: { prefab: 'Bug', interval: 0.5, spread_x: 20, at_once: 100 } },
        },
      },
      { Bug: {} },
    );
    stage.play(2 * second - 5);
    expect(stage.all('Bug')).toHaveLength(4);
    expect(stage.all('Bug').every(({ x, y }) => Math.abs(x - 50) <= 20 && y === 50)).toBe(true);
  });

  it('stops at how many may be there, and at its total', () => {
    const nest = (properties: Record<string, number>) =>
      new Stage(
        { nest: { behaviours: { spawner: { prefab: 'Bug', interval: 0.1, ...properties } } } },
        { Bug: {} },
      ).play(2 * second);
    expect(nest({ at_once: 3 }).all('Bug')).toHaveLength(3);
    expect(nest({ at_once: 50, total: 7 }).all('Bug')).toHaveLength(7);
    expect(nest({ delay: 5 }).all('Bug')).toHaveLength(0);
  });
});

describe('destroy_offscreen', () => {
  it('goes when it has left the picture, and waits until it has been in it', () => {
    const { screen } = new Stage({}).world;
    const away = { behaviours: { destroy_offscreen: { margin: 50 } } };
    const stage = new Stage({
      leaves: {
        at: [screen.width - 20, 100],
        components: { Body: { velocity: [600, 0], gravityScale: 0, damping: 0 } },
        ...away,
      },
      comes: {
        at: [-300, 100],
        components: { Body: { velocity: [600, 0], gravityScale: 0, damping: 0 } },
        ...away,
      },
      stays: { at: [100, 100], ...away },
      impatient: { at: [-300, 300], behaviours: { destroy_offscreen: { must_enter: false } } },
    });
    stage.play(5);
    expect(stage.has('leaves')).toBe(true);
    stage.play(25);
    expect([stage.has('leaves'), stage.has('comes'), stage.has('stays'), stage.has('impatient')]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe('animate', () => {
  it('stands, walks and is in the air with frames of its own, and looks where it goes', () => {
    const stage = new Stage({
      ground: { at: [0, 100], size: [2000, 40], components: solid },
      hero: {
        at: [0, 63],
        components: { ...sprite, Body: { fixedRotation: true, damping: 0 }, Collider: { friction: 0 } },
        behaviours: {
          animate: {
            stand_first: 0,
            stand_count: 2,
            walk_first: 2,
            walk_count: 4,
            air_first: 6,
            air_count: 1,
          },
        },
      },
    });
    const frames = () => {
      const { Sprite } = stage.world.find('hero')!.components;
      return [Sprite!.frame, Sprite!.frames, Sprite!.flipX];
    };
    stage.play(10);
    expect(frames()).toEqual([0, 2, false]);
    const push = (vx: number, vy: number) => {
      const { slot } = stage.world.find('hero')!;
      stage.world.hot.set([vx, vy], slot * 6 + 2);
    };
    push(-100, 0);
    stage.play(2);
    expect(frames()).toEqual([2, 4, true]);
    push(0, -400);
    stage.play(6);
    expect(frames()[0]).toBe(6);
  });
});

describe('fade_out', () => {
  it('stays for a while, fades and is gone or hidden', () => {
    const stage = new Stage({
      smoke: { components: sprite, behaviours: { fade_out: { delay: 0.5, duration: 1 } } },
      note: { components: sprite, behaviours: { fade_out: { duration: 0.5, destroys: false } } },
    });
    const alpha = () => stage.world.find('smoke')!.components.Sprite!.alpha;
    stage.play(25);
    expect(alpha()).toBe(1);
    stage.play(35);
    expect(alpha()).toBeCloseTo(0.5, 1);
    stage.play(45);
    expect(stage.has('smoke')).toBe(false);
    expect(stage.has('note')).toBe(true);
  });
});
