/** How joints are marked on the canvas. Pure. */
import { add, rotate, subtract, type Vec2 } from '../../../base/geometry.ts';
import type { Placed } from '../entity-geometry.ts';
import type { Mark } from '../marks.ts';
import { limitsFrom, turnsAbout, type JointShown } from './joints.ts';

/** CSS pixels from an anchor to the handles of its limits. */
export const LIMIT_RADIUS = 44;
/** Turns of a drawn spring, and how far they reach to the sides in CSS pixels. */
const COILS = 8;
const COIL_REACH = 5;

/** A zigzag between two places, for a spring. @param pixel scene pixels of one CSS pixel */
function coil(from: Vec2, to: Vec2, pixel: number): Vec2[] {
  const [dx, dy] = subtract(to, from);
  const length = Math.hypot(dx, dy);
  if (length < 1) return [from, to];
  const side: Vec2 = [(-dy / length) * COIL_REACH * pixel, (dx / length) * COIL_REACH * pixel];
  const places = Array.from({ length: COILS * 2 - 1 }, (_, i): Vec2 => {
    const t = (i + 1) / (COILS * 2);
    const sign = i % 2 === 0 ? 1 : -1;
    return [from[0] + dx * t + side[0] * sign, from[1] + dy * t + side[1] * sign];
  });
  return [from, ...places, to];
}

/** A joint that is not in hand: its line and where it is tied. @param pixel scene pixels of one CSS pixel */
export function jointMarks(shown: JointShown, pixel: number, active = false): Mark[] {
  const { joint, from, to, centre, otherCentre, lost } = shown;
  const tone = lost ? 'bad' : 'joint';
  const width = active ? 2 : 1.25;
  const line = (points: readonly Vec2[], dashed = false): Mark => ({
    kind: 'line',
    points,
    tone,
    width,
    dashed,
  });
  const lines: Mark[] = turnsAbout(joint.type)
    ? [line([centre, from], true), ...(otherCentre ? [line([from, otherCentre], true)] : [])]
    : [line(joint.type === 'spring' ? coil(from, to, pixel) : [from, to], joint.type === 'rope')];
  const form = joint.type === 'weld' ? 'square' : joint.type === 'revolute' ? 'round' : 'diamond';
  const ends: Mark[] = [{ kind: 'handle', at: from, form, tone, picked: active }];
  if (!turnsAbout(joint.type)) ends.push({ kind: 'handle', at: to, form: 'diamond', tone });
  return [...lines, ...ends];
}

/** Where the handles of the limits are; nothing for a joint without limits. */
export function limitPlaces(
  shown: JointShown,
  placed: Placed,
  pixel: number,
): { which: 'lowerAngle' | 'upperAngle'; at: Vec2 }[] {
  const { joint, from } = shown;
  if (joint.type !== 'revolute' || !joint.limits) return [];
  const start = limitsFrom(shown, placed);
  return (['lowerAngle', 'upperAngle'] as const).map((which) => ({
    which,
    at: add(from, rotate([LIMIT_RADIUS * pixel, 0], start + joint[which])),
  }));
}

function outward(from: Vec2, at: Vec2, by: number): Vec2 {
  const [dx, dy] = subtract(at, from);
  const length = Math.hypot(dx, dy) || 1;
  return [at[0] + (dx / length) * by, at[1] + (dy / length) * by];
}

/** The joint in hand: with its length, or with how far it turns. */
export function heldJointMarks(shown: JointShown, placed: Placed, pixel: number): Mark[] {
  const { joint, from, to } = shown;
  const marks = jointMarks(shown, pixel, true);
  if (!turnsAbout(joint.type)) {
    const length = Math.hypot(...subtract(to, from));
    const words =
      joint.length > 0 && Math.round(joint.length) !== Math.round(length) ? ` of ${joint.length}` : '';
    const at: Vec2 = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2 - 14 * pixel];
    return [...marks, { kind: 'label', at, text: `${Math.round(length)}${words} px`, tone: 'joint' }];
  }
  const places = limitPlaces(shown, placed, pixel);
  if (places.length === 0) return marks;
  const start = limitsFrom(shown, placed);
  return [
    {
      kind: 'arc',
      at: from,
      from: start + joint.lowerAngle,
      to: start + joint.upperAngle,
      radius: LIMIT_RADIUS,
      tone: 'joint',
    },
    ...marks,
    ...places.flatMap(({ which, at }): Mark[] => [
      { kind: 'handle', at, form: 'round', tone: 'joint', small: true },
      // Further out than the handle, where the arc leaves room.
      { kind: 'label', at: outward(from, at, 20 * pixel), text: `${joint[which]}°` },
    ]),
  ];
}
