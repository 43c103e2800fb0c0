/** What panels do to the scene in hand: each is one undoable edit, and what it makes is selected. */
import type * as Y from 'yjs';
import type { Vec2 } from '../../base/geometry.ts';
import { newId } from '../../base/ids.ts';
import { named } from '../../base/words.ts';
import { setEntity } from '../../document/edit.ts';
import { putAsset } from '../../document/edit-assets.ts';
import { deleteScene, setPrefab } from '../../document/edit-project.ts';
import type { Origin } from '../../document/origin.ts';
import { transact } from '../../document/step.ts';
import type { DocReader } from '../../document/reader.ts';
import { freeName } from '../../schema/addition.ts';
import type { AssetData, PrefabData } from '../../schema/project.ts';
import { withDefinition } from '../../schema/definition-scene.ts';
import { resolveScene } from '../../schema/resolve.ts';
import { starterPrefabs } from '../core/starter-prefabs.ts';
import { freeSpot } from './free-spot.ts';
import * as actions from './scene-actions.ts';
import type { SceneDesk } from './scene-desk.svelte.ts';
import { standardScripts } from './standard-scripts.ts';

export class SceneEdits {
  readonly #reader: DocReader;
  readonly #origin: Origin;
  readonly #desk: SceneDesk;
  readonly #say: (text: string) => void;

  /** @param say tells why something cannot be done */
  constructor(reader: DocReader, origin: Origin, desk: SceneDesk, say: (text: string) => void) {
    this.#reader = reader;
    this.#origin = origin;
    this.#desk = desk;
    this.#say = say;
  }

  addScene(): void {
    this.#desk.openScene(actions.addScene(this.#target));
  }

  removeScene(id: string): void {
    deleteScene(this.#doc, this.#origin, id);
  }

  /** Adds a copy behind it and opens it. */
  duplicateScene(id: string): void {
    const copy = actions.duplicateScene(this.#target, id);
    if (copy !== null) this.#desk.openScene(copy);
  }

  /** Moves a scene in the list. The first one is the one that a game starts in. */
  moveScene(id: string, by: 1 | -1 | 'first'): void {
    actions.moveScene(this.#target, id, by);
  }

  /** Puts a scene right before or after another one in the list. */
  putScene(id: string, target: string, where: 'before' | 'after'): void {
    actions.putScene(this.#target, id, target, where);
  }

  addLayer(): void {
    this.#desk.chooseLayer(actions.addLayer(this.#target));
  }

  /** Makes a prefab of what is selected. @returns whether there was something to make one of */
  makePrefab(): boolean {
    const [id] = this.#desk.selection.ids;
    if (id === undefined || actions.makePrefab(this.#target, id) === null) return false;
    // It is another entity now, of the same id: the selection stays.
    this.#desk.select([id]);
    return true;
  }

  /** Makes a variant of a prefab and shows its definition. */
  makeVariant(base: string): void {
    const id = actions.makeVariant(this.#target, base);
    if (id !== null) this.#desk.inspection.choosePrefab(id);
  }

  /** Renames an entity of what is on the canvas; the root of a prefab goes by the prefab's name. */
  renameEntity(id: string, name: string): void {
    const { opened, placeId } = this.#desk;
    if (opened !== null && this.#reader.project.prefabs[opened]?.root === id) this.renamePrefab(opened, name);
    else setEntity(this.#doc, this.#origin, placeId, id, { name });
  }

  renamePrefab(id: string, name: string): void {
    setPrefab(this.#doc, this.#origin, id, { name });
  }

  /** Places a prefab's instance where the view is, or at a point of the scene, and selects it. */
  placePrefab(id: string, at: Vec2 | null = null): void {
    const { prefabs } = this.#reader.project;
    const spot = at ?? this.#spotFor(prefabs[id]);
    try {
      this.#selectNew(actions.placePrefab(this.#target, id, spot));
    } catch (error) {
      // A prefab inside of itself.
      if (!(error instanceof RangeError)) throw error;
      this.#say(error.message);
    }
  }

  /** Takes a starter into the project, places one and selects it. */
  placeStarter(name: string, at: Vec2 | null = null): void {
    const starter = starterPrefabs.find((each) => each.name === name);
    if (!starter) return;
    const sources = new Map(standardScripts.map((script) => [script.name, script.source]));
    const spot = at ?? this.#spotFor(starter.prefab(newId));
    this.#selectNew(actions.placeStarter(this.#target, starter, sources, spot));
  }

  /** Places a picture of the project and selects it. */
  placeAsset(id: string, at: Vec2 | null): void {
    const asset = this.#reader.project.assets[id];
    if (!asset) return;
    this.#select(actions.placeAssets(this.#target, [[id, asset]], at ?? this.#desk.viewCentre()));
  }

  /**
   * Takes uploaded files into the project under names that are free, and pictures among them into the scene where a point is given. A file that
   * the project has under that name already is not added again.
   */
  addAssets(files: readonly (AssetData & { id: string })[], at: Vec2 | null): void {
    const known = new Map(
      Object.entries(this.#reader.project.assets).map(([id, { sha256, name }]) => [sha256 + name, id]),
    );
    const names = new Set(Object.values(this.#reader.project.assets).map(({ name }) => name.toLowerCase()));
    let placed: string[] = [];
    const step = `Add ${named(
      files.map(({ name }) => name),
      'file',
      'files',
    )}`;
    transact(this.#doc, this.#origin, step, () => {
      const assets = files.map(({ id, ...asset }) => {
        const same = known.get(asset.sha256 + asset.name);
        if (same !== undefined) return [same, asset] as const;
        const named = { ...asset, name: freeName(asset.name, names) };
        names.add(named.name.toLowerCase());
        putAsset(this.#doc, this.#origin, id, named);
        return [id, named] as const;
      });
      if (at) placed = actions.placeAssets(this.#target, assets, at);
    });
    this.#select(placed);
  }

  get #doc(): Y.Doc {
    return this.#reader.doc;
  }

  get #target(): actions.SceneTarget {
    return {
      doc: this.#doc,
      origin: this.#origin,
      project: withDefinition(this.#reader.project, this.#desk.placeId),
      scene: this.#desk.placeId,
      layer: this.#desk.layerId,
    };
  }

  /** Where the view is, beside what is there already. */
  #spotFor(prefab: PrefabData | undefined): Vec2 {
    const { project } = this.#reader;
    const scene = this.#reader.scene(this.#desk.placeId);
    const size = prefab?.entities[prefab.root]?.components.Transform?.size ?? [32, 32];
    const centre = this.#desk.viewCentre();
    return scene ? freeSpot(resolveScene(project, scene), size as Vec2, centre) : centre;
  }

  #selectNew(id: string | null): void {
    if (id !== null) this.#desk.select([id]);
  }

  #select(ids: readonly string[]): void {
    if (ids.length > 0) this.#desk.select(ids);
  }
}
