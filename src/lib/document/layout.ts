/** Where everything lies in the shared document. */
import * as Y from 'yjs';
import { definitionOf } from '../schema/definition-scene.ts';

/** A map of one entity: see {@link entityToFlat} for its keys. */
export type EntityMap = Y.Map<unknown>;
export type EntitiesMap = Y.Map<EntityMap>;

/**
 * Where an entity lives: in a scene, by its id, or in the definition of a prefab, as an object or, where only a text fits, by the name that
 * `definitionHome` gives it.
 */
export type EntityHome = string | { prefab: string };

/** The prefab whose definition a home is; `null` for a scene. */
export function prefabOf(home: EntityHome): string | null {
  if (typeof home !== 'string') return home.prefab;
  return definitionOf(home);
}

/** The roots of a document; the same objects at every call. */
export function layout(doc: Y.Doc) {
  return {
    project: doc.getMap<unknown>('project'),
    scenes: doc.getMap<Y.Map<unknown>>('scenes'),
    scripts: doc.getMap<Y.Text>('scripts'),
    assets: doc.getMap<unknown>('assets'),
    tilesets: doc.getMap<Y.Map<unknown>>('tilesets'),
    prefabs: doc.getMap<Y.Map<unknown>>('prefabs'),
    /** See `comment-keys.ts`. */
    comments: doc.getMap<unknown>('comments'),
  };
}

/** The map under a key; `undefined` where something else lies there, or nothing. */
export function mapIn(
  map: { get(key: string): unknown } | null | undefined,
  key: string,
): Y.Map<unknown> | undefined {
  const found = map?.get(key);
  return found instanceof Y.Map ? found : undefined;
}

/** The map of entities in a scene or prefab; `null` when that is not (or no longer) there. */
export function entitiesOf(doc: Y.Doc, home: EntityHome): EntitiesMap | null {
  const { scenes, prefabs } = layout(doc);
  const prefab = prefabOf(home);
  const owner = prefab === null ? scenes.get(home as string) : prefabs.get(prefab);
  const entities = owner instanceof Y.Map ? owner.get('entities') : null;
  return entities instanceof Y.Map ? (entities as EntitiesMap) : null;
}

/** The map of one entity; `null` when it is not there. */
export function entityMap(doc: Y.Doc, home: EntityHome, id: string): EntityMap | null {
  const entity = entitiesOf(doc, home)?.get(id);
  return entity instanceof Y.Map ? entity : null;
}

/** The map of layers in a scene; `null` when the scene is not there. */
export function layersOf(doc: Y.Doc, scene: string): Y.Map<Y.Map<unknown>> | null {
  const owner = layout(doc).scenes.get(scene);
  const layers = owner instanceof Y.Map ? owner.get('layers') : null;
  return layers instanceof Y.Map ? (layers as Y.Map<Y.Map<unknown>>) : null;
}

/** A Y.Map that holds these entries. */
export function mapOf<T>(entries: Iterable<readonly [string, T]>): Y.Map<T> {
  return new Y.Map<T>(entries as Iterable<[string, T]>);
}
