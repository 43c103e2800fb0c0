/** The frame around the selection with its handles. Pure. */
import { rotate, type Rect, type Vec2 } from '../../base/geometry.ts';
import { fromOwn, ownBox, toOwn, type Placed } from './entity-geometry.ts';
import { handlePoint, HANDLES, type Handle } from './resize.ts';

/** CSS pixels from the top edge to the handle that turns. */
export const ROTATE_DISTANCE = 22;
/** CSS pixels around a handle's middle that count as the handle. */
const HANDLE_REACH = 7;
/** Sides shorter than this many CSS pixels have handles at their ends only. */
const ROOM_FOR_MIDDLE = 28;

export type GizmoPart = { kind: 'resize'; handle: Handle } | { kind: 'rotate' };

/** The upright box around a rectangle, as a gizmo for many. */
export function boxAround({ x, y, width, height }: Rect): Placed {
  return {
    position: [x + width / 2, y + height / 2],
    rotation: 0,
    size: [width, height],
    anchor: [0.5, 0.5],
  };
}

/** The handles that fit at a scale, with where they are in the scene. */
export function handlesOf(frame: Placed, scale: number): { handle: Handle; at: Vec2 }[] {
  const box = ownBox(frame);
  return HANDLES.filter(
    ([hx, hy]) =>
      (hx !== 0 || box.width * scale >= ROOM_FOR_MIDDLE) &&
      (hy !== 0 || box.height * scale >= ROOM_FOR_MIDDLE),
  ).map((handle) => ({ handle, at: fromOwn(frame, handlePoint(box, handle)) }));
}

/** Where the handle that turns is in the scene. */
export function rotateHandle(frame: Placed, scale: number): Vec2 {
  const box = ownBox(frame);
  return fromOwn(frame, [box.x + box.width / 2, box.y - ROTATE_DISTANCE / scale]);
}

/** The handle under a scene point; `null` for none. */
export function gizmoPartAt(frame: Placed, scale: number, point: Vec2): GizmoPart | null {
  const near = (at: Vec2) => {
    const [dx, dy] = toOwn({ ...frame, position: at }, point);
    return Math.abs(dx) * scale <= HANDLE_REACH && Math.abs(dy) * scale <= HANDLE_REACH;
  };
  if (near(rotateHandle(frame, scale))) return { kind: 'rotate' };
  const found = handlesOf(frame, scale).filter(({ at }) => near(at));
  // Corners win over the sides they end.
  const best = found.find(({ handle: [hx, hy] }) => hx !== 0 && hy !== 0) ?? found[0];
  return best ? { kind: 'resize', handle: best.handle } : null;
}

const RESIZE_CURSORS = ['ew-resize', 'nwse-resize', 'ns-resize', 'nesw-resize'] as const;

/** The CSS cursor for a part of a frame turned by so many degrees. */
export function cursorOf(part: GizmoPart, rotation: number): string {
  if (part.kind === 'rotate') return 'grab';
  const [x, y] = rotate(part.handle, rotation);
  const eighth = Math.round(Math.atan2(y, x) / (Math.PI / 4));
  return RESIZE_CURSORS[((eighth % 4) + 4) % 4]!;
}
