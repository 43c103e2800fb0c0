import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RemotePerson } from '../../../src/lib/editor/core/canvas-host.ts';
import {
  MOST_OUTLINED,
  MOST_PEOPLE,
  shownPeople,
  tagName,
} from '../../../src/lib/editor/core/shown-people.ts';

const area = { x: 0, y: 0, width: 100, height: 100 };
const somebody = (id: number, fields: Partial<RemotePerson> = {}): RemotePerson => ({
  ...{
    id,
    name: `P${id}`,
    color: '#7c9cff',
    scene: 's',
    cursor: null,
    selection: [],
    drag: null,
    camera: null,
  },
  ...fields,
});
const camera = { scene: 's', x: 1, y: 2, width: 3, height: 4 };

it('draws all of a few, in the scene that is shown', () => {
  const people = [
    somebody(1, { cursor: [5, 5], selection: ['a'], camera }),
    somebody(2, { scene: 't', cursor: [5, 5] }),
    somebody(3, { camera: { ...camera, scene: 't' } }),
  ];
  const look = { color: '#7c9cff' };
  expect(shownPeople(people, 's', area)).toEqual([
    { ...look, name: 'P1', cursor: [5, 5], selection: ['a'], camera },
    { ...look, name: 'P3', cursor: null, selection: [], camera: null },
  ]);
});

it('draws of many those first whose pointer is seen, then those who have something selected', () => {
  const many = Array.from({ length: 200 }, (_, id) =>
    somebody(
      id,
      id % 10 === 0 ? { cursor: [50, 50] } : id % 10 === 1 ? { selection: ['a'] } : { cursor: [500, 5] },
    ),
  );
  const shown = shownPeople(many, 's', area);
  expect(shown).toHaveLength(MOST_PEOPLE);
  expect(shown.filter(({ cursor }) => cursor?.[0] === 50)).toHaveLength(20);
  expect(shown.filter(({ selection }) => selection.length > 0)).toHaveLength(20);
});

it('never draws more than there is room for, and nothing that nobody has', () => {
  const people = fc.array(
    fc.record({
      cursor: fc.option(fc.tuple(fc.integer({ min: -99, max: 199 }), fc.integer({ min: -99, max: 199 }))),
      selection: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 60 }),
      scene: fc.constantFrom('s', 't'),
    }),
    { maxLength: 120 },
  );
  fc.assert(
    fc.property(people, (given) => {
      const all = given.map((fields, id) => somebody(id, fields));
      const shown = shownPeople(all, 's', area);
      const here = all.filter(({ scene }) => scene === 's');
      expect(shown).toHaveLength(Math.min(here.length, MOST_PEOPLE));
      const outlined = shown.flatMap(({ selection }) => selection).length;
      const wanted = here.flatMap(({ selection }) => selection).length;
      expect(outlined).toBeLessThanOrEqual(Math.min(wanted, MOST_OUTLINED));
      if (here.length <= MOST_PEOPLE) expect(outlined).toBe(Math.min(wanted, MOST_OUTLINED));
    }),
  );
});

it('cuts long names between letters', () => {
  expect(tagName('Ada')).toBe('Ada');
  expect(tagName('x'.repeat(20))).toBe('x'.repeat(20));
  expect(tagName('Maximiliane von der Heide')).toBe('Maximiliane von der…');
  expect(tagName('🦊'.repeat(30))).toBe(`${'🦊'.repeat(19)}…`);
});
