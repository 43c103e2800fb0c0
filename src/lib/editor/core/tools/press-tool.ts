import { movedEnough, NO_PREVIEW, type Gesture, type ToolContext, type ToolPointer } from './tool.ts';

/** What the pointer that went down means. */
export type Press<G extends Gesture> =
  | { readonly kind: 'idle' }
  /** Not moved yet: a click, or the start of `drag`. */
  | {
      readonly kind: 'pointing';
      readonly from: ToolPointer;
      readonly click: () => void;
      readonly drag: () => G | null;
    }
  | { readonly kind: 'dragging'; readonly gesture: G };

/** The part that tools have in common which tell a click from a drag: one says in `down` what either would do. */
export abstract class PressTool<G extends Gesture> {
  protected press: Press<G> = { kind: 'idle' };
  protected readonly context: ToolContext;

  constructor(context: ToolContext) {
    this.context = context;
  }

  /** The pointer goes somewhere with nothing held. */
  protected abstract hover(at: ToolPointer): void;

  /** A drag has been written. */
  protected committed(_gesture: G): void {}

  /** The drag in progress; `null` for none. */
  protected get gesture(): G | null {
    return this.press.kind === 'dragging' ? this.press.gesture : null;
  }

  move(at: ToolPointer): void {
    const { press } = this;
    if (press.kind === 'idle') return this.hover(at);
    if (press.kind === 'dragging') return press.gesture.move(at);
    if (!movedEnough(press.from, at)) return;
    const gesture = this.context.host.canWrite() ? press.drag() : null;
    this.press = gesture ? { kind: 'dragging', gesture } : { kind: 'idle' };
    gesture?.move(at);
  }

  up(at: ToolPointer): void {
    const { press } = this;
    this.press = { kind: 'idle' };
    if (press.kind === 'pointing') press.click();
    else if (press.kind === 'dragging') {
      press.gesture.commit(at);
      this.committed(press.gesture);
    }
    this.context.preview.value = NO_PREVIEW;
    this.hover(at);
  }

  cancel(): boolean {
    const busy = this.press.kind !== 'idle';
    this.press = { kind: 'idle' };
    this.context.preview.value = NO_PREVIEW;
    return busy;
  }
}
