/**
 * matter-js with deterministic sines. Node and Chromium round `Math.sin` differently, so every place where the
 * library turns points is replaced by the same formula on our own functions. Import matter-js from here only.
 */
import Matter from 'matter-js';
import { atan2, cos, sin } from '../../base/maths.ts';

/** A mutable point, as the library keeps them. */
export interface Point {
  x: number;
  y: number;
}

function turn(point: Point, c: number, s: number, about: Point, out: Point): Point {
  const dx = point.x - about.x;
  const dy = point.y - about.y;
  out.x = about.x + (dx * c - dy * s);
  out.y = about.y + (dx * s + dy * c);
  return out;
}

const origin: Point = { x: 0, y: 0 };

Object.assign(Matter.Vertices, {
  rotate(vertices: Point[], angle: number, about: Point) {
    if (angle === 0) return;
    const c = cos(angle);
    const s = sin(angle);
    for (const vertex of vertices) turn(vertex, c, s, about, vertex);
  },
});
Object.assign(Matter.Axes, {
  rotate(axes: Point[], angle: number) {
    if (angle === 0) return;
    const c = cos(angle);
    const s = sin(angle);
    for (const axis of axes) turn(axis, c, s, origin, axis);
  },
});
Object.assign(Matter.Vector, {
  rotate: (vector: Point, angle: number, out: Point = { x: 0, y: 0 }) =>
    turn(vector, cos(angle), sin(angle), origin, out),
  rotateAbout: (vector: Point, angle: number, about: Point, out: Point = { x: 0, y: 0 }) =>
    turn(vector, cos(angle), sin(angle), about, out),
  angle: (a: Point, b: Point) => atan2(b.y - a.y, b.x - a.x),
});

/** A corner of a part; the library numbers them. */
export interface Corner extends Point {
  readonly index: number;
}

/** A rigid body; one of several parts has its compound as `parent`. Angles in radians, velocities per step. */
export interface MatterBody {
  readonly id: number;
  parent: MatterBody;
  parts: MatterBody[];
  position: Point;
  /** Velocity is the difference of the positions. */
  positionPrev: Point;
  angle: number;
  anglePrev: number;
  velocity: Point;
  angularVelocity: number;
  vertices: Corner[];
  axes: Point[];
  bounds: { min: Point; max: Point };
  mass: number;
  inverseMass: number;
  inertia: number;
  inverseInertia: number;
  isStatic: boolean;
  isSensor: boolean;
  isSleeping: boolean;
  positionImpulse: Point;
  totalContacts: number;
}

export interface MatterCollision {
  bodyA: MatterBody;
  bodyB: MatterBody;
  parentA: MatterBody;
  parentB: MatterBody;
  depth: number;
  /** From B towards A. */
  normal: Point;
  tangent: Point;
  penetration: Point;
  supports: (Point | null)[];
  supportCount: number;
}

/** A corner that touches, and what the solver has put there, per step. */
export interface MatterContact {
  vertex: Point | null;
  normalImpulse: number;
  tangentImpulse: number;
}

/** What the solver reads and writes of two touching parts. */
export interface MatterPair {
  collision: MatterCollision;
  contacts: [MatterContact, MatterContact];
  contactCount: number;
  separation: number;
  isActive: boolean;
  isSensor: boolean;
  slop: number;
}

/** The parts of the library that the adapter builds its step from; its published types leave several of them out. */
interface MatterLibrary {
  Body: {
    create(options: object): MatterBody;
    setParts(body: MatterBody, parts: MatterBody[], autoHull: boolean): void;
    setStatic(body: MatterBody, isStatic: boolean): void;
  };
  Axes: { fromVertices(vertices: readonly Point[]): Point[] };
  Vertices: { area(vertices: Point[], signed?: boolean): number; centre(vertices: readonly Point[]): Point };
  /** The overlap of two convex parts; `null` for none. The part with the smaller id comes back as A. */
  Collision: {
    collides(a: MatterBody, b: MatterBody): MatterCollision | null;
    /** One of two bodies that do not touch yet. */
    create(a: MatterBody, b: MatterBody): MatterCollision;
  };
  Resolver: {
    preSolvePosition(pairs: readonly MatterPair[]): void;
    solvePosition(pairs: readonly MatterPair[], delta: number, damping: number): void;
  };
}

/** The library, its turning functions replaced. */
export const matter = Matter as unknown as MatterLibrary;
