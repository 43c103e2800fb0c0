import { isBoolean, isRecord } from '../../base/guards.ts';
import { Stored } from './stored.svelte.ts';

/** The panels that can be put away. The canvas always stays. */
export type PanelName = 'left' | 'inspector' | 'code' | 'bottom';

type Shown = Readonly<Record<PanelName, boolean>>;
const isShown = (value: unknown): value is Shown =>
  isRecord(value) && ['left', 'inspector', 'code', 'bottom'].every((name) => isBoolean(value[name]));

/** From this window width on, in pixels, there is room for code beside the canvas. */
const WIDE = 1200;
/** Below this window width, in pixels, panels are sheets over the canvas. */
const NARROW = 700;

/** Which panels are open, remembered in this browser. Their sizes are remembered by the panes themselves. */
export class Layout {
  readonly #wide = matchMedia(`(min-width: ${WIDE}px)`);
  readonly #narrow = matchMedia(`(max-width: ${NARROW - 1}px)`);
  // A small window has little height to give away: its console waits until it is asked for.
  #shown = new Stored<Shown>(
    'panels',
    { left: true, inspector: true, code: true, bottom: this.#wide.matches },
    isShown,
  );
  #allHidden = $state(false);
  /** The one panel that is open in a narrow window. */
  #sheet = $state<PanelName | null>(null);
  /** Room enough for code beside the canvas. */
  wide = $state(this.#wide.matches);
  /** Room for the canvas only: one panel at a time lies over it. */
  narrow = $state(this.#narrow.matches);

  /** Which part of the canvas, from below, an open sheet lies over in a window of this width. */
  get covered(): number {
    return this.narrow ? 0.6 : 0;
  }

  /** Follows the window's width. Returns what ends it. */
  start(): () => void {
    const update = () => {
      this.wide = this.#wide.matches;
      this.narrow = this.#narrow.matches;
    };
    for (const media of [this.#wide, this.#narrow]) media.addEventListener('change', update);
    return () => {
      for (const media of [this.#wide, this.#narrow]) media.removeEventListener('change', update);
    };
  }

  shown(name: PanelName): boolean {
    if (this.narrow) return this.#sheet === name;
    return (!this.#allHidden || name === 'code') && this.#shown.value[name];
  }

  toggle(name: PanelName): void {
    const shown = this.shown(name);
    this.#allHidden = false;
    if (this.narrow) this.#sheet = shown ? null : name;
    else this.#shown.value = { ...this.#shown.value, [name]: !shown };
  }

  /** Opens a panel that something has to be shown in. */
  show(name: PanelName): void {
    if (!this.shown(name)) this.toggle(name);
  }

  /** Puts away what lies over the canvas. */
  clearCanvas(): void {
    this.#sheet = null;
  }

  /** Hides everything but the canvas and the code, or brings back what was open. */
  toggleAll(): void {
    if (this.narrow) this.clearCanvas();
    else this.#allHidden = !this.#allHidden;
  }
}
