/** Where entities are in the scene, what they cover, and whether a point hits them. Pure. */
import { curveBounds, MeasuredCurve } from '../../base/curves.ts';
import {
  add,
  boundsOf,
  insidePolygon,
  rotate,
  subtract,
  union,
  type Rect,
  type Vec2,
} from '../../base/geometry.ts';
import type { ComponentData } from '../../schema/components.ts';
import { curveNodes } from '../../schema/curves.ts';
import type { ProjectData, ResolvedEntity } from '../../schema/project.ts';
import { cellAt, cellBounds, gridOf } from '../../schema/tile-grid.ts';
import { changedRanges, tileAt, tileBounds } from '../../schema/tiles.ts';

/** A turned box in the scene. */
export interface Placed {
  /** The anchor, in scene pixels. */
  readonly position: Vec2;
  /** Degrees, clockwise. */
  readonly rotation: number;
  readonly size: Vec2;
  /** Fractions of the box; the box turns and grows around this point. */
  readonly anchor: Vec2;
}

/** The scene's own frame: what a parent of nobody stands for. */
export const SCENE_FRAME: Pick<Placed, 'position' | 'rotation'> = { position: [0, 0], rotation: 0 };

/** An entity's box in the scene, given where its parent is. */
export function placedIn(
  parent: Pick<Placed, 'position' | 'rotation'>,
  { Transform }: Pick<ResolvedEntity['components'], 'Transform'>,
): Placed {
  return {
    position: add(parent.position, rotate(Transform.position, parent.rotation)),
    rotation: parent.rotation + Transform.rotation,
    size: Transform.size,
    anchor: Transform.anchor,
  };
}

/** Rounds away what turning back and forth leaves in the last digits. */
export const tidy = (value: number): number => Math.round(value * 1e4) / 1e4 || 0;
export const tidyVec = ([x, y]: Vec2): Vec2 => [tidy(x), tidy(y)];

/** The position and rotation fields that put an anchor at `placed` below a parent at `parent`. */
export function relativeTo(
  parent: Pick<Placed, 'position' | 'rotation'>,
  placed: Pick<Placed, 'position' | 'rotation'>,
): { position: Vec2; rotation: number } {
  return {
    position: tidyVec(rotate(subtract(placed.position, parent.position), -parent.rotation)),
    rotation: tidy(placed.rotation - parent.rotation),
  };
}

/** The box in its own frame, in which the anchor is the origin. */
export function ownBox({ size, anchor }: Pick<Placed, 'size' | 'anchor'>): Rect {
  return { x: -anchor[0] * size[0], y: -anchor[1] * size[1], width: size[0], height: size[1] };
}

/** A scene point in the box's own frame. */
export function toOwn(placed: Placed, point: Vec2): Vec2 {
  return rotate(subtract(point, placed.position), -placed.rotation);
}

/** A point of the box's own frame in the scene. */
export function fromOwn(placed: Placed, point: Vec2): Vec2 {
  return add(placed.position, rotate(point, placed.rotation));
}

/** The corners of a rectangle of the own frame in the scene: top left, then clockwise. */
export function cornersOf(placed: Placed, { x, y, width, height }: Rect = ownBox(placed)): Vec2[] {
  const corners: Vec2[] = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
  return corners.map((corner) => fromOwn(placed, corner));
}

/** The upright rectangle around a turned box. */
export function boundsOfPlaced(placed: Placed, own?: Rect): Rect {
  if (placed.rotation !== 0) return boundsOf(cornersOf(placed, own))!;
  // Most boxes are upright, and thousands are asked for.
  const { x, y, width, height } = own ?? ownBox(placed);
  const [px, py] = placed.position;
  const [x0, x1] = [px + x, px + (x + width)];
  const [y0, y1] = [py + y, py + (y + height)];
  return { x: Math.min(x0, x1), y: Math.min(y0, y1), width: Math.abs(x1 - x0), height: Math.abs(y1 - y0) };
}

/** Whether there is anything to see of it besides what the editor adds. */
export function isPainted({ components }: ResolvedEntity): boolean {
  return !!(components.Shape || components.Sprite || components.Text || components.Tilemap);
}

function grown({ x, y, width, height }: Rect, by: number): Rect {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

/**
 * What an entity paints on, in its own frame: the box with strokes, tiles that reach out of it and text that does
 * not fit. May be a little too large, never too small.
 */
export function paintedBox(
  { components }: ResolvedEntity,
  size: Vec2,
  tilesets: ProjectData['tilesets'],
): Rect {
  const box = ownBox({ size, anchor: components.Transform.anchor });
  let painted = box;
  const { Shape, Text, Tilemap, Path } = components;
  if (Shape?.stroke || Shape?.kind === 'line') painted = grown(painted, Shape.strokeWidth);
  if (Path) painted = union(painted, curveBounds(curveNodes(Path.points, box), Path.closed))!;
  if (Text) painted = union(painted, textBox(Text, box))!;
  for (const key in components)
    if (key.startsWith('Collider')) painted = union(painted, reachOf(components, key, box))!;
  if (Tilemap) {
    const cells = tileBounds(Tilemap.tiles);
    if (cells) {
      const covered = cellBounds(gridOf(Tilemap), cells);
      const used = { ...covered, x: box.x + covered.x, y: box.y + covered.y };
      painted = union(painted, grown(used, tileReach(Tilemap, tilesets)))!;
    }
  }
  return painted;
}

/** Pixels by which tiles may stick out of their cells: larger ones reach up and to the right, offsets move them anywhere. */
function tileReach(
  { tileSize: [w, h], tilesets: uses }: ComponentData<'Tilemap'>,
  tilesets: ProjectData['tilesets'],
): number {
  return uses.reduce((most, { tileset }) => {
    const set = tilesets[tileset];
    if (!set) return most;
    return Math.max(most, ...set.tileSize, Math.abs(set.offset[0]) + w, Math.abs(set.offset[1]) + h);
  }, 0);
}

/**
 * Where an entity looks different after its tiles changed, in its own frame; `null` when something else changed as well.
 * @param size of its box
 */
export function repaintedTiles(
  before: ResolvedEntity,
  after: ResolvedEntity,
  size: Vec2,
  tilesets: ProjectData['tilesets'],
): Rect[] | null {
  const [old, now] = [before.components.Tilemap, after.components.Tilemap];
  if (!old || !now || old.tiles === now.tiles) return null;
  const rest = (entity: ResolvedEntity, map: ComponentData<'Tilemap'>) =>
    JSON.stringify({ ...entity, components: { ...entity.components, Tilemap: { ...map, tiles: {} } } });
  if (rest(before, old) !== rest(after, now)) return null;
  const box = ownBox({ size, anchor: after.components.Transform.anchor });
  const grid = gridOf(now);
  return changedRanges(old.tiles, now.tiles).map((range) => {
    const area = cellBounds(grid, range);
    return grown({ ...area, x: box.x + area.x, y: box.y + area.y }, tileReach(now, tilesets));
  });
}

/** What a collider may cover, which is shown at times. */
function reachOf(components: ResolvedEntity['components'], key: string, box: Rect): Rect | null {
  const { offset, size, points } = (components as unknown as Record<string, ComponentData<'Collider'>>)[key]!;
  const [width, height] = [size[0] || box.width, size[1] || box.height];
  const middle: Vec2 = [box.x + box.width / 2 + offset[0], box.y + box.height / 2 + offset[1]];
  const around = { x: middle[0] - width / 2, y: middle[1] - height / 2, width, height };
  return points.length > 0 ? union(around, boundsOf(cornersIn(points, around))) : around;
}

/** Letters are at most about their height wide; measuring them would need a canvas. */
function textBox(
  { text, fontSize, align }: NonNullable<ResolvedEntity['components']['Text']>,
  box: Rect,
): Rect {
  const lines = text.split('\n');
  const width = Math.max(...lines.map((line) => line.length)) * fontSize;
  const height = lines.length * fontSize * 1.5;
  const spare = box.width - width;
  const x = align === 'left' ? box.x : align === 'right' ? box.x + spare : box.x + spare / 2;
  return { x, y: box.y - fontSize * 0.25, width, height: Math.max(height, fontSize) };
}

/**
 * Whether a scene point hits an entity: inside its outline, on one of its tiles, else inside its box.
 * @param slack scene pixels by which thin and small things are easier to hit
 */
export function hits(entity: ResolvedEntity, placed: Placed, point: Vec2, slack: number): boolean {
  const own = toOwn(placed, point);
  const { Shape, Tilemap, Sprite, Text, Path } = entity.components;
  const box = ownBox(placed);
  if (Path && nearPath(Path, box, own, slack)) return true;
  // Of a path alone only the line is there.
  if (Path && Path.points.length > 1 && !isPainted(entity)) return false;
  if (Tilemap) {
    const [x, y] = cellAt(gridOf(Tilemap), [own[0] - box.x, own[1] - box.y]);
    if (tileAt(Tilemap.tiles, x, y) !== 0) return true;
    if (!Shape && !Sprite && !Text) return false;
  }
  if (Shape?.kind === 'line' && Shape.points.length > 1 && !Sprite && !Text)
    return nearLine(own, cornersIn(Shape.points, box), Math.max(slack, Shape.strokeWidth / 2));
  if (!insideRect(easyBox(box, slack), own)) return false;
  if (!Shape || Sprite || Text || Math.min(box.width, box.height) < 2 * slack) return true;
  if (Shape.kind === 'ellipse') {
    const rx = box.width / 2 + slack / 2;
    const ry = box.height / 2 + slack / 2;
    const dx = (own[0] - box.x - box.width / 2) / rx;
    const dy = (own[1] - box.y - box.height / 2) / ry;
    return dx * dx + dy * dy <= 1;
  }
  if (Shape.kind === 'polygon' && Shape.points.length > 2) {
    const outline = cornersIn(Shape.points, box);
    return insidePolygon(own, outline) || nearLine(own, [...outline, outline[0]!], slack);
  }
  return true;
}

/** Grown only where it is smaller than a fingertip, so that neighbours keep their own edges. */
function easyBox(box: Rect, slack: number): Rect {
  const dx = box.width < 2 * slack ? slack : 0;
  const dy = box.height < 2 * slack ? slack : 0;
  return { x: box.x - dx, y: box.y - dy, width: box.width + 2 * dx, height: box.height + 2 * dy };
}

export function insideRect({ x, y, width, height }: Rect, [px, py]: Vec2): boolean {
  return px >= x && py >= y && px <= x + width && py <= y + height;
}

/** Corners given as fractions of a box. */
const cornersIn = (points: readonly Vec2[], { x, y, width, height }: Rect): Vec2[] =>
  points.map(([px, py]) => [x + px * width, y + py * height]);

function nearLine(point: Vec2, line: readonly Vec2[], distance: number): boolean {
  return line.some((from, i) => i > 0 && distanceToLine(point, line[i - 1]!, from) <= distance);
}

function nearPath(
  path: NonNullable<ResolvedEntity['components']['Path']>,
  box: Rect,
  point: Vec2,
  distance: number,
): boolean {
  const nodes = curveNodes(path.points, box);
  const bounds = curveBounds(nodes, path.closed);
  if (!bounds || !insideRect(grown(bounds, distance), point)) return false;
  return new MeasuredCurve(nodes, path.closed).nearest(point).distance <= distance;
}

/** Distance from a point to the line between two others. */
export function distanceToLine([px, py]: Vec2, [ax, ay]: Vec2, [bx, by]: Vec2): number {
  const dx = bx - ax;
  const dy = by - ay;
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / length));
  return Math.hypot(px - ax - t * dx, py - ay - t * dy);
}

/** Whether a marquee touches a turned box: they overlap unless one of their sides separates them. */
export function touches(marquee: Rect, placed: Placed): boolean {
  const bounds = boundsOfPlaced(placed);
  if (
    bounds.x > marquee.x + marquee.width ||
    bounds.y > marquee.y + marquee.height ||
    bounds.x + bounds.width < marquee.x ||
    bounds.y + bounds.height < marquee.y
  )
    return false;
  if (placed.rotation === 0) return true;
  const own = cornersOf({ position: [0, 0], rotation: 0, size: [0, 0], anchor: [0, 0] }, marquee).map(
    (corner) => toOwn(placed, corner),
  );
  const box = ownBox(placed);
  const reach = boundsOf(own)!;
  return !(
    reach.x > box.x + box.width ||
    reach.y > box.y + box.height ||
    reach.x + reach.width < box.x ||
    reach.y + reach.height < box.y
  );
}

/** Whether a marquee takes in a turned box whole. */
export function encloses(marquee: Rect, placed: Placed): boolean {
  const { x, y, width, height } = boundsOfPlaced(placed);
  return (
    x >= marquee.x &&
    y >= marquee.y &&
    x + width <= marquee.x + marquee.width &&
    y + height <= marquee.y + marquee.height
  );
}
