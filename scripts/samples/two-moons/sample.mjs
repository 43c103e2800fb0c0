/** Two Moons: a platformer for two, of four screens. */
import { hills, moon, sky, tiles } from '../moonscape.mjs';
import {
  beacon,
  bridge,
  crate,
  crewMember,
  door,
  elevator,
  ferry,
  flag,
  lever,
  lift,
  plate,
  spikes,
  swap,
} from './figures.mjs';
import { baseTiles, colors } from './landscape.mjs';
import { twoMoons } from './level.mjs';

export const title = 'Two Moons';
export const about =
  'For two, or for one who changes over: crates, plates, a lift that takes both, and a race to the flag.';

export const pictures = {
  'hero-blue': crewMember('blue'),
  'hero-rose': crewMember('rose'),
  'hero-lime': crewMember('lime'),
  'hero-gold': crewMember('gold'),
  beacon: beacon(),
  bridge: bridge(),
  crate: crate(),
  door: door(),
  elevator: elevator(),
  ferry: ferry(),
  flag: flag(),
  lever: lever(),
  lift: lift(),
  plate: plate(),
  spikes: spikes(),
  swap: swap(),
  tiles: tiles(colors, baseTiles),
  sky: sky(['#140d2c', '#7a4a7e'], 23),
  'great-moon': moon(['#f3dcc0', '#dcbfa0', '#e6ccb0', '#8a6a80', '#7a5c74']),
  'small-moon': moon(['#bfe6e6', '#9cc9cc', '#aad6d8', '#5f6f94', '#55638a']),
  'far-hills': hills(768, 150, '#4a3166', '#7d5590', 5, '#1a1030'),
  'near-hills': hills(1104, 115, '#382654', '#5f4480', 17, '#1a1030'),
};

export const project = twoMoons;
