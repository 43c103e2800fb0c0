import { cornerNode, curveBounds, MeasuredCurve, type CurveNode } from '../../../base/curves.ts';
import { newId } from '../../../base/ids.ts';
import { add, subtract, type Vec2 } from '../../../base/geometry.ts';
import { curvePoints } from '../../../schema/curves.ts';
import type { Mark } from '../marks.ts';
import { entityIn } from '../new-entity.ts';
import { pullHandle } from '../shapes/edit-nodes.ts';
import type { OpenEnd } from '../shapes/open-ends.ts';
import { PenEnds } from './pen-ends.ts';
import { PointSnapper } from './snap-point.ts';
import { movedEnough, NO_PREVIEW, reachOf, type Tool, type ToolContext, type ToolPointer } from './tool.ts';

/** CSS pixels around the first point that close the path, and half of that around the last one to end it. */
const CLOSE_REACH = 8;

type State = { kind: 'idle' } | { kind: 'bending'; from: ToolPointer };

/** Draws a path with the manners of a pen: a click makes a corner, a drag a curve. */
export class PathTool implements Tool {
  readonly #context: ToolContext;
  #nodes: readonly CurveNode[] = [];
  #cursor: Vec2 = [0, 0];
  #state: State = { kind: 'idle' };
  /** Where it goes on with a path that is there. */
  #end: OpenEnd | null = null;
  readonly #ends: PenEnds;

  constructor(context: ToolContext) {
    this.#context = context;
    this.#ends = new PenEnds(context, ({ kind }) => kind === 'path');
    context.cursor.value = 'crosshair';
  }

  get hint(): string {
    if (!this.#context.host.canWrite()) return 'This project is read-only';
    return 'Click corners · drag curves · the end of a path goes on · Enter ends · Backspace takes one back';
  }

  down(at: ToolPointer): void {
    if (!this.#context.host.canWrite()) return;
    const [first] = this.#nodes;
    const last = this.#nodes.at(-1);
    const end = last ? null : this.#ends.at(at);
    if (end) return this.#goOn(end, at);
    if (first && this.#nodes.length > 1 && this.#near(first.at, at)) return this.#finish(true);
    if (last && this.#near(last.at, at, CLOSE_REACH / 2)) return this.#finish(false);
    this.#cursor = this.#place(at, last?.at);
    this.#nodes = [...this.#nodes, cornerNode(this.#cursor)];
    this.#state = { kind: 'bending', from: at };
    this.#show();
  }

  /** Takes a path up at its end: a drag bends the way ahead. */
  #goOn(end: OpenEnd, at: ToolPointer): void {
    this.#end = end;
    this.#ends.hovered = null;
    this.#nodes = end.nodes;
    this.#cursor = end.at;
    this.#state = { kind: 'bending', from: at };
    this.#show();
  }

  move(at: ToolPointer): void {
    const hovered = this.#nodes.length === 0 ? this.#ends.hover(at) : null;
    this.#context.cursor.value = hovered ? 'pointer' : 'crosshair';
    if (this.#state.kind === 'bending') {
      if (!movedEnough(this.#state.from, at)) return;
      const index = this.#nodes.length - 1;
      const pulled = subtract(this.#place(at, this.#nodes[index]!.at), this.#nodes[index]!.at);
      // Alt bends only the way ahead, and leaves a corner. So does going on: what is there stays as it is.
      const free = at.alt || index < (this.#end?.nodes.length ?? 0);
      this.#nodes = pullHandle(this.#nodes, index, 'out', pulled, free ? 'free' : 'mirrored');
    } else this.#cursor = this.#place(at, this.#nodes.at(-1)?.at);
    this.#show();
  }

  up(): void {
    this.#state = { kind: 'idle' };
  }

  key(key: string): boolean {
    if (this.#nodes.length === 0) return false;
    if (key === 'Enter') this.#finish(false);
    else if (key === 'Backspace') {
      this.#nodes = this.#nodes.slice(0, -1);
      if (this.#nodes.length < Math.max(1, this.#end?.nodes.length ?? 0)) this.cancel();
      else this.#show();
    } else return false;
    return true;
  }

  cancel(): boolean {
    const busy = this.#nodes.length > 0;
    this.#nodes = [];
    this.#end = null;
    this.#state = { kind: 'idle' };
    this.#context.preview.value = NO_PREVIEW;
    return busy;
  }

  marks(): Mark[] {
    const last = this.#nodes.at(-1);
    if (!last) return this.#ends.marks();
    const bending = this.#state.kind === 'bending';
    const ahead: CurveNode[] = bending ? [] : [cornerNode(this.#cursor)];
    const handle = (vector: Vec2): Mark[] => {
      if (vector[0] === 0 && vector[1] === 0) return [];
      const at = add(last.at, vector);
      return [
        { kind: 'line', points: [last.at, at], tone: 'accent', width: 1 },
        { kind: 'handle', at, form: 'round', tone: 'accent', small: true },
      ];
    };
    return [
      { kind: 'curve', nodes: [...this.#nodes, ...ahead], closed: false, tone: 'path' },
      ...this.#nodes.map((node, i): Mark => ({
        kind: 'handle',
        at: node.at,
        form: 'square',
        tone: 'accent',
        picked: i === this.#nodes.length - 1,
      })),
      ...handle(last.in),
      ...handle(last.out),
    ];
  }

  #near([x, y]: Vec2, at: ToolPointer, reach = CLOSE_REACH): boolean {
    const far = Math.hypot(x - at.scene[0], y - at.scene[1]) * this.#context.host.view.value.scale;
    return far <= reachOf(at, reach);
  }

  #place(at: ToolPointer, from: Vec2 | undefined): Vec2 {
    const snapper = new PointSnapper(
      this.#context,
      [],
      this.#nodes.map((node) => node.at),
    );
    if (from && at.shift) return snapper.snap(from, at.scene, at).at;
    const away: Vec2 = [at.scene[0] - 1e3, at.scene[1] - 1e3];
    return snapper.snap(away, at.scene, { shift: false, alt: at.alt }).at;
  }

  #show(): void {
    const { length } = new MeasuredCurve([...this.#nodes, cornerNode(this.#cursor)], false);
    const label = this.#nodes.length > 0 ? `${Math.round(length)} px` : '';
    this.#context.preview.value = { ...NO_PREVIEW, label };
    this.#context.redraw();
  }

  #finish(closed: boolean): void {
    const { host, index } = this.#context;
    const nodes = this.#nodes;
    const box = curveBounds(nodes, closed);
    if (nodes.length < 2 || !box || !index.scene) {
      host.hint.value = 'It needs at least 2 points · Backspace takes one back · Esc drops all';
      return;
    }
    const end = this.#end;
    this.cancel();
    if (end) {
      this.#ends.write(end, nodes, closed);
      host.tool.value = 'select';
      return;
    }
    const id = newId();
    const fields = { points: curvePoints(nodes, box), ...(closed ? { closed } : {}) };
    const entity = entityIn(index.scene, host.activeLayer(), 'Path', box, { Path: fields });
    host.write(`Draw ${entity.name}`, (writer) => writer.create(id, entity));
    host.selection.set([id]);
    host.tool.value = 'select';
  }
}
