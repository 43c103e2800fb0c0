/** What queries of physics look for. */
import type { QueryFilter } from '../../engine/game-physics.ts';
import type { EntityRecord } from '../../engine/entity-record.ts';
import { ScriptFault } from '../vm.ts';
import type { LuaValue } from './define.ts';

/** A name or a list of names; nothing is no name. */
export function namesOf(value: LuaValue, where: string): string[] {
  if (value === undefined || value === null) return [];
  if (typeof value === 'string') return [value];
  const list: unknown[] = Array.isArray(value)
    ? value
    : typeof value === 'object'
      ? Object.values(value)
      : [value];
  if (list.every((name) => typeof name === 'string')) return list;
  throw new ScriptFault(`bad argument 'layers' to '${where}' (a name or a list of names expected)`);
}

export const ignored = {
  name: 'ignore',
  type: 'entity',
  doc: 'an entity that does not count',
  optional: true,
} as const;

export const layersParam = {
  name: 'layers',
  type: 'any',
  doc: 'name of the collision layer that counts, or a list of names; all when left out',
  optional: true,
} as const;

export function filterOf(
  ignore: EntityRecord | null | undefined,
  layers: LuaValue,
  where: string,
): QueryFilter {
  const names = namesOf(layers, where);
  return { ignore: ignore ?? null, ...(names.length > 0 ? { layers: names } : {}) };
}
