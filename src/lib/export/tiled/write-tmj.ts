/** A map in memory as the records of a TMJ file. Source: https://doc.mapeditor.org/en/stable/reference/json-map-format/. */
import { toTiledColor } from '../../tiled/colors.ts';
import type {
  TiledImage,
  TiledLayer,
  TiledLayerHead,
  TiledMap,
  TiledObject,
  TiledObjectLayer,
  TiledProperty,
  TiledTile,
  TiledTileset,
  TiledTilesetUse,
  TiledWangColor,
  TiledWangSet,
} from '../../tiled/model.ts';

type Json = Record<string, unknown>;

/** Fields with those left out that are as Tiled takes them to be. */
const unless = (fields: Json, usual: Json): Json =>
  Object.fromEntries(Object.entries(fields).filter(([key, value]) => value !== usual[key]));

function propertyValue({ type, value }: TiledProperty): unknown {
  if (typeof value !== 'object') return type === 'color' ? toTiledColor(String(value)) : value;
  if (type === 'list')
    return value.map((item) => ({
      type: item.type,
      ...unless({ propertytype: item.propertyType }, { propertytype: '' }),
      value: propertyValue(item),
    }));
  return Object.fromEntries(value.map((member) => [member.name, propertyValue(member)]));
}

function properties(list: readonly TiledProperty[]): Json {
  if (list.length === 0) return {};
  return {
    properties: list.map((property) => ({
      name: property.name,
      type: property.type,
      ...unless({ propertytype: property.propertyType }, { propertytype: '' }),
      value: propertyValue(property),
    })),
  };
}

const imageFields = ({ source, width, height, transparent }: TiledImage): Json => ({
  image: source,
  imagewidth: width,
  imageheight: height,
  ...unless({ transparentcolor: transparent && `#${transparent}` }, { transparentcolor: '' }),
});

function head(layer: TiledLayerHead): Json {
  return {
    id: layer.id,
    name: layer.name,
    opacity: layer.opacity,
    visible: layer.visible,
    x: 0,
    y: 0,
    ...unless(
      {
        class: layer.className,
        locked: layer.locked,
        tintcolor: toTiledColor(layer.tint),
        offsetx: layer.offset[0],
        offsety: layer.offset[1],
        parallaxx: layer.parallax[0],
        parallaxy: layer.parallax[1],
        mode: layer.mode,
      },
      {
        class: '',
        locked: false,
        tintcolor: '',
        offsetx: 0,
        offsety: 0,
        parallaxx: 1,
        parallaxy: 1,
        mode: '',
      },
    ),
    ...properties(layer.properties),
  };
}

function writeLayer(layer: TiledLayer, infinite: boolean): Json {
  switch (layer.kind) {
    case 'tiles': {
      const { width, height, chunks } = layer;
      const whole = { type: 'tilelayer', ...head(layer), width, height };
      if (!infinite) return { ...whole, data: [...(chunks[0]?.cells ?? new Uint32Array(width * height))] };
      const lists = chunks.map((chunk) => ({
        x: chunk.x,
        y: chunk.y,
        width: chunk.width,
        height: chunk.height,
        data: [...chunk.cells],
      }));
      const [startx, starty] = (['x', 'y'] as const).map((axis) =>
        chunks.reduce((least, chunk) => Math.min(least, chunk[axis]), 0),
      );
      return { ...whole, startx, starty, chunks: lists };
    }
    case 'objects':
      return writeObjects(layer);
    case 'image':
      return {
        type: 'imagelayer',
        ...head(layer),
        ...(layer.image ? imageFields(layer.image) : { image: '' }),
        ...unless({ repeatx: layer.repeat[0], repeaty: layer.repeat[1] }, { repeatx: false, repeaty: false }),
      };
    case 'group':
      return {
        type: 'group',
        ...head(layer),
        layers: layer.layers.map((each) => writeLayer(each, infinite)),
      };
  }
}

const writeObjects = (layer: TiledObjectLayer): Json => ({
  type: 'objectgroup',
  ...head(layer),
  ...unless({ color: toTiledColor(layer.color) }, { color: '' }),
  draworder: layer.drawOrder,
  objects: layer.objects.map(writeObject),
});

function writeObject(object: TiledObject): Json {
  const { shape, text, points } = object;
  const corners = points.map(([x, y]) => ({ x, y }));
  const kind: Json =
    shape === 'tile'
      ? { gid: object.gid }
      : shape === 'polygon' || shape === 'polyline'
        ? { [shape]: corners }
        : text
          ? {
              text: {
                text: text.text,
                fontfamily: text.fontFamily,
                pixelsize: text.pixelSize,
                ...unless(
                  {
                    wrap: text.wrap,
                    color: toTiledColor(text.color),
                    bold: text.bold,
                    italic: text.italic,
                    underline: text.underline,
                    strikeout: text.strikeout,
                    kerning: text.kerning,
                    halign: text.halign,
                    valign: text.valign,
                  },
                  {
                    wrap: false,
                    color: '#000000',
                    bold: false,
                    italic: false,
                    underline: false,
                    strikeout: false,
                    kerning: true,
                    halign: 'left',
                    valign: 'top',
                  },
                ),
              },
            }
          : shape === 'rectangle'
            ? {}
            : { [shape]: true };
  return {
    id: object.id,
    name: object.name,
    type: object.className,
    x: object.x,
    y: object.y,
    width: object.width,
    height: object.height,
    rotation: object.rotation,
    visible: object.visible,
    ...unless({ opacity: object.opacity }, { opacity: 1 }),
    ...kind,
    ...properties(object.properties),
  };
}

function writeTile(tile: TiledTile): Json {
  const { rect } = tile;
  return {
    id: tile.id,
    ...unless({ type: tile.className, probability: tile.probability }, { type: '', probability: 1 }),
    ...(tile.image ? imageFields(tile.image) : {}),
    ...(rect ? { x: rect[0], y: rect[1], width: rect[2], height: rect[3] } : {}),
    ...(tile.objects ? { objectgroup: writeObjects(tile.objects) } : {}),
    ...(tile.animation.length > 0
      ? { animation: tile.animation.map((frame) => ({ tileid: frame.tile, duration: frame.duration })) }
      : {}),
    ...properties(tile.properties),
  };
}

const writeColor = (color: TiledWangColor): Json => ({
  name: color.name,
  ...unless({ class: color.className }, { class: '' }),
  color: toTiledColor(color.color),
  tile: color.tile,
  probability: color.probability,
  ...properties(color.properties),
});

const writeWangSet = (set: TiledWangSet): Json => ({
  name: set.name,
  ...unless({ class: set.className }, { class: '' }),
  type: set.type,
  tile: set.tile,
  colors: set.colors.map(writeColor),
  wangtiles: set.tiles.map(({ tile, wangId }) => ({ tileid: tile, wangid: [...wangId] })),
  ...properties(set.properties),
});

function writeTileset(tileset: TiledTileset): Json {
  const { grid, transforms, offset } = tileset;
  return {
    name: tileset.name,
    tilewidth: tileset.tileSize[0],
    tileheight: tileset.tileSize[1],
    spacing: tileset.spacing,
    margin: tileset.margin,
    tilecount: tileset.count,
    columns: tileset.columns,
    ...unless(
      {
        class: tileset.className,
        objectalignment: tileset.objectAlignment,
        tilerendersize: tileset.renderSize,
        fillmode: tileset.fillMode,
        backgroundcolor: toTiledColor(tileset.backgroundColor),
      },
      {
        class: '',
        objectalignment: 'unspecified',
        tilerendersize: 'tile',
        fillmode: 'stretch',
        backgroundcolor: '',
      },
    ),
    ...(offset[0] !== 0 || offset[1] !== 0 ? { tileoffset: { x: offset[0], y: offset[1] } } : {}),
    ...(grid ? { grid } : {}),
    ...(transforms
      ? {
          transformations: {
            hflip: transforms.hflip,
            vflip: transforms.vflip,
            rotate: transforms.rotate,
            preferuntransformed: transforms.preferUntransformed,
          },
        }
      : {}),
    ...(tileset.image ? imageFields(tileset.image) : {}),
    ...(tileset.tiles.length > 0 ? { tiles: tileset.tiles.map(writeTile) } : {}),
    ...(tileset.wangSets.length > 0 ? { wangsets: tileset.wangSets.map(writeWangSet) } : {}),
    ...properties(tileset.properties),
  };
}

const writeUse = ({ firstGid, tileset }: TiledTilesetUse): Json => ({
  firstgid: firstGid,
  ...writeTileset(tileset),
});

/** The record at the top of a TMJ file. Tilesets stand in it, whatever file they came from. */
export function writeTmj(map: TiledMap, next: { layer: number; object: number }): Json {
  const staggered = map.orientation === 'staggered' || map.orientation === 'hexagonal';
  return {
    type: 'map',
    version: '1.10',
    tiledversion: '1.11.0',
    orientation: map.orientation,
    renderorder: map.renderOrder,
    width: map.width,
    height: map.height,
    tilewidth: map.tileSize[0],
    tileheight: map.tileSize[1],
    infinite: map.infinite,
    compressionlevel: -1,
    nextlayerid: next.layer,
    nextobjectid: next.object,
    ...(staggered ? { staggeraxis: map.staggerAxis || 'y', staggerindex: map.staggerIndex || 'odd' } : {}),
    ...unless(
      {
        hexsidelength: map.hexSide,
        class: map.className,
        backgroundcolor: toTiledColor(map.background),
        parallaxoriginx: map.parallaxOrigin[0],
        parallaxoriginy: map.parallaxOrigin[1],
        skewx: map.skew[0],
        skewy: map.skew[1],
      },
      {
        hexsidelength: 0,
        class: '',
        backgroundcolor: '',
        parallaxoriginx: 0,
        parallaxoriginy: 0,
        skewx: 0,
        skewy: 0,
      },
    ),
    tilesets: map.tilesets.map(writeUse),
    layers: map.layers.map((layer) => writeLayer(layer, map.infinite)),
    ...properties(map.properties),
  };
}
