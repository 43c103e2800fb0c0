/** Ends of open outlines, from which a pen goes on. Pure. */
import type { CurveNode } from '../../../base/curves.ts';
import { rotate, type Vec2 } from '../../../base/geometry.ts';
import { toOwn, type Placed } from '../entity-geometry.ts';
import { nodesInScene } from '../marks.ts';
import type { SceneIndex } from '../scene-index.ts';
import type { SceneItem } from '../scene-item.ts';
import { tidied } from './edit-nodes.ts';
import { planOutline } from './outline-edit.ts';
import { outlinesOf, type Outline } from './outlines.ts';
import type { FieldWrite } from './put-outline.ts';

/** One end of an open outline. */
export interface OpenEnd {
  readonly id: string;
  readonly outline: Outline;
  /** In the scene, this end last. */
  readonly nodes: readonly CurveNode[];
  /** This end is the first of the outline's own nodes. */
  readonly reversed: boolean;
  /** Where this end is in the scene. */
  readonly at: Vec2;
}

/** The same line from its other end. */
export const reversedNodes = (nodes: readonly CurveNode[]): CurveNode[] =>
  nodes.toReversed().map(({ at, in: before, out: after }) => ({ at, in: after, out: before }));

/**
 * The ends of an entity's open outlines.
 * @param placed where it is shown
 */
export function openEnds(
  { id, entity }: SceneItem,
  placed: Placed,
  accepts: (outline: Outline) => boolean,
): OpenEnd[] {
  return outlinesOf(entity).flatMap((outline): OpenEnd[] => {
    if (outline.closed || outline.nodes.length < 2 || !accepts(outline)) return [];
    const nodes = nodesInScene(placed, outline.nodes);
    const first = reversedNodes(nodes);
    return [
      { id, outline, nodes, reversed: false, at: nodes.at(-1)!.at },
      { id, outline, nodes: first, reversed: true, at: first.at(-1)!.at },
    ];
  });
}

/**
 * The writes that let an outline go on from one of its ends through other nodes.
 * @param placed where the entity is shown
 * @param nodes all of them in the scene, those that were there first
 * @param closed it ends where it began
 */
export function continuedWrites(
  index: SceneIndex,
  { id, outline, reversed }: OpenEnd,
  placed: Placed,
  nodes: readonly CurveNode[],
  closed: boolean,
): FieldWrite[] {
  const item = index.items.get(id);
  if (!item) return [];
  const own = nodes.map((node) => ({
    at: toOwn(placed, node.at),
    in: rotate(node.in, -placed.rotation),
    out: rotate(node.out, -placed.rotation),
  }));
  const next = { ...outline, closed };
  const writes = planOutline(index, item, next, tidied(reversed ? reversedNodes(own) : own));
  if (!closed) return writes;
  const { component } = outline;
  return [...writes, { id, component, fields: outline.kind === 'path' ? { closed } : { kind: 'polygon' } }];
}
