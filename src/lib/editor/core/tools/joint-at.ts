import type { Vec2 } from '../../../base/geometry.ts';
import { distanceToLine } from '../entity-geometry.ts';
import type { Subject } from '../menus.ts';
import { turnsAbout, type JointEnd, type JointShown } from '../shapes/joints.ts';
import { reachOf, type ToolPointer } from './tool.ts';

/** CSS pixels around an end, and around the line of a joint, that count as it. */
export const END_REACH = 9;
const LINE_REACH = 6;

/** An end or the line of a joint. */
export type JointPart =
  { kind: 'end'; shown: JointShown; end: JointEnd } | { kind: 'line'; shown: JointShown };

/** Whether the pointer is within so many CSS pixels of a place of the scene. */
export const isNear = (pointer: ToolPointer, at: Vec2, reach: number, scale: number): boolean =>
  Math.hypot(at[0] - pointer.scene[0], at[1] - pointer.scene[1]) * scale <= reachOf(pointer, reach);

/** The joint under the pointer; ends come before lines. @param scale CSS pixels of one scene pixel */
export function jointPartAt(
  joints: readonly JointShown[],
  pointer: ToolPointer,
  scale: number,
): JointPart | null {
  for (const shown of joints) {
    if (!turnsAbout(shown.joint.type) && isNear(pointer, shown.to, END_REACH, scale))
      return { kind: 'end', shown, end: 'other' };
    if (isNear(pointer, shown.from, END_REACH, scale)) return { kind: 'end', shown, end: 'own' };
  }
  const line = joints.find(
    ({ joint, from, to }) =>
      !turnsAbout(joint.type) && distanceToLine(pointer.scene, from, to) * scale <= LINE_REACH,
  );
  return line ? { kind: 'line', shown: line } : null;
}

/** The joint under the pointer as a menu knows it. */
export function jointSubject(
  joints: readonly JointShown[],
  pointer: ToolPointer,
  scale: number,
): Subject | null {
  const part = jointPartAt(joints, pointer, scale);
  return part && { kind: 'joint', id: `${part.shown.id} ${part.shown.key}` };
}
