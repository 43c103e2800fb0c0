import { cornerNode } from '../../../base/curves.ts';
import { boundsOf, type Vec2 } from '../../../base/geometry.ts';
import { fractionBetween } from '../../../schema/curves.ts';
import { toOwn, type Placed } from '../entity-geometry.ts';
import type { SceneItem } from '../scene-item.ts';
import { boxFields, freeKey, type POINT_COLLIDERS } from '../shapes/collider-edit.ts';
import type { OpenEnd } from '../shapes/open-ends.ts';
import { boxOf, rulesOf } from '../shapes/outlines.ts';
import { PenEnds } from './pen-ends.ts';
import { PointPen } from './point-pen.ts';
import { NO_PREVIEW, type ToolContext, type ToolPointer } from './tool.ts';

/** Draws a polygon, segment or chain collider onto an entity, point by point. */
export class ColliderPen {
  readonly #context: ToolContext;
  readonly #item: SceneItem;
  readonly #shown: Placed;
  readonly #kind: (typeof POINT_COLLIDERS)[number];
  readonly #pen: PointPen;
  readonly #ends: PenEnds;
  /** Where it goes on with a chain that is there. */
  #end: OpenEnd | null = null;

  /** @param ends of chains that are there, which it goes on from */
  constructor(
    context: ToolContext,
    item: SceneItem,
    shown: Placed,
    kind: (typeof POINT_COLLIDERS)[number],
    ends: PenEnds,
  ) {
    this.#context = context;
    this.#item = item;
    this.#shown = shown;
    this.#kind = kind;
    this.#ends = ends;
    this.#pen = new PointPen(context, rulesOf({ kind, closed: kind === 'polygon' }));
  }

  /** Whether it draws this kind onto this entity. */
  isFor(item: SceneItem, kind: string): boolean {
    return this.#item.id === item.id && this.#kind === kind;
  }

  get busy(): boolean {
    return this.#pen.points.length > 0;
  }

  /** Key of the collider that it draws. */
  get key(): string {
    return this.#end?.outline.component ?? freeKey('Collider', this.#item.entity.components);
  }

  /** True when the collider has been written. */
  press(at: ToolPointer): boolean {
    const end = this.busy || this.#kind !== 'chain' ? null : this.#ends.at(at);
    if (end?.id === this.#item.id) {
      this.#ends.hovered = null;
      this.#end = end;
      this.#pen.points = end.nodes.map((node) => node.at);
      this.move(at);
      return false;
    }
    const press = this.#pen.press(at);
    if (press === 'closes' || press === 'ends') return this.finish();
    if (press === 'refused') this.#context.host.hint.value = this.#pen.problem;
    this.move(at);
    return false;
  }

  move(at: ToolPointer): void {
    this.#pen.move(at);
    const { points, cursor, guides, label, problem } = this.#pen;
    const draft =
      points.length > 0
        ? { kind: 'polygon' as const, points, cursor, open: this.#kind !== 'polygon', bad: problem !== '' }
        : null;
    this.#context.preview.value = { ...NO_PREVIEW, draft, guides, label };
  }

  back(): void {
    this.#pen.back();
    if (this.#pen.points.length < (this.#end?.nodes.length ?? 0)) {
      this.#pen.clear();
      this.#end = null;
    }
    this.#context.preview.value = NO_PREVIEW;
  }

  /** Writes the points: fractions of the entity, with which they grow, where that has an area. False when it is refused. */
  finish(): boolean {
    const { host } = this.#context;
    const refusal = this.#pen.refusal();
    if (refusal) {
      host.hint.value = `${refusal} · Backspace takes one back · Esc drops all`;
      return false;
    }
    if (this.#end) {
      this.#context.preview.value = NO_PREVIEW;
      return this.#ends.write(this.#end, this.#pen.points.map(cornerNode), false);
    }
    const points = this.#pen.points.map((point) => toOwn(this.#shown, point));
    const { components } = this.#item.entity;
    const entityBox = boxOf(components);
    const follows = entityBox.width > 0 && entityBox.height > 0;
    const box = follows ? entityBox : boundsOf(points)!;
    const fields = {
      shape: this.#kind,
      ...(follows ? {} : boxFields(components, box)),
      points: points.map(([x, y]): Vec2 => [
        fractionBetween(box.x, box.width, x),
        fractionBetween(box.y, box.height, y),
      ]),
    };
    const { key } = this;
    this.#context.preview.value = NO_PREVIEW;
    host.write(`Draw ${this.#kind} collider`, (writer) => writer.setFields(this.#item.id, key, fields));
    return true;
  }
}
