import type { Placed } from '../entity-geometry.ts';
import { distancesBetween } from '../distances.ts';
import { cursorOf, gizmoPartAt, type GizmoKind, type GizmoPart } from '../gizmo.ts';
import { coverOf, frameOf, stepInto } from '../groups.ts';
import { stackAt } from '../hit-tests.ts';
import { enteredNow, hitOptions, nextInStack, pickedOf, selectedIn } from '../picking.ts';
import type { Subject } from '../menus.ts';
import { jointsOfSelected } from '../shapes/joints.ts';
import { jointSubject } from './joint-at.ts';
import { movableSelection, pivotOf, resizableSelection, selectionFrame } from './held.ts';
import { openShape } from './open-shape.ts';
import { GuideGesture, guideUnder } from './guide-gesture.ts';
import { MarqueeGesture } from './marquee-gesture.ts';
import { ResizeGesture } from './resize-gesture.ts';
import { RotateGesture } from './rotate-gesture.ts';
import { ScaleGesture } from './scale-gesture.ts';
import {
  movedEnough,
  NO_PREVIEW,
  type Gesture,
  type Tool,
  type ToolContext,
  type ToolPointer,
} from './tool.ts';
import { TranslateGesture } from './translate-gesture.ts';

/** Milliseconds after which a click in the same place is a new one and no double click. */
const DOUBLE_CLICK = 500;

const HINTS: Readonly<Record<GizmoKind, string>> = {
  select: 'Click or drag a box to select · Alt+click what lies behind · Ctrl+click into groups · Shift adds',
  move: 'Drag anywhere to move the selection · arrows keep to one axis · Alt no snapping · {tool.select} back to select',
  rotate: 'Drag anywhere to turn the selection · Shift in steps of 15° · {tool.select} back to select',
  scale: 'Drag anywhere to scale the selection · handles resize one side · {tool.select} back to select',
};
const HELD_HINT =
  'Drag moves · Alt distances · Alt+click what lies behind · double click goes inside · Shift adds · {edit.duplicate} duplicates';
/** Fingers hold no keys. */
const FINGER_HINT = 'Tap or drag a box to select · hold for the menu · two fingers move and zoom the view';
const HELD_BY_FINGER =
  'Drag moves · tap again for what lies behind · tap twice goes inside · hold for the menu · two fingers for the view';
const INSIDE_HINT =
  'Drag moves · Esc steps out · double click goes deeper · click again or Alt+click what lies behind · Shift adds';

type State =
  | { kind: 'idle' }
  /** Pressed and not moved yet: a click, or the start of `drag`. */
  | { kind: 'pointing'; from: ToolPointer; click: (at: ToolPointer) => void; drag: () => Gesture | null }
  | { kind: 'dragging'; gesture: Gesture };

/**
 * Click and marquee select; handles and drags move, resize and turn. As the move, rotate or scale tool it does one of
 * them from anywhere on the canvas.
 */
export class SelectTool implements Tool {
  readonly gizmo: GizmoKind;
  #state: State = { kind: 'idle' };
  #lastClick: ToolPointer | null = null;
  readonly #context: ToolContext;

  constructor(context: ToolContext, gizmo: GizmoKind = 'select') {
    this.#context = context;
    this.gizmo = gizmo;
  }

  get hint(): string {
    const state = this.#state;
    if (state.kind === 'dragging' && state.gesture.hint) return state.gesture.hint;
    const { ids } = this.#context.host.selection;
    if (this.gizmo === 'select' && this.#context.coarse.value)
      return ids.length > 0 ? HELD_BY_FINGER : FINGER_HINT;
    if (this.gizmo !== 'select' || ids.length === 0) return HINTS[this.gizmo];
    return ids.length === 1 && frameOf(this.#context.index, ids) !== null ? INSIDE_HINT : HELD_HINT;
  }

  down(at: ToolPointer): void {
    const part = this.#partAt(at);
    if (part) this.#state = { kind: 'pointing', from: at, click: () => {}, drag: () => this.#pull(part, at) };
    else {
      const stack = this.#stackAt(at);
      this.#state = stack.length === 0 ? this.#onGround(at) : this.#onEntities(stack, at);
    }
  }

  move(at: ToolPointer): void {
    const state = this.#state;
    if (state.kind === 'idle') this.#hover(at);
    else if (state.kind === 'dragging') state.gesture.move(at);
    else if (movedEnough(state.from, at)) {
      const gesture = state.drag();
      this.#state = gesture ? { kind: 'dragging', gesture } : { kind: 'idle' };
      this.#context.hovered.value = this.#context.measured.value = null;
      this.#tell();
      gesture?.move(at);
    }
  }

  up(at: ToolPointer): void {
    const state = this.#state;
    this.#state = { kind: 'idle' };
    if (state.kind === 'pointing') {
      state.click(at);
      this.#lastClick = at;
    } else if (state.kind === 'dragging') state.gesture.commit(at);
    this.#clear();
    this.#hover(at);
    this.#tell();
  }

  doubleClick(at: ToolPointer): void {
    const { host, index, open } = this.#context;
    const [hit] = this.#stackAt(at);
    if (hit === undefined) return;
    // The second press has taken what the first one found, so that what is selected tells how deep we are.
    const [picked] = pickedOf(index, [hit], { entered: this.#entered(), deep: false });
    const target = picked === undefined || at.mod ? hit : stepInto(index, picked, hit);
    host.selection.set([target]);
    if (picked === hit || at.mod) open(hit);
    this.#tell();
  }

  /** Enter opens the points of what is selected. */
  key(key: string): boolean {
    const id = this.#context.host.selection.ids.at(-1);
    return key === 'Enter' && id !== undefined && openShape(this.#context, id, true);
  }

  /** Joints of what is selected, where they reach out of bodies: on these a menu is about the body. */
  subjectAt(at: ToolPointer): Subject | null {
    const { host, index, played } = this.#context;
    if (this.gizmo !== 'select' || this.#stackAt(at).length > 0) return null;
    const placeOf = (id: string) => played().get(id) ?? index.items.get(id)?.placed ?? null;
    return jointSubject(jointsOfSelected(index, host.selection.ids, placeOf), at, host.view.value.scale);
  }

  cancel(): boolean {
    const busy = this.#state.kind !== 'idle';
    this.#state = { kind: 'idle' };
    this.#context.hovered.value = this.#context.measured.value = null;
    this.#clear();
    this.#tell();
    return busy;
  }

  #onGround(at: ToolPointer): State {
    const { selection } = this.#context.host;
    const guide = guideUnder(this.#context, at);
    return {
      kind: 'pointing',
      from: at,
      click: () => at.shift || selection.clear(),
      drag: () =>
        guide
          ? new GuideGesture(this.#context, guide)
          : (this.#anywhere(at) ?? new MarqueeGesture(this.#context, at)),
    };
  }

  #onEntities(stack: readonly string[], at: ToolPointer): State {
    const { host, index, through } = this.#context;
    const { selection } = host;
    const picks = pickedOf(index, stack, { entered: this.#entered(), deep: at.mod });
    const [front] = picks as [string];
    const before = selection.ids;
    const held = selectedIn(index, stack, before);
    const anywhere = this.gizmo !== 'select' && before.length > 0;
    // What was picked through others stays held though it is covered; so does anything while a transform is in hand.
    const keeps = held !== null && (held === front || held === through.value || before.length > 1);
    const take = () => keeps || anywhere || selection.set(at.shift ? [...before, front] : [front]);
    if (!at.alt && !at.mod) take();
    return {
      kind: 'pointing',
      from: at,
      click: () => this.#click(picks, before, at),
      drag: () => {
        if (at.mod) return new MarqueeGesture(this.#context, at);
        take();
        return this.#anywhere(at) ?? this.#translate(at);
      },
    };
  }

  /** A press and release in one place, with what was selected before the press. */
  #click(picks: readonly string[], before: readonly string[], at: ToolPointer): void {
    const { through, host } = this.#context;
    const { selection } = host;
    const [front] = picks as [string];
    const choose = (id: string) => {
      selection.set([id]);
      through.value = id === front ? null : id;
    };
    if (at.shift)
      return selection.set(before.includes(front) ? before.filter((id) => id !== front) : [...before, front]);
    if (at.alt || this.#again(before, picks, at)) return choose(nextInStack(picks, before) ?? front);
    choose(front);
  }

  /** Clicked in the same place as before, and no double click: the next one behind is meant. */
  #again(before: readonly string[], picks: readonly string[], at: ToolPointer): boolean {
    const last = this.#lastClick;
    const [only] = before;
    return (
      last !== null &&
      before.length === 1 &&
      picks.includes(only!) &&
      !movedEnough(last, at) &&
      (at.time ?? 0) - (last.time ?? 0) > DOUBLE_CLICK
    );
  }

  #translate(at: ToolPointer): Gesture | null {
    const movable = movableSelection(this.#context);
    return this.#context.host.canWrite() && movable.size > 0
      ? new TranslateGesture(this.#context, movable, at)
      : null;
  }

  /** What a drag from anywhere does with a transform in hand; `null` for the select tool or nothing to do it to. */
  #anywhere(at: ToolPointer): Gesture | null {
    const frame = this.#frame();
    if (this.gizmo === 'select' || !frame || !this.#context.host.canWrite()) return null;
    if (this.gizmo === 'move') return this.#translate(at);
    return this.gizmo === 'rotate' ? this.#turn(frame, at) : this.#scale(frame, at);
  }

  #turn(frame: Placed, at: ToolPointer): Gesture {
    const held = movableSelection(this.#context);
    return new RotateGesture(this.#context, held, pivotOf(this.#context, held, frame), frame.rotation, at);
  }

  #scale(frame: Placed, at: ToolPointer): Gesture {
    const pivot = pivotOf(this.#context, movableSelection(this.#context), frame);
    return new ScaleGesture(this.#context, resizableSelection(this.#context), pivot, at);
  }

  #pull(part: GizmoPart, at: ToolPointer): Gesture | null {
    const frame = this.#frame();
    if (!frame) return null;
    if (part.kind === 'rotate') return this.#turn(frame, at);
    if (part.kind === 'move')
      return new TranslateGesture(this.#context, movableSelection(this.#context), at, part.axis);
    return new ResizeGesture(this.#context, resizableSelection(this.#context), frame, part.handle, at);
  }

  #hover(at: ToolPointer): void {
    const { cursor, hovered, index } = this.#context;
    const part = this.#partAt(at);
    const stack = part ? [] : this.#stackAt(at);
    const [front] = pickedOf(index, stack.slice(0, 1), { entered: this.#entered(), deep: at.mod });
    hovered.value = front ?? null;
    this.#measure(at, part ? undefined : front);
    const guide = part || front !== undefined ? null : guideUnder(this.#context, at);
    if (part) cursor.value = cursorOf(part, this.#frame()?.rotation ?? 0);
    else if (guide) cursor.value = guide.axis === 'x' ? 'col-resize' : 'row-resize';
    else if (this.gizmo !== 'select' && this.#frame())
      cursor.value = this.gizmo === 'rotate' ? 'grab' : 'move';
    else cursor.value = front === undefined ? 'default' : 'move';
  }

  /** With Alt held: how far the selection is from what is under the pointer, on empty ground from the game's screen. */
  #measure(at: ToolPointer, front: string | undefined): void {
    const { host, index, measured, played } = this.#context;
    const { ids } = host.selection;
    const from =
      at.alt && (front === undefined || !ids.includes(front)) ? coverOf(index, ids, played()) : null;
    const [width, height] = host.reader.project.settings.size;
    const to = front === undefined ? { x: 0, y: 0, width, height } : coverOf(index, [front], played());
    const next = from && to ? distancesBetween(from, to) : null;
    if (next || measured.value) measured.value = next;
  }

  #stackAt(at: ToolPointer): string[] {
    return stackAt(this.#context.index, at.scene, hitOptions(this.#context, at.coarse));
  }

  #entered(): ReadonlySet<string> {
    return enteredNow(this.#context);
  }

  #partAt(at: ToolPointer): GizmoPart | null {
    const { host, coarse } = this.#context;
    const frame = host.canWrite() ? this.#frame() : null;
    const look = { kind: this.gizmo, scale: host.view.value.scale, coarse: coarse.value };
    return frame && gizmoPartAt(frame, look, at.scene);
  }

  #frame(): Placed | null {
    return selectionFrame(this.#context);
  }

  #tell(): void {
    this.#context.host.hint.value = this.hint;
  }

  #clear(): void {
    this.#context.preview.value = NO_PREVIEW;
    this.#context.publishDrag(null);
  }
}
