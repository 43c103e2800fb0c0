import type { PhysicsPicture } from '../engine/physics.ts';

/** What of physics can be drawn over a game, each by itself; what a menu calls it. */
export const physicsMarks = {
  shapes: 'Shapes',
  contacts: 'Contacts',
  joints: 'Joints',
  velocities: 'Velocities',
  centres: 'Centres of mass',
  sleeping: 'Sleeping bodies',
} as const;

export type PhysicsMark = keyof typeof physicsMarks;

const allPhysicsMarks = Object.keys(physicsMarks) as PhysicsMark[];

/** A picture with the marks that are to be drawn of it. */
export interface MarkedPhysics extends PhysicsPicture {
  marks: readonly PhysicsMark[];
}

/** Names of marks out of a text such as `shapes,joints`; all for an empty one. Unknown names are passed over. */
export function physicsMarksIn(text: string): PhysicsMark[] {
  const names = text.split(',').map((name) => name.trim());
  return text.trim() === '' ? allPhysicsMarks : allPhysicsMarks.filter((mark) => names.includes(mark));
}
