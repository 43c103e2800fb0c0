/** The tileset of special tiles that Tiled has built in for rule maps: it lies in no file. */
import type { TiledTileset } from '../../tiled/model.ts';

const FILE = ':/automap-tiles.tsx';

/** What each of its tiles stands for, by its number. */
const MATCH_TYPES = ['Negate', 'Ignore', 'NonEmpty', 'Empty', 'Other'] as const;

/** Whether a map means the built-in tileset by a source, also by the resource path of newer versions. */
export const isBuiltIn = (source: string): boolean => source === FILE || source === `qrc${FILE}`;

const at = { file: FILE };

export const matchTiles: TiledTileset = {
  ...{ at, name: 'AutoMap Rules', className: '', tileSize: [32, 32], spacing: 0, margin: 0 },
  ...{ count: MATCH_TYPES.length, columns: MATCH_TYPES.length, offset: [0, 0], backgroundColor: '' },
  ...{ objectAlignment: 'unspecified', renderSize: 'grid', fillMode: 'preserve-aspect-fit' },
  ...{ grid: null, transforms: null, image: null, wangSets: [], properties: [] },
  tiles: MATCH_TYPES.map((value, id) => ({
    ...{ at, id, className: '', probability: 1, image: null, rect: null, objects: null, animation: [] },
    properties: [{ name: 'MatchType', type: 'string', propertyType: '', value }],
  })),
};
