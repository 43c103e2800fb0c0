/** What stands beside a field that is set. */

interface SetMark {
  kind: 'set';
  /** What it would go back to, in words. */
  back: string;
  reset: () => void;
}

interface OverrideMark {
  kind: 'override';
  /** What the prefab says, in words. */
  back: string;
  reset: () => void;
  /** The prefabs that it can be applied to, outermost first. */
  targets: readonly { name: string; apply: () => void }[];
}

export type Mark = SetMark | OverrideMark;
