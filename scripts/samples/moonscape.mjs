/** Where the games on moons play: ground, sky, moon and hills, each in the colours it is given. */
import { Picture, dice } from './picture.mjs';

/** Tiles in the sheet, by what they are. */
export const tile = {
  top: 0,
  topLeft: 1,
  topRight: 2,
  topOnly: 3,
  inside: 4,
  left: 5,
  right: 6,
  crater: 7,
  slabLeft: 8,
  slab: 9,
  slabRight: 10,
  tuft: 11,
  stone: 12,
  crystal: 13,
  flower: 14,
  gem: 15,
};

function ground({ rock, moss }, { top = false, left = false, right = false, crater = false }, seed) {
  const roll = dice(seed);
  const made = new Picture(16, 16).rect(0, 0, 16, 16, rock.base);
  for (let n = 0; n < 9; n++) {
    const [x, y] = [Math.floor(roll() * 15), Math.floor(roll() * 15)];
    made.rect(x, y, 1 + Math.floor(roll() * 3), 1, roll() < 0.6 ? rock.dark : rock.light);
  }
  if (crater)
    made.ellipse(8, 8, 4.5, 3.5, rock.dark).ellipse(8, 9, 3.5, 2.4, rock.edge).rect(5, 12, 6, 1, rock.light);
  if (left) made.rect(0, 0, 1, 16, rock.edge).rect(1, 0, 1, 16, rock.light);
  if (right) made.rect(15, 0, 1, 16, rock.edge).rect(14, 0, 1, 16, rock.dark);
  if (top) {
    for (let x = 0; x < 16; x++) {
      const depth = 3 + (roll() < 0.45 ? 1 : 0) + (roll() < 0.2 ? 1 : 0);
      made
        .rect(x, 0, 1, depth, moss.base)
        .set(x, depth, moss.dark)
        .set(x, depth + 1, rock.dark);
    }
    made.rect(0, 0, 16, 1, moss.light);
  }
  return made;
}

function slab(colors, { left = false, right = false }, seed) {
  const made = ground(colors, { top: true }, seed);
  for (let x = 0; x < 16; x++) {
    const inset = left ? Math.max(0, 5 - x) : right ? Math.max(0, x - 10) : 0;
    const bottom = 12 - inset - (x % 5 === 2 ? 1 : 0);
    for (let y = bottom; y < 16; y++) made.data.fill(0, (y * 16 + x) * 4, (y * 16 + x) * 4 + 4);
    made.set(x, bottom - 1, colors.rock.edge);
  }
  return made;
}

const plants = {
  tuft: ['...m......m.....', '..m.m.m..m......', '..mdmdmmdm.m....', '.mdmdmdmdmdm....'],
  stone: ['.....aaaa.......', '...aabbbbaa.....', '..abbbbccbba....', '..bbbcccccbba...'],
  crystal: [
    '......x.........',
    '.....xyx........',
    '.....xyx..x.....',
    '....xxyzx.xy....',
    '..x.xyyzxxyz....',
    '..yxxyyzxxyz....',
    '..yzxyzzxyyz....',
  ],
  flower: [
    '....f....f......',
    '...fgf..fgf.....',
    '....f....f......',
    '....m....m..m...',
    '.m..md..md.m....',
    '..mdmdmdmmdm....',
  ],
  gem: ['....x...........', '...xyz....x.....', '...xyz...xyz....', '..xxyzz..xyz....'],
};

function plant({ moss, stone, crystal, flower }, name) {
  const rows = plants[name];
  const colors = { m: moss.base, d: moss.dark, ...stone, ...crystal, ...flower };
  return new Picture(16, 16).paste(Picture.fromRows(rows, colors), 0, 16 - rows.length);
}

/**
 * Eight tiles in a row, 32 x 32 pixels each.
 * @param colors rock { base, dark, light, edge } and moss { light, base, dark }; stone { a, b, c }, crystal { x, y, z } and
 * flower { f, g } by the letters of the plants
 * @param more further tiles of 16 x 16 pixels
 */
export function tiles(colors, more = []) {
  const list = [
    ground(colors, { top: true }, 1),
    ground(colors, { top: true, left: true }, 2),
    ground(colors, { top: true, right: true }, 3),
    ground(colors, { top: true, left: true, right: true }, 4),
    ground(colors, {}, 5),
    ground(colors, { left: true }, 6),
    ground(colors, { right: true }, 7),
    ground(colors, { crater: true }, 8),
    slab(colors, { left: true }, 9),
    slab(colors, {}, 10),
    slab(colors, { right: true }, 11),
    ...['tuft', 'stone', 'crystal', 'flower', 'gem'].map((name) => plant(colors, name)),
    ...more,
  ];
  const sheet = new Picture(128, Math.ceil(list.length / 8) * 16);
  list.forEach((made, at) => sheet.paste(made, (at % 8) * 16, Math.floor(at / 8) * 16));
  return sheet.enlarged(2);
}

const mix = (a, b, part) =>
  '#' +
  [1, 3, 5]
    .map((at) => {
      const [x, y] = [a, b].map((color) => Number.parseInt(color.slice(at, at + 2), 16));
      return Math.round(x + (y - x) * part)
        .toString(16)
        .padStart(2, '0');
    })
    .join('');

/**
 * Night in a few bands that are dithered into each other, and stars.
 * @param colors at the top and at the horizon
 */
export function sky([high, low], seed = 7) {
  const [width, height, bands] = [480, 270, 9];
  const made = new Picture(width, height);
  const bayer = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const exact = (y / height) * (bands - 1);
      const step = Math.floor(exact) + (exact % 1 > (bayer[(y % 4) * 4 + (x % 4)] + 0.5) / 16 ? 1 : 0);
      made.set(x, y, mix(high, low, (step / (bands - 1)) ** 1.2));
    }
  const roll = dice(seed);
  for (let n = 0; n < 130; n++) {
    const [x, y] = [Math.floor(roll() * width), Math.floor(roll() ** 1.4 * 210)];
    const bright = roll();
    made.set(x, y, bright > 0.8 ? '#ffffff' : bright > 0.4 ? '#aeb9dc' : '#66719c');
    if (bright > 0.94)
      for (const [i, j] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ])
        made.set(x + i, y + j, '#66719c');
  }
  return made;
}

/**
 * A moon, three quarters lit.
 * @param colors of the light, its craters and their floors, the shadow and its craters
 */
export function moon([light, crater, floor, shadow, dark]) {
  const made = new Picture(64, 64).ellipse(32, 32, 30, 30, light);
  made
    .ellipse(22, 24, 6, 5, crater)
    .ellipse(28, 42, 5, 4, crater)
    .ellipse(15, 37, 3, 3, crater)
    .ellipse(33, 14, 3, 2.4, crater);
  made.ellipse(22, 25, 4.4, 3.4, floor).ellipse(28, 43, 3.4, 2.6, floor);
  for (let y = 0; y < 64; y++)
    for (let x = 0; x < 64; x++) {
      const lit = ((x + 0.5 - 20) / 29) ** 2 + ((y + 0.5 - 30) / 31) ** 2 <= 1;
      const inside = ((x + 0.5 - 32) / 30) ** 2 + ((y + 0.5 - 32) / 30) ** 2 <= 1;
      if (inside && !lit) made.set(x, y, shadow);
    }
  return made.ellipse(50, 38, 3, 3, dark).ellipse(54, 28, 2, 2, dark);
}

/** A row of rounded hills with lit left slopes, darker downwards. */
export function hills(width, height, color, rim, seed, deep = '#0f1428') {
  const made = new Picture(width, height);
  const roll = dice(seed);
  const waves = Array.from({ length: 5 }, (_, n) => [(n + 1) * (1 + roll()), roll() * 6.3, 1 / (n + 1.4)]);
  const line = (x) => {
    const sum = waves.reduce(
      (all, [speed, phase, part]) => all + Math.sin((x / width) * speed * 9 + phase) * part,
      0,
    );
    return Math.round(height * 0.42 - sum * height * 0.2);
  };
  for (let x = 0; x < width; x++) {
    const top = line(x);
    for (let y = Math.max(0, top); y < height; y++)
      made.set(x, y, mix(color, deep, ((y - top) / height) * 0.45));
    made.set(x, top, rim).set(x, top + 1, line(x + 3) < top ? rim : color);
  }
  for (let n = 0; n < 12; n++) {
    const x = Math.floor(roll() * width);
    const y = line(x) + 10 + Math.floor(roll() * height * 0.3);
    const size = 3 + roll() * 6;
    made
      .ellipse(x, y, size, size * 0.45, mix(color, deep, 0.4))
      .ellipse(x, y + 1, size * 0.8, size * 0.3, mix(color, deep, 0.25));
  }
  return made;
}
