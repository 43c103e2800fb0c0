/** Typed writes of everything beside entities: scenes, layers, scripts, assets, tilesets, prefabs, settings. */
import * as Y from 'yjs';
import { shortName } from '../base/words.ts';
import { fitAddition, type ProjectAddition } from '../schema/addition.ts';
import type { LayerData, PrefabData, ProjectData, ProjectSettings, SceneData } from '../schema/project.ts';
import type { StampData } from '../schema/stamps.ts';
import { putComment } from './edit-comments.ts';
import { putAsset } from './edit-assets.ts';
import { setKey } from './entity-keys.ts';
import { entityToFlat } from './flat.ts';
import { layersOf, layout, mapIn, mapOf } from './layout.ts';
import { putTileset } from './edit-tilesets.ts';
import { BOOKMARK, GUIDE } from './navigation-keys.ts';
import type { Origin } from './origin.ts';
import { STAMP } from './read-records.ts';
import { refuseRing } from './prefab-rules.ts';
import { readProject } from './read.ts';
import { nameOf } from './step-names.ts';
import { transact, type StepName } from './step.ts';

/** `collisionLayers` as `collision layers`. */
const inWords = (name: string): string => name.replace(/([A-Z])/gu, ' $1').toLowerCase();

const entitiesToMap = (entities: SceneData['entities']) =>
  mapOf(Object.entries(entities).map(([id, entity]) => [id, mapOf(entityToFlat(entity))] as const));

function sceneToMap({
  name,
  order,
  settings,
  layers,
  entities,
  guides,
  bookmarks,
  imported,
}: SceneData): Y.Map<unknown> {
  return mapOf<unknown>([
    ['name', name],
    ['order', order],
    ...Object.entries(settings).map(([key, value]) => [`settings/${key}`, value] as const),
    [
      'layers',
      mapOf(Object.entries(layers).map(([id, layer]) => [id, mapOf(Object.entries(layer))] as const)),
    ],
    ['entities', entitiesToMap(entities)],
    ...(imported ? [['imported', imported] as const] : []),
    ...Object.entries(guides ?? {}).map(([id, guide]) => [GUIDE + id, guide] as const),
    ...Object.entries(bookmarks ?? {}).map(([slot, bookmark]) => [BOOKMARK + slot, bookmark] as const),
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
  transact(doc, origin, `Add scene ${shortName(scene.name)}`, () =>
    layout(doc).scenes.set(id, sceneToMap(scene)),
  );
}

export function deleteScene(doc: Y.Doc, origin: Origin, id: string): void {
  const step = () => `Delete scene ${nameOf(doc, 'scenes', id)}`;
  transact(doc, origin, step, () => layout(doc).scenes.delete(id));
}

/** Sets name, order or settings of a scene; a setting given as `undefined` follows the project again. */
export function setScene(
  doc: Y.Doc,
  origin: Origin,
  id: string,
  { name, order, settings = {} }: Partial<Pick<SceneData, 'name' | 'order' | 'settings'>>,
): void {
  const scene = mapIn(layout(doc).scenes, id);
  if (!scene) return;
  const step = (): string => {
    const was = nameOf(doc, 'scenes', id);
    if (name !== undefined) return `Rename scene ${was} to ${shortName(name)}`;
    return order === undefined
      ? `Change ${Object.keys(settings).join(', ')} of ${was}`
      : `Reorder scene ${was}`;
  };
  transact(doc, origin, step, () => {
    if (name !== undefined) setKey(scene, 'name', name);
    if (order !== undefined) setKey(scene, 'order', order);
    for (const [key, value] of Object.entries(settings)) {
      if (value === undefined) scene.delete(`settings/${key}`);
      else setKey(scene, `settings/${key}`, value);
    }
  });
}

const layerName = (doc: Y.Doc, scene: string, id: string): string => {
  const name: unknown = mapIn(layersOf(doc, scene), id)?.get('name');
  return typeof name === 'string' ? shortName(name) : '';
};

/** What setting fields of a layer does. */
function layerStep(doc: Y.Doc, scene: string, id: string, fields: Partial<LayerData>): string {
  const was = layerName(doc, scene, id);
  if (fields.name !== undefined) return `Rename layer ${was} to ${shortName(fields.name)}`;
  if (fields.visible !== undefined) return `${fields.visible ? 'Show' : 'Hide'} layer ${was}`;
  if (fields.locked !== undefined) return `${fields.locked ? 'Lock' : 'Unlock'} layer ${was}`;
  if (fields.order !== undefined) return `Reorder layer ${was}`;
  return `Change ${Object.keys(fields).map(inWords).join(', ')} of layer ${was}`;
}

export function createLayer(doc: Y.Doc, origin: Origin, scene: string, id: string, layer: LayerData): void {
  transact(doc, origin, `Add layer ${shortName(layer.name)}`, () =>
    layersOf(doc, scene)?.set(id, mapOf(Object.entries(layer))),
  );
}

export function setLayer(
  doc: Y.Doc,
  origin: Origin,
  scene: string,
  id: string,
  fields: Partial<LayerData>,
): void {
  const layer = mapIn(layersOf(doc, scene), id);
  if (!layer) return;
  transact(
    doc,
    origin,
    () => layerStep(doc, scene, id, fields),
    () => {
      for (const [key, value] of Object.entries(fields))
        if (value === undefined) layer.delete(key);
        else setKey(layer, key, value);
    },
  );
}

/** Removes a layer; what was on it is drawn on the backmost one. */
export function deleteLayer(doc: Y.Doc, origin: Origin, scene: string, id: string): void {
  const step = () => `Delete layer ${layerName(doc, scene, id)}`;
  transact(doc, origin, step, () => layersOf(doc, scene)?.delete(id));
}

/** The text of a script that people edit together; `null` when it is not there. */
export function scriptText(doc: Y.Doc, path: string): Y.Text | null {
  const text = layout(doc).scripts.get(path);
  return text instanceof Y.Text ? text : null;
}

/** Adds a script, or replaces its text as a whole. */
export function putScript(doc: Y.Doc, origin: Origin, path: string, text: string): void {
  const step = () => `${scriptText(doc, path) ? 'Replace' : 'Add'} ${path}`;
  transact(doc, origin, step, () => {
    const shared = scriptText(doc, path);
    if (!shared) layout(doc).scripts.set(path, new Y.Text(text));
    else if (shared.toJSON() !== text) {
      shared.delete(0, shared.length);
      shared.insert(0, text);
    }
  });
}

export function deleteScript(doc: Y.Doc, origin: Origin, path: string): void {
  transact(doc, origin, `Delete ${path}`, () => layout(doc).scripts.delete(path));
}

/** Adds a prefab, or replaces it as a whole. Throws a RangeError when it would come to stand inside of itself. */
export function putPrefab(doc: Y.Doc, origin: Origin, id: string, prefab: PrefabData): void {
  for (const entity of Object.values(prefab.entities)) refuseRing(doc, { prefab: id }, entity.prefab);
  const step = () => `${layout(doc).prefabs.has(id) ? 'Change' : 'Add'} prefab ${shortName(prefab.name)}`;
  transact(doc, origin, step, () => layout(doc).prefabs.set(id, prefabToMap(prefab)));
}

/** Sets a prefab's name. */
export function setPrefab(doc: Y.Doc, origin: Origin, id: string, { name }: { name: string }): void {
  const prefab = layout(doc).prefabs.get(id);
  const step = () => `Rename prefab ${nameOf(doc, 'prefabs', id)} to ${shortName(name)}`;
  if (prefab instanceof Y.Map) transact(doc, origin, step, () => setKey(prefab, 'name', name));
}

export function deletePrefab(doc: Y.Doc, origin: Origin, id: string): void {
  const step = () => `Delete prefab ${nameOf(doc, 'prefabs', id)}`;
  transact(doc, origin, step, () => layout(doc).prefabs.delete(id));
}

export function setSettings(doc: Y.Doc, origin: Origin, settings: Partial<ProjectSettings>): void {
  transact(
    doc,
    origin,
    () => `Change ${Object.keys(settings).map(inWords).join(', ')} of the project`,
    () => {
      for (const [key, value] of Object.entries(settings))
        setKey(layout(doc).project, `settings/${key}`, value);
    },
  );
}

/** Keeps a stamp under a number. Each has a key of its own, so that two people who keep one each at the same moment both do. */
export function setStamp(doc: Y.Doc, origin: Origin, slot: string, stamp: StampData): void {
  transact(doc, origin, `Keep stamp ${slot}`, () => setKey(layout(doc).project, STAMP + slot, stamp));
}

export function setProjectName(doc: Y.Doc, origin: Origin, name: string): void {
  transact(doc, origin, `Rename the project to ${shortName(name)}`, () =>
    setKey(layout(doc).project, 'name', name),
  );
}

/** Adds what an importer made, as one change: its scenes after those that are there, its assets under free names. */
export function addToProject(
  doc: Y.Doc,
  origin: Origin,
  addition: Omit<ProjectAddition, 'files' | 'notes'>,
  name: StepName = 'Import',
): void {
  addRecords(doc, origin, fitAddition(readProject(doc), addition), name);
}

function addRecords(
  doc: Y.Doc,
  origin: Origin,
  addition: Omit<ProjectAddition, 'files' | 'notes'>,
  step: StepName,
): void {
  transact(doc, origin, step, () => {
    for (const [id, asset] of Object.entries(addition.assets ?? {})) putAsset(doc, origin, id, asset);
    for (const [id, tileset] of Object.entries(addition.tilesets ?? {})) putTileset(doc, origin, id, tileset);
    for (const [path, text] of Object.entries(addition.scripts ?? {})) putScript(doc, origin, path, text);
    for (const [id, prefab] of Object.entries(addition.prefabs ?? {})) putPrefab(doc, origin, id, prefab);
    for (const [id, scene] of Object.entries(addition.scenes ?? {})) createScene(doc, origin, id, scene);
  });
}

/** Seeds an empty document with a project, as one change. */
export function writeProject(doc: Y.Doc, origin: Origin, project: ProjectData): void {
  transact(doc, origin, 'Write the project', () => {
    const { format, name, settings, comments = {}, ...records } = project;
    setKey(layout(doc).project, 'format', format);
    setProjectName(doc, origin, name);
    setSettings(doc, origin, settings);
    addRecords(doc, origin, records, 'Write the project');
    for (const [id, comment] of Object.entries(comments)) putComment(doc, origin, id, comment);
  });
}
