import { fromOwn } from '../entity-geometry.ts';
import type { Mark } from '../marks.ts';
import { isCorner } from '../../../base/curves.ts';
import { add, type Vec2 } from '../../../base/geometry.ts';
import {
  insertNode,
  moveNodes,
  nearestPlace,
  removeNodes,
  toggleCurve,
  type HandleSide,
  type OnPiece,
} from '../shapes/edit-nodes.ts';
import { heldMarks, restingMarks } from '../shapes/outline-marks.ts';
import { countedPoints, outlineName, pointWord } from '../shapes/outline-words.ts';
import { rulesOf } from '../shapes/outlines.ts';
import {
  MoveNodesGesture,
  NodeMarqueeGesture,
  PullHandleGesture,
  type NodeGesture,
} from './node-gestures.ts';
import { arrowStep } from './arrow-keys.ts';
import { OutlineDesk, type HeldOutline } from './outline-desk.ts';
import { entityAt } from '../picking.ts';
import { PressTool, type Press } from './press-tool.ts';
import { reachOf, type Tool, type ToolContext, type ToolKeys, type ToolPointer } from './tool.ts';

/** CSS pixels around a point, and around a line, that count as it. */
const POINT_REACH = 9;
const LINE_REACH = 6;

/** What lies under the pointer. */
type Part =
  | { kind: 'node'; index: number }
  | { kind: 'handle'; index: number; side: HandleSide }
  | { kind: 'line'; place: OnPiece };

const CURVE_HINT = 'Drag points · double-click bends · Del removes · Esc done';
const CORNER_HINT = 'Drag points · click the line adds · Del removes · Esc done';
const NOTHING = 'Nothing here has points · make a polygon of it above';

/** Edits the points of the shape, path or colliders of the selected entity. */
export class VertexTool extends PressTool<NodeGesture> implements Tool {
  readonly #desk: OutlineDesk;
  /** Where a click would add a point. */
  #ghost: Vec2 | null = null;

  /** @param edits which components' outlines it is about; all of them unless told */
  constructor(context: ToolContext, edits?: (component: string) => boolean) {
    super(context);
    this.#desk = new OutlineDesk(context, edits);
  }

  /** Whether a press there would take a point, a handle or the line of an outline. */
  grabs(at: ToolPointer): boolean {
    const held = this.#desk.held();
    return held !== null && this.#partAt(held, at) !== null;
  }

  get hint(): string {
    if (!this.context.host.canWrite()) return 'This project is read-only';
    const held = this.#desk.held();
    if (!held) return NOTHING;
    return held.outline.kind === 'path' ? CURVE_HINT : CORNER_HINT;
  }

  down(at: ToolPointer): void {
    this.context.host.hint.value = this.hint;
    if (!this.context.host.canWrite()) return;
    const held = this.#desk.held();
    const part = held && this.#partAt(held, at);
    if (held && part) this.press = this.#onPart(held, part, at);
    else this.press = this.#besides(held, at);
  }

  doubleClick(at: ToolPointer): void {
    const held = this.#desk.held();
    if (!held || !this.context.host.canWrite()) return;
    const part = this.#partAt(held, at);
    if (part?.kind === 'node') {
      if (held.outline.kind === 'path') this.#bend(held, part.index);
      else this.#remove(held, new Set([part.index]));
    } else if (!part && this.#hitAt(at) !== held.item.id) this.context.host.tool.value = 'select';
  }

  key(key: string, { shift, mod }: ToolKeys): boolean {
    const held = this.#desk.held();
    if (!held || this.press.kind !== 'idle') return false;
    const { nodes } = held.outline;
    if (mod) {
      if (key.toLowerCase() !== 'a') return false;
      this.#pick(nodes.keys());
      return true;
    }
    if (key === 'Enter') {
      this.context.host.tool.value = 'select';
      return true;
    }
    if (this.#desk.picked.size === 0) return false;
    const delta = arrowStep(key, shift);
    if (key === 'Delete' || key === 'Backspace') this.#remove(held, this.#desk.picked);
    else if (delta) this.#nudge(held, delta);
    else return false;
    return true;
  }

  override cancel(): boolean {
    this.#desk.problem = null;
    return super.cancel();
  }

  marks(): Mark[] {
    const held = this.#desk.held();
    if (!held) return [];
    const { outline, shown } = held;
    const nodes = this.gesture?.nodes ?? outline.nodes;
    const ghost: Mark[] =
      this.#ghost && this.press.kind === 'idle'
        ? [{ kind: 'handle', at: this.#ghost, form: 'round', tone: 'faint', small: true }]
        : [];
    return [
      ...this.#desk.others(held).flatMap((other) => restingMarks(shown, other)),
      ...heldMarks(shown, outline, nodes, this.#desk.picked, this.#desk.problem !== null),
      ...ghost,
    ];
  }

  #onPart(held: HeldOutline, part: Part, at: ToolPointer): Press<NodeGesture> {
    const { nodes, closed } = held.outline;
    const from = at;
    if (part.kind === 'handle')
      return {
        kind: 'pointing',
        from,
        click: () => {},
        drag: () => new PullHandleGesture(this.context, this.#desk, held, part.index, part.side),
      };
    if (part.kind === 'line') {
      const index = part.place.piece + 1;
      const start = insertNode(nodes, closed, part.place);
      const name = `Add ${pointWord(held.outline)} to ${outlineName(held.outline)}`;
      return {
        kind: 'pointing',
        from,
        click: () => {
          if (this.#desk.commit(held, start, name)) this.#pick([index]);
        },
        drag: () => {
          this.#pick([index]);
          return new MoveNodesGesture(this.context, this.#desk, held, start, index, from, name);
        },
      };
    }
    const { index } = part;
    const adds = at.shift || at.mod;
    const was = this.#desk.picked.has(index);
    if (!was) this.#pick(adds ? [...this.#desk.picked, index] : [index]);
    return {
      kind: 'pointing',
      from,
      click: () => {
        if (was && adds) this.#pick([...this.#desk.picked].filter((each) => each !== index));
        else if (was) this.#pick([index]);
      },
      drag: () => {
        const name = `Move ${countedPoints(held.outline, this.#desk.picked.size)}`;
        return new MoveNodesGesture(this.context, this.#desk, held, nodes, index, from, name);
      },
    };
  }

  /** Not on the outline in hand: another outline, another entity, or a marquee. */
  #besides(held: HeldOutline | null, from: ToolPointer): Press<NodeGesture> {
    const { host } = this.context;
    const click = () => {
      const other = held && this.#otherAt(held, from);
      const hit = this.#hitAt(from);
      if (other) this.#desk.take(other);
      else if (this.#desk.picked.size > 0) this.#pick([]);
      else if (hit !== null && hit !== held?.item.id) {
        host.selection.set([hit]);
        host.hint.value = this.hint;
      }
      this.context.redraw();
    };
    const drag = () => held && new NodeMarqueeGesture(this.context, this.#desk, held, from);
    return { kind: 'pointing', from, click, drag };
  }

  protected hover(at: ToolPointer): void {
    const held = this.context.host.canWrite() ? this.#desk.held() : null;
    const part = held && this.#partAt(held, at);
    const ghost = held && part?.kind === 'line' ? fromOwn(held.shown, part.place.at) : null;
    if (ghost || this.#ghost) this.context.redraw();
    this.#ghost = ghost;
    this.context.cursor.value = part ? (part.kind === 'line' ? 'copy' : 'move') : 'default';
  }

  #partAt(held: HeldOutline, at: ToolPointer): Part | null {
    const { nodes, closed } = held.outline;
    const { scale } = this.context.host.view.value;
    const own = this.#desk.own(held, at.scene);
    const near = (point: Vec2) =>
      Math.hypot(point[0] - own[0], point[1] - own[1]) * scale <= reachOf(at, POINT_REACH);
    for (const index of this.#desk.picked) {
      const node = nodes[index];
      if (!node || isCorner(node)) continue;
      for (const side of ['out', 'in'] as const)
        if ((node[side][0] !== 0 || node[side][1] !== 0) && near(add(node.at, node[side])))
          return { kind: 'handle', index, side };
    }
    const index = nodes.findLastIndex((node) => near(node.at));
    if (index >= 0) return { kind: 'node', index };
    if (nodes.length >= rulesOf(held.outline).max) return null;
    const place = nearestPlace(nodes, closed, own);
    return place && place.distance * scale <= reachOf(at, LINE_REACH) ? { kind: 'line', place } : null;
  }

  #otherAt(held: HeldOutline, at: ToolPointer): string | null {
    const { scale } = this.context.host.view.value;
    const own = this.#desk.own(held, at.scene);
    const other = this.#desk.others(held).find(({ nodes, closed }) => {
      const place = nearestPlace(nodes, closed, own);
      return place && place.distance * scale <= reachOf(at, POINT_REACH);
    });
    return other?.component ?? null;
  }

  #hitAt(at: ToolPointer): string | null {
    return entityAt(this.context, at.scene);
  }

  #pick(indices: Iterable<number>): void {
    this.#desk.picked = new Set(indices);
    this.context.redraw();
  }

  #remove(held: HeldOutline, picked: ReadonlySet<number>): void {
    const name = `Delete ${countedPoints(held.outline, picked.size)}`;
    if (this.#desk.commit(held, removeNodes(held.outline.nodes, picked), name)) this.#pick([]);
  }

  #bend(held: HeldOutline, index: number): void {
    const { nodes, closed } = held.outline;
    const name = isCorner(nodes[index]!) ? 'Bend path' : 'Straighten path';
    this.#desk.commit(held, toggleCurve(nodes, closed, index), name);
    this.#pick([index]);
  }

  #nudge(held: HeldOutline, delta: Vec2): void {
    const name = `Nudge ${countedPoints(held.outline, this.#desk.picked.size)}`;
    this.#desk.commit(held, moveNodes(held.outline.nodes, this.#desk.picked, delta), name, true);
    this.context.redraw();
  }
}
