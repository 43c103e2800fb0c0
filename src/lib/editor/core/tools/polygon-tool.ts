import { cornerNode } from '../../../base/curves.ts';
import { newId } from '../../../base/ids.ts';
import type { EntityData } from '../../../schema/project.ts';
import { lineIn, polygonIn, entityIn } from '../new-entity.ts';
import { rulesOf } from '../shapes/outlines.ts';
import type { Mark } from '../marks.ts';
import type { OpenEnd } from '../shapes/open-ends.ts';
import { PenEnds } from './pen-ends.ts';
import { PointPen } from './point-pen.ts';
import { NO_PREVIEW, type Tool, type ToolContext, type ToolPointer } from './tool.ts';

const HINTS = {
  polygon: 'Click corners · Enter closes · Shift 15° steps · Backspace takes one back',
  line: 'Click points · the end of a line goes on · Enter ends · Shift 15° steps · Backspace takes one back',
} as const;

/** Draws a polygon, or a line that bodies can stand on, point by point. */
export class PolygonTool implements Tool {
  readonly #context: ToolContext;
  readonly #kind: 'polygon' | 'line';
  readonly #pen: PointPen;
  readonly #ends: PenEnds;
  /** Where it goes on with a line that is there. */
  #end: OpenEnd | null = null;

  constructor(context: ToolContext, kind: 'polygon' | 'line') {
    this.#context = context;
    this.#kind = kind;
    this.#ends = new PenEnds(context, (outline) => kind === 'line' && outline.kind === 'line');
    this.#pen = new PointPen(context, rulesOf({ kind, closed: kind === 'polygon' }));
    context.cursor.value = 'crosshair';
  }

  get hint(): string {
    return this.#context.host.canWrite() ? HINTS[this.#kind] : 'This project is read-only';
  }

  down(at: ToolPointer): void {
    if (!this.#context.host.canWrite()) return;
    const end = this.#pen.points.length === 0 ? this.#ends.at(at) : null;
    if (end) {
      this.#end = end;
      this.#ends.hovered = null;
      this.#pen.points = end.nodes.map((node) => node.at);
      return this.move(at);
    }
    switch (this.#pen.press(at)) {
      case 'closes':
        return this.#finish('polygon');
      case 'ends':
        return this.#finish(this.#kind);
      case 'refused':
        return this.#refuse(this.#pen.problem);
      case 'added':
        this.#context.host.hint.value = this.hint;
        this.#show();
    }
  }

  move(at: ToolPointer): void {
    const hovered = this.#pen.points.length === 0 ? this.#ends.hover(at) : null;
    this.#context.cursor.value = hovered || this.#pen.closes(at) ? 'pointer' : 'crosshair';
    this.#pen.move(at);
    this.#show();
  }

  up(): void {}

  key(key: string): boolean {
    if (this.#pen.points.length === 0) return false;
    if (key === 'Enter') this.#finish(this.#kind);
    else if (key === 'Backspace') {
      this.#pen.back();
      if (this.#pen.points.length < Math.max(1, this.#end?.nodes.length ?? 0)) this.cancel();
      else this.#show();
    } else return false;
    return true;
  }

  cancel(): boolean {
    const busy = this.#pen.points.length > 0;
    this.#pen.clear();
    this.#end = null;
    this.#context.preview.value = NO_PREVIEW;
    return busy;
  }

  marks(): Mark[] {
    return this.#pen.points.length === 0 ? this.#ends.marks() : [];
  }

  #show(): void {
    const { points, cursor, guides, label, problem } = this.#pen;
    const draft =
      points.length > 0
        ? { kind: 'polygon' as const, points, cursor, open: this.#kind === 'line', bad: problem !== '' }
        : null;
    this.#context.preview.value = { ...NO_PREVIEW, draft, guides, label };
  }

  /** Too few points enclose nothing yet, and crossing lines enclose nothing sound: go on drawing. */
  #refuse(reason: string): void {
    this.#context.host.hint.value = `${reason} · Backspace takes one back · Esc drops all`;
  }

  #finish(kind: 'polygon' | 'line'): void {
    const { host, index } = this.#context;
    const end = this.#end;
    const refusal = this.#pen.refusal(rulesOf({ kind, closed: kind === 'polygon' }));
    const drawn = kind === 'polygon' ? polygonIn(this.#pen.points) : lineIn(this.#pen.points);
    if (refusal || !drawn || !index.scene) return this.#refuse(refusal ?? 'This encloses nothing');
    const nodes = this.#pen.points.map(cornerNode);
    this.cancel();
    if (end) {
      this.#ends.write(end, nodes, kind === 'polygon');
      host.tool.value = 'select';
      return;
    }
    const id = newId();
    const components: EntityData['components'] =
      kind === 'polygon'
        ? { Shape: { kind, points: drawn.points } }
        : { Shape: { kind, points: drawn.points, strokeWidth: 4 }, Collider: {} };
    const name = kind === 'polygon' ? 'Polygon' : 'Line';
    const entity = entityIn(index.scene, host.activeLayer(), name, drawn.rect, components);
    host.write(`Draw ${entity.name}`, (writer) => writer.create(id, entity));
    host.selection.set([id]);
    host.tool.value = 'select';
  }
}
