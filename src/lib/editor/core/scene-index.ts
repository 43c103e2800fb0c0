import { union, type Rect, type Vec2 } from '../../base/geometry.ts';
import type { ProjectData, ResolvedEntity, SceneData } from '../../schema/project.ts';
import { resolveScene, resolveWhole } from '../../schema/resolve.ts';
import { definitionOf } from '../../schema/definition-scene.ts';
import {
  boundsOfPlaced,
  paintedBox,
  placedIn,
  relativeTo,
  repaintedTiles,
  SCENE_FRAME,
  type Placed,
} from './entity-geometry.ts';
import { isBelow, sameIds, sameStructure, type SceneItem } from './scene-item.ts';
import { SpatialIndex } from './spatial-index.ts';

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
  #sceneId: string | null = null;
  #scene: SceneData | null = null;
  #items = new Map<string, SceneItem>();
  #children = new Map<string, string[]>();
  /** Each entity of the document with all that its prefab brings. */
  readonly #wholes = new Map<string, readonly ResolvedEntity[]>();
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

  /** The definition of a prefab is shown, which has no screen. */
  get definition(): boolean {
    return definitionOf(this.#sceneId ?? '') !== null;
  }

  /** Shows another scene or another version of everything. */
  load(project: ProjectData, scene: string | null): Dirt {
    this.#project = project;
    this.#sceneId = scene;
    this.#scene = scene === null ? null : (project.scenes[scene] ?? null);
    this.#wholes.clear();
    this.#items.clear();
    const resolved = this.#scene ? this.#resolved(project, this.#scene) : [];
    for (const [z, entity] of resolved.entries()) this.#items.set(entity.id, this.#item(entity, z));
    this.#arrange(resolved);
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

  /** Follows a change of some entities; what did not change is kept as it is. */
  update(project: ProjectData, scene: string, ids: ReadonlySet<string>): Dirt {
    const before = this.#scene;
    const after = project.scenes[scene];
    if (!before || !after || before.layers !== after.layers) return this.load(project, scene);
    this.#project = project;
    this.#scene = after;
    let same = true;
    const wholes = new Map<string, readonly ResolvedEntity[]>();
    for (const id of ids) {
      const data = after.entities[id];
      const old = this.#items.get(id);
      same &&= data ? sameStructure(before.entities[id], data) : !old;
      if (!data) continue;
      const whole = resolveWhole(project.prefabs, id, data, old ? old.entity.parent : data.parent);
      same &&= sameIds(this.#wholes.get(id), whole);
      wholes.set(id, whole);
    }
    return same ? this.#refresh(wholes) : this.#rearrange(project, after, wholes, ids);
  }

  /** Shows a scene as it is now; finds out by itself what changed since the last time. */
  follow(project: ProjectData, scene: string | null): void {
    const before = this.#project;
    const after = scene === null ? undefined : project.scenes[scene];
    const known = this.#scene;
    const same = scene !== null && scene === this.#sceneId && after && known && before;
    if (!same || before.prefabs !== project.prefabs || before.tilesets !== project.tilesets)
      return void this.load(project, scene);
    if (after === known) return void (this.#project = project);
    const ids = new Set<string>();
    for (const id in after.entities) if (after.entities[id] !== known.entities[id]) ids.add(id);
    for (const id in known.entities) if (!Object.hasOwn(after.entities, id)) ids.add(id);
    this.update(project, scene, ids);
  }

  /** Takes entities in that stand where they stood in the tree. */
  #refresh(wholes: ReadonlyMap<string, readonly ResolvedEntity[]>): Dirt {
    const areas: Rect[] = [];
    const painted = new Set<string>();
    for (const [id, whole] of wholes) {
      this.#wholes.set(id, whole);
      for (const entity of whole) {
        const old = this.#items.get(entity.id);
        if (!old) continue;
        this.#items.set(entity.id, this.#item(entity, old.z));
        const tiles = repaintedTiles(old.entity, entity, old.placed.size, this.#project?.tilesets ?? {});
        if (!tiles) continue;
        painted.add(entity.id);
        for (const area of tiles) areas.push(boundsOfPlaced(old.placed, area));
      }
    }
    return this.#settle(this.withDescendants(wholes.keys()), areas, painted);
  }

  /** Takes in that entities came, went, or stand elsewhere in the tree: all others only get another place from back to front. */
  #rearrange(
    project: ProjectData,
    scene: SceneData,
    wholes: ReadonlyMap<string, readonly ResolvedEntity[]>,
    ids: ReadonlySet<string>,
  ): Dirt {
    const touched = this.withDescendants(ids);
    const left: Rect[] = [];
    for (const id of touched) left.push(this.#space.get(id)!);
    const before = this.#items;
    for (const id of ids) this.#wholes.delete(id);
    for (const [id, whole] of wholes) this.#wholes.set(id, whole);
    const resolved = this.#resolved(project, scene);
    this.#items = new Map();
    for (const [z, entity] of resolved.entries()) {
      const old = before.get(entity.id);
      const kept = old?.entity === entity;
      if (!kept) touched.add(entity.id);
      this.#items.set(entity.id, !kept ? this.#item(entity, z) : old.z === z ? old : { ...old, z });
    }
    this.#arrange(resolved);
    for (const id of before.keys()) if (!this.#items.has(id)) this.#space.delete(id);
    return this.#settle(this.withDescendants(touched), left);
  }

  /**
   * Puts entities in their place anew.
   * @param areas what has to be painted again anyway
   * @param painted those of which nothing has to be painted but that
   */
  #settle(
    touched: ReadonlySet<string>,
    areas: Rect[],
    painted: ReadonlySet<string> = new Set<string>(),
  ): Dirt {
    for (const id of touched) {
      const bounds = this.#space.get(id);
      if (bounds && !painted.has(id)) areas.push(bounds);
      const { entity, z } = this.#items.get(id)!;
      this.#items.set(id, this.#item(entity, z));
    }
    for (const id of touched) this.#place(id, new Set());
    for (const id of touched) {
      const { bounds } = this.#items.get(id)!;
      this.#space.set(id, bounds);
      if (!painted.has(id)) areas.push(bounds);
    }
    return areas.length === 0 ? NOTHING : { all: false, areas };
  }

  /** Everything back to front, each entity worked out once for as long as it and its parent stay the same. */
  #resolved(project: ProjectData, scene: SceneData): ResolvedEntity[] {
    return resolveScene(project, scene, (id, parent) => {
      const known = this.#wholes.get(id);
      if (known && known[0]!.parent === parent) return known;
      const whole = resolveWhole(project.prefabs, id, scene.entities[id]!, parent);
      this.#wholes.set(id, whole);
      return whole;
    });
  }

  /** Says who stands below whom. */
  #arrange(resolved: readonly ResolvedEntity[]): void {
    this.#children.clear();
    for (const { id, parent } of resolved) {
      if (parent === null) continue;
      const siblings = this.#children.get(parent);
      if (siblings) siblings.push(id);
      else this.#children.set(parent, [id]);
    }
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
      if (this.#items.has(id) && !isBelow(this.#items, id, moved)) visit(id, placed);
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

  /** The upright rectangle around some entities, their boxes only; `null` for none. */
  boundsAround(ids: Iterable<string>, moved?: Moved): Rect | null {
    let bounds: Rect | null = null;
    for (const id of ids) {
      const placed = moved?.get(id) ?? this.#items.get(id)?.placed;
      if (placed) bounds = union(bounds, boundsOfPlaced(placed));
    }
    return bounds;
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
