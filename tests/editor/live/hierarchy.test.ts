import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hierarchyRows, planMove, type DropPlace } from '../../../src/lib/editor/live/hierarchy.ts';
import type { EntityData } from '../../../src/lib/schema/project.ts';
import { childrenOf } from '../../../src/lib/schema/tree.ts';
import { projectOf } from '../core/fixtures.ts';

const entitiesOf = (entities: Parameters<typeof projectOf>[0]) => projectOf(entities).scenes.s!.entities;
const family = entitiesOf({
  a: {},
  a1: { parent: 'a', name: 'Apple' },
  a2: { parent: 'a' },
  b: {},
  c: { parent: 'a2' },
});

/** The entities after a move, as parent to children in order. */
function moved(entities: Readonly<Record<string, EntityData>>, ids: string[], place: DropPlace) {
  const plan = planMove(entities, ids, place);
  if (!plan) return null;
  const next = { ...entities };
  for (const { id, order } of plan.orders) next[id] = { ...next[id]!, parent: plan.parent, order };
  return childrenOf(next);
}

describe('rows of the hierarchy', () => {
  const ids = (closed: string[], filter = '') =>
    hierarchyRows(family, new Set(closed), filter).map(({ id, level }) => `${level} ${id}`);

  it('are the tree from top to bottom, without what is folded away', () => {
    expect(ids([])).toEqual(['1 a', '2 a1', '2 a2', '3 c', '1 b']);
    expect(ids(['a2'])).toEqual(['1 a', '2 a1', '2 a2', '1 b']);
    expect(ids(['a'])).toEqual(['1 a', '1 b']);
  });

  it('while searched are those that match, with what they stand below, folded or not', () => {
    expect(ids(['a'], 'aPPl')).toEqual(['1 a', '2 a1']);
    expect(ids([], 'nothing')).toEqual([]);
  });

  it('tell screen readers their place', () => {
    const row = hierarchyRows(family, new Set()).find(({ id }) => id === 'a2');
    expect(row).toMatchObject({ level: 2, position: 2, siblings: 2, hasChildren: true, open: true });
  });
});

describe('dropping rows', () => {
  it('puts them before, after or inside another', () => {
    expect(moved(family, ['b'], { target: 'a', where: 'before' })!.get(null)).toEqual(['b', 'a']);
    expect(moved(family, ['b'], { target: 'a1', where: 'after' })!.get('a')).toEqual(['a1', 'b', 'a2']);
    expect(moved(family, ['b'], { target: 'a', where: 'inside' })!.get('a')).toEqual(['a1', 'a2', 'b']);
  });

  it('carries what stands below a dragged one with it', () => {
    expect(planMove(family, ['a', 'a1', 'c'], { target: 'b', where: 'after' })!.orders).toHaveLength(1);
  });

  it('refuses what would put an entity into itself', () => {
    expect(planMove(family, ['a'], { target: 'c', where: 'inside' })).toBeNull();
    expect(planMove(family, ['a'], { target: 'a', where: 'inside' })).toBeNull();
    expect(planMove(family, ['a'], { target: 'gone', where: 'after' })).toBeNull();
  });

  it('keeps everything in the tree exactly once, whatever is dragged where', () => {
    const names = Object.keys(family);
    fc.assert(
      fc.property(
        fc.subarray(names, { minLength: 1 }),
        fc.constantFrom(...names),
        fc.constantFrom('before' as const, 'after' as const, 'inside' as const),
        (dragged, target, where) => {
          const tree = moved(family, dragged, { target, where });
          if (tree) expect([...tree.values()].flat().sort()).toEqual([...names].sort());
        },
      ),
    );
  });
});
