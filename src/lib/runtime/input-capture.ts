import { Disposer } from '../base/disposer.ts';
import type { Vec2 } from '../base/geometry.ts';
import { readGamepads } from './gamepads.ts';
import type { InputSnapshot } from './protocol.ts';

/** Keys that would scroll or leave the page while a game has the keyboard. */
const scrolling = new Set([
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Space',
  'PageUp',
  'PageDown',
  'Tab',
]);

/** What is held down, gathered from the events of a page. Everything is let go when the page loses the keyboard. */
export class InputCapture {
  readonly #disposer = new Disposer();
  readonly #keys = new Set<string>();
  readonly #buttons = new Set<number>();
  readonly #touches = new Map<number, Vec2>();
  #pointer: Vec2 | null = null;
  #pads = '';

  /**
   * @param target has the keyboard focus while the game is played.
   * @param toScene the scene position under a point of the page; `null` outside the game.
   * @param onChange called after each change.
   */
  constructor(
    target: HTMLElement,
    toScene: (clientX: number, clientY: number) => Vec2 | null,
    private readonly onChange: (input: InputSnapshot) => void,
  ) {
    this.#disposer.listen<KeyboardEvent>(target, 'keydown', (event) => {
      // What is meant for the browser or the editor is left to them.
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (scrolling.has(event.code)) event.preventDefault();
      if (!event.repeat) this.press(event.code);
    });
    this.#disposer.listen<KeyboardEvent>(target, 'keyup', (event) => this.release(event.code));
    target.style.touchAction = 'none';
    this.#disposer.listen<PointerEvent>(target, 'pointermove', (event) => {
      const at = toScene(event.clientX, event.clientY);
      if (event.pointerType === 'touch') this.#touch(event.pointerId, at);
      else this.#point(at);
    });
    this.#disposer.listen<PointerEvent>(target, 'pointerdown', (event) => {
      const at = toScene(event.clientX, event.clientY);
      if (event.pointerType === 'touch') return this.#touch(event.pointerId, at);
      this.#buttons.add(event.button);
      this.#point(at);
    });
    for (const end of ['pointerup', 'pointercancel'])
      this.#disposer.listen<PointerEvent>(window, end, (event) => {
        if (event.pointerType === 'touch') this.#touch(event.pointerId, null);
        else if (this.#buttons.delete(event.button)) this.#changed();
      });
    this.#disposer.listen<WheelEvent>(
      target,
      'wheel',
      (event) => {
        event.preventDefault();
        this.onChange({ ...this.snapshot, wheel: event.deltaY });
      },
      { passive: false },
    );
    this.#disposer.listen(window, 'gamepadconnected', () => this.#watchPads());
    this.#disposer.listen(target, 'pointerleave', () => this.#point(null));
    this.#disposer.listen(target, 'blur', () => this.releaseAll());
    this.#disposer.listen(window, 'blur', () => this.releaseAll());
  }

  get snapshot(): InputSnapshot {
    return {
      keys: [...this.#keys].sort(),
      pointer: this.#pointer,
      buttons: [...this.#buttons].sort(),
      touches: [...this.#touches].map(([id, [x, y]]) => ({ id, x, y })),
      gamepads: readGamepads(),
    };
  }

  /** Holds a key down, by its KeyboardEvent.code; also for buttons on a touch screen. */
  press(code: string): void {
    if (this.#keys.has(code)) return;
    this.#keys.add(code);
    this.#changed();
  }

  release(code: string): void {
    if (this.#keys.delete(code)) this.#changed();
  }

  releaseAll(): void {
    this.#keys.clear();
    this.#buttons.clear();
    this.#touches.clear();
    this.#changed();
  }

  dispose(): void {
    this.#disposer.dispose();
  }

  #touch(id: number, at: Vec2 | null): void {
    if (at) this.#touches.set(id, at);
    else this.#touches.delete(id);
    this.#changed();
  }

  /** Gamepads send no events: they are looked at once a frame while one is connected. */
  #watchPads(): void {
    if (this.#disposer.disposed) return;
    const pads = JSON.stringify(readGamepads());
    if (pads !== this.#pads) {
      this.#pads = pads;
      this.#changed();
    }
    if (pads !== '[]') requestAnimationFrame(() => this.#watchPads());
  }

  #point(pointer: Vec2 | null): void {
    this.#pointer = pointer;
    this.#changed();
  }

  #changed(): void {
    this.onChange(this.snapshot);
  }
}
