/** The definitions of an LDtk project, from any version of the format. */
import type { JsonPlace } from '../json.ts';
import type {
  LdtkEntityDef,
  LdtkEnum,
  LdtkIntValue,
  LdtkLayerDef,
  LdtkLayerType,
  LdtkRect,
  LdtkTileset,
} from './model.ts';

/** Larger sheets hold no tiles that anybody painted. */
const mostTiles = 1 << 24;

/** `#rrggbb`; `fallback` where nothing is. */
export const colorOf = (place: JsonPlace, fallback: string): string => {
  const text = place.text(fallback).toLowerCase();
  if (!/^#[0-9a-f]{6}$/.test(text)) throw place.problem('A colour such as #ff8800 is needed.');
  return text;
};

/** A list of texts. */
export const texts = (place: JsonPlace): string[] => place.items.map((item) => item.text());

/** A part of a tileset: an object since 1.0, before that `{ tilesetUid, srcRect: [x, y, w, h] }`. */
export function readRect(place: JsonPlace): LdtkRect | null {
  if (!place.present) return null;
  const { object } = place;
  const tileset = object.get('tilesetUid').whole();
  const old = object.get('srcRect').items;
  const [x, y, width, height] = (
    old.length === 4 ? old : ['x', 'y', 'w', 'h'].map((key) => object.get(key))
  ).map((part) => part.whole(undefined, 0, 1 << 20));
  return { tileset, x: x!, y: y!, width: width!, height: height! };
}

export function readTilesets(places: readonly JsonPlace[]): Map<number, LdtkTileset> {
  return new Map(places.map((place) => [place.object.get('uid').whole(), readTileset(place)]));
}

function readTileset(place: JsonPlace): LdtkTileset {
  const size = (key: string) => place.get(key).whole(0, 0, 1 << 20);
  const imageSize: [number, number] = [size('pxWid'), size('pxHei')];
  const tileSize = place.get('tileGridSize').whole(undefined, 1, 8192);
  const padding = place.get('padding').whole(0, 0, 8192);
  const spacing = place.get('spacing').whole(0, 0, 8192);
  // LDtk counts a column that is cut off by the border of the image, too; before 0.9 the files did not say it.
  const along = (length: number) => Math.max(0, Math.ceil((length - 2 * padding) / (tileSize + spacing)));
  const columns = place.get('__cWid').whole(along(imageSize[0]), 0, 1 << 16);
  const rows = place.get('__cHei').whole(along(imageSize[1]), 0, 1 << 16);
  if (columns * rows > mostTiles) throw place.problem(`The tileset has more than ${mostTiles} tiles.`);
  const enumTags = new Map<number, string[]>();
  for (const tag of place.get('enumTags').items) {
    const value = tag.object.get('enumValueId').text();
    for (const tile of tag.get('tileIds').items) {
      const number = tile.whole(undefined, 0);
      enumTags.set(number, [...(enumTags.get(number) ?? []), value]);
    }
  }
  return {
    uid: place.get('uid').whole(),
    name: place.get('identifier').text('Tileset'),
    image: place.get('relPath').present ? place.get('relPath').text() : null,
    internal: place.get('embedAtlas').present,
    tileSize,
    padding,
    spacing,
    columns,
    rows,
    enumTags,
    customData: new Map(
      place
        .get('customData')
        .items.map((item) => [item.object.get('tileId').whole(undefined, 0), item.get('data').text()]),
    ),
    tags: texts(place.get('tags')),
  };
}

const layerTypes: readonly LdtkLayerType[] = ['IntGrid', 'Entities', 'Tiles', 'AutoLayer'];

export function layerType(place: JsonPlace): LdtkLayerType {
  const text = place.text();
  const type = layerTypes.find((each) => each === text);
  if (!type)
    throw place.problem(
      `"${text.slice(0, 30)}" is no kind of layer that is known (${layerTypes.join(', ')}).`,
    );
  return type;
}

export function readLayerDefs(places: readonly JsonPlace[]): Map<number, LdtkLayerDef> {
  return new Map(
    places.map((place) => {
      const uid = place.object.get('uid').whole();
      const factor = (key: string) => place.get(key).number(0, -100, 100);
      const groups = new Map(
        place
          .get('intGridValuesGroups')
          .items.map((group) => [group.object.get('uid').whole(), group.get('identifier').text('')]),
      );
      return [
        uid,
        {
          uid,
          name: place.get('identifier').text('Layer'),
          type: layerType(place.first('__type', 'type')),
          opacity: place.get('displayOpacity').number(1, 0, 1),
          parallax: [factor('parallaxFactorX'), factor('parallaxFactorY')],
          parallaxScaling: place.get('parallaxScaling').flag(true),
          intValues: place.get('intGridValues').items.map((value, at): LdtkIntValue => ({
            // Before 0.8 the place in the list was the value.
            value: value.object.get('value').whole(at + 1, 1, 1 << 16),
            name: value.get('identifier').text(''),
            color: colorOf(value.get('color'), '#000000'),
            group: groups.get(value.get('groupUid').whole(0)) ?? '',
          })),
          rules: place
            .get('autoRuleGroups')
            .items.reduce((sum, group) => sum + group.get('rules').items.length, 0),
        },
      ];
    }),
  );
}

export function readEntityDefs(places: readonly JsonPlace[]): Map<number, LdtkEntityDef> {
  return new Map(
    places.map((place) => {
      const uid = place.object.get('uid').whole();
      const look = place.get('renderMode').text('Rectangle');
      const opacity = (key: string) => place.get(key).number(1, 0, 1);
      return [
        uid,
        {
          uid,
          name: place.get('identifier').text('Entity'),
          color: colorOf(place.get('color'), '#94d9b3'),
          look: look === 'Ellipse' || look === 'Cross' || look === 'Tile' ? look : 'Rectangle',
          fillOpacity: opacity('fillOpacity'),
          lineOpacity: opacity('lineOpacity'),
          hollow: place.get('hollow').flag(false),
          tileOpacity: opacity('tileOpacity'),
          tileMode: place.get('tileRenderMode').text('Stretch'),
          nineSlice: place.get('nineSliceBorders').items.map((width) => width.number(0, 0, 8192)),
          tags: texts(place.get('tags')),
          fieldModes: new Map(
            place
              .get('fieldDefs')
              .items.map((field) => [
                field.object.get('identifier').text(''),
                field.get('editorDisplayMode').text(''),
              ]),
          ),
        },
      ];
    }),
  );
}

export function readEnums(places: readonly JsonPlace[], external: boolean): LdtkEnum[] {
  return places.map((place) => ({
    name: place.object.get('identifier').text('Enum'),
    values: place.get('values').items.map((value) => value.object.get('id').text()),
    external,
  }));
}
