/** Changes of the nodes of an outline or path. Pure: nodes in, nodes out. */
import {
  cornerNode,
  cubicsOf,
  isCorner,
  nearestOnCubic,
  pointOnCubic,
  splitCubic,
  type CurveNode,
} from '../../../base/curves.ts';
import { add, subtract, type Vec2 } from '../../../base/geometry.ts';
import { tidyVec } from '../entity-geometry.ts';

/** Which handle of a node. */
export type HandleSide = 'in' | 'out';

/** A place on the line between two nodes. */
export interface OnPiece {
  /** Index of the node before it. */
  readonly piece: number;
  /** 0 to 1 from that node to the next. */
  readonly t: number;
  readonly at: Vec2;
  readonly distance: number;
}

export function moveNodes(
  nodes: readonly CurveNode[],
  picked: ReadonlySet<number>,
  delta: Vec2,
): CurveNode[] {
  return nodes.map((node, i) => (picked.has(i) ? { ...node, at: add(node.at, delta) } : node));
}

export function removeNodes(nodes: readonly CurveNode[], picked: ReadonlySet<number>): CurveNode[] {
  return nodes.filter((_, i) => !picked.has(i));
}

/** The place on the line that is nearest to a point; `null` for less than two nodes. */
export function nearestPlace(nodes: readonly CurveNode[], closed: boolean, point: Vec2): OnPiece | null {
  let best: OnPiece | null = null;
  cubicsOf(nodes, closed).forEach((cubic, piece) => {
    const { t, distance } = nearestOnCubic(cubic, point);
    if (!best || distance < best.distance) best = { piece, t, at: pointOnCubic(cubic, t), distance };
  });
  return best;
}

/** One more node on the line; the line stays where it is. */
export function insertNode(
  nodes: readonly CurveNode[],
  closed: boolean,
  { piece, t }: Pick<OnPiece, 'piece' | 't'>,
): CurveNode[] {
  const cubic = cubicsOf(nodes, closed)[piece];
  if (!cubic) return [...nodes];
  const next = (piece + 1) % nodes.length;
  const [from, to] = [nodes[piece]!, nodes[next]!];
  const straight = from.out[0] === 0 && from.out[1] === 0 && to.in[0] === 0 && to.in[1] === 0;
  const [before, after] = splitCubic(cubic, t);
  const made: CurveNode = straight
    ? cornerNode(pointOnCubic(cubic, t))
    : { at: before[3], in: subtract(before[2], before[3]), out: subtract(after[1], after[0]) };
  const changed = nodes.map((node, i) => {
    if (straight || (i !== piece && i !== next)) return node;
    return {
      ...node,
      ...(i === piece ? { out: subtract(before[1], before[0]) } : {}),
      ...(i === next ? { in: subtract(after[2], after[3]) } : {}),
    };
  });
  return [...changed.slice(0, piece + 1), made, ...changed.slice(piece + 1)];
}

/** How the other handle of a node follows: as long and opposite, in line with its own length, or not at all. */
export type HandleManner = 'mirrored' | 'aligned' | 'free';

/** A handle pulled to a vector from its node. */
export function pullHandle(
  nodes: readonly CurveNode[],
  index: number,
  which: HandleSide,
  to: Vec2,
  manner: HandleManner,
): CurveNode[] {
  return nodes.map((node, i) => {
    if (i !== index) return node;
    const other = which === 'in' ? 'out' : 'in';
    if (manner === 'free') return { ...node, [which]: to };
    const length = Math.hypot(...node[other]);
    const pulled = Math.hypot(...to);
    const scale = manner === 'mirrored' ? 1 : pulled > 0 ? length / pulled : 0;
    return { ...node, [which]: to, [other]: [-to[0] * scale || 0, -to[1] * scale || 0] };
  });
}

/** Whether both handles of a node lie in one line, so that the path has no corner there. */
export function isSmooth({ in: before, out: after }: CurveNode): boolean {
  const lengths = Math.hypot(...before) * Math.hypot(...after);
  if (lengths === 0) return false;
  const [cross, dot] = [
    before[0] * after[1] - before[1] * after[0],
    before[0] * after[0] + before[1] * after[1],
  ];
  return dot < 0 && Math.abs(cross) / lengths < 1e-3;
}

/** A corner gets handles along its neighbours, a third of the way to each; a curve becomes a corner. */
export function toggleCurve(nodes: readonly CurveNode[], closed: boolean, index: number): CurveNode[] {
  return nodes.map((node, i) => {
    if (i !== index) return node;
    if (!isCorner(node)) return cornerNode(node.at);
    const count = nodes.length;
    const neighbour = (step: number): Vec2 => {
      const at = i + step;
      if (at >= 0 && at < count) return nodes[at]!.at;
      return closed ? nodes[(at + count) % count]!.at : node.at;
    };
    const [before, after] = [neighbour(-1), neighbour(1)];
    const along = subtract(after, before);
    const length = Math.hypot(...along);
    if (length === 0) return node;
    const handle = (to: Vec2, sign: number): Vec2 => {
      const reach = (sign * Math.hypot(...subtract(to, node.at))) / 3 / length;
      return [along[0] * reach || 0, along[1] * reach || 0];
    };
    return { at: node.at, in: handle(before, -1), out: handle(after, 1) };
  });
}

/** Without what turning and measuring leave in the last digits. */
export const tidied = (nodes: readonly CurveNode[]): CurveNode[] =>
  nodes.map(({ at, in: before, out: after }) => ({
    at: tidyVec(at),
    in: tidyVec(before),
    out: tidyVec(after),
  }));
