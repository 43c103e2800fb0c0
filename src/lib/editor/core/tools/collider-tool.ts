import type { Vec2 } from '../../../base/geometry.ts';
import { cursorOf } from '../gizmo.ts';
import { tidyVec, type Placed } from '../entity-geometry.ts';
import { comesFromPrefab } from '../chosen.ts';
import type { Mark } from '../marks.ts';
import type { SceneItem } from '../scene-item.ts';
import { BOX_COLLIDERS, freeKey, type ColliderKind, type POINT_COLLIDERS } from '../shapes/collider-edit.ts';
import { colliderHandleMarks, colliderMarks } from '../shapes/collider-marks.ts';
import { collidersShown } from '../shapes/collider-shapes.ts';
import { colliderOf } from '../shapes/outlines.ts';
import { arrowStep } from './arrow-keys.ts';
import { colliderAt, colliderHandleAt } from './collider-at.ts';
import { ColliderPen } from './collider-pen.ts';
import {
  DrawColliderGesture,
  moveGesture,
  resizeGesture,
  type ColliderGesture,
  type HeldCollider,
} from './collider-gestures.ts';
import { entityAt } from '../picking.ts';
import { PressTool, type Press } from './press-tool.ts';
import { type Tool, type ToolContext, type ToolKeys, type ToolPointer } from './tool.ts';
import { PenEnds } from './pen-ends.ts';
import { VertexTool } from './vertex-tool.ts';

const HINTS = {
  '': 'Drag a collider · pick a kind above to draw · Del removes · Esc done',
  box: 'Drag a box · Shift square · Alt from the centre · Esc back',
  circle: 'Drag a circle · Alt from the centre · Esc back',
  capsule: 'Drag a capsule · Alt from the centre · Esc back',
  polygon: 'Click corners · Enter closes · Shift 15° steps · Esc back',
  segment: 'Click both ends · Shift 15° steps · Esc back',
  chain: 'Click points · the end of a chain goes on · Enter ends · Shift 15° steps · Esc back',
} as const;

const isBox = (kind: string): kind is (typeof BOX_COLLIDERS)[number] =>
  (BOX_COLLIDERS as readonly string[]).includes(kind);

/** Edits the colliders of the selected entity on the canvas, and draws more of them. */
export class ColliderTool extends PressTool<ColliderGesture> implements Tool {
  readonly #points: VertexTool;
  /** Ends of chains, from which the pen goes on. */
  readonly #ends: PenEnds;
  /** The points of a collider have the pointer. */
  #onPoints = false;
  #pen: ColliderPen | null = null;
  #active: string | null = null;
  #entity: string | null = null;

  constructor(context: ToolContext) {
    super(context);
    this.#ends = new PenEnds(context, ({ kind }) => kind === 'chain');
    this.#points = new VertexTool(context, (component) => component === this.#active);
  }

  get hint(): string {
    const { host } = this.context;
    if (!host.canWrite()) return 'This project is read-only';
    return this.#item() ? HINTS[this.#kind] : 'Click the entity whose colliders you want to edit';
  }

  down(at: ToolPointer): void {
    const { host } = this.context;
    host.hint.value = this.hint;
    const item = this.#item();
    if (!host.canWrite()) return;
    const kind = this.#kind;
    if (!item) this.press = this.#selecting(at);
    else if (kind === '') this.press = this.#editing(item, at);
    else if (isBox(kind)) this.press = this.#drawing(item, kind, at);
    else this.#press(item, kind, at);
  }

  override move(at: ToolPointer): void {
    if (this.#onPoints) this.#points.move(at);
    else super.move(at);
  }

  override up(at: ToolPointer): void {
    if (!this.#onPoints) return super.up(at);
    this.#onPoints = false;
    this.#points.up(at);
  }

  protected override committed(gesture: ColliderGesture): void {
    if (gesture instanceof DrawColliderGesture) this.#drawn(gesture.key);
  }

  doubleClick(at: ToolPointer): void {
    if (this.#kind === '') this.#points.doubleClick(at);
  }

  key(key: string, held: ToolKeys): boolean {
    if (this.#pen) return this.#penKey(this.#pen, key);
    if (this.press.kind !== 'idle' || this.#onPoints) return false;
    if (this.#points.key(key, held)) return true;
    const collider = this.#held();
    if (!collider || held.mod) return false;
    const delta = arrowStep(key, held.shift);
    if (key === 'Delete' || key === 'Backspace') this.#delete(collider);
    else if (delta) this.#nudge(collider, delta);
    else return false;
    return true;
  }

  override cancel(): boolean {
    const busy = this.#onPoints || (this.#pen?.busy ?? false);
    if (this.#onPoints) this.#points.cancel();
    this.#onPoints = false;
    this.#pen = null;
    return super.cancel() || busy;
  }

  /** Escape with nothing to drop: drawing ends before the tool does. */
  leave(): boolean {
    if (this.#kind === '') return false;
    this.#mode('');
    return true;
  }

  marks(): Mark[] {
    const item = this.#item();
    if (!item) return [];
    const { host } = this.context;
    const shown = this.#shown(item);
    const { gesture } = this;
    const entity = gesture?.entity ?? item.entity;
    const active = gesture instanceof DrawColliderGesture ? gesture.key : this.#active;
    const dragged = gesture !== null && !(gesture instanceof DrawColliderGesture);
    return [
      ...colliderMarks(shown, entity, active),
      ...(this.#kind === 'chain' && !this.#pen?.busy ? this.#ends.marks() : []),
      ...(this.#kind === '' && !this.#pen && this.#active ? this.#points.marks() : []),
      ...(this.#kind === '' && host.canWrite() && (gesture === null || dragged)
        ? colliderHandleMarks(shown, entity, this.#active, this.#scale)
        : []),
    ];
  }

  get #kind(): ColliderKind | '' {
    return this.context.host.options.value.collider;
  }

  #mode(collider: ColliderKind | ''): void {
    const { host } = this.context;
    host.options.value = { ...host.options.value, collider };
    host.hint.value = this.hint;
    this.context.redraw();
  }

  /** The selected entity. */
  #item(): SceneItem | null {
    const { host, index } = this.context;
    const id = host.selection.ids.at(-1) ?? null;
    const item = id === null ? undefined : index.items.get(id);
    if (id !== this.#entity) {
      this.#entity = id;
      this.#pen = null;
      this.#active = null;
    }
    if (!item || item.locked) return null;
    const own = collidersShown(item.entity).filter(({ key }) => key !== '');
    if (!own.some(({ key }) => key === this.#active)) this.#active = own[0]?.key ?? null;
    return item;
  }

  #shown(item: SceneItem): Placed {
    return this.context.played().get(item.id) ?? item.placed;
  }

  #held(): HeldCollider | null {
    const item = this.#item();
    const collider =
      item && this.#active !== null ? colliderOf(item.entity.components, this.#active) : undefined;
    return item && collider ? { item, collider, key: this.#active!, shown: this.#shown(item) } : null;
  }

  #editing(item: SceneItem, from: ToolPointer): Press<ColliderGesture> {
    const held = this.#held();
    const handle = held && colliderHandleAt(held, from, this.#scale);
    if (held && handle)
      return {
        kind: 'pointing',
        from,
        click: () => {},
        drag: () => resizeGesture(this.context, held, handle, from),
      };
    if (this.#points.grabs(from)) {
      this.#points.down(from);
      this.#onPoints = true;
      return { kind: 'idle' };
    }
    const key = this.#colliderAt(item, from);
    if (key === null) return this.#selecting(from);
    this.#active = key;
    this.context.redraw();
    const drag = () => {
      const now = this.#held();
      return now && moveGesture(this.context, now, from);
    };
    return { kind: 'pointing', from, click: () => {}, drag };
  }

  #selecting(from: ToolPointer): Press<ColliderGesture> {
    const { host } = this.context;
    const click = () => {
      const hit = entityAt(this.context, from.scene);
      if (hit !== null) host.selection.set([hit]);
      host.hint.value = this.hint;
      this.context.redraw();
    };
    return { kind: 'pointing', from, click, drag: () => null };
  }

  #drawing(item: SceneItem, kind: (typeof BOX_COLLIDERS)[number], from: ToolPointer): Press<ColliderGesture> {
    const key = freeKey('Collider', item.entity.components);
    return {
      kind: 'pointing',
      from,
      click: () => {},
      drag: () => new DrawColliderGesture(this.context, item, this.#shown(item), key, kind, from),
    };
  }

  /** After drawing, what was drawn is in hand, ready to be adjusted. */
  #drawn(key: string): void {
    this.#pen = null;
    this.#item();
    this.#active = key;
    this.#mode('');
  }

  #press(item: SceneItem, kind: (typeof POINT_COLLIDERS)[number], at: ToolPointer): void {
    if (!this.#pen?.isFor(item, kind))
      this.#pen = new ColliderPen(this.context, item, this.#shown(item), kind, this.#ends);
    const pen = this.#pen;
    if (pen.press(at)) this.#drawn(pen.key);
  }

  #penKey(pen: ColliderPen, key: string): boolean {
    if (!pen.busy) return false;
    if (key === 'Enter') {
      if (pen.finish()) this.#drawn(pen.key);
    } else if (key === 'Backspace') pen.back();
    else return false;
    return true;
  }

  #delete({ item, key }: HeldCollider): void {
    const { host } = this.context;
    if (comesFromPrefab(host, item.id, key)) {
      host.hint.value = 'This collider comes with the prefab: delete it there';
      return;
    }
    host.write('Delete collider', (writer) => writer.removeComponent(item.id, key));
    this.#active = null;
    this.context.redraw();
  }

  #nudge({ item, key, collider }: HeldCollider, [dx, dy]: Vec2): void {
    const offset = tidyVec([collider.offset[0] + dx, collider.offset[1] + dy]);
    this.context.host.write('Nudge collider', (writer) => writer.setFields(item.id, key, { offset }), true);
  }

  #colliderAt(item: SceneItem, at: ToolPointer): string | null {
    return colliderAt(item.entity, this.#shown(item), this.#active, at, this.#scale);
  }

  get #scale(): number {
    return this.context.host.view.value.scale;
  }

  protected hover(at: ToolPointer): void {
    this.#pen?.move(at);
    if (this.#kind === 'chain' && !this.#pen?.busy) this.#ends.hover(at);
    const { cursor, host } = this.context;
    const item = host.canWrite() ? this.#item() : null;
    if (this.#kind !== '' && item) {
      cursor.value = 'crosshair';
      return;
    }
    const held = this.#held();
    const handle = held && colliderHandleAt(held, at, this.#scale);
    if (held && handle) cursor.value = cursorOf({ kind: 'resize', handle }, held.shown.rotation);
    else if (this.#points.grabs(at)) this.#points.move(at);
    else cursor.value = item && this.#colliderAt(item, at) !== null ? 'move' : 'default';
  }
}
