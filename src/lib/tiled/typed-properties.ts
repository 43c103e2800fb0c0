/**
 * Custom properties as a flat record of values, which is what scripts read, and back. Members of a class become `name.member`,
 * items of a list `name.1` and so on. What the record cannot say (types, empty classes) goes into a sketch beside it.
 */
import type { PropertyValue } from '../schema/fields.ts';
import type { TiledProperty } from './model.ts';

type Values = Readonly<Record<string, PropertyValue>>;

/** A property without its value: name, type, custom type, members, its name in the record where that is another. */
interface Sketched {
  n: string;
  t: string;
  p?: string;
  m?: Sketched[];
  f?: string;
  /** The number of an object that the map does not have. */
  v?: number;
}

interface Sketch {
  own: Sketched[];
  /** What came from the class or the tile, and is not the object's own while it stays so. */
  from?: Values;
}

export interface FlatProperties {
  values: Record<string, PropertyValue>;
  /** '' when the record says it all. */
  sketch: string;
}

const longestName = 256;

/**
 * @param objectId the id of the entity that the object of a number becomes, or ''
 * @param inherited properties that hold where there is no own one of that name
 */
export function flatten(
  properties: readonly TiledProperty[],
  objectId: (number: number) => string,
  inherited: readonly TiledProperty[] = [],
): FlatProperties {
  const values = new Map<string, PropertyValue>();
  const own = sketchOf(properties, '', values, objectId);
  const named = new Set(properties.map(({ name }) => name));
  const more = new Map<string, PropertyValue>();
  sketchOf(
    inherited.filter(({ name }) => !named.has(name)),
    '',
    more,
    objectId,
  );
  const from = Object.fromEntries([...more].filter(([name]) => !values.has(name)));
  const plain = own.every((each) => isPlain(each, values)) && Object.keys(from).length === 0;
  const sketch: Sketch = { own, ...(Object.keys(from).length > 0 && { from }) };
  return {
    values: { ...Object.fromEntries(values), ...from },
    sketch: plain ? '' : JSON.stringify(sketch),
  };
}

function sketchOf(
  properties: readonly TiledProperty[],
  prefix: string,
  values: Map<string, PropertyValue>,
  objectId: (number: number) => string,
): Sketched[] {
  return properties.map(({ name, type, propertyType, value }, at) => {
    const flat = (prefix + (name || String(at + 1))).slice(0, longestName);
    const sketched: Sketched = { n: name, t: type, ...(propertyType !== '' && { p: propertyType }) };
    if (typeof value === 'object') {
      sketched.m = sketchOf(value, `${flat}.`, values, objectId);
      return sketched;
    }
    let free = flat;
    for (let n = 2; values.has(free); n++) free = `${flat.slice(0, longestName - 8)} (${n})`;
    if (free !== flat || flat.length < prefix.length + name.length) sketched.f = free;
    if (type === 'object' && typeof value === 'number') {
      const id = objectId(value);
      if (id === '' && value !== 0) sketched.v = value;
      values.set(free, id);
    } else values.set(free, value);
    return sketched;
  });
}

/** The type that a value is of when nothing is known of it. */
function plainType(value: PropertyValue): string {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  return Number.isInteger(value) ? 'int' : 'float';
}

const isPlain = ({ n, t, p, m, f }: Sketched, values: ReadonlyMap<string, PropertyValue>): boolean =>
  p === undefined && m === undefined && f === undefined && values.has(n) && t === plainType(values.get(n)!);

/**
 * The reverse of {@link flatten}, with the values as they are now: what is no longer there is left out, what is new comes at the end.
 * @param objectNumber the number of the object that an entity becomes, 0 for none
 */
export function unflatten(
  values: Values,
  sketch: string,
  objectNumber: (id: string) => number,
): TiledProperty[] {
  const { own, from = {} } = parseSketch(sketch);
  const used = new Set<string>();
  const build = (sketched: readonly Sketched[], prefix: string): TiledProperty[] =>
    sketched.flatMap(({ n: name, t: type, p: propertyType = '', m, f, v }, at): TiledProperty[] => {
      const flat = f ?? (prefix + (name || String(at + 1))).slice(0, longestName);
      if (m) return [{ name, type, propertyType, value: build(m, `${flat}.`) }];
      if (!Object.hasOwn(values, flat)) return [];
      used.add(flat);
      const value = values[flat]!;
      if (type === 'object' && typeof value === 'string')
        return [{ name, type, propertyType, value: objectNumber(value) || (v ?? 0) }];
      const fits =
        type === 'float'
          ? typeof value === 'number'
          : type === 'int'
            ? plainType(value) === 'int'
            : type === 'bool'
              ? typeof value === 'boolean'
              : typeof value === 'string';
      return [{ name, type: fits ? type : plainType(value), propertyType, value }];
    });
  const known = build(own, '');
  const rest = Object.entries(values)
    .filter(([name, value]) => !used.has(name) && !(Object.hasOwn(from, name) && from[name] === value))
    .map(([name, value]): TiledProperty => ({ name, type: plainType(value), propertyType: '', value }));
  return [...known, ...rest];
}

function parseSketch(text: string): Sketch {
  if (text === '') return { own: [] };
  try {
    const read = JSON.parse(text) as Partial<Sketch> | null;
    const own = Array.isArray(read?.own) ? read.own.filter(isSketched) : [];
    return { own, ...(typeof read?.from === 'object' && read.from !== null && { from: read.from }) };
  } catch {
    return { own: [] };
  }
}

const isSketched = (value: unknown): value is Sketched => {
  if (typeof value !== 'object' || value === null) return false;
  const { n, t, p, m, f, v } = value as Partial<Record<keyof Sketched, unknown>>;
  return (
    typeof n === 'string' &&
    typeof t === 'string' &&
    (p === undefined || typeof p === 'string') &&
    (f === undefined || typeof f === 'string') &&
    (v === undefined || typeof v === 'number') &&
    (m === undefined || (Array.isArray(m) && m.every(isSketched)))
  );
};
