import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  coverOf,
  enteredFrames,
  isGroup,
  outlineOf,
  pickOf,
  stepInto,
} from '../../../src/lib/editor/core/groups.ts';
import { stackAt } from '../../../src/lib/editor/core/hit-tests.ts';
import { nextInStack, pickedOf, wholeStackAt } from '../../../src/lib/editor/core/picking.ts';
import { cornersOf, ownBox } from '../../../src/lib/editor/core/entity-geometry.ts';
import { resizeWithin } from '../../../src/lib/editor/core/resize.ts';
import { boxAt, indexOf } from './fixtures.ts';

const nested = indexOf({
  outer: { components: { Transform: { position: [10, 10], rotation: 30 } } },
  inner: { parent: 'outer', components: { Transform: {} } },
  leaf: { parent: 'inner', ...boxAt(0, 0) },
  beside: { parent: 'outer', ...boxAt(60, 0) },
  hero: boxAt(300, 0),
  sword: { parent: 'hero', ...boxAt(0, 0) },
});

describe('groups', () => {
  it('are entities of nothing but a place, with something inside', () => {
    expect(['outer', 'inner', 'leaf', 'hero', 'sword'].filter((id) => isGroup(nested, id))).toEqual([
      'outer',
      'inner',
    ]);
  });

  it('are taken whole until they are entered, step by step', () => {
    expect(pickOf(nested, 'leaf', new Set())).toBe('outer');
    expect(stepInto(nested, 'outer', 'leaf')).toBe('inner');
    expect(stepInto(nested, 'inner', 'leaf')).toBe('leaf');
    expect(pickOf(nested, 'beside', enteredFrames(nested, ['inner'], []))).toBe('beside');
    expect(pickOf(nested, 'leaf', enteredFrames(nested, ['leaf'], []))).toBe('leaf');
    expect(pickOf(nested, 'leaf', enteredFrames(nested, [], ['outer']))).toBe('inner');
    // A child of what can be seen is no part of a group.
    expect(pickOf(nested, 'sword', new Set())).toBe('sword');
  });

  it('have the box of what is in them', () => {
    const outline = outlineOf(nested, 'outer')!;
    expect(outline.rotation).toBe(30);
    expect(outline.size[0]).toBeCloseTo(100);
    expect(outline.size[1]).toBeCloseTo(20);
    const cover = coverOf(nested, ['outer'])!;
    for (const [x] of cornersOf(outline)) expect(x).toBeGreaterThanOrEqual(cover.x - 0.01);
  });
});

describe('a stack', () => {
  const index = indexOf({
    floor: boxAt(0, 0, 100, 100),
    wall: boxAt(0, 0, 100, 100, { locked: true }),
    g: { components: { Transform: {} } },
    coin: { parent: 'g', ...boxAt(10, 10) },
  });

  it('is listed from front to back, groups and locked ones too', () => {
    expect(wholeStackAt(index, [20, 20], { slack: 1 })).toEqual(['coin', 'g', 'wall', 'floor']);
    expect(stackAt(index, [20, 20], { slack: 1 })).toEqual(['coin', 'floor']);
    expect(
      pickedOf(index, stackAt(index, [20, 20], { slack: 1 }), { entered: new Set(), deep: false }),
    ).toEqual(['g', 'floor']);
  });

  it('is gone through in a ring', () => {
    const stack = ['a', 'b', 'c'];
    expect(nextInStack(stack, ['a'])).toBe('b');
    expect(nextInStack(stack, ['c'])).toBe('a');
    expect(nextInStack(stack, ['elsewhere'])).toBe('a');
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 8 }), (ids) => {
        const seen: string[] = [];
        let at: string | null = null;
        for (const _ of ids) seen.push((at = nextInStack(ids, at === null ? [] : [at])!));
        expect(seen).toEqual(ids);
      }),
    );
  });
});

describe('looking at some alone', () => {
  it('leaves everything else out of sight and of reach, and brings it back', () => {
    const index = indexOf({ a: boxAt(0, 0), b: { parent: 'a', ...boxAt(0, 0) }, c: boxAt(0, 0) });
    index.isolate(['a']);
    expect(stackAt(index, [5, 5], { slack: 1 })).toEqual(['a']);
    expect([...index.items.values()].filter((item) => item.visible).map((item) => item.id)).toEqual([
      'a',
      'b',
    ]);
    index.isolate(['b']);
    expect(index.items.get('b')!.visible).toBe(true);
    expect(index.items.get('a')!.visible).toBe(false);
    index.isolate([]);
    expect([...index.items.values()].every((item) => item.visible)).toBe(true);
  });

  it('locks and hides with the parent', () => {
    const index = indexOf({
      a: boxAt(0, 0, 40, 20, { locked: true }),
      b: { parent: 'a', ...boxAt(0, 0) },
      c: boxAt(0, 0, 40, 20, { visible: false }),
      d: { parent: 'c', ...boxAt(0, 0) },
    });
    expect(index.items.get('b')!.locked).toBe(true);
    expect(index.items.get('d')!.visible).toBe(false);
  });
});

describe('resizing a group', () => {
  it('carries its members along, at any turn', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -180, max: 180 }),
        fc.integer({ min: 20, max: 400 }),
        (rotation, width) => {
          const index = indexOf({
            g: { components: { Transform: { position: [50, 70], rotation } } },
            a: { parent: 'g', ...boxAt(-40, -10) },
            b: { parent: 'g', ...boxAt(40, -10) },
          });
          const frame = outlineOf(index, 'g')!;
          const starts = new Map(['g', 'a', 'b'].map((id) => [id, index.items.get(id)!.placed]));
          const to = { ...frame, size: [width, frame.size[1]] as const };
          const ends = resizeWithin(starts, frame, to);
          for (const id of ['a', 'b']) {
            expect(ends.get(id)!.size[0]).toBeCloseTo((40 * width) / 120, 2);
            expect(ends.get(id)!.size[1]).toBeCloseTo(20, 2);
            expect(ends.get(id)!.rotation).toBe(starts.get(id)!.rotation);
          }
          // The first member still begins where the frame begins.
          const corner = cornersOf(ends.get('a')!)[0]!;
          const start = cornersOf(to, ownBox(to))[0]!;
          expect(corner[0]).toBeCloseTo(start[0], 1);
          expect(corner[1]).toBeCloseTo(start[1], 1);
        },
      ),
    );
  });
});
