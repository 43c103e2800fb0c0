/** The entities of a scene as a tree, and as the rows that a list of it shows. No panel, no document. */
import { childrenOf } from '../../../schema/tree.ts';
import type { EntityData, ProjectData } from '../../../schema/project.ts';
import { splitId } from '../../../schema/resolve.ts';
import { innerTreeOf, type InnerTree } from './inner-rows.ts';

export type Entities = Readonly<Record<string, EntityData>>;
export type Children = ReadonlyMap<string | null, readonly string[]>;

/** Rows that a person has opened, `true`, or folded away. Others are open, but for instances. */
export type Folds = ReadonlyMap<string, boolean>;
const NO_FOLDS: Folds = new Map();

export interface HierarchyRow {
  id: string;
  /** 1 at the top. */
  level: number;
  /** 1-based place among its siblings, and how many there are. */
  position: number;
  siblings: number;
  hasChildren: boolean;
  open: boolean;
}

/** Who is whose child, in order; follows a scene without looking at it anew for every edit. */
export class HierarchyTree {
  #entities: Entities = {};
  #prefabs: ProjectData['prefabs'] = {};
  #children: Children = new Map();

  get children(): Children {
    return this.#children;
  }

  /**
   * Takes the entities as they are now.
   * @param changed ids that may differ from the last time; left out, all may
   * @param prefabs left out, they are those of the last time
   * @returns whether the tree is another one
   */
  follow(entities: Entities, changed?: Iterable<string>, prefabs = this.#prefabs): boolean {
    const before = this.#entities;
    this.#entities = entities;
    if (changed && prefabs === this.#prefabs) {
      let same = true;
      for (const id of changed) same &&= sameSpot(before[id], entities[id]);
      if (same) return false;
    }
    this.#prefabs = prefabs;
    this.#children = childrenOf(entities);
    return true;
  }

  /** An entity's parents, the nearest first; those of a part of an instance begin inside of it. */
  parentsOf(id: string): string[] {
    const found: string[] = [];
    const { owner } = splitId(id);
    for (let up = this.#parentPart(id); up !== null; up = this.#parentPart(up)) found.push(up);
    for (let up = this.#entities[owner]?.parent; up; up = this.#entities[up]?.parent) {
      // A ring of parents is shown cut open.
      if (found.includes(up) || !Object.hasOwn(this.#entities, up)) break;
      found.push(up);
    }
    return found;
  }

  /** The part, or the instance itself, that a part stands below; `null` for what is no part. */
  #parentPart(id: string): string | null {
    const { owner, path } = splitId(id);
    if (path === '') return null;
    for (const [parent, ids] of this.#innerOf(owner).children) if (ids.includes(id)) return parent;
    return null;
  }

  #innerOf(owner: string): InnerTree {
    const entity = Object.hasOwn(this.#entities, owner) ? this.#entities[owner] : undefined;
    return entity ? innerTreeOf(this.#prefabs, owner, entity) : NOTHING_INSIDE;
  }

  /** What stands right below a row: the parts of an instance, then what was put below it in the scene. */
  below(id: string): readonly string[] {
    const parts = this.#innerOf(splitId(id).owner).children.get(id);
    const own = this.#children.get(id) ?? [];
    return parts ? [...parts, ...own] : own;
  }

  /** Whether a row has parts that come with a prefab: such rows are folded until they are opened. */
  isInstance(id: string): boolean {
    const { owner, path } = splitId(id);
    const inner = this.#innerOf(owner);
    return path === '' ? inner.children.size > 0 : inner.instances.has(id);
  }

  /** Whether the rows below one are shown where nothing is searched for. */
  isOpen(id: string, chosen: Folds): boolean {
    return chosen.get(id) ?? !this.isInstance(id);
  }

  /**
   * The visible rows from top to bottom.
   * @param chosen which rows were folded or opened
   * @param matches keeps these and the rows above them, folded or not; `null` keeps all
   */
  rows(chosen: Folds = NO_FOLDS, matches: ReadonlySet<string> | null = null): HierarchyRow[] {
    const kept = matches && this.#withParents(matches);
    const rows: HierarchyRow[] = [];
    const keptOf = (ids: readonly string[]) => (kept ? ids.filter((id) => kept.has(id)) : ids);
    const visit = (ids: readonly string[], level: number) => {
      ids.forEach((id, at) => {
        const below = keptOf(this.below(id));
        const open = below.length > 0 && (kept !== null || this.isOpen(id, chosen));
        const position = at + 1;
        rows.push({ id, level, position, siblings: ids.length, hasChildren: below.length > 0, open });
        if (open) visit(below, level + 1);
      });
    };
    visit(keptOf(this.#children.get(null) ?? []), 1);
    return rows;
  }

  #withParents(ids: ReadonlySet<string>): Set<string> {
    const kept = new Set(ids);
    for (const id of ids)
      for (const up of this.parentsOf(id)) {
        // Whoever is kept already has brought its parents.
        if (kept.has(up) && !ids.has(up)) break;
        kept.add(up);
      }
    return kept;
  }
}

const NOTHING_INSIDE: InnerTree = { children: new Map(), instances: new Set() };

const sameSpot = (a: EntityData | undefined, b: EntityData | undefined): boolean =>
  a === b ||
  (!!a && !!b && a.parent === b.parent && a.order === b.order && a.prefab === b.prefab && sameLeftOut(a, b));

/** Whether two versions of an instance leave the same parts out. */
function sameLeftOut({ overrides: a }: EntityData, { overrides: b }: EntityData): boolean {
  const paths = new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})]);
  return [...paths].every((path) => !!a?.[path]?.removed === !!b?.[path]?.removed);
}

/** The entity that comes so many steps after another, depth first, round at the ends; `null` in an empty tree. */
export function walked(children: Children, from: string | null, by: 1 | -1): string | null {
  const all: string[] = [];
  const visit = (parent: string | null) => {
    for (const id of children.get(parent) ?? []) {
      all.push(id);
      visit(id);
    }
  };
  visit(null);
  const at = from === null ? -1 : all.indexOf(from);
  if (at < 0) return all.at(by > 0 ? 0 : -1) ?? null;
  return all[(at + by + all.length) % all.length]!;
}
