import type { EntityRecord } from '../engine/entity-record.ts';
import type { LuaValue } from './runner.ts';

const isEntity = (value: object): value is EntityRecord => 'slot' in value && 'alive' in value;

/** A value as plain data: entities are their ids. */
export function withIds(value: LuaValue): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isEntity(value)) return { entity: value.id };
  if (Array.isArray(value)) return (value as readonly LuaValue[]).map(withIds);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withIds(each)]));
}
