import type { TiledMap, TiledObject, TiledObjectLayer } from '../../tiled/model.ts';
import type { AutoCell } from './auto-cell.ts';
import type { PutObject } from './rule-map.ts';
import { cellOf, objectShift } from './tiled-cells.ts';
import type { RulesFor } from './tiled-rules.ts';

/**
 * An object that rules put down, where it lies on the map.
 * @param numberOf numbers its tile as the map does
 */
export function placedObject(
  { source, index, from, to }: PutObject,
  rules: readonly RulesFor[],
  map: TiledMap,
  numberOf: (cell: AutoCell) => number,
): TiledObject {
  const own = rules.find(({ sources }) => sources.has(source))!;
  const object = (own.sources.get(source) as TiledObjectLayer).objects[index]!;
  const [dx, dy] = objectShift(map, from, to);
  const cell = object.gid === 0 ? '' : cellOf(own.map, object.gid);
  return { ...object, x: object.x + dx, y: object.y + dy, gid: cell === '' ? 0 : numberOf(cell) };
}
