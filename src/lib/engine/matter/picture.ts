import type { JointState } from '../physics-joints.ts';
import type { ContactEvent, PhysicsPicture } from '../physics.ts';
import type { Rigid } from './rigid.ts';

/** What is to be drawn of a world. */
export function pictureOf(
  rigids: readonly Rigid[],
  dt: number,
  contacts: readonly ContactEvent[],
  joints: readonly JointState[],
): PhysicsPicture {
  return {
    shapes: rigids.flatMap(({ parts, type, asleep }) =>
      parts.map(({ body, collider }) => ({
        points: body.vertices.map(({ x, y }): [number, number] => [x, y]),
        type,
        sensor: collider.sensor,
        asleep,
      })),
    ),
    bodies: rigids
      .filter(({ type }) => type !== 'static')
      .map(({ body, drive, dynamic }) => ({
        centre: [body.position.x, body.position.y],
        velocity: dynamic ? [body.velocity.x / dt, body.velocity.y / dt] : [drive.x, drive.y],
      })),
    contacts: contacts.map(({ point, normal, impulse }) => ({ point, normal, impulse })),
    joints: joints.map(({ from, to }) => ({ from, to })),
  };
}
