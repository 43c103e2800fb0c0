/** What drags in an outline do: move its points, pull the handles of a curve, pick points with a marquee. */
import type { CurveNode } from '../../../base/curves.ts';
import { rectBetween, rotate, subtract, type Vec2 } from '../../../base/geometry.ts';
import { fromOwn, insideRect } from '../entity-geometry.ts';
import { isSmooth, moveNodes, pullHandle, type HandleManner, type HandleSide } from '../shapes/edit-nodes.ts';
import { edgeWords } from '../shapes/outline-words.ts';
import type { HeldOutline, OutlineDesk } from './outline-desk.ts';
import { PointSnapper } from './snap-point.ts';
import { NO_PREVIEW, type Gesture, type ToolContext, type ToolPointer } from './tool.ts';

/** A drag in an outline: what it would make of the nodes at any moment. */
export interface NodeGesture extends Gesture {
  /** The nodes as they would be now; `null` while nothing has changed. */
  readonly nodes: readonly CurveNode[] | null;
}

/** Moves the picked points. Shift keeps to an axis, Alt ignores snapping. */
export class MoveNodesGesture implements NodeGesture {
  nodes: readonly CurveNode[] | null = null;
  readonly #desk: OutlineDesk;
  readonly #held: HeldOutline;
  /** The nodes at the start, with one more where a press on the line made one. */
  readonly #start: readonly CurveNode[];
  readonly #lead: number;
  readonly #leadAt: Vec2;
  readonly #from: Vec2;
  readonly #snapper: PointSnapper;
  readonly #name: string;

  constructor(
    context: ToolContext,
    desk: OutlineDesk,
    held: HeldOutline,
    start: readonly CurveNode[],
    lead: number,
    from: ToolPointer,
    name: string,
  ) {
    this.#desk = desk;
    this.#held = held;
    this.#start = start;
    this.#lead = lead;
    this.#leadAt = fromOwn(held.shown, start[lead]!.at);
    this.#from = from.scene;
    this.#name = name;
    const resting = start.flatMap(({ at }, i) => (desk.picked.has(i) ? [] : [fromOwn(held.shown, at)]));
    this.#snapper = new PointSnapper(context, [held.item.id], resting);
  }

  move(at: ToolPointer): void {
    const { nodes, guides } = this.#moved(at);
    this.nodes = nodes;
    const [x, y] = fromOwn(this.#held.shown, nodes[this.#lead]!.at);
    const edges = this.#desk.picked.size === 1 ? edgeWords(nodes, this.#held.outline.closed, this.#lead) : '';
    this.#desk.show(this.#held, nodes, `${Math.round(x)}, ${Math.round(y)}${edges}`, guides);
  }

  commit(at: ToolPointer): void {
    this.#desk.commit(this.#held, this.#moved(at).nodes, this.#name);
  }

  #moved(at: ToolPointer) {
    const { shown } = this.#held;
    const [lx, ly] = this.#leadAt;
    const [dx, dy] = subtract(at.scene, this.#from);
    const to = this.#snapper.snap(this.#leadAt, [lx + dx, ly + dy], at);
    const delta = rotate(subtract(to.at, this.#leadAt), -shown.rotation);
    return { nodes: moveNodes(this.#start, this.#desk.picked, delta), guides: to.guides };
  }
}

/** Pulls a handle of a curve. The other one stays in line; Alt lets go of it, Ctrl makes both equal. */
export class PullHandleGesture implements NodeGesture {
  nodes: readonly CurveNode[] | null = null;
  readonly #desk: OutlineDesk;
  readonly #held: HeldOutline;
  readonly #index: number;
  readonly #side: HandleSide;
  readonly #snapper: PointSnapper;

  constructor(context: ToolContext, desk: OutlineDesk, held: HeldOutline, index: number, side: HandleSide) {
    this.#desk = desk;
    this.#held = held;
    this.#index = index;
    this.#side = side;
    this.#snapper = new PointSnapper(
      context,
      [held.item.id],
      [fromOwn(held.shown, held.outline.nodes[index]!.at)],
    );
  }

  move(at: ToolPointer): void {
    const { nodes, guides } = this.#pulled(at);
    this.nodes = nodes;
    const pulled = nodes[this.#index]![this.#side];
    const angle = Math.round((Math.atan2(pulled[1], pulled[0]) * 180) / Math.PI);
    this.#desk.show(this.#held, nodes, `${Math.round(Math.hypot(...pulled))} px · ${angle}°`, guides);
  }

  commit(at: ToolPointer): void {
    this.#desk.commit(this.#held, this.#pulled(at).nodes, 'Bend path');
  }

  #pulled(at: ToolPointer) {
    const { outline, shown } = this.#held;
    const node = outline.nodes[this.#index]!;
    const from = fromOwn(shown, node.at);
    // Alt breaks the pair here, as in drawing programs; it does not turn snapping off.
    const to = this.#snapper.snap(from, at.scene, { shift: at.shift, alt: false });
    const manner: HandleManner = at.mod ? 'mirrored' : !at.alt && isSmooth(node) ? 'aligned' : 'free';
    const pulled = rotate(subtract(to.at, from), -shown.rotation);
    return { nodes: pullHandle(outline.nodes, this.#index, this.#side, pulled, manner), guides: to.guides };
  }
}

/** Picks the points in a marquee; Shift adds to those that are picked. */
export class NodeMarqueeGesture implements NodeGesture {
  readonly nodes = null;
  readonly #context: ToolContext;
  readonly #desk: OutlineDesk;
  readonly #held: HeldOutline;
  readonly #from: ToolPointer;
  readonly #before: ReadonlySet<number>;

  constructor(context: ToolContext, desk: OutlineDesk, held: HeldOutline, from: ToolPointer) {
    this.#context = context;
    this.#desk = desk;
    this.#held = held;
    this.#from = from;
    this.#before = from.shift ? desk.picked : new Set();
  }

  move(at: ToolPointer): void {
    const marquee = rectBetween(this.#from.scene, at.scene);
    const inside = this.#held.outline.nodes.flatMap((node, i) =>
      insideRect(marquee, fromOwn(this.#held.shown, node.at)) ? [i] : [],
    );
    this.#desk.picked = new Set([...this.#before, ...inside]);
    this.#context.preview.value = { ...NO_PREVIEW, marquee };
  }

  commit(): void {}
}
