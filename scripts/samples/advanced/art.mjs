/** Boxes and discs of the advanced demo, in a few colours each. */
import { floor, sky } from '../backdrop.mjs';
import { disc, rounded, shaded } from '../shading.mjs';
import { Picture } from '../picture.mjs';

const sets = [
  ['#1d3a5a', '#3a7ab8', '#5aa2e0', '#a2d2ff'],
  ['#1f4a3e', '#3a9a7e', '#5cc8a4', '#a8f0d4'],
  ['#5a2a3e', '#b84a72', '#e06c98', '#ffb0cc'],
  ['#5a3f14', '#c08a2a', '#f0b848', '#ffe2a0'],
];

const box = (colors) =>
  shaded(18, 18, rounded(18, 18, 2), colors, (x, y) =>
    (x === 5 || x === 12) && y > 4 && y < 13 ? colors[1] : undefined,
  );
const ball = (colors) =>
  shaded(18, 18, disc(18), colors, (x, y) =>
    Math.abs(x - 8.5) < 1 || Math.abs(y - 8.5) < 1 ? colors[1] : undefined,
  );

export const pictures = {
  night: sky(['#141a30', '#1e2744', '#2c385e'], { stars: 90, star: '#55648f', seed: 8 }),
  ground: floor(480, 24, ['#8fa0d0', '#5f6f9f', '#333e62', '#2a3454'], 3),
  wall: floor(16, 270, ['#5f6f9f', '#4a5884', '#333e62', '#2a3454'], 5),
  boxes: Picture.strip(sets.map(box)),
  circles: Picture.strip(sets.map(ball)),
};
