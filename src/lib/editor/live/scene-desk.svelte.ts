/**
 * What this person has in hand: the scene or prefab, the layer, what is selected, the tool, and the part of the
 * scene on screen. Nothing of it is in the document.
 */
import type { Vec2 } from '../../base/geometry.ts';
import { inOrder } from '../../base/order.ts';
import { definitionHome, definitionOf, definitionScene } from '../../schema/definition-scene.ts';
import type { EntityData, LayerData, ProjectData, SceneData } from '../../schema/project.ts';
import { overridesOf } from '../../schema/prefab-overrides.ts';
import { resolveId, splitId } from '../../schema/resolve.ts';
import { defaultCanvasOptions, type CanvasOptions } from '../core/canvas-options.ts';
import type { ToolId } from '../core/tool-ids.ts';
import { openingView } from '../core/opening-view.ts';
import type { SceneIndex } from '../core/scene-index.ts';
import type { OutlineDraft } from '../core/shapes/outline-draft.ts';
import { Selection } from '../core/selection.ts';
import { Signal } from '../core/signal.ts';
import { emptyTileHand, type TileHand } from '../core/tilework/tile-hand.ts';
import { initialView, toScene, type View } from '../core/view.ts';
import type { DocView } from './doc-view.svelte.ts';
import { Inspection } from './inspection.svelte.ts';
import { storedEntity } from './stored-entity.ts';
import type { Topics } from './topics.svelte.ts';

/** Where the scene is drawn. */
interface SceneSurface {
  readonly element: HTMLElement;
  /** What is where, as the canvas has it. */
  readonly index: SceneIndex;
  /** Shows the scene in hand when it is another than before. */
  follow(): void;
  /** Lists what lies under the pointer. */
  openStack(): void;
  /** Width and height, in CSS pixels, of the part at the top that nothing ever lies over. */
  free(): Vec2;
}

/** What is in hand, as others may see it and undo brings it back. */
export interface Hand {
  scene: string;
  selection: readonly string[];
}

export class SceneDesk {
  readonly selection = new Selection();
  /** What is looked at alone; nothing for the whole scene. */
  readonly isolated = new Selection();
  readonly view = new Signal<View>(initialView);
  readonly toolInHand = new Signal<ToolId>('select');
  readonly options = new Signal<CanvasOptions>(defaultCanvasOptions);
  /** The outline of a picture in the making. */
  readonly outline = new Signal<OutlineDraft | null>(null);
  /** What the tile tools paint with. */
  readonly tiles = new Signal<TileHand>(emptyTileHand);
  readonly hint = new Signal('');
  /** Id of an entity whose name is to be edited in the hierarchy. */
  renameRequest = $state<string | null>(null);

  /** What the inspector shows of it. */
  readonly inspection: Inspection;

  readonly #docs: DocView;
  readonly #topics: Topics;
  readonly #views = new Map<string, View>();
  readonly #told = new Set<(hand: Hand) => void>();
  #surface: SceneSurface | null = null;
  #sceneId = $state('');
  #first: { scenes: ProjectData['scenes'] | null; id: string } = { scenes: null, id: '' };
  #layerId = $state('');
  #opened = $state.raw<string | null>(null);

  /** @param topics is fired at with `selection`, `tool`, `view`, `options`, `tiles` and `hint` */
  constructor(docs: DocView, topics: Topics) {
    this.#docs = docs;
    this.#topics = topics;
    this.inspection = new Inspection(docs, this.selection, this);
    this.selection.subscribe(() => this.#tell());
    for (const [topic, signal] of [
      ['tool', this.toolInHand],
      ['view', this.view],
      ['options', this.options],
      ['hint', this.hint],
      ['tiles', this.tiles],
      ['options', this.isolated],
    ] as const)
      (signal as Signal<unknown>).subscribe(() => topics.fire(topic));
  }

  /** Calls back when the scene or layer in hand or what is selected is another. Returns what ends it. */
  onHand(fn: (hand: Hand) => void): () => void {
    this.#told.add(fn);
    return () => this.#told.delete(fn);
  }

  get hand(): Hand {
    return { scene: this.placeId, selection: this.selection.ids };
  }

  /** Goes back to a scene, where it still is, and to what was selected in it. */
  takeUp({ scene, selection }: Hand): void {
    const { reader } = this.#docs;
    if (reader.scene(scene)) this.#goTo(scene);
    const { entities } = reader.scene(this.placeId) ?? { entities: {} };
    this.select(selection.filter((id) => Object.hasOwn(entities, splitId(id).owner)));
  }

  #tell(): void {
    this.#topics.fire('selection');
    for (const fn of this.#told) fn(this.hand);
  }

  // --- The scene --------------------------------------------------------------------------------------------

  get scenes(): [string, SceneData][] {
    return inOrder(this.#docs.scenes);
  }

  /** Id of the scene in hand, also while a prefab is open over it; the first one where none was chosen or it is gone. */
  get sceneId(): string {
    const { scenes } = this.#docs;
    if (scenes[this.#sceneId]) return this.#sceneId;
    // Asked for all the time: put in order once for each version of the scenes.
    if (this.#first.scenes !== scenes) this.#first = { scenes, id: inOrder(scenes)[0]?.[0] ?? '' };
    return this.#first.id;
  }

  /** The scene in hand, following its name and settings but not what is in it. */
  get scene(): SceneData | undefined {
    return this.#docs.scenes[this.sceneId];
  }

  /** Everything on the canvas. */
  get entities(): SceneData['entities'] {
    return this.#docs.scene(this.placeId)?.entities ?? {};
  }

  /** Id of the prefab whose definition is open on the canvas; `null` while the scene is. */
  get opened(): string | null {
    const opened = this.#opened;
    return opened !== null && this.#docs.prefabs[opened] ? opened : null;
  }

  /** What is on the canvas: the id of the scene in hand, or the name of a definition as {@link definitionHome} has it. */
  get placeId(): string {
    const { opened } = this;
    return opened === null ? this.sceneId : definitionHome(opened);
  }

  /** Whether there is a scene of this id, or a prefab whose definition has this name. */
  has(place: string): boolean {
    return this.#docs.reader.scene(place) !== null;
  }

  /** Shows a scene; a prefab that is open over it is closed. */
  openScene(id: string): void {
    this.#goTo(id);
  }

  /** Opens a prefab's definition on the canvas, to be edited as a scene is. */
  openPrefab(id: string): void {
    if (this.#docs.reader.project.prefabs[id]) this.#goTo(definitionHome(id));
  }

  /** Goes back from the prefab to the scene. */
  closePrefab(): void {
    this.#goTo(this.sceneId);
  }

  /** Goes on with what there still is, when the document changed. */
  keep(): void {
    const opened = this.#opened;
    if (opened !== null && !this.#docs.reader.project.prefabs[opened]) this.#arriveAt(this.sceneId);
    const { entities } = this.#docs.reader.scene(this.placeId) ?? { entities: {} };
    this.selection.keep((each) => splitId(each).owner in entities);
  }

  #goTo(place: string): void {
    if (place === this.placeId) return;
    this.#views.set(this.placeId, this.view.value);
    this.#arriveAt(place);
  }

  #arriveAt(place: string): void {
    this.#opened = definitionOf(place);
    if (this.#opened === null) this.#sceneId = place;
    this.inspection.leavePrefab();
    this.selection.clear();
    this.isolated.clear();
    this.#takeView();
    this.#tell();
  }

  /** Layers of what is on the canvas, back to front; a definition has none. */
  get layers(): [string, LayerData][] {
    return this.opened === null ? inOrder(this.#docs.layers(this.sceneId)) : [];
  }

  /** Id of the layer that new entities go onto: the chosen one, else the front one; '' in a definition. */
  get layerId(): string {
    const { layers } = this;
    return layers.some(([id]) => id === this.#layerId) ? this.#layerId : (layers.at(-1)?.[0] ?? '');
  }

  chooseLayer(id: string): void {
    this.#layerId = id;
    this.#tell();
  }

  // --- What is selected or inspected --------------------------------------------------------------------------

  /** Ids of what is selected, in the order of choosing. */
  get selected(): readonly string[] {
    this.#topics.follow('selection');
    return this.selection.ids;
  }

  /** The same once the hand rests, where that is much: nothing has to follow a marquee through thousands. */
  get settled(): readonly string[] {
    return this.inspection.settled;
  }

  /** Ids of what is looked at alone; none for the whole scene. */
  get alone(): readonly string[] {
    this.#topics.follow('options');
    return this.isolated.ids;
  }

  select(ids: readonly string[]): void {
    this.selection.set(ids);
  }

  /** One entity of what is on the canvas, as it is stored; follows only this one. */
  entity(id: string): EntityData | undefined {
    const owner = this.#owner(id);
    return id.includes('/') ? storedEntity(this.#docs.prefabs, owner, id) : (owner ?? undefined);
  }

  /** The same with all components that it has, also those that come with a prefab. */
  whole(id: string, entity: EntityData): EntityData {
    const { owner } = splitId(id);
    const data = this.#owner(id);
    const components = data && resolveId(this.#docs.prefabs, { [owner]: data }, id)?.components;
    return components ? { ...entity, components: components as EntityData['components'] } : entity;
  }

  #owner(id: string): EntityData | null {
    const { opened } = this;
    const { owner } = splitId(id);
    if (opened === null) return this.#docs.entity(this.sceneId, owner);
    return definitionScene(this.#docs.prefabs[opened]!).entities[owner] ?? null;
  }

  /** Whether an instance sets something of a part that it brings with it. Follows only the instance and the prefabs. */
  overrides(id: string): boolean {
    const owner = this.#owner(id);
    const { path } = splitId(id);
    // Working all overrides out is for those that have any.
    if (!owner?.overrides?.[path]) return false;
    return overridesOf(this.#docs.prefabs, owner).some((each) => each.path === path);
  }

  /** Name of the prefab that an entity on the canvas comes from; '' for one that comes from none. */
  prefabNameOf(id: string): string {
    return this.#docs.prefabs[this.#owner(id)?.prefab ?? '']?.name ?? '';
  }

  // --- The tool and the view ----------------------------------------------------------------------------------

  /** The tool in hand. */
  get tool(): ToolId {
    this.#topics.follow('tool');
    return this.toolInHand.value;
  }

  /** What the tool in hand can do; `{command.id}` stands for its key. */
  get hintText(): string {
    this.#topics.follow('hint');
    return this.hint.value;
  }

  /** The part of the scene on screen. */
  get viewNow(): View {
    this.#topics.follow('view');
    return this.view.value;
  }

  /** What the tile tools paint with. */
  get tilesInHand(): TileHand {
    this.#topics.follow('tiles');
    return this.tiles.value;
  }

  /** The switches of the canvas. */
  get shows(): CanvasOptions {
    this.#topics.follow('options');
    return this.options.value;
  }

  /** What is where on the canvas; `null` before there is one. Follows nothing. */
  get index(): SceneIndex | null {
    return this.#surface?.index ?? null;
  }

  /** 1 is 100 %. */
  get zoom(): number {
    this.#topics.follow('view');
    return this.view.value.scale;
  }

  /** Says where the scene is drawn. Returns what takes that back. */
  showSceneIn(surface: SceneSurface): () => void {
    this.#surface = surface;
    if (!this.#views.has(this.placeId)) this.#takeView();
    return () => {
      this.#views.set(this.placeId, this.view.value);
      if (this.#surface === surface) this.#surface = null;
    };
  }

  /** Lists what lies under the pointer on the canvas. */
  openStack(): void {
    this.#surface?.openStack();
  }

  /** Gives the scene's canvas the focus, where it is shown. */
  focusCanvas(): void {
    this.#surface?.element.focus({ preventScroll: true });
  }

  /** Width and height of the canvas in CSS pixels. */
  get viewport(): Vec2 {
    const { clientWidth = 800, clientHeight = 600 } = this.#surface?.element ?? {};
    return [clientWidth, clientHeight];
  }

  /** The point of the scene in the middle of the canvas, on whole pixels. */
  viewCentre(): Vec2 {
    const [width, height] = this.viewport;
    return this.#rounded([width / 2, height / 2]);
  }

  /** The point of the scene under a point of the window, on whole pixels. */
  scenePoint(clientX: number, clientY: number): Vec2 {
    const box = this.#surface?.element.getBoundingClientRect();
    return this.#rounded([clientX - (box?.left ?? 0), clientY - (box?.top ?? 0)]);
  }

  #rounded(screen: Vec2): Vec2 {
    const [x, y] = toScene(this.view.value, screen);
    return [Math.round(x), Math.round(y)];
  }

  /** Where this person left the scene, or its first view. */
  #takeView(): void {
    this.#surface?.follow();
    const known = this.#views.get(this.placeId);
    if (known) this.view.value = known;
    else if (this.#surface) this.view.value = openingView(this.#surface.index, this.#surface.free());
  }
}
