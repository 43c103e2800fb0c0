/** Who and what moves in Moon Hopper: the hero, the crawler, coins, the lift and the flag. */
import { Picture } from '../picture.mjs';

const colors = {
  k: '#1b2140',
  w: '#eef2f7',
  s: '#b4c3d8',
  t: '#6fd6c6',
  d: '#3a9e98',
  v: '#16283f',
  h: '#8fc4ff',
  o: '#f2a65a',
  r: '#e2686f',
  R: '#a8434f',
  p: '#f29aa0',
};

const suit = [
  '................',
  '.....kkkkkk.....',
  '...kkwwwwwwkk...',
  '..kwwwwwwwwwwk..',
  '..kwwkkkkkkkkwk.',
  '.kwwkvvvvvvvvvk.',
  '.kwskvvvvvhhvvk.',
  '.kwskvvvvvvhvvk.',
  '.kwskvvvvvvvvvk.',
  '..kwskvvvvvvvk..',
  '..kswwkkkkkkwk..',
  '...kkssssssskk..',
  '..kttkwwwwwwk...',
  '.kdttkwwowwwwk..',
  '.kdttkwwwwsktdk.',
  '.kkddkswwwwskkk.',
  '...kkkkssssk....',
];

const legs = {
  stand: ['....kwsk.kwsk...', '....kwsk.kwsk...', '...kttdk.kttdk..'],
  stride: ['...kwwk...kwsk..', '..kwsk.....kwsk.', '..kttdk....kttdk'],
  pass: ['....kwwskwsk....', '.....kwskwk.....', '.....kttkttdk...'],
  back: ['....kwsk.kwwk...', '...kwsk...kwsk..', '...kttdk..kttdk.'],
  cross: ['.....kwskwwk....', '.....kwk.kwsk...', '....kttdkkttdk..'],
  jump: ['....kwwskwwsk...', '...kwskk..kwsk..', '...kttdk..kttdk.'],
  fall: ['...kwsk....kwsk.', '..kttdk...kttdk.', '................'],
};

/**
 * Somebody in a space suit: standing (0, 1), walking (2 to 5), rising (6), falling (7).
 * @param own colours of the suit where they differ: t and d its trim, v and h the visor, o the badge
 */
export function heroFrames(own = {}) {
  const frame = (rows, feet) => Picture.fromRows([...rows, ...feet], { ...colors, ...own });
  const low = [suit[0], ...suit.slice(0, -1)];
  return [
    frame(suit, legs.stand),
    frame(low, legs.stand),
    frame(suit, legs.stride),
    frame(low, legs.pass),
    frame(suit, legs.back),
    frame(low, legs.cross),
    frame(suit, legs.jump),
    frame(suit, legs.fall),
  ];
}

export const hero = () => Picture.strip(heroFrames());

/** Two steps. */
export function crawler() {
  const body = [
    '...k........k...',
    '....k......k....',
    '...kkkkkkkkkk...',
    '..krpprrrrrrrk..',
    '.krpprrrrwwrwwk.',
    '.krprrrrrwkrwkk.',
    'krrrrrrrrwkrwkrk',
    'krrrRRrrrrrrrrrk',
    'kRRrrrrRRrrrRRRk',
    '.kRRRRRRRRRRRRk.',
    '..kkkkkkkkkkkk..',
  ];
  return Picture.strip([
    Picture.fromRows([...body, '..kk..kk..kk.kk.'], colors),
    Picture.fromRows([...body, '.kk..kk..kk..kk.'], colors),
  ]);
}

/** A coin that turns once in six frames. */
export function coin() {
  const frame = (half) => {
    const made = new Picture(12, 12);
    made.ellipse(6, 6, half, 6, '#8a5a1c').ellipse(6, 6, Math.max(half - 1, 0.6), 5, '#f6cf5a');
    if (half > 3)
      made.ellipse(6, 6, half - 3, 3, '#d9a93a').ellipse(6 + half / 4, 5.5, half - 3, 2.6, '#f6cf5a');
    if (half > 2) made.rect(Math.round(6 - half / 2), 2, 1, 3, '#fff3c0');
    return made;
  };
  return Picture.strip([6, 4.6, 2.8, 1.2, 2.8, 4.6].map(frame));
}

/** A platform with lamps and two small jets. */
export function lift() {
  const made = new Picture(48, 12);
  made.rect(1, 0, 46, 8, '#1b2140').rect(0, 1, 48, 6, '#1b2140');
  made.rect(1, 1, 46, 6, '#7b5fc4').rect(1, 1, 46, 2, '#b79df0').rect(1, 6, 46, 1, '#5a4496');
  for (let x = 4; x < 46; x += 8) made.rect(x, 4, 3, 1, '#f6cf5a');
  for (const x of [7, 36])
    made
      .rect(x, 8, 5, 1, '#1b2140')
      .rect(x + 1, 9, 3, 2, '#8fc4ff')
      .rect(x + 2, 11, 1, 1, '#dff0ff');
  return made;
}

/** A pennant in the solar wind, four frames. */
export function flag() {
  const frame = (phase) => {
    const made = new Picture(20, 36);
    made
      .rect(2, 1, 2, 33, '#dfe5ee')
      .rect(3, 2, 1, 32, '#8f9bb8')
      .rect(1, 0, 4, 2, '#f6cf5a')
      .rect(0, 34, 6, 2, '#5c6789');
    for (let x = 0; x < 14; x++) {
      const wave = Math.round(Math.sin(((x / 7 - phase / 4) * Math.PI * 2) / 1.4) * Math.min(1.4, x / 4));
      const height = Math.max(2, Math.round(11 - x * 0.55));
      const top = 3 + Math.round(x * 0.27) + wave;
      made.rect(4 + x, top, 1, height, x % 7 < 4 ? '#f2b45a' : '#e8a044');
      made.set(4 + x, top, '#ffd58c').set(4 + x, top + height - 1, '#c47a2c');
    }
    return made.ellipse(8, 8, 1.6, 1.6, '#fff3c0');
  };
  return Picture.strip([0, 1, 2, 3].map(frame));
}
