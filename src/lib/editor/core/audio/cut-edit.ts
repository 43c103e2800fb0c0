/** Cutting a sound: each edge stays between its neighbours, and what is as in the file is not said. */
import { SHORTEST, soundCut, type SoundMeta } from '../../../schema/sounds.ts';

/** What can be moved along a sound, in the order in which it lies there. */
export type Edge = 'start' | 'loopStart' | 'loopEnd' | 'end';

type Edges = Pick<SoundMeta, Edge>;

/** Steps of a tenth of a millisecond: binary dust stays out of the document. */
const tidy = (seconds: number): number => Math.round(seconds * 1e4) / 1e4;

/** Where an edge is, in seconds. */
export function edgeOf(meta: SoundMeta, length: number, edge: Edge): number {
  const { start, end, loop } = soundCut(meta, length);
  return { start, end, loopStart: loop[0], loopEnd: loop[1] }[edge];
}

/** From where to where an edge can be moved, in seconds. */
export function edgeRange(meta: SoundMeta, length: number, edge: Edge): readonly [low: number, high: number] {
  const { start, end, loop } = soundCut(meta, length);
  switch (edge) {
    case 'start':
      return [0, Math.max(0, end - SHORTEST)];
    case 'end':
      return [Math.min(length, start + SHORTEST), length];
    case 'loopStart':
      return [start, Math.max(start, loop[1] - SHORTEST)];
    case 'loopEnd':
      return [Math.min(end, loop[0] + SHORTEST), end];
  }
}

/**
 * The fields that moving an edge sets; `undefined` ones are as in the file again.
 * @param to seconds; kept within what is possible
 * @param length of the file in seconds
 */
export function moveEdge(meta: SoundMeta, length: number, edge: Edge, to: number): Edges {
  const [low, high] = edgeRange(meta, length, edge);
  const at = Math.min(high, Math.max(low, tidy(to)));
  const { start, end } = soundCut(meta, length);
  const usual = { start: 0, end: length, loopStart: start, loopEnd: end }[edge];
  return { [edge]: Math.abs(at - usual) < 1e-6 ? undefined : at };
}

/** The fields that cut silence off both ends. @param heard in samples, as `heardSpan` gives them */
export function cutSilence(heard: readonly [number, number], rate: number, length: number): Edges {
  const start = Math.max(0, tidy(heard[0] / rate - 1e-4));
  const end = Math.min(length, tidy(heard[1] / rate + 1e-4));
  return { start: start === 0 ? undefined : start, end: end >= length - 1e-4 ? undefined : end };
}
