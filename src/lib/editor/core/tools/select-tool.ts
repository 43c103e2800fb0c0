import type { Placed } from '../entity-geometry.ts';
import { boxAround, cursorOf, gizmoPartAt } from '../gizmo.ts';
import { topmost } from '../selection.ts';
import { MarqueeGesture } from './marquee-gesture.ts';
import { ResizeGesture } from './resize-gesture.ts';
import { RotateGesture } from './rotate-gesture.ts';
import {
  movedEnough,
  NO_PREVIEW,
  type Gesture,
  type Tool,
  type ToolContext,
  type ToolPointer,
} from './tool.ts';
import { TranslateGesture } from './translate-gesture.ts';

/** Scene pixels around a point at 100 % that still hit small things. */
export const HIT_SLACK = 4;

type State =
  | { kind: 'idle' }
  /** Pressed and not moved yet: a click, or the start of `drag`. */
  | { kind: 'pointing'; from: ToolPointer; click: (at: ToolPointer) => void; drag: () => Gesture | null }
  | { kind: 'dragging'; gesture: Gesture };

/** Click and marquee select, move, resize, turn. */
export class SelectTool implements Tool {
  readonly hint =
    'Drag move · Shift axis · Alt no snap · {edit.duplicate} duplicate · {view.zoom-selection} frame';
  #state: State = { kind: 'idle' };
  readonly #context: ToolContext;

  constructor(context: ToolContext) {
    this.#context = context;
  }

  down(at: ToolPointer): void {
    const { host, index, played } = this.#context;
    const part = host.canWrite() ? this.#partAt(at) : null;
    const frame = this.#frame();
    if (part && frame) {
      this.#state = {
        kind: 'pointing',
        from: at,
        click: () => {},
        drag: () =>
          part.kind === 'rotate'
            ? new RotateGesture(this.#context, this.#movable(), frame, at)
            : new ResizeGesture(this.#context, this.#movable(), frame, part.handle, at),
      };
      return;
    }
    const hit = index.hit(at.scene, HIT_SLACK / host.view.value.scale, played());
    this.#state = hit === null ? this.#onGround(at) : this.#onEntity(hit, at);
  }

  move(at: ToolPointer): void {
    const state = this.#state;
    if (state.kind === 'idle') this.#hover(at);
    else if (state.kind === 'dragging') state.gesture.move(at);
    else if (movedEnough(state.from, at)) {
      const gesture = state.drag();
      this.#state = gesture ? { kind: 'dragging', gesture } : { kind: 'idle' };
      gesture?.move(at);
    }
  }

  up(at: ToolPointer): void {
    const state = this.#state;
    this.#state = { kind: 'idle' };
    if (state.kind === 'pointing') state.click(at);
    else if (state.kind === 'dragging') state.gesture.commit(at);
    this.#clear();
    this.#hover(at);
  }

  doubleClick(at: ToolPointer): void {
    const { host, index, played, open } = this.#context;
    const hit = index.hit(at.scene, HIT_SLACK / host.view.value.scale, played());
    if (hit !== null) open(hit);
  }

  cancel(): boolean {
    const busy = this.#state.kind !== 'idle';
    this.#state = { kind: 'idle' };
    this.#clear();
    return busy;
  }

  #onGround(at: ToolPointer): State {
    const { selection } = this.#context.host;
    return {
      kind: 'pointing',
      from: at,
      click: () => at.shift || selection.clear(),
      drag: () => new MarqueeGesture(this.#context, at),
    };
  }

  #onEntity(hit: string, at: ToolPointer): State {
    const { host } = this.#context;
    const { selection } = host;
    const selected = selection.has(hit);
    const adds = at.shift || at.mod;
    // Pressing on something else selects it at once, so that the drag which may follow takes it along.
    if (!selected) selection.set(adds ? [...selection.ids, hit] : [hit]);
    return {
      kind: 'pointing',
      from: at,
      click: () => {
        if (selected && adds) selection.toggle([hit]);
        else if (selected) selection.set([hit]);
      },
      drag: () => {
        const movable = this.#movable();
        return host.canWrite() && movable.size > 0 ? new TranslateGesture(this.#context, movable, at) : null;
      },
    };
  }

  #hover(at: ToolPointer): void {
    const { cursor, host, index, played } = this.#context;
    const part = host.canWrite() ? this.#partAt(at) : null;
    if (part) cursor.value = cursorOf(part, this.#frame()?.rotation ?? 0);
    else
      cursor.value =
        index.hit(at.scene, HIT_SLACK / host.view.value.scale, played()) === null ? 'default' : 'move';
  }

  #partAt(at: ToolPointer) {
    const frame = this.#frame();
    return frame && gizmoPartAt(frame, this.#context.host.view.value.scale, at.scene);
  }

  #frame(): Placed | null {
    return selectionFrame(this.#context);
  }

  #movable(): Map<string, Placed> {
    return movableSelection(this.#context);
  }

  #clear(): void {
    this.#context.preview.value = NO_PREVIEW;
    this.#context.publishDrag(null);
  }
}

/** The selected entities that a drag moves, with where they are now: without locked ones and what hangs on others. */
export function movableSelection({ host, index, played }: ToolContext): Map<string, Placed> {
  const places = played();
  const found = new Map<string, Placed>();
  for (const id of topmost(host.selection.ids, (each) => index.items.get(each)?.entity.parent)) {
    const item = index.items.get(id);
    if (item && !item.locked) found.set(id, places.get(id) ?? item.placed);
  }
  return found;
}

/** The box with handles around what can be moved; `null` when that is nothing. */
export function selectionFrame(context: ToolContext): Placed | null {
  const movable = movableSelection(context);
  const [only] = movable.values();
  if (!only) return null;
  if (movable.size === 1) return only;
  const bounds = context.index.boundsAround(movable.keys(), context.played());
  return bounds && boxAround(bounds);
}
