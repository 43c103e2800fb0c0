/** What becomes of frames and animations when other bytes take the place of a picture. Pure. */
import type { AnimationData, SheetMeta } from '../../../schema/sheet.ts';

/**
 * What a new picture says of its frames, where it says anything: a picture of Aseprite or an animation knows them best.
 * Animations that only the project knows stay, and so do the events of those that are called alike, frame by frame.
 */
export function replacedSheet(old: SheetMeta, next: SheetMeta): SheetMeta | null {
  if (!next.frames) return null;
  const renewed = Object.entries(next.animations ?? {});
  const names = new Set(renewed.map(([, { name }]) => name));
  const kept = Object.entries(old.animations ?? {}).filter(([, { name }]) => !names.has(name));
  const known = new Map(Object.values(old.animations ?? {}).map((each) => [each.name, each]));
  return {
    frames: next.frames,
    animations: Object.fromEntries([
      ...kept,
      ...renewed.map(([id, each]) => [id, withEvents(each, known.get(each.name))] as const),
    ]),
    ...((next.border ?? old.border) ? { border: next.border ?? old.border! } : {}),
  };
}

function withEvents(animation: AnimationData, old: AnimationData | undefined): AnimationData {
  const events = new Map(
    Object.values(old?.steps ?? {}).flatMap(({ frame, event }) => (event ? [[frame, event] as const] : [])),
  );
  const steps = Object.entries(animation.steps).map(([id, step]) => {
    const event = step.event ?? events.get(step.frame);
    return [id, event === undefined ? step : { ...step, event }] as const;
  });
  return { ...animation, steps: Object.fromEntries(steps) };
}
