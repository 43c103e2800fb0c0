import type { Vec2 } from '../../base/geometry.ts';
import type { ReportLine } from '../../schema/addition.ts';
import type { ProjectData, ResolvedEntity } from '../../schema/project.ts';
import type { TiledMap, TiledProperty } from '../../tiled/model.ts';
import { Facts } from '../../tiled/facts.ts';
import type { Place } from '../../tiled/place.ts';
import type { MapSpace } from '../../tiled/space.ts';
import { unflatten } from '../../tiled/typed-properties.ts';
import type { MapNumbers } from './map-numbers.ts';

/** Where everything of an export stands, for the model's sake. */
export const nowhere: Place = { file: '' };

/** Away with the last digits, which additions leave behind. */
export const tidy = (value: number): number => {
  const rounded = Math.round(value * 1e9) / 1e9;
  return rounded === 0 ? 0 : rounded;
};

export const tidyPair = ([x, y]: Vec2): Vec2 => [tidy(x), tidy(y)];

/** An entity of the scene where it stands, all that is above it applied. */
export interface PlacedEntity {
  entity: ResolvedEntity;
  facts: Facts;
  position: Vec2;
  rotation: number;
}

/** What parts of the export need of the whole. */
export interface OutContext {
  project: ProjectData;
  map: Pick<TiledMap, 'orientation' | 'tileSize'>;
  space: MapSpace;
  numbers: MapNumbers;
  /** The number that the object of an entity has, 0 for none. */
  objectNumber(id: string): number;
  /** The next number of a layer. */
  layerNumber(wanted: number): number;
  note(line: Omit<ReportLine, 'file'>): void;
}

export const factsOfEntity = ({ components }: ResolvedEntity): Facts => new Facts(components.Imported?.facts);

/** The custom properties of an entity as they were typed. */
export const propertiesOut = (
  { entity, facts }: Pick<PlacedEntity, 'entity' | 'facts'>,
  { objectNumber }: Pick<OutContext, 'objectNumber'>,
): TiledProperty[] =>
  unflatten(entity.components.Properties?.values ?? {}, facts.text('properties'), objectNumber);
