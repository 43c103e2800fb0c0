import type { PropertyValue } from '../../schema/fields.ts';
import type { EntityData, LayerData, StoredComponent } from '../../schema/project.ts';
import { flatten, type FlatProperties } from '../../tiled/typed-properties.ts';
import type { TiledMap, TiledProperty } from '../../tiled/model.ts';
import type { MapSpace } from '../../tiled/space.ts';
import type { ImportSession } from './source.ts';
import type { CustomTypes } from './read/custom-types.ts';
import type { MapTileset, TileImage } from './tilesets.ts';

/** An entity before it has a place in the tree, with the id that was set aside for it, if there was one. */
export type LooseEntity = Pick<EntityData, 'name' | 'tags' | 'visible' | 'components'> & { id?: string };

/** One layer of the scene to be, back to front. */
export interface FlatLayer {
  layer: Omit<LayerData, 'order'>;
  /** Back to front. */
  entities: readonly LooseEntity[];
}

/** What layers and objects need of the map that they are in. */
export interface MapContext {
  map: TiledMap;
  space: MapSpace;
  tilesets: readonly MapTileset[];
  session: ImportSession;
  types: CustomTypes;
  /** The id of the entity that the object of a number becomes, or ''. */
  objectId(number: number): string;
}

/** The tile of a global number without flags; the tileset is the one that begins last before it. */
export function findTile(tilesets: readonly MapTileset[], number: number): TileImage | null {
  let owner: MapTileset | null = null;
  for (const tileset of tilesets)
    if (tileset.firstTile <= number && (!owner || tileset.firstTile > owner.firstTile)) owner = tileset;
  return owner?.tile(number - owner.firstTile) ?? null;
}

type Components = Record<string, StoredComponent>;

/** The components that hold custom properties, and facts beside them; nothing where there are none. */
export function kept(
  { values, sketch }: FlatProperties,
  facts: Readonly<Record<string, PropertyValue>>,
): Components {
  const all = { ...facts, ...(sketch !== '' && { properties: sketch }) };
  return {
    ...(Object.keys(values).length > 0 && { Properties: { values } }),
    ...(Object.keys(all).length > 0 && { Imported: { facts: all } }),
  };
}

/** Custom properties with those of a class where there are no own ones. */
export const propertiesOf = (
  properties: readonly TiledProperty[],
  { objectId }: Pick<MapContext, 'objectId'>,
  inherited: readonly TiledProperty[] = [],
): FlatProperties => flatten(properties, objectId, inherited);

/** An entity that only carries custom properties of a map, group or layer; `null` when there are none. */
export function carrier(
  kind: 'map' | 'group' | 'layer',
  name: string,
  properties: readonly TiledProperty[],
  context: Pick<MapContext, 'objectId'>,
): LooseEntity | null {
  if (properties.length === 0) return null;
  const components = { Transform: {}, ...kept(propertiesOf(properties, context), { kind }) };
  return { name, tags: [], visible: true, components };
}
