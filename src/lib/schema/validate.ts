/**
 * Is this data a project? Derived from the component table; used for folders, uploads and the command line.
 * Errors refuse the data as a whole; warnings name what will not work, such as a script that is missing.
 */
import { components, isComponentType, specOf, typeOfKey } from './components.ts';
import type { FieldSpec } from './fields.ts';
import { FORMAT_VERSION, type EntityData, type ProjectData } from './project.ts';
import { namesIn } from './names.ts';
import { CHUNK } from './tiles.ts';

/** Keys and indices from the root of the data to the value. */
export type Path = readonly (string | number)[];

/** One thing that is wrong, and where. */
export interface Finding {
  path: Path;
  /** Without the place, such as `must be a number, is "wide"`. */
  message: string;
  severity: 'error' | 'warning';
}

type Report = (path: Path, message: string, severity?: Finding['severity']) => void;
type Check = (value: unknown, path: Path, report: Report) => void;

/** The place in words: keys joined by dots, `components` left out. */
export function formatPath(path: Path): string {
  return path.filter((key) => key !== 'components').join('.');
}

/** A value as the user would write it, shortened. */
export function show(value: unknown): string {
  if (value === undefined) return 'missing';
  if (ArrayBuffer.isView(value)) return 'binary data';
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

const must =
  (test: (value: unknown) => boolean, what: string): Check =>
  (value, path, report) => {
    if (!test(value)) report(path, `must be ${what}, is ${show(value)}`);
  };

const text = must((value) => typeof value === 'string', 'a text');
const flag = must((value) => typeof value === 'boolean', 'true or false');
const colorPattern = /^(#([0-9a-f]{3}|[0-9a-f]{4}|[0-9a-f]{6}|[0-9a-f]{8}))?$/i;
const color = must(
  (value) => typeof value === 'string' && colorPattern.test(value),
  'a colour such as "#7c9cff" (in quotes), or ""',
);
const orderKey = must(
  (value) => typeof value === 'string' && /^[0-9A-Za-z]{1,1000}$/.test(value),
  'an order key such as a0',
);

function numberIn(min = -Infinity, max = Infinity, integer = false): Check {
  const kind = integer ? 'a whole number' : 'a number';
  const range =
    min > -Infinity && max < Infinity
      ? ` from ${min} to ${max}`
      : min > -Infinity
        ? ` of at least ${min}`
        : max < Infinity
          ? ` of at most ${max}`
          : '';
  return must(
    (value) =>
      typeof value === 'number' &&
      Number.isFinite(value) &&
      value >= min &&
      value <= max &&
      (!integer || Number.isInteger(value)),
    kind + range,
  );
}

function pair(each: Check): Check {
  return (value, path, report) => {
    if (!Array.isArray(value) || value.length !== 2)
      report(path, `must be two numbers such as [0, 0], is ${show(value)}`);
    else value.forEach((item, at) => each(item, [...path, at], report));
  };
}

function list(each: Check): Check {
  return (value, path, report) => {
    if (!Array.isArray(value)) report(path, `must be a list, is ${show(value)}`);
    else value.forEach((item, at) => each(item, [...path, at], report));
  };
}

function recordOf(each: (key: string) => Check, key: Check = () => {}): Check {
  return (value, path, report) => {
    if (!isRecord(value)) return report(path, `must be a map of names to values, is ${show(value)}`);
    for (const [name, item] of Object.entries(value)) {
      key(name, [...path, name], report);
      each(name)(item, [...path, name], report);
    }
  };
}

/** A map with these keys; those in `optional` may be missing, others are reported as unknown. */
function shape(required: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  return (value, path, report) => {
    if (!isRecord(value)) return report(path, `must be a map of names to values, is ${show(value)}`);
    for (const [name, check] of Object.entries(required)) {
      if (value[name] === undefined) report([...path, name], 'is missing');
      else check(value[name], [...path, name], report);
    }
    for (const [name, item] of Object.entries(value)) {
      if (Object.hasOwn(required, name)) continue;
      if (!Object.hasOwn(optional, name)) report([...path, name], 'is not a name that is known here');
      else if (item !== undefined) optional[name]!(item, [...path, name], report);
    }
  };
}

const id: Check = must(
  (value) => typeof value === 'string' && /^[^\s/\p{C}]{1,128}$/u.test(value) && value !== '__proto__',
  'an id of 1 to 128 characters without spaces and slashes',
);
const vector = pair(numberIn());
const propertyName: Check = must(
  (value) => typeof value === 'string' && value.length <= 256 && value !== '__proto__',
  'a name of at most 256 characters',
);
const propertyValue: Check = must(
  (value) =>
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value)),
  'a number, a text, or true or false',
);
const properties = recordOf(() => propertyValue, propertyName);
const points = list(vector);
const tilesetUses = list(shape({ firstTile: numberIn(1, 0x1fffffff, true), tileset: text }));
const tiles = recordOf(
  () =>
    must(
      (value) => value instanceof Uint32Array && value.length === CHUNK * CHUNK,
      `${CHUNK} x ${CHUNK} tiles`,
    ),
  must(
    (value) => typeof value === 'string' && /^(0|-?[1-9]\d{0,6}),(0|-?[1-9]\d{0,6})$/.test(value),
    'a chunk such as 0,0',
  ),
);

/** The check for one field of a component. */
function fieldCheck(spec: FieldSpec): Check {
  switch (spec.type) {
    case 'number':
      return numberIn(spec.min, spec.max);
    case 'integer':
      return numberIn(spec.min, spec.max, true);
    case 'vec2':
      return pair(numberIn(spec.min, spec.max));
    case 'enum':
      return must(
        (value) => typeof value === 'string' && spec.options.includes(value),
        `one of ${spec.options.join(', ')}`,
      );
    case 'boolean':
      return flag;
    case 'color':
      return color;
    case 'string':
    case 'text':
    case 'asset':
    case 'script':
    case 'entity':
    case 'choice':
      return text;
    case 'choices':
      return list(text);
    case 'points':
      return points;
    case 'record':
      return properties;
    case 'tilesets':
      return tilesetUses;
    case 'tiles':
      return tiles;
  }
}

const fieldChecks: ReadonlyMap<string, Check> = new Map(
  Object.entries(components).flatMap(([type, spec]) =>
    Object.entries(spec.fields).map(
      ([field, fieldSpec]) => [`${type}.${field}`, fieldCheck(fieldSpec)] as const,
    ),
  ),
);

/**
 * What is wrong with a value for one field of a component, such as `must be a number, is "wide"`;
 * `null` when nothing is, or when the table does not know the field.
 */
export function checkField(key: string, field: string, value: unknown): string | null {
  return fieldChecker(key, field)(value);
}

/** The same for many values of one field. */
export function fieldChecker(key: string, field: string): (value: unknown) => string | null {
  const check = fieldChecks.get(`${typeOfKey(key)}.${field}`);
  if (!check) return () => null;
  return (value) => {
    let found: string | null = null;
    check(value, [], (_, message) => (found ??= message));
    return found;
  };
}

const component =
  (key: string): Check =>
  (value, path, report) => {
    const type = typeOfKey(key);
    const spec = specOf(key);
    if (!/^[A-Za-z]\w*(:[^.\s/\p{C}]{1,64})?$/u.test(key)) report(path, 'is no name of a component');
    if (!isRecord(value)) return report(path, `must be a map of fields, is ${show(value)}`);
    if (!spec) return report(path, `is a component that this version does not know`, 'warning');
    if (key !== type && !spec.many) report(path, `an entity has only one ${type}; write "${type}"`);
    for (const [field, item] of Object.entries(value)) {
      const check = fieldChecks.get(`${type}.${field}`);
      if (check) check(item, [...path, field], report);
      else if (!/^[^.\s\p{C}]{1,64}$/u.test(field)) report([...path, field], 'is no name of a field');
      else report([...path, field], `is a field of ${type} that this version does not know`, 'warning');
    }
  };

const entity = shape({
  name: text,
  parent: (value, path, report) => value === null || id(value, path, report),
  order: orderKey,
  layer: text,
  tags: list(text),
  visible: flag,
  locked: flag,
  prefab: text,
  components: recordOf(component),
});
const layer = shape({ name: text, order: orderKey, visible: flag, locked: flag, parallax: numberIn() });
const scene = shape({
  name: text,
  order: orderKey,
  settings: shape({}, { gravity: vector, background: color }),
  layers: recordOf(() => layer, id),
  entities: recordOf(() => entity, id),
});
const asset = shape({
  name: must((value) => typeof value === 'string' && value.length > 0 && value.length <= 255, 'a file name'),
  kind: must(
    (value) => ['image', 'sound', 'font', 'data'].includes(value as string),
    'image, sound, font or data',
  ),
  sha256: must((value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value), 'a SHA-256 in hex'),
  size: numberIn(0, Number.MAX_SAFE_INTEGER, true),
  meta: shape({}, { width: numberIn(0), height: numberIn(0) }),
});
const tile = shape(
  {},
  {
    solid: flag,
    collision: list(points),
    properties,
    animation: list(shape({ tile: numberIn(0, 0x1fffffff, true), duration: numberIn(0) })),
  },
);
const tileNumber = must((value) => /^(0|[1-9]\d{0,8})$/.test(value as string), 'the number of a tile');
const tileset = shape({
  name: text,
  image: text,
  tileSize: pair(numberIn(1)),
  margin: numberIn(0),
  spacing: numberIn(0),
  columns: numberIn(0, 1e6, true),
  count: numberIn(0, 0x1fffffff, true),
  offset: vector,
  tiles: recordOf(() => tile, tileNumber),
});
const prefab = shape({ name: text, order: orderKey, root: id, entities: recordOf(() => entity, id) });
const scriptPath = must(
  (value) =>
    typeof value === 'string' &&
    value.length > 0 &&
    value.length <= 255 &&
    !/\p{Cc}/u.test(value) &&
    value !== '__proto__',
  'a path such as behavior/hero.lua',
);
const collisionLayers: Check = (value, path, report) => {
  list(must((name) => typeof name === 'string' && name !== '', 'a name'))(value, path, report);
  if (Array.isArray(value) && (value.length < 1 || value.length > 32 || new Set(value).size < value.length))
    report(path, `must be 1 to 32 names, each once, is ${show(value)}`);
};
const material = shape({
  friction: numberIn(0, 1),
  restitution: numberIn(0, 1),
  density: numberIn(0.001, 100),
});
/** What is wrong with a material, such as `must be a number from 0 to 1, is 3`; `null` when nothing is. */
export function checkMaterial(value: unknown): string | null {
  let found: string | null = null;
  material(value, [], (_, message) => (found ??= message));
  return found;
}
const inputs = recordOf(
  () =>
    list(
      must(
        (value) => typeof value === 'string' && /^\w{1,64}$/.test(value),
        'a key or button such as Space or PadA',
      ),
    ),
  propertyName,
);
/** What is wrong with the inputs of a project; `null` when nothing is. */
export function checkInputs(value: unknown): string | null {
  let found: string | null = null;
  inputs(value, [], (_, message) => (found ??= message));
  return found;
}
const settings = shape({
  size: pair(numberIn(1, 16384)),
  gravity: vector,
  seed: numberIn(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, true),
  background: color,
  pixelsPerMetre: numberIn(0.001),
  collisionLayers,
  materials: recordOf(() => material, propertyName),
  inputs,
});
const format: Check = (value, path, report) => {
  if (!Number.isInteger(value) || (value as number) < 1)
    report(path, `must be a format number, is ${show(value)}`);
  else if ((value as number) > FORMAT_VERSION)
    report(path, `is format ${show(value)}, made by a newer Perigee; this one reads up to ${FORMAT_VERSION}`);
};
const project = shape({
  format,
  name: text,
  settings,
  scenes: recordOf(() => scene, id),
  scripts: recordOf(() => text, scriptPath),
  assets: recordOf(() => asset, id),
  tilesets: recordOf(() => tileset, id),
  prefabs: recordOf(() => prefab, id),
});

/** Everything that is wrong with data that should be a project; it is a {@link ProjectData} when no finding is an error. */
export function checkProject(value: unknown): Finding[] {
  const findings: Finding[] = [];
  project(value, [], (path, message, severity = 'error') => findings.push({ path, message, severity }));
  if (findings.every(({ severity }) => severity !== 'error')) checkReferences(value as ProjectData, findings);
  return findings;
}

/** Warns of names that lead nowhere. */
function checkReferences(data: ProjectData, findings: Finding[]): void {
  const warn = (path: Path, message: string) => findings.push({ path, message, severity: 'warning' });
  const entities = (all: Readonly<Record<string, EntityData>>, layers: object | null, at: Path) => {
    for (const [id, item] of Object.entries(all)) {
      const path = [...at, 'entities', id];
      if (item.parent !== null && !Object.hasOwn(all, item.parent))
        warn([...path, 'parent'], `there is no entity "${item.parent}"`);
      if (layers && item.layer !== '' && !Object.hasOwn(layers, item.layer))
        warn([...path, 'layer'], `there is no layer "${item.layer}"`);
      if (item.prefab !== '' && !Object.hasOwn(data.prefabs, item.prefab))
        warn([...path, 'prefab'], `there is no prefab "${item.prefab}"`);
      for (const [key, fields] of Object.entries(item.components)) {
        const type = typeOfKey(key);
        if (!isComponentType(type)) continue;
        const specs: Readonly<Record<string, FieldSpec>> = components[type].fields;
        for (const [field, target] of Object.entries(fields)) {
          const message = Object.hasOwn(specs, field) ? lost(data, all, specs[field]!, target) : null;
          if (message) warn([...path, 'components', key, field], message);
        }
      }
    }
  };
  for (const [id, item] of Object.entries(data.scenes)) entities(item.entities, item.layers, ['scenes', id]);
  for (const [id, item] of Object.entries(data.prefabs)) {
    entities(item.entities, null, ['prefabs', id]);
    if (!Object.hasOwn(item.entities, item.root))
      warn(['prefabs', id, 'root'], `there is no entity "${item.root}" in this prefab`);
  }
  for (const [id, item] of Object.entries(data.tilesets)) {
    if (item.image !== '' && !Object.hasOwn(data.assets, item.image))
      warn(['tilesets', id, 'image'], `there is no asset "${item.image}"`);
  }
}

const settingNames = {
  collisionLayers: 'the collision layers',
  inputs: 'the inputs',
  materials: 'the materials',
} as const;

/** What a field refers to that is not there, in words; `null` when all is there. */
function lost(
  data: ProjectData,
  entities: Readonly<Record<string, EntityData>>,
  spec: FieldSpec,
  value: unknown,
): string | null {
  if (spec.type === 'tilesets') {
    const missing = (value as { tileset: string }[]).find(
      (use) => !Object.hasOwn(data.tilesets, use.tileset),
    );
    return missing ? `there is no tileset "${missing.tileset}"` : null;
  }
  if (spec.type === 'choices') {
    const known = namesIn(data.settings, spec.from);
    const missing = (value as string[]).find((name) => !known.includes(name));
    return missing === undefined ? null : `there is no "${missing}" among ${settingNames[spec.from]}`;
  }
  if (typeof value !== 'string' || value === '') return null;
  if (spec.type === 'choice' && !namesIn(data.settings, spec.from).includes(value))
    return `there is no "${value}" among ${settingNames[spec.from]}`;
  if (spec.type === 'asset' && !Object.hasOwn(data.assets, value)) return `there is no asset "${value}"`;
  if (spec.type === 'script' && !Object.hasOwn(data.scripts, value)) return `there is no script "${value}"`;
  // An id with a slash names an entity that a prefab instance brings with it.
  if (spec.type === 'entity' && !Object.hasOwn(entities, value.split('/')[0]!))
    return `there is no entity "${value}"`;
  return null;
}
