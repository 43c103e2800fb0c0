/** Putting the value of a generator into the field that it is for. */
import type { Vec2 } from '../base/geometry.ts';
import type { EntityRecord } from '../engine/entity-record.ts';
import type { GameWorld } from '../engine/game-world.ts';
import { parseTarget } from '../schema/targets.ts';
import type { LuaValue } from './runner.ts';

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** A point as Lua gives it: `{ 1, 2 }` or `{ x = 1, y = 2 }`. */
function pointOf(value: LuaValue): Vec2 | null {
  if (typeof value !== 'object' || value === null) return null;
  const { x, y } = value as { x?: unknown; y?: unknown };
  const [first, second] = Array.isArray(value) ? (value as unknown[]) : [x, y];
  return isNumber(first) && isNumber(second) ? [first, second] : null;
}

/**
 * Fills a field of an entity, such as `Shape.fill`, `Transform.position.x` or `Properties.values.speed`.
 * @returns what is wrong, or `null`
 */
export function fillTarget(
  world: GameWorld,
  entity: EntityRecord,
  target: string,
  value: LuaValue,
): string | null {
  const found = parseTarget(entity.components, target);
  if (!found) return `there is no field "${target}" on ${entity.name} that a generator could fill`;
  const { key, field, part, spec } = found;
  const before = (entity.components as Readonly<Record<string, Readonly<Record<string, unknown>>>>)[key]![
    field
  ];
  let next: unknown = value;
  if (spec.type === 'vec2') {
    const [x, y] = before as Vec2;
    next = part === 'x' ? [value, y] : part === 'y' ? [x, value] : pointOf(value);
    if (next === null) return `generate must return { x, y } for ${target}`;
  } else if (spec.type === 'record') {
    const plain = isNumber(value) || typeof value === 'string' || typeof value === 'boolean';
    if (!plain) return `generate must return a number, a text, true or false for ${target}`;
    next = { ...(before as object), [part]: value };
  }
  try {
    world.setFields(entity, key, { [field]: next });
    return null;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return `generate does not fit ${target}: ${error.message}`;
  }
}
