import type { Vec2 } from '../../../base/geometry.ts';

/** Outlines found in a picture that are not in the document yet. */
export interface OutlineDraft {
  /** Id of the entity with the picture. */
  readonly entity: string;
  /** Corners as fractions of the entity's box. */
  readonly outlines: readonly (readonly Vec2[])[];
  /** Makes colliders of them. */
  take(): void;
}
