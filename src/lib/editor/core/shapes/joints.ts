/** Joints as the editor shows and changes them: where their ends are in the scene. Pure. */
import { add, rotate, subtract, type Vec2 } from '../../../base/geometry.ts';
import type { ComponentData } from '../../../schema/components.ts';
import { fromOwn, ownBox, tidyVec, type Placed } from '../entity-geometry.ts';
import { direction, ROTATION_STEP, wrapped } from '../rotate.ts';
import type { SceneIndex } from '../scene-index.ts';
import type { SceneItem } from '../scene-item.ts';
import { jointsOf } from './put-outline.ts';

export type JointData = ComponentData<'Joint'>;
export type JointType = JointData['type'];
/** Which end of a joint: that on its own body, or the other one. */
export type JointEnd = 'own' | 'other';

/** One joint with both of its ends in the scene. */
export interface JointShown {
  /** The entity that has it, and the key of its component. */
  readonly id: string;
  readonly key: string;
  readonly joint: JointData;
  readonly from: Vec2;
  readonly to: Vec2;
  /** The middle of the own body, and of the other one; `null` for a joint with the scene. */
  readonly centre: Vec2;
  readonly otherCentre: Vec2 | null;
  /** The other entity is named, but is not there. */
  readonly lost: boolean;
}

/** Where an entity is: in the document, dragged, or played. */
export type PlaceOf = (id: string) => Placed | null;

/** The middle of an entity's box, which anchors are measured from. */
export function centreOf(placed: Placed): Vec2 {
  const { x, y, width, height } = ownBox(placed);
  return fromOwn(placed, [x + width / 2, y + height / 2]);
}

/** Both bodies turn about the same point. */
export const turnsAbout = (type: JointType): boolean => type === 'revolute' || type === 'weld';

/** The joints of one entity. */
export function jointsShown({ id, entity }: SceneItem, placeOf: PlaceOf): JointShown[] {
  const placed = placeOf(id);
  if (!placed) return [];
  const centre = centreOf(placed);
  return jointsOf(entity.components).map(([key, joint]) => {
    const other = joint.to === '' ? null : placeOf(joint.to);
    const from = add(centre, rotate(joint.anchor, placed.rotation));
    const free = other
      ? add(centreOf(other), rotate(joint.otherAnchor, other.rotation))
      : add(centre, joint.otherAnchor);
    return {
      id,
      key,
      joint,
      from,
      to: turnsAbout(joint.type) ? from : free,
      centre,
      otherCentre: other && centreOf(other),
      lost: joint.to !== '' && !other,
    };
  });
}

/** The joints of what is selected; of many entities those of the last ones only. */
export const jointsOfSelected = (
  { items }: Pick<SceneIndex, 'items'>,
  selected: readonly string[],
  placeOf: PlaceOf,
): JointShown[] =>
  selected.slice(-20).flatMap((id) => {
    const item = items.get(id);
    return item ? jointsShown(item, placeOf) : [];
  });

/** The anchor of the own body for a place of the scene. */
export const ownAnchor = (placed: Placed, at: Vec2): Vec2 =>
  tidyVec(rotate(subtract(at, centreOf(placed)), -placed.rotation));

/** The other anchor for a place of the scene: on the other body, or, tied to the scene, from the own one. */
export const otherAnchor = (placed: Placed, other: Placed | null, at: Vec2): Vec2 =>
  other ? ownAnchor(other, at) : tidyVec(subtract(at, centreOf(placed)));

/** The direction from which the limits of a revolute joint are counted: from its anchor to the middle of its body. */
export function limitsFrom({ from, centre }: JointShown, placed: Placed): number {
  return Math.hypot(centre[0] - from[0], centre[1] - from[1]) < 1 ? placed.rotation : direction(from, centre);
}

/** The limits of a revolute joint with one of them pulled towards a place of the scene; Shift goes by steps. */
export function pulledLimit(
  shown: JointShown,
  placed: Placed,
  which: 'lowerAngle' | 'upperAngle',
  at: Vec2,
  stepped: boolean,
): Pick<JointData, 'lowerAngle' | 'upperAngle'> {
  const { lowerAngle, upperAngle } = shown.joint;
  const turn = wrapped(direction(shown.from, at) - limitsFrom(shown, placed));
  const angle = stepped ? Math.round(turn / ROTATION_STEP) * ROTATION_STEP : Math.round(turn);
  return which === 'lowerAngle'
    ? { lowerAngle: Math.min(angle, upperAngle), upperAngle }
    : { lowerAngle, upperAngle: Math.max(angle, lowerAngle) };
}
