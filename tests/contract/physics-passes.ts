/** What every implementation of the physics port must notice of bodies that cross a sensor within one step. */
import { describe, expect, it } from 'vitest';
import type { BodySpec, ContactEvent, PhysicsWorld } from '../../src/lib/engine/physics.ts';
import { block, bodySpec, box, DT } from './physics.ts';

const gate = (id: number, x: number, more: Parameters<typeof box>[2] = {}): BodySpec => ({
  ...block(id, x, -50, x + 4, 50),
  colliders: [box(4, 100, { sensor: true, ...more })],
});

const bullet = (id: number, more: Partial<BodySpec> = {}): BodySpec =>
  bodySpec(id, { vx: 3000, damping: 0, colliders: [box(2, 2)], ...more });

function events(world: PhysicsWorld, steps: number): ContactEvent[] {
  return Array.from({ length: steps }, () => {
    world.step(DT);
    return world.takeContacts();
  }).flat();
}

const told = (all: readonly ContactEvent[]): string[] => all.map(({ kind, a, b }) => `${kind} ${a} ${b}`);

export function passContract(name: string, create: () => PhysicsWorld): void {
  describe(`${name}: fast bodies and sensors`, () => {
    const round = [box(2, 2, { shape: { kind: 'circle', radius: 1 } })];
    it.each<[string, Partial<BodySpec>]>([
      ['dynamic', {}],
      ['round', { colliders: round }],
      ['kinematic', { type: 'kinematic' }],
      ['itself a sensor', { colliders: [box(2, 2, { sensor: true })] }],
    ])('a bullet that is %s is noticed once on its way in and once on its way out', (_, more) => {
      for (let start = 0; start < 50; start += 0.7) {
        const world = create();
        world.add(gate(1, 400));
        world.add(bullet(2, { x: start, ...more }));
        const all = events(world, 20);
        expect(told(all)).toEqual(['begin 1 2', 'end 1 2']);
        expect(all[0]).toMatchObject({ sensor: true, impulse: 0 });
        expect(Math.abs(all[0]!.normal[0])).toBe(1);
        expect(all[0]!.point[0]).toBeGreaterThan(399);
        expect(all[0]!.point[0]).toBeLessThan(405);
        expect(all[0]!.point[1]).toBeCloseTo(0, 6);
        expect(world.contacts()).toEqual([]);
      }
    });

    it('a sensor that flies through a thin wall notices it', () => {
      const world = create();
      world.add(block(1, 425, -50, 429, 50));
      world.add(bullet(2, { colliders: [box(2, 2, { sensor: true })] }));
      expect(told(events(world, 20))).toEqual(['begin 1 2', 'end 1 2']);
    });

    it('several sensors are told in one step, and again at the next crossing', () => {
      const world = create();
      world.add(gate(1, 415));
      world.add(gate(3, 425));
      world.add(bullet(2));
      const there = events(world, 20);
      expect(told(there)).toEqual(['begin 1 2', 'begin 2 3', 'end 1 2', 'end 2 3']);
      // From the bullet towards the gate, and from the gate towards the bullet.
      expect(there[0]!.normal).toEqual([1, 0]);
      expect(there[1]!.normal).toEqual([-1, 0]);
      world.write(2, { vx: -3000 });
      expect(told(events(world, 20))).toEqual(['begin 1 2', 'begin 2 3', 'end 1 2', 'end 2 3']);
    });

    it('a sensor that moves towards the bullet notices it, and one that sweeps over what lies still', () => {
      const world = create();
      world.add(bodySpec(1, { ...gate(1, 400), type: 'kinematic', vx: -900 }));
      world.add(bullet(2));
      world.add(bodySpec(3, { y: 100, colliders: [box(6, 6)] }));
      world.add(bullet(4, { x: -210, y: 100, type: 'kinematic', colliders: [box(4, 40, { sensor: true })] }));
      expect(told(events(world, 20)).sort()).toEqual(['begin 1 2', 'begin 3 4', 'end 1 2', 'end 3 4']);
    });

    it('not beyond a wall that stops it, nor on other layers, nor when it is put elsewhere', () => {
      const world = create();
      world.add(block(1, 410, -50, 414, 50));
      world.add(gate(3, 425));
      world.add(gate(4, 225, { layer: 2, meets: 2 }));
      world.add(bullet(2));
      world.add(bullet(5, { y: 200, vx: 0 }));
      world.write(5, { x: 1000 });
      expect(told(events(world, 20)).filter((each) => !each.includes('1 2'))).toEqual([]);
    });

    it('not of a body that a joint keeps apart from the sensor', () => {
      const world = create();
      world.add(gate(1, 425));
      world.add(bullet(2));
      world.addJoint({
        ...{ id: 1, a: 1, b: 2, anchorA: [0, 0], anchorB: [0, 0], collide: false },
        ...{ kind: 'rope', length: 5000 },
      });
      expect(events(world, 20)).toEqual([]);
    });
  });
}
