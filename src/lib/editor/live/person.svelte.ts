import { isRecord, isString } from '../../base/guards.ts';
import { Stored } from './stored.svelte.ts';

/** How a person appears to the others in a project. */
export interface Person {
  name: string;
  /** `#rrggbb`. */
  color: string;
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
] as const;

const NAMES = [
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
];

const isPerson = (value: unknown): value is Person =>
  isRecord(value) && isString(value.name) && isString(value.color) && /^#[\da-f]{6}$/iu.test(value.color);

/** A person as another page tells of them. Colours go into style attributes: only plain ones are let through. */
export function readPerson(user: unknown): Person {
  const { name, color }: { name?: unknown; color?: unknown } = isRecord(user) ? user : {};
  return {
    name: isString(name) ? name.slice(0, 40) : 'Somebody',
    color: isString(color) && /^#[\da-f]{6}$/iu.test(color) ? color : '#8b95a5',
  };
}

const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!;

/** Who sits here: chosen at random on the first visit, then as this person likes. */
export function ownPerson(): Stored<Person> {
  const stored = new Stored<Person>('person', { name: pick(NAMES), color: pick(PERSON_COLORS) }, isPerson);
  // Writing it back keeps the name that was drawn for the next visit.
  const drawn = stored.value;
  stored.value = drawn;
  return stored;
}
