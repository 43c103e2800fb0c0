/** What drags do to colliders with a box: move them, resize them, draw another one. */
import { subtract, type Rect, type Vec2 } from '../../../base/geometry.ts';
import { defaultsOf } from '../../../schema/components.ts';
import type { ResolvedEntity } from '../../../schema/project.ts';
import { fromOwn, toOwn, type Placed } from '../entity-geometry.ts';
import type { SceneItem } from '../scene-item.ts';
import {
  boxFields,
  colliderHandles,
  drawnBox,
  moveCollider,
  resizeCollider,
  sizingBox,
  type BOX_COLLIDERS,
} from '../shapes/collider-edit.ts';
import type { Handle } from '../resize.ts';
import type { ColliderData } from '../shapes/outlines.ts';
import { PointSnapper } from './snap-point.ts';
import { NO_PREVIEW, type Gesture, type ToolContext, type ToolPointer } from './tool.ts';

/** A collider in hand, and where its entity is shown. */
export interface HeldCollider {
  readonly item: SceneItem;
  readonly shown: Placed;
  readonly key: string;
  readonly collider: ColliderData;
}

/** A drag on a collider: how its entity would look now. */
export interface ColliderGesture extends Gesture {
  readonly entity: ResolvedEntity | null;
}

/** An entity with other fields in one of its components. */
function withFields(entity: ResolvedEntity, key: string, fields: object): ResolvedEntity {
  const before = (entity.components as unknown as Record<string, object | undefined>)[key];
  return { ...entity, components: { ...entity.components, [key]: { ...before, ...fields } } };
}

const sizeLabel = ({ width, height }: Pick<Rect, 'width' | 'height'>): string =>
  `${Math.round(width)} × ${Math.round(height)}`;

/** Changes fields of the collider in hand. */
class FieldsGesture implements ColliderGesture {
  entity: ResolvedEntity | null = null;
  protected readonly context: ToolContext;
  protected readonly held: HeldCollider;
  protected readonly snapper: PointSnapper;
  readonly #name: string;
  readonly #change: (at: ToolPointer) => Partial<ColliderData>;

  constructor(
    context: ToolContext,
    held: HeldCollider,
    name: string,
    change: (at: ToolPointer, snapper: PointSnapper) => Partial<ColliderData>,
  ) {
    this.context = context;
    this.held = held;
    this.#name = name;
    this.snapper = new PointSnapper(context, [], boxPoints(held.shown, held.item.entity));
    this.#change = (at) => change(at, this.snapper);
  }

  move(at: ToolPointer): void {
    const { item, key } = this.held;
    const fields = this.#change(at);
    this.entity = withFields(item.entity, key, fields);
    const next = { ...this.held.collider, ...fields };
    const box = sizingBox(next, item.entity.components);
    const [x, y] = next.offset;
    const label = fields.size && box ? sizeLabel(box) : `${Math.round(x)}, ${Math.round(y)}`;
    this.context.preview.value = { ...NO_PREVIEW, label };
  }

  commit(at: ToolPointer): void {
    const { item, key } = this.held;
    this.context.host.write(this.#name, (writer) => writer.setFields(item.id, key, this.#change(at)));
  }
}

/** Corners and middle of an entity's box in the scene: colliders like to sit there. */
function boxPoints(shown: Placed, { components }: ResolvedEntity): Vec2[] {
  const { size, anchor } = components.Transform;
  return [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
    [0.5, 0.5],
  ].map(([fx, fy]) => fromOwn(shown, [(fx! - anchor[0]) * size[0], (fy! - anchor[1]) * size[1]]));
}

/** Moves a collider on its entity. Shift keeps to an axis, Alt ignores snapping. */
export function moveGesture(context: ToolContext, held: HeldCollider, from: ToolPointer): ColliderGesture {
  const box = sizingBox(held.collider, held.item.entity.components);
  const middle = box ? fromOwn(held.shown, [box.x + box.width / 2, box.y + box.height / 2]) : from.scene;
  return new FieldsGesture(context, held, 'Move collider', (at, snapper) => {
    const [dx, dy] = subtract(at.scene, from.scene);
    const to = snapper.snap(middle, [middle[0] + dx, middle[1] + dy], at);
    return moveCollider(held.collider, subtract(toOwn(held.shown, to.at), toOwn(held.shown, middle)));
  });
}

/** Resizes a collider by a handle. Shift keeps the ratio, Alt resizes around the middle. */
export function resizeGesture(
  context: ToolContext,
  held: HeldCollider,
  handle: Handle,
  from: ToolPointer,
): ColliderGesture {
  const { components } = held.item.entity;
  const found = colliderHandles(held.collider, components, Infinity).find(
    (each) => each.handle[0] === handle[0] && each.handle[1] === handle[1],
  )!;
  const start = fromOwn(held.shown, found.at);
  const grip = subtract(start, from.scene);
  return new FieldsGesture(context, held, 'Resize collider', (at, snapper) => {
    const to: Vec2 = [at.scene[0] + grip[0], at.scene[1] + grip[1]];
    const snapped = snapper.snap(start, to, { shift: false, alt: false }).at;
    const options = { ratio: at.shift, centre: at.alt };
    return resizeCollider(held.collider, components, handle, toOwn(held.shown, snapped), options);
  });
}

/** Draws a box, circle or capsule onto an entity. */
export class DrawColliderGesture implements ColliderGesture {
  entity: ResolvedEntity | null = null;
  readonly #context: ToolContext;
  readonly #item: SceneItem;
  readonly #shown: Placed;
  /** Key of the collider that is drawn. */
  readonly key: string;
  readonly #kind: (typeof BOX_COLLIDERS)[number];
  readonly #snapper: PointSnapper;
  readonly #from: Vec2;

  constructor(
    context: ToolContext,
    item: SceneItem,
    shown: Placed,
    key: string,
    kind: (typeof BOX_COLLIDERS)[number],
    from: ToolPointer,
  ) {
    this.#context = context;
    this.#item = item;
    this.#shown = shown;
    this.key = key;
    this.#kind = kind;
    this.#snapper = new PointSnapper(context, [], boxPoints(shown, item.entity));
    this.#from = this.#place(from);
  }

  move(at: ToolPointer): void {
    const { box, fields } = this.#drawn(at);
    const collider = { ...defaultsOf('Collider'), shape: this.#kind, ...fields };
    this.entity = withFields(this.#item.entity, this.key, collider);
    this.#context.preview.value = { ...NO_PREVIEW, label: sizeLabel(box) };
  }

  commit(at: ToolPointer): void {
    const { box, fields } = this.#drawn(at);
    if (box.width < 1 || box.height < 1) return;
    this.#context.host.write(`Draw ${this.#kind} collider`, (writer) =>
      writer.setFields(this.#item.id, this.key, { shape: this.#kind, ...fields }),
    );
  }

  #place(at: ToolPointer): Vec2 {
    const from: Vec2 = [at.scene[0] - 1e3, at.scene[1] - 1e3];
    return this.#snapper.snap(from, at.scene, { shift: false, alt: false }).at;
  }

  #drawn(at: ToolPointer) {
    const [from, to] = [this.#from, this.#place(at)].map((point) => toOwn(this.#shown, point)) as [
      Vec2,
      Vec2,
    ];
    const box = drawnBox(this.#kind, from, to, at);
    return { box, fields: boxFields(this.#item.entity.components, box) };
  }
}
