import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchHints, searchMatches, searchTerms } from '../../../../src/lib/editor/core/hierarchy/search.ts';
import { blankEntity, blankLayer } from '../../../../src/lib/schema/blank.ts';
import type { EntityData } from '../../../../src/lib/schema/project.ts';
import { projectOf } from '../fixtures.ts';

const project = {
  ...projectOf({
    hero: {
      name: 'Hero',
      tags: ['player'],
      components: { Script: { script: 'behavior/hero.lua' }, Body: {} },
    },
    coin: { name: 'Gold Coin', prefab: 'c', visible: false },
    rock: {
      name: 'Rock',
      tags: ['solid', 'big rock'],
      locked: true,
      layer: 'far',
      components: { 'Collider:foot': {} },
    },
  }),
  prefabs: {
    c: {
      name: 'Coin',
      order: 'a0',
      root: 'r',
      entities: {
        r: blankEntity({ tags: ['loot'], components: { Script: { script: 'behavior/coin.lua' } } }),
      },
    },
    cart: {
      name: 'Cart',
      order: 'a1',
      root: 'r',
      entities: {
        r: blankEntity({ name: 'Cart' }),
        wheel: blankEntity({ name: 'Wheel', parent: 'r', tags: ['round'], components: { Body: {} } }),
        load: blankEntity({ name: 'Load', parent: 'r', prefab: 'c' }),
      },
    },
  },
};
const scene = {
  ...project.scenes.s!,
  layers: { ...project.scenes.s!.layers, far: blankLayer({ name: 'Far away' }) },
};
const found = (text: string) => {
  const matches = searchMatches(text, project, scene);
  return matches && [...matches];
};

describe('the search of the hierarchy', () => {
  it('looks at names, in any case, every word', () => {
    expect(found('  ')).toBeNull();
    expect(found('ro')).toEqual(['hero', 'rock']);
    expect(found('coin gold')).toEqual(['coin']);
    expect(found('"gold coin"')).toEqual(['coin']);
    expect(found('nobody')).toEqual([]);
  });

  it('looks at what instances bring, as each of them has it', () => {
    const cart = (overrides: EntityData['overrides'] = {}) => ({
      ...scene,
      entities: { cart: blankEntity({ name: 'Mine', prefab: 'cart', overrides }) },
    });
    const inside = (text: string, overrides?: EntityData['overrides']) => [
      ...searchMatches(text, project, cart(overrides))!,
    ];
    expect(inside('wheel')).toEqual(['cart/wheel']);
    expect(inside('tag:round component:body')).toEqual(['cart/wheel']);
    expect(inside('script:coin')).toEqual(['cart/load']);
    expect(inside('prefab:coin')).toEqual(['cart/load']);
    expect(inside('spare', { wheel: { name: 'Spare', components: {} } })).toEqual(['cart/wheel']);
    expect(inside('is:hidden', { wheel: { visible: false, components: {} } })).toEqual(['cart/wheel']);
    expect(inside('wheel', { wheel: { removed: true, components: {} } })).toEqual([]);
    // Whoever only says what is not wanted gets no parts.
    expect(inside('-tag:nothing')).toEqual(['cart']);
  });

  it('looks at tags, components, scripts, prefabs and layers, also where they come with a prefab', () => {
    expect(found('tag:player')).toEqual(['hero']);
    expect(found('tag:loot')).toEqual(['coin']);
    expect(found('tag:"big rock"')).toEqual(['rock']);
    expect(found('component:collider')).toEqual(['rock']);
    expect(found('script:')).toEqual(['hero', 'coin']);
    expect(found('script:coin')).toEqual(['coin']);
    expect(found('prefab:coin')).toEqual(['coin']);
    expect(found('layer:far')).toEqual(['rock']);
    expect(found('is:hidden')).toEqual(['coin']);
    expect(found('is:locked tag:solid')).toEqual(['rock']);
  });

  it('leaves out what has a minus, and takes an unknown word with a colon as a name', () => {
    expect(found('-tag:')).toEqual([]);
    expect(found('-is:hidden -hero')).toEqual(['rock']);
    expect(searchTerms('a:b')).toEqual([{ key: null, value: 'a:b', not: false }]);
  });

  it('offers the keys, then what the scene has of one, most first', () => {
    const words = (text: string) => searchHints(text, project, scene).map(({ word }) => word);
    expect(words('')).toEqual(['tag:', 'component:', 'script:', 'prefab:', 'layer:', 'is:']);
    expect(words('hero t')).toEqual(['tag:']);
    expect(words('tag:')).toEqual(['tag:"big rock"', 'tag:loot', 'tag:player', 'tag:solid']);
    expect(words('component:')).toEqual(['component:Script', 'component:Body', 'component:Collider']);
    expect(words('foo:')).toEqual([]);
    expect(searchHints('hero -tag:l', project, scene)[0]).toMatchObject({ text: 'hero -tag:loot ' });
  });

  it('finds with a hint what it promises, and never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('', 'tag:', 'component:', 'is:', '-"'), (text, start) => {
        searchMatches(start + text, project, scene);
        for (const hint of searchHints(start + text, project, scene))
          searchMatches(hint.text, project, scene);
      }),
    );
    for (const key of ['tag', 'component', 'script', 'prefab', 'layer'])
      for (const { text, meaning } of searchHints(`${key}:`, project, scene))
        expect(found(text), text).toHaveLength(Number(meaning));
  });
});
