/** A hanging bridge over a gorge, and what rolls and walks over it. */
import { floor, sky } from '../backdrop.mjs';
import { Picture } from '../picture.mjs';
import { disc, outline, rounded, shaded } from '../shading.mjs';

const wood = ['#3a2a20', '#7d5636', '#a8774a', '#d0a06c'];
const stone = ['#2c3238', '#5d6870', '#88949c', '#b8c2c8'];
const moss = ['#d6f29a', '#7fb35a', '#51604e', '#434f42'];

function plank() {
  return shaded(24, 7, rounded(24, 7, 2), wood, (x, y) => (y === 3 && x % 7 < 4 ? wood[1] : undefined));
}

/** A little explorer, 16 x 20. */
function walker() {
  const body = {
    h: '#8a4b32',
    f: '#f2c79c',
    k: '#2c2430',
    c: '#3f8f83',
    d: '#2f6f68',
    p: '#f0d060',
    b: '#4a3a34',
  };
  return Picture.fromRows(
    [
      '................',
      '.....hhhhhh.....',
      '....hhhhhhhh....',
      '..hhhhhhhhhhhh..',
      '.....ffffff.....',
      '.....ffkffk.....',
      '.....ffffff.....',
      '......ffff......',
      '....pccccccc....',
      '...ppccccccc....',
      '...ppcccccdf....',
      '...ppcccccdf....',
      '...ppccccdd.....',
      '....pccccc......',
      '.....ccccc......',
      '.....bbbbb......',
      '.....bb.bb......',
      '.....bb.bb......',
      '....kkk.kkk.....',
      '....kkk.kkk.....',
    ],
    body,
  );
}

export const pictures = {
  sky: sky(['#9ad0e8', '#c6e6ea', '#f4f0d2'], { stars: 0 }),
  cliff: floor(120, 130, moss, 7),
  plank: plank(),
  post: shaded(8, 40, rounded(8, 40, 2), wood),
  boulder: shaded(22, 22, disc(22), stone, (x, y) => ((x * 5 + y * 3) % 17 === 0 ? stone[1] : undefined)),
  crate: shaded(16, 16, rounded(16, 16, 1), wood, (x, y) =>
    Math.abs(x + y - 15) < 2 ? '#8a6038' : undefined,
  ),
  walker: walker(),
  gorge: shaded(
    240,
    100,
    outline([
      [0, 30],
      [50, 6],
      [110, 26],
      [170, 0],
      [240, 34],
      [240, 100],
      [0, 100],
    ]),
    ['#a9c9bd', '#9fc0b6', '#b5d4c6', '#c6e0d2'],
  ),
};
