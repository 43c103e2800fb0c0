import type { Vec2 } from '../../base/geometry.ts';
import { Disposer } from '../../base/disposer.ts';
import { panned, toScene, zoomedAt, type View } from '../core/view.ts';
import type { Signal } from '../core/signal.ts';
import type { Tool, ToolKeys, ToolPointer } from '../core/tools/tool.ts';
import { LongPress } from './long-press.ts';

/** What pointer and keys over the canvas act on. */
export interface InputTarget {
  readonly view: Signal<View>;
  tool(): Tool;
  /** The pointer went there; `null` when it left. */
  pointed(at: ToolPointer | null): void;
  /** Escape with nothing to drop: back to the select tool, or nothing selected. */
  escape(): void;
  /** Whether the hand works with a finger, so that handles must be large. */
  touched(coarse: boolean): void;
  /** Opens the context menu at a point, in CSS pixels of the canvas; `null` for the Menu key. */
  menu(at: ToolPointer | null): void;
  /** Shows another cursor than the tool's while the view is dragged; `null` for the tool's. */
  grab(cursor: string | null): void;
}

/** One notch of a wheel changes the scale by about this factor. */
const ZOOM_PER_PIXEL = 0.0018;

const heldKeys = (event: KeyboardEvent): ToolKeys => ({
  shift: event.shiftKey,
  alt: event.altKey,
  mod: event.ctrlKey || event.metaKey,
});

/** Pointer, wheel and keys of the canvas: pans and zooms by itself, passes the rest on to the tool in hand. */
export class CanvasInput {
  readonly #element: HTMLElement;
  readonly #target: InputTarget;
  readonly #disposer = new Disposer();
  readonly #long = new LongPress();
  /** A pen is on the canvas: what touches it besides is the hand that holds the pen. */
  #pen = false;
  /** Pointer ids of that hand: they mean nothing until they are lifted. */
  readonly #palms = new Set<number>();
  /** Fingers on the canvas by pointer id. */
  readonly #touches = new Map<number, Vec2>();
  #panFrom: Vec2 | null = null;
  #space = false;
  #pressed = false;
  /** The other button is held, for a tool that does something with it. */
  #picks = false;
  #last: ToolPointer | null = null;
  /** The pointer is over the canvas. */
  #over = false;

  constructor(element: HTMLElement, target: InputTarget) {
    this.#element = element;
    this.#target = target;
    const own = this.#disposer;
    own.listen<PointerEvent>(element, 'pointerdown', (event) => this.#down(event));
    own.listen<PointerEvent>(element, 'pointermove', (event) => this.#move(event));
    own.listen<PointerEvent>(element, 'pointerup', (event) => this.#up(event));
    own.listen<PointerEvent>(element, 'pointercancel', (event) => this.#lost(event));
    own.listen(element, 'pointerleave', () => {
      this.#over = false;
      target.pointed(null);
    });
    own.listen<MouseEvent>(element, 'dblclick', (event) => target.tool().doubleClick?.(this.#pointer(event)));
    own.listen<MouseEvent>(element, 'contextmenu', (event) => this.#menu(event));
    // What the browser makes of a finger that goes up would take the focus from the menu it has opened.
    own.listen<TouchEvent>(element, 'touchend', (event) => this.#long.done && event.preventDefault(), {
      passive: false,
    });
    own.listen<WheelEvent>(element, 'wheel', (event) => this.#wheel(event), { passive: false });
    // Before the page's own shortcuts: Backspace in a polygon takes back a corner and deletes nothing.
    own.listen<KeyboardEvent>(window, 'keydown', (event) => this.#keyDown(event), { capture: true });
    own.listen<KeyboardEvent>(window, 'keyup', (event) => this.#keyUp(event), { capture: true });
    own.listen(window, 'blur', () => {
      this.#releaseSpace();
      // Keys that go up elsewhere are not heard of.
      if (this.#last?.alt || this.#last?.shift) this.#follow(false, false);
    });
  }

  dispose(): void {
    this.#long.stop();
    this.#disposer.dispose();
  }

  #pointer(event: MouseEvent): ToolPointer {
    const box = this.#element.getBoundingClientRect();
    const screen: Vec2 = [event.clientX - box.left, event.clientY - box.top];
    return {
      screen,
      scene: toScene(this.#target.view.value, screen),
      shift: event.shiftKey,
      alt: event.altKey,
      mod: event.ctrlKey || event.metaKey,
      coarse: (event as PointerEvent).pointerType === 'touch',
      time: event.timeStamp,
    };
  }

  #menu(event: MouseEvent): void {
    event.preventDefault();
    const byKey = event.button !== 2 && (event as PointerEvent).pointerType !== 'touch';
    // A tool that has a use for the button has no menu; the key has.
    if (!byKey && this.#target.tool().secondary) return;
    // The browser's own long press comes besides ours.
    if (this.#long.done && this.#touches.size > 0) return;
    if (!this.#pressed) this.#target.menu(byKey ? null : this.#pointer(event));
  }

  #down(event: PointerEvent): void {
    this.#element.focus({ preventScroll: true });
    if (this.#pen && event.pointerType === 'touch') return void this.#palms.add(event.pointerId);
    if (event.pointerType === 'pen') this.#takePen();
    const at = this.#pointer(event);
    this.#target.touched(at.coarse === true);
    this.#element.setPointerCapture(event.pointerId);
    if (event.pointerType === 'touch') {
      this.#touches.set(event.pointerId, at.screen);
      // A second finger means the view: what the first one began is dropped.
      if (this.#touches.size === 2) {
        this.#long.stop();
        this.#target.tool().cancel();
        this.#pressed = this.#picks = false;
      }
      if (this.#touches.size > 1) return;
    }
    if (event.button === 1 || (event.button === 0 && this.#space)) {
      event.preventDefault();
      this.#panFrom = at.screen;
      this.#target.grab('grabbing');
    } else if (event.button === 2 && !this.#pressed && this.#target.tool().secondary) {
      this.#picks = true;
      this.#target.tool().secondary?.down(at);
    } else if (event.button === 0) {
      this.#pressed = true;
      this.#last = at;
      this.#target.tool().down(at);
      if (event.pointerType !== 'mouse') this.#long.start(at.screen, () => this.#pressedLong(at));
    }
  }

  /** The press means the menu: what it began is dropped. */
  #pressedLong(at: ToolPointer): void {
    this.#pressed = false;
    const tool = this.#target.tool();
    tool.cancel();
    if (!tool.secondary) return this.#target.menu(at);
    this.#picks = true;
    tool.secondary.down(at);
  }

  /** The hand often touches before the pen does: what it began is dropped. */
  #takePen(): void {
    this.#pen = true;
    if (this.#touches.size === 0) return;
    for (const id of this.#touches.keys()) this.#palms.add(id);
    this.#touches.clear();
    this.#long.stop();
    this.#panFrom = null;
    this.#pressed = this.#picks = false;
    this.#target.tool().cancel();
  }

  #move(event: PointerEvent): void {
    if (this.#palms.has(event.pointerId)) return;
    const at = this.#pointer(event);
    this.#long.moved(at.screen);
    if (this.#touches.has(event.pointerId) && this.#touches.size > 1)
      return this.#pinch(event.pointerId, at.screen);
    this.#last = at;
    this.#over = true;
    this.#target.pointed(at);
    if (this.#panFrom) {
      const [x, y] = this.#panFrom;
      this.#panFrom = at.screen;
      this.#target.view.value = panned(this.#target.view.value, [at.screen[0] - x, at.screen[1] - y]);
    } else if (this.#picks) this.#target.tool().secondary?.move(at);
    else this.#target.tool().move(at);
  }

  #up(event: PointerEvent): void {
    if (this.#palms.delete(event.pointerId)) return;
    this.#long.stop();
    if (event.pointerType === 'pen') this.#pen = false;
    const pinching = this.#touches.size > 1;
    this.#touches.delete(event.pointerId);
    if (pinching) return;
    if (this.#picks && event.button !== 1) {
      this.#picks = false;
      this.#target.tool().secondary?.up(this.#pointer(event));
    } else if (this.#panFrom && event.button !== 2) {
      this.#panFrom = null;
      this.#target.grab(this.#space ? 'grab' : null);
    } else if (this.#pressed && event.button === 0) {
      this.#pressed = false;
      this.#target.tool().up(this.#pointer(event));
    }
  }

  #lost(event: PointerEvent): void {
    if (this.#palms.delete(event.pointerId)) return;
    this.#long.stop();
    if (event.pointerType === 'pen') this.#pen = false;
    this.#touches.delete(event.pointerId);
    this.#panFrom = null;
    this.#pressed = this.#picks = false;
    this.#target.grab(null);
    this.#target.tool().cancel();
  }

  #pinch(id: number, to: Vec2): void {
    const from = this.#touches.get(id)!;
    this.#touches.set(id, to);
    const other = [...this.#touches].find(([each]) => each !== id)![1];
    const { view } = this.#target;
    const spread = (point: Vec2) => Math.max(1, Math.hypot(point[0] - other[0], point[1] - other[1]));
    const moved = panned(view.value, [(to[0] - from[0]) / 2, (to[1] - from[1]) / 2]);
    view.value = zoomedAt(
      moved,
      [(to[0] + other[0]) / 2, (to[1] + other[1]) / 2],
      (view.value.scale * spread(to)) / spread(from),
    );
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const { view } = this.#target;
    const unit =
      event.deltaMode === WheelEvent.DOM_DELTA_LINE
        ? 33
        : event.deltaMode === WheelEvent.DOM_DELTA_PAGE
          ? 400
          : 1;
    const { screen } = this.#pointer(event);
    // Shift and the sideways wheel of a touchpad pan; a pinch comes in as a wheel with Ctrl and small steps.
    if (event.shiftKey || (event.deltaX !== 0 && !event.ctrlKey)) {
      const [dx, dy] =
        event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
      view.value = panned(view.value, [-dx * unit, -dy * unit]);
      return;
    }
    const speed = event.ctrlKey ? ZOOM_PER_PIXEL * 4 : ZOOM_PER_PIXEL;
    view.value = zoomedAt(view.value, screen, view.value.scale * Math.exp(-event.deltaY * unit * speed));
    if (this.#pressed && this.#last) this.#target.tool().move(this.#pointer(event));
  }

  #mine(event: KeyboardEvent): boolean {
    const { activeElement } = document;
    return (
      (activeElement === document.body || activeElement === this.#element || this.#pressed) &&
      !(event.target instanceof HTMLElement && event.target.isContentEditable)
    );
  }

  #keyDown(event: KeyboardEvent): void {
    if (event.isComposing || !this.#mine(event)) return;
    if (event.key === 'Shift' || event.key === 'Alt') return this.#modifier(event);
    if (event.code === 'Space' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (!this.#space && !this.#pressed) {
        this.#space = true;
        if (!this.#panFrom) this.#target.grab('grab');
      }
    } else if (event.key === 'Escape') {
      this.#pressed = this.#picks = false;
      if (!this.#target.tool().cancel()) this.#target.escape();
      this.#taken(event);
    } else if (this.#target.tool().key?.(event.key, heldKeys(event))) this.#taken(event);
    // While something is held by the pointer, no shortcut may pull it away.
    else if (this.#pressed) this.#taken(event);
  }

  #keyUp(event: KeyboardEvent): void {
    if (event.code === 'Space') this.#releaseSpace();
    if (event.key === 'Shift' || event.key === 'Alt') this.#modifier(event);
  }

  #releaseSpace(): void {
    if (!this.#space) return;
    this.#space = false;
    if (!this.#panFrom) this.#target.grab(null);
  }

  /** The gesture follows Shift and Alt without waiting for the pointer to move. */
  #modifier(event: KeyboardEvent): void {
    if (event.key === 'Alt' && (this.#pressed || this.#over)) event.preventDefault();
    this.#follow(event.shiftKey, event.altKey);
  }

  #follow(shift: boolean, alt: boolean): void {
    if ((!this.#pressed && !this.#over) || this.#panFrom || !this.#last) return;
    this.#last = { ...this.#last, shift, alt };
    this.#target.tool().move(this.#last);
  }

  #taken(event: KeyboardEvent): void {
    event.preventDefault();
    event.stopPropagation();
  }
}
