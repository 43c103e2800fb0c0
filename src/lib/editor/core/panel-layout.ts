/** Which panels are open, and where: data in, columns out. `live/layout.svelte.ts` remembers it, `panels/Panes.svelte` draws it. */
import { isBoolean, isRecord } from '../../base/guards.ts';
import {
  type CodePlace,
  type ConsolePlace,
  OUT_NAMES,
  type OutName,
  type PanelName,
  type Side,
} from './workspace-port.ts';

/** Which panels are open while there is room for them; the palette of tiles is unless told. */
export type Shown = Readonly<Record<Exclude<PanelName, 'tiles'>, boolean>> & { readonly tiles?: boolean };

/** Where what can be docked is docked. */
export interface Docks {
  readonly code: CodePlace;
  readonly inspector: Side;
  readonly console: ConsolePlace;
  /** `canvas` is under the canvas while a game plays, `console` a tab beside the console, wherever that is. */
  readonly timeline: 'canvas' | 'console';
}

export const usualDocks: Docks = { code: 'auto', inspector: 'right', console: 'bottom', timeline: 'canvas' };

/** All that says where panels are. */
export interface PanelState {
  readonly shown: Shown;
  readonly docks: Docks;
  readonly out: ReadonlySet<OutName>;
  /** Everything but canvas and code is put away for now. */
  readonly allHidden: boolean;
  /** Room enough for code beside the canvas. */
  readonly wide: boolean;
  /** Room for the canvas only, with one panel at a time as a sheet over it. */
  readonly narrow: boolean;
  readonly sheet: PanelName | null;
  /** A tile tool is in hand: only then there is a palette. */
  readonly tiling: boolean;
}

/** Panels one above the other, beside the canvas. */
export interface Column {
  readonly name: 'inspector' | 'project' | 'side';
  readonly panels: readonly PanelName[];
}

/** Where each panel is that takes room in this window. Beside each other, from left to right: before, the canvas, after. */
export interface Frame {
  readonly before: readonly Column[];
  readonly after: readonly Column[];
  /** Where the code is; null when it is not in this window. */
  readonly code: 'beside' | 'under' | null;
  /** The console lies along the bottom. */
  readonly bottom: boolean;
}

export const isShown = (value: unknown): value is Shown =>
  isRecord(value) && ['left', 'inspector', 'code', 'bottom'].every((name) => isBoolean(value[name]));

const choices: { readonly [K in keyof Docks]: readonly Docks[K][] } = {
  code: ['auto', 'beside', 'under'],
  inspector: ['left', 'right'],
  console: ['bottom', 'left', 'right'],
  timeline: ['canvas', 'console'],
};

/** Docks as they were stored, maybe by an older Perigee or not by Perigee at all: what is not one of the choices is as usual. */
export function readDocks(stored: unknown): Docks {
  const read = <K extends keyof Docks>(key: K): Docks[K] =>
    choices[key].find((choice) => isRecord(stored) && stored[key] === choice) ?? usualDocks[key];
  return {
    code: read('code'),
    inspector: read('inspector'),
    console: read('console'),
    timeline: read('timeline'),
  };
}

export const isOutNames = (value: unknown): value is readonly OutName[] =>
  Array.isArray(value) &&
  value.every((name, at) => (OUT_NAMES as readonly unknown[]).includes(name) && value.indexOf(name) === at);

export function isPanelShown(state: PanelState, name: PanelName): boolean {
  const { shown, allHidden, narrow, sheet, tiling } = state;
  if (name === 'tiles' && !tiling) return false;
  if (narrow) return sheet === name;
  return (!allHidden || name === 'code') && (shown[name] ?? true);
}

/** Whether a panel takes room in this window: shown, and not in a window of its own. */
export const isInPlace = (state: PanelState, name: PanelName): boolean =>
  isPanelShown(state, name) && !(name !== 'left' && name !== 'tiles' && state.out.has(name));

export function frameOf(state: PanelState): Frame {
  const { docks, wide } = state;
  const column = (name: Column['name'], ...panels: (PanelName | false)[]): Column => ({
    name,
    panels: panels.filter((panel) => panel !== false).filter((panel) => isInPlace(state, panel)),
  });
  const console = (place: ConsolePlace) => docks.console === place && 'bottom';
  const inspector = (side: Side) => docks.inspector === side && 'inspector';
  const tiles = (side: Side) => docks.inspector === side && 'tiles';
  const filled = ({ panels }: Column) => panels.length > 0;
  const beside = docks.code === 'auto' ? wide : docks.code === 'beside';
  return {
    before: [
      column('inspector', inspector('left'), tiles('left')),
      column('project', 'left', console('left')),
    ].filter(filled),
    after: [column('side', inspector('right'), tiles('right'), console('right'))].filter(filled),
    code: isInPlace(state, 'code') ? (beside ? 'beside' : 'under') : null,
    bottom: docks.console === 'bottom' && isInPlace(state, 'bottom'),
  };
}
