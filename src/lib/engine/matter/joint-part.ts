/**
 * What joints are made of. Each part is solved three times in a step, which keeps swings as long as they should be: with the
 * velocities before the bodies move, so that they end where they are still tied (H. C. Andersen, Rattle, 1983, with the
 * directions at the start of the step); then in position, for what is left; and with the velocities after contacts are known.
 */
/** One constraint between two ends. */
export interface JointPart {
  /** A step begins: directions and errors are taken, impulses begin as they were in the step before. */
  begin(): void;
  /** One pass over the velocities with which the bodies will move. */
  predict(): void;
  /** One pass over the positions; how far apart the ends were, px. */
  correct(): number;
  /** How far the ends are apart against what they should be, px. */
  readonly error: number;
  /** Between moving and contacts: directions as they are now, impulses as they were. */
  warm(): void;
  /** One pass over the velocities after the bodies have moved; how fast the ends parted, px per step. */
  solve(): number;
  /** Size of the impulse of this step. */
  readonly impulse: number;
  /** Adds the numbers with which the next step begins. */
  save(out: number[]): void;
  /** Takes as many numbers back, in the same order. */
  restore(next: () => number): void;
}

/** Part of an error in position that one pass takes back. */
export const CORRECTION = 0.3;
