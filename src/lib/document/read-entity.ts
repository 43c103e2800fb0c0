/** Reading one entity of the shared document. */
import * as Y from 'yjs';
import { isBoolean, isRecord, isString } from '../base/guards.ts';
import { fieldChecker, isComponentKey, isFieldName } from '../schema/check-fields.ts';
import { isComponentType, typeOfKey } from '../schema/components.ts';
import type { EntityData, InnerOverride, StoredComponent } from '../schema/project.ts';
import {
  fieldKeyOf,
  gridPrefixOf,
  innerFields,
  inParts,
  ownFields,
  parseKey,
  parseOverride,
} from './flat.ts';
import { TileReading, type TilePart } from './tile-parts.ts';
import { isId, isOrder, isTags, pick, type Report } from './read-value.ts';

const isParent = (value: unknown): value is string | null => value === null || isId(value);

const own: ReadonlySet<string> = new Set(ownFields);
const innerNames: ReadonlySet<string> = new Set(innerFields);

/** What a key of a flat entity map says. */
interface Key {
  component: string;
  /** `null` for the marker of a component. */
  field: string | null;
  part: string | null;
  kind: ReturnType<typeof inParts>;
  /** What is wrong with a value of this field. */
  check: (value: unknown) => string | null;
}

function readKey(key: string): Key {
  const at = parseKey(key);
  if (!at) {
    const { component } = parseKey(`${key}/`)!;
    return { component, field: null, part: null, kind: null, check: () => null };
  }
  return { ...at, kind: inParts(at.component, at.field), check: fieldChecker(at.component, at.field) };
}

/** The same few keys stand in thousands of entities: each is taken apart once. */
const knownKeys = new Map<string, Key>();
const MOST_KNOWN_KEYS = 4096;

function keyOf(key: string): Key {
  const known = knownKeys.get(key);
  if (known) return known;
  const read = readKey(key);
  // Tiles and chunks are too many, and hardly ever the same.
  if (read.kind === 'tiles') return read;
  if (knownKeys.size >= MOST_KNOWN_KEYS) knownKeys.clear();
  knownKeys.set(key, read);
  return read;
}

type Entries = (readonly [name: string, value: unknown])[];

/** Grids by the start of their keys, as they were read last. */
type Readings = Map<string, TileReading>;
const readings = new WeakMap<Y.Map<unknown>, Readings>();
/** Parts of grids by the start of their keys. */
type Grids = Map<string, TilePart[]>;

function addPart(grids: Grids, prefix: string, part: TilePart): void {
  const parts = grids.get(prefix);
  if (parts) parts.push(part);
  else grids.set(prefix, [part]);
}

/**
 * Components of a flat entity map, by name. Fields of components that this version does not know are kept as they are.
 * @param grids parts of grids that are not among the entries
 * @param known what is known of the entity's grids from before
 */
function readComponents(
  entries: Entries,
  report: Report,
  grids: Grids = new Map(),
  known: Readings = new Map<string, TileReading>(),
): Record<string, StoredComponent> {
  const fields = new Map<string, Record<string, unknown>>();
  const found: (readonly [key: Key, value: unknown])[] = [];
  for (const [name, value] of entries) {
    const key = keyOf(name);
    if (key.field !== null) found.push([key, value]);
    else if (value === true && isComponentKey(key.component)) fields.set(key.component, {});
    else report(`“${name}” is kept and not used`);
  }
  for (const [{ component, field, part, kind, check }, value] of found) {
    const target = fields.get(component);
    // Fields of a component that somebody has taken away are what is left of merging, and no problem.
    if (!target || field === null) continue;
    if (!isFieldName(field)) {
      report(`${component}: “${field}” is kept and not used`);
      continue;
    }
    if (kind === 'tiles' && part !== null) {
      addPart(grids, `${fieldKeyOf(component, field)}/`, [part, value]);
      continue;
    }
    const wrong = check(part === null ? value : { [part]: value });
    if (wrong) report(`${component}: ${field} reads as its default: it ${wrong}`);
    else if (part === null) target[field] = value;
    else target[field] = { ...(isRecord(target[field]) ? (target[field] as object) : {}), [part]: value };
  }
  for (const [prefix, parts] of grids) {
    const { component, field } = parseKey(prefix)!;
    const target = fields.get(component);
    if (!target) continue;
    const reading = known.get(prefix) ?? new TileReading();
    known.set(prefix, reading);
    const damaged = () => report(`${component}: a part of ${field} is left out: it is damaged`);
    target[field] = reading.read(parts, damaged);
  }
  const components: Record<string, StoredComponent> = Object.fromEntries(fields);
  for (const key of fields.keys())
    if (!isComponentType(typeOfKey(key)))
      report(`${key} comes from a newer version of Perigee; it is kept and not used`);
  return components;
}

/** What an instance sets of one inner entity. */
function readOverride(entries: Entries, report: Report): InnerOverride {
  const override: { -readonly [F in keyof InnerOverride]: InnerOverride[F] } = { components: {} };
  const components: Entries = [];
  for (const [name, value] of entries) {
    if (!innerNames.has(name)) components.push([name, value]);
    else if (name === 'name') override.name = pick(value, isString, 'Entity', 'its name', report);
    else if (name === 'tags') override.tags = pick(value, isTags, [], 'its tags', report);
    else if (name === 'visible') override.visible = pick(value, isBoolean, true, 'visible', report);
    else if (value === true) override.removed = true;
  }
  override.components = readComponents(components, report);
  return override;
}

/** One entity as plain data. */
export function readEntity(entity: Y.Map<unknown>, report: Report = () => {}): EntityData {
  const fields: Partial<Record<string, unknown>> = {};
  const found: (readonly [name: string, value: unknown])[] = [];
  const grids: Grids = new Map();
  entity.forEach((value, name) => {
    const grid = gridPrefixOf(name);
    if (own.has(name)) fields[name] = value;
    else if (grid) addPart(grids, grid, [name.slice(grid.length), value]);
    else found.push([name, value]);
  });
  found.sort(([a], [b]) => (a < b ? -1 : 1));
  const entries: Entries = [];
  let inside: Map<string, Entries> | null = null;
  for (const [name, value] of found) {
    if (value instanceof Y.AbstractType) {
      report(`“${name}” is kept and not used: it is no plain value`);
      continue;
    }
    const override = parseOverride(name);
    if (!override) entries.push([name, value]);
    else {
      inside ??= new Map();
      const list = inside.get(override.path) ?? [];
      inside.set(override.path, list);
      list.push([override.key, value]);
    }
  }
  const overrides = [...(inside ?? [])].map(
    ([path, list]) =>
      [path, readOverride(list, (message) => report(`inside of it, ${path}: ${message}`))] as const,
  );
  const known: Readings = readings.get(entity) ?? new Map<string, TileReading>();
  readings.set(entity, known);
  const components = readComponents(entries, report, grids, known);
  return {
    name: pick(fields.name, isString, 'Entity', 'its name', report),
    parent: pick(fields.parent, isParent, null, 'its parent', report),
    order: pick(fields.order, isOrder, 'a0', 'its order', report),
    layer: pick(fields.layer, isString, '', 'its layer', report),
    tags: pick(fields.tags, isTags, [], 'its tags', report),
    visible: pick(fields.visible, isBoolean, true, 'visible', report),
    locked: pick(fields.locked, isBoolean, false, 'locked', report),
    prefab: pick(fields.prefab, isString, '', 'its prefab', report),
    components: components['Transform'] ? components : { Transform: {}, ...components },
    ...(overrides.length > 0 ? { overrides: Object.fromEntries(overrides) } : {}),
  };
}
