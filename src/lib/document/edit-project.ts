/** Typed writes of everything beside entities: scenes, layers, scripts, assets, tilesets, prefabs, settings. */
import * as Y from 'yjs';
import { fitAddition, type ProjectAddition } from '../schema/addition.ts';
import type {
  AssetData,
  LayerData,
  PrefabData,
  ProjectData,
  ProjectSettings,
  SceneData,
  TileData,
  TilesetData,
} from '../schema/project.ts';
import { setKey, transact } from './edit.ts';
import { entityToFlat } from './flat.ts';
import { layersOf, layout, mapOf } from './layout.ts';
import type { Origin } from './origin.ts';
import { readProject } from './read.ts';

const entitiesToMap = (entities: SceneData['entities']) =>
  mapOf(Object.entries(entities).map(([id, entity]) => [id, mapOf(entityToFlat(entity))] as const));

function sceneToMap({ name, order, settings, layers, entities }: SceneData): Y.Map<unknown> {
  return mapOf<unknown>([
    ['name', name],
    ['order', order],
    ...Object.entries(settings).map(([key, value]) => [`settings/${key}`, value] as const),
    [
      'layers',
      mapOf(Object.entries(layers).map(([id, layer]) => [id, mapOf(Object.entries(layer))] as const)),
    ],
    ['entities', entitiesToMap(entities)],
  ]);
}

function tilesetToMap({ tiles, ...fields }: TilesetData): Y.Map<unknown> {
  return mapOf<unknown>([
    ...Object.entries(fields),
    ...Object.entries(tiles).map(([tile, data]) => [`tile/${tile}`, data] as const),
  ]);
}

const prefabToMap = ({ name, order, root, entities }: PrefabData): Y.Map<unknown> =>
  mapOf<unknown>([
    ['name', name],
    ['order', order],
    ['root', root],
    ['entities', entitiesToMap(entities)],
  ]);

export function createScene(doc: Y.Doc, origin: Origin, id: string, scene: SceneData): void {
  transact(doc, origin, () => layout(doc).scenes.set(id, sceneToMap(scene)));
}

export function deleteScene(doc: Y.Doc, origin: Origin, id: string): void {
  transact(doc, origin, () => layout(doc).scenes.delete(id));
}

/** Sets name, order or settings of a scene; a setting given as `undefined` follows the project again. */
export function setScene(
  doc: Y.Doc,
  origin: Origin,
  id: string,
  { name, order, settings = {} }: Partial<Pick<SceneData, 'name' | 'order' | 'settings'>>,
): void {
  const scene = layout(doc).scenes.get(id);
  if (!scene) return;
  transact(doc, origin, () => {
    if (name !== undefined) setKey(scene, 'name', name);
    if (order !== undefined) setKey(scene, 'order', order);
    for (const [key, value] of Object.entries(settings)) {
      if (value === undefined) scene.delete(`settings/${key}`);
      else setKey(scene, `settings/${key}`, value);
    }
  });
}

export function createLayer(doc: Y.Doc, origin: Origin, scene: string, id: string, layer: LayerData): void {
  transact(doc, origin, () => layersOf(doc, scene)?.set(id, mapOf(Object.entries(layer))));
}

export function setLayer(
  doc: Y.Doc,
  origin: Origin,
  scene: string,
  id: string,
  fields: Partial<LayerData>,
): void {
  const layer = layersOf(doc, scene)?.get(id);
  if (!layer) return;
  transact(doc, origin, () => {
    for (const [key, value] of Object.entries(fields)) setKey(layer, key, value);
  });
}

/** Removes a layer; what was on it is drawn on the backmost one. */
export function deleteLayer(doc: Y.Doc, origin: Origin, scene: string, id: string): void {
  transact(doc, origin, () => layersOf(doc, scene)?.delete(id));
}

/** The text of a script that people edit together; `null` when it is not there. */
export function scriptText(doc: Y.Doc, path: string): Y.Text | null {
  const text = layout(doc).scripts.get(path);
  return text instanceof Y.Text ? text : null;
}

/** Adds a script, or replaces its text as a whole. */
export function putScript(doc: Y.Doc, origin: Origin, path: string, text: string): void {
  transact(doc, origin, () => {
    const shared = scriptText(doc, path);
    if (!shared) layout(doc).scripts.set(path, new Y.Text(text));
    else if (shared.toJSON() !== text) {
      shared.delete(0, shared.length);
      shared.insert(0, text);
    }
  });
}

export function deleteScript(doc: Y.Doc, origin: Origin, path: string): void {
  transact(doc, origin, () => layout(doc).scripts.delete(path));
}

export function putAsset(doc: Y.Doc, origin: Origin, id: string, asset: AssetData): void {
  transact(doc, origin, () => setKey(layout(doc).assets, id, asset));
}

export function deleteAsset(doc: Y.Doc, origin: Origin, id: string): void {
  transact(doc, origin, () => layout(doc).assets.delete(id));
}

export function putTileset(doc: Y.Doc, origin: Origin, id: string, tileset: TilesetData): void {
  transact(doc, origin, () => layout(doc).tilesets.set(id, tilesetToMap(tileset)));
}

/** Sets what is special about one tile. */
export function setTile(doc: Y.Doc, origin: Origin, tileset: string, tile: number, data: TileData): void {
  const map = layout(doc).tilesets.get(tileset);
  if (map) transact(doc, origin, () => setKey(map, `tile/${tile}`, data));
}

export function putPrefab(doc: Y.Doc, origin: Origin, id: string, prefab: PrefabData): void {
  transact(doc, origin, () => layout(doc).prefabs.set(id, prefabToMap(prefab)));
}

/** Sets a prefab's name. */
export function setPrefab(doc: Y.Doc, origin: Origin, id: string, { name }: { name: string }): void {
  const prefab = layout(doc).prefabs.get(id);
  if (prefab instanceof Y.Map) transact(doc, origin, () => setKey(prefab, 'name', name));
}

export function deletePrefab(doc: Y.Doc, origin: Origin, id: string): void {
  transact(doc, origin, () => layout(doc).prefabs.delete(id));
}

export function setSettings(doc: Y.Doc, origin: Origin, settings: Partial<ProjectSettings>): void {
  transact(doc, origin, () => {
    for (const [key, value] of Object.entries(settings))
      setKey(layout(doc).project, `settings/${key}`, value);
  });
}

export function setProjectName(doc: Y.Doc, origin: Origin, name: string): void {
  transact(doc, origin, () => setKey(layout(doc).project, 'name', name));
}

/** Adds what an importer made, as one change: its scenes after those that are there, its assets under free names. */
export function addToProject(
  doc: Y.Doc,
  origin: Origin,
  addition: Omit<ProjectAddition, 'files' | 'notes'>,
): void {
  addRecords(doc, origin, fitAddition(readProject(doc), addition));
}

function addRecords(doc: Y.Doc, origin: Origin, addition: Omit<ProjectAddition, 'files' | 'notes'>): void {
  transact(doc, origin, () => {
    for (const [id, asset] of Object.entries(addition.assets ?? {})) putAsset(doc, origin, id, asset);
    for (const [id, tileset] of Object.entries(addition.tilesets ?? {})) putTileset(doc, origin, id, tileset);
    for (const [path, text] of Object.entries(addition.scripts ?? {})) putScript(doc, origin, path, text);
    for (const [id, prefab] of Object.entries(addition.prefabs ?? {})) putPrefab(doc, origin, id, prefab);
    for (const [id, scene] of Object.entries(addition.scenes ?? {})) createScene(doc, origin, id, scene);
  });
}

/** Seeds an empty document with a project, as one change. */
export function writeProject(doc: Y.Doc, origin: Origin, project: ProjectData): void {
  transact(doc, origin, () => {
    const { format, name, settings, ...records } = project;
    setKey(layout(doc).project, 'format', format);
    setProjectName(doc, origin, name);
    setSettings(doc, origin, settings);
    addRecords(doc, origin, records);
  });
}
