/** What a run has made of a scene, to be kept in the document if somebody likes it. */
import { rotate } from '../base/geometry.ts';
import type { Entity } from '../engine/entity.ts';
import { HOT_STRIDE } from '../engine/game-world.ts';
import type { World } from '../engine/world.ts';
import type { PropertyValue } from '../schema/fields.ts';
import type { ResolvedEntity } from '../schema/project.ts';
import { changedFields } from './field-changes.ts';
import type { EntityDifference, FieldDifference } from './timeline.ts';

/** An entity of a running scene, as the document would hold it. */
export interface RunningEntity extends ResolvedEntity {
  /** Values that scripts see, those of the Properties component among them. */
  props: ReadonlyMap<string, PropertyValue>;
}

type Fields = Readonly<Record<string, unknown>>;
type Components = Readonly<Record<string, Fields>>;

/** Bodies settle by less than this as they come to rest where they were put; pixels and degrees. */
const SETTLES = 0.5;
const hundredth = (value: number): number => Math.round(value * 100) / 100 + 0;

/**
 * How running entities differ from the document: those of the document in its order, then new ones. Velocities are left out: they
 * are what an entity does, not what it is. So are values that scripts keep for themselves, which the document has no property for.
 */
export function sceneDifferences(
  documents: ReadonlyMap<string, ResolvedEntity>,
  running: readonly RunningEntity[],
): EntityDifference[] {
  const found = new Map(running.map((entity) => [entity.id, entity]));
  const differences: EntityDifference[] = [];
  for (const [id, document] of documents) {
    const { name } = document;
    const entity = found.get(id);
    if (!entity) {
      differences.push({ kind: 'gone', id, name });
      continue;
    }
    const fields = entityDifferences(document, entity);
    if (fields.length > 0) differences.push({ kind: 'changed', id, name, fields });
  }
  for (const { props, ...entity } of running) {
    const { id, name } = entity;
    if (!documents.has(id)) differences.push({ kind: 'new', id, name, entity: withValues(entity, props) });
  }
  return differences;
}

/** A new entity with its properties as they are now. */
function withValues(entity: ResolvedEntity, props: RunningEntity['props']): ResolvedEntity {
  const { Properties } = entity.components;
  if (!Properties) return entity;
  const values = currentValues(Properties.values, props);
  return { ...entity, components: { ...entity.components, Properties: { ...Properties, values } } };
}

/** Values that the document has a property for, as they are in the game. */
const currentValues = (
  values: Readonly<Record<string, PropertyValue>>,
  props: RunningEntity['props'],
): Record<string, PropertyValue> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, props.get(key) ?? value]));

function entityDifferences(document: ResolvedEntity, running: RunningEntity): FieldDifference[] {
  const own = ['tags', 'visible', 'layer', 'parent'] as const;
  const pick = (entity: ResolvedEntity): Fields => Object.fromEntries(own.map((key) => [key, entity[key]]));
  const before = document.components as unknown as Components;
  const after = componentsNow(document, running);
  return [
    ...differing('', pick(document), pick(running)),
    ...Object.keys(before).flatMap((key) => differing(key, before[key]!, after[key] ?? {})),
    ...Object.keys(after).flatMap((key) => (before[key] ? [] : differing(key, {}, after[key]!))),
  ];
}

function differing(component: string, before: Fields, after: Fields): FieldDifference[] {
  const fields = new Set([...changedFields(before, after), ...changedFields(after, before)]);
  return [...fields].map((field) => ({
    component,
    field,
    document: before[field],
    running: after[field],
  }));
}

/** Components as they run, without what does not count as a difference. */
function componentsNow(document: ResolvedEntity, { components, props }: RunningEntity): Components {
  const { Transform, Properties, Body } = document.components;
  const { position, rotation } = components.Transform;
  const turned = Math.abs(((rotation - Transform.rotation + 540) % 360) - 180);
  const rests =
    Math.hypot(position[0] - Transform.position[0], position[1] - Transform.position[1]) <= SETTLES;
  const now: Record<string, Fields> = { ...(components as unknown as Components) };
  now['Transform'] = {
    ...components.Transform,
    position: rests ? Transform.position : [hundredth(position[0]), hundredth(position[1])],
    rotation: turned <= SETTLES ? Transform.rotation : hundredth(rotation),
  };
  if (components.Body && Body) now['Body'] = { ...components.Body, velocity: Body.velocity };
  if (components.Properties && Properties)
    now['Properties'] = {
      ...components.Properties,
      values: currentValues(Properties.values, props),
    };
  return now;
}

/** The entities of a world, each placed relative to its parent. */
export const runningScene = (world: Pick<World, 'entities' | 'hot'>): RunningEntity[] =>
  world.entities().map((entity) => runningEntity(world.hot, entity));

/** One entity, placed relative to its parent. @param hot the world's rows */
export function runningEntity(hot: World['hot'], entity: Entity): RunningEntity {
  const poseOf = ({ slot }: Entity) => {
    const [x, y, , , rotation] = hot.subarray(slot * HOT_STRIDE, slot * HOT_STRIDE + HOT_STRIDE);
    return { x: x!, y: y!, rotation: rotation! };
  };
  let { x, y, rotation } = poseOf(entity);
  if (entity.parent) {
    const parent = poseOf(entity.parent);
    [x, y] = rotate([x - parent.x, y - parent.y], -parent.rotation);
    rotation -= parent.rotation;
  }
  const resolved = entity.resolved();
  const Transform = { ...resolved.components.Transform, position: [x, y] as const, rotation };
  return { ...resolved, components: { ...resolved.components, Transform }, props: entity.props };
}
