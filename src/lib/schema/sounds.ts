/** What is kept of a sound beside the bytes of its file, which are never changed: how it is cut, how loud it is, how it was made. */
import { numberIn, recordOf, shape, text, type Check } from './checks.ts';
import type { MetaSpec } from './meta-spec.ts';

/** The recipe of a sound that the effect maker made. */
export interface EffectRecipe {
  /** What it began as, such as `jump`. */
  preset: string;
  /** What chance drew the values from. */
  seed: number;
  /** The synthesizer's settings that are not at their default, by name. */
  values: Readonly<Record<string, number>>;
}

/** Times are seconds from the start of the file; what is missing leaves the file as it is. */
export interface SoundMeta {
  /** Of the whole file. */
  duration?: number;
  /** Where it is heard from. */
  start?: number;
  /** Where it ends; what lies behind is not heard. */
  end?: number;
  /** 0 silent, 1 as loud as the file, at most 2. */
  volume?: number;
  /** What a sound that goes on repeats: from here … */
  loopStart?: number;
  /** … to here. */
  loopEnd?: number;
  effect?: EffectRecipe;
}

/** The loudest that a sound can be made, as a factor. */
export const MAX_VOLUME = 2;

const seconds = numberIn(0, 86_400);

const recipe = shape({
  preset: text,
  seed: numberIn(0, 0xffffffff, true),
  values: recordOf(() => numberIn()),
});
const value = (check: Check): MetaSpec => ({ kind: 'value', check });

/** How what is told of a sound is checked and stored. A recipe is one value: half of it would be another sound. */
export const soundSpecs: Readonly<Record<keyof SoundMeta, MetaSpec>> = {
  duration: value(seconds),
  start: value(seconds),
  end: value(seconds),
  volume: value(numberIn(0, MAX_VOLUME)),
  loopStart: value(seconds),
  loopEnd: value(seconds),
  effect: value(recipe),
};

/** How a sound is played. */
export interface SoundCut {
  /** Seconds into the file. */
  start: number;
  /** Seconds into the file, behind `start`. */
  end: number;
  /** A factor. */
  volume: number;
  /** What is repeated when it goes on, within `start` and `end`. */
  loop: readonly [from: number, to: number];
}

/** Less than this is no sound any more, in seconds. */
export const SHORTEST = 0.005;

const within = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/**
 * The cut of a sound, whatever its record says: always something to hear inside of the file.
 * @param length of the file in seconds, as it was decoded
 */
export function soundCut(meta: SoundMeta, length: number): SoundCut {
  const shortest = Math.min(SHORTEST, length);
  const start = within(meta.start ?? 0, 0, length - shortest);
  const end = within(meta.end ?? length, start + shortest, length);
  const from = within(meta.loopStart ?? start, start, end - shortest);
  const to = within(meta.loopEnd ?? end, from + shortest, end);
  return { start, end, volume: within(meta.volume ?? 1, 0, MAX_VOLUME), loop: [from, to] };
}
