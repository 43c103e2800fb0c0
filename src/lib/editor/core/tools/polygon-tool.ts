import { newId } from '../../../base/ids.ts';
import type { EntityData } from '../../../schema/project.ts';
import { lineIn, polygonIn, entityIn } from '../new-entity.ts';
import { rulesOf } from '../shapes/outlines.ts';
import { PointPen } from './point-pen.ts';
import { NO_PREVIEW, type Tool, type ToolContext, type ToolPointer } from './tool.ts';

const HINTS = {
  polygon: 'Click corners · Enter closes · Shift 15° steps · Backspace takes one back',
  line: 'Click points · Enter ends · Shift 15° steps · Backspace takes one back',
} as const;

/** Draws a polygon, or a line that bodies can stand on, point by point. */
export class PolygonTool implements Tool {
  readonly #context: ToolContext;
  readonly #kind: 'polygon' | 'line';
  readonly #pen: PointPen;

  constructor(context: ToolContext, kind: 'polygon' | 'line') {
    this.#context = context;
    this.#kind = kind;
    this.#pen = new PointPen(context, rulesOf({ kind, closed: kind === 'polygon' }));
    context.cursor.value = 'crosshair';
  }

  get hint(): string {
    return this.#context.host.canWrite() ? HINTS[this.#kind] : 'This project is read-only';
  }

  down(at: ToolPointer): void {
    if (!this.#context.host.canWrite()) return;
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
    this.#context.cursor.value = this.#pen.closes(at) ? 'pointer' : 'crosshair';
    this.#pen.move(at);
    this.#show();
  }

  up(): void {}

  key(key: string): boolean {
    if (this.#pen.points.length === 0) return false;
    if (key === 'Enter') this.#finish(this.#kind);
    else if (key === 'Backspace') {
      this.#pen.back();
      if (this.#pen.points.length === 0) this.cancel();
      else this.#show();
    } else return false;
    return true;
  }

  cancel(): boolean {
    const busy = this.#pen.points.length > 0;
    this.#pen.clear();
    this.#context.preview.value = NO_PREVIEW;
    return busy;
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
    const refusal = this.#pen.refusal(rulesOf({ kind, closed: kind === 'polygon' }));
    const drawn = kind === 'polygon' ? polygonIn(this.#pen.points) : lineIn(this.#pen.points);
    if (refusal || !drawn || !index.scene) return this.#refuse(refusal ?? 'This encloses nothing');
    this.cancel();
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
