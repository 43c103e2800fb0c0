import type { SceneWriter } from '../editor-host.ts';
import type { CurveNode } from '../../../base/curves.ts';
import type { Vec2 } from '../../../base/geometry.ts';
import { toOwn, type Placed } from '../entity-geometry.ts';
import type { SceneItem } from '../scene-item.ts';
import { tidied } from '../shapes/edit-nodes.ts';
import { countProblem, outlineProblem } from '../shapes/outline-rules.ts';
import { planOutline, previewWrites } from '../shapes/outline-edit.ts';
import { outlinesOf, rulesOf, type Outline } from '../shapes/outlines.ts';
import type { Guide } from '../snapping.ts';
import { NO_PREVIEW, type ToolContext } from './tool.ts';

/** An outline in hand, with its entity. */
export interface HeldOutline {
  readonly item: SceneItem;
  readonly outline: Outline;
  /** Where the entity is shown: while a game plays, where that has taken it. */
  readonly shown: Placed;
}

/** The outline that is edited, which of its nodes are picked, and the way of an edit into the document. */
export class OutlineDesk {
  /** Indices of nodes. */
  picked: ReadonlySet<number> = new Set();
  /** Why the edit in progress would be refused; `null` while it is fine. */
  problem: string | null = null;
  readonly #context: ToolContext;
  #component: string | null = null;
  #entity: string | null = null;
  /** The component whose points `picked` are of. */
  #last: string | null = null;

  readonly #edits: (component: string) => boolean;

  /** @param edits which components' outlines it is about; all of them unless told */
  constructor(context: ToolContext, edits: (component: string) => boolean = () => true) {
    this.#context = context;
    this.#edits = edits;
  }

  /** The outline in hand of the entity that was selected last; `null` when it has none or may not be changed. */
  held(): HeldOutline | null {
    const { host, index, played } = this.#context;
    const id = host.selection.ids.at(-1);
    const item = id === undefined ? undefined : index.items.get(id);
    if (!item || item.locked) return null;
    if (id !== this.#entity) {
      this.#entity = id ?? null;
      this.#component = null;
      this.picked = new Set();
    }
    const outlines = this.#outlines(item);
    const outline = outlines.find((each) => each.component === this.#component) ?? outlines[0];
    if (outline?.component !== this.#last) {
      this.#last = outline?.component ?? null;
      this.picked = new Set();
    }
    if (!outline) return null;
    // Somebody else, or an undo, may have taken nodes away.
    if ([...this.picked].some((i) => i >= outline.nodes.length)) this.picked = new Set();
    return { item, outline, shown: played().get(item.id) ?? item.placed };
  }

  /** All outlines of the entity but the one in hand. */
  others({ item, outline }: HeldOutline): Outline[] {
    return this.#outlines(item).filter((each) => each.component !== outline.component);
  }

  #outlines({ entity }: SceneItem): Outline[] {
    return outlinesOf(entity).filter(({ component }) => this.#edits(component));
  }

  /** Takes another outline of the entity in hand. */
  take(component: string): void {
    this.#component = component;
    this.picked = new Set();
  }

  /** A scene point in the frame of the entity. */
  own({ shown }: HeldOutline, point: Vec2): Vec2 {
    return toOwn(shown, point);
  }

  /** Shows an edit that has not been written yet. */
  show(held: HeldOutline, nodes: readonly CurveNode[], label: string, guides: readonly Guide[] = []): void {
    const { outline, item } = held;
    this.problem = problemOf(outline, nodes);
    // What will be refused is not shown as if it were done; its marks are red instead.
    const shown = this.problem
      ? { moved: new Map() }
      : previewWrites(this.#context.index, planOutline(this.#context.index, item, outline, tidied(nodes)));
    this.#context.preview.value = { ...NO_PREVIEW, ...shown, guides, label: this.problem ?? label };
  }

  /**
   * Writes an edit as one step; one that would break the outline is refused and says why. False when it was.
   * @param burst one of a row of the same edits, such as presses of a key
   */
  commit(held: HeldOutline, nodes: readonly CurveNode[], name: string, burst = false): boolean {
    const { host, index } = this.#context;
    const item = index.items.get(held.item.id);
    const problem = problemOf(held.outline, nodes);
    this.problem = null;
    if (problem || !item || !host.canWrite()) {
      host.hint.value = problem ? `${problem}: nothing was changed` : host.hint.value;
      return false;
    }
    const writes = planOutline(index, item, held.outline, tidied(nodes));
    const write = (writer: SceneWriter) => {
      for (const { id, component, fields } of writes) writer.setFields(id, component, fields);
    };
    host.write(name, write, burst);
    return true;
  }
}

/** Why an outline cannot become this; one that was wrong before may stay so, as long as it has enough points. */
function problemOf(outline: Outline, nodes: readonly CurveNode[]): string | null {
  const rules = rulesOf(outline);
  const wasFine = outlineProblem(outline.nodes.map(placeOf), rules) === null;
  return wasFine ? outlineProblem(nodes.map(placeOf), rules) : countProblem(nodes.length, rules);
}

const placeOf = ({ at }: CurveNode): Vec2 => at;
