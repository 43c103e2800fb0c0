import { union, type Rect, type Vec2 } from '../../base/geometry.ts';
import type { EntityData, ProjectData, ResolvedEntity, SceneData } from '../../schema/project.ts';
import { resolveEntity, resolveInner, resolveScene } from '../../schema/resolve.ts';
import {
  boundsOfPlaced,
  hits,
  paintedBox,
  placedIn,
  relativeTo,
  SCENE_FRAME,
  touches,
  encloses,
  type Placed,
} from './entity-geometry.ts';
import { SpatialIndex } from './spatial-index.ts';

/** One entity of the scene on screen, ready to paint and to hit. Replaced, never mutated. */
export interface SceneItem {
  readonly id: string;
  /** The entity of the document it belongs to: itself, or the prefab instance that brings it. */
  readonly owner: string;
  readonly entity: ResolvedEntity;
  readonly placed: Placed;
  /** What it paints on, in the scene. */
  readonly bounds: Rect;
  /** Its place from back to front. */
  readonly z: number;
  /** It, its layer and all above it are shown, and it is not left out while others are looked at alone. */
  readonly visible: boolean;
  /** The same without looking at some alone. */
  readonly shown: boolean;
  /** Among what is looked at alone, or nothing is. */
  readonly inside: boolean;
  /** It, its layer or something above it is. */
  readonly locked: boolean;
}

/** A box that differs from the document's while somebody drags or plays. */
export type Moved = ReadonlyMap<string, Placed>;

/** What changed on screen: areas to paint again. `all` when too much did. */
export interface Dirt {
  readonly all: boolean;
  readonly areas: readonly Rect[];
}

const NOTHING: Dirt = { all: false, areas: [] };
const EVERYTHING: Dirt = { all: true, areas: [] };

/** A scene as things with a place: follows the document, answers what is where. */
export class SceneIndex {
  #project: ProjectData | null = null;
  #scene: SceneData | null = null;
  #items = new Map<string, SceneItem>();
  #children = new Map<string, string[]>();
  #isolated: ReadonlySet<string> | null = null;
  readonly #space = new SpatialIndex();

  get items(): ReadonlyMap<string, SceneItem> {
    return this.#items;
  }

  get scene(): SceneData | null {
    return this.#scene;
  }

  get project(): ProjectData | null {
    return this.#project;
  }

  /** Shows another scene or another version of everything. */
  load(project: ProjectData, scene: string | null): Dirt {
    this.#project = project;
    this.#scene = scene === null ? null : (project.scenes[scene] ?? null);
    this.#items.clear();
    this.#children.clear();
    if (this.#scene)
      for (const [z, entity] of resolveScene(project, this.#scene).entries()) this.#add(entity, z);
    // A child on a layer further back comes before its parent; only now do all of them have one.
    for (const id of [...this.#items.keys()]) this.#place(id, new Set());
    this.#space.load([...this.#items].map(([id, { bounds }]) => [id, bounds]));
    return EVERYTHING;
  }

  /** Shows only these and what stands below them; all again for none. */
  isolate(ids: readonly string[]): Dirt {
    this.#isolated = ids.length > 0 ? new Set(ids) : null;
    for (const item of this.#items.values()) this.#items.set(item.id, this.#item(item.entity, item.z));
    for (const id of this.#items.keys()) this.#place(id, new Set());
    return EVERYTHING;
  }

  /** Follows a change of some entities; falls back to {@link load} where the order on screen may be another. */
  update(project: ProjectData, scene: string, ids: ReadonlySet<string>): Dirt {
    const before = this.#scene;
    const after = project.scenes[scene];
    if (!before || !after || before.layers !== after.layers) return this.load(project, scene);
    for (const id of ids)
      if (!sameStructure(before.entities[id], after.entities[id])) return this.#reload(project, scene, ids);
    this.#project = project;
    this.#scene = after;
    const areas: Rect[] = [];
    const touched = new Set<string>();
    for (const id of ids) {
      const data = after.entities[id];
      const old = this.#items.get(id);
      if (!data || !old) continue;
      this.#items.set(id, this.#item(resolveEntity(project.prefabs, id, data, old.entity.parent), old.z));
      for (const inner of resolveInner(project.prefabs, id, data)) {
        const innerOld = this.#items.get(inner.id);
        if (innerOld) this.#items.set(inner.id, this.#item(inner, innerOld.z));
      }
      for (const each of this.withDescendants([id])) touched.add(each);
    }
    for (const id of touched) {
      const bounds = this.#space.get(id);
      if (bounds) areas.push(bounds);
    }
    for (const id of touched) {
      const { entity, z } = this.#items.get(id)!;
      this.#items.set(id, this.#item(entity, z));
    }
    for (const id of touched) this.#place(id, new Set());
    for (const id of touched) {
      const { bounds } = this.#items.get(id)!;
      this.#space.set(id, bounds);
      areas.push(bounds);
    }
    return areas.length === 0 ? NOTHING : { all: false, areas };
  }

  /** Ids of what stands right below an entity, prefab contents included. */
  childrenOf(id: string): readonly string[] {
    return this.#children.get(id) ?? [];
  }

  /** The entities themselves and all below them, prefab contents included. */
  withDescendants(ids: Iterable<string>): Set<string> {
    const found = new Set<string>();
    const visit = (id: string) => {
      if (found.has(id) || !this.#items.has(id)) return;
      found.add(id);
      for (const child of this.#children.get(id) ?? []) visit(child);
    };
    for (const id of ids) visit(id);
    return found;
  }

  /**
   * Where everything below moved entities goes along with them.
   * @returns the given boxes and those of all descendants
   */
  carried(moved: Moved): Map<string, Placed> {
    const all = new Map<string, Placed>();
    const visit = (id: string, placed: Placed) => {
      if (all.has(id)) return;
      all.set(id, placed);
      for (const child of this.#children.get(id) ?? []) {
        const item = this.#items.get(child);
        if (item) visit(child, moved.get(child) ?? placedIn(placed, item.entity.components));
      }
    };
    for (const [id, placed] of moved)
      if (this.#items.has(id) && !hasMovedParent(this.#items, id, moved)) visit(id, placed);
    for (const [id, placed] of moved) if (this.#items.has(id)) visit(id, placed);
    return all;
  }

  /** Where the parent of an entity is: what its Transform is measured from. */
  parentFrame(id: string, moved?: Moved): Pick<Placed, 'position' | 'rotation'> {
    const parent = this.#items.get(id)?.entity.parent;
    if (!parent) return SCENE_FRAME;
    return moved?.get(parent) ?? this.#items.get(parent)?.placed ?? SCENE_FRAME;
  }

  /** The Transform fields that put an entity at a place of the scene. */
  transformFor(id: string, placed: Placed, moved?: Moved): { position: Vec2; rotation: number; size: Vec2 } {
    return { ...relativeTo(this.parentFrame(id, moved), placed), size: placed.size };
  }

  /** Ids of all that touch an area, in no order; invisible ones, too. */
  idsIn(area: Rect): string[] {
    return this.#space.search(area);
  }

  /** Items that touch an area, back to front; invisible ones are left out. */
  visibleIn(area: Rect): SceneItem[] {
    const found: SceneItem[] = [];
    for (const id of this.#space.search(area)) {
      const item = this.#items.get(id)!;
      if (item.visible) found.push(item);
    }
    return found.sort((a, b) => a.z - b.z);
  }

  /**
   * The entity of the document in front at a point; `null` for empty ground. Locked and invisible ones are passed.
   * @param slack scene pixels by which small things are easier to hit
   * @param moved where things are that are not where the document says
   */
  hit(point: Vec2, slack: number, moved?: Moved): string | null {
    let best: SceneItem | null = null;
    for (const id of this.#around(point, slack, moved)) {
      const item = this.#items.get(id);
      if (!item || !item.visible || item.locked || (best && item.z < best.z)) continue;
      if (hits(item.entity, moved?.get(id) ?? item.placed, point, slack)) best = item;
    }
    return best?.owner ?? null;
  }

  /** The entities of the document at a point, the one in front first. Locked and invisible ones are passed. */
  stack(point: Vec2, slack: number, moved?: Moved, locked: 'pass' | 'take' = 'pass'): string[] {
    const found: SceneItem[] = [];
    for (const id of this.#around(point, slack, moved)) {
      const item = this.#items.get(id);
      if (!item?.visible || (item.locked && locked === 'pass')) continue;
      if (hits(item.entity, moved?.get(id) ?? item.placed, point, slack)) found.push(item);
    }
    return [...new Set(found.sort((a, b) => b.z - a.z).map((item) => item.owner))];
  }

  #around([x, y]: Vec2, slack: number, moved?: Moved): Set<string> {
    const near = this.#space.search({ x: x - slack, y: y - slack, width: 2 * slack, height: 2 * slack });
    return new Set(moved ? [...near, ...moved.keys()] : near);
  }

  /** The entities of the document that a marquee touches, or takes in whole; back to front. */
  within(marquee: Rect, how: 'touch' | 'enclose', moved?: Moved): string[] {
    const takes = how === 'touch' ? touches : encloses;
    const candidates = new Set(this.#space.search(marquee));
    if (moved) for (const id of moved.keys()) candidates.add(id);
    const found: SceneItem[] = [];
    for (const id of candidates) {
      const item = this.#items.get(id);
      if (!item || !item.visible || item.locked) continue;
      if (takes(marquee, moved?.get(id) ?? item.placed)) found.push(item);
    }
    return [...new Set(found.sort((a, b) => a.z - b.z).map((item) => item.owner))];
  }

  /** The upright rectangle around some entities, their boxes only; `null` for none. */
  boundsAround(ids: Iterable<string>, moved?: Moved): Rect | null {
    let bounds: Rect | null = null;
    for (const id of ids) {
      const placed = moved?.get(id) ?? this.#items.get(id)?.placed;
      if (placed) bounds = union(bounds, boundsOfPlaced(placed));
    }
    return bounds;
  }

  #reload(project: ProjectData, scene: string, ids: ReadonlySet<string>): Dirt {
    const areas: Rect[] = [];
    for (const id of this.withDescendants(ids)) areas.push(this.#items.get(id)!.bounds);
    this.load(project, scene);
    for (const id of this.withDescendants(ids)) areas.push(this.#items.get(id)!.bounds);
    return { all: false, areas };
  }

  #add(entity: ResolvedEntity, z: number): void {
    this.#items.set(entity.id, this.#item(entity, z));
    if (entity.parent === null) return;
    const siblings = this.#children.get(entity.parent);
    if (siblings) siblings.push(entity.id);
    else this.#children.set(entity.parent, [entity.id]);
  }

  #item(entity: ResolvedEntity, z: number): SceneItem {
    const owner = entity.id.split('/', 1)[0]!;
    const data = this.#scene?.entities[owner];
    const layer = this.#scene?.layers[entity.layer];
    return {
      id: entity.id,
      owner,
      entity,
      placed: placedIn(SCENE_FRAME, entity.components),
      bounds: UNPLACED,
      z,
      visible: true,
      shown: entity.visible && (data?.visible ?? true) && (layer?.visible ?? true),
      inside: true,
      locked: (data?.locked ?? false) || (layer?.locked ?? false),
    };
  }

  #seen(item: SceneItem, above: SceneItem | null): Pick<SceneItem, 'visible' | 'shown' | 'inside'> {
    const shown = item.shown && (above?.shown ?? true);
    const inside = !this.#isolated || this.#isolated.has(item.id) || (above?.inside ?? false);
    return { shown, inside, visible: shown && inside };
  }

  /** Gives an item its place and bounds, its parents first. Returns it. */
  #place(id: string, seen: Set<string>): SceneItem | null {
    const item = this.#items.get(id);
    if (!item || item.bounds !== UNPLACED || seen.has(id)) return item ?? null;
    seen.add(id);
    const { parent } = item.entity;
    const above = parent === null ? null : this.#place(parent, seen);
    const placed = placedIn(above?.placed ?? SCENE_FRAME, item.entity.components);
    const own = paintedBox(item.entity, placed.size, this.#project?.tilesets ?? {});
    const next = {
      ...item,
      placed,
      bounds: boundsOfPlaced(placed, own),
      ...this.#seen(item, above),
      locked: item.locked || (above?.locked ?? false),
    };
    this.#items.set(id, next);
    return next;
  }
}

const UNPLACED: Rect = { x: 0, y: 0, width: 0, height: 0 };

/** What decides about the order on screen and about which items there are. */
function sameStructure(a: EntityData | undefined, b: EntityData | undefined): boolean {
  return (
    !!a && !!b && a.parent === b.parent && a.order === b.order && a.layer === b.layer && a.prefab === b.prefab
  );
}

function hasMovedParent(items: ReadonlyMap<string, SceneItem>, id: string, moved: Moved): boolean {
  const seen = new Set<string>();
  for (
    let up = items.get(id)?.entity.parent ?? null;
    up !== null && !seen.has(up);
    up = items.get(up)?.entity.parent ?? null
  ) {
    if (moved.has(up)) return true;
    seen.add(up);
  }
  return false;
}
