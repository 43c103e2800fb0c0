/** What joints of every implementation of the physics port must do. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JointSpec } from '../../src/lib/engine/physics-joints.ts';
import type { PhysicsWorld } from '../../src/lib/engine/physics.ts';
import { block, bodySpec, box, DT, heroSpec, stateOf } from './physics.ts';

type Kind = Omit<JointSpec, 'id' | 'a' | 'b' | 'anchorA' | 'anchorB' | 'collide'>;

/** A joint of body 2, to body 1 unless said otherwise. */
const joint = (kind: Kind, more: Partial<JointSpec> = {}): JointSpec =>
  ({ id: 1, a: 2, b: 1, anchorA: [0, 0], anchorB: [0, 0], collide: false, ...kind, ...more }) as JointSpec;

const distanceOf = (world: PhysicsWorld, a: number, b: number): number => {
  const p = stateOf(world, a);
  const q = stateOf(world, b);
  return Math.hypot(p.x - q.x, p.y - q.y);
};

export function jointContract(name: string, create: () => PhysicsWorld): void {
  const make = (gravityY = 1200): PhysicsWorld => {
    const world = create();
    world.gravity = [0, gravityY];
    return world;
  };
  const run = (world: PhysicsWorld, steps: number, each: (step: number) => void = () => {}) => {
    for (let i = 0; i < steps; i++) {
      world.step(DT);
      each(i);
    }
  };
  const anchor = () => bodySpec(1, { type: 'static', colliders: [box(10, 10)] });
  const free = { damping: 0, angularDamping: 0, sleeps: false };

  describe(`${name}: joints`, () => {
    it('of a distance keep bodies apart as a rod does, while one swings', () => {
      const world = make();
      world.add(anchor());
      world.add(bodySpec(2, { x: 100, ...free }));
      world.addJoint(joint({ kind: 'distance', length: 100 } as Kind));
      let lowest = 0;
      run(world, 240, () => {
        expect(Math.abs(distanceOf(world, 1, 2) - 100)).toBeLessThan(0.5);
        lowest = Math.max(lowest, stateOf(world, 2).y);
      });
      expect(lowest).toBeGreaterThan(97);
    });

    it('let a pendulum swing as high as it began, for long', () => {
      const world = make();
      world.add(anchor());
      world.add(bodySpec(2, { x: 100, ...free, fixedRotation: true }));
      world.addJoint(joint({ kind: 'distance', length: 100 } as Kind));
      let highest = Infinity;
      run(world, 600, (step) => {
        if (step > 480) highest = Math.min(highest, stateOf(world, 2).y);
      });
      expect(highest).toBeLessThan(12);
      expect(highest).toBeGreaterThan(-12);
    });

    it('of a rope hold back and nothing else', () => {
      const world = make();
      world.add(anchor());
      world.add(bodySpec(2, { y: 20, ...free }));
      world.addJoint(joint({ kind: 'rope', length: 80 } as Kind));
      run(world, 3);
      expect(stateOf(world, 2).vy).toBeCloseTo(60, 0);
      run(world, 200);
      expect(stateOf(world, 2).y).toBeCloseTo(80, 0);
      world.write(2, { y: 30, vy: -100 });
      run(world, 4);
      expect(stateOf(world, 2).y).toBeLessThan(30);
    });

    it('of a spring swing at their frequency and come to rest by their damping', () => {
      const world = make(0);
      world.add(anchor());
      world.add(bodySpec(2, { x: 130, ...free, fixedRotation: true }));
      world.addJoint(joint({ kind: 'spring', length: 100, frequency: 1, damping: 0 } as Kind));
      const turns: number[] = [];
      let before = 0;
      run(world, 300, (step) => {
        const { vx } = stateOf(world, 2);
        if (before < 0 && vx >= 0) turns.push(step);
        before = vx;
      });
      expect(turns[1]! - turns[0]!).toBeGreaterThan(57);
      expect(turns[1]! - turns[0]!).toBeLessThan(63);
      world.setJoint(1, { damping: 1 });
      run(world, 120);
      expect(stateOf(world, 2).x).toBeCloseTo(100, 0);
      world.setJoint(1, { length: 60 });
      run(world, 180);
      expect(stateOf(world, 2).x).toBeCloseTo(60, 0);
    });

    it('that are revolute keep the ends together and turn freely', () => {
      const world = make();
      world.add(anchor());
      world.add(bodySpec(2, { x: 50, colliders: [box(100, 10)], ...free }));
      world.addJoint(joint({ kind: 'revolute', motor: null, limits: null } as Kind, { anchorA: [-50, 0] }));
      let angle = 0;
      run(world, 240, () => {
        const { from, to } = world.readJoint(1)!;
        expect(Math.hypot(from[0] - to[0], from[1] - to[1])).toBeLessThan(0.5);
        angle = Math.max(angle, world.readJoint(1)!.angle);
      });
      expect(angle).toBeGreaterThan(170);
    });

    it('turn a wheel by a motor, no stronger than its torque', () => {
      const world = make(0);
      world.add(anchor());
      world.add(
        bodySpec(2, { colliders: [box(40, 40, { shape: { kind: 'circle', radius: 20 } })], ...free }),
      );
      const motor = (speed: number, torque: number) =>
        ({ kind: 'revolute', motor: { speed, torque }, limits: null }) as Kind;
      world.addJoint(joint(motor(180, 1e7)));
      run(world, 60);
      expect(stateOf(world, 2).angularVelocity).toBeCloseTo(180, 0);
      world.setJoint(1, { motor: { speed: -90, torque: 1e7 } });
      run(world, 60);
      expect(stateOf(world, 2).angularVelocity).toBeCloseTo(-90, 0);
      world.setJoint(1, { motor: { speed: 1e5, torque: 100 } });
      run(world, 10);
      expect(stateOf(world, 2).angularVelocity).toBeLessThan(200);
    });

    it('stop at their limits', () => {
      const world = make();
      world.add(anchor());
      world.add(bodySpec(2, { x: 50, colliders: [box(100, 10)], ...free }));
      world.addJoint(
        joint({ kind: 'revolute', motor: null, limits: [-10, 30] } as Kind, { anchorA: [-50, 0] }),
      );
      run(world, 180, () => {
        expect(world.readJoint(1)!.angle).toBeLessThan(31.5);
        expect(world.readJoint(1)!.angle).toBeGreaterThan(-11.5);
      });
      expect(world.readJoint(1)!.angle).toBeCloseTo(30, 0);
      world.gravity = [0, -1200];
      run(world, 180);
      expect(world.readJoint(1)!.angle).toBeCloseTo(-10, 0);
    });

    it('that are welds hold two bodies like one', () => {
      const world = make();
      world.add(block(1, -200, 200, 200, 240));
      world.add(bodySpec(2, { x: 0, y: 100 }));
      world.add(bodySpec(3, { x: 40, y: 100 }));
      world.addJoint(joint({ kind: 'weld' }, { a: 2, b: 3, anchorA: [20, 0], anchorB: [-20, 0] }));
      world.write(2, { angularVelocity: 90 });
      run(world, 200);
      const p = stateOf(world, 2);
      const q = stateOf(world, 3);
      expect(Math.abs(distanceOf(world, 2, 3) - 40)).toBeLessThan(0.7);
      expect(Math.abs(p.rotation - q.rotation)).toBeLessThan(1.5);
    });

    it('tie to the scene, too', () => {
      const world = make();
      world.add(bodySpec(2, { x: 100, y: 50, ...free }));
      world.addJoint(joint({ kind: 'distance', length: 50 } as Kind, { b: null, anchorB: [100, 0] }));
      run(world, 120);
      expect(stateOf(world, 2).y).toBeCloseTo(50, 0);
      expect(world.readJoint(1)).toMatchObject({ to: [100, 0] });
      expect(world.readJoint(1)!.force).toBeGreaterThan(900);
    });

    it('pull a body to the mouse, no stronger than they may', () => {
      const world = make();
      world.add(block(1, -500, 100, 500, 130));
      world.add(bodySpec(2, { y: 84 }));
      const grab = { kind: 'grab', frequency: 5, damping: 0.7, force: 50_000 } as Kind;
      world.addJoint(joint(grab, { b: null, anchorB: [0, 84] }));
      world.setJoint(1, { anchorB: [120, 20] });
      run(world, 120);
      expect(stateOf(world, 2).x).toBeCloseTo(120, -1);
      expect(stateOf(world, 2).y).toBeCloseTo(20, -1);
      world.setJoint(1, { force: 300 });
      run(world, 120);
      expect(stateOf(world, 2).y).toBeCloseTo(84, 0);
    });

    it('end with either body, and are unknown then', () => {
      const world = make();
      world.add(anchor());
      world.add(bodySpec(2, { x: 40, ...free }));
      world.addJoint(joint({ kind: 'distance', length: 40 } as Kind));
      world.remove(1);
      expect(world.readJoint(1)).toBeNull();
      run(world, 20);
      expect(stateOf(world, 2).vy).toBeGreaterThan(350);
      world.setJoint(1, { length: 3 });
      world.removeJoint(1);
      expect(() => world.addJoint(joint({ kind: 'weld' }))).toThrow(RangeError);
    });

    it('hold when a body gets another shape', () => {
      const world = make();
      world.add(anchor());
      world.add(bodySpec(2, { y: 60, ...free }));
      world.addJoint(joint({ kind: 'distance', length: 60 } as Kind));
      run(world, 10);
      const { x, y } = stateOf(world, 2);
      world.replace(bodySpec(2, { x, y, colliders: [box(10, 60)], ...free }));
      run(world, 120);
      expect(stateOf(world, 2).y).toBeCloseTo(60, 0);
      expect(world.readJoint(1)).not.toBeNull();
    });

    it('keep their bodies from bumping into each other, unless they are to', () => {
      for (const collide of [false, true]) {
        const world = make(0);
        world.add(anchor());
        world.add(bodySpec(2, { x: 60, vx: -100, colliders: [box(20, 20)], ...free }));
        world.addJoint(joint({ kind: 'rope', length: 90 } as Kind, { collide }));
        run(world, 60);
        if (collide) expect(stateOf(world, 2).x).toBeGreaterThan(10);
        else expect(stateOf(world, 2).x).toBeLessThan(0);
      }
    });

    it('make a bridge that carries a hero', () => {
      const world = make();
      world.add(block(1, -100, 0, 0, 20));
      const planks = 12;
      for (let i = 0; i < planks; i++)
        world.add(bodySpec(10 + i, { x: 15 + i * 30, y: 10, colliders: [box(28, 10)] }));
      world.add(block(2, planks * 30, 0, planks * 30 + 100, 20));
      const hinge = { kind: 'revolute', motor: null, limits: null } as Kind;
      for (let i = 0; i <= planks; i++) {
        const [a, b] = i === planks ? [9 + planks, 2] : [10 + i, i === 0 ? 1 : 9 + i];
        const anchorA: [number, number] = i === planks ? [15, 0] : [-15, 0];
        const anchorB: [number, number] = i === 0 ? [50, 0] : i === planks ? [-50, 0] : [15, 0];
        world.addJoint(joint(hinge, { id: i + 1, a, b, anchorA, anchorB }));
      }
      world.add(heroSpec(3, { x: 180, y: -60 }));
      run(world, 240);
      const hero = stateOf(world, 3);
      expect(hero.y).toBeLessThan(80);
      expect(world.grounded(3)).toBe(true);
      for (let i = 1; i <= planks + 1; i++) {
        const { from, to } = world.readJoint(i)!;
        expect(Math.hypot(from[0] - to[0], from[1] - to[1])).toBeLessThan(3);
      }
    });

    // Each of the kinds that cannot give way, a chain of eight links of 24 x 8 px.
    it.each(['revolute', 'distance', 'rope'] as const)(
      'that are %s hold a chain together that is flung against a wall',
      (kind) => {
        const links = 8;
        const of =
          kind === 'revolute'
            ? ({ kind, motor: null, limits: null } as Kind)
            : ({ kind, length: 24 } as Kind);
        const end = kind === 'revolute' ? 12 : 0;
        for (let turn = 0; turn < 180; turn += 15) {
          for (let start = 0; start < 25; start += 6) {
            const world = make(0);
            world.add(block(1, 300, -600, 340, 600));
            for (let i = 0; i < links; i++) {
              const along = (i - (links - 1) / 2) * 24;
              const angle = (turn * Math.PI) / 180;
              const [x, y] = [start + along * Math.cos(angle), along * Math.sin(angle)];
              world.add(bodySpec(10 + i, { x, y, rotation: turn, vx: 1500, colliders: [box(24, 8)] }));
            }
            for (let i = 1; i < links; i++) {
              const ends = { id: i, a: 9 + i, b: 10 + i, anchorA: [end, 0], anchorB: [-end, 0] } as const;
              world.addJoint(joint(of, ends));
            }
            run(world, 60, () => {
              for (let i = 1; i < links; i++) {
                const { from, to } = world.readJoint(i)!;
                const apart = Math.hypot(from[0] - to[0], from[1] - to[1]);
                const stretch = kind === 'revolute' ? apart : apart - 24;
                expect(kind === 'rope' ? stretch : Math.abs(stretch)).toBeLessThan(2);
              }
              for (let i = 0; i < links; i++) expect(stateOf(world, 10 + i).x).toBeLessThan(300);
            });
          }
        }
      },
    );

    it('stay finite, whatever they tie', () => {
      const number = fc.oneof(
        fc.integer({ min: -300, max: 300 }),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      );
      const point = fc.tuple(number, number);
      const positive = fc.double({ min: 0, max: 1e6, noNaN: true });
      const kind = fc.oneof(
        fc.record({ kind: fc.constantFrom('distance', 'rope'), length: positive }),
        fc.record({
          kind: fc.constant('spring'),
          length: positive,
          frequency: fc.double({ min: 0, max: 60, noNaN: true }),
          damping: fc.double({ min: 0, max: 5, noNaN: true }),
        }),
        fc.record({
          kind: fc.constant('revolute'),
          motor: fc.option(fc.record({ speed: number, torque: positive })),
          limits: fc.option(fc.tuple(number, number)),
        }),
        fc.record({ kind: fc.constant('weld') }),
        fc.record({
          kind: fc.constant('grab'),
          force: positive,
          frequency: fc.constant(5),
          damping: fc.constant(0.7),
        }),
      );
      const spec = fc.record({
        kind,
        a: fc.integer({ min: 1, max: 5 }),
        b: fc.option(fc.integer({ min: 1, max: 5 })),
        anchorA: point,
        anchorB: point,
        collide: fc.boolean(),
      });
      const jolt = fc.record({ id: fc.integer({ min: 1, max: 5 }), x: number, y: number, vx: number });
      fc.assert(
        fc.property(
          fc.array(spec, { minLength: 1, maxLength: 8 }),
          fc.array(jolt, { maxLength: 6 }),
          (specs, jolts) => {
            const world = make();
            world.add(block(1, -300, 200, 300, 240));
            world.add(bodySpec(2, { type: 'kinematic', x: -80, vx: 30, angularVelocity: 90 }));
            for (let id = 3; id <= 5; id++)
              world.add(bodySpec(id, { x: id * 40 - 160, fixedRotation: id === 5 }));
            specs.forEach(({ kind: each, a, b, ...rest }, i) => {
              if (a !== b)
                world.addJoint({
                  id: i + 1,
                  a,
                  b: each.kind === 'grab' ? null : b,
                  ...rest,
                  ...each,
                } as JointSpec);
            });
            for (const { id, ...state } of [...jolts, { id: 1 }]) {
              world.write(id, state);
              for (let i = 0; i < 8; i++) world.step(DT);
              for (let each = 1; each <= 5; each++)
                for (const value of Object.values(stateOf(world, each)))
                  expect(Number.isFinite(value)).toBe(true);
            }
          },
        ),
        { numRuns: 150 },
      );
    });
  });
}
