/** A scene as a map of Tiled in memory. */
import { add, rotate, type Vec2 } from '../../base/geometry.ts';
import { inOrder } from '../../base/order.ts';
import type { ReportLine } from '../../schema/addition.ts';
import type { TilesetUse } from '../../schema/fields.ts';
import type { ProjectData, ResolvedEntity, SceneData } from '../../schema/project.ts';
import { resolveScene } from '../../schema/resolve.ts';
import { Facts } from '../../tiled/facts.ts';
import { ORIENTATIONS, type TiledMap, type TiledTilesetUse } from '../../tiled/model.ts';
import { spaceOf } from '../../tiled/space.ts';
import { layersOut, usedCells, type SceneLayer } from './layers-out.ts';
import { MapNumbers } from './map-numbers.ts';
import { factsOfEntity, nowhere, propertiesOut, type OutContext, type PlacedEntity } from './out-context.ts';
import { looseTileset, tilesetOut, type ImageOf } from './tilesets-out.ts';

export interface MadeMap {
  map: TiledMap;
  /** The first numbers that are free. */
  next: { layer: number; object: number };
}

const isUses = (value: unknown): value is TilesetUse[] =>
  Array.isArray(value) &&
  value.every(
    (each: Partial<TilesetUse> | null) =>
      typeof each?.firstTile === 'number' && typeof each.tileset === 'string',
  );

export function sceneToMap(
  project: ProjectData,
  scene: SceneData,
  imageOf: ImageOf,
  note: (line: Omit<ReportLine, 'file'>) => void,
): MadeMap {
  const facts = new Facts(scene.imported);
  const layers = placedLayers(project, scene, note);
  const all = layers.flatMap(({ entities }) => entities);
  const tilemaps = all.flatMap(({ entity }) => entity.components.Tilemap ?? []);
  const first = tilemaps[0];
  for (const other of tilemaps)
    if (other.grid !== first!.grid || other.tileSize.join() !== first!.tileSize.join())
      note({
        what: 'Tile layers',
        how: 'changed',
        detail:
          'All layers of a map have one grid in Tiled; those with another than the first are squeezed into it.',
      });
  const tileSize: Vec2 = first?.tileSize ?? [facts.number('tileWidth', 32), facts.number('tileHeight', 32)];
  const told = ORIENTATIONS.find((each) => each === facts.text('orientation'));
  const orientation = !first
    ? (told ?? 'orthogonal')
    : told === 'oblique' && first.grid === 'orthogonal'
      ? told
      : first.grid;

  const [x0, y0, x1, y1] = usedCells(tilemaps.map(({ tiles }) => tiles));
  const infinite = facts.flag('infinite') || x0 < 0 || y0 < 0;
  const [width, height] = [facts.number('width'), facts.number('height')];
  const size: Vec2 =
    infinite && facts.has('width') ? [width, height] : [Math.max(width, x1, 1), Math.max(height, y1, 1)];
  const space = spaceOf({ orientation, tileSize, height: size[1] });
  const numbers = new MapNumbers(project.tilesets, facts.json('tilesets', isUses) ?? []);
  const objects = numbered(all, (placed) => placed.facts.number('id'));
  const build = () => {
    const takenLayers = new Set<number>();
    const context: OutContext = {
      project,
      map: { orientation, tileSize },
      space,
      numbers,
      objectNumber: (id) => objects.numbers.get(id) ?? 0,
      layerNumber: (wanted) => take(takenLayers, wanted),
      note,
    };
    return {
      layers: layersOut(layers, { ...context, imageOf, size, infinite }),
      context,
      taken: takenLayers,
    };
  };
  // The first time shows which tilesets are in use: images that belong to none are numbered after them.
  build();
  numbers.closeLoose();
  const { layers: made, context, taken } = build();
  const carrier = all.find((placed) => placed.facts.text('kind') === 'map');
  const map: TiledMap = {
    at: nowhere,
    className: facts.text('className'),
    orientation,
    renderOrder: first?.drawOrder ?? facts.text('renderOrder', 'right-down'),
    width: Math.max(1, size[0]),
    height: Math.max(1, size[1]),
    tileSize,
    infinite,
    hexSide: first?.grid === 'hexagonal' ? first.hexSide : facts.number('hexSide'),
    staggerAxis: isStaggered(orientation)
      ? (first?.staggerAxis ?? facts.text('staggerAxis'))
      : facts.text('staggerAxis'),
    staggerIndex: isStaggered(orientation)
      ? (first?.staggerIndex ?? facts.text('staggerIndex'))
      : facts.text('staggerIndex'),
    skew: [facts.number('skewX'), facts.number('skewY')],
    parallaxOrigin: [facts.number('parallaxOriginX'), facts.number('parallaxOriginY')],
    background: scene.settings.background ?? '',
    tilesets: tilesetUses(project, numbers, imageOf, note),
    layers: made,
    properties: carrier ? propertiesOut(carrier, context) : [],
  };
  const next = (numbersTaken: Iterable<number>) => Math.max(0, ...numbersTaken) + 1;
  return { map, next: { layer: next(taken), object: next(objects.taken) } };
}

const isStaggered = (orientation: string): boolean =>
  orientation === 'staggered' || orientation === 'hexagonal';

function take(taken: Set<number>, wanted: number): number {
  let number = wanted;
  if (number < 1 || taken.has(number)) for (number = 1; taken.has(number);) number++;
  taken.add(number);
  return number;
}

/** Numbers of objects: those that they had, and free ones for the others. */
function numbered(all: readonly PlacedEntity[], wanted: (placed: PlacedEntity) => number) {
  const numbers = new Map<string, number>();
  const taken = new Set<number>();
  for (const placed of all) {
    const number = wanted(placed);
    if (number >= 1 && !taken.has(number)) {
      numbers.set(placed.entity.id, number);
      taken.add(number);
    }
  }
  let free = Math.max(0, ...taken);
  for (const { entity } of all)
    if (!numbers.has(entity.id)) {
      numbers.set(entity.id, ++free);
      taken.add(free);
    }
  return { numbers, taken };
}

/** The layers of a scene with all entities where they stand on the screen. */
function placedLayers(
  project: ProjectData,
  scene: SceneData,
  note: (line: Omit<ReportLine, 'file'>) => void,
): SceneLayer[] {
  const entities = resolveScene(project, scene);
  const byId = new Map(entities.map((entity) => [entity.id, entity]));
  const placed = entities.map((entity): PlacedEntity => {
    const [position, rotation] = placeOf(entity, byId);
    if (
      entity.parent !== null &&
      factsOfEntity(byId.get(entity.parent) ?? entity).text('kind') !== 'world-map'
    )
      note({
        what: 'Entities below others',
        how: 'changed',
        detail: 'Objects of Tiled have no parents; they stand where they are seen.',
      });
    return { entity, facts: factsOfEntity(entity), position, rotation };
  });
  const layers = inOrder(scene.layers).map(([id, layer]) => ({
    layer,
    entities: placed.filter(({ entity }) => entity.layer === id),
  }));
  const stray = placed.filter(({ entity }) => !Object.hasOwn(scene.layers, entity.layer));
  const [back] = layers;
  if (back) back.entities.unshift(...stray);
  return layers;
}

function placeOf(
  entity: ResolvedEntity,
  byId: ReadonlyMap<string, ResolvedEntity>,
): readonly [position: Vec2, rotation: number] {
  let { position, rotation } = entity.components.Transform;
  const seen = new Set([entity.id]);
  for (let parent = entity.parent; parent !== null && !seen.has(parent);) {
    const above = byId.get(parent);
    if (!above) break;
    seen.add(parent);
    const { Transform } = above.components;
    position = add(Transform.position, rotate(position, Transform.rotation));
    rotation += Transform.rotation;
    parent = above.parent;
  }
  return [position, rotation];
}

function tilesetUses(
  project: ProjectData,
  numbers: MapNumbers,
  imageOf: ImageOf,
  note: (line: Omit<ReportLine, 'file'>) => void,
): TiledTilesetUse[] {
  const uses = numbers.uses.map(({ firstGid, id }): TiledTilesetUse => {
    const tileset = project.tilesets[id]!;
    if (tileset.rules)
      note({
        what: `Rules of the tileset "${tileset.name}"`,
        how: 'left out',
        detail: 'Tiled keeps rules in maps of their own.',
      });
    return { firstGid, source: '', tileset: tilesetOut(tileset, imageOf) };
  });
  const { firstGid, images } = numbers.loose;
  return images.length === 0
    ? uses
    : [...uses, { firstGid, source: '', tileset: looseTileset(images, project, imageOf) }];
}
