/**
 * What this person has in hand: the scene, the layer, what is selected or inspected, the tool, and the part of the
 * scene on screen. Nothing of it is in the document.
 */
import { untrack } from 'svelte';
import type { Vec2 } from '../../base/geometry.ts';
import { inOrder } from '../../base/order.ts';
import type { EntityHome } from '../../document/layout.ts';
import { isComponentType, typeOfKey } from '../../schema/components.ts';
import type { EntityData, LayerData, ProjectData, ResolvedEntity, SceneData } from '../../schema/project.ts';
import { overridesOf, type Override } from '../../schema/prefab-overrides.ts';
import { templateOf, type Part } from '../../schema/prefab-template.ts';
import { resolveId, splitId } from '../../schema/resolve.ts';
import { defaultCanvasOptions, type CanvasOptions, type ToolId } from '../core/editor-state.ts';
import { openingView } from '../core/opening-view.ts';
import type { SceneIndex } from '../core/scene-index.ts';
import type { OutlineDraft } from '../core/shapes/outline-draft.ts';
import { Selection } from '../core/selection.ts';
import { Signal } from '../core/signal.ts';
import { initialView, toScene, type View } from '../core/view.ts';
import type { DocView } from './doc-view.svelte.ts';
import type { Topics } from './topics.svelte.ts';

/** Entities that are followed one by one at most. */
const FOLLOWED = 100;
/** Milliseconds after which a hand rests. */
const REST = 250;

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
  readonly hint = new Signal('');
  /** Id of an entity whose name is to be edited in the hierarchy. */
  renameRequest = $state<string | null>(null);

  readonly #docs: DocView;
  readonly #topics: Topics;
  readonly #views = new Map<string, View>();
  readonly #told = new Set<(hand: Hand) => void>();
  #surface: SceneSurface | null = null;
  #sceneId = $state('');
  #first: { scenes: ProjectData['scenes'] | null; id: string } = { scenes: null, id: '' };
  #layerId = $state('');
  #settled = $state.raw<readonly string[]>([]);
  #settling: ReturnType<typeof setTimeout> | undefined;
  #prefab = $state.raw<{ id: string; part: string } | null>(null);

  /** @param topics is fired at with `selection`, `tool`, `view`, `options` and `hint` */
  constructor(docs: DocView, topics: Topics) {
    this.#docs = docs;
    this.#topics = topics;
    this.selection.subscribe((ids) => {
      if (ids.length > 0) this.#prefab = null;
      this.#settle(ids);
      this.#tell();
    });
    for (const [topic, signal] of [
      ['tool', this.toolInHand],
      ['view', this.view],
      ['options', this.options],
      ['hint', this.hint],
      ['options', this.isolated],
    ] as const)
      (signal as Signal<unknown>).subscribe(() => topics.fire(topic));
  }

  /** While a marquee is drawn over thousands, the inspector waits until the hand rests. */
  #settle(ids: readonly string[]): void {
    clearTimeout(this.#settling);
    if (ids.length <= FOLLOWED) this.#settled = ids;
    else this.#settling = setTimeout(() => (this.#settled = ids), REST);
  }

  /** Calls back when the scene or layer in hand or what is selected is another. Returns what ends it. */
  onHand(fn: (hand: Hand) => void): () => void {
    this.#told.add(fn);
    return () => this.#told.delete(fn);
  }

  get hand(): Hand {
    return { scene: this.sceneId, selection: this.selection.ids };
  }

  /** Goes back to a scene, where it still is, and to what was selected in it. */
  takeUp({ scene, selection }: Hand): void {
    const { scenes } = this.#docs.reader.project;
    if (scenes[scene]) this.openScene(scene);
    const { entities } = scenes[this.sceneId] ?? { entities: {} };
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

  /** Id of the scene in hand; the first one where none was chosen or it is gone. */
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

  /** Everything in the scene in hand. */
  get entities(): SceneData['entities'] {
    return this.#docs.scene(this.sceneId)?.entities ?? {};
  }

  openScene(id: string): void {
    if (id === this.sceneId) return;
    this.#views.set(this.sceneId, this.view.value);
    this.#sceneId = id;
    this.#prefab = null;
    this.selection.clear();
    this.isolated.clear();
    this.#takeView();
    this.#tell();
  }

  /** Layers of the scene in hand, back to front. */
  get layers(): [string, LayerData][] {
    return inOrder(this.#docs.layers(this.sceneId));
  }

  /** Id of the layer that new entities go onto: the chosen one, else the front one. */
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
    return this.#settled;
  }

  /** Ids of what is looked at alone; none for the whole scene. */
  get alone(): readonly string[] {
    this.#topics.follow('options');
    return this.isolated.ids;
  }

  select(ids: readonly string[]): void {
    this.selection.set(ids);
  }

  /** Id of the prefab whose definition the inspector shows; `null` while it shows what is selected. */
  get prefab(): string | null {
    const chosen = this.#prefab?.id;
    return chosen !== undefined && this.#docs.prefabs[chosen] ? chosen : null;
  }

  /**
   * Puts a prefab's definition into the inspector.
   * @param part id of one of its entities, `''` for its root
   */
  choosePrefab(id: string, part = ''): void {
    this.selection.clear();
    this.#prefab = { id, part };
  }

  /** Where what the inspector shows lives: in the scene in hand, or in the prefab that was chosen. */
  get home(): EntityHome {
    const { prefab } = this;
    return prefab === null ? this.sceneId : { prefab };
  }

  /** Ids of what the inspector shows: what is selected, once the hand rests where that is much. */
  get inspected(): readonly string[] {
    const { prefab } = this;
    if (prefab === null) return this.each(this.settled, (id) => (this.entity(id) ? id : null));
    const { root, entities } = this.#docs.prefabs[prefab]!;
    const part = this.#prefab?.part ?? '';
    return [this.stored(part) ? part : root].filter((id) => entities[splitId(id).owner]);
  }

  /**
   * What a question finds for each of some entities, `null` and `undefined` left out. Follows the entities one by one where they are few, else
   * the scene as a whole.
   */
  each<T>(ids: readonly string[], find: (id: string) => T | null | undefined): T[] {
    const all = (): T[] => ids.map(find).filter((found) => found !== null && found !== undefined);
    if (ids.length <= FOLLOWED) return all();
    this.#docs.scene(this.sceneId);
    void this.#docs.prefabs;
    return untrack(all);
  }

  /** One entity of the scene in hand, as it is stored; follows only this one. */
  entity(id: string): EntityData | undefined {
    return this.#storedIn(this.sceneId, id);
  }

  /** Whether an instance sets something of a part that it brings with it. Follows only the instance and the prefabs. */
  overrides(id: string): boolean {
    const { owner, path } = splitId(id);
    const entity = this.#docs.entity(this.sceneId, owner);
    // Working all overrides out is for those that have any.
    if (!entity?.overrides?.[path]) return false;
    return overridesOf(this.#docs.prefabs, entity).some((each) => each.path === path);
  }

  /** Name of the prefab that an entity of the scene in hand comes from; '' for one that comes from none. */
  prefabNameOf(id: string): string {
    const prefab = this.#docs.entity(this.sceneId, splitId(id).owner)?.prefab ?? '';
    return this.#docs.prefabs[prefab]?.name ?? '';
  }

  /**
   * One entity of what is inspected, as it is stored; follows only this one. What an instance brings with it has the instance's overrides
   * as its components.
   */
  stored(id: string): EntityData | undefined {
    return this.#storedIn(this.home, id);
  }

  #storedIn(home: EntityHome, id: string): EntityData | undefined {
    const { owner, path } = splitId(id);
    const entity = this.#docs.entity(home, owner) ?? undefined;
    if (!entity || path === '') return entity;
    const part = this.#partOf(entity, path);
    const resolved = part && resolveId(this.#docs.prefabs, { [owner]: entity }, id);
    if (!part || !resolved) return undefined;
    const { name, parent, layer, tags, visible } = resolved;
    const components = entity.overrides?.[path]?.components ?? {};
    return {
      name,
      parent,
      order: '',
      layer,
      tags,
      visible,
      locked: entity.locked,
      prefab: part.prefab,
      components,
    };
  }

  /** What the prefab of an instance says of an entity that it brings with it. */
  #partOf(instance: EntityData, path: string): Part | undefined {
    const template = instance.prefab === '' ? null : templateOf(this.#docs.prefabs, instance.prefab);
    return template?.find((part) => part.path === path);
  }

  /** One entity of what is inspected, prefab and defaults applied; follows only this one and the prefabs. */
  resolved(id: string): ResolvedEntity | undefined {
    const { owner } = splitId(id);
    const entity = this.#docs.entity(this.home, owner);
    return (entity && resolveId(this.#docs.prefabs, { [owner]: entity }, id)) ?? undefined;
  }

  /** What the prefab says of an entity of what is inspected; `null` for one that comes from none. */
  inherited(id: string): Part | null {
    const { owner, path } = splitId(id);
    const entity = this.#docs.entity(this.home, owner);
    return (entity && this.#partOf(entity, path)) ?? null;
  }

  /** Whether a component comes to an entity from a prefab. */
  inherits(id: string, component: string): boolean {
    return Object.hasOwn(this.inherited(id)?.components ?? {}, component);
  }

  /** The instance that an entity is, or is inside of, with all that it sets over its prefab; `null` for what comes from no prefab. */
  instanceOf(id: string): { id: string; data: EntityData; overrides: Override[] } | null {
    const { owner } = splitId(id);
    const data = this.#docs.entity(this.home, owner);
    if (!data || data.prefab === '') return null;
    return { id: owner, data, overrides: overridesOf(this.#docs.prefabs, data) };
  }

  /** Components of an entity that this version does not know. */
  unknownComponents(id: string): string[] {
    return Object.keys(this.stored(id)?.components ?? {}).filter((key) => !isComponentType(typeOfKey(key)));
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
    if (!this.#views.has(this.sceneId)) this.#takeView();
    return () => {
      this.#views.set(this.sceneId, this.view.value);
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
    const known = this.#views.get(this.sceneId);
    if (known) this.view.value = known;
    else if (this.#surface) this.view.value = openingView(this.#surface.index, this.#surface.free());
  }
}
