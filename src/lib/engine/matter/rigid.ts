import type { Vec2 } from '../../base/geometry.ts';
import { cos, sin } from '../../base/maths.ts';
import type { BodySpec, BodyType, ColliderShape, ColliderSpec } from '../physics.ts';
import { matter, type MatterBody, type Point } from './library.ts';
import { convexPieces, isRound } from './shapes.ts';
import { stillCompound, stillPiece } from './still-bodies.ts';

/** Smaller areas (px²) make no body: their inverse mass would drown the arithmetic. */
const MIN_AREA = 1e-3;
/** A box of 32 x 32 px with the density 1 weighs 1. */
const MASS_PER_AREA = 1 / 1024;
/** How much harder bodies turn than real ones; the library's own choice, which makes stacks steady. */
const INERTIA_SCALE = 4;

/** A convex piece of a body. */
export interface Part {
  readonly rigid: Rigid;
  readonly body: MatterBody;
  readonly collider: ColliderSpec;
  /** Corners and axes while the body is not turned, x and y in turns; corners from the centre of mass. */
  readonly corners: Float64Array;
  readonly axes: Float64Array;
  /** Its centre, likewise. */
  readonly centre: Point;
  /** Of a circle; 0 for what has corners. */
  readonly radius: number;
  /** Its place among the parts that are being saved. */
  index: number;
}

/** A body of the world: what matter-js keeps of it and what we add. Poses and velocities live in `body`. */
export class Rigid {
  readonly id: number;
  readonly type: BodyType;
  readonly body: MatterBody;
  readonly parts: readonly Part[];
  /** The entity's centre seen from the centre of mass, unturned. */
  readonly centre: Point;
  readonly fixedRotation: boolean;
  readonly gravityScale: number;
  readonly damping: number;
  readonly angularDamping: number;
  readonly sleeps: boolean;
  /** What a kinematic body moves with, px/s and radians/s. */
  readonly drive = { x: 0, y: 0, turn: 0 };
  /** Pushes of the next step, mass times px/s². */
  readonly force: Point = { x: 0, y: 0 };
  torque = 0;
  /** The kinematic body it stands on, directly or through others. Its velocity is then relative to it. */
  ride: Rigid | null = null;
  /** How far `ride` took it in this step. */
  readonly carried: Point = { x: 0, y: 0 };
  grounded = false;
  /** How many joints it has. */
  joints = 0;
  /** It has been put elsewhere since the last step. */
  moved = true;
  /** Rests: nothing about it changes until something wakes it. */
  asleep = false;
  /** Steps that it has lain still. */
  still = 0;
  readonly #turn = { angle: 0, c: 1, s: 0 };
  /** The angle at which the axes of the parts are. */
  #axesAngle = NaN;

  /**
   * Builds the body in its unturned pose around the origin. `nextId` numbers parts: the library's own counter is shared by all
   * worlds of a process. Throws a RangeError for a collider without area.
   */
  constructor(spec: BodySpec, nextId: () => number) {
    this.id = spec.id;
    this.type = spec.type;
    this.fixedRotation = spec.fixedRotation;
    this.gravityScale = spec.gravityScale;
    this.damping = spec.damping;
    this.angularDamping = spec.angularDamping;
    this.sleeps = spec.sleeps;
    const isStatic = spec.type !== 'dynamic';
    const pieces = spec.colliders.flatMap((collider) => piecesOf(collider, isStatic, nextId));
    const bodies = pieces.map(({ body }) => body);
    this.body = bodies.length === 1 ? bodies[0]! : compound(bodies, isStatic, nextId);
    if (!isStatic) weigh(this.body, bodies, spec);
    const { x, y } = this.body.position;
    this.centre = { x: -x, y: -y };
    this.parts = pieces.map(({ body, collider }) => ({
      rigid: this,
      body,
      collider,
      corners: flat(body.vertices, x, y),
      axes: flat(body.axes, 0, 0),
      centre: { x: body.position.x - x, y: body.position.y - y },
      radius: radiusOf(collider.shape),
      index: -1,
    }));
    // From now on all that places it comes from its pose alone, as when an earlier one is restored.
    this.place();
  }

  get dynamic(): boolean {
    return this.type === 'dynamic';
  }

  /** What touches it may change in this step. */
  get active(): boolean {
    if (this.moved) return true;
    if (this.type === 'dynamic') return !this.asleep;
    return this.type === 'kinematic' && (this.drive.x !== 0 || this.drive.y !== 0 || this.drive.turn !== 0);
  }

  wake(): void {
    this.still = 0;
    if (!this.asleep) return;
    this.asleep = false;
    this.body.isSleeping = false;
  }

  sleep(): void {
    const { body } = this;
    this.asleep = true;
    body.isSleeping = true;
    setVelocity(body, 0, 0);
    body.angularVelocity = 0;
    body.anglePrev = body.angle;
    body.positionImpulse.x = 0;
    body.positionImpulse.y = 0;
  }

  /** Sets pose and velocity apart from each other: the body keeps moving as it does. */
  put(x: number, y: number, angle: number): void {
    const { body } = this;
    body.positionPrev.x += x - body.position.x;
    body.positionPrev.y += y - body.position.y;
    body.anglePrev += angle - body.angle;
    body.position.x = x;
    body.position.y = y;
    body.angle = angle;
    this.place();
  }

  /** A vector of the unturned body as it lies now. */
  turned({ x, y }: Point): Point {
    const { c, s } = this.#turned();
    return { x: x * c - y * s, y: x * s + y * c };
  }

  /** A vector of the unturned body as it would lie at an angle in radians. */
  turnedBy({ x, y }: Point, angle: number): Point {
    if (angle === this.body.angle) return this.turned({ x, y });
    const c = cos(angle);
    const s = sin(angle);
    return { x: x * c - y * s, y: x * s + y * c };
  }

  /** Puts corners, axes and bounds of all parts where position and angle say. */
  place(): void {
    const { c, s } = this.#turned();
    const { position, angle } = this.body;
    const turns = this.#axesAngle !== angle;
    this.#axesAngle = angle;
    for (const { body, corners, axes, centre, radius } of this.parts) {
      if (body !== this.body) {
        body.position.x = position.x + centre.x * c - centre.y * s;
        body.position.y = position.y + centre.x * s + centre.y * c;
      }
      const { vertices, bounds } = body;
      let x0 = Infinity;
      let y0 = Infinity;
      let x1 = -Infinity;
      let y1 = -Infinity;
      for (let i = 0; i < vertices.length; i++) {
        const corner = vertices[i]!;
        const cx = corners[2 * i]!;
        const cy = corners[2 * i + 1]!;
        const x = position.x + (cx * c - cy * s);
        const y = position.y + (cx * s + cy * c);
        corner.x = x;
        corner.y = y;
        if (x < x0) x0 = x;
        if (x > x1) x1 = x;
        if (y < y0) y0 = y;
        if (y > y1) y1 = y;
      }
      bounds.min.x = radius > 0 ? body.position.x - radius : x0;
      bounds.min.y = radius > 0 ? body.position.y - radius : y0;
      bounds.max.x = radius > 0 ? body.position.x + radius : x1;
      bounds.max.y = radius > 0 ? body.position.y + radius : y1;
      if (!turns) continue;
      for (let i = 0; i < body.axes.length; i++) {
        const axis = body.axes[i]!;
        const ax = axes[2 * i]!;
        const ay = axes[2 * i + 1]!;
        axis.x = ax * c - ay * s;
        axis.y = ax * s + ay * c;
      }
    }
  }

  #turned(): { c: number; s: number } {
    const turn = this.#turn;
    const { angle } = this.body;
    if (turn.angle !== angle) {
      turn.angle = angle;
      turn.c = cos(angle);
      turn.s = sin(angle);
    }
    return turn;
  }
}

/** Points as seen from a place, x and y in turns. */
function flat(points: readonly Point[], x: number, y: number): Float64Array {
  const numbers = new Float64Array(2 * points.length);
  for (let i = 0; i < points.length; i++) {
    numbers[2 * i] = points[i]!.x - x;
    numbers[2 * i + 1] = points[i]!.y - y;
  }
  return numbers;
}

/** A capsule as wide as it is high is a circle, too. */
function radiusOf(shape: ColliderShape): number {
  if (shape.kind === 'circle') return shape.radius;
  return shape.kind === 'capsule' && isRound(shape.width, shape.height) ? shape.width / 2 : 0;
}

/** Sets the velocity of a body in px per step; the library keeps it as a difference of places. */
export function setVelocity(body: MatterBody, x: number, y: number): void {
  body.velocity.x = x;
  body.velocity.y = y;
  body.positionPrev.x = body.position.x - x;
  body.positionPrev.y = body.position.y - y;
}

const common = (isStatic: boolean, id: number) => ({
  id,
  isStatic,
  // Given, so that the library does not draw one from a random sequence that all worlds share.
  render: { fillStyle: '#000' },
});

function piecesOf(
  collider: ColliderSpec,
  isStatic: boolean,
  nextId: () => number,
): { body: MatterBody; collider: ColliderSpec }[] {
  const [dx, dy] = collider.offset;
  const made: { body: MatterBody; collider: ColliderSpec }[] = [];
  for (const piece of convexPieces(collider.shape)) {
    const points = piece.map(([x, y]: Vec2): Point => ({ x: x + dx, y: y + dy }));
    const size = matter.Vertices.area(points, true);
    // The library expects corners clockwise on the screen.
    if (size < 0) points.reverse();
    if (!(Math.abs(size) >= MIN_AREA)) continue;
    if (isStatic) {
      made.push({ body: stillPiece(nextId(), points, collider.sensor), collider });
      continue;
    }
    const body = matter.Body.create({
      ...common(false, nextId()),
      position: matter.Vertices.centre(points),
      vertices: points,
      isSensor: collider.sensor,
      density: collider.density * MASS_PER_AREA,
    });
    made.push({ body, collider });
  }
  if (made.length === 0) throw new RangeError('a collider has no area');
  return made;
}

/** One body out of several parts; without parts a point that moves and touches nobody. */
function compound(parts: MatterBody[], isStatic: boolean, nextId: () => number): MatterBody {
  if (isStatic && parts.length > 0) return stillCompound(nextId(), parts);
  const half = 0.5;
  const vertices = [
    { x: -half, y: -half },
    { x: half, y: -half },
    { x: half, y: half },
    { x: -half, y: half },
  ];
  const body = matter.Body.create({ ...common(isStatic, nextId()), vertices, density: MASS_PER_AREA });
  if (parts.length > 0) matter.Body.setParts(body, parts, false);
  if (isStatic) matter.Body.setStatic(body, true);
  return body;
}

/** Mass and inertia of a dynamic body. The library forgets how far the parts of a compound are from its middle (Steiner's theorem). */
function weigh(body: MatterBody, parts: readonly MatterBody[], { mass, fixedRotation }: BodySpec): void {
  if (parts.length > 1) {
    body.inertia = parts.reduce((sum, part) => {
      const dx = part.position.x - body.position.x;
      const dy = part.position.y - body.position.y;
      return sum + part.inertia + INERTIA_SCALE * part.mass * (dx * dx + dy * dy);
    }, 0);
  }
  if (mass > 0) {
    body.inertia *= mass / body.mass;
    body.mass = mass;
    body.inverseMass = 1 / mass;
  }
  if (fixedRotation) body.inertia = Infinity;
  body.inverseInertia = 1 / body.inertia;
}
