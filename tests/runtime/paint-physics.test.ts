import { describe, expect, it } from 'vitest';
import { paintPhysics } from '../../src/lib/runtime/paint-physics.ts';
import { physicsMarksIn, type PhysicsMark } from '../../src/lib/runtime/physics-marks.ts';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import { entity, project } from '../engine/scene.ts';

/** What is called on a context, by how often. */
function calls(marks: readonly PhysicsMark[]) {
  const data = project({
    ground: entity([0, 100], [400, 20], { Collider: {} }),
    box: entity([0, 70], [32, 32], { Body: {}, Joint: { type: 'rope', length: 100 } }),
  });
  const simulation = new Simulation({ project: data, scene: 'level' });
  simulation.marks = marks;
  for (let i = 0; i < 100; i++) simulation.tick();
  const { physics } = simulation.frame();
  const counts: Record<string, number> = {};
  const colors = new Set<unknown>();
  const ctx = new Proxy({} as Record<string, unknown>, {
    get: (_, name: string) => () => (counts[name] = (counts[name] ?? 0) + 1),
    set: (_, name, value) => {
      if (name === 'strokeStyle' || name === 'fillStyle') colors.add(value);
      return true;
    },
  }) as unknown as CanvasRenderingContext2D;
  if (physics) paintPhysics(ctx, physics, 1);
  return { physics, counts, colors };
}

describe('the picture of physics', () => {
  it('is no part of a frame until it is switched on', () => {
    expect(calls([]).physics).toBeNull();
  });

  it('shows each kind of mark by itself', () => {
    expect(calls(['shapes']).counts).toMatchObject({ closePath: 2, fill: 2 });
    expect(calls(['sleeping']).counts).toMatchObject({ closePath: 1 });
    expect(calls(['shapes', 'sleeping']).colors.size).toBeGreaterThan(calls(['shapes']).colors.size - 1);
    expect(calls(['joints']).counts).toMatchObject({ lineTo: 1, arc: 2 });
    expect(calls(['contacts']).counts).toMatchObject({ lineTo: 1, arc: 1 });
    expect(calls(['velocities']).counts).toMatchObject({ lineTo: 1 });
    expect(calls(['centres']).counts).toMatchObject({ arc: 1 });
  });

  it('is named in the address of a game', () => {
    expect(physicsMarksIn('')).toHaveLength(6);
    expect(physicsMarksIn('joints, nothing,shapes')).toEqual(['shapes', 'joints']);
  });
});
