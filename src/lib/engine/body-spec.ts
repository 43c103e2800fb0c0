/** The body that physics sees of an entity, from its components. Pure. */
import { defaultsOf } from '../schema/components.ts';
import type { ResolvedEntity } from '../schema/project.ts';
import { collidersOf, type ColliderContext } from './collider-spec.ts';
import type { BodySpec, BodyType } from './physics.ts';

/** What {@link BodySpec} does not take from components: id, pose and velocity. */
export type BodyShape = Omit<BodySpec, 'id' | 'x' | 'y' | 'rotation' | 'vx' | 'vy' | 'angularVelocity'>;

/** Of what stands still without a Body. */
const still = { ...defaultsOf('Body'), fixedRotation: true };

/**
 * The body of an entity; `null` when physics has nothing to do with it. A Collider or solid tiles without a Body stand still.
 *
 * @param follows it moves with a parent: what would stand still is moved along instead.
 */
export function bodyShapeOf(
  { components }: Pick<ResolvedEntity, 'components'>,
  context: ColliderContext,
  follows: boolean,
): BodyShape | null {
  const { Body } = components;
  const colliders = collidersOf(components, context);
  if (!Body && colliders.length === 0) return null;
  const unmoved: BodyType = follows ? 'kinematic' : 'static';
  const { fixedRotation, gravityScale, damping, angularDamping, mass, sleeps } = Body ?? still;
  return {
    type: Body?.type ?? unmoved,
    fixedRotation,
    gravityScale,
    damping,
    angularDamping,
    mass,
    sleeps,
    colliders,
  };
}
