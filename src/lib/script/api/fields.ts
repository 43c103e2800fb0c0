/** Changing fields of components from scripts, so that a failing call can take it back. */
import type { EntityRecord } from '../../engine/entity-record.ts';
import { ScriptFault } from '../vm.ts';
import type { ApiContext } from './define.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Sets fields of one component; a value that the table of components refuses is the script's error. */
export function setFields(
  { world, undo }: ApiContext,
  entity: EntityRecord,
  key: string,
  fields: Fields,
): void {
  const old = (entity.components as Readonly<Record<string, Fields | undefined>>)[key];
  if (!old) return;
  try {
    world.setFields(entity, key, fields);
  } catch (error) {
    if (error instanceof RangeError) throw new ScriptFault(error.message);
    throw error;
  }
  const before = Object.fromEntries(Object.keys(fields).map((name) => [name, old[name]]));
  undo(() => world.setFields(entity, key, before));
}
