/** Behaviours that move: bounce, gravity, top_down, chase, follow_path, follow_parent, paddle. */
import { describe, expect, it } from 'vitest';
import { mover, solid, Stage } from './stage.ts';

const second = 60;
const speedOf = ({ vx, vy }: { vx: number; vy: number }) => Math.hypot(vx, vy);

describe('bounce', () => {
  const room = {
    left: { at: [-20, 200], size: [40, 600], components: solid },
    right: { at: [420, 200], size: [40, 600], components: solid },
    top: { at: [200, -20], size: [600, 40], components: solid },
    bottom: { at: [200, 420], size: [600, 40], components: solid },
  } as const;
  const ball = { ...mover, Collider: { shape: 'circle', friction: 0 } };

  it('flies between walls for a minute, always as fast, and never out of them', () => {
    const stage = new Stage({
      ...room,
      ball: {
        at: [200, 200],
        size: [20, 20],
        components: ball,
        behaviours: { bounce: { speed: 300, angle: 37 } },
      },
    });
    let turns = 0;
    let before = stage.at('ball').vx;
    for (let tick = 0; tick < 60 * second; tick++) {
      stage.play(1);
      const now = stage.at('ball');
      if (now.vx * before < 0) turns++;
      before = now.vx;
      expect(speedOf(now)).toBeCloseTo(300, 0);
      expect(now.x > 0 && now.x < 400 && now.y > 0 && now.y < 400).toBe(true);
    }
    expect(turns).toBeGreaterThan(20);
  });

  it('gets faster with each hit, up to its top speed', () => {
    const stage = new Stage({
      ...room,
      ball: {
        at: [200, 200],
        size: [20, 20],
        components: ball,
        behaviours: { bounce: { speed: 200, angle: 0, faster: 20, top_speed: 320 } },
      },
    });
    stage.play(1.5 * second);
    expect(speedOf(stage.at('ball'))).toBeCloseTo(240, 0);
    stage.play(20 * second);
    expect(speedOf(stage.at('ball'))).toBeCloseTo(320, 0);
  });
});

describe('gravity', () => {
  it('falls in its direction, faster and faster, up to its top speed', () => {
    const stage = new Stage({
      stone: { behaviours: { gravity: { strength: 600, top_speed: 300 } } },
      bubble: { behaviours: { gravity: { strength: 60, direction: 270 } } },
    });
    stage.play(15);
    expect(stage.at('stone').vy).toBeCloseTo(150, 1);
    expect(stage.at('bubble').vy).toBeLessThan(0);
    stage.play(60);
    expect(stage.at('stone').vy).toBeCloseTo(300, 1);
    expect(stage.at('stone').y).toBeGreaterThan(150);
    expect(stage.at('stone').x).toBeCloseTo(0);
  });
});

describe('top_down', () => {
  const hero = {
    at: [0, 0],
    components: mover,
    behaviours: { top_down: { speed: 200, turns: true } },
  } as const;

  it('walks eight ways, as fast aslant as straight on, and stops', () => {
    const stage = new Stage({ hero });
    stage.play(30, { keys: ['ArrowRight'] });
    expect(stage.at('hero').vx).toBeCloseTo(200);
    expect(stage.at('hero')).toMatchObject({ vy: 0, rotation: 0 });
    stage.play(30, { keys: ['KeyA', 'KeyS'] });
    expect(speedOf(stage.at('hero'))).toBeCloseTo(200, 3);
    expect(stage.at('hero').rotation).toBeCloseTo(135);
    stage.play(30);
    expect(speedOf(stage.at('hero'))).toBe(0);
  });

  it('is stopped by a wall', () => {
    const stage = new Stage({ hero, wall: { at: [100, 0], size: [32, 200], components: solid } });
    stage.play(2 * second, { keys: ['ArrowRight'] });
    expect(stage.at('hero').x).toBeLessThan(70);
  });
});

describe('chase', () => {
  const hunter = (properties: Record<string, number | boolean>) => ({
    at: [0, 0] as const,
    components: mover,
    behaviours: { chase: { flies: true, speed: 100, sight: 300, ...properties } },
  });

  it('comes to the nearest target within sight and stops before it', () => {
    const stage = new Stage({
      hunter: hunter({ distance: 50 }),
      near: { at: [0, 200], tags: ['hero'] },
      far: { at: [250, 0], tags: ['hero'] },
    });
    stage.play(4 * second);
    const { x, y, vx, vy } = stage.at('hunter');
    expect(x).toBeCloseTo(0, 0);
    expect(y).toBeCloseTo(150, 0);
    expect(Math.hypot(vx, vy)).toBeLessThan(1);
  });

  it('stays where it is when the target is too far, behind a wall, or gone', () => {
    const target = { at: [250, 0], tags: ['hero'] } as const;
    const wall = { at: [100, 0], size: [20, 200], components: solid } as const;
    expect(new Stage({ hunter: hunter({ sight: 200 }), target }).play(60).at('hunter').x).toBe(0);
    expect(new Stage({ hunter: hunter({}), target, wall }).play(60).at('hunter').x).toBe(0);
    expect(new Stage({ hunter: hunter({}) }).play(60).at('hunter').x).toBe(0);
    expect(
      new Stage({ hunter: hunter({ through_walls: true }), target, wall }).play(60).at('hunter').x,
    ).toBeGreaterThan(40);
  });
});

describe('follow_path', () => {
  const way = {
    a: { at: [100, 0], tags: ['way'] },
    b: { at: [100, 100], tags: ['way'] },
    c: { at: [0, 100], tags: ['way'] },
  } as const;
  const visits = (mode: string, seconds: number) => {
    const stage = new Stage({ lift: { behaviours: { follow_path: { speed: 200, mode } } }, ...way });
    const seen: string[] = [];
    for (let tick = 0; tick < seconds * second; tick++) {
      stage.play(1);
      const { x, y } = stage.at('lift');
      const at = Object.entries(way).find(([, point]) => Math.hypot(point.at[0] - x, point.at[1] - y) < 0.01);
      if (at && seen.at(-1) !== at[0]) seen.push(at[0]);
    }
    return seen.join('');
  };

  it('visits its points exactly and in order: round and round, to and fro, or once', () => {
    expect(visits('loop', 4)).toMatch(/^abcabc/);
    expect(visits('to and fro', 4)).toMatch(/^abcbabc/);
    expect(visits('once', 4)).toBe('abc');
  });

  it('waits at its points, and stays where it is without any', () => {
    const stage = new Stage({ lift: { behaviours: { follow_path: { speed: 600, wait: 1 } } }, ...way });
    stage.play(30);
    expect(stage.at('lift')).toMatchObject({ x: 100, y: 0, vx: 0 });
    stage.play(second);
    expect(stage.at('lift').y).toBe(100);
    expect(new Stage({ lift: { behaviours: { follow_path: {} } } }).play(10).at('lift').x).toBe(0);
  });
});

describe('follow_path along a Path', () => {
  // A straight piece of 100 px, then a quarter of a circle of radius 100, drawn in the box from 100, 100 to 300, 200.
  const k = 0.55228475;
  const points = [
    [0, 0],
    [0.5, 0, 0, 0, k / 2, 0],
    [1, 1, 0, -k, 0, 0],
  ] as const;
  const lift = (settings: Record<string, string | number | boolean>, closed = false) =>
    new Stage({
      lift: { at: [100, 90], behaviours: { follow_path: { path: 'route', speed: 120, ...settings } } },
      route: { at: [200, 150], size: [200, 100], components: { Path: { points, closed } } },
    });
  const round = 100 + (Math.PI / 2) * 100;

  it('goes to its start, along the line, and along the curve as fast as told', () => {
    const stage = lift({ mode: 'once' });
    stage.play(5);
    expect(stage.at('lift')).toMatchObject({ x: 100, y: expect.closeTo(100, 6) });
    for (let tick = 0; tick < 120; tick++) {
      const before = stage.at('lift');
      stage.play(1);
      const { x, y } = stage.at('lift');
      expect(Math.hypot(x - before.x, y - before.y)).toBeCloseTo(2, 2);
      if (x > 201) expect(Math.hypot(x - 200, y - 200)).toBeCloseTo(100, 0);
    }
    stage.play(60);
    expect(stage.at('lift')).toMatchObject({ x: 300, y: 200, vx: 0, vy: 0 });
  });

  it('goes round and round, to and fro, and waits at points', () => {
    const back = lift({ mode: 'to and fro' });
    back.play(5 + Math.ceil((round * 2) / 2) + 10);
    expect(back.at('lift').y).toBeCloseTo(100, 0);
    expect(back.at('lift').x).toBeGreaterThan(110);
    const loop = lift({ mode: 'loop' }, true);
    loop.play(5 + Math.ceil((round + Math.hypot(200, 100)) / 2) + 5);
    expect(loop.at('lift').y).toBeCloseTo(100, 0);
    const open = lift({ mode: 'loop' });
    open.play(5 + Math.ceil(round / 2) + 3);
    expect(open.at('lift').vx).toBeLessThan(0);
    const waits = lift({ wait: 1 });
    waits.play(5 + 60 + 50 + 20);
    expect(waits.at('lift')).toMatchObject({ x: 200, y: 100, vx: 0 });
  });

  it('looks where it goes, follows a path that moves, and stays without one', () => {
    const stage = lift({ mode: 'once', turn: true });
    stage.play(200);
    expect(stage.at('lift').rotation).toBeCloseTo(90, 6);
    const lost = new Stage({ lift: { behaviours: { follow_path: { path: 'none' } } } });
    expect(lost.play(10).at('lift')).toMatchObject({ x: 0, y: 0 });
    const moving = new Stage({
      lift: { at: [100, 100], behaviours: { follow_path: { path: 'route', speed: 60 } } },
      route: {
        at: [200, 150],
        size: [200, 100],
        components: { ...mover, Body: { type: 'kinematic', velocity: [0, 30] }, Path: { points } },
      },
    });
    moving.play(60);
    // Where the path was at the start of the tick: half a pixel behind.
    expect(moving.at('lift').y - moving.at('route').y).toBeCloseTo(-50.5, 6);
  });
});

describe('follow_parent', () => {
  it('sticks to a place beside the one it is named, or trails behind it, and goes when it goes', () => {
    const stage = new Stage({
      hero: { at: [0, 0], behaviours: { gravity: { strength: 0 } } },
      hat: { at: [500, 0], behaviours: { follow_parent: { parent: 'hero', dx: 10, dy: -40 } } },
      pet: { at: [0, 0], behaviours: { follow_parent: { parent: 'hero', dx: -50, dy: 0, lag: 0.2 } } },
    });
    stage.play(2);
    expect(stage.at('hat')).toMatchObject({ x: 10, y: -40 });
    expect(stage.at('pet').x).toBeGreaterThan(-15);
    stage.play(second);
    expect(stage.at('pet').x).toBeCloseTo(-50, 0);
    stage.world.destroy(stage.world.find('hero')!);
    stage.play(3);
    expect(stage.has('hat')).toBe(false);
    expect(stage.has('pet')).toBe(false);
  });
});

describe('paddle', () => {
  const bat = {
    at: [200, 380],
    size: [80, 16],
    components: { Body: { type: 'kinematic' }, Collider: {} },
    behaviours: { paddle: { to: 400 } },
  } as const;

  it('slides by keys as far as its way goes, and after the pointer not faster than it can', () => {
    const stage = new Stage({ bat });
    stage.play(10, { keys: ['ArrowRight'] });
    expect(stage.at('bat').x).toBeCloseTo(280, 3);
    stage.play(2 * second, { keys: ['ArrowRight'] });
    expect(stage.at('bat').x).toBeCloseTo(360, 3);
    const mouse = new Stage({ bat: { ...bat, behaviours: { paddle: { control: 'pointer', to: 400 } } } });
    mouse.play(5, { pointer: [60, 0] });
    expect(mouse.at('bat').x).toBeCloseTo(160, 3);
    mouse.play(second, { pointer: [60, 0] });
    expect(mouse.at('bat').x).toBeCloseTo(60, 3);
  });

  it('sends a ball back: straight from its middle, aslant from its edge, as fast as it came', () => {
    for (const [x, aslant] of [
      [200, 0],
      [230, 200],
    ] as const) {
      const stage = new Stage({
        bat,
        ball: {
          at: [x, 200],
          size: [12, 12],
          tags: ['ball'],
          components: { ...mover, Collider: { shape: 'circle', friction: 0 } },
          behaviours: { bounce: { speed: 300, angle: 90 } },
        },
      });
      stage.play(second);
      const { vx, vy } = stage.at('ball');
      expect(vy).toBeLessThan(-100);
      expect(Math.abs(vx)).toBeGreaterThanOrEqual(aslant * 0.9);
      expect(Math.hypot(vx, vy)).toBeCloseTo(300, 0);
    }
  });
});
