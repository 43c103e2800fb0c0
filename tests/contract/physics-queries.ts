/** What contacts and queries of every implementation of the physics port must tell. */
import { describe, expect, it } from 'vitest';
import type { PhysicsWorld } from '../../src/lib/engine/physics.ts';
import { block, bodySpec, box, DT, stateOf } from './physics.ts';

export function queryContract(name: string, create: () => PhysicsWorld): void {
  const make = (gravityY = 0): PhysicsWorld => {
    const world = create();
    world.gravity = [0, gravityY];
    return world;
  };
  const run = (world: PhysicsWorld, steps: number) => {
    for (let i = 0; i < steps; i++) world.step(DT);
  };
  /** Walls 1, 2, 3 at x = 100, 200, 300, 10 px thick; 2 is a sensor, 3 on the second layer. */
  const walls = () => {
    const world = make();
    world.add(block(1, 100, -50, 110, 50));
    world.add({ ...block(2, 200, -50, 210, 50), colliders: [box(10, 100, { sensor: true })] });
    world.add({ ...block(3, 300, -50, 310, 50), colliders: [box(10, 100, { layer: 2 })] });
    return world;
  };

  describe(`${name}: contacts`, () => {
    it('begin as hard as bodies strike, stay as hard as they press', () => {
      const world = make(1200);
      world.add(block(1, -100, 100, 100, 130));
      world.add(bodySpec(2, { y: 40, damping: 0, sleeps: false }));
      let speed = 0;
      while (world.contacts().length === 0) {
        speed = stateOf(world, 2).vy;
        world.step(DT);
      }
      const [begun] = world.takeContacts();
      expect(begun).toMatchObject({ kind: 'begin', a: 1, b: 2, normal: [0, 1] });
      // Both corners strike at once: all of its momentum.
      expect(begun!.impulse).toBeGreaterThan(speed);
      expect(begun!.impulse).toBeLessThan(speed + 30);
      run(world, 60);
      const [stays] = world.contacts();
      expect(stays).toMatchObject({ kind: 'stay', a: 1, b: 2, sensor: false });
      expect(stays!.point[1]).toBeCloseTo(100, 0);
      // Its weight for a sixtieth of a second.
      expect(stays!.impulse).toBeCloseTo(1200 / 60, 0);
    });

    it('of a heavy body press harder', () => {
      const world = make(1200);
      world.add(block(1, -100, 100, 100, 130));
      world.add(bodySpec(2, { y: 84, mass: 5, sleeps: false }));
      run(world, 60);
      expect(world.contacts()[0]!.impulse).toBeCloseTo(100, -1);
    });

    it('of one body with several parts are one', () => {
      const world = make(1200);
      world.add(block(1, -100, 100, 100, 130));
      world.add(
        bodySpec(2, {
          y: 84,
          colliders: [box(10, 32, { offset: [-20, 0] }), box(10, 32, { offset: [20, 0] })],
        }),
      );
      run(world, 60);
      expect(world.takeContacts()).toHaveLength(1);
      expect(world.contacts()).toHaveLength(1);
    });

    it('go on when a body gets another surface', () => {
      const world = make(1200);
      world.add(block(1, -100, 100, 100, 130));
      world.add(bodySpec(2, { y: 84 }));
      run(world, 10);
      world.takeContacts();
      const { x, y } = stateOf(world, 2);
      world.replace(bodySpec(2, { x, y, colliders: [box(32, 32, { friction: 0 })] }));
      run(world, 10);
      expect(world.takeContacts()).toEqual([]);
      expect(world.grounded(2)).toBe(true);
    });
  });

  describe(`${name}: queries`, () => {
    it('rays find all bodies on the way, the nearest first', () => {
      const world = walls();
      const hits = world.raycastAll([0, 0], [400, 0]);
      expect(hits.map(({ id, fraction }) => [id, fraction])).toEqual([
        [1, 0.25],
        [3, 0.75],
      ]);
      expect(hits[0]).toMatchObject({ point: [100, 0], normal: [-1, 0] });
      expect(world.raycastAll([400, 0], [0, 0], { sensors: true }).map(({ id }) => id)).toEqual([3, 2, 1]);
      expect(world.raycastAll([0, 0], [400, 0], { layers: 2 }).map(({ id }) => id)).toEqual([3]);
      expect(world.raycast([0, 0], [400, 0], { ignore: 1 })!.id).toBe(3);
      expect(world.raycast([0, 80], [400, 80])).toBeNull();
      expect(world.raycast([0, 0], [0, 0])).toBeNull();
    });

    it('rays meet turned and round bodies where they are', () => {
      const world = make();
      world.add(bodySpec(1, { x: 100, rotation: 45, colliders: [box(20, 20)] }));
      world.add(bodySpec(2, { x: 200, colliders: [box(1, 1, { shape: { kind: 'circle', radius: 20 } })] }));
      expect(world.raycast([0, 0], [100, 0])!.point[0]).toBeCloseTo(100 - Math.SQRT2 * 10, 3);
      const round = world.raycast([200, -100], [200, 0])!;
      expect(round.point[1]).toBeCloseTo(-20, 0);
      expect(round.normal[1]).toBeLessThan(-0.98);
    });

    it('moved shapes stop where they touch', () => {
      const world = walls();
      const ball = { kind: 'circle', radius: 10 } as const;
      const hit = world.castShape(ball, 0, [0, 0], [400, 0])!;
      expect(hit).toMatchObject({ id: 1, normal: [-1, 0] });
      expect(hit.fraction * 400).toBeCloseTo(90, 0);
      expect(hit.point[0]).toBeCloseTo(100, 6);
      expect(hit.point[1]).toBeCloseTo(0, 6);
      const slab = { kind: 'box', width: 20, height: 20 } as const;
      const corner = world.castShape(slab, 45, [0, 0], [400, 0])!;
      expect(corner.fraction * 400).toBeCloseTo(100 - Math.SQRT2 * 10, 3);
      // A ray would pass above the wall, the box does not.
      expect(world.raycast([0, -55], [400, -55])).toBeNull();
      const grazing = world.castShape(slab, 0, [0, -55], [400, -55])!;
      expect(grazing.id).toBe(1);
      expect(grazing.point[1]).toBeCloseTo(-47.5, 6);
      expect(world.castShape(slab, 0, [105, 0], [400, 0])).toMatchObject({ id: 1, fraction: 0 });
      expect(world.castShape(slab, 0, [0, 0], [50, 0])).toBeNull();
    });

    it('points and shapes find what contains or meets them', () => {
      const world = walls();
      expect(world.atPoint([105, 0])).toEqual([1]);
      expect(world.atPoint([205, 0])).toEqual([]);
      expect(world.atPoint([205, 0], { sensors: true })).toEqual([2]);
      expect(world.atPoint([99, 0])).toEqual([]);
      expect(world.overlapping({ kind: 'circle', radius: 110 }, [205, 0], { sensors: true })).toEqual([
        1, 2, 3,
      ]);
      expect(world.overlapping({ kind: 'circle', radius: 80 }, [205, 0])).toEqual([]);
      expect(world.overlapping({ kind: 'box', width: 8, height: 8 }, [105, 0], { ignore: 1 })).toEqual([]);
    });

    it('do not find what is gone, and find what was moved', () => {
      const world = walls();
      world.remove(1);
      world.write(3, { x: 50 });
      expect(world.raycastAll([0, 0], [400, 0]).map(({ id, fraction }) => [id, fraction * 400])).toEqual([
        [3, 45],
      ]);
    });

    it('the picture shows shapes, bodies, contacts and joints', () => {
      const world = make(1200);
      world.add(block(1, -100, 100, 100, 130));
      world.add(bodySpec(2, { y: 84 }));
      world.addJoint({
        id: 1,
        a: 2,
        b: null,
        anchorA: [0, 0],
        anchorB: [0, 0],
        collide: true,
        kind: 'rope',
        length: 200,
      });
      run(world, 100);
      const { shapes, bodies, contacts, joints } = world.picture();
      expect(shapes.map(({ type, asleep, points }) => [type, asleep, points.length])).toEqual([
        ['static', false, 4],
        ['dynamic', true, 4],
      ]);
      expect(bodies).toHaveLength(1);
      expect(contacts).toHaveLength(1);
      expect(joints[0]!.to).toEqual([0, 0]);
    });
  });
}
