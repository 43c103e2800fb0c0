/** Outlines of tiles: those that are wanted most, and where a press meets one. Pure. */
import type { Vec2 } from '../../../base/geometry.ts';

interface Preset {
  readonly label: string;
  readonly points: readonly Vec2[];
}

/** Outlines that a tile of this size may take at a click. */
export function outlinePresets([width, height]: Vec2): readonly Preset[] {
  return [
    {
      label: 'Whole',
      points: [
        [0, 0],
        [width, 0],
        [width, height],
        [0, height],
      ],
    },
    {
      label: 'Lower half',
      points: [
        [0, height / 2],
        [width, height / 2],
        [width, height],
        [0, height],
      ],
    },
    {
      label: 'Upper half',
      points: [
        [0, 0],
        [width, 0],
        [width, height / 2],
        [0, height / 2],
      ],
    },
    {
      label: 'Slope up',
      points: [
        [0, height],
        [width, 0],
        [width, height],
      ],
    },
    {
      label: 'Slope down',
      points: [
        [0, 0],
        [width, height],
        [0, height],
      ],
    },
  ];
}

function toSegment([px, py]: Vec2, [ax, ay]: Vec2, [bx, by]: Vec2): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / length));
  return Math.hypot(px - ax - t * dx, py - ay - t * dy);
}

/** The side of an outline within reach of a point: which outline, and the number of the point that it starts at. */
export function nearestSide(
  outlines: readonly (readonly Vec2[])[],
  at: Vec2,
  reach: number,
): { outline: number; after: number } | null {
  let nearest = reach;
  let found: { outline: number; after: number } | null = null;
  outlines.forEach((points, outline) =>
    points.forEach((point, after) => {
      const away = toSegment(at, point, points[(after + 1) % points.length]!);
      if (away < nearest) [nearest, found] = [away, { outline, after }];
    }),
  );
  return found;
}
