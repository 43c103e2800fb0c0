import { definitionOf } from '../../schema/definition-scene.ts';
import type { DocReader } from '../../document/reader.ts';
import { HierarchyTree, type Folds, type HierarchyRow } from '../core/hierarchy/tree.ts';
import { searchHints, searchMatches, type SearchHint } from '../core/hierarchy/search.ts';
import type { Used } from '../core/hierarchy/usages.ts';
import type { SceneDesk } from './scene-desk.svelte.ts';

/** The hierarchy of the scene in hand as this person sees it: what is folded away, and what is searched for. */
export class HierarchyView {
  /** What is searched for; '' for nothing. */
  search = $state('');
  /** The search field is shown. */
  searching = $state(false);
  /** Goes up whenever the tree is asked to take the focus. */
  focusRequests = $state(0);

  /** What the list of usages is about; `null` while that is still to be chosen. */
  used: Used | null = $state.raw(null);

  readonly #reader: DocReader;
  readonly #desk: SceneDesk;
  readonly #tree = new HierarchyTree();
  readonly #stop: () => void;
  #shown = '';
  #folds: Folds = $state.raw(new Map());
  /** Goes up when the tree is another one. */
  #shape = $state(0);
  /** Goes up when an entity of the scene is another one; followed only by a search. */
  #looks = $state(0);

  constructor(reader: DocReader, desk: SceneDesk) {
    this.#reader = reader;
    this.#desk = desk;
    this.#stop = reader.subscribe(({ entities, scenes, prefabs, layers }) => {
      const changed = entities.get(this.#shown);
      const scene = reader.scene(this.#shown);
      if (changed || scenes || prefabs) {
        const whole = scenes || (prefabs && definitionOf(this.#shown) !== null);
        const ids = whole ? undefined : (changed ?? []);
        if (this.#tree.follow(scene?.entities ?? {}, ids, reader.project.prefabs)) this.#shape++;
      }
      if (changed || prefabs || layers.has(this.#shown)) this.#looks++;
    });
  }

  dispose(): void {
    this.#stop();
  }

  /** The rows from top to bottom. */
  readonly rows: readonly HierarchyRow[] = $derived.by(() =>
    this.#treeInHand().rows(this.#folds, this.#matches),
  );

  /** Ids that fit the search; `null` while nothing is searched for. */
  readonly #matches: ReadonlySet<string> | null = $derived.by(() => {
    if (!this.searching || this.search.trim() === '') return null;
    void this.#looks;
    const scene = this.#reader.scene(this.#desk.placeId);
    return scene && searchMatches(this.search, this.#reader.project, scene);
  });

  get matches(): ReadonlySet<string> | null {
    return this.#matches;
  }

  /** How what is typed can go on. */
  get hints(): readonly SearchHint[] {
    void this.#looks;
    const scene = this.#reader.scene(this.#desk.placeId);
    return scene ? searchHints(this.search, this.#reader.project, scene) : [];
  }

  setOpen(id: string, open: boolean): void {
    this.#turn([id], open);
  }

  /** Opens or folds a row with all below it. */
  setAllOpen(id: string, open: boolean): void {
    const all: string[] = [];
    const visit = (each: string) => {
      all.push(each);
      this.#tree.below(each).forEach(visit);
    };
    visit(id);
    this.#turn(all, open);
  }

  /** Unfolds what an entity stands below. */
  show(id: string): void {
    this.#turn(this.#treeInHand().parentsOf(id), true);
  }

  #turn(ids: readonly string[], open: boolean): void {
    if (ids.every((id) => this.#tree.isOpen(id, this.#folds) === open)) return;
    this.#folds = new Map([...this.#folds, ...ids.map((id) => [id, open] as const)]);
  }

  /** Shows the search field, with a search where one is given. */
  openSearch(search = this.search): void {
    this.search = search;
    this.searching = true;
  }

  /** Shows every entity again. */
  clearSearch(): void {
    this.search = '';
    this.searching = false;
  }

  /** Asks for the focus. */
  focus(): void {
    this.focusRequests++;
  }

  /** The tree of the scene in hand. */
  #treeInHand(): HierarchyTree {
    void this.#shape;
    const { placeId } = this.#desk;
    if (placeId !== this.#shown) {
      this.#shown = placeId;
      this.#tree.follow(this.#reader.scene(placeId)?.entities ?? {}, undefined, this.#reader.project.prefabs);
    }
    return this.#tree;
  }
}
