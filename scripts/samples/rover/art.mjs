/** The rover, its wheels, and the hills of a red planet. */
import { floor, sky } from '../backdrop.mjs';
import { dice, Picture } from '../picture.mjs';
import { disc, outline, rounded, shaded } from '../shading.mjs';

const white = ['#2b2330', '#a79fb0', '#dcd6e0', '#ffffff'];
const tyre = ['#1c1820', '#2f2934', '#413a48', '#5c5464'];
const steel = ['#2b2330', '#6a6474', '#9a94a4', '#c8c4d0'];

/** Body of the rover, 60 x 24, as its collider has it: see `chassisPoints`. */
export const chassisCorners = [
  [2, 12],
  [14, 10],
  [20, 1],
  [40, 1],
  [46, 10],
  [58, 12],
  [58, 21],
  [2, 21],
];

function chassis() {
  const glass = (x, y) =>
    x > 22 && x < 39 && y > 3 && y < 10 ? (x - y > 22 ? '#9fe3e8' : '#58b4c4') : undefined;
  const stripe = (x, y) => (y > 14 && y < 18 ? '#e2686f' : undefined);
  return shaded(60, 24, outline(chassisCorners), white, (x, y) => glass(x, y) ?? stripe(x, y));
}

function wheel() {
  const size = 24;
  const made = shaded(size, size, disc(size), tyre, (x, y) => {
    const [dx, dy] = [x + 0.5 - size / 2, y + 0.5 - size / 2];
    const far = Math.hypot(dx, dy);
    if (far < 2.5) return '#e2686f';
    if (far < 7.5) return Math.abs(dx) < 1.2 || Math.abs(dy) < 1.2 ? '#8f889a' : '#cfc9d6';
    // Lugs: the turning can be seen.
    return Math.floor((Math.atan2(dy, dx) / Math.PI) * 6 + 12) % 2 === 0 ? '#564e5e' : undefined;
  });
  return made;
}

/** One picture of the whole ground: below the line of hills it is filled. */
function ground(heightAt, width, height) {
  const made = new Picture(width, height);
  const random = dice(9);
  for (let x = 0; x < width; x++) {
    const top = Math.floor(heightAt(x));
    made.rect(x, top, 1, 1, '#ffb07a').rect(x, top + 1, 1, 2, '#d9774e');
    made.rect(x, top + 3, 1, height - top - 3, '#a44a3c');
    if (random() < 0.35) made.rect(x, top + 3, 1, 1 + Math.floor(random() * 3), '#d9774e');
    for (let n = 0; n < 3; n++) {
      const y = top + 6 + Math.floor(random() * (height - top));
      if (y < height) made.set(x, y, '#8a3a34');
    }
  }
  return made;
}

/** The hills far away, twice as wide as the screen moves over them. */
function ridge() {
  const made = new Picture(600, 110);
  for (let x = 0; x < 600; x++) {
    const top = Math.round(46 + 22 * Math.sin(x / 47) + 12 * Math.sin(x / 19 + 2));
    made.rect(x, top, 1, 110 - top, '#c9785a').rect(x, top, 1, 1, '#e59a74');
  }
  return made;
}

export const pictures = (heightAt, width, height) => ({
  sky: sky(['#8a4a58', '#c9785f', '#f2b98a'], { stars: 40, star: '#e0a090', seed: 3 }),
  ridge: ridge(),
  ground: ground(heightAt, width, height),
  chassis: chassis(),
  wheel: wheel(),
  arm: shaded(24, 6, rounded(24, 6, 3), steel),
  rock: shaded(
    18,
    14,
    outline([
      [4, 1],
      [13, 0],
      [18, 6],
      [16, 14],
      [2, 14],
      [0, 7],
    ]),
    ['#4a2630', '#7a3e3a', '#a4584a', '#c9785f'],
  ),
  flag: new Picture(20, 36)
    .rect(2, 0, 2, 36, '#f4eef0')
    .rect(4, 1, 14, 9, '#58b4c4')
    .rect(4, 4, 14, 2, '#ffffff'),
  slab: floor(16, 16, ['#ffb07a', '#d9774e', '#a44a3c', '#8a3a34'], 4),
});
