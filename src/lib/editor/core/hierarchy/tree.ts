/** The entities of a scene as a tree, and as the rows that a list of it shows. No panel, no document. */
import { childrenOf } from '../../../schema/tree.ts';
import type { EntityData } from '../../../schema/project.ts';

export type Entities = Readonly<Record<string, EntityData>>;
export type Children = ReadonlyMap<string | null, readonly string[]>;

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
  #children: Children = new Map();

  get children(): Children {
    return this.#children;
  }

  /**
   * Takes the entities as they are now.
   * @param changed ids that may differ from the last time; left out, all may
   * @returns whether the tree is another one
   */
  follow(entities: Entities, changed?: Iterable<string>): boolean {
    const before = this.#entities;
    this.#entities = entities;
    if (changed) {
      let same = true;
      for (const id of changed) same &&= sameSpot(before[id], entities[id]);
      if (same) return false;
    }
    this.#children = childrenOf(entities);
    return true;
  }

  /** An entity's parents, the nearest first. */
  parentsOf(id: string): string[] {
    const found: string[] = [];
    for (let up = this.#entities[id]?.parent; up; up = this.#entities[up]?.parent) {
      // A ring of parents is shown cut open.
      if (found.includes(up) || !Object.hasOwn(this.#entities, up)) break;
      found.push(up);
    }
    return found;
  }

  /**
   * The visible rows from top to bottom.
   * @param closed ids whose children are folded away
   * @param matches keeps these and the rows above them, folded or not; `null` keeps all
   */
  rows(closed: ReadonlySet<string>, matches: ReadonlySet<string> | null = null): HierarchyRow[] {
    const kept = matches && this.#withParents(matches);
    const rows: HierarchyRow[] = [];
    const keptOf = (parent: string | null) => {
      const ids = this.#children.get(parent) ?? [];
      return kept ? ids.filter((id) => kept.has(id)) : ids;
    };
    const visit = (ids: readonly string[], level: number) => {
      ids.forEach((id, at) => {
        const below = keptOf(id);
        const open = below.length > 0 && (kept !== null || !closed.has(id));
        const position = at + 1;
        rows.push({ id, level, position, siblings: ids.length, hasChildren: below.length > 0, open });
        if (open) visit(below, level + 1);
      });
    };
    visit(keptOf(null), 1);
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

const sameSpot = (a: EntityData | undefined, b: EntityData | undefined): boolean =>
  a === b || (!!a && !!b && a.parent === b.parent && a.order === b.order);

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
