/** Layers of a scene as layers and groups of Tiled. */
import type { Vec2 } from '../../base/geometry.ts';
import type { ComponentData } from '../../schema/components.ts';
import type { ImportedFacts, LayerData } from '../../schema/project.ts';
import { CHUNK, chunkOrigin, tilesOf, type TileChunks } from '../../schema/tiles.ts';
import { Facts } from '../../tiled/facts.ts';
import { alphaOf, headOf, inherit, outermost, tintColor, type Inherited } from '../../tiled/inherit.ts';
import type { TiledChunk, TiledGroup, TiledLayer, TiledLayerHead, TiledProperty } from '../../tiled/model.ts';
import { objectOut } from './objects-out.ts';
import { nowhere, propertiesOut, tidy, type OutContext, type PlacedEntity } from './out-context.ts';
import type { ImageOf } from './tilesets-out.ts';

/** A layer of the scene with what is on it, back to front. */
export interface SceneLayer {
  layer: LayerData;
  entities: readonly PlacedEntity[];
}

interface LayersContext extends OutContext {
  imageOf: ImageOf;
  /** Size of the map in cells. */
  size: Vec2;
  infinite: boolean;
}

const isGroupList = (value: unknown): value is ImportedFacts[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'object' && each !== null);

type Editable<T> = { -readonly [K in keyof T]: T[K] };
type OpenGroup = { key: number; group: Editable<TiledGroup>; layers: TiledLayer[]; handed: Inherited };

/** All layers in their order; those that came from one group, and still follow each other, are in it again. */
export function layersOut(scene: readonly SceneLayer[], context: LayersContext): TiledLayer[] {
  const top: TiledLayer[] = [];
  const open: OpenGroup[] = [];
  const properties = groupProperties(scene, context);
  for (const each of scene) {
    const facts = new Facts(each.layer.imported);
    const groups = facts.json('groups', isGroupList) ?? [];
    const keys = groups.map((group) => new Facts(group).number('key'));
    while (open.length > 0 && open.some(({ key }, at) => keys[at] !== key)) open.pop();
    for (const record of groups.slice(open.length)) {
      const key = new Facts(record).number('key');
      const outer = open.at(-1);
      const head = headOf(record);
      const layers: TiledLayer[] = [];
      const group: TiledGroup = {
        ...head,
        at: nowhere,
        id: context.layerNumber(head.id),
        kind: 'group',
        layers,
        properties: properties.get(key) ?? [],
      };
      (outer?.layers ?? top).push(group);
      open.push({ key, group, layers, handed: inherit(head, 'group', outer?.handed ?? outermost) });
    }
    const inner = open.at(-1);
    const forItself = ['group', 'added'].includes(facts.text('kind'));
    if (!forItself || segmentsOf(each.entities).length > 0)
      (inner?.layers ?? top).push(...oneLayer(each, facts, inner?.handed ?? outermost, context));
  }
  return top;
}

/** The custom properties of groups, which entities of their own carry. */
function groupProperties(scene: readonly SceneLayer[], context: LayersContext): Map<number, TiledProperty[]> {
  const found = new Map<number, TiledProperty[]>();
  for (const { layer, entities } of scene) {
    const groups = new Facts(layer.imported).json('groups', isGroupList) ?? [];
    const key = new Facts(groups.at(-1)).number('key');
    const carrier = entities.find(({ facts }) => facts.text('kind') === 'group');
    if (carrier) found.set(key, propertiesOut(carrier, context));
  }
  return found;
}

/** What a layer says itself, so that with the groups around it looks as it does now. */
function headFor(
  layer: LayerData,
  kind: TiledLayer['kind'],
  outer: Inherited,
): Omit<TiledLayerHead, 'at' | 'properties'> {
  const told = headOf(layer.imported ?? {});
  const whole = inherit(told, kind, outer);
  const prefix = outer.names.map((name) => `${name}/`).join('');
  const share = (now: number, around: number) => (around === 0 ? 1 : tidy(now / around));
  return {
    ...told,
    name:
      layer.imported && whole.names.join('/') === layer.name
        ? told.name
        : layer.name.startsWith(prefix)
          ? layer.name.slice(prefix.length)
          : layer.name,
    visible: whole.visible === layer.visible ? told.visible : layer.visible,
    locked: whole.locked === layer.locked ? told.locked : layer.locked,
    parallax:
      whole.parallax[0] === layer.parallax
        ? told.parallax
        : [share(layer.parallax, outer.parallax[0]), share(layer.parallax, outer.parallax[1])],
    tint: tintColor(whole) === (layer.tint ?? '') ? told.tint : (layer.tint ?? ''),
  };
}

type Segment = { tiles: PlacedEntity } | { objects: PlacedEntity[] };

/** What lies on a layer, taken apart into tile layers and runs of objects between them. */
function segmentsOf(entities: readonly PlacedEntity[]): Segment[] {
  const segments: Segment[] = [];
  for (const placed of entities) {
    if (
      placed.facts.has('kind') &&
      ['map', 'group', 'layer', 'world-map'].includes(placed.facts.text('kind'))
    )
      continue;
    const last = segments.at(-1);
    if (placed.entity.components.Tilemap) segments.push({ tiles: placed });
    else if (last && 'objects' in last) last.objects.push(placed);
    else segments.push({ objects: [placed] });
  }
  return segments;
}

function oneLayer(
  { layer, entities }: SceneLayer,
  facts: Facts,
  outer: Inherited,
  context: LayersContext,
): TiledLayer[] {
  const carrier = entities.find(({ facts: own }) => own.text('kind') === 'layer');
  const segments = segmentsOf(entities);
  const kind = facts.text('kind');
  if (segments.length === 0) {
    const properties = carrier ? propertiesOut(carrier, context) : [];
    const image = kind === 'image';
    const head = { ...headFor(layer, image ? 'image' : 'objects', outer), at: nowhere, properties };
    const id = context.layerNumber(head.id);
    return image
      ? [{ ...head, id, kind: 'image', image: null, repeat: [facts.flag('repeatX'), facts.flag('repeatY')] }]
      : [{ ...head, id, ...objectLayerFields(facts), objects: [] }];
  }
  return segments.map((segment, at): TiledLayer => {
    // Only the first can be what the layer was; further tile layers go by their own names.
    const other = layer.imported && at > 0 && { imported: { ...layer.imported, id: 0, kind: 'added' } };
    const own: LayerData = { ...layer, ...other };
    if ('tiles' in segment) return tileLayer(segment.tiles, own, outer, context);
    const image =
      kind === 'image' && segments.length === 1
        ? imageLayer(segment.objects, own, facts, outer, context)
        : null;
    if (image) return image;
    const head = headFor(own, 'objects', outer);
    const handed = inherit(head, 'objects', outer);
    const objects = inFileOrder(segment.objects).map((placed) =>
      objectOut(placed, { offset: handed.offset, alpha: alphaOf(handed) }, context),
    );
    const id = context.layerNumber(head.id);
    const properties = carrier && at === 0 ? propertiesOut(carrier, context) : [];
    return { ...head, at: nowhere, id, ...objectLayerFields(facts), objects, properties };
  });
}

const objectLayerFields = (facts: Facts) =>
  ({
    kind: 'objects',
    color: facts.text('color'),
    // What Perigee draws last is in front, whatever its place.
    drawOrder:
      facts.text('kind') === 'objects' && facts.text('drawOrder', 'topdown') === 'topdown'
        ? 'topdown'
        : 'index',
  }) as const;

/** Objects as the file had them; new ones come last. */
const inFileOrder = (objects: readonly PlacedEntity[]): PlacedEntity[] =>
  objects
    .map((placed, at) => ({ placed, key: placed.facts.number('index', 1e9 + at) }))
    .sort((a, b) => a.key - b.key)
    .map(({ placed }) => placed);

/** The opacity that a layer tells, so that what is on it is as opaque as it is. */
function opacityFor(
  alpha: number,
  head: Omit<TiledLayerHead, 'at' | 'properties'>,
  kind: TiledLayer['kind'],
  outer: Inherited,
): number {
  if (Math.abs(alphaOf(inherit(head, kind, outer)) - alpha) < 1e-9) return head.opacity;
  const around = alphaOf(inherit({ ...head, opacity: 1 }, kind, outer));
  return around > 0 ? Math.min(1, tidy(alpha / around)) : head.opacity;
}

function tileLayer(
  placed: PlacedEntity,
  layer: LayerData,
  outer: Inherited,
  context: LayersContext,
): TiledLayer {
  const { entity, position } = placed;
  const tilemap = entity.components.Tilemap!;
  const told = headFor(layer, 'tiles', outer);
  const facts = new Facts(layer.imported);
  const isOwn = facts.text('kind') === 'tiles';
  const { space, size, infinite } = context;
  const [width, height] = infinite ? [facts.number('width', size[0]), facts.number('height', size[1])] : size;
  const offset = (at: 0 | 1): number => tidy(position[at] - space.origin[at] - outer.offset[at]);
  if (placed.rotation !== 0)
    context.note({
      what: `Tile layer "${entity.name}"`,
      how: 'changed',
      detail: 'Tiled cannot turn it; it stands straight.',
    });
  return {
    ...told,
    at: nowhere,
    id: context.layerNumber(told.id),
    name: isOwn ? told.name : entity.name || told.name,
    className: entity.tags[0] ?? '',
    visible: told.visible && entity.visible,
    offset: [offset(0), offset(1)],
    opacity: opacityFor(tilemap.alpha, told, 'tiles', outer),
    kind: 'tiles',
    width,
    height,
    chunks: chunksOf(tilemap, width, height, context),
    encoding: 'csv',
    compression: '',
    properties: propertiesOut(placed, context),
  };
}

function chunksOf(
  { tiles, tilesets }: ComponentData<'Tilemap'>,
  width: number,
  height: number,
  { numbers, infinite }: LayersContext,
): TiledChunk[] {
  const translate = numbers.translator(tilesets);
  if (!infinite) {
    const cells = new Uint32Array(width * height);
    for (const [x, y, cell] of tilesOf(tiles)) cells[y * width + x] = translate(cell);
    return [{ x: 0, y: 0, width, height, cells }];
  }
  return Object.entries(tiles)
    .filter(([, cells]) => cells.some((cell) => cell !== 0))
    .map(([key, cells]): TiledChunk => {
      const [x, y] = chunkOrigin(key);
      return { x: x * CHUNK, y: y * CHUNK, width: CHUNK, height: CHUNK, cells: cells.map(translate) };
    })
    .sort((a, b) => a.y - b.y || a.x - b.x);
}

/** The cells that tile layers use, `[x0, y0, x1, y1)`. */
export function usedCells(all: Iterable<TileChunks>): [number, number, number, number] {
  let box: [number, number, number, number] = [0, 0, 0, 0];
  for (const tiles of all)
    for (const [x, y] of tilesOf(tiles))
      box = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x + 1), Math.max(box[3], y + 1)];
  return box;
}

/** A picture that is all of its layer; `null` for one that no image layer can show. */
function imageLayer(
  objects: readonly PlacedEntity[],
  layer: LayerData,
  facts: Facts,
  outer: Inherited,
  context: LayersContext,
): TiledLayer | null {
  const [placed, ...more] = objects;
  const { Sprite, Transform } = placed!.entity.components;
  if (more.length > 0 || !Sprite || placed!.rotation !== 0 || Sprite.frameSize[0] !== 0) return null;
  if (Sprite.flipX || Sprite.flipY || Transform.anchor[0] !== 0 || Transform.anchor[1] !== 0) return null;
  const image = context.imageOf(Sprite.asset, placed!.facts.text('transparent'));
  if (!image || Transform.size[0] !== image.width || Transform.size[1] !== image.height) return null;
  const told = headFor(layer, 'image', outer);
  const { position, entity } = placed!;
  return {
    ...told,
    at: nowhere,
    id: context.layerNumber(told.id),
    className: entity.tags[0] ?? '',
    visible: told.visible && entity.visible,
    offset: [tidy(position[0] - outer.offset[0]), tidy(position[1] - outer.offset[1])],
    opacity: opacityFor(Sprite.alpha, told, 'image', outer),
    kind: 'image',
    image,
    repeat: [facts.flag('repeatX'), facts.flag('repeatY')],
    properties: propertiesOut(placed!, context),
  };
}
