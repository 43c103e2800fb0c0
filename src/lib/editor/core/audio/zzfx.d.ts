/** The part of ZzFX that is used; the package brings no types. */
declare module 'zzfx' {
  export const ZZFX: {
    sampleRate: number;
    /** Takes its settings in the order of its documentation: volume, randomness, frequency, attack and so on. */
    buildSamples(...settings: number[]): number[];
  };
}
