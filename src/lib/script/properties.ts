/** The properties that a behaviour declares, for the inspector and for its defaults. */
import type { PropertyValue } from '../schema/fields.ts';
import { api } from './api.ts';
import { FengariVm } from './fengari/fengari-vm.ts';
import type { LoadError, LuaValue } from './runner.ts';

/** One declared property; `unit`, `min`, `max` and `step` concern numbers. */
export interface PropertySpec {
  name: string;
  type: 'number' | 'string' | 'boolean';
  default: PropertyValue;
  doc: string;
  unit?: string;
  min?: number;
  max?: number;
  step?: number;
  /** The texts to choose from. */
  options?: readonly string[];
}

const isRecord = (value: LuaValue): value is Readonly<Record<string, LuaValue>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPlain = (value: LuaValue): value is PropertyValue =>
  typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';

/** Reads the table `properties` of a script; `speed = 80` is short for `speed = { default = 80 }`. Skips what is neither. */
export function propertySpecs(declared: LuaValue): PropertySpec[] {
  if (!isRecord(declared)) return [];
  return Object.entries(declared).flatMap(([name, entry]): PropertySpec[] => {
    const spec: Readonly<Record<string, LuaValue>> = isRecord(entry) ? entry : { default: entry };
    const value = spec['default'];
    if (!isPlain(value)) return [];
    const found: PropertySpec = {
      name,
      type: typeof value as PropertySpec['type'],
      default: value,
      doc: typeof spec['doc'] === 'string' ? spec['doc'] : '',
    };
    if (typeof spec['unit'] === 'string') found.unit = spec['unit'];
    for (const key of ['min', 'max', 'step'] as const) {
      const limit = spec[key];
      if (typeof limit === 'number') found[key] = limit;
    }
    const { options } = spec;
    if (Array.isArray(options)) found.options = options.filter((option) => typeof option === 'string');
    return [found];
  });
}

/** Names and defaults of a script's table `properties`. */
export function defaultProperties(declared: LuaValue): Record<string, PropertyValue> {
  return Object.fromEntries(propertySpecs(declared).map((spec) => [spec.name, spec.default]));
}

/** Whether a property may hold a value. */
export function fitsProperty({ type, min, max, options }: PropertySpec, value: PropertyValue): boolean {
  if (typeof value !== type) return false;
  if (typeof value === 'number') return value >= (min ?? -Infinity) && value <= (max ?? Infinity);
  return typeof value !== 'string' || !options || options.includes(value);
}

/** Whether two declarations of different names speak of the same: they explain it alike, start alike, or stand in the same place. */
function isKin(
  [a, atA]: readonly [PropertySpec, number],
  [b, atB]: readonly [PropertySpec, number],
): boolean {
  if (a.type !== b.type || !fitsProperty(b, a.default)) return false;
  return (a.doc !== '' && a.doc === b.doc) || a.default === b.default || atA === atB;
}

/**
 * Old name to new name of the properties that a changed script declares under another name. One that vanished and
 * one that appeared are the same when they are of one type, the new one may hold the old default, both have the same
 * explanation, default or place in the list, and neither could be mistaken for a third.
 */
export function renamedProperties(
  before: readonly PropertySpec[],
  after: readonly PropertySpec[],
): Map<string, string> {
  const without = (list: readonly PropertySpec[], others: readonly PropertySpec[]) => {
    const names = new Set(others.map(({ name }) => name));
    return list.map((spec, at) => [spec, at] as const).filter(([{ name }]) => !names.has(name));
  };
  const [vanished, appeared] = [without(before, after), without(after, before)];
  const renamed = new Map<string, string>();
  for (const old of vanished) {
    const [heir, ...others] = appeared.filter((each) => isKin(old, each));
    if (!heir || others.length > 0 || vanished.some((each) => each !== old && isKin(each, heir))) continue;
    renamed.set(old[0].name, heir[0].name);
  }
  return renamed;
}

/**
 * Values under the new names of their properties; `values` itself where nothing changes. What the new declaration
 * may not hold, or has a value of its own for, stays as it is.
 */
export function renameValues(
  values: Readonly<Record<string, PropertyValue>>,
  renamed: ReadonlyMap<string, string>,
  after: readonly PropertySpec[],
): Readonly<Record<string, PropertyValue>> {
  let result = values;
  for (const [old, name] of renamed) {
    const spec = after.find((each) => each.name === name);
    if (!spec || !Object.hasOwn(values, old) || Object.hasOwn(values, name)) continue;
    if (!fitsProperty(spec, values[old]!)) continue;
    const { [old]: value, ...rest } = result;
    result = { ...rest, [name]: value! };
  }
  return result;
}

/**
 * The properties that a script declares, in order. Runs the top level of the script in a machine of its own
 * with a small budget (some milliseconds at most) and without a world.
 */
export function readProperties(source: string): { properties: PropertySpec[]; error: LoadError | null } {
  const vm = new FengariVm(
    {
      // Nothing is there to ask, but the top level of a script may ask all the same.
      functions: api.map(({ run, returns, ...fn }) => ({
        ...fn,
        ...(run ? { run: () => (returns?.type === 'number' ? 0 : null) } : {}),
      })),
      hot: () => new Float64Array(),
      find: () => undefined,
      random: () => 0,
      log: () => undefined,
    },
    { call: 50_000 },
  );
  const error = vm.load('script', source);
  if (error) return { properties: [], error };
  const properties = propertySpecs(vm.read('script', 'properties'));
  vm.dispose();
  return { properties, error: null };
}
