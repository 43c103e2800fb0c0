import * as Y from 'yjs';
import { Disposer } from '../base/disposer.ts';
import { isLinePin } from '../schema/comments.ts';
import { definitionOf, definitionScene } from '../schema/definition-scene.ts';
import type { EntityData, ProjectData, SceneData, TilesetData } from '../schema/project.ts';
import { readAssets } from './asset-keys.ts';
import { readComments } from './comment-keys.ts';
import { Pending, type DocChange } from './doc-change.ts';
import { layout, prefabOf, type EntityHome } from './layout.ts';
import { originOf } from './origin.ts';
import { PrefabReader } from './prefab-reader.ts';
import { ProblemList } from './problem-list.ts';
import { mapsIn, readHead, readScripts, readSettings, strayScript } from './read-records.ts';
import { readTileset } from './read-tileset.ts';
import type { ReadProblem } from './read-value.ts';
import { SceneReader } from './scene-reader.ts';

/**
 * Keeps a plain snapshot of a shared document: only what changed is read again, everything else stays the
 * same object, so that `===` tells whether something changed.
 */
export class DocReader {
  readonly #disposer = new Disposer();
  readonly #listeners = new Set<(change: DocChange) => void>();
  readonly #problems = new ProblemList();
  readonly #scenes: SceneReader;
  readonly #prefabs: PrefabReader;
  #pending = new Pending();
  #project: ProjectData | null = null;
  #head!: Pick<ProjectData, 'name' | 'format' | 'settings'>;
  #scripts: Record<string, string> = {};
  #assets!: ProjectData['assets'];
  #tilesets!: Record<string, TilesetData>;
  #comments: ProjectData['comments'];

  constructor(readonly doc: Y.Doc) {
    const { project, scenes, scripts, assets, tilesets, prefabs, comments } = layout(doc);
    this.#scenes = new SceneReader(doc, this.#problems);
    this.#prefabs = new PrefabReader(doc, this.#problems);
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
    observe(comments, () => (this.#pending.comments = true));
    observe(tilesets, () => (this.#pending.tilesets = true));
    observe(prefabs, ({ path, keys }) => {
      this.#pending.prefabs = true;
      for (const id of path.length ? [String(path[0])] : keys.keys()) this.#pending.changedPrefabs.add(id);
    });
    observe(scripts, ({ path, keys }) => {
      for (const name of path.length ? [String(path[0])] : keys.keys()) this.#pending.scripts.add(name);
    });
    observe(scenes, (event) => this.#scenes.note(event, this.#pending));
    const flush = (transaction: Y.Transaction) => this.#flush(transaction);
    doc.on('afterTransaction', flush);
    this.#disposer.add(() => doc.off('afterTransaction', flush));
  }

  /** The whole project; the same object until something changes. */
  get project(): ProjectData {
    this.#project ??= {
      ...this.#head,
      scenes: this.#scenes.all,
      scripts: this.#scripts,
      assets: this.#assets,
      tilesets: this.#tilesets,
      prefabs: this.#prefabs.all,
      ...(this.#comments && { comments: this.#comments }),
    };
    return this.#project;
  }

  /** One scene, or the definition of a prefab by its `definitionHome`; the same object until something in it changes. */
  scene(id: string): SceneData | null {
    const definition = definitionOf(id);
    if (definition === null) return this.#scenes.scene(id);
    const { all } = this.#prefabs;
    return Object.hasOwn(all, definition) ? definitionScene(all[definition]!) : null;
  }

  /** How many entities a scene has; 0 while there is none of that id. */
  entityCount(scene: string): number {
    return this.#scenes.entities(scene).size;
  }

  /** One entity; the same object until it changes. */
  entity(home: EntityHome, id: string): EntityData | null {
    const prefab = prefabOf(home);
    if (prefab !== null) return this.#prefabs.all[prefab]?.entities[id] ?? null;
    return this.#scenes.entities(home as string).get(id) ?? null;
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
    for (const id of layout(this.doc).scenes.keys()) this.#scenes.read(id);
    this.#readHead();
    this.#scripts = readScripts(this.doc);
    for (const path of layout(this.doc).scripts.keys()) this.#noteScript(path);
    this.#readAssets();
    this.#readTilesets();
    this.#prefabs.read(layout(this.doc).prefabs.keys());
    this.#readComments();
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

  #readComments(): void {
    this.#comments = this.#problems.reading(
      ['comments'],
      () => 'Comments',
      (report) => readComments(this.doc, report),
    );
  }

  /** Whether something is said about a line of one of these scripts: its number may be another now. */
  #saidOf(scripts: ReadonlySet<string>): boolean {
    return Object.values(this.#comments ?? {}).some(({ pin }) => isLinePin(pin) && scripts.has(pin.script));
  }

  #readTilesets(): void {
    this.#problems.forget(['tilesets']);
    this.#problems.noteStrays(['tilesets'], layout(this.doc).tilesets);
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

  #noteScript(path: string): void {
    this.#problems.say(['scripts', path], path, strayScript(this.doc, path));
  }

  #flush(transaction: Y.Transaction): void {
    const pending = this.#pending;
    if (!pending.any) return;
    this.#pending = new Pending();
    this.#scenes.refresh(pending);
    if (pending.scripts.size) this.#scripts = this.#readChangedScripts(pending.scripts);
    pending.comments ||= this.#saidOf(pending.scripts);
    if (pending.comments) this.#readComments();
    if (pending.assets) this.#readAssets();
    if (pending.tilesets) this.#readTilesets();
    if (pending.prefabs) this.#prefabs.read(pending.changedPrefabs);
    if (pending.settings) this.#readHead();
    this.#project = null;
    const change: DocChange = { ...pending, origin: originOf(transaction.origin) };
    for (const listener of [...this.#listeners]) listener(change);
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
