/** Typed writes. Each is a step with a name of its own; {@link transact} makes several into one. */
import * as Y from 'yjs';
import { isComponentType, specOf, typeOfKey } from '../schema/components.ts';
import type { EntityData, StoredComponent } from '../schema/project.ts';
import { isString } from '../base/guards.ts';
import { named } from '../base/words.ts';
import { checkField } from '../schema/check-fields.ts';
import type { TileChunks } from '../schema/tiles.ts';
import { soundParents } from '../schema/tree.ts';
import { entityKeys, type EntityKeys } from './entity-keys.ts';
import {
  componentKeyOf,
  componentToFlat,
  entityToFlat,
  fieldKeyOf,
  fieldToFlat,
  innerFields,
  ownFields,
  parseKey,
} from './flat.ts';
import { entitiesOf, mapIn, mapOf, type EntityHome } from './layout.ts';
import type { Origin } from './origin.ts';
import { refuseRing, rootIn } from './prefab-rules.ts';
import { fieldWords, namesOf, settingName } from './step-names.ts';
import { transact } from './step.ts';
import { MOST_CELLS, packCells, type Cell } from './tile-codec.ts';
import { nextStamp, strokePartOf } from './tile-parts.ts';

function checkFields(key: string, fields: StoredComponent): void {
  for (const [field, value] of Object.entries(fields)) {
    const wrong = value === undefined ? null : checkField(key, field, value);
    if (wrong) throw new RangeError(`${key}: ${field} ${wrong}`);
  }
}

/**
 * Adds an entity; one that is already there is replaced. What stands at the top of a prefab's definition goes below its root. Throws a
 * RangeError for a value that its field cannot hold, and for an instance of a prefab inside of that prefab.
 */
export function createEntity(
  doc: Y.Doc,
  origin: Origin,
  home: EntityHome,
  id: string,
  entity: EntityData,
): void {
  for (const { components } of [entity, ...Object.values(entity.overrides ?? {})])
    for (const [key, fields] of Object.entries(components)) checkFields(key, fields);
  refuseRing(doc, home, entity.prefab);
  const root = rootIn(doc, home);
  const parent = entity.parent === null && root !== null && root !== id ? root : entity.parent;
  const placed = parent === entity.parent ? entity : { ...entity, parent };
  transact(
    doc,
    origin,
    () => `Add ${named([entity.name])}`,
    () => entitiesOf(doc, home)?.set(id, mapOf(entityToFlat(placed))),
  );
}

/**
 * Removes entities and all that stand below them. An entity that an instance brings with it is left out of that instance; the root of a
 * prefab's definition stays.
 */
export function deleteEntities(doc: Y.Doc, origin: Origin, home: EntityHome, ids: Iterable<string>): void {
  const given = [...ids];
  const root = rootIn(doc, home);
  const own = given.filter((id) => id !== root && !id.includes('/'));
  const inner = given.filter((id) => id.includes('/'));
  const name = () => `Delete ${namesOf(doc, home, given)}`;
  transact(doc, origin, name, () => {
    const entities = entitiesOf(doc, home);
    if (entities) for (const id of withDescendants(entities, own)) entities.delete(id);
    for (const id of inner) entityKeys(doc, home, id)?.set('removed', true);
  });
}

function parentsOf(entities: Y.Map<Y.Map<unknown>>): Map<string, string | null> {
  const stubs = [...entities.keys()].map((id) => {
    const parent = mapIn(entities, id)?.get('parent');
    return [id, { parent: isString(parent) ? parent : null }];
  });
  return soundParents(Object.fromEntries(stubs) as Record<string, EntityData>);
}

function withDescendants(entities: Y.Map<Y.Map<unknown>>, ids: Iterable<string>): Set<string> {
  const found = new Set([...ids].filter((id) => entities.has(id)));
  const parents = parentsOf(entities);
  let grew = true;
  while (grew) {
    grew = false;
    for (const [id, parent] of parents)
      if (parent !== null && found.has(parent) && !found.has(id)) {
        found.add(id);
        grew = true;
      }
  }
  return found;
}

/** What of an entity can be set beside its components. */
export type EntityFields = Partial<Pick<EntityData, (typeof ownFields)[number]>>;

/**
 * Sets fields of an entity; of one that an instance brings with it only its name, tags and visibility. Throws a RangeError when it would
 * come to stand below itself, and for an instance of a prefab inside of that prefab.
 */
export function setEntity(
  doc: Y.Doc,
  origin: Origin,
  home: EntityHome,
  id: string,
  fields: EntityFields,
): void {
  const entity = entityKeys(doc, home, id);
  if (!entity) return;
  if (fields.parent) {
    const below = withDescendants(entitiesOf(doc, home)!, [id]);
    if (below.has(fields.parent))
      throw new RangeError('An entity cannot be moved into itself or what stands below it.');
  }
  refuseRing(doc, home, fields.prefab);
  const root = fields.parent === null ? rootIn(doc, home) : null;
  const allowed: ReadonlySet<string> = new Set(entity.inner ? innerFields : ownFields);
  const step = () => settingName(doc, home, [id], fields);
  transact(doc, origin, step, () => {
    for (const field of ownFields) {
      if (fields[field] === undefined || !allowed.has(field)) continue;
      entity.set(field, field === 'parent' && root !== null && root !== id ? root : fields[field]);
    }
  });
}

function keysUnder(entity: EntityKeys, prefix: string): string[] {
  return entity.keys().filter((key) => key.startsWith(prefix));
}

function setField(entity: EntityKeys, key: string, field: string, value: unknown): void {
  const entries = value === undefined ? [] : fieldToFlat(key, field, value);
  const kept = new Set(entries.map(([name]) => name));
  const base = fieldKeyOf(key, field);
  for (const name of [...(entity.has(base) ? [base] : []), ...keysUnder(entity, `${base}/`)])
    if (!kept.has(name)) entity.delete(name);
  for (const [name, item] of entries) entity.set(name, item);
}

/**
 * Sets fields of one component, adding the component where it is missing; `undefined` puts a field back to its default.
 * Records and grids are replaced as a whole. Throws a RangeError for a value that the field cannot hold.
 */
export function setFields(
  doc: Y.Doc,
  origin: Origin,
  home: EntityHome,
  id: string,
  key: string,
  fields: StoredComponent,
): void {
  checkFields(key, fields);
  const entity = entityKeys(doc, home, id);
  if (!entity) return;
  const step = () => `Change ${fieldWords(key, Object.keys(fields))} of ${namesOf(doc, home, [id])}`;
  transact(doc, origin, step, () => {
    entity.set(componentKeyOf(key), true);
    for (const [field, value] of Object.entries(fields)) setField(entity, key, field, value);
  });
}

/** Sets or removes (`undefined`) one entry of a record field, such as a property of a script. */
export function setRecordEntry(
  doc: Y.Doc,
  origin: Origin,
  home: EntityHome,
  id: string,
  key: string,
  field: string,
  name: string,
  value: unknown,
): void {
  if (value !== undefined) checkFields(key, { [field]: { [name]: value } });
  const entity = entityKeys(doc, home, id);
  if (!entity) return;
  const step = () => `Change ${name} of ${namesOf(doc, home, [id])}`;
  transact(doc, origin, step, () => {
    const entry = `${fieldKeyOf(key, field)}/${name}`;
    if (value === undefined) entity.delete(entry);
    else {
      entity.set(componentKeyOf(key), true);
      entity.set(entry, value);
    }
  });
}

/**
 * Adds a component and gives its key: the type, or `Type:name` where an entity may carry several and has one already.
 * Throws a RangeError for a type that the table does not know.
 */
export function addComponent(
  doc: Y.Doc,
  origin: Origin,
  home: EntityHome,
  id: string,
  type: string,
  fields: StoredComponent = {},
): string {
  const spec = specOf(type);
  if (!spec || !isComponentType(typeOfKey(type))) throw new RangeError(`There is no component "${type}".`);
  checkFields(type, fields);
  const entity = entityKeys(doc, home, id);
  if (!entity) return type;
  let key = type;
  for (let n = 2; spec.many && entity.has(componentKeyOf(key)); n++) key = `${typeOfKey(type)}:${n}`;
  const step = () => `Add ${fieldWords(key, [])} to ${namesOf(doc, home, [id])}`;
  transact(doc, origin, step, () => {
    for (const [name, value] of componentToFlat(key, fields)) entity.set(name, value);
  });
  return key;
}

/** Removes a component with all its fields; a required one goes back to its defaults. */
export function removeComponent(doc: Y.Doc, origin: Origin, home: EntityHome, id: string, key: string): void {
  const entity = entityKeys(doc, home, id);
  if (!entity) return;
  const step = () => `Remove ${fieldWords(key, [])} from ${namesOf(doc, home, [id])}`;
  transact(doc, origin, step, () => {
    for (const name of entity.keys()) if (parseKey(name)?.component === key) entity.delete(name);
    if (!specOf(key)?.required) entity.delete(componentKeyOf(key));
  });
}

/**
 * Paints cells of a tile layer, 0 empties one, as one stroke: see tile-parts.ts. What several people paint at once merges cell by cell.
 * Throws a RangeError for a cell that lies too far out.
 * @param shown the tiles that are seen there: those of an instance may be its prefab's, and become its own before they are painted over
 */
export function paintTiles(
  doc: Y.Doc,
  origin: Origin,
  home: EntityHome,
  id: string,
  cells: Iterable<Cell>,
  shown?: TileChunks,
): void {
  const entity = entityKeys(doc, home, id);
  if (!entity) return;
  const step = () => `Paint tiles of ${namesOf(doc, home, [id])}`;
  const base = `${fieldKeyOf('Tilemap', 'tiles')}/`;
  const all = [...cells];
  if (all.length === 0) return;
  transact(doc, origin, step, () => {
    const parts = keysUnder(entity, base).map((key) => key.slice(base.length));
    if (parts.length === 0 && shown) {
      entity.set(componentKeyOf('Tilemap'), true);
      setField(entity, 'Tilemap', 'tiles', shown);
    }
    const author = doc.clientID.toString(36);
    let stamp = nextStamp(parts, Date.now());
    for (let at = 0; at < all.length; at += MOST_CELLS)
      entity.set(base + strokePartOf(stamp++, author), packCells(all.slice(at, at + MOST_CELLS)));
  });
}
