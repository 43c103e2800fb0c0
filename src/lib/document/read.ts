/** Reading the shared document as plain data. Readers repair and never throw. */
import * as Y from 'yjs';
import { isBoolean, isRecord, isString } from '../base/guards.ts';
import { isComponentType, typeOfKey } from '../schema/components.ts';
import {
  defaultSettings,
  FORMAT_VERSION,
  type AssetData,
  type EntityData,
  type InnerOverride,
  type LayerData,
  type PrefabData,
  type ProjectData,
  type ProjectSettings,
  type SceneData,
  type StoredComponent,
  type TileData,
  type TilesetData,
} from '../schema/project.ts';
import { withoutRings } from '../schema/prefab-cycles.ts';
import { fieldChecker } from '../schema/check-fields.ts';
import { colorPattern, show } from '../schema/checks.ts';
import { isBookmark, isGrid, isGuide, type GridData } from '../schema/navigation.ts';
import { checkInputs, checkMaterial } from '../schema/validate.ts';
import { innerFields, inParts, ownFields, parseKey, parseOverride, TileParts } from './flat.ts';
import { BOOKMARK, GUIDE } from './navigation-keys.ts';
import { layout } from './layout.ts';

/** A value that was read as its default, in the user's words. */
export interface ReadProblem {
  /** Path in the document, from the root: `['scenes', id, 'entities', id]`. */
  place: readonly string[];
  /** What it is in: entity, tileset, settings. */
  where: string;
  message: string;
}

type Report = (message: string) => void;

/** A value that passes the test, else the default, reported when something else was there. */
function pick<T>(
  value: unknown,
  test: (value: unknown) => value is T,
  fallback: T,
  what: string,
  report: Report,
): T {
  if (test(value)) return value;
  if (value !== undefined) report(`${what} reads as ${show(fallback)}: ${show(value)} is not possible`);
  return fallback;
}

const isGridOrNone = (value: unknown): value is GridData | undefined => value === undefined || isGrid(value);
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isNames = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.length <= 32 && value.every(isString);
const isMaterials = (value: unknown): value is ProjectSettings['materials'] =>
  isRecord(value) && Object.values(value).every((each) => checkMaterial(each) === null);
const isInputs = (value: unknown): value is ProjectSettings['inputs'] => checkInputs(value) === null;
const isVector = (value: unknown): value is readonly [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every(isNumber);
const isTags = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isString);
const isParent = (value: unknown): value is string | null => value === null || isString(value);
const isColor = (value: unknown): value is string => isString(value) && colorPattern.test(value);
const isOrder = (value: unknown): value is string => isString(value) && /^[0-9A-Za-z]+$/.test(value);

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

/** Components of a flat entity map, by name. Fields of components that this version does not know are kept as they are. */
function readComponents(entries: Entries, report: Report): Record<string, StoredComponent> {
  const fields = new Map<string, Record<string, unknown>>();
  const grids = new Map<string, { component: string; field: string; parts: TileParts }>();
  const found: (readonly [key: Key, value: unknown])[] = [];
  for (const [name, value] of entries) {
    const key = keyOf(name);
    if (key.field !== null) found.push([key, value]);
    else if (value === true) fields.set(key.component, {});
  }
  for (const [{ component, field, part, kind, check }, value] of found) {
    const target = fields.get(component);
    if (!target || field === null) continue;
    if (kind === 'tiles' && part !== null) {
      const id = `${component}/${field}`;
      const grid = grids.get(id) ?? { component, field, parts: new TileParts() };
      grids.set(id, grid);
      if (!grid.parts.add(part, value)) report(`${component}: a part of ${field} is left out: it is damaged`);
      continue;
    }
    const wrong = check(part === null ? value : { [part]: value });
    if (wrong) report(`${component}: ${field} reads as its default: it ${wrong}`);
    else if (part === null) target[field] = value;
    else target[field] = { ...(isRecord(target[field]) ? (target[field] as object) : {}), [part]: value };
  }
  for (const { component, field, parts } of grids.values()) fields.get(component)![field] = parts.finish();
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
  const entries: Entries = [];
  let inside: Map<string, Entries> | null = null;
  for (const name of [...entity.keys()].sort()) {
    if (own.has(name)) continue;
    const override = parseOverride(name);
    if (!override) entries.push([name, entity.get(name)]);
    else {
      inside ??= new Map();
      const list = inside.get(override.path) ?? [];
      inside.set(override.path, list);
      list.push([override.key, entity.get(name)]);
    }
  }
  const overrides = [...(inside ?? [])].map(
    ([path, list]) =>
      [path, readOverride(list, (message) => report(`inside of it, ${path}: ${message}`))] as const,
  );
  const components = readComponents(entries, report);
  return {
    name: pick(entity.get('name'), isString, 'Entity', 'its name', report),
    parent: pick(entity.get('parent'), isParent, null, 'its parent', report),
    order: pick(entity.get('order'), isOrder, 'a0', 'its order', report),
    layer: pick(entity.get('layer'), isString, '', 'its layer', report),
    tags: pick(entity.get('tags'), isTags, [], 'its tags', report),
    visible: pick(entity.get('visible'), isBoolean, true, 'visible', report),
    locked: pick(entity.get('locked'), isBoolean, false, 'locked', report),
    prefab: pick(entity.get('prefab'), isString, '', 'its prefab', report),
    components: components['Transform'] ? components : { Transform: {}, ...components },
    ...(overrides.length > 0 ? { overrides: Object.fromEntries(overrides) } : {}),
  };
}

export function readLayer(layer: Y.Map<unknown>, report: Report = () => {}): LayerData {
  const tint = pick(layer.get('tint'), isColor, '', 'tint', report);
  const grid = pick(layer.get('grid'), isGridOrNone, undefined, 'the grid of a layer', report);
  return {
    name: pick(layer.get('name'), isString, 'Layer', 'the name of a layer', report),
    order: pick(layer.get('order'), isOrder, 'a0', 'the order of a layer', report),
    visible: pick(layer.get('visible'), isBoolean, true, 'visible', report),
    locked: pick(layer.get('locked'), isBoolean, false, 'locked', report),
    parallax: pick(layer.get('parallax'), isNumber, 1, 'parallax', report),
    ...(tint === '' ? {} : { tint }),
    ...(grid && { grid }),
  };
}

/** The maps inside a map, by key; what is no map is left out. */
export function* mapsIn(map: unknown): Generator<[string, Y.Map<unknown>]> {
  if (map instanceof Y.Map)
    for (const [id, each] of map.entries()) if (each instanceof Y.Map) yield [id, each];
}

/** What lies under keys of one beginning, by the rest of the key; `undefined` for nothing. Damaged ones are left out. */
function entriesUnder<T>(
  map: Y.Map<unknown>,
  beginning: string,
  test: (value: unknown) => value is T,
  what: string,
  report: Report,
): Record<string, T> | undefined {
  const found: Record<string, T> = {};
  for (const [key, value] of map.entries()) {
    if (!key.startsWith(beginning)) continue;
    if (test(value)) found[key.slice(beginning.length)] = value;
    else report(`${what} is left out: ${show(value)} is not possible`);
  }
  return Object.keys(found).length > 0 ? found : undefined;
}

/** A scene without its entities and layers. */
export function readSceneHead(
  scene: Y.Map<unknown>,
  report: Report = () => {},
): Omit<SceneData, 'entities' | 'layers'> {
  const settings: { -readonly [K in keyof SceneData['settings']]: SceneData['settings'][K] } = {};
  const guides = entriesUnder(scene, GUIDE, isGuide, 'a guide', report);
  const bookmarks = entriesUnder(scene, BOOKMARK, isBookmark, 'a bookmark', report);
  const gravity = scene.get('settings/gravity');
  const background = scene.get('settings/background');
  if (gravity !== undefined)
    settings.gravity = pick(gravity, isVector, defaultSettings.gravity, 'gravity', report);
  if (background !== undefined)
    settings.background = pick(background, isString, defaultSettings.background, 'background', report);
  return {
    name: pick(scene.get('name'), isString, 'Scene', 'the name of a scene', report),
    order: pick(scene.get('order'), isOrder, 'a0', 'the order of a scene', report),
    settings,
    ...(guides && { guides }),
    ...(bookmarks && { bookmarks }),
  };
}

export function readPrefabHead(
  prefab: Y.Map<unknown>,
  report: Report = () => {},
): Omit<PrefabData, 'entities'> {
  return {
    name: pick(prefab.get('name'), isString, 'Prefab', 'the name of a prefab', report),
    order: pick(prefab.get('order'), isOrder, 'a0', 'the order of a prefab', report),
    root: pick(prefab.get('root'), isString, '', 'the root of a prefab', report),
  };
}

export function readTileset(tileset: Y.Map<unknown>, report: Report = () => {}): TilesetData {
  const tiles: Record<string, TileData> = {};
  for (const [key, value] of tileset.entries())
    if (key.startsWith('tile/') && isRecord(value)) tiles[key.slice('tile/'.length)] = value as TileData;
  const number = (field: string, fallback: number) =>
    pick(tileset.get(field), isNumber, fallback, `${field} of a tileset`, report);
  const vector = (field: string, fallback: readonly [number, number]) =>
    pick(tileset.get(field), isVector, fallback, `${field} of a tileset`, report);
  return {
    name: pick(tileset.get('name'), isString, 'Tileset', 'the name of a tileset', report),
    image: pick(tileset.get('image'), isString, '', 'the image of a tileset', report),
    tileSize: vector('tileSize', [32, 32]),
    margin: number('margin', 0),
    spacing: number('spacing', 0),
    columns: number('columns', 1),
    count: number('count', 0),
    offset: vector('offset', [0, 0]),
    tiles,
  };
}

const isAsset = (value: unknown): value is AssetData =>
  isRecord(value) &&
  isString(value.name) &&
  isString(value.sha256) &&
  isNumber(value.size) &&
  isRecord(value.meta);

export function readAssets(doc: Y.Doc, report: Report = () => {}): ProjectData['assets'] {
  const assets: Record<string, AssetData> = {};
  for (const [id, value] of layout(doc).assets.entries()) {
    if (isAsset(value)) assets[id] = value;
    else report(`an asset is left out: ${show(value)} describes no file`);
  }
  return assets;
}

export function readScripts(doc: Y.Doc): ProjectData['scripts'] {
  const scripts: Record<string, string> = {};
  for (const [path, text] of layout(doc).scripts.entries())
    if (text instanceof Y.Text) scripts[path] = text.toJSON();
  return scripts;
}

export function readSettings(doc: Y.Doc, report: Report = () => {}): ProjectSettings {
  const { project } = layout(doc);
  const get = <K extends keyof ProjectSettings>(
    name: K,
    test: (value: unknown) => value is ProjectSettings[K],
  ): ProjectSettings[K] => pick(project.get(`settings/${name}`), test, defaultSettings[name], name, report);
  return {
    size: get('size', isVector),
    gravity: get('gravity', isVector),
    seed: get('seed', isNumber),
    background: get('background', isString),
    pixelsPerMetre: get('pixelsPerMetre', isNumber),
    collisionLayers: get('collisionLayers', isNames),
    materials: get('materials', isMaterials),
    inputs: get('inputs', isInputs),
  };
}

export function readHead(doc: Y.Doc): Pick<ProjectData, 'name' | 'format'> {
  const { project } = layout(doc);
  return {
    name: pick(project.get('name'), isString, 'Untitled', 'the name', () => {}),
    format: pick(project.get('format'), isNumber, FORMAT_VERSION, 'the format', () => {}),
  };
}

/** The whole project as plain data. */
export function readProject(doc: Y.Doc): ProjectData {
  const { scenes, prefabs, tilesets } = layout(doc);
  const entities = (owner: Y.Map<unknown>) =>
    Object.fromEntries([...mapsIn(owner.get('entities'))].map(([id, entity]) => [id, readEntity(entity)]));
  return {
    ...readHead(doc),
    settings: readSettings(doc),
    scenes: Object.fromEntries(
      [...mapsIn(scenes)].map(([id, scene]) => [
        id,
        {
          ...readSceneHead(scene),
          layers: Object.fromEntries(
            [...mapsIn(scene.get('layers'))].map(([key, layer]) => [key, readLayer(layer)]),
          ),
          entities: entities(scene),
        },
      ]),
    ),
    scripts: readScripts(doc),
    assets: readAssets(doc),
    tilesets: Object.fromEntries([...mapsIn(tilesets)].map(([id, tileset]) => [id, readTileset(tileset)])),
    prefabs: withoutRings(
      Object.fromEntries(
        [...mapsIn(prefabs)].map(([id, prefab]) => [
          id,
          { ...readPrefabHead(prefab), entities: entities(prefab) },
        ]),
      ),
    ).prefabs,
  };
}
