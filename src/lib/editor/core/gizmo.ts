/** The handles around the selection. Pure. */
import { rotate, type Rect, type Vec2 } from '../../base/geometry.ts';
import { distanceToLine, fromOwn, ownBox, toOwn, type Placed } from './entity-geometry.ts';
import { handlePoint, HANDLES, type Handle } from './resize.ts';

/** Which handles there are: those of the select tool, or those of one transform alone. */
export type GizmoKind = 'select' | 'move' | 'rotate' | 'scale';
export type GizmoPart =
  { kind: 'resize'; handle: Handle } | { kind: 'rotate' } | { kind: 'move'; axis: 'x' | 'y' };

/** How large handles are, in CSS pixels. */
interface HandleSizes {
  /** From a handle's middle to the edge of what counts as the handle. */
  reach: number;
  /** From the top edge to the handle that turns. */
  rotate: number;
  /** Handles of opposite sides are never nearer to each other, so that the box between them can be grabbed. */
  apart: number;
  /** Sides shorter than this have handles at their ends only. */
  middle: number;
  /** Length of the arrows of the move tool, radius of the ring of the rotate tool. */
  arrow: number;
}

/** A finger needs targets of 40 pixels. */
export const HANDLE_SIZES: Readonly<Record<'fine' | 'coarse', HandleSizes>> = {
  fine: { reach: 7, rotate: 22, apart: 20, middle: 28, arrow: 56 },
  coarse: { reach: 20, rotate: 44, apart: 84, middle: 128, arrow: 72 },
};

/** How a gizmo shows itself. */
export interface GizmoLook {
  readonly kind: GizmoKind;
  /** CSS pixels for a pixel of the scene. */
  readonly scale: number;
  readonly coarse: boolean;
}

const sizesOf = ({ coarse }: GizmoLook): HandleSizes => HANDLE_SIZES[coarse ? 'coarse' : 'fine'];

/** The upright box around a rectangle, as a gizmo for many. */
export function boxAround({ x, y, width, height }: Rect): Placed {
  return {
    position: [x + width / 2, y + height / 2],
    rotation: 0,
    size: [width, height],
    anchor: [0.5, 0.5],
  };
}

/** The box on which the handles stand: that of the frame, larger where it is too small for them. */
function handleBox(frame: Placed, look: GizmoLook): Rect {
  const { x, y, width, height } = ownBox(frame);
  const apart = sizesOf(look).apart / look.scale;
  const [dx, dy] = [Math.max(0, apart - width) / 2, Math.max(0, apart - height) / 2];
  return { x: x - dx, y: y - dy, width: width + 2 * dx, height: height + 2 * dy };
}

/** The handles for resizing, with where they are in the scene. */
export function handlesOf(frame: Placed, look: GizmoLook): { handle: Handle; at: Vec2 }[] {
  if (look.kind !== 'select' && look.kind !== 'scale') return [];
  const box = handleBox(frame, look);
  const { middle } = sizesOf(look);
  return HANDLES.filter(
    ([hx, hy]) =>
      (hx !== 0 || box.width * look.scale >= middle) && (hy !== 0 || box.height * look.scale >= middle),
  ).map((handle) => ({ handle, at: fromOwn(frame, handlePoint(box, handle)) }));
}

/** Where the handle that turns is in the scene, and where its stem begins; `null` without one. */
export function rotateHandle(frame: Placed, look: GizmoLook): { from: Vec2; at: Vec2 } | null {
  if (look.kind !== 'select') return null;
  const { x, y, width } = handleBox(frame, look);
  return {
    from: fromOwn(frame, [x + width / 2, y]),
    at: fromOwn(frame, [x + width / 2, y - sizesOf(look).rotate / look.scale]),
  };
}

/** The tips of the arrows that move along one axis of the scene. */
export function moveArrows(frame: Placed, look: GizmoLook): { axis: 'x' | 'y'; at: Vec2 }[] {
  if (look.kind !== 'move') return [];
  const length = sizesOf(look).arrow / look.scale;
  const [x, y] = frame.position;
  return [
    { axis: 'x', at: [x + length, y] },
    { axis: 'y', at: [x, y - length] },
  ];
}

/** Where an arrow begins: a part around the anchor moves freely. */
export const ARROW_START = 0.3;

/** The handle under a scene point; `null` for none. */
export function gizmoPartAt(frame: Placed, look: GizmoLook, point: Vec2): GizmoPart | null {
  const { reach } = sizesOf(look);
  const near = (at: Vec2) => {
    const [dx, dy] = toOwn({ ...frame, position: at }, point);
    return Math.abs(dx) * look.scale <= reach && Math.abs(dy) * look.scale <= reach;
  };
  for (const { axis, at } of moveArrows(frame, look)) {
    const [x, y] = frame.position;
    const start: Vec2 = [x + (at[0] - x) * ARROW_START, y + (at[1] - y) * ARROW_START];
    if (distanceToLine(point, start, at) * look.scale <= reach) return { kind: 'move', axis };
  }
  const turning = rotateHandle(frame, look);
  if (turning && near(turning.at)) return { kind: 'rotate' };
  const found = handlesOf(frame, look).filter(({ at }) => near(at));
  // Corners win over the sides they end.
  const best = found.find(({ handle: [hx, hy] }) => hx !== 0 && hy !== 0) ?? found[0];
  return best ? { kind: 'resize', handle: best.handle } : null;
}

const RESIZE_CURSORS = ['ew-resize', 'nwse-resize', 'ns-resize', 'nesw-resize'] as const;

/** The CSS cursor for a part of a frame turned by so many degrees. */
export function cursorOf(part: GizmoPart, rotation: number): string {
  if (part.kind === 'rotate') return 'grab';
  if (part.kind === 'move') return part.axis === 'x' ? 'ew-resize' : 'ns-resize';
  const [x, y] = rotate(part.handle, rotation);
  const eighth = Math.round(Math.atan2(y, x) / (Math.PI / 4));
  return RESIZE_CURSORS[((eighth % 4) + 4) % 4]!;
}
