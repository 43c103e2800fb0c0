import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assetFolders,
  byteText,
  cleanFolder,
  factsOf,
  selectAsset,
  usedAssets,
} from '../../../../src/lib/editor/core/assets/asset-list.ts';
import { blankProject } from '../../../../src/lib/schema/blank.ts';
import type { AssetData, ProjectData } from '../../../../src/lib/schema/project.ts';

const asset = (name: string, folder = '', kind: AssetData['kind'] = 'image'): AssetData => ({
  name,
  kind,
  sha256: 'a'.repeat(64),
  size: 1234,
  meta: folder ? { folder } : {},
});
const assets: ProjectData['assets'] = {
  a: asset('tile10.png', 'art'),
  b: asset('tile9.png', 'art'),
  c: asset('Hero.png'),
  d: asset('jump.wav', 'sounds', 'sound'),
  e: asset('tune.wav', 'art', 'sound'),
};
const all = { search: '', kind: 'all', used: null } as const;
const listed = (filter: Partial<Parameters<typeof assetFolders>[1]>) =>
  assetFolders(assets, { ...all, ...filter }).map(({ name, ids }) => `${name}: ${ids.join(' ')}`);

describe('the list of files', () => {
  it('goes by folder and name, numbers by their value', () => {
    expect(listed({})).toEqual([': c', 'art: b a e', 'sounds: d']);
  });

  it('shows what passes the search, the kind and the use', () => {
    expect(listed({ search: 'TILE art' })).toEqual(['art: b a']);
    expect(listed({ search: 'sound' })).toEqual(['art: e', 'sounds: d']);
    expect(listed({ kind: 'sound' })).toEqual(['art: e', 'sounds: d']);
    expect(listed({ used: new Set(['a', 'c', 'd']) })).toEqual(['art: b e']);
    expect(listed({ search: 'nothing' })).toEqual([]);
  });

  it('is selected one by one, together, and from one to another', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const select = (
      how: 'only' | 'toggle' | 'range',
      id: string,
      selected: string[],
      anchor: string | null,
    ) => [...selectAsset(ids, new Set(selected), anchor, id, how)].join('');
    expect(select('only', 'b', ['a', 'c'], 'a')).toBe('b');
    expect(select('toggle', 'b', ['a'], 'a')).toBe('ab');
    expect(select('toggle', 'a', ['a', 'b'], 'a')).toBe('b');
    expect(select('range', 'a', ['c'], 'c')).toBe('abc');
    expect(select('range', 'd', [], null)).toBe('d');
    expect(select('range', 'd', ['x'], 'gone')).toBe('d');
  });

  it('takes folders as people write them', () => {
    expect(cleanFolder(' /art //tiles\\ big/ ')).toBe('art/tiles/big');
    expect(cleanFolder('../..')).toBe('');
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        expect(cleanFolder(cleanFolder(text))).toBe(cleanFolder(text));
      }),
    );
  });

  it('says sizes in few digits', () => {
    expect([0, 999, 1000, 12_345, 999_999, 3_400_000, 5e9].map(byteText)).toEqual([
      '0 B',
      '999 B',
      '1 kB',
      '12.3 kB',
      '1000 kB',
      '3.4 MB',
      '5 GB',
    ]);
    expect(factsOf({ ...asset('x'), meta: { width: 32, height: 16 } })).toBe('32 × 16 px · 1.2 kB');
    expect(factsOf({ ...asset('x', '', 'sound'), meta: { duration: 1.239 } })).toBe('1.24 s · 1.2 kB');
  });
});

describe('files in use', () => {
  const blank = blankProject('Game', () => 's1');
  const [scene] = Object.values(blank.scenes);
  const entity = {
    name: 'E',
    parent: null,
    order: 'a0',
    layer: '',
    tags: [],
    visible: true,
    locked: false,
    prefab: '',
    components: { Sprite: { asset: 'a' } },
    overrides: { eye: { components: { Text: { font: 'd' } } } },
  };

  it('are found wherever they are named, also in places that are not known here', () => {
    const project: ProjectData = {
      ...blank,
      assets,
      scenes: { s1: { ...scene!, entities: { e1: entity } } },
      scripts: { 'behavior/x.lua': 'play("tune")\n-- c\nlocal s = "it\\\'s b"' },
    };
    expect([...usedAssets(project)].sort()).toEqual(['a', 'd', 'e']);
    expect([...usedAssets({ ...project, scripts: { x: "sprite('c')" } })].sort()).toEqual(['a', 'c', 'd']);
    expect([...usedAssets({ ...blank, assets })]).toEqual([]);
  });
});
