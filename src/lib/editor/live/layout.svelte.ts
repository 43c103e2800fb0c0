import { isBoolean, isRecord } from '../../base/guards.ts';
import { Stored } from './stored.svelte.ts';

/** The panels that can be put away. The canvas always stays. */
export type PanelName = 'left' | 'inspector' | 'code' | 'bottom';

type Shown = Readonly<Record<PanelName, boolean>>;
const isShown = (value: unknown): value is Shown =>
  isRecord(value) && ['left', 'inspector', 'code', 'bottom'].every((name) => isBoolean(value[name]));

/** Below this window width, in pixels, the code moves under the canvas. */
const WIDE = 1200;

/** Which panels are open, remembered in this browser. Their sizes are remembered by the panes themselves. */
export class Layout {
  #shown = new Stored<Shown>('panels', { left: true, inspector: true, code: true, bottom: true }, isShown);
  #allHidden = $state(false);
  /** Room enough for code beside the canvas. */
  wide = $state(true);

  /** Follows the window's width. Returns what ends it. */
  start(): () => void {
    const media = matchMedia(`(min-width: ${WIDE}px)`);
    const update = () => (this.wide = media.matches);
    update();
    media.addEventListener('change', update);
    return () => media.removeEventListener('change', update);
  }

  shown(name: PanelName): boolean {
    return (!this.#allHidden || name === 'code') && this.#shown.value[name];
  }

  toggle(name: PanelName): void {
    const shown = this.shown(name);
    this.#allHidden = false;
    this.#shown.value = { ...this.#shown.value, [name]: !shown };
  }

  /** Opens a panel that something has to be shown in. */
  show(name: PanelName): void {
    if (!this.shown(name)) this.toggle(name);
  }

  /** Hides everything but the canvas and the code, or brings back what was open. */
  toggleAll(): void {
    this.#allHidden = !this.#allHidden;
  }
}
