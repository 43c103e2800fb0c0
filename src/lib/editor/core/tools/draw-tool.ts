import { newId } from '../../../base/ids.ts';
import { rectBetween, type Rect, type Vec2 } from '../../../base/geometry.ts';
import type { EntityData } from '../../../schema/project.ts';
import { entityIn, spriteImage } from '../new-entity.ts';
import { pointToGrid } from '../snapping.ts';
import { movedEnough, NO_PREVIEW, type Tool, type ToolContext, type ToolPointer } from './tool.ts';

/** What the tools that draw a box make. */
export type BoxKind = 'rectangle' | 'ellipse' | 'text' | 'sprite';

interface BoxRecipe {
  name: string;
  components: EntityData['components'];
  /** Size after a click without a drag, in pixels. */
  size: Vec2;
  /** Which point of the box a click names, as fractions. */
  at: Vec2;
}

const HINTS: Record<BoxKind, string> = {
  rectangle: 'Drag a rectangle · Shift square · Alt from the centre · Esc back to select',
  ellipse: 'Drag an ellipse · Shift circle · Alt from the centre · Esc back to select',
  text: 'Click or drag a box for text · Esc back to select',
  sprite: 'Click to place the image · drag for its size · Shift keeps the ratio · Esc back to select',
};

/** Draws rectangles, ellipses, text and sprites: a drag gives the box, a click a usual size. */
export class DrawTool implements Tool {
  readonly #context: ToolContext;
  readonly #kind: BoxKind;
  #from: ToolPointer | null = null;

  constructor(context: ToolContext, kind: BoxKind) {
    this.#context = context;
    this.#kind = kind;
    context.cursor.value = 'crosshair';
  }

  get hint(): string {
    if (!this.#context.host.canWrite()) return 'This project is read-only';
    return this.#recipe() ? HINTS[this.#kind] : 'Drop an image onto the editor first, then place it';
  }

  down(at: ToolPointer): void {
    if (this.#context.host.canWrite() && this.#recipe()) this.#from = at;
  }

  move(at: ToolPointer): void {
    this.#context.cursor.value = 'crosshair';
    if (!this.#from || !movedEnough(this.#from, at)) return;
    const rect = this.#rect(this.#from, at);
    this.#context.preview.value = {
      ...NO_PREVIEW,
      draft: { kind: this.#kind, rect },
      label: `${Math.round(rect.width)} × ${Math.round(rect.height)}`,
    };
  }

  up(at: ToolPointer): void {
    const from = this.#from;
    const recipe = this.#recipe();
    this.cancel();
    if (!from || !recipe) return;
    const drawn = movedEnough(from, at) ? this.#rect(from, at) : null;
    if (drawn && drawn.width >= 1 && drawn.height >= 1) this.#create(recipe, drawn);
    else {
      const [x, y] = this.#snapped(from);
      const [width, height] = recipe.size;
      this.#create(recipe, { x: x - width * recipe.at[0], y: y - height * recipe.at[1], width, height });
    }
  }

  cancel(): boolean {
    const busy = this.#from !== null;
    this.#from = null;
    this.#context.preview.value = NO_PREVIEW;
    return busy;
  }

  #create(recipe: BoxRecipe, rect: Rect): void {
    const { host, index } = this.#context;
    if (!index.scene) return;
    const id = newId();
    const entity = entityIn(index.scene, host.activeLayer(), recipe.name, rect, recipe.components);
    host.write(`Draw ${entity.name}`, (writer) => writer.create(id, entity));
    host.selection.set([id]);
    host.tool.value = 'select';
  }

  #recipe(): BoxRecipe | null {
    const { host } = this.#context;
    switch (this.#kind) {
      case 'rectangle':
        return {
          name: 'Rectangle',
          components: { Shape: { kind: 'rectangle' } },
          size: [64, 64],
          at: [0.5, 0.5],
        };
      case 'ellipse':
        return {
          name: 'Ellipse',
          components: { Shape: { kind: 'ellipse' } },
          size: [64, 64],
          at: [0.5, 0.5],
        };
      case 'text':
        return { name: 'Text', components: { Text: { text: 'Text' } }, size: [160, 32], at: [0, 0] };
      case 'sprite': {
        const image = spriteImage(host.reader.project.assets, host.options.value.spriteAsset);
        return (
          image && {
            name: image.name,
            components: { Sprite: { asset: image.id } },
            size: image.size,
            at: [0.5, 0.5],
          }
        );
      }
    }
  }

  #snapped(at: ToolPointer): Vec2 {
    const { options, grid } = this.#context.host;
    return pointToGrid(at.scene, options.value.gridSnap ? grid.value : null);
  }

  #rect(from: ToolPointer, to: ToolPointer): Rect {
    const a = this.#snapped(from);
    let b = this.#snapped(to);
    if (to.shift) b = this.#constrained(a, b);
    if (!to.alt) return rectBetween(a, b);
    return rectBetween([2 * a[0] - b[0], 2 * a[1] - b[1]], b);
  }

  /** Square, or in the ratio of the image. */
  #constrained([ax, ay]: Vec2, [bx, by]: Vec2): Vec2 {
    const [w, h] = this.#kind === 'sprite' ? (this.#recipe()?.size ?? [1, 1]) : [1, 1];
    const scale = Math.max(Math.abs(bx - ax) / w, Math.abs(by - ay) / h);
    return [ax + (bx < ax ? -1 : 1) * scale * w, ay + (by < ay ? -1 : 1) * scale * h];
  }
}
