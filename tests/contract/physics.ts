/** What every implementation of the physics port must do. Run it from a test file of that implementation. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BodySpec, BodyState, ColliderSpec, PhysicsWorld } from '../../src/lib/engine/physics.ts';

export const DT = 1 / 60;

export const box = (width: number, height: number, more: Partial<ColliderSpec> = {}): ColliderSpec => ({
  shape: { kind: 'box', width, height },
  offset: [0, 0],
  sensor: false,
  oneWay: false,
  friction: 0.3,
  restitution: 0,
  density: 1,
  layer: 1,
  meets: 0xffffffff,
  ...more,
});

export const bodySpec = (id: number, more: Partial<BodySpec> = {}): BodySpec => ({
  id,
  type: 'dynamic',
  x: 0,
  y: 0,
  rotation: 0,
  vx: 0,
  vy: 0,
  angularVelocity: 0,
  fixedRotation: false,
  gravityScale: 1,
  damping: 0.01,
  angularDamping: 0.01,
  mass: 0,
  sleeps: true,
  colliders: [box(32, 32)],
  ...more,
});

/** A hero as platformers have them: 28 x 40, never turning. */
export const heroSpec = (id: number, more: Partial<BodySpec> = {}): BodySpec =>
  bodySpec(id, { fixedRotation: true, colliders: [box(28, 40)], ...more });

/** A static box by its edges. */
export const block = (id: number, x0: number, y0: number, x1: number, y1: number): BodySpec =>
  bodySpec(id, { type: 'static', x: (x0 + x1) / 2, y: (y0 + y1) / 2, colliders: [box(x1 - x0, y1 - y0)] });

export function stateOf(world: PhysicsWorld, id: number): BodyState {
  const state: BodyState = { x: 0, y: 0, rotation: 0, vx: 0, vy: 0, angularVelocity: 0 };
  expect(world.read(id, state)).toBe(true);
  return state;
}

export function physicsContract(name: string, create: () => PhysicsWorld): void {
  const make = (gravityY = 1200): PhysicsWorld => {
    const world = create();
    world.gravity = [0, gravityY];
    return world;
  };
  const run = (world: PhysicsWorld, steps: number, each: (step: number) => void = () => {}) => {
    for (let i = 0; i < steps; i++) {
      each(i);
      world.step(DT);
    }
  };

  describe(`${name}: bodies`, () => {
    it('are read as they were written, about the centre of their box', () => {
      const world = make(0);
      world.add(bodySpec(1, { x: 10, y: 20, vx: 30, vy: -40, rotation: 0, angularVelocity: 90 }));
      world.add(bodySpec(2, { x: 5, y: 6, colliders: [box(10, 10, { offset: [7, 3] })], rotation: 90 }));
      expect(stateOf(world, 1)).toMatchObject({ x: 10, y: 20 });
      expect(stateOf(world, 1).vx).toBeCloseTo(30, 9);
      expect(stateOf(world, 1).angularVelocity).toBeCloseTo(90, 9);
      expect(stateOf(world, 2).x).toBeCloseTo(5, 9);
      expect(stateOf(world, 2).y).toBeCloseTo(6, 9);
      expect(stateOf(world, 2).rotation).toBeCloseTo(90, 9);
      world.write(1, { x: 100, rotation: 30 });
      expect(stateOf(world, 1)).toMatchObject({ x: 100, y: 20 });
      expect(stateOf(world, 1).vy).toBeCloseTo(-40, 9);
      expect(world.read(99, stateOf(world, 1))).toBe(false);
      expect(world.has(99)).toBe(false);
      world.write(99, { x: 1 });
      world.remove(99);
    });

    it('refuses an id in use and a collider without area', () => {
      const world = make();
      world.add(bodySpec(1));
      expect(() => world.add(bodySpec(1))).toThrow(RangeError);
      expect(() => world.add(bodySpec(2, { colliders: [box(0, 10)] }))).toThrow(RangeError);
      expect(() =>
        world.add(
          bodySpec(3, {
            colliders: [
              {
                ...box(1, 1),
                shape: {
                  kind: 'polygon',
                  points: [
                    [0, 0],
                    [1, 1],
                  ],
                },
              },
            ],
          }),
        ),
      ).toThrow(RangeError);
      expect(world.bodyCount).toBe(1);
      world.remove(1);
      expect(world.bodyCount).toBe(0);
      world.add(bodySpec(1));
    });

    it('fall with gravity times their scale and keep still without', () => {
      const world = make(600);
      world.add(bodySpec(1, { damping: 0 }));
      world.add(bodySpec(2, { x: 100, damping: 0, gravityScale: 0 }));
      world.add(bodySpec(3, { x: 200, damping: 0, gravityScale: -0.5 }));
      run(world, 60);
      expect(stateOf(world, 1).vy).toBeCloseTo(600, 6);
      expect(stateOf(world, 1).y).toBeGreaterThan(290);
      expect(stateOf(world, 2)).toMatchObject({ x: 100, y: 0, vy: 0 });
      expect(stateOf(world, 3).vy).toBeCloseTo(-300, 6);
    });

    it('move without a collider and touch nobody', () => {
      const world = make();
      world.add(block(1, -100, 50, 100, 80));
      world.add(bodySpec(2, { colliders: [] }));
      run(world, 60);
      expect(stateOf(world, 2).y).toBeGreaterThan(200);
      expect(world.takeContacts()).toEqual([]);
    });

    it('collide along the outline of a concave polygon', () => {
      const world = make();
      const cup: ColliderSpec = {
        ...box(1, 1),
        shape: {
          kind: 'polygon',
          points: [
            [-60, -40],
            [-50, -40],
            [-50, 30],
            [50, 30],
            [50, -40],
            [60, -40],
            [60, 40],
            [-60, 40],
          ],
        },
      };
      world.add(bodySpec(1, { type: 'static', colliders: [cup] }));
      world.add(bodySpec(2, { y: -20, colliders: [box(20, 20)] }));
      run(world, 120);
      expect(stateOf(world, 1)).toMatchObject({ x: 0, y: 0 });
      expect(stateOf(world, 2).y).toBeCloseTo(20, 0);
    });

    it('never turn when their rotation is fixed', () => {
      const world = make();
      world.add(block(1, -100, 50, 100, 80));
      world.add(heroSpec(2, { x: 110, angularVelocity: 50 }));
      run(world, 60);
      expect(stateOf(world, 2).rotation).toBe(0);
    });

    it('bounce as high as their restitution says', () => {
      const world = make();
      world.add(block(1, -100, 100, 100, 130));
      world.add(bodySpec(2, { damping: 0, colliders: [box(20, 20, { restitution: 1 })] }));
      let top = Infinity;
      let hit = false;
      run(world, 90, () => {
        const { y, vy } = stateOf(world, 2);
        hit ||= vy < 0;
        if (hit) top = Math.min(top, y);
      });
      expect(hit).toBe(true);
      expect(Math.abs(top)).toBeLessThan(12);
    });
  });

  describe(`${name}: a hero`, () => {
    it('stands still on flat ground', () => {
      const world = make();
      world.add(block(1, -500, 100, 500, 130));
      world.add(heroSpec(2, { y: 50 }));
      run(world, 120);
      const before = stateOf(world, 2);
      expect(before.y).toBeCloseTo(80, 0);
      run(world, 300, () => {
        const now = stateOf(world, 2);
        expect(Math.abs(now.y - before.y)).toBeLessThan(0.02);
        expect(Math.abs(now.x - before.x)).toBeLessThan(0.001);
        expect(world.grounded(2)).toBe(true);
      });
    });

    it('walks over the seams of a floor at full speed', () => {
      const world = make();
      for (let i = 0; i < 40; i++) world.add(block(i + 1, i * 32, 100, i * 32 + 32, 132));
      world.add(heroSpec(100, { x: 20, y: 80 }));
      run(world, 20);
      let last = stateOf(world, 100).x;
      run(world, 240, () => {
        world.write(100, { vx: 220 });
        const { x, y } = stateOf(world, 100);
        if (last !== x) expect(x - last).toBeCloseTo(220 * DT, 1);
        last = x;
        expect(Math.abs(y - 80)).toBeLessThan(0.2);
      });
      expect(stateOf(world, 100).x).toBeGreaterThan(850);
    });

    it('lands on a seam at high speed without being thrown aside', () => {
      for (let x = 30; x <= 130; x += 3) {
        const world = make();
        for (let i = 0; i < 10; i++) world.add(block(i + 1, i * 32, 400, i * 32 + 32, 432));
        world.add(heroSpec(100, { x, y: 100, vy: 600, vx: 150, damping: 0 }));
        run(world, 60, () => world.write(100, { vx: 150 }));
        expect(stateOf(world, 100).y).toBeCloseTo(380, 0);
        expect(stateOf(world, 100).x).toBeCloseTo(x + 150, 0);
      }
    });

    it('slides down a wall of several blocks that it runs against', () => {
      const world = make();
      for (let i = 0; i < 20; i++) world.add(block(i + 1, 100, i * 32, 132, i * 32 + 32));
      world.add(block(50, -200, 640, 200, 672));
      world.add(heroSpec(100, { x: 80, y: 40 }));
      let falling = 0;
      run(world, 200, () => {
        world.write(100, { vx: 200 });
        const { x, y, vy } = stateOf(world, 100);
        expect(x).toBeLessThan(87);
        if (y < 600) {
          expect(vy).toBeGreaterThanOrEqual(falling - 1e-9);
          falling = vy;
        }
      });
      expect(stateOf(world, 100).y).toBeCloseTo(620, 0);
    });

    it('is stopped by a wall and leaves it at once', () => {
      const world = make();
      world.add(block(1, -500, 100, 500, 130));
      world.add(block(2, 100, 0, 130, 100));
      world.add(heroSpec(3, { y: 80 }));
      run(world, 60, () => world.write(3, { vx: 300 }));
      expect(stateOf(world, 3).x).toBeGreaterThan(85);
      expect(stateOf(world, 3).x).toBeLessThan(86.6);
      run(world, 10, () => world.write(3, { vx: -300 }));
      expect(stateOf(world, 3).x).toBeLessThan(40);
    });

    it('jumps from the ground and bumps its head', () => {
      const world = make();
      world.add(block(1, -500, 100, 500, 130));
      world.add(block(2, -500, -30, 500, 0));
      world.add(heroSpec(3, { y: 80 }));
      run(world, 10);
      world.write(3, { vy: -480 });
      let top = Infinity;
      run(world, 60, () => (top = Math.min(top, stateOf(world, 3).y)));
      expect(top).toBeGreaterThan(18);
      expect(top).toBeLessThan(24);
      expect(world.grounded(3)).toBe(true);
    });

    it('is not grounded in the air, beside a wall, or under a ceiling', () => {
      const world = make(0);
      world.add(block(1, 14, -100, 40, 100));
      world.add(block(2, -500, -40, 14, -20));
      world.add(heroSpec(3));
      run(world, 3, () => world.write(3, { vx: 60, vy: -60 }));
      expect(world.grounded(3)).toBe(false);
    });

    it('passes a one-way platform upwards and lands on it', () => {
      const world = make();
      world.add(block(1, -500, 200, 500, 230));
      world.add({ ...block(2, -100, 100, 100, 116), colliders: [box(200, 16, { oneWay: true })] });
      world.add(heroSpec(3, { y: 180 }));
      run(world, 10);
      world.write(3, { vy: -660 });
      let top = Infinity;
      run(world, 90, () => (top = Math.min(top, stateOf(world, 3).y)));
      expect(top).toBeLessThan(50);
      expect(stateOf(world, 3).y).toBeCloseTo(80, 0);
      expect(world.grounded(3)).toBe(true);
    });

    it('walks through a one-way platform from the side', () => {
      const world = make();
      world.add(block(1, -500, 100, 500, 130));
      world.add({ ...block(2, 100, 70, 200, 86), colliders: [box(100, 16, { oneWay: true })] });
      world.add(heroSpec(3, { y: 80 }));
      run(world, 120, () => world.write(3, { vx: 200 }));
      expect(stateOf(world, 3).x).toBeGreaterThan(350);
      expect(stateOf(world, 3).y).toBeCloseTo(80, 0);
    });
  });

  describe(`${name}: kinematic bodies`, () => {
    const platform = (vx: number, vy: number): BodySpec =>
      bodySpec(1, { type: 'kinematic', y: 100, vx, vy, colliders: [box(120, 16)] });

    it('move by their velocity alone', () => {
      const world = make();
      world.add(platform(60, -30));
      world.add(bodySpec(2, { y: 60 }));
      run(world, 60);
      expect(stateOf(world, 1).x).toBeCloseTo(60, 6);
      expect(stateOf(world, 1).y).toBeCloseTo(70, 6);
      expect(stateOf(world, 1).vx).toBe(60);
    });

    for (const [vx, vy] of [
      [90, 0],
      [0, 120],
      [0, -120],
      [-70, 200],
      [40, 400],
    ] as const) {
      it(`carry a hero who stands still at ${vx}, ${vy} px/s`, () => {
        const world = make();
        world.add(platform(0, 0));
        world.add(heroSpec(2, { y: 72 }));
        run(world, 30);
        world.write(1, { vx, vy });
        const start = stateOf(world, 2);
        run(world, 60, () => {
          world.write(2, { vx: 0 });
          const platformY = stateOf(world, 1).y;
          expect(Math.abs(stateOf(world, 2).y - (platformY - 28))).toBeLessThan(0.3);
          expect(world.grounded(2)).toBe(true);
        });
        expect(stateOf(world, 2).x - start.x).toBeCloseTo(vx, 0);
        expect(stateOf(world, 2).y - start.y).toBeCloseTo(vy, 0);
      });
    }

    it('carry on when they turn round, and let a hero jump', () => {
      const world = make();
      world.add(platform(0, 100));
      world.add(heroSpec(2, { y: 72 }));
      run(world, 30);
      for (let i = 0; i < 6; i++) {
        world.write(1, { vy: i % 2 ? 100 : -100 });
        run(world, 30, () => expect(world.grounded(2)).toBe(true));
      }
      world.write(2, { vy: -400 });
      world.step(DT);
      world.step(DT);
      expect(world.grounded(2)).toBe(false);
      expect(stateOf(world, 2).vy).toBeLessThan(-300);
    });

    it('carry a stack', () => {
      const world = make();
      world.add(platform(0, 0));
      world.add(bodySpec(2, { y: 76 }));
      world.add(bodySpec(3, { y: 44 }));
      run(world, 60);
      world.write(1, { vx: 80 });
      run(world, 60);
      expect(stateOf(world, 2).x).toBeCloseTo(80, -1);
      expect(stateOf(world, 3).x).toBeCloseTo(80, -1);
    });

    it('push what stands in their way', () => {
      const world = make();
      world.add(block(1, -500, 100, 500, 130));
      world.add(bodySpec(2, { type: 'kinematic', x: -100, y: 80, vx: 100, colliders: [box(20, 30)] }));
      world.add(heroSpec(3, { x: -50, y: 80 }));
      run(world, 60);
      expect(stateOf(world, 3).x).toBeGreaterThan(20);
    });

    it('notice static sensors', () => {
      const world = make();
      world.add(platform(60, 0));
      world.add(bodySpec(2, { type: 'static', x: 100, y: 100, colliders: [box(10, 10, { sensor: true })] }));
      run(world, 60);
      expect(world.takeContacts()).toMatchObject([{ kind: 'begin', a: 1, b: 2, sensor: true }]);
    });
  });

  describe(`${name}: contacts and queries`, () => {
    it('tell beginning and end once, with the normal from b to a', () => {
      const world = make();
      world.add(block(1, -100, 100, 100, 130));
      world.add(heroSpec(2, { y: 70 }));
      run(world, 30);
      const begun = world.takeContacts();
      expect(begun).toMatchObject([{ kind: 'begin', a: 1, b: 2, sensor: false, normal: [0, 1] }]);
      expect(begun[0]!.point[1]).toBeCloseTo(100, 0);
      run(world, 30);
      expect(world.takeContacts()).toEqual([]);
      world.write(2, { y: -100 });
      run(world, 2);
      expect(world.takeContacts()).toMatchObject([{ kind: 'end', a: 1, b: 2, normal: [0, 0] }]);
    });

    it('end when a body is removed', () => {
      const world = make();
      world.add(block(1, -100, 100, 100, 130));
      world.add(heroSpec(2, { y: 80 }));
      run(world, 10);
      world.takeContacts();
      world.remove(1);
      expect(world.takeContacts()).toMatchObject([{ kind: 'end', a: 1, b: 2 }]);
      run(world, 5);
      expect(world.takeContacts()).toEqual([]);
      expect(world.grounded(2)).toBe(false);
    });

    it('of sensors stop nobody', () => {
      const world = make();
      world.add({ ...block(1, -100, 100, 100, 130), colliders: [box(200, 30, { sensor: true })] });
      world.add(heroSpec(2, { y: 60 }));
      run(world, 60);
      expect(stateOf(world, 2).y).toBeGreaterThan(200);
      expect(world.takeContacts().map(({ kind, sensor }) => `${kind} ${sensor}`)).toEqual([
        'begin true',
        'end true',
      ]);
    });

    it('find the nearest solid along a ray', () => {
      const world = make();
      world.add(block(1, 100, -20, 120, 20));
      world.add(block(2, 200, -20, 220, 20));
      world.add({ ...block(3, 50, -20, 60, 20), colliders: [box(10, 40, { sensor: true })] });
      const hit = world.raycast([0, 0], [400, 0])!;
      expect(hit).toMatchObject({ id: 1, normal: [-1, 0] });
      expect(hit.point[0]).toBeCloseTo(100, 6);
      expect(hit.fraction).toBeCloseTo(0.25, 6);
      expect(world.raycast([0, 0], [400, 0], { ignore: 1 })).toMatchObject({ id: 2 });
      expect(world.raycast([0, 0], [50, 0])).toBeNull();
      expect(world.raycast([110, 0], [111, 0])).toBeNull();
    });

    it('find bodies that overlap a shape', () => {
      const world = make();
      world.add(block(5, 0, 0, 10, 10));
      world.add(block(3, 20, 0, 30, 10));
      world.add(block(4, 100, 0, 130, 10));
      expect(world.overlapping({ kind: 'box', width: 40, height: 40 }, [15, 15])).toEqual([3, 5]);
      expect(world.overlapping({ kind: 'box', width: 10, height: 10 }, [55, 55])).toEqual([]);
    });
  });

  describe(`${name}: whatever happens`, () => {
    const spec = fc.record({
      type: fc.constantFrom('static' as const, 'dynamic' as const, 'kinematic' as const),
      x: fc.integer({ min: -200, max: 200 }),
      y: fc.integer({ min: -200, max: 200 }),
      rotation: fc.constantFrom(0, 0, 30, 90),
      vx: fc.integer({ min: -3000, max: 3000 }),
      vy: fc.integer({ min: -3000, max: 3000 }),
      fixedRotation: fc.boolean(),
      colliders: fc.array(
        fc.record({
          width: fc.integer({ min: 1, max: 120 }),
          height: fc.integer({ min: 1, max: 120 }),
          round: fc.boolean(),
          more: fc.record({
            sensor: fc.boolean(),
            oneWay: fc.boolean(),
            restitution: fc.constantFrom(0, 0.5, 1),
            friction: fc.constantFrom(0, 0.3, 1),
          }),
        }),
        { maxLength: 3 },
      ),
    });
    type Call =
      | { kind: 'add'; spec: BodySpec }
      | { kind: 'remove'; id: number }
      | { kind: 'write'; id: number; state: Partial<BodyState> }
      | { kind: 'step' };
    const calls: fc.Arbitrary<Call[]> = fc
      .array(
        fc.oneof(
          { weight: 3, arbitrary: spec },
          { weight: 1, arbitrary: fc.record({ remove: fc.integer({ min: 1, max: 20 }) }) },
          {
            weight: 2,
            arbitrary: fc.record({ write: fc.integer({ min: 1, max: 20 }), vx: fc.double(), y: fc.double() }),
          },
          { weight: 6, arbitrary: fc.record({ steps: fc.integer({ min: 1, max: 8 }) }) },
        ),
        { maxLength: 40 },
      )
      .map((list) => {
        let id = 0;
        return list.flatMap((item): Call[] => {
          if ('remove' in item) return [{ kind: 'remove', id: item.remove }];
          if ('write' in item) return [{ kind: 'write', id: item.write, state: { vx: item.vx, y: item.y } }];
          if ('steps' in item) return Array.from({ length: item.steps }, () => ({ kind: 'step' as const }));
          const colliders = item.colliders.map(({ width, height, round, more }) => ({
            ...box(width, height, more),
            ...(round ? { shape: { kind: 'circle' as const, radius: width / 2 } } : {}),
          }));
          return [{ kind: 'add', spec: bodySpec(++id, { ...item, colliders }) }];
        });
      });
    const apply = (world: PhysicsWorld, call: Call) => {
      if (call.kind === 'add') world.add(call.spec);
      else if (call.kind === 'remove') world.remove(call.id);
      else if (call.kind === 'write') world.write(call.id, call.state);
      else world.step(DT);
    };
    const picture = (world: PhysicsWorld) => {
      const rows: unknown[] = [];
      for (let id = 1; id <= 40; id++)
        if (world.has(id)) rows.push([id, stateOf(world, id), world.grounded(id)]);
      return JSON.stringify([rows, world.takeContacts()]);
    };

    it('every state stays finite', () => {
      fc.assert(
        fc.property(calls, (list) => {
          const world = make();
          for (const call of list) {
            apply(world, call);
            for (let id = 1; id <= 40; id++)
              if (world.has(id))
                for (const value of Object.values(stateOf(world, id)))
                  expect(Number.isFinite(value)).toBe(true);
          }
        }),
        { numRuns: 150 },
      );
    });

    it('the same calls give the same bits, with other worlds at work in between', () => {
      fc.assert(
        fc.property(calls, calls, (list, others) => {
          const alone = make();
          for (const call of list) apply(alone, call);
          const other = make(300);
          const world = make();
          list.forEach((call, i) => {
            const noise = others[i];
            if (noise) apply(other, noise);
            apply(world, call);
          });
          expect(picture(world)).toBe(picture(alone));
        }),
        { numRuns: 100 },
      );
    });
  });
}
