/** Effects that games need, each a little different with every seed, and changes by chance. */
import { Random } from '../../../base/random.ts';
import type { EffectRecipe } from '../../../schema/sounds.ts';
import { effectSettings, fullValues, setValues, settingNames, type SettingName } from './effect-settings.ts';

/** Draws a number between two others. */
type Draw = (low: number, high: number) => number;

interface Preset {
  readonly label: string;
  readonly values: (draw: Draw) => Partial<Record<SettingName, number>>;
}

const SINE = 0;
const TRIANGLE = 1;
const SAW = 2;
const NOISE = 4;
const SQUARE = 5;

const oneOf = (draw: Draw, waves: readonly number[]): number =>
  waves[Math.min(waves.length - 1, Math.floor(draw(0, waves.length)))]!;
const maybe = (draw: Draw, chance: number): boolean => draw(0, 1) < chance;

export const presets = {
  jump: {
    label: 'Jump',
    values: (draw) => ({
      shape: oneOf(draw, [SQUARE, TRIANGLE]),
      shapeCurve: draw(0.5, 1),
      frequency: draw(180, 340),
      slide: draw(900, 2200),
      sustain: draw(0.05, 0.12),
      release: draw(0.08, 0.18),
      filter: maybe(draw, 0.3) ? draw(100, 500) : 0,
    }),
  },
  coin: {
    label: 'Coin',
    values: (draw) => ({
      shape: oneOf(draw, [SQUARE, SINE]),
      shapeCurve: draw(0.8, 1.4),
      frequency: draw(600, 1100),
      pitchJump: draw(200, 500),
      pitchJumpTime: draw(0.05, 0.09),
      sustain: draw(0.04, 0.1),
      release: draw(0.15, 0.35),
    }),
  },
  laser: {
    label: 'Laser',
    values: (draw) => ({
      shape: oneOf(draw, [SAW, SQUARE, SINE]),
      shapeCurve: draw(0.4, 1.2),
      frequency: draw(900, 1800),
      slide: draw(-4000, -2200),
      deltaSlide: maybe(draw, 0.4) ? draw(1000, 6000) : 0,
      sustain: draw(0.05, 0.14),
      release: draw(0.1, 0.25),
    }),
  },
  explosion: {
    label: 'Explosion',
    values: (draw) => ({
      shape: NOISE,
      shapeCurve: draw(1, 2),
      frequency: draw(30, 110),
      noise: draw(0.5, 3),
      slide: draw(-60, 0),
      sustain: draw(0.1, 0.25),
      release: draw(0.4, 1.1),
      bitCrush: maybe(draw, 0.4) ? draw(0.05, 0.3) : 0,
      filter: maybe(draw, 0.5) ? draw(-1800, -600) : 0,
    }),
  },
  powerUp: {
    label: 'Power-up',
    values: (draw) => ({
      shape: oneOf(draw, [SQUARE, SINE, TRIANGLE]),
      shapeCurve: draw(0.6, 1.2),
      frequency: draw(250, 500),
      slide: draw(300, 1100),
      repeatTime: draw(0.06, 0.14),
      pitchJump: draw(60, 180),
      pitchJumpTime: draw(0.05, 0.12),
      sustain: draw(0.2, 0.4),
      release: draw(0.2, 0.4),
    }),
  },
  hit: {
    label: 'Hit',
    values: (draw) => ({
      shape: oneOf(draw, [NOISE, SAW, SQUARE]),
      shapeCurve: draw(0.8, 1.6),
      frequency: draw(90, 320),
      noise: draw(0, 1.5),
      slide: draw(-1500, -300),
      sustain: draw(0, 0.04),
      release: draw(0.06, 0.16),
    }),
  },
  blip: {
    label: 'Blip',
    values: (draw) => ({
      shape: oneOf(draw, [SQUARE, SINE, TRIANGLE]),
      shapeCurve: draw(0.6, 1.4),
      frequency: draw(350, 1200),
      sustain: draw(0.02, 0.06),
      release: draw(0.02, 0.06),
    }),
  },
  random: {
    label: 'Surprise',
    values(draw) {
      const values: Partial<Record<SettingName, number>> = {};
      for (const name of settingNames) {
        const { min, max, usual } = effectSettings[name];
        // Most settings stay near their default, or nearly everything would be a noise.
        const reach = draw(0, 1) ** 3;
        values[name] = usual + (draw(min, max) - usual) * reach;
      }
      values.shape = draw(0, 6) - 0.5;
      values.frequency = 80 * 20 ** draw(0, 1);
      values.release = draw(0.05, 0.6);
      return values;
    },
  },
} as const satisfies Readonly<Record<string, Preset>>;

export type PresetName = keyof typeof presets;
export const presetNames = Object.keys(presets) as PresetName[];

const isPreset = (name: string): name is PresetName => Object.hasOwn(presets, name);

/** The preset of that name; the first one for a name that this version does not know. */
export const presetNamed = (name: string): PresetName => (isPreset(name) ? name : presetNames[0]!);

const drawFrom =
  (random: Random): Draw =>
  (low, high) =>
    low + random.float() * (high - low);

/** A new effect; the same seed gives the same one everywhere. */
export function newEffect(preset: PresetName, seed: number): EffectRecipe {
  const values = presets[preset].values(drawFrom(new Random(seed)));
  return { preset, seed, values: setValues(fullValues(values)) };
}

/** How far a change by chance may go: this part of the range of a setting. */
const REACH = 0.08;

/** An effect that is a little like another one. Its wave stays. */
export function mutated(effect: EffectRecipe, seed: number): EffectRecipe {
  const random = new Random(seed);
  const before = fullValues(effect.values);
  const after: Partial<Record<SettingName, number>> = { ...before };
  for (const name of settingNames) {
    const { min, max, step, usual } = effectSettings[name];
    if (name === 'shape') continue;
    const chance = random.float();
    const by = (random.float() + random.float() - 1) * REACH;
    // What is not in use stays so for the most part.
    if (chance > (before[name] === fullValues({})[name] && usual === before[name] ? 0.15 : 0.7)) continue;
    const pitch = name === 'frequency';
    after[name] = pitch ? before[name] * 2 ** (by * 8) : before[name] + by * Math.max(step * 8, max - min);
  }
  return { ...effect, seed, values: setValues(fullValues(after as Record<string, number>)) };
}
