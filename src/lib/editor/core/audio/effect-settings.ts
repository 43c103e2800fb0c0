/** The settings of the sound-effect maker. The one table of them: sliders, limits, chance and the synthesizer read it. */

export type SettingGroup = 'tone' | 'length' | 'pitch' | 'colour';

export interface Setting {
  readonly label: string;
  readonly doc: string;
  readonly group: SettingGroup;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly usual: number;
}

const setting = (
  group: SettingGroup,
  label: string,
  unit: string,
  [min, max, step, usual]: readonly [min: number, max: number, step: number, usual: number],
  doc: string,
): Setting => ({ group, label, unit, min, max, step, usual, doc });

/** What `shape` counts through. */
export const WAVES = ['Sine', 'Triangle', 'Saw', 'Tangent', 'Noise', 'Square'] as const;

export const effectSettings = {
  shape: setting('tone', 'Wave', '', [0, WAVES.length - 1, 1, 0], 'The form of the wave.'),
  frequency: setting('tone', 'Pitch', 'Hz', [20, 4000, 1, 220], 'How high it begins.'),
  shapeCurve: setting(
    'tone',
    'Edge',
    '',
    [0, 3, 0.05, 1],
    'Low is hard, high is soft; how wide a square wave is.',
  ),
  noise: setting('tone', 'Hiss', '', [0, 5, 0.05, 0], 'How much chance there is in the tone.'),
  attack: setting('length', 'Attack', 's', [0, 1, 0.01, 0], 'How long it swells.'),
  decay: setting('length', 'Decay', 's', [0, 1, 0.01, 0], 'How long it falls to the volume that it holds.'),
  sustain: setting('length', 'Hold', 's', [0, 1.5, 0.01, 0.05], 'How long it holds.'),
  sustainVolume: setting('length', 'Hold at', '', [0, 1, 0.05, 1], 'The volume that it holds, 1 is full.'),
  release: setting('length', 'Fade', 's', [0.01, 2, 0.01, 0.1], 'How long it dies away.'),
  slide: setting('pitch', 'Slide', 'Hz/s', [-4000, 4000, 10, 0], 'How fast the pitch rises or falls.'),
  deltaSlide: setting('pitch', 'Bend', 'Hz/s²', [-20000, 20000, 50, 0], 'How fast the slide itself changes.'),
  pitchJump: setting('pitch', 'Jump', 'Hz', [-1000, 1000, 5, 0], 'By how much the pitch jumps once.'),
  pitchJumpTime: setting('pitch', 'Jump after', 's', [0, 0.5, 0.01, 0], 'When it jumps.'),
  repeatTime: setting('colour', 'Repeat', 's', [0, 0.5, 0.01, 0], 'Pitch begins anew that often; 0 never.'),
  tremolo: setting('colour', 'Tremble', '', [0, 1, 0.05, 0], 'How much the volume swings with the repeat.'),
  modulation: setting('colour', 'Warble', 'Hz', [0, 200, 0.5, 0], 'How fast the pitch swings.'),
  bitCrush: setting('colour', 'Crush', '', [0, 1, 0.02, 0], 'How coarse it is.'),
  delay: setting('colour', 'Echo', 's', [0, 0.5, 0.01, 0], 'After how long it is heard again.'),
  filter: setting(
    'colour',
    'Filter',
    'Hz',
    [-4000, 4000, 20, 0],
    'Below 0 takes the highs away, above 0 the lows.',
  ),
} as const satisfies Readonly<Record<string, Setting>>;

export type SettingName = keyof typeof effectSettings;
export type EffectValues = Readonly<Record<SettingName, number>>;

export const settingNames = Object.keys(effectSettings) as SettingName[];

/** A value as its setting allows it, on one of its steps. */
export function fitted(name: SettingName, value: number): number {
  const { min, max, step, usual } = effectSettings[name];
  if (!Number.isFinite(value)) return usual;
  const stepped = min + Math.round((value - min) / step) * step;
  return Math.min(max, Math.max(min, Math.round(stepped * 1e6) / 1e6));
}

/** All settings, those that are not said at their default, all within their limits. */
export function fullValues(some: Readonly<Record<string, number>>): EffectValues {
  const full = settingNames.map((name) => [name, fitted(name, some[name] ?? effectSettings[name].usual)]);
  return Object.fromEntries(full) as EffectValues;
}

/** Only the settings that are not at their default. */
export function setValues(values: EffectValues): Record<string, number> {
  return Object.fromEntries(
    settingNames.flatMap((name) => {
      const value = fitted(name, values[name]);
      return value === fitted(name, effectSettings[name].usual) ? [] : [[name, value] as const];
    }),
  );
}
