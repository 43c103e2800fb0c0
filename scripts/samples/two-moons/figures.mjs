/** Who and what moves in Two Moons: the crew in their suits, and the machines of the old moon base. */
import { heroFrames } from '../moon-hopper/figures.mjs';
import { Picture } from '../picture.mjs';
import { disc, rounded, shaded } from '../shading.mjs';

const ink = '#1f1733';
const steel = { dark: '#4b4a68', base: '#75759a', light: '#a9abc9', pale: '#d6d8ea' };
const glow = { off: '#8a4a5c', on: '#9df2c8', lamp: '#ffe08a' };

/** Suits by name: trim, its shade, visor, its light, badge. What is on the helmet tells them apart without colours too. */
const suits = {
  blue: {
    colors: { t: '#5fb4ff', d: '#2f74c4', v: '#14264a', h: '#9fd6ff', o: '#ffd166' },
    crest: 'antenna',
  },
  rose: { colors: { t: '#ff8fa8', d: '#c74f70', v: '#3d1733', h: '#ffc2d0', o: '#8be9d0' }, crest: 'stripe' },
  lime: { colors: { t: '#a9e05f', d: '#659f35', v: '#1c2f1a', h: '#dcffad', o: '#ff9f6b' }, crest: 'horns' },
  gold: { colors: { t: '#ffc857', d: '#c4842a', v: '#3b2412', h: '#ffe9b0', o: '#7fb2ff' }, crest: 'fin' },
};

const crests = {
  antenna: (made, top) => made.rect(11, top - 1, 1, 2, ink).set(11, top - 1, '#ffd166'),
  stripe: (made, top, { d, t }) => made.rect(7, top + 1, 2, 2, t).rect(7, top + 3, 2, 1, d),
  horns: (made, top, { t }) => made.rect(4, top, 1, 2, t).rect(11, top, 1, 2, t),
  fin: (made, top, { d, t }) => made.rect(4, top, 5, 1, t).rect(4, top, 1, 2, d),
};

/** Where the helmet begins. */
const topOf = (frame) => {
  for (let y = 0; ; y++)
    for (let x = 0; x < frame.width; x++) if (frame.data[(y * frame.width + x) * 4 + 3]) return y;
};

/** One of the crew: the frames of every hero, and asleep with the visor dark (8, 9). */
export function crewMember(name) {
  const { colors, crest } = suits[name];
  const awake = heroFrames(colors);
  const asleep = heroFrames({ ...colors, h: colors.v }).slice(0, 2);
  asleep.forEach((frame, n) => {
    const y = topOf(frame);
    frame.rect(6, y + 7, 2, 1, colors.h).rect(10, y + 7, 2, 1, colors.h);
    if (n === 1) frame.rect(13, 0, 3, 1, '#eef2f7').set(14, 1, '#eef2f7').rect(13, 2, 3, 1, '#eef2f7');
  });
  const frames = [...awake, ...asleep];
  for (const frame of frames) crests[crest](frame, topOf(frame), colors);
  return Picture.strip(frames);
}

/** A crate with two bands. */
export function crate() {
  const made = shaded(24, 24, rounded(24, 24, 2), [ink, '#8a5a3a', '#b97f4f', '#e0ad74']);
  for (const y of [8, 15]) made.rect(2, y, 20, 1, '#8a5a3a');
  for (const x of [4, 17])
    made
      .rect(x, 1, 3, 22, steel.base)
      .rect(x, 1, 1, 22, steel.light)
      .rect(x + 2, 1, 1, 22, steel.dark);
  for (const x of [5, 18]) for (const y of [4, 11, 19]) made.set(x, y, steel.pale);
  return made;
}

/** A plate: up with a red lamp, down with a green one. */
export function plate() {
  const frame = (down) => {
    const made = new Picture(24, 8);
    const top = down ? 5 : 2;
    made.rect(4, top, 16, 7 - top, ink).rect(5, top + 1, 14, 6 - top, down ? '#5fcf9f' : glow.off);
    made.rect(5, top + 1, 14, 1, down ? glow.on : '#e08a98');
    return made.rect(1, 6, 22, 2, ink).rect(2, 6, 20, 1, steel.base);
  };
  return Picture.strip([frame(false), frame(true)]);
}

/** A lever: over to the left, then over to the right. */
export function lever() {
  const frame = (on) => {
    const made = new Picture(20, 16);
    for (let n = 0; n < 9; n++) {
      const x = 9 + (on ? 1 : -1) * Math.round(n * 0.55);
      made.rect(x, 12 - n, 2, 1, steel.light).set(x, 12 - n, steel.dark);
    }
    const ball = shaded(
      5,
      5,
      disc(5),
      on ? [ink, '#3f9f7a', glow.on, '#e8fff4'] : [ink, '#a03a50', '#f0788c', '#ffc2cc'],
    );
    made.paste(ball, on ? 12 : 3, 0);
    made.rect(4, 12, 12, 4, ink).rect(5, 13, 10, 3, steel.base).rect(5, 13, 10, 1, steel.light);
    return made.rect(8, 14, 4, 1, on ? glow.on : glow.off);
  };
  return Picture.strip([frame(false), frame(true)]);
}

/** A sliding door of four tiles. */
export function door() {
  const made = new Picture(16, 64).rect(1, 0, 14, 64, ink).rect(2, 1, 12, 62, steel.base);
  made.rect(2, 1, 2, 62, steel.light).rect(12, 1, 2, 62, steel.dark);
  for (let y = 4; y < 60; y += 12)
    for (let n = 0; n < 8; n++)
      made.rect(4 + n, y + (n >> 1), 1, 4, '#ffc857').rect(4 + n, y + 4 + (n >> 1), 1, 2, '#c4842a');
  return made.rect(5, 27, 6, 8, ink).rect(6, 28, 4, 6, '#ff8fa8').rect(6, 28, 4, 2, '#ffc2d0');
}

const platform = (width, height, [dark, base, light]) => {
  const made = new Picture(width, height).rect(0, 0, width, height, ink);
  made.rect(1, 1, width - 2, height - 2, base).rect(1, 1, width - 2, 2, light);
  return made.rect(1, height - 2, width - 2, 1, dark);
};

/** A lift for one. */
export function elevator() {
  const made = platform(32, 16, [steel.dark, steel.base, steel.pale]);
  for (const x of [5, 21])
    for (let n = 0; n < 3; n++) made.rect(x + 2 - n, 7 + n * 2, 2 + n * 2, 1, glow.lamp);
  return made.rect(15, 4, 2, 10, steel.dark);
}

/** A lift for two: lamps for nobody, one, both. */
export function lift() {
  const frame = (lit) => {
    const made = platform(64, 16, ['#5a4496', '#7b5fc4', '#c3acf5']);
    for (const [n, x] of [18, 40].entries()) {
      const on = n < lit;
      made.paste(
        shaded(
          6,
          6,
          disc(6),
          on ? [ink, '#5fcf9f', glow.on, '#ffffff'] : [ink, '#4a3878', '#5a4496', '#6d55b0'],
        ),
        x,
        6,
      );
    }
    for (let x = 4; x < 62; x += 52) made.rect(x, 6, 4, 1, glow.lamp).rect(x, 9, 4, 1, glow.lamp);
    return made;
  };
  return Picture.strip([frame(0), frame(1), frame(2)]);
}

/** A bridge of eight tiles with lamps along its edge. */
export function bridge() {
  const made = platform(128, 8, ['#2f7f86', '#4fb3b5', '#b4f2ea']);
  for (let x = 6; x < 126; x += 12) made.rect(x, 4, 4, 2, '#2f7f86').rect(x, 4, 4, 1, '#dffcf7');
  return made;
}

/** A ferry with a small jet at each end. */
export function ferry() {
  const made = platform(48, 8, ['#5a4496', '#7b5fc4', '#c3acf5']);
  const all = new Picture(48, 12).paste(made, 0, 0);
  for (const x of [6, 37])
    all
      .rect(x, 8, 5, 1, ink)
      .rect(x + 1, 9, 3, 2, '#7fe3ff')
      .rect(x + 2, 11, 1, 1, '#e6fbff');
  return all;
}

/** Two thorns of crystal. */
export function spikes() {
  const made = new Picture(16, 16);
  for (const left of [0, 8])
    for (let y = 3; y < 16; y++) {
      const half = Math.min(4, Math.floor((y - 3) / 3.2) + 1);
      for (let x = 4 - half; x < 4 + half; x++)
        made.set(left + x, y, x < 4 ? '#ffd7e6' : y > 12 ? '#a8406f' : '#e86a98');
    }
  return made.enlarged(2);
}

/** A beacon that waits, and one that is lit. */
export function beacon() {
  const frame = (lit) => {
    const made = new Picture(12, 28).rect(5, 8, 2, 17, steel.light).rect(6, 8, 1, 17, steel.dark);
    made.rect(2, 25, 8, 3, ink).rect(3, 26, 6, 1, steel.base);
    const lamp = lit ? [ink, '#3fb58a', glow.on, '#f2fff9'] : [ink, '#4b4a68', '#66668a', '#8d8fb2'];
    return made.paste(shaded(10, 10, disc(10), lamp), 1, 0);
  };
  return Picture.strip([frame(false), frame(true)]);
}

/** A pennant in two colours, four frames. */
export function flag() {
  const frame = (phase) => {
    const made = new Picture(24, 40);
    made.rect(2, 1, 2, 37, steel.pale).rect(3, 2, 1, 36, steel.base).rect(1, 0, 4, 2, glow.lamp);
    made.rect(0, 38, 6, 2, steel.dark);
    for (let x = 0; x < 18; x++) {
      const wave = Math.round(Math.sin((x / 9 - phase / 4) * Math.PI * 2) * Math.min(1.4, x / 5));
      const top = 3 + wave;
      made
        .rect(4 + x, top, 1, 6, x % 9 < 5 ? '#5fb4ff' : '#4a9be6')
        .rect(4 + x, top + 6, 1, 6, x % 9 < 5 ? '#ff8fa8' : '#e8718f');
      made.set(4 + x, top, '#b0dcff').set(4 + x, top + 11, '#c74f70');
    }
    return made;
  };
  return Picture.strip([0, 1, 2, 3].map(frame));
}

/** The button that changes over: one arrow there, one back. */
export function swap() {
  const made = shaded(32, 32, rounded(32, 32, 8), ['#0f0a1e', '#2c2248', '#3a2e5e', '#57478a']);
  const arrow = (y, tip, step, color) => {
    made.rect(7, y, 18, 2, color);
    for (let n = 1; n < 5; n++) made.rect(tip - step * n, y - n + 1, 1, n * 2, color);
  };
  arrow(11, 26, 1, '#5fb4ff');
  arrow(20, 5, -1, '#ff8fa8');
  return made;
}
