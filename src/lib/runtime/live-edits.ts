/** Changes of the document in a running world: what the edit changed is applied, what the game has moved on keeps running. */
import type { Entity } from '../engine/entity.ts';
import type { World } from '../engine/world.ts';
import { typeOfKey, type ComponentData } from '../schema/components.ts';
import type { ResolvedEntity } from '../schema/project.ts';
import type { ScriptRunner } from '../script/runner.ts';

type Fields = Readonly<Record<string, unknown>>;
type Components = Readonly<Record<string, Fields>>;

/** Values of fields are plain data: lists, records and typed arrays of numbers and strings. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Uint32Array && b instanceof Uint32Array)
    return a.length === b.length && a.every((value, i) => value === b[i]);
  const keys = Object.keys(a);
  if (Array.isArray(a) !== Array.isArray(b) || keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && same((a as Fields)[key], (b as Fields)[key]));
}

/** Fields of a component that differ. */
export const changedFields = (before: Fields, after: Fields): string[] =>
  Object.keys(after).filter((field) => !same(before[field], after[field]));

/** Turns the behaviours of an entity on, as its Script components say. */
export function attachScripts(runner: ScriptRunner, entity: Entity): void {
  for (const [key, fields] of Object.entries(entity.components)) {
    if (typeOfKey(key) !== 'Script') continue;
    const { script, enabled, properties } = fields as ComponentData<'Script'>;
    if (enabled && script !== '') runner.attach(entity, key, script, properties);
  }
}

/**
 * Applies what differs between two states of an entity in the document to the running entity.
 *
 * @param before as it was in the document, not as the game has made it
 */
export function applyEntityEdit(
  world: World,
  runner: ScriptRunner,
  entity: Entity,
  before: ResolvedEntity,
  after: ResolvedEntity,
): void {
  if (before.name !== after.name) entity.name = after.name;
  if (!same(before.tags, after.tags)) entity.tags = after.tags;
  if (before.visible !== after.visible) entity.visible = after.visible;
  if (before.layer !== after.layer) {
    entity.layer = after.layer;
    world.componentsChanged(entity, 'Layer', []);
  }
  if (before.parent !== after.parent) {
    const parent = after.parent === null ? null : (world.find(after.parent) ?? null);
    const [x, y] = after.components.Transform.position;
    world.setParent(entity, parent, x, y);
    world.placeAsDocument(entity);
  }
  const old = before.components as unknown as Components;
  const now = after.components as unknown as Components;
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)]))
    applyComponent(world, runner, entity, key, old[key], now[key]);
}

function applyComponent(
  world: World,
  runner: ScriptRunner,
  entity: Entity,
  key: string,
  before: Fields | undefined,
  after: Fields | undefined,
): void {
  const type = typeOfKey(key);
  const running = entity.components as unknown as Components;
  if (!after) {
    const { [key]: removed, ...rest } = running;
    if (!removed) return;
    entity.components = rest as never;
    if (type === 'Script') runner.detach(entity, key);
    else world.componentsChanged(entity, type, Object.keys(removed));
    return;
  }
  const fields = before && running[key] ? changedFields(before, after) : Object.keys(after);
  if (fields.length === 0) return;
  const changes = Object.fromEntries(fields.map((field) => [field, after[field]]));
  entity.components = { ...running, [key]: { ...running[key], ...changes } } as never;
  if (type === 'Script') restartScript(runner, entity, key, after as never, !before);
  else world.componentsChanged(entity, type, fields);
}

function restartScript(
  runner: ScriptRunner,
  entity: Entity,
  key: string,
  { script, enabled, properties }: ComponentData<'Script'>,
  isNew: boolean,
): void {
  if (!enabled || script === '') runner.detach(entity, key);
  else runner.attach(entity, key, script, properties);
  if (isNew && enabled) runner.dispatch([{ kind: 'spawn', entity }]);
}
