/**
 * Tilesets of Tiled. A sheet becomes one tileset; of a collection of images every tile becomes a tileset of its own,
 * so that tile numbers in maps stay as they are.
 */
import { rotate, type Vec2 } from '../../base/geometry.ts';
import type { TilesetUse } from '../../schema/fields.ts';
import type { TileData, TilesetData } from '../../schema/project.ts';
import { baseName, stemOf } from '../source-files.ts';
import {
  childOf,
  childrenNamed,
  numberOf,
  parseXmlFile,
  problemAt,
  textOf,
  wholeOf,
  type XmlElement,
} from '../xml.ts';
import { outlineOf } from './outlines.ts';
import { readProperties } from './properties.ts';
import type { ImportSession } from './source.ts';

/** Global tile numbers end where the flip flags begin. */
const largestTile = 0x0fffffff;

/** A tile as objects show it. */
export interface TileImage {
  asset: string;
  /** Size of the tile in pixels. */
  size: Vec2;
  /** Which frame of the sheet, counted row by row; 0 for an image of its own. */
  frame: number;
  /** [0, 0] for an image of its own. */
  frameSize: Vec2;
  margin: number;
  spacing: number;
  /** Pixels by which it is drawn beside its place. */
  offset: Vec2;
  /** Where objects are held, as fractions of the box. */
  anchor: Vec2;
  /** Name of its class, or ''. */
  className: string;
  data: TileData | undefined;
}

/** A tileset of a map, with its numbers. */
export interface MapTileset {
  firstTile: number;
  /** How the tile layers of the map refer to it. */
  uses: readonly TilesetUse[];
  /** A tile by its number in the tileset; `null` when it has none of that number. */
  tile(number: number): TileImage | null;
}

/** Reads the tilesets of maps; one that several maps share is taken once. */
export class TilesetReader {
  readonly tilesets: Record<string, TilesetData> = {};
  readonly #read = new Map<string, (firstTile: number) => MapTileset>();

  constructor(private readonly session: ImportSession) {}

  /** A `<tileset>` element of a map: embedded, or the name of a TSX file. */
  read(element: XmlElement): MapTileset {
    const firstTile = wholeOf(element, 'firstgid', 1, largestTile);
    const source = textOf(element, 'source');
    if (source === '') return this.#make(element, stemOf(element.file))(firstTile);
    if (!/\.(tsx|xml)$/i.test(source))
      throw problemAt(element, `The tileset "${baseName(source)}" is no TSX file; save it as TSX in Tiled.`);
    const path = this.session.find(element, source, 'tileset');
    let made = this.#read.get(path);
    if (!made) {
      const root = parseXmlFile(this.session.files.bytes(path), path);
      if (root.name !== 'tileset')
        throw problemAt(root, `The file is no tileset of Tiled, but a <${root.name}>.`);
      made = this.#make(root, stemOf(path));
      this.#read.set(path, made);
    }
    return made(firstTile);
  }

  #make(element: XmlElement, fallbackName: string): (firstTile: number) => MapTileset {
    const name = textOf(element, 'name') || fallbackName;
    const image = childOf(element, 'image');
    return image ? this.#sheet(element, image, name) : this.#collection(element, name);
  }

  #sheet(element: XmlElement, imageElement: XmlElement, name: string): (firstTile: number) => MapTileset {
    const image = this.session.image(imageElement);
    const tileSize: Vec2 = [wholeOf(element, 'tilewidth', 1, 8192), wholeOf(element, 'tileheight', 1, 8192)];
    const margin = wholeOf(element, 'margin', 0, 8192, 0);
    const spacing = wholeOf(element, 'spacing', 0, 8192, 0);
    // As Tiled counts: the margin is only certain to be there on one side.
    const along = (length: number, tile: number) =>
      Math.max(0, Math.floor((length - margin + spacing) / (tile + spacing)));
    const [columns, rows] = [along(image.width, tileSize[0]), along(image.height, tileSize[1])];
    // Older files leave these out; Tiled then counts what fits, as is done here.
    const fileColumns = wholeOf(element, 'columns', 0, 65536, columns) || columns;
    const count = wholeOf(element, 'tilecount', 0, largestTile, columns * rows) || columns * rows;
    if (columns * rows === 0)
      throw problemAt(
        imageElement,
        `No tile of ${tileSize.join(' x ')} px fits into the image of ${image.width} x ${image.height} px.`,
      );
    const offset = tileOffset(element);
    const tiles = readTiles(element, tileSize, count);
    const id = this.session.id();
    this.tilesets[id] = {
      name,
      image: image.asset,
      tileSize,
      margin,
      spacing,
      columns: fileColumns,
      count,
      offset,
      tiles: tiles.data,
    };
    const anchor = anchorOf(element);
    return (firstTile) => ({
      firstTile,
      uses: [{ firstTile, tileset: id }],
      tile: (number) =>
        number < 0 || number >= count
          ? null
          : {
              asset: image.asset,
              size: tileSize,
              frame: number,
              frameSize: tileSize,
              margin,
              spacing,
              offset,
              anchor,
              className: tiles.classes.get(number) ?? '',
              data: tiles.data[number],
            },
    });
  }

  #collection(element: XmlElement, name: string): (firstTile: number) => MapTileset {
    const offset = tileOffset(element);
    const anchor = anchorOf(element);
    const images = new Map<number, { tileset: string; tile: TileImage }>();
    for (const tileElement of childrenNamed(element, 'tile')) {
      const number = wholeOf(tileElement, 'id', 0, largestTile);
      const imageElement = childOf(tileElement, 'image');
      if (!imageElement)
        throw problemAt(tileElement, `Tile ${number} of the tileset "${name}" has no image.`);
      const image = this.session.image(imageElement);
      const size: Vec2 = [image.width, image.height];
      if (
        ['x', 'y'].some((key) => numberOf(tileElement, key, 0) !== 0) ||
        numberOf(tileElement, 'width', size[0]) !== size[0] ||
        numberOf(tileElement, 'height', size[1]) !== size[1]
      )
        throw problemAt(
          tileElement,
          `Tile ${number} of the tileset "${name}" is a part of an image, which is not supported; cut the image, or use a tileset based on one image.`,
        );
      const read = readTile(tileElement, size);
      // An animation would show tiles of other images; the tile itself stays.
      if (read.data.animation) {
        this.session.note({
          file: tileElement.file,
          what: `Tileset "${name}"`,
          how: 'left out',
          detail: 'It animates between images of their own; its tiles stand still.',
        });
        delete read.data.animation;
      }
      const id = this.session.id();
      const data = Object.keys(read.data).length ? read.data : undefined;
      this.tilesets[id] = {
        name: `${name} ${number}`,
        image: image.asset,
        tileSize: size,
        margin: 0,
        spacing: 0,
        columns: 1,
        count: 1,
        offset,
        tiles: data ? { 0: data } : {},
      };
      images.set(number, {
        tileset: id,
        tile: {
          asset: image.asset,
          size,
          frame: 0,
          frameSize: [0, 0],
          margin: 0,
          spacing: 0,
          offset,
          anchor,
          className: read.className,
          data,
        },
      });
    }
    return (firstTile) => ({
      firstTile,
      uses: [...images].map(([number, { tileset }]) => ({ firstTile: firstTile + number, tileset })),
      tile: (number) => images.get(number)?.tile ?? null,
    });
  }
}

function tileOffset(element: XmlElement): Vec2 {
  const offset = childOf(element, 'tileoffset');
  return offset ? [numberOf(offset, 'x', 0), numberOf(offset, 'y', 0)] : [0, 0];
}

/** Objects of an orthogonal map are held at their bottom left corner unless their tileset says otherwise. */
function anchorOf(element: XmlElement): Vec2 {
  const alignment = textOf(element, 'objectalignment') || 'bottomleft';
  const x = alignment.endsWith('left') ? 0 : alignment.endsWith('right') ? 1 : 0.5;
  const y = alignment.startsWith('top')
    ? 0
    : alignment.startsWith('bottom') || alignment === 'unspecified'
      ? 1
      : 0.5;
  return alignment === 'unspecified' ? [0, 1] : [x, y];
}

function readTiles(element: XmlElement, tileSize: Vec2, count: number) {
  const data: Record<string, TileData> = {};
  const classes = new Map<number, string>();
  for (const tileElement of childrenNamed(element, 'tile')) {
    const number = wholeOf(tileElement, 'id', 0, largestTile);
    if (number >= count) continue;
    const read = readTile(tileElement, tileSize);
    if (Object.keys(read.data).length) data[number] = read.data;
    if (read.className) classes.set(number, read.className);
  }
  return { data, classes };
}

type Editable<T> = { -readonly [K in keyof T]: T[K] };

function readTile(element: XmlElement, size: Vec2): { data: Editable<TileData>; className: string } {
  const data: Editable<TileData> = {};
  const properties = readProperties(element, () => '');
  const className = textOf(element, 'class') || textOf(element, 'type');
  if (Object.keys(properties).length) data.properties = properties;
  if (typeof properties.solid === 'boolean') data.solid = properties.solid;

  const outlines = childrenNamed(element, 'objectgroup').flatMap((group) =>
    childrenNamed(group, 'object').flatMap((object) => {
      const outline = outlineOf(object);
      if (!outline || outline.points.length < 3) return [];
      const { origin, rotation, points } = outline;
      return [
        points.map((point): Vec2 => {
          const [x, y] = rotate(point, rotation);
          return [origin[0] + x, origin[1] + y];
        }),
      ];
    }),
  );
  if (outlines.length) {
    data.solid ??= true;
    if (!(outlines.length === 1 && coversAll(outlines[0]!, size))) data.collision = outlines;
  }
  const animation = childOf(element, 'animation');
  if (animation)
    data.animation = childrenNamed(animation, 'frame').map((frame) => ({
      tile: wholeOf(frame, 'tileid', 0, largestTile),
      duration: numberOf(frame, 'duration', 100),
    }));
  return { data, className };
}

/** Whether an outline is the rectangle of the whole tile. */
function coversAll(outline: readonly Vec2[], [width, height]: Vec2): boolean {
  const corners = new Set(outline.map(([x, y]) => `${x},${y}`));
  return (
    outline.length === 4 &&
    [`0,0`, `${width},0`, `${width},${height}`, `0,${height}`].every((key) => corners.has(key))
  );
}
