/** What a sound looks like, and where in it there is something to hear. */

/** The samples of a sound: one list for each channel, all of a length, -1 to 1. */
export type Channels = readonly Float32Array[];

/**
 * The lowest and the highest sample of each column of a picture, in turns. Columns between two samples repeat the nearest one.
 * @param from the first sample
 * @param to the sample behind the last one
 */
export function peaksOf(channels: Channels, from: number, to: number, columns: number): Float32Array {
  const peaks = new Float32Array(Math.max(0, columns) * 2);
  const step = (to - from) / columns;
  for (let column = 0; column < columns; column++) {
    const first = Math.floor(from + column * step);
    const last = Math.max(first + 1, Math.floor(from + (column + 1) * step));
    let low = Infinity;
    let high = -Infinity;
    for (const samples of channels)
      for (let at = Math.max(0, first); at < last && at < samples.length; at++) {
        const sample = samples[at]!;
        if (sample < low) low = sample;
        if (sample > high) high = sample;
      }
    peaks[column * 2] = low === Infinity ? 0 : low;
    peaks[column * 2 + 1] = high === -Infinity ? 0 : high;
  }
  return peaks;
}

/** How far below its loudest sample a sound counts as silent: 46 dB. */
const SILENT = 0.005;

/**
 * Where the first and behind the last sample is that can be heard, in samples; `null` for silence.
 * A sound that is quiet as a whole is measured by its own loudest sample.
 */
export function heardSpan(channels: Channels): readonly [from: number, to: number] | null {
  let loudest = 0;
  for (const samples of channels) for (const sample of samples) loudest = Math.max(loudest, Math.abs(sample));
  if (loudest === 0) return null;
  const limit = loudest * SILENT;
  let from = Infinity;
  let to = 0;
  for (const samples of channels) {
    const first = samples.findIndex((sample) => Math.abs(sample) > limit);
    if (first < 0) continue;
    from = Math.min(from, first);
    to = Math.max(to, samples.findLastIndex((sample) => Math.abs(sample) > limit) + 1);
  }
  return [from, to];
}

/** The peaks as the outline of an SVG path: one unit a column, -1 at the top and 1 at the bottom. */
export function wavePath(peaks: Float32Array): string {
  const columns = peaks.length / 2;
  const top: string[] = [];
  const bottom: string[] = [];
  for (let column = 0; column < columns; column++) {
    // Silence is a thin line, not nothing.
    top.push(`${column} ${Math.min(-0.008, -peaks[column * 2 + 1]!).toFixed(3)}`);
    bottom.push(`${column} ${Math.max(0.008, -peaks[column * 2]!).toFixed(3)}`);
  }
  return columns === 0 ? '' : `M${top.join('L')}L${bottom.reverse().join('L')}Z`;
}
