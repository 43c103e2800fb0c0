/** Where Two Moons plays: dusk over plum rock, and what is left of a moon base. */
import { Picture } from '../picture.mjs';

export const colors = {
  rock: { base: '#4d3a63', dark: '#402f54', light: '#5f4a7a', edge: '#2b1f3d' },
  moss: { light: '#ffd9a0', base: '#f0a868', dark: '#a8633f' },
  stone: { a: '#a08fb8', b: '#7d6b98', c: '#5f4f78' },
  crystal: { x: '#c9fff2', y: '#5fd3c4', z: '#2f8f90' },
  flower: { f: '#ff9fb8', g: '#fff3c0' },
};

/** A wall of the base: panels with rivets, the lowest with a lamp. */
function panel(lamp) {
  const made = new Picture(16, 16)
    .rect(0, 0, 16, 16, '#53557a')
    .rect(0, 0, 16, 1, '#8688ad')
    .rect(0, 15, 16, 1, '#33345a');
  made.rect(0, 0, 1, 16, '#6d6f96').rect(15, 0, 1, 16, '#3d3e66');
  for (const [x, y] of [
    [2, 2],
    [13, 2],
    [2, 13],
    [13, 13],
  ])
    made.set(x, y, '#b8badb');
  if (lamp) made.rect(4, 9, 8, 4, '#1f1733').rect(5, 10, 6, 2, '#ffe08a');
  else made.rect(4, 7, 8, 1, '#3d3e66').rect(4, 8, 8, 1, '#6d6f96');
  return made;
}

/** Further tiles, after those that every moon has. */
export const baseTiles = [panel(false), panel(true)];

/** What they are called in the level. */
export const baseTile = { panel: 16, lamp: 17 };
