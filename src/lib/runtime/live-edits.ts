/** Changes of the document in a running world: what the edit changed is applied, what the game has moved on keeps running. */
import type { Entity } from '../engine/entity.ts';
import type { World } from '../engine/world.ts';
import { checkField } from '../schema/check-fields.ts';
import { fieldOf, typeOfKey, type ComponentData } from '../schema/components.ts';
import type { PropertyValue } from '../schema/fields.ts';
import type { ResolvedEntity } from '../schema/project.ts';
import type { ScriptFailure, ScriptRunner } from '../script/runner.ts';
import { same } from '../base/same.ts';
import { changedFields } from './field-changes.ts';
import { runningEntity } from './scene-differences.ts';

type Fields = Readonly<Record<string, unknown>>;
type Components = Readonly<Record<string, Fields>>;

/** Scripts in the order in which they are turned on: what fills fields comes before what reads them. */
const scripted = ['Generator', 'Script', 'CollisionAction', 'InputAction'] as const;
type Scripted = (typeof scripted)[number];

const isScripted = (type: string): type is Scripted => (scripted as readonly string[]).includes(type);

/** The script of a component and the values that it gets; `null` when it is off. */
function scriptOf(
  type: Scripted,
  fields: Fields,
): { script: string; values: Record<string, PropertyValue> } | null {
  const {
    script,
    enabled = true,
    properties,
    modifier,
    args,
  } = fields as Partial<
    ComponentData<'Script'> & ComponentData<'CollisionAction'> & ComponentData<'InputAction'>
  >;
  const values = { Script: properties, CollisionAction: modifier, InputAction: args, Generator: args }[type];
  return enabled && script ? { script, values: { ...values } } : null;
}

/** Turns the behaviours and actions of an entity on, as its components say, or only those of one type. */
export function attachScripts(
  runner: ScriptRunner,
  entity: Entity,
  only: readonly Scripted[] = scripted,
): void {
  for (const type of only)
    for (const [key, fields] of Object.entries(entity.components)) {
      const found = typeOfKey(key) === type && scriptOf(type, fields as Fields);
      if (found) runner.attach(entity, key, found.script, found.values);
    }
}

/**
 * Applies what differs between two states of an entity in the document to the running entity.
 *
 * @param before as it was in the document, not as the game has made it
 * @param note is told of failures of scripts that begin by it
 */
export function applyEntityEdit(
  world: World,
  runner: ScriptRunner,
  entity: Entity,
  before: ResolvedEntity,
  after: ResolvedEntity,
  note: (failure: ScriptFailure | null) => void,
): void {
  if (before.name !== after.name) entity.name = after.name;
  if (!same(before.tags, after.tags)) entity.tags = after.tags;
  if (before.visible !== after.visible) entity.visible = after.visible;
  if (before.layer !== after.layer) {
    entity.layer = after.layer;
    world.changes.componentsChanged(entity, 'Layer', []);
  }
  if (before.parent !== after.parent) {
    const parent = after.parent === null ? null : (world.find(after.parent) ?? null);
    const [x, y] = after.components.Transform.position;
    world.setParent(entity, parent, x, y);
    world.changes.placeAsDocument(entity);
  }
  const old = before.components as unknown as Components;
  const now = after.components as unknown as Components;
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)]))
    applyComponent(world, runner, entity, key, old[key], now[key], note);
}

function applyComponent(
  world: World,
  runner: ScriptRunner,
  entity: Entity,
  key: string,
  before: Fields | undefined,
  after: Fields | undefined,
  note: (failure: ScriptFailure | null) => void,
): void {
  const type = typeOfKey(key);
  const running = entity.components as unknown as Components;
  if (!after) {
    const { [key]: removed, ...rest } = running;
    if (!removed) return;
    entity.components = rest as never;
    if (isScripted(type)) runner.detach(entity, key);
    else world.changes.componentsChanged(entity, key, Object.keys(removed));
    return;
  }
  const fields = before && running[key] ? changedFields(before, after) : Object.keys(after);
  if (fields.length === 0) return;
  const changes = Object.fromEntries(fields.map((field) => [field, after[field]]));
  entity.components = { ...running, [key]: { ...running[key], ...changes } } as never;
  if (isScripted(type)) note(restartScript(runner, entity, key, type, after, !before));
  else world.changes.componentsChanged(entity, key, fields);
}

function restartScript(
  runner: ScriptRunner,
  entity: Entity,
  key: string,
  type: Scripted,
  fields: Fields,
  isNew: boolean,
): ScriptFailure | null {
  const found = scriptOf(type, fields);
  if (!found) {
    runner.detach(entity, key);
    return null;
  }
  runner.attach(entity, key, found.script, found.values);
  return isNew && type === 'Script' ? runner.dispatch([{ kind: 'spawn', entity, key }]) : null;
}

/** Sets fields of one component of a running entity; what the fields cannot hold is left out. A component that it has not is not added. */
export function applyFields(
  world: World,
  runner: ScriptRunner,
  entity: Entity,
  key: string,
  given: Fields,
  note: (failure: ScriptFailure | null) => void,
): void {
  const now = (runningEntity(world.hot, entity).components as unknown as Components)[key];
  const running = entity.components as unknown as Components;
  if (!now) return;
  const wanted = Object.fromEntries(
    Object.entries(given).filter(
      ([field, value]) => fieldOf(key, field) && checkField(key, field, value) === null,
    ),
  );
  // Where it stands is set as a whole: what is not set stays where the game has brought it.
  const placed: Fields =
    typeOfKey(key) === 'Transform' && ('position' in wanted || 'rotation' in wanted)
      ? { position: now['position'], rotation: now['rotation'] }
      : {};
  const fields = { ...placed, ...wanted };
  const type = typeOfKey(key);
  entity.components = { ...running, [key]: { ...running[key], ...fields } } as never;
  if (isScripted(type)) note(restartScript(runner, entity, key, type, { ...running[key], ...fields }, false));
  else world.changes.componentsChanged(entity, key, Object.keys(fields));
}
