import type { Vec2 } from '../../base/geometry.ts';
import { childOf, numberOf, problemAt, textOf, type XmlElement } from '../xml.ts';

/** The shape of an object in Tiled: points around its origin before it is turned. */
export interface Outline {
  kind: 'rectangle' | 'ellipse' | 'polygon' | 'polyline';
  origin: Vec2;
  /** Degrees, clockwise, about the origin. */
  rotation: number;
  points: readonly Vec2[];
}

const ellipseCorners = 12;

/** The points of a `<polygon>` or `<polyline>`. */
function readPoints(element: XmlElement): Vec2[] {
  return textOf(element, 'points')
    .trim()
    .split(/\s+/)
    .map((text) => {
      const [x, y, ...more] = text.split(',').map((part) => (part === '' ? NaN : Number(part)));
      if (x === undefined || y === undefined || more.length || !Number.isFinite(x) || !Number.isFinite(y))
        throw problemAt(element, `"${text.slice(0, 40)}" is no point such as 12,34.`);
      return [x, y];
    });
}

/** The outline of an object; `null` for points, texts and tiles, which have none. */
export function outlineOf(object: XmlElement): Outline | null {
  if (object.attributes.has('gid') || childOf(object, 'point') || childOf(object, 'text')) return null;
  const origin: Vec2 = [numberOf(object, 'x', 0), numberOf(object, 'y', 0)];
  const rotation = numberOf(object, 'rotation', 0);
  const [width, height] = [numberOf(object, 'width', 0), numberOf(object, 'height', 0)];
  for (const kind of ['polygon', 'polyline'] as const) {
    const element = childOf(object, kind);
    if (element) return { kind, origin, rotation, points: readPoints(element) };
  }
  if (width <= 0 && height <= 0) return null;
  if (childOf(object, 'ellipse')) {
    const points = Array.from({ length: ellipseCorners }, (_, at): Vec2 => {
      const angle = (2 * Math.PI * at) / ellipseCorners;
      return [(width / 2) * (1 + Math.cos(angle)), (height / 2) * (1 + Math.sin(angle))];
    });
    return { kind: 'ellipse', origin, rotation, points };
  }
  return {
    kind: 'rectangle',
    origin,
    rotation,
    points: [
      [0, 0],
      [width, 0],
      [width, height],
      [0, height],
    ],
  };
}
