/** Newton's cradle: steel balls on strings under a brass beam. */
import { floor, sky } from '../backdrop.mjs';
import { disc, rounded, shaded } from '../shading.mjs';

const steel = ['#1d2230', '#5a6580', '#98a4bd', '#dfe6f2'];
const brass = ['#3a2810', '#9a6a22', '#d29a3c', '#f7d789'];

function ball() {
  const size = 28;
  return shaded(size, size, disc(size), steel, (x, y) => {
    const far = Math.hypot(x - 9, y - 9);
    if (far < 2.5) return '#ffffff';
    if (far < 6) return '#c6d0e2';
    return far > 15 ? '#74809c' : undefined;
  });
}

export const pictures = {
  room: sky(['#241a2a', '#3a2a3c', '#5a4048'], { seed: 4 }),
  table: floor(480, 30, ['#d9a066', '#a8703c', '#6a4426', '#5a3820'], 6),
  ball: ball(),
  beam: shaded(200, 12, rounded(200, 12, 3), brass),
  post: shaded(10, 150, rounded(10, 150, 2), brass),
  string: shaded(2, 100, () => true, ['#cfd6e6', '#cfd6e6', '#cfd6e6', '#cfd6e6']),
};
