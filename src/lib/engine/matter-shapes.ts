/** Collider specifications as matter-js bodies. */
import { makeCCW, quickDecomp, removeDuplicatePoints } from 'poly-decomp-es';
import type { Vec2 } from '../base/geometry.ts';
import { cos, sin } from '../base/maths.ts';
import { matter, type MatterBody, type Point } from './matter-library.ts';
import type { BodySpec, ColliderSpec } from './physics.ts';

/** What a part of a body keeps of its collider. */
export interface PartTraits {
  oneWay: boolean;
  friction: number;
  restitution: number;
}

export interface BuiltBody {
  body: MatterBody;
  /** The centre of the entity's box, seen from the centre of mass, while the body is not turned. */
  centre: Point;
  traits: Map<MatterBody, PartTraits>;
}

/** Smaller areas (px²) make no body: their inverse mass would drown the arithmetic. */
const MIN_AREA = 1e-3;

/** The outline of a collider around the origin of its body, in convex pieces. */
function convexPieces({ shape, offset }: ColliderSpec): Vec2[][] {
  const [dx, dy] = offset;
  switch (shape.kind) {
    case 'box': {
      const x = shape.width / 2;
      const y = shape.height / 2;
      return [
        [
          [dx - x, dy - y],
          [dx + x, dy - y],
          [dx + x, dy + y],
          [dx - x, dy + y],
        ],
      ];
    }
    case 'circle': {
      const corners = Math.min(32, Math.max(12, 2 * Math.ceil(shape.radius / 4)));
      return [
        Array.from({ length: corners }, (_, i): Vec2 => {
          // Starts half a side off, so that it lies on flat ground with a side and not on a corner.
          const angle = ((i + 0.5) * 2 * Math.PI) / corners;
          return [dx + shape.radius * cos(angle), dy + shape.radius * sin(angle)];
        }),
      ];
    }
    case 'polygon': {
      const outline = shape.points.map(([x, y]): [number, number] => [x + dx, y + dy]);
      removeDuplicatePoints(outline, 1e-6);
      if (outline.length < 3) return [];
      makeCCW(outline);
      return quickDecomp(outline);
    }
  }
}

const toPoints = (piece: readonly Vec2[]): Point[] => piece.map(([x, y]) => ({ x, y }));

/**
 * Builds a body in its unturned pose around the origin. `nextId` numbers bodies and parts: the library's own
 * counter is shared by all worlds of a process. Throws a RangeError for a collider without area.
 */
export function buildBody(spec: BodySpec, nextId: () => number): BuiltBody {
  const isStatic = spec.type !== 'dynamic';
  const traits = new Map<MatterBody, PartTraits>();
  const common = {
    // Given, so that the library does not draw one from a random sequence that all worlds share.
    render: { fillStyle: '#000' },
    frictionAir: spec.damping,
    isStatic,
  };
  const parts: MatterBody[] = [];
  const all: Vec2[] = [];
  for (const collider of spec.colliders) {
    let area = 0;
    for (const piece of convexPieces(collider)) {
      const points = toPoints(piece);
      const size = matter.Vertices.area(points, true);
      // The library expects corners clockwise on the screen.
      if (size < 0) points.reverse();
      if (!(Math.abs(size) >= MIN_AREA)) continue;
      area += Math.abs(size);
      const part = matter.Body.create({
        ...common,
        render: { fillStyle: '#000' },
        id: nextId(),
        position: matter.Vertices.centre(points),
        vertices: points,
        isSensor: collider.sensor,
        density: collider.density * 0.001,
      });
      traits.set(part, collider);
      parts.push(part);
      all.push(...piece);
    }
    if (!(area > 0)) throw new RangeError('a collider has no area');
  }
  let body = parts[0];
  if (!body || parts.length > 1) {
    const box = boundsOfPieces(all);
    body = matter.Body.create({ ...common, id: nextId(), position: box.centre, vertices: box.corners });
    // Without colliders it is a point that moves and touches nobody.
    if (parts.length === 0)
      Object.assign(body, { isSensor: true, collisionFilter: { group: 0, category: 0, mask: 0 } });
    else matter.Body.setParts(body, parts, false);
    if (isStatic) matter.Body.setStatic(body, true);
  }
  if (spec.fixedRotation) matter.Body.setInertia(body, Infinity);
  return { body, traits, centre: { x: -body.position.x, y: -body.position.y } };
}

/** A rectangle around all pieces: the outer bounds of a compound, cheaper than its hull. */
function boundsOfPieces(points: readonly Vec2[]): { centre: Point; corners: Point[] } {
  let [x0, y0, x1, y1] = points.length ? [Infinity, Infinity, -Infinity, -Infinity] : [-0.5, -0.5, 0.5, 0.5];
  for (const [x, y] of points) {
    x0 = Math.min(x0, x);
    y0 = Math.min(y0, y);
    x1 = Math.max(x1, x);
    y1 = Math.max(y1, y);
  }
  return {
    centre: { x: (x0 + x1) / 2, y: (y0 + y1) / 2 },
    corners: [
      { x: x0, y: y0 },
      { x: x1, y: y0 },
      { x: x1, y: y1 },
      { x: x0, y: y1 },
    ],
  };
}
