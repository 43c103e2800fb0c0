import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  planIndent,
  planMove,
  planOutdent,
  type DropPlace,
  type Move,
} from '../../../../src/lib/editor/core/hierarchy/moves.ts';
import { HierarchyTree, walked } from '../../../../src/lib/editor/core/hierarchy/tree.ts';
import type { EntityData } from '../../../../src/lib/schema/project.ts';
import { childrenOf } from '../../../../src/lib/schema/tree.ts';
import { projectOf } from '../fixtures.ts';

type Entities = Readonly<Record<string, EntityData>>;
const entitiesOf = (entities: Parameters<typeof projectOf>[0]) => projectOf(entities).scenes.s!.entities;
const family = entitiesOf({
  a: {},
  a1: { parent: 'a', name: 'Apple' },
  a2: { parent: 'a' },
  b: {},
  c: { parent: 'a2' },
});
const treeOf = (entities: Entities) => {
  const tree = new HierarchyTree();
  tree.follow(entities);
  return tree;
};

/** The children after moves. */
function after(entities: Entities, moves: readonly Move[] | null) {
  if (!moves) return null;
  const next = { ...entities };
  for (const { id, parent, order } of moves) next[id] = { ...next[id]!, parent, order };
  return childrenOf(next);
}
const moved = (ids: string[], place: DropPlace) => after(family, planMove(family, ids, place));

/** Any tree, by the parent of each entity: rings and strangers among them. */
const anyTree = fc
  .dictionary(fc.constantFrom(...'abcdefgh'), fc.constantFrom(null, ...'abcdefghx'), { minKeys: 1 })
  .map((parents) =>
    entitiesOf(Object.fromEntries(Object.entries(parents).map(([id, parent]) => [id, { parent }]))),
  );

describe('rows of the hierarchy', () => {
  const ids = (closed: string[], matches: string[] | null = null) =>
    treeOf(family)
      .rows(new Map(closed.map((id) => [id, false])), matches && new Set(matches))
      .map(({ id, level }) => `${level} ${id}`);

  it('are the tree from top to bottom, without what is folded away', () => {
    expect(ids([])).toEqual(['1 a', '2 a1', '2 a2', '3 c', '1 b']);
    expect(ids(['a2'])).toEqual(['1 a', '2 a1', '2 a2', '1 b']);
    expect(ids(['a'])).toEqual(['1 a', '1 b']);
  });

  it('while searched are those that match, with what they stand below, folded or not', () => {
    expect(ids(['a'], ['a1'])).toEqual(['1 a', '2 a1']);
    expect(ids(['a'], ['a', 'c'])).toEqual(['1 a', '2 a2', '3 c']);
    expect(ids([], [])).toEqual([]);
  });

  it('tell screen readers their place', () => {
    const row = treeOf(family)
      .rows()
      .find(({ id }) => id === 'a2');
    expect(row).toMatchObject({ level: 2, position: 2, siblings: 2, hasChildren: true, open: true });
  });

  it('show every entity once, whatever the parents say', () => {
    fc.assert(
      fc.property(anyTree, (entities) => {
        const shown = treeOf(entities).rows();
        expect(shown.map(({ id }) => id).sort()).toEqual(Object.keys(entities).sort());
      }),
    );
  });

  it('are made anew only when a parent or an order changes, or somebody comes or goes', () => {
    const tree = treeOf(family);
    const { children } = tree;
    expect(tree.follow({ ...family, a: { ...family.a!, name: 'Other' } }, ['a'])).toBe(false);
    expect(tree.children).toBe(children);
    expect(tree.follow({ ...family, b: { ...family.b!, parent: 'a1' } }, ['b'])).toBe(true);
    expect(tree.parentsOf('b')).toEqual(['a1', 'a']);
    const { a1, ...rest } = family;
    expect(tree.follow(rest, ['a1'])).toBe(true);
    expect(tree.follow({ ...rest, a1: a1! }, ['a1'])).toBe(true);
  });

  it('are walked depth first and round', () => {
    const children = childrenOf(family);
    const way = ['a', 'a1', 'a2', 'c', 'b', 'a'];
    for (const [at, id] of way.slice(0, -1).entries()) {
      expect(walked(children, id, 1)).toBe(way[at + 1]);
      expect(walked(children, way[at + 1]!, -1)).toBe(id);
    }
    expect([walked(children, null, 1), walked(children, 'gone', -1)]).toEqual(['a', 'b']);
    expect(walked(new Map(), null, 1)).toBeNull();
  });
});

describe('dropping rows', () => {
  it('puts them before, after or inside another', () => {
    expect(moved(['b'], { target: 'a', where: 'before' })!.get(null)).toEqual(['b', 'a']);
    expect(moved(['b'], { target: 'a1', where: 'after' })!.get('a')).toEqual(['a1', 'b', 'a2']);
    expect(moved(['b'], { target: 'a', where: 'inside' })!.get('a')).toEqual(['a1', 'a2', 'b']);
  });

  it('carries what stands below a dragged one with it', () => {
    expect(planMove(family, ['a', 'a1', 'c'], { target: 'b', where: 'after' })).toHaveLength(1);
  });

  it('refuses what would put an entity into itself', () => {
    expect(planMove(family, ['a'], { target: 'c', where: 'inside' })).toBeNull();
    expect(planMove(family, ['a'], { target: 'a', where: 'inside' })).toBeNull();
    expect(planMove(family, ['a'], { target: 'gone', where: 'after' })).toBeNull();
  });
});

describe('moving in the tree by keys', () => {
  it('puts an entity into the one above it, and back behind it', () => {
    expect(after(family, planIndent(family, ['b']))!.get('a')).toEqual(['a1', 'a2', 'b']);
    expect(after(family, planIndent(family, ['a2', 'c']))!.get('a1')).toEqual(['a2']);
    expect(after(family, planOutdent(family, ['a1', 'a2']))!.get(null)).toEqual(['a', 'a1', 'a2', 'b']);
    expect(planIndent(family, ['a', 'a1'])).toEqual([]);
    expect(planOutdent(family, ['a', 'b'])).toEqual([]);
  });

  it('keeps everything in the tree exactly once, whatever is moved how', () => {
    fc.assert(
      fc.property(
        anyTree,
        fc.subarray([...'abcdefgh'], { minLength: 1 }),
        fc.constantFrom(...'abcdefgh'),
        fc.constantFrom('before', 'after', 'inside', 'in', 'out'),
        (entities, ids, target, how) => {
          const moves =
            how === 'in'
              ? planIndent(entities, ids)
              : how === 'out'
                ? planOutdent(entities, ids)
                : planMove(entities, ids, { target, where: how as DropPlace['where'] });
          const tree = after(entities, moves);
          if (tree) expect([...tree.values()].flat().sort()).toEqual(Object.keys(entities).sort());
          // A ring that is read cut open may not be closed again by a move.
          for (const { id, parent } of moves ?? []) expect(tree!.get(parent)).toContain(id);
        },
      ),
    );
  });
});
