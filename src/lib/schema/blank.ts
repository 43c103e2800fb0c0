import { newId } from '../base/ids.ts';
import { orderBetween } from '../base/order.ts';
import {
  defaultSettings,
  FORMAT_VERSION,
  type EntityData,
  type LayerData,
  type ProjectData,
  type SceneData,
} from './project.ts';

export function blankEntity(fields: Partial<EntityData> = {}): EntityData {
  return {
    name: 'Entity',
    parent: null,
    order: orderBetween(null, null),
    layer: '',
    tags: [],
    visible: true,
    locked: false,
    prefab: '',
    components: { Transform: {} },
    ...fields,
  };
}

export function blankLayer(fields: Partial<LayerData> = {}): LayerData {
  return {
    name: 'Layer',
    order: orderBetween(null, null),
    visible: true,
    locked: false,
    parallax: 1,
    ...fields,
  };
}

/** A scene with one layer, named "Objects". */
export function blankScene(fields: Partial<SceneData> = {}, id: () => string = newId): SceneData {
  return {
    name: 'Scene',
    order: orderBetween(null, null),
    settings: {},
    layers: { [id()]: blankLayer({ name: 'Objects' }) },
    entities: {},
    ...fields,
  };
}

/** What "New project" starts from: one empty scene. */
export function blankProject(name: string, id: () => string = newId): ProjectData {
  return {
    format: FORMAT_VERSION,
    name,
    settings: defaultSettings,
    scenes: { [id()]: blankScene({ name: 'Scene 1' }, id) },
    scripts: {},
    assets: {},
    tilesets: {},
    prefabs: {},
  };
}
