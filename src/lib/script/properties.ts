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
