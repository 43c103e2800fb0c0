import * as Y from 'yjs';
import { Disposer } from '../base/disposer.ts';
import type {
  EntityData,
  LayerData,
  PrefabData,
  ProjectData,
  SceneData,
  TilesetData,
} from '../schema/project.ts';
import { entitiesOf, layersOf, layout, prefabOf, type EntityHome } from './layout.ts';
import { definitionOf, definitionScene } from '../schema/definition-scene.ts';
import { withoutRings } from '../schema/prefab-cycles.ts';
import { originOf, type Origin } from './origin.ts';
import { readEntity } from './read-entity.ts';
import { ProblemList, type Place } from './problem-list.ts';
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
  strayIn,
  strayScript,
} from './read-records.ts';
import { isId, type ReadProblem } from './read-value.ts';

/** What one transaction changed. */
export interface DocChange {
  /** Scene id to the entities in it that appeared, went or look different. */
  entities: ReadonlyMap<string, ReadonlySet<string>>;
  /** A scene appeared, went, or has another name, order or settings. */
  scenes: boolean;
  /** Scenes whose layers changed. */
  layers: ReadonlySet<string>;
  /** Paths of scripts that appeared, went or have another text. */
  scripts: ReadonlySet<string>;
  assets: boolean;
  tilesets: boolean;
  prefabs: boolean;
  /** Name, format or settings of the project. */
  settings: boolean;
  origin: Origin;
}

class Pending {
  readonly entities = new Map<string, Set<string>>();
  /** Scenes that have been read as a whole. */
  readonly read = new Set<string>();
  scenes = false;
  readonly layers = new Set<string>();
  readonly scripts = new Set<string>();
  readonly changedPrefabs = new Set<string>();
  assets = false;
  tilesets = false;
  prefabs = false;
  settings = false;
  any = false;

  entity(scene: string, ids: Iterable<string>): void {
    const set = this.entities.get(scene) ?? new Set();
    this.entities.set(scene, set);
    for (const id of ids) set.add(id);
  }
}

interface SceneCache {
  head: Omit<SceneData, 'entities' | 'layers'>;
  layers: Record<string, LayerData>;
  entities: Map<string, EntityData>;
  /** Built on demand. */
  data: SceneData | null;
}

/**
 * Keeps a plain snapshot of a shared document: only what changed is read again, everything else stays the
 * same object, so that `===` tells whether something changed.
 */
export class DocReader {
  readonly #disposer = new Disposer();
  readonly #listeners = new Set<(change: DocChange) => void>();
  readonly #scenes = new Map<string, SceneCache>();
  readonly #problems = new ProblemList();
  #pending = new Pending();
  #project: ProjectData | null = null;
  #head!: Pick<ProjectData, 'name' | 'format' | 'settings'>;
  #scripts: Record<string, string> = {};
  #assets!: ProjectData['assets'];
  #tilesets!: Record<string, TilesetData>;
  /** As they lie in the document. */
  #storedPrefabs: Readonly<Record<string, PrefabData>> = {};
  /** Without rings. */
  #prefabs!: ProjectData['prefabs'];
  #cutPlaces: Place[] = [];

  constructor(readonly doc: Y.Doc) {
    const { project, scenes, scripts, assets, tilesets, prefabs } = layout(doc);
    this.#readAll();
    const observe = (
      root: Pick<Y.Map<unknown>, 'observeDeep' | 'unobserveDeep'>,
      note: (event: Y.YEvent<never>) => void,
    ) => {
      const handler = (events: Y.YEvent<never>[]) => {
        for (const event of events) note(event);
        this.#pending.any = true;
      };
      root.observeDeep(handler as never);
      this.#disposer.add(() => root.unobserveDeep(handler as never));
    };
    observe(project, () => (this.#pending.settings = true));
    observe(assets, () => (this.#pending.assets = true));
    observe(tilesets, () => (this.#pending.tilesets = true));
    observe(prefabs, ({ path, keys }) => {
      this.#pending.prefabs = true;
      for (const id of path.length ? [String(path[0])] : keys.keys()) this.#pending.changedPrefabs.add(id);
    });
    observe(scripts, ({ path, keys }) => {
      for (const name of path.length ? [String(path[0])] : keys.keys()) this.#pending.scripts.add(name);
    });
    observe(scenes, (event) => this.#noteScene(event));
    const flush = (transaction: Y.Transaction) => this.#flush(transaction);
    doc.on('afterTransaction', flush);
    this.#disposer.add(() => doc.off('afterTransaction', flush));
  }

  /** The whole project; the same object until something changes. */
  get project(): ProjectData {
    this.#project ??= {
      ...this.#head,
      scenes: Object.fromEntries([...this.#scenes.keys()].map((id) => [id, this.scene(id)!])),
      scripts: this.#scripts,
      assets: this.#assets,
      tilesets: this.#tilesets,
      prefabs: this.#prefabs,
    };
    return this.#project;
  }

  /** One scene, or the definition of a prefab by its `definitionHome`; the same object until something in it changes. */
  scene(id: string): SceneData | null {
    const definition = definitionOf(id);
    if (definition !== null) {
      const prefab = Object.hasOwn(this.#prefabs, definition) ? this.#prefabs[definition] : undefined;
      return prefab ? definitionScene(prefab) : null;
    }
    const cache = this.#scenes.get(id);
    if (!cache) return null;
    cache.data ??= { ...cache.head, layers: cache.layers, entities: Object.fromEntries(cache.entities) };
    return cache.data;
  }

  /** How many entities a scene has; 0 while there is none of that id. */
  entityCount(scene: string): number {
    return this.#scenes.get(scene)?.entities.size ?? 0;
  }

  /** One entity; the same object until it changes. */
  entity(home: EntityHome, id: string): EntityData | null {
    const prefab = prefabOf(home);
    if (prefab !== null) return this.#prefabs[prefab]?.entities[id] ?? null;
    return this.#scenes.get(home as string)?.entities.get(id) ?? null;
  }

  /** What had to be repaired while reading. */
  get problems(): readonly ReadProblem[] {
    return this.#problems.all;
  }

  /** Calls `fn` after each transaction that changed something; gives back how to stop it. */
  subscribe(fn: (change: DocChange) => void): () => void {
    this.#listeners.add(fn);
    return () => this.#listeners.delete(fn);
  }

  dispose(): void {
    this.#listeners.clear();
    this.#disposer.dispose();
  }

  #readAll(): void {
    for (const id of layout(this.doc).scenes.keys()) this.#readScene(id);
    this.#readHead();
    this.#scripts = readScripts(this.doc);
    for (const path of layout(this.doc).scripts.keys()) this.#noteScript(path);
    this.#readAssets();
    this.#readTilesets();
    this.#readPrefabs(layout(this.doc).prefabs.keys());
  }

  #readHead(): void {
    this.#head = {
      ...this.#problems.reading(
        ['project'],
        () => 'Project',
        (report) => readHead(this.doc, report),
      ),
      settings: this.#problems.reading(
        ['settings'],
        () => 'Settings',
        (report) => readSettings(this.doc, report),
      ),
    };
  }

  #readAssets(): void {
    this.#assets = this.#problems.reading(
      ['assets'],
      () => 'Assets',
      (report) => readAssets(this.doc, report),
    );
  }

  #readTilesets(): void {
    this.#problems.forget(['tilesets']);
    this.#noteStrays(['tilesets'], layout(this.doc).tilesets);
    this.#tilesets = Object.fromEntries(
      [...mapsIn(layout(this.doc).tilesets)].map(([id, tileset]) => [
        id,
        this.#problems.reading(
          ['tilesets', id],
          ({ name }) => name,
          (report) => readTileset(tileset, report),
        ),
      ]),
    );
  }

  /** Reads some prefabs anew; the others stay the same objects. */
  #readPrefabs(ids: Iterable<string>): void {
    const prefabs = { ...this.#storedPrefabs };
    for (const id of ids) {
      this.#problems.forget(['prefabs', id]);
      const prefab = layout(this.doc).prefabs.get(id);
      if (prefab instanceof Y.Map && isId(id)) prefabs[id] = this.#readPrefab(id, prefab);
      else {
        delete prefabs[id];
        this.#noteStray(['prefabs', id], layout(this.doc).prefabs);
      }
    }
    this.#storedPrefabs = prefabs;
    this.#cutRings();
  }

  #readPrefab(id: string, prefab: Y.Map<unknown>): PrefabData {
    const head = this.#problems.reading<Omit<PrefabData, 'entities'>>(
      ['prefabs', id],
      ({ name }) => name,
      (report) => readPrefabHead(prefab, report),
    );
    const entities: Record<string, EntityData> = {};
    this.#noteStrays(['prefabs', id, 'entities'], prefab.get('entities'));
    for (const [key, entity] of mapsIn(prefab.get('entities')))
      entities[key] = this.#readEntity(['prefabs', id, 'entities', key], entity);
    return { ...head, entities };
  }

  /** Prefabs that two people have put into each other at once. */
  #cutRings(): void {
    const stored = this.#storedPrefabs;
    const { prefabs, cut } = withoutRings(stored);
    this.#prefabs = prefabs;
    for (const place of this.#cutPlaces) this.#problems.forget(place);
    this.#cutPlaces = [];
    for (const [id, entities] of cut)
      for (const key of entities) {
        const { name, prefab } = stored[id]!.entities[key]!;
        const place = ['prefabs', id, 'entities', key, 'prefab'];
        this.#cutPlaces.push(place);
        this.#problems.reading(
          place,
          () => stored[id]!.name,
          (report) =>
            report(
              `${name} reads as a plain entity: its prefab ${stored[prefab]!.name} contains ${stored[id]!.name} itself`,
            ),
        );
      }
  }

  /** Reads a scene from scratch; forgets one that is gone. */
  #readScene(id: string): void {
    const scene = layout(this.doc).scenes.get(id);
    this.#problems.forget(['scenes', id]);
    if (!(scene instanceof Y.Map) || !isId(id)) {
      this.#scenes.delete(id);
      this.#noteStray(['scenes', id], layout(this.doc).scenes);
      return;
    }
    this.#noteStrays(['scenes', id, 'entities'], scene.get('entities'));
    this.#scenes.set(id, {
      head: this.#readSceneHead(id, scene),
      layers: this.#readLayers(id),
      entities: new Map(
        [...mapsIn(scene.get('entities'))].map(([key, entity]) => [
          key,
          this.#readEntity(['scenes', id, 'entities', key], entity),
        ]),
      ),
      data: null,
    });
  }

  /** Says what of a map is left out. */
  #noteStrays(place: Place, map: unknown): void {
    if (!(map instanceof Y.Map)) return;
    for (const id of map.keys()) {
      const message = strayIn(map, id);
      if (message !== null) this.#say([...place, id], id, message);
    }
  }

  #noteStray(place: Place, map: unknown): void {
    const id = place.at(-1)!;
    this.#say(place, id, strayIn(map, id));
  }

  #noteScript(path: string): void {
    this.#say(['scripts', path], path, strayScript(this.doc, path));
  }

  /** @param message `null` says nothing, and takes back what was said */
  #say(place: Place, where: string, message: string | null): void {
    if (message === null) this.#problems.forget(place);
    else
      this.#problems.reading(
        place,
        () => where,
        (report) => report(message),
      );
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
    this.#noteStrays(['scenes', scene, 'layers'], layersOf(this.doc, scene));
    return Object.fromEntries(
      [...mapsIn(layersOf(this.doc, scene))].map(([id, layer]) => [
        id,
        this.#problems.reading(
          ['scenes', scene, 'layers', id],
          ({ name }) => name,
          (report) => readLayer(layer, report),
        ),
      ]),
    );
  }

  #readEntity(place: Place, entity: Y.Map<unknown>): EntityData {
    return this.#problems.reading(
      place,
      ({ name }) => name,
      (report) => readEntity(entity, report),
    );
  }

  #noteScene({ path, keys }: Y.YEvent<never>): void {
    const [scene, part, id] = path.map(String);
    const pending = this.#pending;
    if (scene === undefined) {
      pending.scenes = true;
      for (const key of keys.keys()) this.#replaceScene(key);
    } else if (part === undefined) {
      pending.scenes = true;
      // A map below the scene was replaced: read the scene as a whole.
      if (keys.has('entities') || keys.has('layers')) this.#replaceScene(scene);
    } else if (part === 'layers') pending.layers.add(scene);
    else if (part === 'entities') pending.entity(scene, id === undefined ? keys.keys() : [id]);
    // Something inside of what should be a plain value: what is said of it may be another.
    else pending.scenes = true;
  }

  #replaceScene(id: string): void {
    const idsNow = () => this.#scenes.get(id)?.entities.keys() ?? [];
    this.#pending.entity(id, idsNow());
    this.#readScene(id);
    this.#pending.entity(id, idsNow());
    this.#pending.layers.add(id);
    this.#pending.read.add(id);
  }

  #flush(transaction: Y.Transaction): void {
    const pending = this.#pending;
    if (!pending.any) return;
    this.#pending = new Pending();
    for (const [scene, ids] of pending.entities)
      if (!pending.read.has(scene)) this.#refreshEntities(scene, ids);
    for (const scene of pending.layers)
      if (!pending.read.has(scene))
        this.#refreshScene(scene, (cache) => (cache.layers = this.#readLayers(scene)));
    if (pending.scenes)
      for (const [id, cache] of this.#scenes) {
        if (pending.read.has(id)) continue;
        const scene = layout(this.doc).scenes.get(id);
        if (scene instanceof Y.Map) cache.head = this.#readSceneHead(id, scene);
        cache.data = null;
      }
    if (pending.scripts.size) this.#scripts = this.#readChangedScripts(pending.scripts);
    if (pending.assets) this.#readAssets();
    if (pending.tilesets) this.#readTilesets();
    if (pending.prefabs) this.#readPrefabs(pending.changedPrefabs);
    if (pending.settings) this.#readHead();
    this.#project = null;
    const change: DocChange = { ...pending, origin: originOf(transaction.origin) };
    for (const listener of [...this.#listeners]) listener(change);
  }

  #refreshScene(id: string, refresh: (cache: SceneCache) => void): void {
    const cache = this.#scenes.get(id);
    if (!cache) return;
    refresh(cache);
    cache.data = null;
  }

  #refreshEntities(scene: string, ids: Iterable<string>): void {
    const entities = entitiesOf(this.doc, scene);
    this.#refreshScene(scene, (cache) => {
      for (const id of ids) {
        const entity = entities?.get(id);
        const place = ['scenes', scene, 'entities', id];
        this.#problems.forget(place);
        if (entity instanceof Y.Map && isId(id)) cache.entities.set(id, this.#readEntity(place, entity));
        else {
          cache.entities.delete(id);
          this.#noteStray(place, entities);
        }
      }
    });
  }

  #readChangedScripts(paths: Iterable<string>): Record<string, string> {
    const scripts = { ...this.#scripts };
    for (const path of paths) {
      const text = layout(this.doc).scripts.get(path);
      this.#noteScript(path);
      if (text instanceof Y.Text && strayScript(this.doc, path) === null) scripts[path] = text.toJSON();
      else delete scripts[path];
    }
    return scripts;
  }
}
