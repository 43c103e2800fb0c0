/**
 * matter-js with deterministic sines. Node and Chromium round `Math.sin` differently, so every place where the
 * library turns points is replaced by the same formula on our own functions. Import matter-js from here only.
 */
import Matter from 'matter-js';
import { atan2, cos, sin } from '../base/maths.ts';

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

/** A rigid body; one of several parts has its compound as `parent`. Angles in radians, velocities per step. */
export interface MatterBody {
  readonly id: number;
  parent: MatterBody;
  parts: MatterBody[];
  position: Point;
  positionPrev: Point;
  angle: number;
  anglePrev: number;
  velocity: Point;
  angularVelocity: number;
  vertices: Point[];
  axes: Point[];
  bounds: { min: Point; max: Point };
  force: Point;
  readonly mass: number;
  readonly inverseMass: number;
  isStatic: boolean;
  isSensor: boolean;
  positionImpulse: Point;
  /** Milliseconds of the last step, which `velocity` refers to. */
  deltaTime: number;
}

export interface MatterCollision {
  pair: MatterPair | null;
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

export interface MatterPair {
  collision: MatterCollision;
  isActive: boolean;
  isSensor: boolean;
  friction: number;
  frictionStatic: number;
  restitution: number;
}

export interface MatterDetector {
  bodies: MatterBody[];
}

export interface MatterPairs {
  table: Record<string, MatterPair>;
  list: MatterPair[];
}

/** The parts of the library that the adapter builds its step from; its published types leave several of them out. */
interface MatterLibrary {
  Body: {
    create(options: object): MatterBody;
    setParts(body: MatterBody, parts: MatterBody[], autoHull: boolean): void;
    setStatic(body: MatterBody, isStatic: boolean): void;
    setInertia(body: MatterBody, inertia: number): void;
    setPosition(body: MatterBody, position: Point, updateVelocity: boolean): void;
    setAngle(body: MatterBody, angle: number, updateVelocity: boolean): void;
    update(body: MatterBody, delta: number): void;
  };
  Vertices: { area(vertices: Point[], signed?: boolean): number; centre(vertices: Point[]): Point };
  Detector: {
    create(options: { pairs: MatterPairs }): MatterDetector;
    setBodies(detector: MatterDetector, bodies: MatterBody[]): void;
    collisions(detector: MatterDetector): MatterCollision[];
  };
  Pairs: {
    create(): MatterPairs;
    update(pairs: MatterPairs, collisions: MatterCollision[], tick: number): void;
  };
  Resolver: {
    preSolvePosition(pairs: MatterPair[]): void;
    solvePosition(pairs: MatterPair[], delta: number, damping: number): void;
    postSolvePosition(bodies: MatterBody[]): void;
    preSolveVelocity(pairs: MatterPair[]): void;
    solveVelocity(pairs: MatterPair[], delta: number): void;
  };
}

/** The library, its turning functions replaced. */
export const matter = Matter as unknown as MatterLibrary;
