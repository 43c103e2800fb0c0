const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86400],
  ['hour', 3600],
  ['minute', 60],
];

/**
 * How long ago something was, by the largest unit that fits: `3 minutes ago`; a date after 30 days.
 * @param time milliseconds since 1970, as is `now`
 */
export function ago(time: number, now: number = Date.now()): string {
  const seconds = (now - time) / 1000;
  if (seconds > 30 * 86400) return new Date(time).toLocaleDateString();
  for (const [unit, length] of units)
    if (seconds >= length) return relative.format(-Math.round(seconds / length), unit);
  return 'just now';
}
