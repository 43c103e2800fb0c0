/** From the settings of an effect to its samples, by the ZzFX synthesizer. */
import type { EffectRecipe } from '../../../schema/sounds.ts';
import { fullValues } from './effect-settings.ts';

/** Samples a second of what is made here. */
export const EFFECT_RATE = 44_100;

/** The synthesizer counts slides in steps of so many hertz. */
const SLIDE = 500;
/** As loud as the loudest sample is made. */
const LOUD = 0.9;

/** Loads the synthesizer, which opens the sound of the browser while it loads. */
const synthesizer = async () => (await import('zzfx')).ZZFX;

/** The samples of an effect: the same ones each time, its loudest one at nine tenths. */
export async function renderEffect({
  values,
}: Pick<EffectRecipe, 'values'>): Promise<Float32Array<ArrayBuffer>> {
  const zzfx = await synthesizer();
  const full = fullValues(values);
  const raw = zzfx.buildSamples(
    1,
    0,
    full.frequency,
    full.attack,
    full.sustain,
    full.release,
    full.shape,
    full.shapeCurve,
    full.slide / SLIDE,
    full.deltaSlide / SLIDE,
    full.pitchJump,
    full.pitchJumpTime,
    full.repeatTime,
    full.noise,
    full.modulation,
    full.bitCrush,
    full.delay,
    full.sustainVolume,
    full.decay,
    full.tremolo,
    full.filter,
  );
  return evenlyLoud(raw);
}

/** A filter can run away: what is no number is silence, and all of it is as loud as it should be. */
function evenlyLoud(raw: readonly number[]): Float32Array<ArrayBuffer> {
  const samples = Float32Array.from(raw, (sample) => (Number.isFinite(sample) ? sample : 0));
  let loudest = 0;
  for (const sample of samples) loudest = Math.max(loudest, Math.abs(sample));
  if (loudest > 0) for (let at = 0; at < samples.length; at++) samples[at]! *= LOUD / loudest;
  return samples;
}
