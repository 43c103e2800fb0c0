import type { Vec2 } from '../../../base/geometry.ts';
import { fromOwn, ownBox } from '../entity-geometry.ts';
import type { Mark } from '../marks.ts';
import { entityAt } from '../picking.ts';
import type { Tool, ToolContext, ToolPointer } from './tool.ts';

/** Shows the outlines that were found in the picture of the selected entity, until they are taken or dropped. */
export class OutlineTool implements Tool {
  readonly hint = 'Enter makes colliders · Esc drops the outline';
  readonly #context: ToolContext;

  constructor(context: ToolContext) {
    this.#context = context;
  }

  down(): void {}

  move(): void {}

  /** Another picture can be picked at any time. */
  up(at: ToolPointer): void {
    const { host } = this.#context;
    const hit = entityAt(this.#context, at.scene);
    if (hit !== null) host.selection.set([hit]);
  }

  key(key: string): boolean {
    const draft = this.#context.host.outline.value;
    if (key !== 'Enter' || !draft) return false;
    draft.take();
    return true;
  }

  cancel(): boolean {
    return false;
  }

  marks(): Mark[] {
    const { host, index, played } = this.#context;
    const draft = host.outline.value;
    const item = draft ? index.items.get(draft.entity) : undefined;
    if (!draft || !item) return [];
    const placed = played().get(item.id) ?? item.placed;
    const { x, y, width, height } = ownBox(placed);
    const place = ([px, py]: Vec2): Vec2 => fromOwn(placed, [x + px * width, y + py * height]);
    return draft.outlines.flatMap((outline): Mark[] => [
      { kind: 'line', points: outline.map(place), closed: true, filled: true, tone: 'collider', width: 2 },
      ...(outline.length > 150
        ? []
        : outline.map((corner): Mark => ({
            kind: 'handle',
            at: place(corner),
            form: 'square',
            tone: 'collider',
            small: true,
          }))),
    ]);
  }
}
