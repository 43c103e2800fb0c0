import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flipPlan } from '../../../src/lib/editor/core/flip.ts';
import { coverOf } from '../../../src/lib/editor/core/groups.ts';
import { SceneIndex } from '../../../src/lib/editor/core/scene-index.ts';
import { cornersOf } from '../../../src/lib/editor/core/entity-geometry.ts';
import type { EntityData, ProjectData } from '../../../src/lib/schema/project.ts';
import { FLIP_X, tilesFrom } from '../../../src/lib/schema/tiles.ts';
import { boxAt, projectOf } from './fixtures.ts';

const load = (project: ProjectData) => {
  const index = new SceneIndex();
  index.load(project, 's');
  return index;
};

/** The project after a flip. */
function flipped(project: ProjectData, ids: string[], axis: 'x' | 'y'): ProjectData {
  const entities: Record<string, EntityData> = { ...project.scenes.s!.entities };
  for (const [id, changes] of flipPlan(load(project), ids, axis)) {
    const components = { ...entities[id]!.components };
    for (const [key, fields] of changes) components[key] = { ...components[key], ...fields };
    entities[id] = { ...entities[id]!, components };
  }
  return { ...project, scenes: { s: { ...project.scenes.s!, entities } } };
}

const whole = (min: number, max: number) => fc.integer({ min, max });
const transform = fc.record({
  position: fc.tuple(whole(-200, 200), whole(-200, 200)),
  rotation: whole(-180, 180),
  size: fc.tuple(whole(4, 90), whole(4, 90)),
  anchor: fc.constantFrom([0.5, 0.5], [0, 0], [0.5, 1], [0.25, 0.75]),
});
const family = fc.record({ a: transform, b: transform, c: transform }).map(({ a, b, c }) =>
  projectOf({
    a: {
      components: {
        Transform: a,
        Shape: {
          kind: 'polygon',
          points: [
            [0, 0],
            [1, 0.25],
            [0.5, 1],
          ],
        },
      },
    },
    b: { parent: 'a', components: { Transform: b, Sprite: {}, Collider: { offset: [3, 4] } } },
    c: { components: { Transform: c, Body: { velocity: [5, -6] } } },
  }),
);

describe('flipping', () => {
  it('puts every corner on the other side of the same middle', () => {
    fc.assert(
      fc.property(family, fc.constantFrom('x' as const, 'y' as const), (project, axis) => {
        const before = load(project);
        const after = load(flipped(project, ['a', 'c'], axis));
        const cover = coverOf(before, ['a', 'c'])!;
        const at = axis === 'x' ? 0 : 1;
        const twice = axis === 'x' ? 2 * cover.x + cover.width : 2 * cover.y + cover.height;
        for (const id of ['a', 'b', 'c']) {
          const key = (corner: readonly [number, number]) => corner.map((each) => Math.round(each * 20) / 20);
          const mirrored = cornersOf(before.items.get(id)!.placed).map(([x, y]): [number, number] =>
            at === 0 ? [twice - x, y] : [x, twice - y],
          );
          const found = cornersOf(after.items.get(id)!.placed);
          for (const corner of mirrored)
            expect(
              found.some(([x, y]) => Math.hypot(x - corner[0], y - corner[1]) < 0.05),
              `${id} ${key(corner)} in ${found.map(key).join(' ')}`,
            ).toBe(true);
        }
      }),
    );
  });

  it('is undone by flipping again', () => {
    fc.assert(
      fc.property(family, fc.constantFrom('x' as const, 'y' as const), (project, axis) => {
        const twice = flipped(flipped(project, ['a', 'c'], axis), ['a', 'c'], axis);
        const [before, after] = [load(project), load(twice)];
        for (const id of ['a', 'b', 'c']) {
          const [one, other] = [before.items.get(id)!, after.items.get(id)!];
          expect(other.placed.position[0]).toBeCloseTo(one.placed.position[0], 1);
          expect(other.placed.position[1]).toBeCloseTo(one.placed.position[1], 1);
          const { Transform: _, ...looks } = one.entity.components;
          expect(other.entity.components).toMatchObject(looks);
        }
      }),
    );
  });

  it('mirrors pictures, outlines, colliders, joints, velocities and tiles', () => {
    const project = projectOf({
      a: boxAt(0, 0, 64, 32, {
        components: {
          Transform: { position: [32, 16], size: [64, 32] },
          Sprite: { asset: 'x' },
          Body: { velocity: [30, 4] },
          'Collider:feet': { offset: [10, 2] },
          Joint: { anchor: [8, 0], motorSpeed: 40, lowerAngle: -10, upperAngle: 80 },
          Tilemap: { tileSize: [16, 16], tiles: tilesFrom([[0, 1, 7]]) },
        },
      }),
    });
    const changes = flipPlan(load(project), ['a'], 'x').get('a')!;
    expect(changes.get('Transform')).toBeUndefined();
    expect(changes.get('Sprite')).toEqual({ flipX: true });
    expect(changes.get('Body')).toEqual({ velocity: [-30, 4] });
    expect(changes.get('Collider:feet')).toEqual({ offset: [-10, 2] });
    expect(changes.get('Joint')).toEqual({
      anchor: [-8, 0],
      motorSpeed: -40,
      lowerAngle: -80,
      upperAngle: 10,
    });
    expect(changes.get('Tilemap')).toEqual({ tiles: tilesFrom([[3, 1, (7 | FLIP_X) >>> 0]]) });
  });

  it('mirrors paths with their handles', () => {
    const points = [
      [0, 0],
      [0.25, 1, -0.1, 0, 0.1, 0.2],
    ];
    const project = projectOf({ a: { components: { Transform: { size: [40, 20] }, Path: { points } } } });
    const after = flipped(project, ['a'], 'x');
    expect(after.scenes.s!.entities.a!.components.Path).toEqual({
      points: [
        [1, 0],
        [0.75, 1, 0.1, 0, -0.1, 0.2],
      ],
    });
    expect(flipped(after, ['a'], 'x').scenes.s!.entities.a!.components.Path).toEqual({ points });
  });
});
