import { describe, expect, it } from 'vitest';
import { HOT_STRIDE } from '../../src/lib/engine/game-world.ts';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import type { ProjectData, ResolvedEntity } from '../../src/lib/schema/project.ts';
import { resolveScene } from '../../src/lib/schema/resolve.ts';
import { contraption } from './contraption.ts';
import { entity, project } from './scene.ts';

const start = (data: ProjectData) => new Simulation({ project: data, scene: 'level' });
const at = ({ world }: Simulation, id: string) => {
  const slot = world.find(id)!.slot * HOT_STRIDE;
  return { x: world.hot[slot]!, y: world.hot[slot + 1]! };
};
const run = (simulation: Simulation, ticks: number) => {
  for (let i = 0; i < ticks; i++) expect(simulation.tick()).toBeNull();
};
const resolved = (data: ProjectData, id: string): ResolvedEntity =>
  resolveScene(data, data.scenes.level!).find((each) => each.id === id)!;
const logs = (simulation: Simulation) =>
  simulation.frame().events.flatMap((event) => (event.kind === 'log' ? [event.text] : []));

const lamp = () =>
  project({
    lamp: entity([100, 100], [20, 20], {
      Body: { damping: 0.05 },
      Collider: {},
      Joint: { type: 'rope', to: 'hook', length: 80 },
    }),
    hook: entity([100, 50], [10, 10], { Collider: {} }),
  });

describe('Joint components', () => {
  it('tie entities, whichever comes first in the scene', () => {
    const simulation = start(lamp());
    run(simulation, 300);
    expect(at(simulation, 'lamp').y).toBeCloseTo(130, 0);
    const { physics } = simulation.world;
    expect(physics.jointsOf(simulation.world.find('hook')!)).toEqual(['lamp Joint']);
    expect(physics.joint('lamp Joint')).toMatchObject({ type: 'rope', to: [100, 50] });
  });

  it('follow changes of the document in a running game', () => {
    const data = lamp();
    const simulation = start(data);
    run(simulation, 200);
    const before = resolved(data, 'lamp');
    const Joint = { ...before.components.Joint!, length: 40 };
    const shorter = { ...before, components: { ...before.components, Joint } };
    simulation.apply([{ kind: 'entity', id: 'lamp', entity: shorter }]);
    run(simulation, 300);
    expect(at(simulation, 'lamp').y).toBeCloseTo(90, 0);
    const { Joint: _, ...without } = shorter.components;
    simulation.apply([{ kind: 'entity', id: 'lamp', entity: { ...shorter, components: without } }]);
    run(simulation, 60);
    expect(at(simulation, 'lamp').y).toBeGreaterThan(300);
  });

  it('end with either entity', () => {
    const data = lamp();
    const simulation = start(data);
    run(simulation, 60);
    simulation.apply([{ kind: 'entity', id: 'hook', entity: null }]);
    run(simulation, 60);
    expect(at(simulation, 'lamp').y).toBeGreaterThan(300);
    expect(simulation.world.physics.jointsOf(simulation.world.find('lamp')!)).toEqual([]);
  });

  it('say what is missing when they cannot tie', () => {
    const data = project({
      a: entity([0, 0], [10, 10], { Body: {}, Joint: { to: 'b' } }),
      b: entity([0, 0], [10, 10]),
      c: entity([0, 0], [10, 10], { Body: {}, Joint: { to: 'nobody' } }),
    });
    const simulation = start(data);
    run(simulation, 2);
    expect(logs(simulation)).toEqual([
      'The joint Joint of a ties nothing: add a Body or Collider to b.',
      'The joint Joint of c ties nothing: choose another entity for "to".',
    ]);
  });

  it('are made, changed and removed by scripts', () => {
    const simulation = start(
      project({
        wheel: entity([100, 100], [40, 40], { Shape: { kind: 'ellipse' }, Body: {}, Collider: {} }),
      }),
    );
    const { world } = simulation;
    const wheel = world.find('wheel')!;
    const axle = world.physics.addJoint(wheel, {
      type: 'revolute',
      motor: true,
      motorSpeed: 90,
      motorTorque: 1e7,
    });
    run(simulation, 60);
    expect(at(simulation, 'wheel').y).toBeCloseTo(100, 0);
    expect(world.hot[wheel.slot * HOT_STRIDE + 5]).toBeCloseTo(90, 0);
    expect(world.physics.setJoint(axle, { motorSpeed: -30 })).toBe(true);
    run(simulation, 60);
    expect(world.hot[wheel.slot * HOT_STRIDE + 5]).toBeCloseTo(-30, 0);
    expect(() => world.physics.setJoint(axle, { motorTorque: -1 })).toThrow(RangeError);
    expect(world.physics.removeJoint(axle)).toBe(true);
    expect(world.physics.removeJoint(axle)).toBe(false);
    run(simulation, 30);
    expect(at(simulation, 'wheel').y).toBeGreaterThan(150);
    const grab = world.physics.grab(wheel, [at(simulation, 'wheel').x, at(simulation, 'wheel').y]);
    expect(world.physics.pullTo(grab, [300, 50])).toBe(true);
    run(simulation, 120);
    expect(at(simulation, 'wheel').x).toBeCloseTo(300, -1);
  });
});

describe('ropes and rods without length', () => {
  const tied = (type: string, length: number, speed: number) =>
    project({
      ball: entity([400, 100], [20, 20], {
        Body: { velocity: [speed, 0] },
        Collider: {},
        Joint: { type, length },
      }),
    });
  const away = (simulation: Simulation) => {
    const { x, y } = at(simulation, 'ball');
    return Math.hypot(x - 400, y - 100);
  };

  it.each(
    ['rope', 'distance'].flatMap((type) =>
      [0, 0.5, 1, 2, 10].flatMap((length) => [0, 300].map((speed) => [type, length, speed] as const)),
    ),
  )('a %s of %d px holds a ball that moves at %d px/s', (type, length, speed) => {
    const simulation = start(tied(type, length, speed));
    for (let i = 0; i < 90; i++) {
      run(simulation, 1);
      expect(away(simulation)).toBeLessThan(length + 3);
    }
  });

  it('can be paid out and hauled in', () => {
    const simulation = start(tied('rope', 0, 0));
    const { physics } = simulation.world;
    run(simulation, 10);
    expect(physics.setJoint('ball Joint', { length: 60 })).toBe(true);
    run(simulation, 120);
    expect(away(simulation)).toBeCloseTo(60, 0);
    expect(physics.setJoint('ball Joint', { length: 0.5 })).toBe(true);
    run(simulation, 240);
    expect(away(simulation)).toBeLessThan(3);
  });
});

describe('a scene with every joint and shape', () => {
  it('gives the same hash alone and beside another world, twice', () => {
    const alone = start(contraption());
    run(alone, 300);
    const other = start(contraption());
    run(other, 17);
    const world = start(contraption());
    for (let i = 0; i < 300; i++) {
      world.tick();
      if (i % 2) other.tick();
    }
    expect(world.hash()).toBe(alone.hash());
  });
});
