import type { CurveNode } from '../../../base/curves.ts';
import type { Placed } from '../entity-geometry.ts';
import type { Mark } from '../marks.ts';
import { enteredNow } from '../picking.ts';
import { pickInInstances } from '../groups.ts';
import { continuedWrites, openEnds, type OpenEnd } from '../shapes/open-ends.ts';
import type { Outline } from '../shapes/outlines.ts';
import { isNear } from './joint-at.ts';
import { reachOf, type ToolContext, type ToolPointer } from './tool.ts';

/** CSS pixels around an end that count as it. */
const END_REACH = 8;

/** Where a pen that has drawn nothing yet can go on with an open outline that is there. */
export class PenEnds {
  /** The end under the pointer. */
  hovered: OpenEnd | null = null;
  readonly #context: ToolContext;
  readonly #accepts: (outline: Outline) => boolean;

  constructor(context: ToolContext, accepts: (outline: Outline) => boolean) {
    this.#context = context;
    this.#accepts = accepts;
  }

  /** The end under the pointer, that of what is selected first; none of what is locked or inside of a whole instance. */
  at(pointer: ToolPointer): OpenEnd | null {
    const { host, index } = this.#context;
    const { scale } = host.view.value;
    const [x, y] = pointer.scene;
    const reach = reachOf(pointer, END_REACH) / scale;
    const entered = enteredNow(this.#context);
    const near = index.idsIn({ x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach });
    for (const id of new Set([...host.selection.ids.filter((each) => near.includes(each)), ...near])) {
      if (pickInInstances(index, id, entered) !== id) continue;
      const end = this.#of(id).find((each) => isNear(pointer, each.at, END_REACH, scale));
      if (end) return end;
    }
    return null;
  }

  hover(pointer: ToolPointer): OpenEnd | null {
    const before = this.hovered;
    this.hovered = this.at(pointer);
    if (this.hovered || before) this.#context.redraw();
    return this.hovered;
  }

  /** The ends of what is selected, and the one under the pointer. */
  marks(): Mark[] {
    const mark = ({ at }: OpenEnd, picked: boolean): Mark => ({
      kind: 'handle',
      at,
      form: 'square',
      tone: 'accent',
      picked,
    });
    const { hovered } = this;
    const shown = this.#context.host.selection.ids.slice(-1).flatMap((id) => this.#of(id));
    return [...shown.map((end) => mark(end, false)), ...(hovered ? [mark(hovered, true)] : [])];
  }

  /**
   * Writes what was drawn on from an end as one step, and selects it. False when it is gone meanwhile.
   * @param nodes all of them in the scene
   */
  write(end: OpenEnd, nodes: readonly CurveNode[], closed: boolean): boolean {
    const { host, index } = this.#context;
    const item = index.items.get(end.id);
    const writes = item ? continuedWrites(index, end, this.#placed(end.id)!, nodes, closed) : [];
    if (!item || writes.length === 0) return false;
    host.write(`${closed ? 'Close' : 'Continue'} ${item.entity.name}`, (writer) => {
      for (const { id, component, fields } of writes) writer.setFields(id, component, fields);
    });
    host.selection.set([end.id]);
    return true;
  }

  #placed(id: string): Placed | undefined {
    return this.#context.played().get(id) ?? this.#context.index.items.get(id)?.placed;
  }

  #of(id: string): OpenEnd[] {
    const item = this.#context.index.items.get(id);
    if (!item?.visible || item.locked) return [];
    return openEnds(item, this.#placed(id)!, this.#accepts);
  }
}
