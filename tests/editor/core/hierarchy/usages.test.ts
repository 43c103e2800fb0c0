import { describe, expect, it } from 'vitest';
import {
  allUsed,
  nameOfUsed,
  usagesOf,
  type Used,
} from '../../../../src/lib/editor/core/hierarchy/usages.ts';
import { blankEntity } from '../../../../src/lib/schema/blank.ts';
import type { ProjectData, TilesetData } from '../../../../src/lib/schema/project.ts';
import { projectOf } from '../fixtures.ts';

const asset = { name: 'crate.png', kind: 'image', sha256: 'a'.repeat(64), size: 1, meta: {} } as const;
const tileset: TilesetData = {
  ...{ name: 'Ground', image: 'p', tileSize: [8, 8], margin: 0, spacing: 0, columns: 1, count: 1 },
  ...{ offset: [0, 0], tiles: {} },
};
const project: ProjectData = {
  ...projectOf({
    box: { name: 'Box', components: { Sprite: { asset: 'p' }, Script: { script: 'behavior/push.lua' } } },
    map: { name: 'Map', components: { Tilemap: { tilesets: [{ firstTile: 1, tileset: 't' }] } } },
    coin: { name: 'Coin 1', prefab: 'c' },
  }),
  assets: { p: asset },
  tilesets: { t: tileset },
  scripts: {
    'behavior/push.lua': 'return {}',
    'behavior/spawner.lua': 'local a = 1\nams.spawn("Coin", 0, 0)\n-- Coin',
  },
  prefabs: {
    c: {
      name: 'Coin',
      order: 'a0',
      root: 'r',
      entities: { r: blankEntity({ components: { Sprite: { asset: 'p' } } }) },
    },
  },
};
const said = (used: Used) =>
  usagesOf(project, used).map(({ name, within, how }) => [name, within, how].join(' | '));

describe('usages', () => {
  it('of a picture: entities, prefabs and tilesets', () => {
    expect(said({ kind: 'asset', id: 'p' })).toEqual([
      'Box | S | Sprite image',
      'Entity | Coin | Sprite image',
      'Ground |  | image',
    ]);
  });

  it('of a script, a prefab and a tileset; a script that names it in quotes counts, with its line', () => {
    expect(said({ kind: 'script', id: 'behavior/push.lua' })).toEqual(['Box | S | Script script']);
    expect(said({ kind: 'prefab', id: 'c' })).toEqual([
      'Coin 1 | S | instance',
      'behavior/spawner.lua:2 |  | ams.spawn("Coin", 0, 0)',
    ]);
    expect(usagesOf(project, { kind: 'prefab', id: 'c' })[1]!.at).toEqual({
      kind: 'script',
      path: 'behavior/spawner.lua',
      line: 2,
    });
    expect(said({ kind: 'tileset', id: 't' })).toEqual(['Map | S | Tilemap tilesets']);
  });

  it('are none of what is not there, and all that is there can be asked for', () => {
    expect(nameOfUsed(project, { kind: 'asset', id: 'gone' })).toBeNull();
    expect(said({ kind: 'asset', id: 'gone' })).toEqual([]);
    expect(allUsed(project).map((used) => nameOfUsed(project, used))).toEqual([
      'Coin',
      'behavior/push.lua',
      'behavior/spawner.lua',
      'crate.png',
      'Ground',
    ]);
  });
});
