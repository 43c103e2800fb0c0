import type { VersionInfo } from '../net/versions.ts';

const DAY = 24 * 60 * 60 * 1000;

/** Automatic versions that are older than this (milliseconds) are kept at one for each `per`, the last of it. */
const STEPS: readonly { older: number; per: number }[] = [
  { older: DAY, per: DAY },
  { older: 30 * DAY, per: 7 * DAY },
  { older: 365 * DAY, per: 30 * DAY },
];

/** At most so many that nobody named, and so many bytes of them; the oldest go. */
const MOST = 300;
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Which versions go, so that they do not grow without end: named ones never; of the others all of the last day stay, of the last month one
 * a day, of the last year one a week, and beyond that one a month. The newest stays in any case.
 * @param now milliseconds since 1970
 */
export function surplusVersions(versions: readonly VersionInfo[], now: number): Set<string> {
  const automatic = versions.filter(({ kind }) => kind !== 'named').sort((a, b) => b.at - a.at);
  const surplus = new Set<string>();
  const taken = new Set<string>();
  let [count, bytes] = [0, 0];
  for (const { id, at, size } of automatic) {
    const step = STEPS.findLast(({ older }) => now - at >= older);
    const slot = step ? `${step.per} ${Math.floor(at / step.per)}` : id;
    count++;
    bytes += size;
    if (taken.has(slot) || (count > 1 && (count > MOST || bytes > MOST_BYTES))) {
      surplus.add(id);
      count--;
      bytes -= size;
    } else taken.add(slot);
  }
  return surplus;
}
