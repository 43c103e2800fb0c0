/** Reading everything of the shared document beside entities: scenes, layers, prefabs, tilesets, files, settings. */
import * as Y from 'yjs';
import { isBoolean, isString } from '../base/guards.ts';
import { color, show } from '../schema/checks.ts';
import { isBookmark, isGrid, isGuide, bookmarkSlot, type GridData } from '../schema/navigation.ts';
import {
  defaultSettings,
  FORMAT_VERSION,
  type ImportedFacts,
  type LayerData,
  type PrefabData,
  type ProjectData,
  type ProjectSettings,
  type SceneData,
} from '../schema/project.ts';
import type { StampData } from '../schema/stamps.ts';
import { recordChecks } from '../schema/validate.ts';
import { layout } from './layout.ts';
import { BOOKMARK, GUIDE } from './navigation-keys.ts';
import { isId, isNumber, isOrder, passes, pick, type Report } from './read-value.ts';

const isGridOrNone = (value: unknown): value is GridData | undefined => value === undefined || isGrid(value);
const isImported = passes<ImportedFacts>(recordChecks.imported);
const isImportedOrNone = (value: unknown): value is ImportedFacts | undefined =>
  value === undefined || isImported(value);
const isColor = passes<string>(color);
const isSlot = passes<string>(bookmarkSlot);
const isScriptPath = passes<string>(recordChecks.scriptPath);

/** Keys that a map has and this version does not know: they are kept, and said. */
function noteUnknown(map: Y.Map<unknown>, known: (key: string) => boolean, report: Report): void {
  for (const key of map.keys())
    if (!known(key)) report(`“${key}” comes from a newer version of Perigee; it is kept and not used`);
}

const layerKeys = new Set(['name', 'order', 'visible', 'locked', 'parallax', 'tint', 'grid', 'imported']);

export function readLayer(layer: Y.Map<unknown>, report: Report = () => {}): LayerData {
  const tint = pick(layer.get('tint'), isColor, '', 'tint', report);
  const grid = pick(layer.get('grid'), isGridOrNone, undefined, 'the grid of a layer', report);
  const imported = pick(layer.get('imported'), isImportedOrNone, undefined, 'what was imported', report);
  noteUnknown(layer, (key) => layerKeys.has(key), report);
  return {
    name: pick(layer.get('name'), isString, 'Layer', 'the name of a layer', report),
    order: pick(layer.get('order'), isOrder, 'a0', 'the order of a layer', report),
    visible: pick(layer.get('visible'), isBoolean, true, 'visible', report),
    locked: pick(layer.get('locked'), isBoolean, false, 'locked', report),
    parallax: pick(layer.get('parallax'), isNumber, 1, 'parallax', report),
    ...(tint === '' ? {} : { tint }),
    ...(grid && { grid }),
    ...(imported && { imported }),
  };
}

/** The maps inside a map, by id; what is no map, or has no proper id, is left out. */
export function* mapsIn(map: unknown): Generator<[id: string, map: Y.Map<unknown>]> {
  if (map instanceof Y.Map)
    for (const [id, each] of map.entries()) if (each instanceof Y.Map && isId(id)) yield [id, each];
}

/** Why {@link mapsIn} leaves an entry out, in words; `null` for one that it gives, or that is not there. */
export function strayIn(map: unknown, id: string): string | null {
  if (!(map instanceof Y.Map) || !map.has(id)) return null;
  const each: unknown = map.get(id);
  if (!(each instanceof Y.Map)) return `is left out: ${show(each)} is not what belongs here`;
  return isId(id) ? null : 'is left out: that is no id';
}

/** Why a script is left out, in words; `null` for one that is read, or is not there. */
export function strayScript(doc: Y.Doc, path: string): string | null {
  const { scripts } = layout(doc);
  if (!scripts.has(path)) return null;
  const text: unknown = scripts.get(path);
  if (!(text instanceof Y.Text)) return `is left out: ${show(text)} is no text`;
  return isScriptPath(path) ? null : 'is left out: that is no path of a script';
}

/** What lies under keys of one beginning, by the rest of the key; `undefined` for nothing. Damaged ones are left out. */
function entriesUnder<T>(
  map: Y.Map<unknown>,
  beginning: string,
  isName: (name: unknown) => boolean,
  test: (value: unknown) => value is T,
  what: string,
  report: Report,
): Record<string, T> | undefined {
  const found: [string, T][] = [];
  for (const [key, value] of map.entries()) {
    if (!key.startsWith(beginning)) continue;
    const name = key.slice(beginning.length);
    if (isName(name) && test(value)) found.push([name, value]);
    else report(`${what} is left out: ${show(isName(name) ? value : name)} is not possible`);
  }
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

const sceneKeys = new Set([
  'name',
  'order',
  'layers',
  'entities',
  'imported',
  'settings/gravity',
  'settings/background',
]);

/** A scene without its entities and layers. */
export function readSceneHead(
  scene: Y.Map<unknown>,
  report: Report = () => {},
): Omit<SceneData, 'entities' | 'layers'> {
  const settings: { -readonly [K in keyof SceneData['settings']]: SceneData['settings'][K] } = {};
  const guides = entriesUnder(scene, GUIDE, isId, isGuide, 'a guide', report);
  const bookmarks = entriesUnder(scene, BOOKMARK, isSlot, isBookmark, 'a bookmark', report);
  const imported = pick(scene.get('imported'), isImportedOrNone, undefined, 'what was imported', report);
  const gravity = scene.get('settings/gravity');
  const background = scene.get('settings/background');
  if (gravity !== undefined)
    settings.gravity = pick(gravity, isSetting('gravity'), defaultSettings.gravity, 'gravity', report);
  if (background !== undefined)
    settings.background = pick(
      background,
      isSetting('background'),
      defaultSettings.background,
      'background',
      report,
    );
  const known = (key: string) => sceneKeys.has(key) || key.startsWith(GUIDE) || key.startsWith(BOOKMARK);
  noteUnknown(scene, known, report);
  for (const part of ['layers', 'entities'])
    if (!(scene.get(part) instanceof Y.Map))
      report(`it has no ${part}: ${show(scene.get(part))} holds none, and nothing can be added`);
  return {
    name: pick(scene.get('name'), isString, 'Scene', 'the name of a scene', report),
    order: pick(scene.get('order'), isOrder, 'a0', 'the order of a scene', report),
    settings,
    ...(guides && { guides }),
    ...(bookmarks && { bookmarks }),
    ...(imported && { imported }),
  };
}

const prefabKeys = new Set(['name', 'order', 'root', 'entities']);

/** A prefab without its entities. Where its root is not told, the first entity at its top is the root. */
export function readPrefabHead(
  prefab: Y.Map<unknown>,
  report: Report = () => {},
): Omit<PrefabData, 'entities'> {
  noteUnknown(prefab, (key) => prefabKeys.has(key), report);
  const [first = 'root'] = [...mapsIn(prefab.get('entities'))]
    .filter(([, entity]) => !isString(entity.get('parent')))
    .map(([id]) => id)
    .sort();
  const root = prefab.get('root');
  return {
    name: pick(prefab.get('name'), isString, 'Prefab', 'the name of a prefab', report),
    order: pick(prefab.get('order'), isOrder, 'a0', 'the order of a prefab', report),
    root: pick(root, isId, first, 'the root of a prefab', report),
  };
}

export function readScripts(doc: Y.Doc): ProjectData['scripts'] {
  return Object.fromEntries(
    [...layout(doc).scripts.entries()].flatMap(([path, text]) =>
      text instanceof Y.Text && isScriptPath(path) ? [[path, text.toJSON()] as const] : [],
    ),
  );
}

/** Keys of stamps, each by its number. */
export const STAMP = 'settings/stamps/';

const isSetting = <K extends keyof ProjectSettings>(name: K) =>
  passes<ProjectSettings[K]>(recordChecks.settings[name]);

export function readSettings(doc: Y.Doc, report: Report = () => {}): ProjectSettings {
  const { project } = layout(doc);
  const names = Object.keys(defaultSettings) as (keyof ProjectSettings)[];
  noteUnknown(
    project,
    (key) =>
      key === 'name' ||
      key === 'format' ||
      key.startsWith(STAMP) ||
      names.some((name) => key === `settings/${name}`),
    report,
  );
  const settings = Object.fromEntries(
    names.map((name) => [
      name,
      pick<unknown>(project.get(`settings/${name}`), isSetting(name), defaultSettings[name], name, report),
    ]),
  ) as unknown as ProjectSettings;
  const kept = readStamps(project, report);
  return kept ? { ...settings, stamps: { ...settings.stamps, ...kept } } : settings;
}

/** Stamps that were kept one by one; a project that was written as a whole has its own together. */
function readStamps(project: Y.Map<unknown>, report: Report): ProjectSettings['stamps'] | null {
  const found = [...project].flatMap(([key, stamp]): [string, StampData][] => {
    if (!key.startsWith(STAMP)) return [];
    const slot = key.slice(STAMP.length);
    if (passes<ProjectSettings['stamps']>(recordChecks.settings.stamps)({ [slot]: stamp }))
      return [[slot, stamp as StampData]];
    report(`stamp ${slot} is left out: ${show(stamp)} is none`);
    return [];
  });
  return found.length > 0 ? Object.fromEntries(found) : null;
}

const isFormat = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 1;

export function readHead(doc: Y.Doc, report: Report = () => {}): Pick<ProjectData, 'name' | 'format'> {
  const { project } = layout(doc);
  const format = pick(project.get('format'), isFormat, FORMAT_VERSION, 'the format', report);
  if (format > FORMAT_VERSION)
    report(
      `made by a newer version of Perigee: its format is ${format}, this version knows ${FORMAT_VERSION}. What is not known here is kept as it is, and not shown`,
    );
  return { name: pick(project.get('name'), isString, 'Untitled', 'the name', report), format };
}
