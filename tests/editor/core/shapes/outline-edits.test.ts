/** Points of outlines: what edits make of them, what is refused, and that everything else stays where it is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cornerNode,
  cubicsOf,
  nearestOnCubic,
  pointOnCubic,
  type CurveNode,
} from '../../../../src/lib/base/curves.ts';
import { add, insidePolygon, rotate, subtract, type Vec2 } from '../../../../src/lib/base/geometry.ts';
import { fromOwn } from '../../../../src/lib/editor/core/entity-geometry.ts';
import {
  insertNode,
  isSmooth,
  moveNodes,
  nearestPlace,
  pullHandle,
  removeNodes,
  toggleCurve,
} from '../../../../src/lib/editor/core/shapes/edit-nodes.ts';
import { planOutline, previewWrites } from '../../../../src/lib/editor/core/shapes/outline-edit.ts';
import {
  crossesItself,
  linesMeet,
  outlineProblem,
} from '../../../../src/lib/editor/core/shapes/outline-rules.ts';
import {
  colliderBox,
  collidersOf,
  outlinesOf,
  rulesOf,
} from '../../../../src/lib/editor/core/shapes/outlines.ts';
import type { SceneIndex } from '../../../../src/lib/editor/core/scene-index.ts';
import { projectOf } from '../fixtures.ts';
import { SceneIndex as Index } from '../../../../src/lib/editor/core/scene-index.ts';

const pixel = fc.integer({ min: -200, max: 200 });
const point = fc.tuple(pixel, pixel);
const far = (a: Vec2, b: Vec2) => Math.hypot(a[0] - b[0], a[1] - b[1]);
const polygon = rulesOf({ kind: 'polygon', closed: true });

/** Polygons that do not cross themselves: corners around a middle, at rising angles. */
const star = fc.array(fc.integer({ min: 20, max: 200 }), { minLength: 3, maxLength: 9 }).map((radii) =>
  radii.map((radius, i): Vec2 => {
    const angle = (2 * Math.PI * i) / radii.length;
    return [Math.round(radius * Math.cos(angle)), Math.round(radius * Math.sin(angle))];
  }),
);

describe('rules of outlines', () => {
  it('take stars for polygons, and refuse them with two corners swapped wherever lines cross then', () => {
    fc.assert(
      fc.property(star, (points) => {
        expect(outlineProblem(points, polygon)).toBeNull();
        expect(outlineProblem([...points].reverse(), polygon)).toBeNull();
      }),
    );
    expect(
      outlineProblem(
        [
          [0, 0],
          [10, 10],
          [10, 0],
          [0, 10],
        ],
        polygon,
      ),
    ).toMatch(/cross itself/);
    expect(
      outlineProblem(
        [
          [0, 0],
          [10, 0],
          [5, 0],
        ],
        polygon,
      ),
    ).toMatch(/cross itself/);
    expect(
      outlineProblem(
        [
          [0, 0],
          [10, 0],
        ],
        polygon,
      ),
    ).toMatch(/at least 3/);
    expect(
      outlineProblem(
        [
          [0, 0],
          [0, 0],
          [5, 5],
        ],
        polygon,
      ),
    ).toMatch(/on each other/);
    // A chain may cross itself, and a segment has two ends.
    expect(
      outlineProblem(
        [
          [0, 0],
          [10, 10],
          [10, 0],
          [0, 10],
        ],
        rulesOf({ kind: 'chain', closed: false }),
      ),
    ).toBeNull();
    expect(
      outlineProblem(
        [
          [0, 0],
          [1, 1],
          [2, 2],
        ],
        rulesOf({ kind: 'segment', closed: false }),
      ),
    ).toMatch(/no more than 2/);
  });

  it('find every crossing: as often as a slow search along the lines does', () => {
    fc.assert(
      fc.property(point, point, point, point, (a, b, c, d) => {
        const meets = linesMeet(a, b, c, d);
        expect(linesMeet(c, d, a, b)).toBe(meets);
        const [ab] = cubicsOf([cornerNode(a), cornerNode(b)], false);
        let nearest = Infinity;
        for (let i = 0; i <= 200; i++)
          nearest = Math.min(
            nearest,
            nearestOnCubic(ab!, [c[0] + ((d[0] - c[0]) * i) / 200, c[1] + ((d[1] - c[1]) * i) / 200])
              .distance,
          );
        if (meets) expect(nearest).toBeLessThan(3);
        else expect(nearest).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
    expect(
      crossesItself([
        [0, 0],
        [10, 0],
        [10, 10],
        [5, 0],
        [0, 10],
      ]),
    ).toBe(true);
  });
});

const node = fc.record({ at: point, in: point, out: point });
const nodes = fc.array(node, { minLength: 2, maxLength: 6 });

describe('edits of nodes', () => {
  it('add one on the line, which stays where it is', () => {
    fc.assert(
      fc.property(
        nodes,
        fc.boolean(),
        fc.nat(),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        (list, closed, n, t) => {
          const pieces = cubicsOf(list, closed);
          const piece = n % pieces.length;
          const more = insertNode(list, closed, { piece, t });
          expect(more).toHaveLength(list.length + 1);
          expect(far(more[piece + 1]!.at, pointOnCubic(pieces[piece]!, t))).toBeLessThan(1e-6);
          for (const cubic of cubicsOf(more, closed))
            for (const s of [0.25, 0.5, 0.75])
              expect(nearestPlace(list, closed, pointOnCubic(cubic, s))!.distance).toBeLessThan(1.5);
          // Taken away again, what is left are the nodes in their places.
          expect(removeNodes(more, new Set([piece + 1])).map(({ at }) => at)).toEqual(
            list.map(({ at }) => at),
          );
        },
      ),
    );
  });

  it('pull handles: mirrored, aligned, or alone', () => {
    fc.assert(
      fc.property(node, point, (start, to) => {
        fc.pre(to[0] !== 0 || to[1] !== 0);
        const pull = (manner: 'mirrored' | 'aligned' | 'free') =>
          pullHandle([start], 0, 'out', to, manner)[0]!;
        expect(pull('mirrored').in).toEqual([-to[0] || 0, -to[1] || 0]);
        expect(pull('free').in).toEqual(start.in);
        const aligned = pull('aligned');
        expect(Math.hypot(...aligned.in)).toBeCloseTo(Math.hypot(...start.in), 6);
        if (Math.hypot(...start.in) > 0) expect(isSmooth(aligned)).toBe(true);
      }),
    );
  });

  it('bend a corner along its neighbours, and straighten it again', () => {
    const line = [cornerNode([0, 0]), cornerNode([30, 30]), cornerNode([60, 0])];
    const bent = toggleCurve(line, false, 1);
    expect(isSmooth(bent[1]!)).toBe(true);
    expect(bent[1]!.out[1]).toBeCloseTo(0, 9);
    expect(toggleCurve(bent, false, 1)).toEqual(line);
  });
});

/** A parent, turned, with a polygon on it that has a child, colliders of all kinds, a joint, and a joint to it. */
function scene(points: readonly Vec2[], rotation: number): SceneIndex {
  const index = new Index();
  index.load(
    projectOf({
      root: { components: { Transform: { position: [300, 200], rotation: 20, size: [10, 10] } } },
      shape: {
        parent: 'root',
        components: {
          Transform: { position: [40, -30], rotation, size: [100, 80], anchor: [0.25, 0.75] },
          Shape: { kind: 'polygon', points },
          Body: {},
          Collider: {},
          'Collider:box': { shape: 'box', offset: [10, 4], size: [20, 30] },
          'Collider:roof': {
            shape: 'chain',
            points: [
              [0, 0],
              [0.5, 0.2],
              [1, 0],
            ],
          },
          'Collider:arm': {
            shape: 'polygon',
            offset: [5, 5],
            size: [40, 20],
            points: [
              [0, 0],
              [1, 0],
              [0.5, 1],
            ],
          },
          Joint: { type: 'rope', to: 'other', anchor: [12, -6] },
          'Joint:fixed': { type: 'distance', anchor: [3, 2], otherAnchor: [50, -80] },
        },
      },
      child: { parent: 'shape', components: { Transform: { position: [30, 12], rotation: 5 } } },
      other: {
        components: { Transform: { position: [-50, 0] }, Joint: { to: 'shape', otherAnchor: [-9, 8] } },
      },
    }),
    's',
  );
  return index;
}

/** Where everything is in the scene that an edit of the shape must not move. */
function places(index: SceneIndex): Record<string, Vec2[]> {
  const found: Record<string, Vec2[]> = {};
  const { entity, placed } = index.items.get('shape')!;
  const { components } = entity;
  const centre = fromOwn(placed, [
    (0.5 - placed.anchor[0]) * placed.size[0],
    (0.5 - placed.anchor[1]) * placed.size[1],
  ]);
  const onBody = (offset: Vec2) => add(centre, rotate(offset, placed.rotation));
  for (const outline of outlinesOf(entity))
    found[outline.component] = outline.nodes.map(({ at }) => fromOwn(placed, at));
  for (const [key, collider] of collidersOf(components)) {
    if (collider.shape !== 'box') continue;
    const box = colliderBox(collider, components);
    found[key] = [fromOwn(placed, [box.x, box.y]), fromOwn(placed, [box.x + box.width, box.y + box.height])];
  }
  found.Joint = [onBody(components.Joint!.anchor)];
  const fixed = components['Joint:fixed']!;
  found['Joint:fixed'] = [onBody(fixed.anchor), add(centre, fixed.otherAnchor)];
  found.joined = [onBody(index.items.get('other')!.entity.components.Joint!.otherAnchor)];
  const child = index.items.get('child')!.placed;
  found.child = [child.position, [child.rotation, 0]];
  return found;
}

describe('an outline in the document', () => {
  it('runs where its points were put; its box fits around it, and all else stays in its place', () => {
    fc.assert(
      fc.property(star, star, fc.integer({ min: -180, max: 180 }), (before, after, rotation) => {
        const fractions = before.map(([x, y]): Vec2 => [x / 400 + 0.5, y / 400 + 0.5]);
        const index = scene(fractions, rotation);
        const item = index.items.get('shape')!;
        const outline = outlinesOf(item.entity)[0]!;
        const wanted: CurveNode[] = after.map((at) => cornerNode(at));
        const writes = planOutline(index, item, outline, wanted);
        const project = structuredClone(index.project!);
        const entities = project.scenes.s!.entities as Record<string, { components: Record<string, object> }>;
        for (const { id, component, fields } of writes) {
          const { components } = entities[id]!;
          components[component] = { ...components[component], ...fields };
        }
        const edited = new Index();
        edited.load(project, 's');
        const was = places(index);
        const is = places(edited);
        was.Shape = after.map((at) => fromOwn(item.placed, at));
        for (const key of Object.keys(was))
          was[key]!.forEach((place, i) => expect(far(place, is[key]![i]!), `${key} ${i}`).toBeLessThan(0.02));
        for (const { at } of outlinesOf(edited.items.get('shape')!.entity)[0]!.nodes) {
          const { size, anchor } = edited.items.get('shape')!.placed;
          const [x, y] = add(at, [anchor[0] * size[0], anchor[1] * size[1]]);
          expect(x).toBeGreaterThan(-0.01);
          expect(x).toBeLessThan(size[0] + 0.01);
          expect(y).toBeGreaterThan(-0.01);
          expect(y).toBeLessThan(size[1] + 0.01);
        }
        // What is shown during the drag is what is there after it.
        const { moved, looks } = previewWrites(index, writes);
        for (const [id, placed] of moved)
          expect(far(placed.position, edited.items.get(id)!.placed.position)).toBeLessThan(0.02);
        expect(looks.get('shape')!.components.Shape).toEqual(
          edited.items.get('shape')!.entity.components.Shape,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('of a collider with a size of its own takes the box around it; of one without, fractions of the entity', () => {
    const index = scene(
      [
        [0, 0],
        [1, 0],
        [0.5, 1],
      ],
      30,
    );
    const item = index.items.get('shape')!;
    for (const component of ['Collider:arm', 'Collider:roof']) {
      const outline = outlinesOf(item.entity).find((each) => each.component === component)!;
      const wanted = moveNodes(outline.nodes, new Set([1]), [7, -11]);
      const { looks } = previewWrites(index, planOutline(index, item, outline, wanted));
      const got = outlinesOf(looks.get('shape')!).find((each) => each.component === component)!;
      got.nodes.forEach(({ at }, i) => expect(far(at, wanted[i]!.at)).toBeLessThan(0.01));
    }
  });

  it('of a path bends where it is bent, and its box follows the curve', () => {
    const index = new Index();
    index.load(
      projectOf({
        route: {
          components: {
            Transform: { position: [100, 100], rotation: 90, size: [200, 0] },
            Path: {
              points: [
                [0, 0.5],
                [1, 0.5],
              ],
            },
          },
        },
      }),
      's',
    );
    const item = index.items.get('route')!;
    const [outline] = outlinesOf(item.entity);
    const bent = pullHandle(outline!.nodes, 0, 'out', [40, 60], 'free');
    const { looks, moved } = previewWrites(index, planOutline(index, item, outline!, bent));
    const placed = moved.get('route')!;
    const [got] = outlinesOf(looks.get('route')!);
    got!.nodes.forEach((each, i) => {
      expect(far(fromOwn(placed, each.at), fromOwn(item.placed, bent[i]!.at))).toBeLessThan(0.02);
      expect(far(each.out, bent[i]!.out)).toBeLessThan(0.02);
    });
    expect(placed.size[1]).toBeGreaterThan(20);
    expect(
      insidePolygon(subtract(item.placed.position, [0, 0]), [
        [0, 0],
        [1000, 0],
        [0, 1000],
      ]),
    ).toBe(true);
  });
});
