/** What becomes of a joint that is made another kind. Pure. */
import { add, type Vec2 } from '../../../base/geometry.ts';
import type { Placed } from '../entity-geometry.ts';
import { otherAnchor, turnsAbout, type JointData, type JointShown, type JointType } from './joints.ts';

/** Scene pixels above a pin where the far end goes of what hangs on the scene from now on. */
const HANG: Vec2 = [0, -64];

/**
 * The fields that make a joint another kind. Its own anchor stays; what has had one end only, and is tied to the scene,
 * hangs from above.
 * @param placed where the own body is
 */
export function jointOfKind(
  { joint, from }: JointShown,
  placed: Placed,
  type: JointType,
): Partial<JointData> {
  const hangs = joint.to === '' && turnsAbout(joint.type) && !turnsAbout(type);
  return hangs ? { type, otherAnchor: otherAnchor(placed, null, add(from, HANG)) } : { type };
}
