/** How layers of Aseprite are laid over one another: W3C Compositing and Blending Level 1, sections 9.1 and 5.8. */

type Mix = (below: number, above: number) => number;

const multiply: Mix = (b, s) => b * s;
const screen: Mix = (b, s) => b + s - b * s;
const hardLight: Mix = (b, s) => (s <= 0.5 ? multiply(b, 2 * s) : screen(b, 2 * s - 1));
const softLight: Mix = (b, s) => {
  if (s <= 0.5) return b - (1 - 2 * s) * b * (1 - b);
  const d = b <= 0.25 ? ((16 * b - 12) * b + 4) * b : Math.sqrt(b);
  return b + (2 * s - 1) * (d - b);
};

/** By the number that the file gives a blend mode; what is missing mixes whole colours, not channels. */
const mixes: Readonly<Record<number, Mix>> = {
  0: (_, s) => s,
  1: multiply,
  2: screen,
  3: (b, s) => hardLight(s, b),
  4: Math.min,
  5: Math.max,
  6: (b, s) => (b === 0 ? 0 : s >= 1 ? 1 : Math.min(1, b / (1 - s))),
  7: (b, s) => (b >= 1 ? 1 : s <= 0 ? 0 : 1 - Math.min(1, (1 - b) / s)),
  8: hardLight,
  9: softLight,
  10: (b, s) => Math.abs(b - s),
  11: (b, s) => b + s - 2 * b * s,
  16: (b, s) => Math.min(1, b + s),
  17: (b, s) => Math.max(0, b - s),
  18: (b, s) => (b === 0 ? 0 : b >= s ? 1 : b / s),
};

/** Whether a blend mode is drawn as it is meant; others are drawn as normal. */
export const isKnownBlend = (mode: number): boolean => Object.hasOwn(mixes, mode);

/**
 * Lays one pixel over another.
 * @param to pixels below, red, green, blue, alpha; changed in place
 * @param opacity 0 to 1
 */
export function blendOver(
  to: Uint8Array,
  at: number,
  [red, green, blue, alpha]: readonly [number, number, number, number],
  mode: number,
  opacity: number,
): void {
  const above = (alpha / 255) * opacity;
  if (above <= 0) return;
  const below = to[at + 3]! / 255;
  if (mode === 0 && above >= 1) return to.set([red, green, blue, 255], at);
  const mix = mixes[mode] ?? mixes[0]!;
  const sum = above + below * (1 - above);
  for (const [channel, value] of [red, green, blue].entries()) {
    const b = to[at + channel]! / 255;
    const s = value / 255;
    const mixed = (1 - below) * s + below * mix(b, s);
    to[at + channel] = Math.round(((above * mixed + (1 - above) * below * b) / sum) * 255);
  }
  to[at + 3] = Math.round(sum * 255);
}
