/** Skies and floors of the physics samples, in half of the size they are shown at. */
import { dice, Picture } from './picture.mjs';

function mixed(from, to, part) {
  const bytes = (color) => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const [a, b] = [bytes(from), bytes(to)];
  return `#${a
    .map((value, n) =>
      Math.round(value + (b[n] - value) * part)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

/**
 * A sky in bands that are dithered into each other, with stars or dust.
 * @param colors from the top to the bottom
 */
export function sky(colors, { stars = 0, star = '#ffffff', seed = 1 } = {}) {
  const [width, height] = [480, 270];
  const made = new Picture(width, height);
  const bands = 24;
  const shade = (n) => {
    const place = (Math.min(bands - 1, n) / (bands - 1)) * (colors.length - 1);
    const low = Math.min(colors.length - 2, Math.floor(place));
    return mixed(colors[low], colors[low + 1], place - low);
  };
  const shades = Array.from({ length: bands + 1 }, (_, n) => shade(n));
  for (let y = 0; y < height; y++) {
    const place = (y / height) * bands;
    // The last rows of a band are a chequer of it and the next: no hard steps with few colours.
    const next = place % 1 > 0.6;
    for (let x = 0; x < width; x++)
      made.set(x, y, shades[Math.floor(place) + (next && (x + y) % 2 === 0 ? 1 : 0)]);
  }
  const random = dice(seed);
  for (let n = 0; n < stars; n++)
    made.set(Math.floor(random() * width), Math.floor(random() ** 1.5 * height), star);
  return made;
}

/** A strip of ground: a light edge on top, speckled stone below. */
export function floor(width, height, [edge, top, base, speck], seed = 1) {
  const made = new Picture(width, height).rect(0, 0, width, height, base);
  made.rect(0, 0, width, 1, edge).rect(0, 1, width, 2, top);
  const random = dice(seed);
  for (let n = 0; n < (width * height) / 28; n++)
    made.rect(
      Math.floor(random() * width),
      4 + Math.floor(random() * (height - 5)),
      1 + Math.floor(random() * 2),
      1,
      speck,
    );
  for (let x = 0; x < width; x++) if (random() < 0.4) made.set(x, 3, top);
  return made;
}
