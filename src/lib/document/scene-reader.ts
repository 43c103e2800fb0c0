import * as Y from 'yjs';
import type { EntityData, LayerData, SceneData } from '../schema/project.ts';
import type { Pending } from './doc-change.ts';
import { entitiesOf, layersOf, layout } from './layout.ts';
import type { ProblemList } from './problem-list.ts';
import { mapsIn, readLayer, readSceneHead } from './read-records.ts';
import { isId } from './read-value.ts';

interface SceneCache {
  head: Omit<SceneData, 'entities' | 'layers'>;
  layers: Record<string, LayerData>;
  entities: Map<string, EntityData>;
  /** Built on demand. */
  data: SceneData | null;
}

/** The scenes as plain data; entities, layers and scenes that did not change stay the same objects. */
export class SceneReader {
  readonly #doc: Y.Doc;
  readonly #problems: ProblemList;
  readonly #scenes = new Map<string, SceneCache>();

  /** @param problems is told of what had to be repaired */
  constructor(doc: Y.Doc, problems: ProblemList) {
    this.#doc = doc;
    this.#problems = problems;
  }

  get all(): Record<string, SceneData> {
    return Object.fromEntries([...this.#scenes.keys()].map((id) => [id, this.scene(id)!]));
  }

  scene(id: string): SceneData | null {
    const cache = this.#scenes.get(id);
    if (!cache) return null;
    cache.data ??= { ...cache.head, layers: cache.layers, entities: Object.fromEntries(cache.entities) };
    return cache.data;
  }

  entities(scene: string): ReadonlyMap<string, EntityData> {
    return this.#scenes.get(scene)?.entities ?? new Map();
  }

  /** Reads a scene from scratch; forgets one that is gone. */
  read(id: string): void {
    const scene = layout(this.#doc).scenes.get(id);
    this.#problems.forget(['scenes', id]);
    if (!(scene instanceof Y.Map) || !isId(id)) {
      this.#scenes.delete(id);
      this.#problems.noteStray(['scenes', id], layout(this.#doc).scenes);
      return;
    }
    this.#problems.noteStrays(['scenes', id, 'entities'], scene.get('entities'));
    this.#scenes.set(id, {
      head: this.#readSceneHead(id, scene),
      layers: this.#readLayers(id),
      entities: new Map(
        [...mapsIn(scene.get('entities'))].map(([key, entity]) => [
          key,
          this.#problems.readEntity(['scenes', id, 'entities', key], entity),
        ]),
      ),
      data: null,
    });
  }

  #readSceneHead(id: string, scene: Y.Map<unknown>): SceneCache['head'] {
    return this.#problems.reading(
      ['scenes', id],
      ({ name }) => name,
      (report) => readSceneHead(scene, report),
    );
  }

  #readLayers(scene: string): Record<string, LayerData> {
    this.#problems.forget(['scenes', scene, 'layers']);
    this.#problems.noteStrays(['scenes', scene, 'layers'], layersOf(this.#doc, scene));
    return Object.fromEntries(
      [...mapsIn(layersOf(this.#doc, scene))].map(([id, layer]) => [
        id,
        this.#problems.reading(
          ['scenes', scene, 'layers', id],
          ({ name }) => name,
          (report) => readLayer(layer, report),
        ),
      ]),
    );
  }

  /** Takes note of what an event below the scenes changed; scenes that came or went are read at once. */
  note({ path, keys }: Y.YEvent<never>, pending: Pending): void {
    const [scene, part, id] = path.map(String);
    if (scene === undefined) {
      pending.scenes = true;
      for (const key of keys.keys()) this.#replace(key, pending);
    } else if (part === undefined) {
      pending.scenes = true;
      // A map below the scene was replaced: read the scene as a whole.
      if (keys.has('entities') || keys.has('layers')) this.#replace(scene, pending);
    } else if (part === 'layers') pending.layers.add(scene);
    else if (part === 'entities') pending.entity(scene, id === undefined ? keys.keys() : [id]);
    // Something inside of what should be a plain value: what is said of it may be another.
    else pending.scenes = true;
  }

  #replace(id: string, pending: Pending): void {
    const idsNow = () => this.#scenes.get(id)?.entities.keys() ?? [];
    pending.entity(id, idsNow());
    this.read(id);
    pending.entity(id, idsNow());
    pending.layers.add(id);
    pending.read.add(id);
  }

  /** Reads again what a transaction changed. */
  refresh(pending: Pending): void {
    for (const [scene, ids] of pending.entities)
      if (!pending.read.has(scene)) this.#refreshEntities(scene, ids);
    for (const scene of pending.layers)
      if (!pending.read.has(scene))
        this.#refreshScene(scene, (cache) => (cache.layers = this.#readLayers(scene)));
    if (!pending.scenes) return;
    for (const [id, cache] of this.#scenes) {
      if (pending.read.has(id)) continue;
      const scene = layout(this.#doc).scenes.get(id);
      if (scene instanceof Y.Map) cache.head = this.#readSceneHead(id, scene);
      cache.data = null;
    }
  }

  #refreshScene(id: string, refresh: (cache: SceneCache) => void): void {
    const cache = this.#scenes.get(id);
    if (!cache) return;
    refresh(cache);
    cache.data = null;
  }

  #refreshEntities(scene: string, ids: Iterable<string>): void {
    const entities = entitiesOf(this.#doc, scene);
    this.#refreshScene(scene, (cache) => {
      for (const id of ids) {
        const entity = entities?.get(id);
        const place = ['scenes', scene, 'entities', id];
        this.#problems.forget(place);
        if (entity instanceof Y.Map && isId(id))
          cache.entities.set(id, this.#problems.readEntity(place, entity));
        else {
          cache.entities.delete(id);
          this.#problems.noteStray(place, entities);
        }
      }
    });
  }
}
