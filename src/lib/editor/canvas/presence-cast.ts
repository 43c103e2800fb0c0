import { add, type Vec2 } from '../../base/geometry.ts';
import type { CanvasHost, PresenceDrag } from '../core/canvas-host.ts';
import type { Placed } from '../core/entity-geometry.ts';
import type { SceneIndex } from '../core/scene-index.ts';

/** Milliseconds between two messages about the pointer: enough to look smooth, few enough for many people. */
const EVERY = 40;

/** Tells the others where the pointer is and what is dragged, and knows what they drag. */
export class PresenceCast {
  readonly #host: CanvasHost;
  #due: { cursor?: Vec2 | null; drag?: PresenceDrag | null } = {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dragging = false;
  /** `person id` of drags whose result has come in: drawn by the document from then on. */
  readonly #settled = new Set<string>();

  constructor(host: CanvasHost) {
    this.#host = host;
  }

  point(cursor: Vec2 | null): void {
    this.#tell({ cursor: cursor && [Math.round(cursor[0]), Math.round(cursor[1])] });
  }

  drag(drag: PresenceDrag | null): void {
    if (drag === null && !this.#dragging) return;
    this.#dragging = drag !== null;
    this.#tell({ drag });
    // The end must not come later than the committed change shows.
    if (drag === null) this.#send();
  }

  /** Where other people hold entities of a scene right now. */
  drags(scene: string | null, index: SceneIndex): Map<string, Placed> {
    const held = new Map<string, Placed>();
    const holding = new Set<string>();
    for (const person of this.#host.presence.others()) {
      if (person.scene !== scene || !person.drag) continue;
      const { ids, dx, dy } = person.drag;
      for (const id of ids) {
        const key = `${person.id} ${id}`;
        holding.add(key);
        const item = index.items.get(id);
        if (item && !this.#settled.has(key))
          held.set(id, { ...item.placed, position: add(item.placed.position, [dx, dy]) });
      }
    }
    for (const key of this.#settled) if (!holding.has(key)) this.#settled.delete(key);
    return held;
  }

  /** The document changed these: a drag of one of them is over, even if its end has not been told yet. */
  settled(ids: ReadonlySet<string>): void {
    for (const person of this.#host.presence.others())
      for (const id of person.drag?.ids ?? []) if (ids.has(id)) this.#settled.add(`${person.id} ${id}`);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#host.presence.publish({ cursor: null, drag: null });
  }

  #tell(part: { cursor?: Vec2 | null; drag?: PresenceDrag | null }): void {
    Object.assign(this.#due, part);
    this.#timer ??= setTimeout(() => this.#send(), EVERY);
  }

  #send(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const due = this.#due;
    this.#due = {};
    if (Object.keys(due).length > 0) this.#host.presence.publish(due);
  }
}
