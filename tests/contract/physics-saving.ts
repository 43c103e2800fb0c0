/** What every implementation of the physics port must do with saved states. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JointKind, JointSpec } from '../../src/lib/engine/physics-joints.ts';
import type { BodySpec, BodyState, ColliderShape, PhysicsWorld } from '../../src/lib/engine/physics.ts';
import { block, bodySpec, box, DT, heroSpec } from './physics.ts';

const IDS = 16;
const JOINTS = 8;

/** Everything that can be read of a world, told apart to the last bit. */
function reading(world: PhysicsWorld): string {
  const bodies: unknown[] = [];
  for (let id = 1; id <= IDS; id++) {
    const state: BodyState = { x: 0, y: 0, rotation: 0, vx: 0, vy: 0, angularVelocity: 0 };
    if (!world.read(id, state)) continue;
    bodies.push([id, state, world.asleep(id), world.grounded(id), world.massOf(id)]);
  }
  const joints = Array.from({ length: JOINTS }, (_, i) => world.readJoint(i + 1));
  const queries = [
    world.raycastAll([-300, -40], [300, 130], { sensors: true }),
    world.castShape({ kind: 'circle', radius: 9 }, 0, [-200, 60], [250, 60]),
    world.overlapping({ kind: 'box', width: 200, height: 100 }, [0, 80], { sensors: true }),
    world.atPoint([0, 95]),
  ];
  const all = [world.gravity, world.bodyCount, bodies, joints, queries, world.contacts(), world.picture()];
  return JSON.stringify(all, (_, value: unknown) => (Object.is(value, -0) ? '-0' : value));
}

type Call = (world: PhysicsWorld) => unknown;

/** Plays calls, a step after each; what could be read after every one of them. */
function play(world: PhysicsWorld, calls: readonly Call[]): string[] {
  return calls.flatMap((call) => {
    const said = JSON.stringify(call(world)) ?? '';
    world.step(DT);
    return [said, reading(world)];
  });
}

const small = fc.integer({ min: -120, max: 120 });
const id = fc.integer({ min: 1, max: IDS });
const jointId = fc.integer({ min: 1, max: JOINTS });
const point = fc.tuple(small, small);
const size = fc.integer({ min: 6, max: 60 });

const shape: fc.Arbitrary<ColliderShape> = fc.oneof(
  fc.record({ kind: fc.constant('box' as const), width: size, height: size }),
  fc.record({ kind: fc.constant('circle' as const), radius: fc.integer({ min: 3, max: 30 }) }),
  fc.record({ kind: fc.constant('capsule' as const), width: size, height: size }),
  fc.constant({
    kind: 'polygon' as const,
    points: [
      [-20, -20],
      [0, 0],
      [20, -20],
      [20, 20],
      [-20, 20],
    ] as [number, number][],
  }),
  fc.constant({
    kind: 'chain' as const,
    points: [
      [-60, 0],
      [0, 10],
      [60, 0],
    ] as [number, number][],
  }),
);

const collider = fc.record({
  shape,
  offset: fc.tuple(fc.integer({ min: -12, max: 12 }), fc.integer({ min: -12, max: 12 })),
  sensor: fc.constantFrom(false, false, true),
  oneWay: fc.constantFrom(false, false, true),
  friction: fc.constantFrom(0, 0.3, 0.9),
  restitution: fc.constantFrom(0, 0, 0.5),
  density: fc.constantFrom(1, 3),
  layer: fc.constantFrom(1, 2),
  meets: fc.constantFrom(0xffffffff, 1),
});

const body: fc.Arbitrary<BodySpec> = fc
  .record({
    id,
    type: fc.constantFrom('dynamic' as const, 'dynamic' as const, 'kinematic' as const, 'static' as const),
    x: small,
    y: small,
    rotation: fc.constantFrom(0, 0, 30, -75),
    vx: fc.constantFrom(0, 40, -300),
    vy: fc.constantFrom(0, 0, 900),
    angularVelocity: fc.constantFrom(0, 0, 90),
    fixedRotation: fc.boolean(),
    gravityScale: fc.constantFrom(1, 1, 0),
    sleeps: fc.constantFrom(true, true, false),
    mass: fc.constantFrom(0, 0, 5),
    colliders: fc.array(collider, { minLength: 0, maxLength: 2 }),
  })
  .map((more) => bodySpec(more.id, more));

const kind = fc.oneof(
  fc.record({ kind: fc.constantFrom('distance' as const, 'rope' as const), length: size }),
  fc.record({
    kind: fc.constant('spring' as const),
    length: size,
    frequency: fc.constant(3),
    damping: fc.constant(0.2),
  }),
  fc.record({
    kind: fc.constant('revolute' as const),
    motor: fc.option(fc.record({ speed: small, torque: fc.constant(1e6) })),
    limits: fc.option(fc.constant([-30, 40] as [number, number])),
  }),
  fc.record({ kind: fc.constant('weld' as const) }),
  fc.record({
    kind: fc.constant('grab' as const),
    force: fc.constant(50_000),
    frequency: fc.constant(5),
    damping: fc.constant(0.7),
  }),
) as fc.Arbitrary<JointKind>;

const joint = fc
  .record({
    kind,
    id: jointId,
    a: id,
    b: fc.option(id),
    anchorA: point,
    anchorB: point,
    collide: fc.boolean(),
  })
  .map(
    ({ kind: each, b, ...rest }) => ({ ...rest, ...each, b: each.kind === 'grab' ? null : b }) as JointSpec,
  );

/** Does nothing where the world refuses. */
const tried = (call: Call): Call => {
  return (world) => {
    try {
      return call(world);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return error.message;
    }
  };
};

const call: fc.Arbitrary<Call> = fc.oneof(
  { weight: 8, arbitrary: fc.constant(() => undefined) },
  { weight: 3, arbitrary: body.map((spec) => tried((world) => world.add(spec))) },
  { weight: 2, arbitrary: body.map((spec) => tried((world) => world.replace(spec))) },
  {
    weight: 2,
    arbitrary: id.map(
      (each): Call =>
        (world) =>
          world.remove(each),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ each: id, x: fc.option(small), y: fc.option(small), vx: fc.option(small) })
      .map(({ each, x, y, vx }): Call => {
        const state = {
          ...(x === null ? {} : { x }),
          ...(y === null ? {} : { y }),
          ...(vx === null ? {} : { vx }),
        };
        return (world) => world.write(each, state);
      }),
  },
  {
    arbitrary: fc.tuple(id, point).map(
      ([each, [x, y]]): Call =>
        (world) =>
          world.applyForce(each, [x * 99, y * 99]),
    ),
    weight: 1,
  },
  {
    arbitrary: fc.tuple(id, point).map(
      ([each, at]): Call =>
        (world) =>
          world.applyImpulse(each, at, [3, 4]),
    ),
    weight: 1,
  },
  {
    arbitrary: fc.tuple(id, small).map(
      ([each, by]): Call =>
        (world) =>
          world.applyTorque(each, by * 9e3),
    ),
    weight: 1,
  },
  {
    arbitrary: id.map(
      (each): Call =>
        (world) =>
          world.wake(each),
    ),
    weight: 1,
  },
  {
    arbitrary: fc.constantFrom(1200, 1200, -600, 0).map(
      (y): Call =>
        (world) =>
          (world.gravity = [0, y]),
    ),
    weight: 1,
  },
  { arbitrary: joint.map((spec) => tried((world) => spec.a !== spec.b && world.addJoint(spec))), weight: 3 },
  {
    arbitrary: jointId.map(
      (each): Call =>
        (world) =>
          world.removeJoint(each),
    ),
    weight: 1,
  },
  {
    arbitrary: fc.tuple(jointId, size, point).map(
      ([each, length, anchorB]): Call =>
        (world) =>
          world.setJoint(each, { length, anchorB }),
    ),
    weight: 1,
  },
  {
    arbitrary: fc.tuple(jointId, fc.option(fc.constant({ speed: 90, torque: 1e6 }))).map(
      ([each, motor]): Call =>
        (world) =>
          world.setJoint(each, { motor }),
    ),
    weight: 1,
  },
  { arbitrary: fc.constant((world: PhysicsWorld) => world.takeContacts()), weight: 4 },
  {
    // Long enough that what lies still falls asleep.
    arbitrary: fc.constant((world: PhysicsWorld) => {
      for (let i = 0; i < 70; i++) world.step(DT);
    }),
    weight: 1,
  },
  { arbitrary: fc.constant((world: PhysicsWorld) => world.step(1 / 120)), weight: 1 },
);

const calls = (maxLength: number) => fc.array(call, { minLength: 1, maxLength });

/** Ground, a wall, a moving platform, a sensor, a hero and crates. */
function furnish(world: PhysicsWorld): void {
  world.gravity = [0, 1200];
  world.add(block(1, -300, 110, 300, 150));
  world.add(bodySpec(2, { type: 'kinematic', y: 60, vx: 30, colliders: [box(90, 12, { oneWay: true })] }));
  world.add(bodySpec(3, { type: 'static', x: 60, y: 90, colliders: [box(60, 60, { sensor: true })] }));
  world.add(heroSpec(4, { x: 0, y: 20 }));
  for (let each = 5; each <= 8; each++) world.add(bodySpec(each, { x: -80, y: 300 - each * 40 }));
  world.add(bodySpec(9, { x: 50, y: 40, colliders: [box(1, 1, { shape: { kind: 'circle', radius: 12 } })] }));
  world.add(bodySpec(10, { x: 55, y: 5, colliders: [box(1, 1, { shape: { kind: 'circle', radius: 12 } })] }));
  world.addJoint({
    ...{ id: 1, a: 7, b: 8, anchorA: [0, -20], anchorB: [0, 20], collide: false },
    ...{ kind: 'revolute', motor: null, limits: [-30, 30] },
  });
}

export function savingContract(name: string, create: () => PhysicsWorld): void {
  const made = (): PhysicsWorld => {
    const world = create();
    furnish(world);
    return world;
  };

  describe(`${name}: saved states`, () => {
    it('go on as if nothing had happened, whichever is restored and however often', () => {
      fc.assert(
        fc.property(calls(30), calls(6), calls(20), calls(20), (before, unstepped, first, second) => {
          const plain = made();
          play(plain, before);
          for (const each of unstepped) each(plain);
          const wanted = [play(plain, first), play(plain, second)];

          const world = made();
          play(world, before);
          for (const each of unstepped) each(world);
          const early = world.save();
          const start = reading(world);
          expect(play(world, first)).toEqual(wanted[0]);
          const late = world.save();
          expect(play(world, second)).toEqual(wanted[1]);

          world.restore(early);
          expect(reading(world)).toBe(start);
          expect(play(world, first)).toEqual(wanted[0]);
          world.restore(late);
          expect(play(world, second)).toEqual(wanted[1]);
          world.restore(early);
          world.restore(late);
          world.restore(late);
          expect(play(world, second)).toEqual(wanted[1]);
          world.restore(early);
          expect([play(world, first), play(world, second)]).toEqual(wanted);
        }),
        { numRuns: 80 },
      );
    });

    it('have what waits for the next step: pushes, bodies put elsewhere, new shapes', () => {
      const waiting: Call[] = [
        (world) => world.applyTorque(9, 3e6),
        (world) => world.applyForce(9, [4e4, 0]),
        (world) => world.write(1, { y: 135 }),
        (world) => world.replace(bodySpec(5, { x: -80, y: 94, rotation: 20, colliders: [box(40, 30)] })),
      ];
      const after: Call[] = Array.from({ length: 30 }, () => (world) => world.takeContacts());
      for (const call of waiting) {
        const world = made();
        // Everything sleeps.
        for (let i = 0; i < 400; i++) world.step(DT);
        call(world);
        const saved = world.save();
        const start = reading(world);
        const wanted = play(world, after);
        world.add(bodySpec(11, { y: -50 }));
        world.write(5, { x: 40 });
        play(world, after);
        world.restore(saved);
        expect(reading(world)).toBe(start);
        expect(play(world, after)).toEqual(wanted);
      }
    });

    it('hold what queries meet first, however the bodies were moved since', () => {
      const world = create();
      const halves = [-4, 4].map((x) => box(10, 10, { offset: [x, 0] }));
      world.add(bodySpec(1, { colliders: halves, vx: 600 }));
      world.add(bodySpec(2, { x: 60, y: 40, vx: -600 }));
      world.step(DT);
      const saved = world.save();
      const start = reading(world);
      for (let i = 0; i < 30; i++) {
        if (i === 10) world.write(1, { rotation: 180 });
        world.step(DT);
      }
      world.restore(saved);
      expect(reading(world)).toBe(start);
    });
  });
}
