import { isRecord } from '../../base/guards.ts';
import type { OutName, PanelName } from '../core/workspace-port.ts';
import {
  type Docks,
  type Frame,
  frameOf,
  isOutNames,
  isPanelShown,
  isShown,
  type PanelState,
  readDocks,
  type Shown,
} from '../core/panel-layout.ts';
import { Stored } from './stored.svelte.ts';

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
  #docks = new Stored<object>('docks', {}, isRecord);
  /** What had a window of its own when it was last asked, at this visit or the one before. */
  #windows = new Stored<readonly OutName[]>('windows', [], isOutNames);
  #allHidden = $state(false);
  /** The one panel that is open in a narrow window. */
  #sheet = $state<PanelName | null>(null);
  #out = $state.raw<ReadonlySet<OutName>>(new Set());
  /** Counts resets: what is laid out anew starts from its usual sizes. */
  resets = $state(0);
  /** A tile tool is in hand. */
  tiling = $state(false);
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

  /** Where everything is docked. */
  readonly docks: Docks = $derived(readDocks(this.#docks.value));

  readonly #state: PanelState = $derived({
    shown: this.#shown.value,
    docks: this.docks,
    out: this.#out,
    allHidden: this.#allHidden,
    wide: this.wide,
    narrow: this.narrow,
    sheet: this.#sheet,
    tiling: this.tiling,
  });

  /** Where each panel is. */
  readonly frame: Frame = $derived(frameOf(this.#state));

  /** Whether the timeline is a tab of the console; a narrow window has it under the canvas, so that both are seen. */
  get timelineInConsole(): boolean {
    return this.docks.timeline === 'console' && !this.narrow && !this.#out.has('timeline');
  }

  /** Docks something elsewhere, and opens the panel that it is in. */
  dock(docks: Partial<Docks>, panel: PanelName | null): void {
    this.#docks.value = { ...this.docks, ...docks };
    if (panel) this.show(panel);
  }

  shown(name: PanelName): boolean {
    return isPanelShown(this.#state, name);
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

  isOut(name: OutName): boolean {
    return this.#out.has(name);
  }

  /** What had windows of its own at the last visit and has none now: a browser opens windows only on a click. */
  get offered(): readonly OutName[] {
    return this.narrow ? [] : this.#windows.value.filter((name) => !this.#out.has(name));
  }

  popOut(name: OutName): void {
    this.#out = new Set([...this.#out, name]);
    if (!this.#windows.value.includes(name)) this.#windows.value = [...this.#windows.value, name];
  }

  /** Gives windows back to what had them. To be called by a click. */
  reopen(): void {
    this.#out = new Set(this.#windows.value);
  }

  /** Leaves in place what had windows at the last visit. */
  declineWindows(): void {
    this.#windows.value = [...this.#out];
  }

  /** A window could not be opened: what it was for is here, and is offered again. */
  keepHere(name: OutName): void {
    this.#out = new Set([...this.#out].filter((each) => each !== name));
  }

  takeHome(name: OutName): void {
    this.keepHere(name);
    this.#windows.value = this.#windows.value.filter((each) => each !== name);
    if (name !== 'timeline') this.show(name);
  }

  /** Everything as it came. */
  reset(): void {
    this.#out = new Set();
    this.#windows.value = [];
    this.#shown.value = this.#usual;
    this.#docks.value = {};
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
