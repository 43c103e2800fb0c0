import type { Vec2 } from '../base/geometry.ts';
import type { MarkedPhysics } from './physics-marks.ts';
import type { PaintContext } from './paint-types.ts';

const colors = {
  static: '#8a95a8',
  kinematic: '#7c9cff',
  dynamic: '#f2b45a',
  sensor: '#5fd38d',
  asleep: '#5a6475',
  contact: '#ff5f6d',
  joint: '#c792ea',
  velocity: '#4fc3f7',
  centre: '#ffffff',
} as const;

/** Seconds of movement that a velocity line shows. */
const AHEAD = 0.1;
/** Px of a contact's line per mass times px/s, and its longest. */
const PER_IMPULSE = 0.1;
const LONGEST = 40;

/** Paints what physics sees over a picture, on a context whose unit is one scene pixel. @param unit scene pixels of a thin line */
export function paintPhysics(ctx: PaintContext, picture: MarkedPhysics, unit: number): void {
  const marks = new Set(picture.marks);
  ctx.save();
  ctx.lineWidth = unit;
  for (const { points, type, sensor, asleep } of picture.shapes) {
    if (!marks.has('shapes') && !(asleep && marks.has('sleeping'))) continue;
    const color = asleep && marks.has('sleeping') ? colors.asleep : sensor ? colors.sensor : colors[type];
    outline(ctx, points);
    ctx.fillStyle = `${color}33`;
    ctx.fill();
    ctx.strokeStyle = color;
    ctx.stroke();
  }
  if (marks.has('joints'))
    for (const { from, to } of picture.joints) {
      line(ctx, from, to, colors.joint);
      for (const end of [from, to]) dot(ctx, end, 3 * unit, colors.joint);
    }
  if (marks.has('contacts'))
    for (const { point, normal, impulse } of picture.contacts) {
      const length = Math.min(LONGEST, 4 + impulse * PER_IMPULSE);
      line(ctx, point, [point[0] + normal[0] * length, point[1] + normal[1] * length], colors.contact);
      dot(ctx, point, 2 * unit, colors.contact);
    }
  for (const { centre, velocity } of picture.bodies) {
    if (marks.has('velocities')) {
      const end: Vec2 = [centre[0] + velocity[0] * AHEAD, centre[1] + velocity[1] * AHEAD];
      line(ctx, centre, end, colors.velocity);
    }
    if (marks.has('centres')) dot(ctx, centre, 2 * unit, colors.centre);
  }
  ctx.restore();
}

function outline(ctx: PaintContext, points: readonly Vec2[]): void {
  ctx.beginPath();
  points.forEach(([x, y], i) => (i === 0 ? ctx.moveTo(x, y) : ctx.lineTo(x, y)));
  ctx.closePath();
}

function line(ctx: PaintContext, from: Vec2, to: Vec2, color: string): void {
  ctx.strokeStyle = color;
  ctx.beginPath();
  ctx.moveTo(...from);
  ctx.lineTo(...to);
  ctx.stroke();
}

function dot(ctx: PaintContext, [x, y]: Vec2, radius: number, color: string): void {
  ctx.fillStyle = color;
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fill();
}
