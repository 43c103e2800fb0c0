import { cornersOf } from '../entity-geometry.ts';
import { comesFromPrefab } from '../chosen.ts';
import type { Mark } from '../marks.ts';
import type { Subject } from '../menus.ts';
import type { SceneItem } from '../scene-item.ts';
import { heldJointMarks, jointMarks, limitPlaces } from '../shapes/joint-marks.ts';
import { jointsShown, type JointShown, type PlaceOf } from '../shapes/joints.ts';
import { anchorGesture, DrawJointGesture, limitGesture, type JointGesture } from './joint-gestures.ts';
import { entityAt } from '../picking.ts';
import { END_REACH, isNear, jointPartAt, jointSubject, type JointPart } from './joint-at.ts';
import { PressTool, type Press } from './press-tool.ts';
import type { Tool, ToolPointer } from './tool.ts';

type Part = JointPart | { kind: 'limit'; shown: JointShown; which: 'lowerAngle' | 'upperAngle' };

/** Draws joints from body to body, and moves their anchors and limits. */
export class JointTool extends PressTool<JointGesture> implements Tool {
  /** The joint in hand. */
  #active: { id: string; key: string } | null = null;

  get hint(): string {
    const { host } = this.context;
    if (!host.canWrite()) return 'This project is read-only';
    return `Drag from body to body: ${host.options.value.joint} · right click a joint for its kind · Del removes · Esc done`;
  }

  down(at: ToolPointer): void {
    const { host } = this.context;
    host.hint.value = this.hint;
    const part = this.#partAt(at);
    this.press = part ? this.#onPart(part, at) : this.#onBody(at);
  }

  key(key: string): boolean {
    const active = this.#activeShown();
    if (!active || this.press.kind !== 'idle' || (key !== 'Delete' && key !== 'Backspace')) return false;
    const { host } = this.context;
    if (comesFromPrefab(host, active.id, active.key))
      host.hint.value = 'This joint comes with the prefab: delete it there';
    else if (host.canWrite())
      host.write('Delete joint', (writer) => writer.removeComponent(active.id, active.key));
    return true;
  }

  marks(): Mark[] {
    const pixel = 1 / this.context.host.view.value.scale;
    const { gesture } = this;
    const marks: Mark[] = [];
    if (gesture instanceof DrawJointGesture && gesture.target !== null) {
      const target = this.#placeOf(gesture.target);
      if (target)
        marks.push({ kind: 'line', points: cornersOf(target), closed: true, tone: 'joint', width: 2 });
    }
    for (const shown of this.#all()) {
      const held = this.#active?.id === shown.id && this.#active.key === shown.key;
      if (!held) marks.push(...jointMarks(shown, pixel));
    }
    const shown = gesture?.shown ?? this.#activeShown();
    const placed = shown && this.#placeOf(shown.id);
    return shown && placed ? [...marks, ...heldJointMarks(shown, placed, pixel)] : marks;
  }

  subjectAt(at: ToolPointer): Subject | null {
    const subject = jointSubject(this.#all(), at, this.context.host.view.value.scale);
    const [id, key] = subject?.id.split(' ') ?? [];
    if (id !== undefined && key !== undefined) this.#take({ id, key });
    return subject;
  }

  readonly #placeOf: PlaceOf = (id) => {
    const { index, played } = this.context;
    return played().get(id) ?? index.items.get(id)?.placed ?? null;
  };

  /** The joints of all entities that can be seen. */
  #all(): JointShown[] {
    const found: JointShown[] = [];
    for (const item of this.context.index.items.values())
      if (item.visible) found.push(...jointsShown(item, this.#placeOf));
    return found;
  }

  #activeShown(): JointShown | null {
    const item = this.#active && this.context.index.items.get(this.#active.id);
    if (!item) return null;
    return jointsShown(item, this.#placeOf).find(({ key }) => key === this.#active?.key) ?? null;
  }

  #take({ id, key }: { id: string; key: string }): void {
    this.#active = { id, key };
    this.context.host.selection.set([id]);
    this.context.redraw();
  }

  #onPart(part: Part, from: ToolPointer): Press<JointGesture> {
    const { shown } = part;
    const item = this.context.index.items.get(shown.id)!;
    this.#take(shown);
    const drag = (): JointGesture | null => {
      if (item.locked) return null;
      if (part.kind === 'limit') return limitGesture(this.context, item, shown, part.which, this.#placeOf);
      if (part.kind === 'end')
        return anchorGesture(this.context, item, shown, part.end, this.#placeOf, this.#bodyAt);
      return null;
    };
    return { kind: 'pointing', from, click: () => {}, drag };
  }

  #onBody(from: ToolPointer): Press<JointGesture> {
    const { host, index } = this.context;
    const hit = this.#bodyAt(from);
    const item = hit === null ? undefined : index.items.get(hit);
    const click = () => {
      this.#active = null;
      if (hit === null) host.selection.clear();
      else host.selection.set([hit]);
      this.context.redraw();
    };
    return {
      kind: 'pointing',
      from,
      click,
      drag: () => item && this.#draw(item, from),
    } as Press<JointGesture>;
  }

  #draw(item: SceneItem, from: ToolPointer): JointGesture {
    const { host } = this.context;
    const gesture = new DrawJointGesture(
      this.context,
      item,
      host.options.value.joint,
      from,
      this.#placeOf,
      this.#bodyAt,
    );
    this.#take({ id: item.id, key: gesture.key });
    return gesture;
  }

  readonly #bodyAt = (at: ToolPointer): string | null => entityAt(this.context, at.scene);

  protected hover(at: ToolPointer): void {
    const { cursor } = this.context;
    const part = this.#partAt(at);
    if (part) cursor.value = part.kind === 'line' ? 'pointer' : 'move';
    else cursor.value = this.#bodyAt(at) === null ? 'default' : 'crosshair';
  }

  #partAt(pointer: ToolPointer): Part | null {
    const { scale } = this.context.host.view.value;
    const active = this.#activeShown();
    const placed = active && this.#placeOf(active.id);
    if (active && placed)
      for (const { which, at } of limitPlaces(active, placed, 1 / scale))
        if (isNear(pointer, at, END_REACH, scale)) return { kind: 'limit', shown: active, which };
    const all = this.#all();
    return jointPartAt(active ? [active, ...all] : all, pointer, scale);
  }
}
