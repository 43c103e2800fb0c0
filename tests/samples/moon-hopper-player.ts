/** A player of Moon Hopper: which keys it holds down, from what it sees on the screen. */

/** What the player sees of one entity: its middle in scene pixels. */
export interface Seen {
  x: number;
  y: number;
}

export interface View {
  hero: Seen;
  lift: Seen;
  crawlers: readonly Seen[];
}

/** Keys for the next moment on the way to the flag. Refers to nothing outside, so that its text can be run in a page. */
export function keysToWin({ hero, lift, crawlers }: View): string[] {
  // Where it jumps, and holds the key: before two gaps, at a step, and from there over the second crawler.
  const jumpsBetween: readonly (readonly [from: number, to: number])[] = [
    [430, 545],
    [1425, 1545],
    [1572, 1600],
    [1628, 1780],
  ];
  const onLift = hero.x > 866 && hero.x < 1120;
  // The first gap is taken once nobody waits on the other side.
  if (hero.x > 380 && hero.x < 425 && crawlers.some(({ x }) => x < 765)) return [];
  // The lift is boarded at its left end and left at its right end.
  if (hero.x > 822 && hero.x < 850 && lift.x > 930) return [];
  if (onLift && lift.x < 1060 && hero.x > lift.x - 12) return [];
  if (onLift && lift.x >= 1060) return ['ArrowRight', 'Space'];
  const jumps =
    jumpsBetween.some(([from, to]) => hero.x > from && hero.x < to) ||
    (hero.x < 1500 && crawlers.some(({ x }) => x > hero.x && x - hero.x < 95));
  return jumps ? ['ArrowRight', 'Space'] : ['ArrowRight'];
}
