/** Moon Hopper: a small platformer of two screens. */
import { coin, crawler, flag, hero, lift } from './figures.mjs';
import { hills, moon, sky, tiles } from './landscape.mjs';
import { moonHopper } from './level.mjs';

export const title = 'Moon Hopper';
export const about = 'A small platformer: coins, crawlers, a lift and a flag.';

export const pictures = {
  hero: hero(),
  crawler: crawler(),
  coin: coin(),
  lift: lift(),
  flag: flag(),
  tiles: tiles(),
  sky: sky(),
  moon: moon(),
  'far-hills': hills(576, 150, '#222a50', '#39427a', 3),
  'near-hills': hills(704, 115, '#2b3563', '#4a568f', 11),
};

export const project = moonHopper;
