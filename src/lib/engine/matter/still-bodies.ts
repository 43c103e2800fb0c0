/**
 * Bodies that no push moves, made without the library's own maker, which fills dozens of fields that nothing here reads: a
 * map of tiles has hundreds of parts, and is made anew whenever one of its tiles changes. Corners and centres are, to the
 * last bit, those of the library.
 */
import { matter, type Corner, type MatterBody, type Point } from './library.ts';

function still(id: number, x: number, y: number, vertices: Corner[], isSensor: boolean): MatterBody {
  const body: Omit<MatterBody, 'parent'> = {
    id,
    parts: [],
    position: { x, y },
    positionPrev: { x, y },
    angle: 0,
    anglePrev: 0,
    velocity: { x: 0, y: 0 },
    angularVelocity: 0,
    vertices,
    axes: matter.Axes.fromVertices(vertices),
    bounds: { min: { x: 0, y: 0 }, max: { x: 0, y: 0 } },
    mass: Infinity,
    inverseMass: 0,
    inertia: Infinity,
    inverseInertia: 0,
    isStatic: true,
    isSensor,
    isSleeping: false,
    positionImpulse: { x: 0, y: 0 },
    totalContacts: 0,
  };
  const made = body as MatterBody;
  made.parent = made;
  made.parts.push(made);
  return made;
}

/** A convex piece; its corners stand clockwise on the screen. */
export function stillPiece(id: number, points: readonly Point[], isSensor: boolean): MatterBody {
  const { x, y } = matter.Vertices.centre(points);
  const body = still(
    id,
    x,
    y,
    points.map((point, index) => ({ x: point.x, y: point.y, index })),
    isSensor,
  );
  for (const corner of body.vertices) {
    // As the library moves it there and back.
    corner.x = corner.x - x + x;
    corner.y = corner.y - y + y;
  }
  return body;
}

/** A body of several pieces, around the middle of their centres. */
export function stillCompound(id: number, pieces: readonly MatterBody[]): MatterBody {
  let x = 0;
  let y = 0;
  for (const { position } of pieces) {
    x += position.x;
    y += position.y;
  }
  const body = still(id, x / pieces.length, y / pieces.length, [], false);
  for (const piece of pieces) {
    piece.parent = body;
    body.parts.push(piece);
  }
  return body;
}
