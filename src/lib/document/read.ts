/** Reading the shared document as plain data. Readers repair and never throw. */
import type * as Y from 'yjs';
import { withoutRings } from '../schema/prefab-cycles.ts';
import type { ProjectData } from '../schema/project.ts';
import { layout } from './layout.ts';
import { readEntity } from './read-entity.ts';
import {
  mapsIn,
  readAssets,
  readHead,
  readLayer,
  readPrefabHead,
  readSceneHead,
  readScripts,
  readSettings,
  readTileset,
} from './read-records.ts';

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
