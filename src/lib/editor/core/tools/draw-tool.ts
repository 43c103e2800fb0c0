import { newId } from '../../../base/ids.ts';
import { type Rect, type Vec2 } from '../../../base/geometry.ts';
import type { EntityData } from '../../../schema/project.ts';
import { entityIn, spriteImage } from '../new-entity.ts';
import { drawnBox, type DrawnBox } from '../draw-box.ts';
import { SnapField } from '../snap-field.ts';
import { edgeGuides, snapPoint, type Guide, type SnapOptions } from '../snapping.ts';
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
  rectangle: 'Drag a rectangle · Shift square · Alt from the centre · Ctrl no snapping · Esc back to select',
  ellipse: 'Drag an ellipse · Shift circle · Alt from the centre · Ctrl no snapping · Esc back to select',
  text: 'Click or drag a box for text · Esc back to select',
  sprite: 'Click to place the image · drag for its size · Shift keeps the ratio · Esc back to select',
};

/**
 * Draws rectangles, ellipses, text and sprites: a drag gives the box, a click a usual size. Corners stop at what is on
 * screen as when something is resized.
 */
export class DrawTool implements Tool {
  readonly #context: ToolContext;
  readonly #kind: BoxKind;
  #from: ToolPointer | null = null;
  #field: SnapField;

  constructor(context: ToolContext, kind: BoxKind) {
    this.#context = context;
    this.#kind = kind;
    this.#field = new SnapField(context, new Set());
    context.cursor.value = 'crosshair';
  }

  get hint(): string {
    if (!this.#context.host.canWrite()) return 'This project is read-only';
    return this.#recipe() ? HINTS[this.#kind] : 'Drop an image onto the editor first, then place it';
  }

  down(at: ToolPointer): void {
    if (!this.#context.host.canWrite() || !this.#recipe()) return;
    // What is on screen may be another since the last time.
    this.#field = new SnapField(this.#context, new Set());
    this.#from = at;
  }

  move(at: ToolPointer): void {
    const { cursor, preview } = this.#context;
    cursor.value = 'crosshair';
    if (!this.#from) return this.#hover(at);
    if (!movedEnough(this.#from, at)) return;
    const { rect, sides } = this.#drawn(this.#from, at);
    preview.value = {
      ...NO_PREVIEW,
      draft: { kind: this.#kind, rect },
      guides: at.mod ? [] : edgeGuides(rect, sides, this.#field.around(rect)),
      label: `${Math.round(rect.width)} × ${Math.round(rect.height)}`,
    };
  }

  /** Shows what the place lines up with where a box would begin. */
  #hover(at: ToolPointer): void {
    if (!this.#context.host.canWrite() || !this.#recipe()) return;
    this.#field = new SnapField(this.#context, new Set());
    const guides = at.mod ? [] : this.#guidesAt(this.#snapped(at));
    this.#context.preview.value = guides.length > 0 ? { ...NO_PREVIEW, guides } : NO_PREVIEW;
  }

  up(at: ToolPointer): void {
    const from = this.#from;
    const recipe = this.#recipe();
    this.cancel();
    if (!from || !recipe) return;
    const drawn = movedEnough(from, at) ? this.#drawn(from, at).rect : null;
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
            components: image.components,
            size: image.size,
            at: [0.5, 0.5],
          }
        );
      }
    }
  }

  #snapped({ scene, mod }: Pick<ToolPointer, 'scene' | 'mod'>): Vec2 {
    return snapPoint(scene, [1, 1], mod ? FREE : this.#around(scene));
  }

  #around([x, y]: Vec2): SnapOptions {
    return this.#field.around({ x, y, width: 0, height: 0 });
  }

  #guidesAt([x, y]: Vec2): Guide[] {
    return edgeGuides({ x, y, width: 0, height: 0 }, [1, 1], this.#around([x, y]));
  }

  #drawn(from: ToolPointer, to: ToolPointer): DrawnBox {
    const ratio: Vec2 = this.#kind === 'sprite' ? (this.#recipe()?.size ?? [1, 1]) : [1, 1];
    return drawnBox(this.#snapped(from), to.scene, {
      ratio: to.shift ? ratio : null,
      centre: to.alt,
      snap: (scene) => this.#snapped({ scene, mod: to.mod }),
    });
  }
}

/** Nothing attracts but whole pixels. */
const FREE: SnapOptions = { grid: null, others: [], reach: 0 };
