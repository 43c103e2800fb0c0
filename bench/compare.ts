/** Times two things in turns, so that a busy machine slows both. All times of both in milliseconds, sorted. */
export function takeTurns(
  ours: () => void,
  theirs: () => void,
  warmUp: number,
  rounds: number,
): [ours: number[], theirs: number[]] {
  for (let i = 0; i < warmUp; i++) {
    ours();
    theirs();
  }
  const times: [number[], number[]] = [[], []];
  for (let i = 0; i < rounds; i++) {
    for (const [at, run] of [ours, theirs].entries()) {
      const before = performance.now();
      run();
      times[at as 0 | 1].push(performance.now() - before);
    }
  }
  for (const list of times) list.sort((a, b) => a - b);
  return times;
}

/** The middle one of sorted numbers. */
export const median = (sorted: readonly number[]): number => sorted[sorted.length >> 1]!;
