/** The kinds of script a project has: one folder each, and what runs it. */
export interface ScriptKindSpec {
  /** With a slash at the end. */
  folder: string;
  /** What a user calls one. */
  label: string;
  doc: string;
  /** What runs scripts of this kind; `null` for those that no entity has. */
  component: 'Script' | 'CollisionAction' | 'InputAction' | 'Generator' | null;
}

export const scriptKinds = {
  behavior: {
    folder: 'behavior/',
    label: 'Behaviour',
    doc: 'Moves and thinks for the entity it is on, tick by tick.',
    component: 'Script',
  },
  collision_action: {
    folder: 'collision_action/',
    label: 'Collision action',
    doc: 'Runs once when two entities touch.',
    component: 'CollisionAction',
  },
  input_action: {
    folder: 'input_action/',
    label: 'Input action',
    doc: 'Runs when the player clicks an entity or presses an input.',
    component: 'InputAction',
  },
  generator: {
    folder: 'generator/',
    label: 'Generator',
    doc: 'Makes a value for a field when its entity enters the scene.',
    component: 'Generator',
  },
  test: {
    folder: 'test/',
    label: 'Test',
    doc: 'Plays the game by itself and checks what happens; perigee test runs it.',
    component: null,
  },
} as const satisfies Readonly<Record<string, ScriptKindSpec>>;

export type ScriptKind = keyof typeof scriptKinds;

/** The kind that a script is by its folder; what lies elsewhere is a behaviour. */
export function kindOfScript(path: string): ScriptKind {
  for (const kind of Object.keys(scriptKinds) as ScriptKind[])
    if (path.startsWith(scriptKinds[kind].folder)) return kind;
  return 'behavior';
}
