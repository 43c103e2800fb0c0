/** A test dummy of seven kinds of parts, and the crates it is thrown at. */
import { floor, sky } from '../backdrop.mjs';
import { disc, rounded, shaded } from '../shading.mjs';

const yellow = ['#5a3a12', '#c98a1e', '#f2b632', '#ffe08a'];
const grey = ['#23283a', '#5a6480', '#8a95b2', '#c3cce0'];
const wood = ['#3f2a1a', '#8a5a34', '#b47c4a', '#d9a871'];

/** The quartered disc of crash tests, around (cx, cy). */
const marker = (cx, cy, radius) => (x, y) => {
  const [dx, dy] = [x + 0.5 - cx, y + 0.5 - cy];
  if (dx * dx + dy * dy > radius * radius) return undefined;
  return dx > 0 === dy > 0 ? '#23283a' : '#f4f6fb';
};

function head() {
  const made = shaded(18, 18, disc(18), yellow, marker(5, 9, 3));
  return made.rect(11, 6, 2, 3, '#23283a').rect(15, 6, 1, 3, '#23283a').rect(12, 12, 4, 1, '#5a3a12');
}

const limb = (width, height, colors) =>
  shaded(width, height, rounded(width, height, width / 2), colors, (x, y) =>
    y === Math.floor(height / 2) ? colors[1] : undefined,
  );

export const pictures = {
  sky: sky(['#2a3350', '#3f4a6e', '#5d6a90'], { stars: 60, star: '#6f7ca4', seed: 5 }),
  floor: floor(480, 24, ['#aab6d2', '#7c88a8', '#4a5472', '#3c4560'], 2),
  head: head(),
  torso: shaded(20, 28, rounded(20, 28, 6), yellow, marker(10, 10, 5)),
  'upper-arm': limb(8, 18, yellow),
  'lower-arm': limb(8, 18, grey),
  thigh: limb(9, 20, yellow),
  shin: limb(9, 20, grey),
  crate: shaded(20, 20, rounded(20, 20, 1), wood, (x, y) =>
    Math.abs(x - y) < 2 || x < 4 || x > 15 ? '#9a6a3e' : y % 5 === 0 ? wood[1] : undefined,
  ),
};
