/** What to write so that an outline runs through other points, while everything else stays where it is. Pure. */
import { cornerNode, curveBounds, type CurveNode } from '../../../base/curves.ts';
import { add, boundsOf, rotate, subtract, type Rect, type Vec2 } from '../../../base/geometry.ts';
import { typeOfKey, type ComponentData } from '../../../schema/components.ts';
import { curveNodes, curvePoints, fractionBetween } from '../../../schema/curves.ts';
import type { ResolvedEntity } from '../../../schema/project.ts';
import { fromOwn, isPainted, ownBox, relativeTo, tidyVec, type Placed } from '../entity-geometry.ts';
import { boxOf, colliderBox, colliderOf, collidersOf, type ColliderData, type Outline } from './outlines.ts';

/** Fields of one component to be set. */
export interface FieldWrite {
  readonly id: string;
  readonly component: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What writing an outline takes to know of the scene. */
export interface OutlineScene {
  readonly entity: ResolvedEntity;
  readonly placed: Placed;
  /** Where its parent is. */
  readonly parent: Pick<Placed, 'position' | 'rotation'>;
  /** What hangs on it: it stays where it is. */
  readonly children: readonly { readonly id: string; readonly placed: Placed }[];
  /** Joints of others that end at it. */
  readonly joints: readonly { readonly id: string; readonly key: string; readonly otherAnchor: Vec2 }[];
}

const middle = ({ x, y, width, height }: Rect): Vec2 => [x + width / 2, y + height / 2];

const fractions = (nodes: readonly CurveNode[], box: Rect): Vec2[] =>
  nodes.map(({ at }) => [
    fractionBetween(box.x, box.width, at[0]),
    fractionBetween(box.y, box.height, at[1]),
  ]);

/** The box of an entity follows its shape, or its path where there is nothing else to see of it. */
function boxFollows({ components }: ResolvedEntity, outline: Outline): boolean {
  const { Sprite, Text, Tilemap, Body } = components;
  if (outline.component === 'Shape') return !Sprite && !Text && !Tilemap;
  const bare = !Body && collidersOf(components).length === 0;
  return outline.kind === 'path' && bare && !isPainted({ components } as ResolvedEntity);
}

function pointsField(outline: Outline, nodes: readonly CurveNode[], box: Rect): unknown {
  return outline.kind === 'path' ? curvePoints(nodes, box) : fractions(nodes, box);
}

/** A collider whose points are fractions of its own size takes the box around them. */
function colliderFields(
  collider: ColliderData,
  components: ResolvedEntity['components'],
  nodes: readonly CurveNode[],
): FieldWrite['fields'] {
  const [width, height] = collider.size;
  if (width === 0 && height === 0) return { points: fractions(nodes, colliderBox(collider, components)) };
  const box = boundsOf(nodes.map(({ at }) => at))!;
  return {
    offset: tidyVec(subtract(middle(box), middle(boxOf(components)))),
    size: tidyVec([box.width, box.height]),
    points: fractions(nodes, box),
  };
}

/** The writes that let an outline of an entity run through `nodes`, given in the entity's own frame. */
export function outlineWrites(
  scene: OutlineScene,
  outline: Outline,
  nodes: readonly CurveNode[],
): FieldWrite[] {
  const { entity } = scene;
  const { id, components } = entity;
  const { component } = outline;
  if (typeOfKey(component) === 'Collider') {
    const collider = colliderOf(components, component);
    if (!collider) return [];
    return [{ id, component, fields: colliderFields(collider, components, nodes) }];
  }
  if (!boxFollows(entity, outline))
    return [{ id, component, fields: { points: pointsField(outline, nodes, boxOf(components)) } }];
  const box =
    outline.kind === 'path' ? curveBounds(nodes, outline.closed)! : boundsOf(nodes.map(({ at }) => at))!;
  return [
    { id, component, fields: { points: pointsField(outline, nodes, box) } },
    ...boxWrites(scene, component, box),
  ];
}

/** Gives an entity another box in its own frame, its anchor at the same fraction. All but `except` stays where it is. */
function boxWrites(scene: OutlineScene, except: string, box: Rect): FieldWrite[] {
  const { entity, placed, parent, children, joints } = scene;
  const { id, components } = entity;
  const before = ownBox(placed);
  const [ax, ay] = placed.anchor;
  const anchor: Vec2 = [box.x + ax * box.width, box.y + ay * box.height];
  const position = tidyVec(fromOwn(placed, anchor));
  const moved = { position, rotation: placed.rotation };
  const shift = subtract(middle(box), middle(before));
  const fields = { position: relativeTo(parent, moved).position, size: tidyVec([box.width, box.height]) };
  const writes: FieldWrite[] = [{ id, component: 'Transform', fields }];
  const put = (component: string, next: FieldWrite['fields']) => writes.push({ id, component, fields: next });

  if (components.Path && except !== 'Path') {
    const nodes = curveNodes(components.Path.points, before);
    put('Path', { points: curvePoints(nodes, box) });
  }
  for (const [key, collider] of collidersOf(components)) {
    const kept = keptCollider(collider, components, box, shift);
    if (kept) put(key, kept);
  }
  for (const [key, joint] of jointsOf(components)) {
    const anchored = { anchor: tidyVec(subtract(joint.anchor, shift)) };
    // Tied to the scene, the other end is measured from here as well, in the directions of the scene.
    const other = { otherAnchor: tidyVec(subtract(joint.otherAnchor, rotate(shift, placed.rotation))) };
    put(key, joint.to === '' ? { ...anchored, ...other } : anchored);
  }
  for (const child of children)
    writes.push({
      id: child.id,
      component: 'Transform',
      fields: { position: relativeTo(moved, child.placed).position },
    });
  for (const joint of joints)
    writes.push({
      id: joint.id,
      component: joint.key,
      fields: { otherAnchor: tidyVec(subtract(joint.otherAnchor, shift)) },
    });
  return writes;
}

/** What keeps a collider in its place; `null` for one that follows the box, as one of the entity's size does. */
function keptCollider(
  collider: ColliderData,
  components: ResolvedEntity['components'],
  box: Rect,
  shift: Vec2,
): FieldWrite['fields'] | null {
  if (collider.shape === 'auto') return null;
  const [width, height] = collider.size;
  if (width > 0 && height > 0) return { offset: tidyVec(subtract(collider.offset, shift)) };
  if (collider.points.length === 0) return null;
  const own = colliderBox(collider, components);
  const nodes = collider.points.map(([x, y]) => cornerNode([own.x + x * own.width, own.y + y * own.height]));
  const [cx, cy] = add(middle(box), collider.offset);
  const next = { width: width || box.width, height: height || box.height };
  return { points: fractions(nodes, { x: cx - next.width / 2, y: cy - next.height / 2, ...next }) };
}

/** The joints of an entity by key. */
export function jointsOf(
  components: ResolvedEntity['components'],
): [key: string, joint: ComponentData<'Joint'>][] {
  return Object.entries(components).filter(([key]) => typeOfKey(key) === 'Joint') as [
    string,
    ComponentData<'Joint'>,
  ][];
}
