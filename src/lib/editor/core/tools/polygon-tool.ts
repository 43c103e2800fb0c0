import { newId } from '../../../base/ids.ts';
import { add, radToDeg, rotate, type Vec2 } from '../../../base/geometry.ts';
import { entityIn, polygonIn } from '../new-entity.ts';
import { ROTATION_STEP } from '../rotate.ts';
import { pointToGrid } from '../snapping.ts';
import { NO_PREVIEW, type Tool, type ToolContext, type ToolPointer } from './tool.ts';

/** CSS pixels around the first corner that close the outline. */
const CLOSE_REACH = 8;

/** Draws a polygon corner by corner. */
export class PolygonTool implements Tool {
  readonly hint =
    'Click corners · Enter or the first corner closes · Shift 15° steps · Backspace takes one back · Esc back to select';
  readonly #context: ToolContext;
  #points: Vec2[] = [];

  constructor(context: ToolContext) {
    this.#context = context;
    context.cursor.value = 'crosshair';
  }

  down(at: ToolPointer): void {
    if (!this.#context.host.canWrite()) return;
    const [first] = this.#points;
    if (first && this.#points.length > 2 && this.#near(first, at.scene)) return this.#close();
    const point = this.#corner(at);
    const last = this.#points.at(-1);
    // The second press of a double click closes, too.
    if (last && this.#near(last, at.scene, CLOSE_REACH / 2)) return this.#close();
    this.#points = [...this.#points, point];
    this.#show(point);
  }

  move(at: ToolPointer): void {
    this.#context.cursor.value = 'crosshair';
    if (this.#points.length > 0) this.#show(this.#corner(at));
  }

  up(): void {}

  key(key: string): boolean {
    if (this.#points.length === 0) return false;
    if (key === 'Enter') this.#close();
    else if (key === 'Backspace') {
      this.#points = this.#points.slice(0, -1);
      if (this.#points.length === 0) this.cancel();
      else this.#show(this.#points.at(-1)!);
    } else return false;
    return true;
  }

  cancel(): boolean {
    const busy = this.#points.length > 0;
    this.#points = [];
    this.#context.preview.value = NO_PREVIEW;
    return busy;
  }

  #show(cursor: Vec2): void {
    this.#context.preview.value = { ...NO_PREVIEW, draft: { kind: 'polygon', points: this.#points, cursor } };
  }

  #near([ax, ay]: Vec2, [bx, by]: Vec2, reach = CLOSE_REACH): boolean {
    return Math.hypot(ax - bx, ay - by) * this.#context.host.view.value.scale <= reach;
  }

  #corner(at: ToolPointer): Vec2 {
    const { gridSnap, gridSize } = this.#context.host.options.value;
    const last = this.#points.at(-1);
    if (at.shift && last) {
      const [dx, dy] = [at.scene[0] - last[0], at.scene[1] - last[1]];
      const angle = Math.round(radToDeg(Math.atan2(dy, dx)) / ROTATION_STEP) * ROTATION_STEP;
      return pointToGrid(add(last, rotate([Math.hypot(dx, dy), 0], angle)), 1);
    }
    return pointToGrid(at.scene, gridSnap ? gridSize : 1);
  }

  #close(): void {
    const { host, index } = this.#context;
    const outline = polygonIn(this.#points);
    // Fewer than three corners enclose nothing yet: go on drawing.
    if (!outline || !index.scene) return;
    this.cancel();
    const id = newId();
    const entity = entityIn(index.scene, host.activeLayer(), 'Polygon', outline.rect, {
      Shape: { kind: 'polygon', points: outline.points },
    });
    host.write(`Draw ${entity.name}`, (writer) => writer.create(id, entity));
    host.selection.set([id]);
    host.tool.value = 'select';
  }
}
