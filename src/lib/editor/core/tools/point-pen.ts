import { add, radToDeg, rotate, type Vec2 } from '../../../base/geometry.ts';
import { ROTATION_STEP } from '../rotate.ts';
import { linesMeet, outlineProblem, type OutlineRules } from '../shapes/outline-rules.ts';
import { lineWords } from '../shapes/outline-words.ts';
import type { Guide } from '../snapping.ts';
import { pointToGrid } from '../snapping.ts';
import { PointSnapper } from './snap-point.ts';
import { reachOf, type ToolContext, type ToolPointer } from './tool.ts';

/** CSS pixels around the first point that close an outline, and half of that around the last one to end a line. */
const CLOSE_REACH = 8;

/** What a press of the pen means. */
export type PenPress = 'added' | 'closes' | 'ends' | 'refused';

/** Points drawn one after the other, in scene pixels. */
export class PointPen {
  points: readonly Vec2[] = [];
  /** Where the next point would be. */
  cursor: Vec2 = [0, 0];
  guides: readonly Guide[] = [];
  /** Why the next point, or the end, is refused; '' while all is fine. */
  problem = '';
  readonly #context: ToolContext;
  readonly #rules: OutlineRules;
  #snapper: PointSnapper | null = null;

  constructor(context: ToolContext, rules: OutlineRules) {
    this.#context = context;
    this.#rules = rules;
  }

  press(at: ToolPointer): PenPress {
    const [first] = this.points;
    const last = this.points.at(-1);
    if (first && this.points.length > 2 && this.#near(first, at)) return 'closes';
    // The second press of a double click ends a line, too.
    if (last && this.#near(last, at, CLOSE_REACH / 2)) return 'ends';
    this.move(at);
    if (this.problem) return 'refused';
    this.points = [...this.points, this.cursor];
    this.#snapper = null;
    return this.points.length === this.#rules.max ? 'ends' : 'added';
  }

  move(at: ToolPointer): void {
    const { at: cursor, guides } = this.#place(at);
    this.cursor = cursor;
    this.guides = guides;
    this.problem = this.#crosses(cursor) ? 'The outline would cross itself' : '';
  }

  /** Takes the last point back. */
  back(): void {
    this.points = this.points.slice(0, -1);
    this.#snapper = null;
    this.problem = '';
  }

  clear(): void {
    this.points = [];
    this.guides = [];
    this.problem = '';
    this.#snapper = null;
  }

  /** Why the points so far make no outline; `null` when they do. */
  refusal(rules: OutlineRules = this.#rules): string | null {
    return outlineProblem(this.points, rules);
  }

  /** Length and direction of the line that is being drawn. */
  get label(): string {
    const last = this.points.at(-1);
    return this.problem || (last ? lineWords(last, this.cursor) : this.cursor.join(', '));
  }

  /** Whether a press would close the outline. */
  closes(at: ToolPointer): boolean {
    const [first] = this.points;
    return first !== undefined && this.points.length > 2 && this.#near(first, at);
  }

  #near([x, y]: Vec2, at: ToolPointer, reach = CLOSE_REACH): boolean {
    const far = Math.hypot(x - at.scene[0], y - at.scene[1]) * this.#context.host.view.value.scale;
    return far <= reachOf(at, reach);
  }

  #place(at: ToolPointer): { at: Vec2; guides: readonly Guide[] } {
    const last = this.points.at(-1);
    if (at.shift && last) {
      const [dx, dy] = [at.scene[0] - last[0], at.scene[1] - last[1]];
      const angle = Math.round(radToDeg(Math.atan2(dy, dx)) / ROTATION_STEP) * ROTATION_STEP;
      return { at: pointToGrid(add(last, rotate([Math.hypot(dx, dy), 0], angle)), null), guides: [] };
    }
    this.#snapper ??= new PointSnapper(this.#context, [], this.points);
    // Both axes are free: a start elsewhere keeps either from being taken as one that does not move.
    return this.#snapper.snap([at.scene[0] - 1e3, at.scene[1] - 1e3], at.scene, {
      shift: false,
      alt: at.alt,
    });
  }

  #crosses(next: Vec2): boolean {
    if (!this.#rules.simple) return false;
    const last = this.points.at(-1);
    return (
      last !== undefined &&
      this.points.some(
        (point, i) =>
          i > 0 && i < this.points.length - 1 && linesMeet(this.points[i - 1]!, point, last, next),
      )
    );
  }
}
