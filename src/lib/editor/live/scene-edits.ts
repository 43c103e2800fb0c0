/** What panels do to the scene in hand: each is one undoable edit, and what it makes is selected. */
import type * as Y from 'yjs';
import type { Vec2 } from '../../base/geometry.ts';
import { deleteScene, setPrefab } from '../../document/edit-project.ts';
import type { Origin } from '../../document/origin.ts';
import type { DocReader } from '../../document/reader.ts';
import { starterPrefabs } from '../core/starter-prefabs.ts';
import * as actions from './scene-actions.ts';
import type { SceneDesk } from './scene-desk.svelte.ts';

export class SceneEdits {
  readonly #reader: DocReader;
  readonly #origin: Origin;
  readonly #desk: SceneDesk;

  constructor(reader: DocReader, origin: Origin, desk: SceneDesk) {
    this.#reader = reader;
    this.#origin = origin;
    this.#desk = desk;
  }

  addScene(): void {
    this.#desk.openScene(actions.addScene(this.#target));
  }

  removeScene(id: string): void {
    deleteScene(this.#doc, this.#origin, id);
  }

  addLayer(): void {
    this.#desk.chooseLayer(actions.addLayer(this.#target));
  }

  reparent(id: string, parent: string | null, order: string): void {
    actions.reparent(this.#target, id, parent, order);
  }

  /** Makes a prefab of what is selected. @returns whether there was something to make one of */
  makePrefab(): boolean {
    const [id] = this.#desk.selection.ids;
    if (id === undefined || actions.makePrefab(this.#target, id) === null) return false;
    // It is another entity now, of the same id: the selection stays.
    this.#desk.select([id]);
    return true;
  }

  renamePrefab(id: string, name: string): void {
    setPrefab(this.#doc, this.#origin, id, { name });
  }

  /** Places a prefab's instance where the view is, or at a point of the scene, and selects it. */
  placePrefab(id: string, at: Vec2 | null = null): void {
    this.#selectNew(actions.placePrefab(this.#target, id, at ?? this.#desk.viewCentre()));
  }

  /** Takes a starter into the project, places one and selects it. */
  placeStarter(name: string, at: Vec2 | null = null): void {
    const starter = starterPrefabs.find((each) => each.name === name);
    if (starter) this.#selectNew(actions.placeStarter(this.#target, starter, at ?? this.#desk.viewCentre()));
  }

  /** Places a picture and selects it. */
  placeAsset(id: string, at: Vec2 | null): void {
    this.#selectNew(actions.placeAsset(this.#target, id, at ?? this.#desk.viewCentre()));
  }

  get #doc(): Y.Doc {
    return this.#reader.doc;
  }

  get #target(): actions.SceneTarget {
    return {
      doc: this.#doc,
      origin: this.#origin,
      project: this.#reader.project,
      scene: this.#desk.sceneId,
      layer: this.#desk.layerId,
    };
  }

  #selectNew(id: string | null): void {
    if (id !== null) this.#desk.select([id]);
  }
}
