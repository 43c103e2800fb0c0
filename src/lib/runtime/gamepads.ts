import { MAX_PADS, type PadInput } from '../engine/input.ts';

/** Sticks tremble in their last digits; a snapshot that did not really change is not sent. */
const rounded = (value: number): number => Math.round(value * 100) / 100;

/** The gamepads that the browser tells of, by place; empty without any. Browsers tell of one once a button was pressed. */
export function readGamepads(): (PadInput | null)[] {
  const pads = (globalThis.navigator?.getGamepads?.() ?? []).slice(0, MAX_PADS);
  if (!pads.some(Boolean)) return [];
  return pads.map(
    (pad) => pad && { buttons: pad.buttons.map(({ value }) => rounded(value)), axes: pad.axes.map(rounded) },
  );
}
