import { isRecord, isString } from '../../base/guards.ts';
import { Stored } from './stored.svelte.ts';

/** How a person appears to the others in a project. */
export interface Person {
  name: string;
  /** `#rrggbb`. */
  color: string;
  /** Both were drawn and not chosen: where somebody else here has the same, another is taken. */
  drawn?: boolean;
}

/** Colours that stand apart from each other and are readable under dark letters. */
export const PERSON_COLORS = [
  '#f2b45a',
  '#66d3c4',
  '#8aa4ff',
  '#f28bb2',
  '#9fd46a',
  '#c79bf2',
  '#f2886b',
  '#6bc5f2',
  '#e7d84b',
  '#d9b48f',
  '#b9c4d6',
  '#ff9fe0',
] as const;

export const PERSON_NAMES: readonly string[] = [
  'Io',
  'Rhea',
  'Titan',
  'Luna',
  'Vesta',
  'Pallas',
  'Oberon',
  'Dione',
  'Triton',
  'Ceres',
  'Miranda',
  'Europa',
  'Juno',
  'Phoebe',
  'Hygiea',
  'Janus',
];

const isPerson = (value: unknown): value is Person =>
  isRecord(value) && isString(value.name) && isString(value.color) && /^#[\da-f]{6}$/iu.test(value.color);

/** A person as another page tells of them. Colours go into style attributes: only plain ones are let through. */
export function readPerson(user: unknown): Person {
  const { name, color, drawn }: { name?: unknown; color?: unknown; drawn?: unknown } = isRecord(user)
    ? user
    : {};
  return {
    name: isString(name) && name.trim() !== '' ? [...name.trim()].slice(0, 40).join('') : 'Somebody',
    color: isString(color) && /^#[\da-f]{6}$/iu.test(color) ? color : '#8b95a5',
    ...(drawn === true && { drawn }),
  };
}

const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!;

/** Who sits here: chosen at random on the first visit, then as this person likes. */
export function ownPerson(): Stored<Person> {
  const stored = new Stored<Person>(
    'person',
    {
      name: pick(PERSON_NAMES),
      color: pick(PERSON_COLORS),
      drawn: true,
    },
    isPerson,
  );
  // Writing it back keeps the name that was drawn for the next visit.
  const drawn = stored.value;
  stored.value = drawn;
  return stored;
}
