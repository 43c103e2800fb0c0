/** What copied entities need of the project's settings: materials, inputs and collision layers, all by name. Pure. */
import type { NameList } from '../../schema/fields.ts';
import { inputsOf } from '../../schema/inputs.ts';
import { materialOf } from '../../schema/materials.ts';
import type { ProjectSettings } from '../../schema/project.ts';

/** The settings that go along with copied entities, as far as they are named. */
export type SettingNeeds = Pick<ProjectSettings, NameList>;

/** Colliders know layers by one bit each. */
const MOST_LAYERS = 32;

/** Gathers names that entities and scripts use; knows which of them are the project's own. */
export class NamedSettings {
  readonly #own: SettingNeeds;
  readonly #names: Readonly<Record<NameList, Set<string>>> = {
    materials: new Set(),
    inputs: new Set(),
    collisionLayers: new Set(),
  };

  constructor(own: SettingNeeds) {
    this.#own = own;
  }

  /** Takes a name, or several, that a field chooses from a list. */
  take(list: NameList, value: unknown): void {
    for (const name of [value].flat())
      if (typeof name === 'string' && name !== '') this.#names[list].add(name);
  }

  /** Takes a word of a script, whatever it may name. */
  mention(word: string): void {
    for (const list of ['materials', 'inputs', 'collisionLayers'] as const) this.take(list, word);
  }

  /** What of the project's own is named. */
  get found(): SettingNeeds {
    const of = <T>(list: NameList, own: Readonly<Record<string, T>>) =>
      Object.fromEntries(Object.entries(own).filter(([name]) => this.#names[list].has(name)));
    return {
      materials: of('materials', this.#own.materials),
      inputs: of('inputs', this.#own.inputs),
      collisionLayers: this.#own.collisionLayers.filter((name) => this.#names.collisionLayers.has(name)),
    };
  }
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export interface SettingsFit {
  /** What the project lacks. */
  readonly missing: SettingNeeds;
  /** What is something else here or finds no room, one sentence each, for the user. */
  readonly notes: readonly string[];
}

/** Finds what the settings of a project have already. What they have under the same name stays as it is. */
export function fitSettings(settings: SettingNeeds, needs: SettingNeeds): SettingsFit {
  const notes: string[] = [];
  const lacking = <T>(what: string, wanted: Readonly<Record<string, T>>, here: (name: string) => unknown) => {
    const missing: Record<string, T> = {};
    for (const [name, value] of Object.entries(wanted)) {
      const known = here(name);
      if (known === undefined) missing[name] = value;
      else if (!same(sorted(known), sorted(value)))
        notes.push(`The ${what} ${name} is another one here: it is used as it is here.`);
    }
    return missing;
  };
  const keys = inputsOf(settings.inputs);
  const layers = needs.collisionLayers.filter((name) => !settings.collisionLayers.includes(name));
  const room = Math.max(0, MOST_LAYERS - settings.collisionLayers.length);
  const left = layers.slice(room);
  if (left.length > 0)
    notes.push(
      `There are ${MOST_LAYERS} collision layers already: ${left.join(', ')} could not be added, remove one you do not need.`,
    );
  const missing: SettingNeeds = {
    materials: lacking('material', needs.materials, (name) => materialOf(settings.materials, name)),
    inputs: lacking('input', needs.inputs, (name) => (Object.hasOwn(keys, name) ? keys[name] : undefined)),
    collisionLayers: layers.slice(0, room),
  };
  const added = addedWords(missing);
  return { missing, notes: added ? [`Added to the settings: ${added}.`, ...notes] : notes };
}

function addedWords({ materials, inputs, collisionLayers }: SettingNeeds): string {
  const lists: [string, readonly string[]][] = [
    ['material', Object.keys(materials)],
    ['input', Object.keys(inputs)],
    ['collision layer', collisionLayers],
  ];
  return lists.flatMap(([what, names]) => names.map((name) => `${what} ${name}`)).join(', ');
}

/** The same whatever the order of fields and keys. */
const sorted = (value: unknown): unknown =>
  Array.isArray(value) ? [...(value as unknown[])].sort() : Object.entries(value as object).sort();

/** The settings that change when what is missing comes in, whole as they are written. */
export function withMissing(settings: SettingNeeds, missing: SettingNeeds): Partial<SettingNeeds> {
  const { materials, inputs, collisionLayers } = missing;
  const some = (record: object) => Object.keys(record).length > 0;
  return {
    ...(some(materials) ? { materials: { ...materials, ...settings.materials } } : {}),
    ...(some(inputs) ? { inputs: { ...inputs, ...settings.inputs } } : {}),
    ...(collisionLayers.length > 0
      ? {
          collisionLayers: [...new Set([...settings.collisionLayers, ...collisionLayers])].slice(
            0,
            MOST_LAYERS,
          ),
        }
      : {}),
  };
}
