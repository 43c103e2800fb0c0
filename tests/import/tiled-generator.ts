/** Random maps of Tiled as TMX, with everything that the format knows. */
import { gzipSync, zlibSync } from 'fflate';
import fc from 'fast-check';
import { bytesOf, png } from './support.ts';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll('\n', '&#10;');
const attributes = (given: Record<string, unknown>): string =>
  Object.entries(given)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => ` ${name}="${escape(String(value))}"`)
    .join('');
const flag = (value: boolean | undefined) => (value === undefined ? undefined : value ? 1 : 0);

const name = fc.constantFrom('', 'Ground', 'a/b', 'x.y', 'Ünï <&> "q"', 'constructor', 'Map');
const className = fc.constantFrom('', '', 'Enemy', 'Door');
const number = fc.integer({ min: -400, max: 400 }).map((value) => value / 4);
const length = fc.integer({ min: 1, max: 400 }).map((value) => value / 4);
const color = fc.constantFrom('', '#ff8800', '#80112233', '#FFABCDEF');
const opacity = fc.constantFrom(1, 1, 0.5, 0.25, 0);

/** A custom property without its name. */
type Value =
  | { type: string; propertytype?: string; value: string }
  | { type: 'class'; propertytype: string; members: Record<string, Value> }
  | { type: 'list'; items: Value[] };
const propertyName = fc.constantFrom('hp', 'a.b', 'a', 'b', 'constructor', 'solid', '1', 'Ω');
const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.record({ type: fc.constant('string'), value: fc.constantFrom('', 'text', '<&">', 'two\nlines', '5') }),
  fc.record({ type: fc.constant('string'), propertytype: fc.constant('Mood'), value: fc.constant('calm') }),
  fc.record({ type: fc.constantFrom('int', 'float'), value: fc.constantFrom('0', '7', '-3') }),
  fc.record({ type: fc.constant('float'), value: fc.constantFrom('0.5', '-2.25') }),
  fc.record({ type: fc.constant('bool'), value: fc.constantFrom('true', 'false') }),
  fc.record({ type: fc.constant('color'), value: color }),
  fc.record({ type: fc.constant('file'), value: fc.constantFrom('', '../a.png') }),
  fc.record({ type: fc.constant('object'), value: fc.constantFrom('0', '1', '2', '99') }),
);
const { value: property } = fc.letrec<{ value: Value; members: Record<string, Value> }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 8, arbitrary: scalar },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('class' as const),
        propertytype: fc.constantFrom('Lock', 'Gun'),
        members: tie('members'),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('list' as const),
        items: fc.array(tie('value'), { maxLength: 3 }),
      }),
    },
  ),
  members: fc.dictionary(propertyName, tie('value'), { maxKeys: 3 }),
}));
const properties = fc.dictionary(propertyName, property, { maxKeys: 3 });

function propertyText(element: string, given: object, value: Value): string {
  if ('members' in value)
    return `<${element}${attributes({ ...given, type: 'class', propertytype: value.propertytype })}>${propertiesText(value.members)}</${element}>`;
  if ('items' in value)
    return `<${element}${attributes({ ...given, type: 'list' })}>${value.items.map((item) => propertyText('item', {}, item)).join('')}</${element}>`;
  const head = attributes({ ...given, type: value.type, propertytype: value.propertytype });
  return value.value.includes('\n')
    ? `<${element}${head}>${value.value}</${element}>`
    : `<${element}${head} value="${escape(value.value)}"/>`;
}
const propertiesText = (given: Record<string, Value>): string =>
  Object.keys(given).length === 0
    ? ''
    : `<properties>${Object.entries(given)
        .map(([each, value]) => propertyText('property', { name: each }, value))
        .join('')}</properties>`;

const head = fc.record({
  name,
  class: className,
  opacity,
  visible: fc.boolean(),
  locked: fc.boolean(),
  tintcolor: color,
  offsetx: number,
  offsety: number,
  parallaxx: fc.constantFrom(1, 0.5, 0),
  parallaxy: fc.constantFrom(1, 0.5, 2),
  mode: fc.constantFrom('', 'multiply'),
  properties,
});
type Head = typeof head extends fc.Arbitrary<infer T> ? T : never;

const points = fc.array(fc.tuple(number, number), { minLength: 2, maxLength: 5 });
const shape = fc.oneof(
  fc.constant(''),
  fc.constantFrom('<ellipse/>', '<point/>', '<capsule/>'),
  fc
    .tuple(fc.constantFrom('polygon', 'polyline'), points)
    .map(([kind, list]) => `<${kind} points="${list.map((point) => point.join(',')).join(' ')}"/>`),
  fc
    .record({
      fontfamily: fc.constantFrom('', 'Courier New', 'Georgia', 'Sans Serif'),
      pixelsize: fc.constantFrom(16, 9, 40),
      wrap: fc.constantFrom(0, 1),
      color,
      bold: fc.constantFrom(0, 1),
      italic: fc.constantFrom(0, 1),
      underline: fc.constantFrom(0, 1),
      strikeout: fc.constantFrom(0, 1),
      kerning: fc.constantFrom(0, 1),
      halign: fc.constantFrom('', 'center', 'right', 'justify'),
      valign: fc.constantFrom('', 'center', 'bottom'),
    })
    .map((text) => `<text${attributes(text)}>Hello &amp; bye\nagain</text>`),
);
const gids = [1, 2, 4, 10, 13];
const object = fc.record({
  name,
  type: className,
  x: number,
  y: number,
  size: fc.oneof(fc.tuple(length, length), fc.constant([0, 0] as const)),
  rotation: fc.constantFrom(0, 0, 30, -90),
  visible: fc.boolean(),
  opacity,
  tile: fc.option(fc.tuple(fc.constantFrom(...gids), fc.constantFrom(0, 0x80000000, 0x40000000, 0xc0000000))),
  shape,
  properties,
});
type ObjectShape = typeof object extends fc.Arbitrary<infer T> ? T : never;

type Layer =
  | { kind: 'tiles'; head: Head; encoding: string; cells: number[]; chunks: [number, number][] }
  | { kind: 'objects'; head: Head; color: string; index: boolean; objects: ObjectShape[] }
  | { kind: 'image'; head: Head; image: boolean; repeat: [boolean, boolean] }
  | { kind: 'group'; head: Head; layers: Layer[] };
const cell = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom(...gids), fc.integer({ min: 0, max: 15 }))
      .map(([gid, flags]) => gid + flags * 0x10000000),
  },
);
const { layers } = fc.letrec<{ layer: Layer; layers: Layer[] }>((tie) => ({
  layer: fc.oneof(
    { depthSize: 'small' },
    fc.record({
      kind: fc.constant('tiles' as const),
      head,
      encoding: fc.constantFrom('', 'csv', 'base64', 'gzip', 'zlib', 'zstd'),
      cells: fc.array(cell, { minLength: 30, maxLength: 30 }),
      chunks: fc.uniqueArray(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 })), {
        maxLength: 3,
        selector: String,
      }),
    }),
    fc.record({
      kind: fc.constant('objects' as const),
      head,
      color,
      index: fc.boolean(),
      objects: fc.array(object, { maxLength: 4 }),
    }),
    fc.record({
      kind: fc.constant('image' as const),
      head,
      image: fc.boolean(),
      repeat: fc.tuple(fc.boolean(), fc.boolean()),
    }),
    fc.record({ kind: fc.constant('group' as const), head, layers: tie('layers') }),
  ),
  layers: fc.array(tie('layer'), { maxLength: 3 }),
}));

const map = fc.record({
  orientation: fc.constantFrom('orthogonal', 'isometric', 'staggered', 'hexagonal', 'oblique'),
  class: className,
  renderorder: fc.constantFrom('', 'left-up', 'right-up'),
  hexsidelength: fc.constantFrom(0, 6),
  staggeraxis: fc.constantFrom('x', 'y'),
  staggerindex: fc.constantFrom('odd', 'even'),
  backgroundcolor: color,
  parallaxoriginx: number,
  infinite: fc.boolean(),
  layers,
  properties,
  tile: fc.record({
    type: className,
    probability: fc.constantFrom(1, 0.25),
    properties,
    objects: fc.array(object, { maxLength: 2 }),
    animated: fc.boolean(),
  }),
  tileset: fc.record({
    class: className,
    objectalignment: fc.constantFrom('', 'top', 'bottomright', 'center'),
    fillmode: fc.constantFrom('', 'preserve-aspect-fit'),
    offset: fc.boolean(),
    transforms: fc.boolean(),
    properties,
    wang: fc.array(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 8, maxLength: 8 }), {
      maxLength: 2,
    }),
  }),
});
export type RandomMap = typeof map extends fc.Arbitrary<infer T> ? T : never;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Bytes as a frame of Zstandard that holds them as they are. */
function zstdFrame(bytes: Uint8Array): Uint8Array {
  const header = Buffer.alloc(12);
  header.writeUInt32LE(0xfd2fb528, 0);
  header.writeUInt8(0xa0, 4);
  header.writeUInt32LE(bytes.length, 5);
  header.writeUIntLE((bytes.length << 3) | 1, 9, 3);
  return new Uint8Array(Buffer.concat([header, bytes]));
}

function packed(encoding: string, cells: readonly number[]): string {
  if (encoding === '') return cells.map((gid) => (gid ? `<tile gid="${gid}"/>` : '<tile/>')).join('');
  if (encoding === 'csv') return cells.join(',\n');
  const raw = new Uint8Array(Uint32Array.from(cells).buffer);
  const packers: Record<string, (bytes: Uint8Array) => Uint8Array> = {
    gzip: gzipSync,
    zlib: zlibSync,
    zstd: zstdFrame,
  };
  return base64(packers[encoding]?.(raw) ?? raw);
}

/** Writes one map, counting layers and objects. */
class Writer {
  #layer = 0;
  #object = 0;

  constructor(private readonly given: RandomMap) {}

  #head({ properties: _, visible, locked, ...rest }: Head): string {
    return attributes({ id: ++this.#layer, ...rest, visible: flag(visible), locked: flag(locked) });
  }

  object(given: ObjectShape, tiles = true): string {
    const { size, tile, shape: kind, properties: own, visible, ...rest } = given;
    const id = ++this.#object;
    const isTile = tile !== null && tiles;
    const sized = isTile && size[0] === 0 ? ([8, 8] as const) : size;
    const point = kind === '<point/>' || kind.startsWith('<poly');
    const dimensions = point && !isTile ? {} : { width: sized[0], height: sized[1] };
    const gid = isTile ? { gid: tile[0] + tile[1] } : {};
    return `<object${attributes({ id, ...rest, ...gid, ...dimensions, visible: flag(visible) })}>${propertiesText(own)}${isTile ? '' : kind}</object>`;
  }

  #cells(cells: readonly number[]): number[] {
    const mask = this.given.orientation === 'hexagonal' ? 0xffffffff : 0xefffffff;
    return cells.map((each) => ((each & 0x0fffffff) === 0 ? 0 : (each & mask) >>> 0));
  }

  layer(layer: Layer): string {
    const inner = propertiesText(layer.head.properties);
    switch (layer.kind) {
      case 'tiles': {
        const cells = this.#cells(layer.cells);
        const [encoding, compression] = ['gzip', 'zlib', 'zstd'].includes(layer.encoding)
          ? ['base64', layer.encoding]
          : [layer.encoding, ''];
        const data = this.given.infinite
          ? layer.chunks
              .map(
                ([x, y]) =>
                  `<chunk x="${x * 6}" y="${y * 5}" width="6" height="5">${packed(layer.encoding, cells)}</chunk>`,
              )
              .join('')
          : packed(layer.encoding, cells);
        return `<layer${this.#head(layer.head)} width="6" height="5">${inner}<data${attributes({ encoding, compression })}>${data}</data></layer>`;
      }
      case 'objects':
        return `<objectgroup${this.#head(layer.head)}${attributes({ color: layer.color, draworder: layer.index ? 'index' : '' })}>${inner}${layer.objects.map((each) => this.object(each)).join('')}</objectgroup>`;
      case 'image':
        return `<imagelayer${this.#head(layer.head)}${attributes({ repeatx: flag(layer.repeat[0]), repeaty: flag(layer.repeat[1]) })}>${inner}${layer.image ? '<image source="sky.png" width="40" height="30" trans="ff00ff"/>' : ''}</imagelayer>`;
      case 'group':
        return `<group${this.#head(layer.head)}>${inner}${layer.layers.map((each) => this.layer(each)).join('')}</group>`;
    }
  }

  tilesets(): string {
    const { tile, tileset } = this.given;
    const { offset, transforms, wang, properties: own, ...rest } = tileset;
    const sets = wang
      .map(
        (ids, at) =>
          `<wangset name="W${at}" type="${['corner', 'edge', 'mixed'][at % 3]!}" tile="-1"><wangcolor name="grass" color="#00ff00" tile="1" probability="1"/><wangcolor name="sand" class="Sand" color="#ffff00" tile="-1" probability="0.5">${propertiesText(tile.properties)}</wangcolor><wangtile tileid="1" wangid="${ids.join(',')}"/></wangset>`,
      )
      .join('');
    const objects = tile.objects.map((each) => this.object(each, false)).join('');
    return `<tileset firstgid="1"${attributes({ name: 'four', tilewidth: 16, tileheight: 16, tilecount: 4, columns: 4, ...rest })}>
      ${offset ? '<tileoffset x="3" y="-2"/>' : ''}${transforms ? '<transformations hflip="1" vflip="0" rotate="1" preferuntransformed="0"/>' : ''}
      ${propertiesText(own)}<image source="four.png" width="64" height="16"/>
      <tile id="1"${attributes({ type: tile.type, probability: tile.probability })}>${propertiesText(tile.properties)}${objects ? `<objectgroup draworder="index" id="2">${objects}</objectgroup>` : ''}${tile.animated ? '<animation><frame tileid="1" duration="100"/><frame tileid="3" duration="250"/></animation>' : ''}</tile>
      ${sets ? `<wangsets>${sets}</wangsets>` : ''}</tileset>
      <tileset firstgid="10" name="props" tilewidth="40" tileheight="30" tilecount="2" columns="0"><tile id="0"><image source="sky.png" width="40" height="30"/></tile><tile id="3" x="16" y="0" width="16" height="16"><image source="four.png" width="64" height="16"/></tile></tileset>`;
  }

  write(): string {
    const { layers: list, properties: own, tile: _, tileset: __, infinite, ...rest } = this.given;
    const plain = rest.orientation === 'staggered' || rest.orientation === 'hexagonal';
    const stagger = plain ? {} : { hexsidelength: '', staggeraxis: '', staggerindex: '' };
    const hex = rest.orientation === 'hexagonal' ? {} : { hexsidelength: '' };
    const tilesets = this.tilesets();
    return `<?xml version="1.0" encoding="UTF-8"?>
<map version="1.10"${attributes({ ...rest, ...stagger, ...hex, infinite: flag(infinite) })} width="6" height="5" tilewidth="20" tileheight="10">
${propertiesText(own)}${tilesets}
${list.map((layer) => this.layer(layer)).join('\n')}
</map>
`;
  }
}

/** The text of a map and the files that it names. */
export const tmxOf = (given: RandomMap): string => new Writer(given).write();
export const filesOf = (text: string): Map<string, Uint8Array> =>
  new Map([
    ['map.tmx', bytesOf(text)],
    ['four.png', png(64, 16)],
    ['sky.png', png(40, 30)],
  ]);
export const randomMap: fc.Arbitrary<RandomMap> = map;
