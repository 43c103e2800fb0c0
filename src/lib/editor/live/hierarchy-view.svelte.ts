import type { DocReader } from '../../document/reader.ts';
import { HierarchyTree, type HierarchyRow } from '../core/hierarchy/tree.ts';
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
  #closed: ReadonlySet<string> = $state.raw(new Set());
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
      if (changed || scenes) {
        if (this.#tree.follow(scene?.entities ?? {}, scenes ? undefined : changed)) this.#shape++;
      }
      if (changed || prefabs || layers.has(this.#shown)) this.#looks++;
    });
  }

  dispose(): void {
    this.#stop();
  }

  /** The rows from top to bottom. */
  readonly rows: readonly HierarchyRow[] = $derived.by(() =>
    this.#treeInHand().rows(this.#closed, this.#matches),
  );

  /** Ids that fit the search; `null` while nothing is searched for. */
  readonly #matches: ReadonlySet<string> | null = $derived.by(() => {
    if (!this.searching || this.search.trim() === '') return null;
    void this.#looks;
    const scene = this.#reader.scene(this.#desk.sceneId);
    return scene && searchMatches(this.search, this.#reader.project, scene);
  });

  get matches(): ReadonlySet<string> | null {
    return this.#matches;
  }

  /** How what is typed can go on. */
  get hints(): readonly SearchHint[] {
    void this.#looks;
    const scene = this.#reader.scene(this.#desk.sceneId);
    return scene ? searchHints(this.search, this.#reader.project, scene) : [];
  }

  setOpen(id: string, open: boolean): void {
    const next = new Set(this.#closed);
    if (open) next.delete(id);
    else next.add(id);
    this.#closed = next;
  }

  /** Opens or folds an entity with all below it. */
  setAllOpen(id: string, open: boolean): void {
    const next = new Set(this.#closed);
    const visit = (each: string) => {
      if (open) next.delete(each);
      else next.add(each);
      for (const child of this.#tree.children.get(each) ?? []) visit(child);
    };
    visit(id);
    this.#closed = next;
  }

  /** Unfolds what an entity stands below. */
  show(id: string): void {
    const folded = this.#treeInHand()
      .parentsOf(id)
      .filter((up) => this.#closed.has(up));
    if (folded.length === 0) return;
    const next = new Set(this.#closed);
    for (const up of folded) next.delete(up);
    this.#closed = next;
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
    const { sceneId } = this.#desk;
    if (sceneId !== this.#shown) {
      this.#shown = sceneId;
      this.#tree.follow(this.#reader.scene(sceneId)?.entities ?? {});
    }
    return this.#tree;
  }
}
