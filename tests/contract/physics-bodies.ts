/** Shapes, weights, surfaces, layers, forces and rest: what every implementation of the physics port must do with bodies. */
import { describe, expect, it } from 'vitest';
import type { Vec2 } from '../../src/lib/base/geometry.ts';
import type { ColliderSpec, PhysicsWorld } from '../../src/lib/engine/physics.ts';
import { block, bodySpec, box, DT, heroSpec, stateOf } from './physics.ts';

const shaped = (shape: ColliderSpec['shape'], more: Partial<ColliderSpec> = {}): ColliderSpec => ({
  ...box(1, 1),
  shape,
  ...more,
});

export function bodyContract(name: string, create: () => PhysicsWorld): void {
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

  describe(`${name}: shapes`, () => {
    const ground = block(1, -400, 100, 400, 130);
    const rests: [string, ColliderSpec[], number][] = [
      ['box', [box(40, 20)], 10],
      ['circle', [shaped({ kind: 'circle', radius: 16 })], 16],
      ['lying capsule', [shaped({ kind: 'capsule', width: 60, height: 20 })], 10],
      [
        'triangle',
        [
          shaped({
            kind: 'polygon',
            points: [
              [-20, 10],
              [20, 10],
              [0, -20],
            ],
          }),
        ],
        10,
      ],
      [
        'cup, which is concave',
        [
          shaped({
            kind: 'polygon',
            points: [
              [-20, -20],
              [-14, -20],
              [-14, 14],
              [14, 14],
              [14, -20],
              [20, -20],
              [20, 20],
              [-20, 20],
            ],
          }),
        ],
        20,
      ],
      [
        'segment',
        [
          shaped({
            kind: 'chain',
            points: [
              [-30, 0],
              [30, 0],
            ],
          }),
        ],
        1,
      ],
      ['compound', [box(40, 10, { offset: [0, 15] }), box(10, 30)], 20],
    ];
    for (const [what, colliders, height] of rests) {
      it(`${what} comes to rest on flat ground`, () => {
        const world = make();
        world.add(ground);
        world.add(bodySpec(2, { y: 60, colliders }));
        run(world, 180);
        expect(Math.abs(100 - stateOf(world, 2).y - height)).toBeLessThan(0.8);
        expect(Math.abs(stateOf(world, 2).rotation)).toBeLessThan(1);
      });
    }

    it('a standing capsule and a circle roll, a box does not', () => {
      for (const [kind, rolls] of [
        ['circle', true],
        ['box', false],
      ] as const) {
        const world = make();
        world.add({ ...ground, rotation: 8 });
        const collider = kind === 'circle' ? shaped({ kind, radius: 16 }) : box(32, 32);
        world.add(bodySpec(2, { x: 0, y: 80, colliders: [{ ...collider, friction: 0.8 }] }));
        run(world, 120);
        if (rolls) expect(stateOf(world, 2).x).toBeGreaterThan(40);
        else expect(Math.abs(stateOf(world, 2).x)).toBeLessThan(20);
      }
    });

    it('a chain carries what rolls over its corners', () => {
      const world = make();
      const points: Vec2[] = [
        [-200, 40],
        [-100, 60],
        [0, 60],
        [100, 90],
        [300, 90],
      ];
      world.add(bodySpec(1, { type: 'static', colliders: [shaped({ kind: 'chain', points })] }));
      world.add(bodySpec(2, { x: -180, y: 10, colliders: [shaped({ kind: 'circle', radius: 10 })] }));
      let right = -Infinity;
      run(world, 400, () => {
        const { x, y } = stateOf(world, 2);
        right = Math.max(right, x);
        if (x < 290) expect(y).toBeLessThan(85);
      });
      expect(right).toBeGreaterThan(100);
    });

    it('an outline that crosses itself is its hull', () => {
      const world = make();
      world.add(ground);
      const points: Vec2[] = [
        [-20, -20],
        [20, 20],
        [20, -20],
        [-20, 20],
      ];
      world.add(bodySpec(2, { y: 60, colliders: [shaped({ kind: 'polygon', points })] }));
      run(world, 120);
      expect(stateOf(world, 2).y).toBeCloseTo(80, 0);
    });
  });

  describe(`${name}: weight and forces`, () => {
    it('a box of 32 x 32 px weighs 1, or what it is told to', () => {
      const world = make();
      world.add(bodySpec(1));
      world.add(bodySpec(2, { colliders: [box(32, 32, { density: 3 })] }));
      world.add(bodySpec(3, { mass: 12 }));
      world.add(bodySpec(4, { type: 'kinematic' }));
      expect(world.massOf(1)).toBeCloseTo(1, 9);
      expect(world.massOf(2)).toBeCloseTo(3, 9);
      expect(world.massOf(3)).toBe(12);
      expect(world.massOf(4)).toBe(0);
      expect(world.massOf(9)).toBe(0);
    });

    it('forces act for one step, impulses at once, both by the mass', () => {
      const world = make(0);
      const still = { damping: 0, angularDamping: 0, mass: 2 };
      world.add(bodySpec(1, still));
      world.add(bodySpec(2, { ...still, y: 100 }));
      world.add(bodySpec(3, { type: 'static', y: 200 }));
      world.applyForce(1, [1200, 0]);
      world.applyImpulse(2, [10, -4]);
      world.applyForce(3, [1e9, 0]);
      run(world, 30);
      expect(stateOf(world, 1).vx).toBeCloseTo(10, 6);
      expect(stateOf(world, 2).vx).toBeCloseTo(5, 6);
      expect(stateOf(world, 2).vy).toBeCloseTo(-2, 6);
      expect(stateOf(world, 3)).toMatchObject({ x: 0, y: 200 });
      world.applyForce(1, [NaN, 0]);
      world.applyImpulse(1, [Infinity, 0]);
      run(world, 2);
      expect(stateOf(world, 1).vx).toBeCloseTo(10, 6);
    });

    it('a push beside the centre turns, as a torque does; fixed rotation does not', () => {
      const world = make(0);
      world.add(bodySpec(1));
      world.add(bodySpec(2, { y: 100 }));
      world.add(bodySpec(3, { y: 200, fixedRotation: true }));
      world.applyImpulse(1, [0, 10], [10, 0]);
      world.applyTorque(2, 1e5);
      world.applyImpulse(3, [0, 10], [10, 200]);
      world.applyTorque(3, 1e5);
      run(world, 1);
      expect(stateOf(world, 1).angularVelocity).toBeGreaterThan(1);
      expect(stateOf(world, 2).angularVelocity).toBeGreaterThan(1);
      expect(stateOf(world, 3).angularVelocity).toBe(0);
    });

    it('damping slows movement and spin apart from each other', () => {
      const world = make(0);
      world.add(bodySpec(1, { vx: 100, angularVelocity: 90, damping: 0.1, angularDamping: 0 }));
      world.add(bodySpec(2, { y: 100, vx: 100, angularVelocity: 90, damping: 0, angularDamping: 0.1 }));
      run(world, 60);
      expect(stateOf(world, 1).vx).toBeCloseTo(100 * 0.9 ** 60, 6);
      expect(stateOf(world, 1).angularVelocity).toBeCloseTo(90, 6);
      expect(stateOf(world, 2).vx).toBeCloseTo(100, 6);
      expect(stateOf(world, 2).angularVelocity).toBeCloseTo(90 * 0.9 ** 60, 6);
    });

    it('slippery things slide further than those that grip', () => {
      const reach = (friction: number) => {
        const world = make();
        world.add({ ...block(1, -100, 100, 2000, 130), colliders: [box(2100, 30, { friction })] });
        world.add(bodySpec(2, { y: 84, vx: 300, colliders: [box(32, 32, { friction })] }));
        run(world, 120);
        return stateOf(world, 2).x;
      };
      expect(reach(0.02)).toBeGreaterThan(200);
      expect(reach(0.02)).toBeGreaterThan(reach(0.4) * 1.5);
      expect(reach(0.4)).toBeGreaterThan(reach(1));
    });

    it('a body that becomes static stays, and falls again as a dynamic one', () => {
      const world = make();
      world.add(bodySpec(1));
      run(world, 10);
      const { x, y } = stateOf(world, 1);
      world.replace(bodySpec(1, { type: 'static', x, y }));
      run(world, 10);
      expect(stateOf(world, 1).y).toBe(y);
      world.replace(bodySpec(1, { x, y }));
      run(world, 10);
      expect(stateOf(world, 1).y).toBeGreaterThan(y);
      expect(() => world.replace(bodySpec(1, { colliders: [box(0, 0)] }))).toThrow(RangeError);
      expect(world.has(1)).toBe(true);
    });
  });

  describe(`${name}: collision layers`, () => {
    it('bodies meet when both sides agree', () => {
      const cases: [number, number, number, number, boolean][] = [
        [1, 0xffffffff, 2, 0xffffffff, true],
        [1, 2, 2, 1, true],
        [1, 2, 2, 4, false],
        [1, 4, 2, 1, false],
        [1 << 31, 1 << 31, 1 << 31, 1 << 31, true],
      ];
      for (const [layer, meets, otherLayer, otherMeets, stops] of cases) {
        const world = make();
        world.add({ ...block(1, -100, 100, 100, 130), colliders: [box(200, 30, { layer, meets })] });
        world.add(bodySpec(2, { y: 60, colliders: [box(32, 32, { layer: otherLayer, meets: otherMeets })] }));
        run(world, 60);
        expect(stateOf(world, 2).y < 100).toBe(stops);
        expect(world.takeContacts().length > 0).toBe(stops);
      }
    });

    it('sensors notice only what they meet', () => {
      const world = make(0);
      world.add({ ...block(1, -20, -20, 20, 20), colliders: [box(40, 40, { sensor: true, meets: 2 })] });
      world.add(bodySpec(2, { colliders: [box(10, 10, { layer: 2 })] }));
      world.add(bodySpec(3, { colliders: [box(10, 10, { layer: 4, meets: 1 })] }));
      run(world, 2);
      expect(world.takeContacts()).toMatchObject([{ a: 1, b: 2, sensor: true, impulse: 0 }]);
    });
  });

  describe(`${name}: rest`, () => {
    const pile = (more = {}) => {
      const world = make();
      world.add(block(1, -200, 100, 200, 130));
      for (let i = 0; i < 4; i++) world.add(bodySpec(2 + i, { y: 84 - 32 * i, ...more }));
      run(world, 200);
      return world;
    };

    it('comes after lying still for a second, and leaves bodies where they are', () => {
      const world = pile();
      for (let id = 2; id <= 5; id++) expect(world.asleep(id)).toBe(true);
      const before = JSON.stringify([2, 3, 4, 5].map((id) => stateOf(world, id)));
      run(world, 60, () => expect(world.grounded(5)).toBe(true));
      expect(JSON.stringify([2, 3, 4, 5].map((id) => stateOf(world, id)))).toBe(before);
      expect(world.contacts().map(({ kind }) => kind)).toEqual(['stay', 'stay', 'stay', 'stay']);
    });

    it('never comes to what may not sleep, nor to what leans on it', () => {
      const world = pile({ sleeps: false });
      expect(world.asleep(2)).toBe(false);
    });

    it.each<[string, (world: PhysicsWorld) => void]>([
      ['the ground is taken away', (world) => world.remove(1)],
      ['the ground is moved', (world) => world.write(1, { y: 400 })],
      ['gravity changes', (world) => (world.gravity = [0, 600])],
      ['it is pushed', (world) => world.applyForce(2, [10, 0])],
      ['it is struck', (world) => world.applyImpulse(2, [10, 0])],
      ['it gets a velocity', (world) => world.write(2, { vx: 100 })],
      ['something falls on it', (world) => world.add(bodySpec(9, { y: -100, vy: 400 }))],
      ['it is woken', (world) => world.wake(2)],
      [
        'it is tied',
        (world) =>
          world.addJoint({
            id: 1,
            a: 2,
            b: null,
            anchorA: [0, 0],
            anchorB: [0, 0],
            collide: true,
            kind: 'rope',
            length: 500,
          }),
      ],
    ])('ends when %s', (_, wake) => {
      const world = pile();
      wake(world);
      let woken = false;
      run(world, 30, () => (woken ||= !world.asleep(2)));
      expect(woken).toBe(true);
    });

    it('ends for a stack that a lift takes up', () => {
      const world = make();
      world.add(bodySpec(1, { type: 'kinematic', y: 100, colliders: [box(200, 20)] }));
      world.add(bodySpec(2, { y: 74 }));
      run(world, 120);
      expect(world.asleep(2)).toBe(true);
      world.write(1, { vy: -60 });
      run(world, 60);
      expect(stateOf(world, 2).y).toBeCloseTo(14, -1);
    });
  });

  describe(`${name}: fast bodies`, () => {
    it.each([3000, 1500, 12_000, 60_000])(
      'a bullet of 2 px at %d px/s does not pass a wall of 4 px',
      (vx) => {
        for (let start = 0; start < 50; start += 3) {
          const world = make(0);
          world.add(block(1, 400, -50, 404, 50));
          world.add(bodySpec(2, { x: start, vx, damping: 0, colliders: [box(2, 2)] }));
          run(world, 40, () => expect(stateOf(world, 2).x).toBeLessThan(404));
          expect(world.takeContacts()).toContainEqual(expect.objectContaining({ kind: 'begin', a: 1, b: 2 }));
        }
      },
    );

    it('nor a wall that comes towards it, nor one between two others', () => {
      const world = make(0);
      world.add(bodySpec(1, { type: 'kinematic', x: 400, vx: -900, colliders: [box(4, 100)] }));
      world.add(bodySpec(2, { vx: 3000, damping: 0, colliders: [box(2, 2)] }));
      run(world, 20);
      expect(stateOf(world, 2).x).toBeLessThan(stateOf(world, 1).x);
    });

    it('a bullet passes sensors, other layers, and one-way platforms from below', () => {
      const world = make(0);
      world.add({ ...block(1, 100, -50, 104, 50), colliders: [box(4, 100, { sensor: true })] });
      world.add({ ...block(3, 200, -50, 204, 50), colliders: [box(4, 100, { layer: 2, meets: 2 })] });
      world.add({ ...block(4, -50, -200, 50, -196), colliders: [box(100, 4, { oneWay: true })] });
      world.add(bodySpec(2, { vx: 3000, damping: 0, colliders: [box(2, 2)] }));
      world.add(bodySpec(5, { vy: -3000, damping: 0, colliders: [box(2, 2)] }));
      run(world, 20);
      expect(stateOf(world, 2).x).toBeGreaterThan(900);
      expect(stateOf(world, 5).y).toBeLessThan(-900);
    });

    it('a hero who falls for long lands on a thin floor', () => {
      const world = make();
      world.add(block(1, -100, 3000, 100, 3004));
      world.add(heroSpec(2, { damping: 0 }));
      run(world, 240);
      expect(stateOf(world, 2).y).toBeCloseTo(2980, 0);
    });
  });
}
