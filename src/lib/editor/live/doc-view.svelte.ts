import { createSubscriber } from 'svelte/reactivity';
import { Disposer } from '../../base/disposer.ts';
import { prefabOf, type EntityHome } from '../../document/layout.ts';
import type { ReadProblem } from '../../document/read-value.ts';
import type { DocChange } from '../../document/doc-change.ts';
import type { DocReader } from '../../document/reader.ts';
import type { EntityData, ProjectData, SceneData } from '../../schema/project.ts';

interface Topic {
  follow: () => void;
  fire: (() => void) | null;
}

/**
 * The document for runes: whoever reads from it in a template or an effect runs again when just that changed. Nothing
 * is mirrored into state; every read comes from the one {@link DocReader}, whose unchanged parts stay the same objects.
 */
export class DocView {
  readonly #topics = new Map<string, Topic>();
  readonly #disposer = new Disposer();

  /** @param reader is not disposed of with the view */
  constructor(readonly reader: DocReader) {
    this.#disposer.add(reader.subscribe((change) => this.#fire(change)));
  }

  /** Everything; follows every change, so prefer the narrower ones. */
  get project(): ProjectData {
    this.#follow('project');
    return this.reader.project;
  }

  /** The project's name; follows changes of name, format and settings. */
  get name(): string {
    this.#follow('settings');
    return this.reader.project.name;
  }

  get settings(): ProjectData['settings'] {
    this.#follow('settings');
    return this.reader.project.settings;
  }

  /** Follows which scenes there are, their names, order and settings; not what is in them. */
  get scenes(): ProjectData['scenes'] {
    this.#follow('scenes');
    return this.reader.project.scenes;
  }

  /** One scene, or the definition of a prefab, as a whole; follows everything in it. */
  scene(id: string): SceneData | null {
    this.#follow(prefabOf(id) === null ? `scene ${id}` : 'prefabs');
    return this.reader.scene(id);
  }

  /** How many entities a scene has. */
  entityCount(id: string): number {
    this.#follow(`scene ${id}`);
    return this.reader.entityCount(id);
  }

  /** The layers of a scene; follows only them. */
  layers(scene: string): SceneData['layers'] {
    this.#follow(`layers ${scene}`);
    return this.reader.scene(scene)?.layers ?? {};
  }

  /** One entity; follows only it. `null` while there is none of that id. */
  entity(home: EntityHome, id: string): EntityData | null {
    this.#follow(prefabOf(home) === null ? `entity ${home as string} ${id}` : 'prefabs');
    return this.reader.entity(home, id);
  }

  /** Paths of the scripts in alphabetical order; follows scripts that come and go, not their text. */
  get scriptPaths(): readonly string[] {
    this.#follow('script paths');
    return Object.keys(this.reader.project.scripts).sort();
  }

  /** The text of a script; `null` while there is none of that path. */
  script(path: string): string | null {
    this.#follow(`script ${path}`);
    const { scripts } = this.reader.project;
    return Object.hasOwn(scripts, path) ? scripts[path]! : null;
  }

  get assets(): ProjectData['assets'] {
    this.#follow('assets');
    return this.reader.project.assets;
  }

  get tilesets(): ProjectData['tilesets'] {
    this.#follow('tilesets');
    return this.reader.project.tilesets;
  }

  get prefabs(): ProjectData['prefabs'] {
    this.#follow('prefabs');
    return this.reader.project.prefabs;
  }

  /** What people said to each other about the project, by id. */
  get comments(): NonNullable<ProjectData['comments']> {
    this.#follow('comments');
    return this.reader.project.comments ?? {};
  }

  /** What had to be repaired while reading; follows every change. */
  get problems(): readonly ReadProblem[] {
    this.#follow('project');
    return this.reader.problems;
  }

  /** Stops following the document. */
  dispose(): void {
    this.#disposer.dispose();
  }

  /** A topic exists only while somebody follows it. */
  #follow(name: string): void {
    let topic = this.#topics.get(name);
    if (!topic) {
      const created: Topic = { follow: () => {}, fire: null };
      created.follow = createSubscriber((update) => {
        created.fire = update;
        this.#topics.set(name, created);
        return () => {
          created.fire = null;
          if (this.#topics.get(name) === created) this.#topics.delete(name);
        };
      });
      // Reads outside of an effect follow nothing and must leave no trace.
      if ($effect.tracking()) this.#topics.set(name, created);
      topic = created;
    }
    topic.follow();
  }

  #fire(change: DocChange): void {
    const fire = (name: string) => this.#topics.get(name)?.fire?.();
    for (const [scene, ids] of change.entities) {
      for (const id of ids) fire(`entity ${scene} ${id}`);
      fire(`scene ${scene}`);
    }
    for (const scene of change.layers) {
      fire(`layers ${scene}`);
      if (!change.entities.has(scene)) fire(`scene ${scene}`);
    }
    if (change.scenes) {
      fire('scenes');
      // A scene with another name or settings is another object, and one that is gone has to be let go of.
      for (const name of [...this.#topics.keys()]) if (name.startsWith('scene ')) fire(name);
    }
    for (const path of change.scripts) fire(`script ${path}`);
    if (change.scripts.size > 0) fire('script paths');
    if (change.settings) fire('settings');
    if (change.assets) fire('assets');
    if (change.tilesets) fire('tilesets');
    if (change.prefabs) fire('prefabs');
    if (change.comments) fire('comments');
    fire('project');
  }
}
