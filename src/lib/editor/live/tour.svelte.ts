import { isString } from '../../base/guards.ts';
import type { PanelName } from '../core/workspace-port.ts';
import type { Layout } from './layout.svelte.ts';
import { recent } from './recent.svelte.ts';
import { Stored } from './stored.svelte.ts';

/** A stop of the tour. */
interface TourStop {
  readonly title: string;
  /** `{command.id}` stands for the key of that command. */
  readonly text: string;
  /** CSS selector of the real thing that it points at. */
  readonly target: string;
  /** The panel that has to be open for it. */
  readonly panel?: PanelName;
}

/** About eight seconds each. */
export const TOUR: readonly TourStop[] = [
  {
    title: 'The scene',
    text: 'Everything of a level stands here. The wheel zooms at the pointer, Space and a drag pans, {view.zoom-all} shows all.',
    target: 'section[aria-label="Canvas"]',
  },
  {
    title: 'Tools',
    text: 'Draw with these: {tool.rectangle} is a rectangle, {tool.text} a text. {tool.select} takes you back to selecting.',
    target: '[role="toolbar"][aria-label="Tools"]',
  },
  {
    title: 'What is in it',
    text: 'The hierarchy lists every entity. The prefabs below are ready to be placed: drag the Hero onto the canvas.',
    target: 'section[aria-label="Hierarchy"]',
    panel: 'left',
  },
  {
    title: 'What it is like',
    text: 'The inspector shows what is selected. Numbers take sums such as 64*3+8, and components add behaviour.',
    target: 'aside[aria-label="Inspector"]',
    panel: 'inspector',
  },
  {
    title: 'How it behaves',
    text: 'Scripts are Lua. What you type swaps into the running game without losing its state.',
    target: 'section[aria-label="Code"]',
    panel: 'code',
  },
  {
    title: 'Play',
    text: '{play.toggle} plays the scene in place, and stops it. While it plays, edit on: the game follows.',
    target: '[role="toolbar"][aria-label="Play"]',
  },
  {
    title: 'Everything else',
    text: '{general.palette} finds commands and anything in the project by a few letters. {general.keys} shows all keys.',
    target: '[data-tour="view"]',
  },
];

const said = new Stored<string>('tour', '', isString);

/** The tour of a minute: where it is, and whether this device has seen or declined it. */
export class Tour {
  /** Index of the stop; `null` while nobody is on tour. */
  #at = $state<number | null>(null);
  #layout: Layout | null = null;

  get stop(): TourStop | null {
    return this.#at === null ? null : (TOUR[this.#at] ?? null);
  }

  /** Counted from 0. */
  get at(): number {
    return this.#at ?? 0;
  }

  /** Nobody has taken or declined it here, and this is the first project on this device: it is offered. */
  get isOffered(): boolean {
    return said.value === '' && this.#at === null && recent.list.length <= 1;
  }

  start(layout: Layout): void {
    this.#layout = layout;
    this.go(0);
  }

  /** To a stop; past the last one it ends. */
  go(at: number): void {
    if (at >= TOUR.length) return this.end();
    this.#at = Math.max(0, at);
    const panel = TOUR[this.#at]?.panel;
    if (panel) this.#layout?.show(panel);
    else this.#layout?.clearCanvas();
  }

  /** Ends or declines it; it is not offered again, and can be started from the View menu. */
  end(): void {
    this.#at = null;
    said.value = 'over';
  }
}
