import { isBoolean, isRecord } from '../../base/guards.ts';
import type { CodePlace, OutName, PanelName } from '../core/editor-state.ts';
import { Stored } from './stored.svelte.ts';

type Shown = Readonly<Record<PanelName, boolean>>;
const isShown = (value: unknown): value is Shown =>
  isRecord(value) && ['left', 'inspector', 'code', 'bottom'].every((name) => isBoolean(value[name]));

/** Where what can be docked is docked. */
interface Docks {
  readonly code: CodePlace;
  readonly inspector: 'left' | 'right';
}
const isDocks = (value: unknown): value is Docks =>
  isRecord(value) &&
  ['auto', 'beside', 'under'].includes(value.code as string) &&
  ['left', 'right'].includes(value.inspector as string);
const usualDocks: Docks = { code: 'auto', inspector: 'right' };

/** From this window width on, in pixels, there is room for code beside the canvas. */
const WIDE = 1200;
/** Below this window width, in pixels, panels are sheets over the canvas. */
const NARROW = 700;
/** Under this the panes keep their sizes in localStorage. */
const PANE_SIZES = 'paneforge:perigee.';

/** Which panels are open and where, remembered in this browser. Their sizes are remembered by the panes themselves. */
export class Layout {
  readonly #wide = matchMedia(`(min-width: ${WIDE}px)`);
  readonly #narrow = matchMedia(`(max-width: ${NARROW - 1}px)`);
  #shown = new Stored<Shown>('panels', this.#usual, isShown);
  #docks = new Stored<Docks>('docks', usualDocks, isDocks);
  #allHidden = $state(false);
  /** The one panel that is open in a narrow window. */
  #sheet = $state<PanelName | null>(null);
  #out = $state.raw<ReadonlySet<OutName>>(new Set());
  /** Counts resets: what is laid out anew starts from its usual sizes. */
  resets = $state(0);
  /** Room enough for code beside the canvas. */
  wide = $state(this.#wide.matches);
  /** Room for the canvas only: one panel at a time lies over it. */
  narrow = $state(this.#narrow.matches);

  // A small window has little height to give away: its console waits until it is asked for.
  get #usual(): Shown {
    return { left: true, inspector: true, code: true, bottom: this.#wide.matches };
  }

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

  get codePlace(): CodePlace {
    return this.#docks.value.code;
  }

  set codePlace(code: CodePlace) {
    this.#docks.value = { ...this.#docks.value, code };
    this.show('code');
  }

  /** Whether the code is beside the canvas, not under it. */
  get codeBeside(): boolean {
    return this.codePlace === 'auto' ? this.wide : this.codePlace === 'beside';
  }

  get inspectorSide(): 'left' | 'right' {
    return this.#docks.value.inspector;
  }

  set inspectorSide(inspector: 'left' | 'right') {
    this.#docks.value = { ...this.#docks.value, inspector };
    this.show('inspector');
  }

  shown(name: PanelName): boolean {
    if (this.narrow) return this.#sheet === name;
    return (!this.#allHidden || name === 'code') && this.#shown.value[name];
  }

  /** Whether a panel takes room in this window: shown, and not in a window of its own. */
  inPlace(name: PanelName): boolean {
    return this.shown(name) && !(name !== 'left' && this.#out.has(name));
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

  /** What is in windows of their own; not remembered, for a browser opens windows only on a click. */
  get out(): ReadonlySet<OutName> {
    return this.#out;
  }

  isOut(name: OutName): boolean {
    return this.#out.has(name);
  }

  popOut(name: OutName): void {
    this.#out = new Set([...this.#out, name]);
  }

  takeHome(name: OutName): void {
    this.#out = new Set([...this.#out].filter((each) => each !== name));
    if (name !== 'timeline') this.show(name);
  }

  /** Everything as it came. */
  reset(): void {
    this.#out = new Set();
    this.#shown.value = this.#usual;
    this.#docks.value = usualDocks;
    this.#allHidden = false;
    this.#sheet = null;
    try {
      for (const key of Object.keys(localStorage))
        if (key.startsWith(PANE_SIZES)) localStorage.removeItem(key);
    } catch {
      // Where storage is refused, no sizes are kept.
    }
    this.resets++;
  }
}
