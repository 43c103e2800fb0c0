/** Levels of an LDtk project with their layers, from any version of the format. */
import type { JsonPlace } from '../json.ts';
import type {
  LdtkBackground,
  LdtkEntity,
  LdtkField,
  LdtkLayer,
  LdtkLevel,
  LdtkTile,
  LevelContext,
} from './model.ts';
import { straysOf } from './known-keys.ts';
import { colorOf, layerType, readRect, texts } from './read-defs.ts';

/** More cells than any level that a browser shows. */
const mostCells = 1 << 24;

/** Reads a level; its layers are read when they are asked for. */
export function readLevel(place: JsonPlace, context: LevelContext): LdtkLevel {
  const { object } = place;
  const external = object.get('externalRelPath');
  const [x, y] = [object.get('worldX').number(0), object.get('worldY').number(0)];
  return {
    name: object.get('identifier').text('Level'),
    iid: object.get('iid').text(''),
    uid: object.get('uid').whole(0),
    stray: () => straysOf(object, 'level'),
    world: [x, y],
    depth: object.get('worldDepth').whole(0),
    size: [object.get('pxWid').whole(undefined, 1), object.get('pxHei').whole(undefined, 1)],
    background: colorOf(object.first('__bgColor', 'bgColor'), context.background),
    picture: readBackground(object),
    fields: readFields(object.get('fieldInstances')),
    file: external.present && !object.get('layerInstances').present ? external.text() : null,
    layers: () => readLayers(object, context),
  };
}

function readBackground(level: JsonPlace): LdtkBackground | null {
  const path = level.get('bgRelPath');
  const place = level.get('__bgPos');
  if (!path.present || !place.present) return null;
  const crop = place.get('cropRect').items.map((part) => part.number());
  if (crop.length !== 4) throw place.problem('"cropRect" needs four numbers.');
  return {
    image: path.text(),
    mode: level.get('bgPos').text('Unscaled'),
    topLeft: place.get('topLeftPx').pair(),
    scale: place.get('scale').pair([1, 1]),
    crop: crop as [number, number, number, number],
  };
}

/** The layers of a level, front to back. */
function readLayers(level: JsonPlace, context: LevelContext): LdtkLayer[] {
  return level.get('layerInstances').items.map((place) => readLayer(place, context));
}

function readLayer(place: JsonPlace, context: LevelContext): LdtkLayer {
  const def = place.object.get('layerDefUid').whole();
  const type = layerType(place.get('__type'));
  const columns = place.get('__cWid').whole(undefined, 0, 1 << 20);
  const rows = place.get('__cHei').whole(undefined, 0, 1 << 20);
  if (columns * rows > mostCells) throw place.problem(`The layer has more than ${mostCells} cells.`);
  const tileset = place.first('overrideTilesetUid', '__tilesetDefUid');
  const gridSize = place.get('__gridSize').whole(undefined, 1, 8192);
  return {
    name: place.get('__identifier').text(context.layers.get(def)?.name ?? 'Layer'),
    iid: place.get('iid').text(''),
    type,
    def,
    tileset: tileset.present ? tileset.whole() : null,
    columns,
    rows,
    gridSize,
    opacity: place.get('__opacity').number(1, 0, 1),
    visible: place.get('visible').flag(true),
    offset: [
      place.first('__pxTotalOffsetX', 'pxOffsetX').number(0),
      place.first('__pxTotalOffsetY', 'pxOffsetY').number(0),
    ],
    ints: type === 'IntGrid' ? readInts(place, columns, rows) : [],
    // A layer has the tiles that it was painted with or those that its rules placed; never both.
    tiles: [...place.get('gridTiles').items, ...place.get('autoLayerTiles').items].map(readTile),
    entities: place.get('entityInstances').items.map((entity) => readEntity(entity, context)),
  };
}

/** The values of an int grid: a list since 0.8; before that, and beside it until 1.0, only the cells that are set. */
function readInts(place: JsonPlace, columns: number, rows: number): readonly number[] {
  const list = place.get('intGridCsv');
  const { value } = list;
  if (list.present && !Array.isArray(value)) throw list.problem('A list is needed.');
  if (Array.isArray(value) && value.length > 0) {
    if (value.length !== columns * rows)
      throw list.problem(`The layer has ${columns * rows} cells, but ${value.length} values.`);
    const wrong = value.findIndex((item) => !Number.isInteger(item) || item < 0 || item > 1 << 16);
    if (wrong >= 0) throw list.problem(`Value ${wrong + 1} is no whole number from 0 to ${1 << 16}.`);
    return value as number[];
  }
  const cells = new Array<number>(columns * rows).fill(0);
  for (const cell of place.get('intGrid').items) {
    const at = cell.object.get('coordId').whole(undefined, 0, cells.length - 1);
    // There 0 was the first value.
    cells[at] = cell.get('v').whole(undefined, 0, 1 << 16) + 1;
  }
  return cells;
}

function readTile(place: JsonPlace): LdtkTile {
  const [x, y] = place.object.get('px').pair();
  const flips = place.get('f').whole(0, 0, 3);
  return {
    x,
    y,
    tile: place.get('t').whole(undefined, 0, 0x0fffffff),
    flipX: (flips & 1) !== 0,
    flipY: (flips & 2) !== 0,
    alpha: place.get('a').number(1, 0, 1),
  };
}

function readEntity(place: JsonPlace, { entities }: LevelContext): LdtkEntity {
  const def = place.object.get('defUid').whole();
  const tags = place.get('__tags');
  return {
    name: place.get('__identifier').text(entities.get(def)?.name ?? 'Entity'),
    def,
    iid: place.get('iid').text(''),
    position: place.get('px').pair(),
    size: [place.get('width').number(undefined, 0), place.get('height').number(undefined, 0)],
    pivot: place.get('__pivot').pair([0, 0]),
    tile: readRect(place.get('__tile')),
    // Since 1.0 an entity repeats the tags of its definition.
    tags: tags.present ? texts(tags) : (entities.get(def)?.tags ?? []),
    fields: readFields(place.get('fieldInstances')),
  };
}

const readFields = (place: JsonPlace): LdtkField[] =>
  place.items.map((field) => ({
    name: field.object.get('__identifier').text(),
    type: field.get('__type').text(''),
    value: field.get('__value'),
  }));
