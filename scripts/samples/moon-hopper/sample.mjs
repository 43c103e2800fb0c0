/** Moon Hopper: a small platformer of two screens. */
import { coin, crawler, flag, hero, lift } from './figures.mjs';
import { hills, moon, sky, tiles } from '../moonscape.mjs';
import { moonHopper } from './level.mjs';

export const title = 'Moon Hopper';
export const about = 'A small platformer: coins, crawlers, a lift and a flag.';

const colors = {
  rock: { base: '#3c4668', dark: '#323b5a', light: '#4a5680', edge: '#252c48' },
  moss: { light: '#a8ecc8', base: '#7fd1a8', dark: '#4f9f86' },
  stone: { a: '#8f9bc0', b: '#6a769f', c: '#525d86' },
  crystal: { x: '#d3c2ff', y: '#9b7ce0', z: '#6a50b0' },
  flower: { f: '#f29ac0', g: '#fff3c0' },
};

export const pictures = {
  hero: hero(),
  crawler: crawler(),
  coin: coin(),
  lift: lift(),
  flag: flag(),
  tiles: tiles(colors),
  sky: sky(['#0b0e1e', '#2c3566']),
  moon: moon(['#e9e4d2', '#d3cdb8', '#dcd6c2', '#7d7f92', '#717387']),
  'far-hills': hills(576, 150, '#222a50', '#39427a', 3),
  'near-hills': hills(704, 115, '#2b3563', '#4a568f', 11),
};

export const project = moonHopper;
