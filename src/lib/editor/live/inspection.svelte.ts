/** What the inspector shows: what is selected, or the definition of a prefab; and what can be asked about it. */
import { untrack } from 'svelte';
import type { EntityHome } from '../../document/layout.ts';
import { isComponentType, typeOfKey } from '../../schema/components.ts';
import { overridesOf, type Override } from '../../schema/prefab-overrides.ts';
import type { Part } from '../../schema/prefab-template.ts';
import type { EntityData, ResolvedEntity } from '../../schema/project.ts';
import { resolveId, splitId } from '../../schema/resolve.ts';
import type { Selection } from '../core/selection.ts';
import type { DocView } from './doc-view.svelte.ts';
import { inheritedPart, storedEntity } from './stored-entity.ts';

/** Entities that are followed one by one at most. */
const FOLLOWED = 100;
/** Milliseconds after which a hand rests. */
const REST = 250;

/** What lies on the canvas. */
interface Stage {
  /** Name of the scene, or of the definition that is open on the canvas. */
  readonly placeId: string;
  /** Id of the prefab that is open on the canvas; `null` while a scene is. */
  readonly opened: string | null;
}

export class Inspection {
  readonly #docs: DocView;
  readonly #selection: Selection;
  readonly #stage: Stage;
  #settled = $state.raw<readonly string[]>([]);
  #settling: ReturnType<typeof setTimeout> | undefined;
  #chosen = $state.raw<{ id: string; part: string } | null>(null);

  constructor(docs: DocView, selection: Selection, stage: Stage) {
    this.#docs = docs;
    this.#selection = selection;
    this.#stage = stage;
    selection.subscribe((ids) => {
      if (ids.length > 0) this.#chosen = null;
      this.#settle(ids);
    });
  }

  /** While a marquee is drawn over thousands, the inspector waits until the hand rests. */
  #settle(ids: readonly string[]): void {
    clearTimeout(this.#settling);
    if (ids.length <= FOLLOWED) this.#settled = ids;
    else this.#settling = setTimeout(() => (this.#settled = ids), REST);
  }

  /** Ids of what is selected; once the hand rests, where that is much. */
  get settled(): readonly string[] {
    return this.#settled;
  }

  /** Id of the prefab whose definition is shown; `null` while entities of a scene are. */
  get prefab(): string | null {
    const chosen = this.#chosen?.id;
    return chosen !== undefined && this.#docs.prefabs[chosen] ? chosen : this.#stage.opened;
  }

  /**
   * Shows a prefab's definition, without opening it on the canvas.
   * @param part id of one of its entities, `''` for its root
   */
  choosePrefab(id: string, part = ''): void {
    if (id === this.#stage.opened)
      return this.#selection.set([part === '' ? this.#docs.prefabs[id]!.root : part]);
    this.#selection.clear();
    this.#chosen = { id, part };
  }

  /** Shows what is selected again. */
  leavePrefab(): void {
    this.#chosen = null;
  }

  /** Where what is shown lives: in the scene in hand, or in the definition of a prefab. */
  get home(): EntityHome {
    const { prefab } = this;
    return prefab === null ? this.#stage.placeId : { prefab };
  }

  /** Ids of what is shown: what is selected, once the hand rests where that is much; of a definition at least its root. */
  get ids(): readonly string[] {
    const { prefab } = this;
    const chosen = prefab !== null && prefab === this.#chosen?.id ? this.#chosen : null;
    const ids = chosen ? [chosen.part] : this.each(this.settled, (id) => (this.stored(id) ? id : null));
    if (prefab === null) return ids;
    const { root, entities } = this.#docs.prefabs[prefab]!;
    const shown = ids.filter((id) => this.stored(id));
    return shown.length > 0 ? shown : [root].filter((id) => entities[id]);
  }

  /**
   * What a question finds for each of some entities, `null` and `undefined` left out. Follows the entities one by one where they are few, else
   * all that is on the canvas.
   */
  each<T>(ids: readonly string[], find: (id: string) => T | null | undefined): T[] {
    const all = (): T[] => ids.map(find).filter((found) => found !== null && found !== undefined);
    if (ids.length <= FOLLOWED) return all();
    this.#docs.scene(this.#stage.placeId);
    void this.#docs.prefabs;
    return untrack(all);
  }

  /** The entity of the document that an id belongs to; follows only this one. */
  #owner(id: string): EntityData | null {
    return this.#docs.entity(this.home, splitId(id).owner);
  }

  /**
   * One entity as it is stored; follows only this one. What an instance brings with it has the instance's overrides as its components.
   */
  stored(id: string): EntityData | undefined {
    const owner = this.#owner(id);
    return id.includes('/') ? storedEntity(this.#docs.prefabs, owner, id) : (owner ?? undefined);
  }

  /** One entity, prefab and defaults applied; follows only this one and the prefabs. */
  resolved(id: string): ResolvedEntity | undefined {
    const owner = this.#owner(id);
    return (owner && resolveId(this.#docs.prefabs, { [splitId(id).owner]: owner }, id)) ?? undefined;
  }

  /** What the prefab says of an entity; `null` for one that comes from none. */
  inherited(id: string): Part | null {
    const owner = this.#owner(id);
    return owner && inheritedPart(this.#docs.prefabs, owner, splitId(id).path);
  }

  /** Whether a component comes to an entity from a prefab. */
  inherits(id: string, component: string): boolean {
    return Object.hasOwn(this.inherited(id)?.components ?? {}, component);
  }

  /** The instance that an entity is, or is inside of, with all that it sets over its prefab; `null` for what comes from no prefab. */
  instanceOf(id: string): { id: string; data: EntityData; overrides: Override[] } | null {
    const data = this.#owner(id);
    if (!data || data.prefab === '') return null;
    return { id: splitId(id).owner, data, overrides: overridesOf(this.#docs.prefabs, data) };
  }

  /** Components of an entity that this version does not know. */
  unknownComponents(id: string): string[] {
    return Object.keys(this.stored(id)?.components ?? {}).filter((key) => !isComponentType(typeOfKey(key)));
  }
}
