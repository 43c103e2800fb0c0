/** The marks of a ruler. Pure. */

interface Tick {
  /** CSS pixels from the start of the ruler. */
  readonly at: number;
  /** The scene coordinate at a numbered mark; `null` for the small ones between. */
  readonly value: number | null;
}

/** Numbered marks are at least this many CSS pixels apart. */
const LEAST = 64;
/** Small marks are at least this many apart. */
const LEAST_SMALL = 6;

/** The distance of numbered marks at a scale, in scene pixels: 1, 2 or 5 times a power of ten, at least 1. */
export function rulerStep(scale: number): number {
  const wanted = Math.max(1, LEAST / scale);
  const power = 10 ** Math.floor(Math.log10(wanted));
  for (const times of [1, 2, 5, 10]) if (power * times >= wanted - 1e-9) return power * times;
  return power * 10;
}

/**
 * The marks along a ruler.
 * @param offset CSS pixels from the start of the ruler to the scene's origin
 * @param scale 1 is 100 %
 * @param length of the ruler in CSS pixels
 */
export function rulerTicks(offset: number, scale: number, length: number): Tick[] {
  const step = rulerStep(scale);
  const parts = [10, 5, 2].find((each) => step % each === 0 && (step / each) * scale >= LEAST_SMALL) ?? 1;
  const small = step / parts;
  const ticks: Tick[] = [];
  const last = Math.floor((length - offset) / scale / small + 1e-9);
  for (let n = Math.ceil(-offset / scale / small - 1e-9); n <= last; n++)
    ticks.push({ at: n * small * scale + offset, value: n % parts === 0 ? n * small + 0 : null });
  return ticks;
}
