/** Shaded pixel shapes: an outline, light from above on the left, shadow below on the right. */
import { Picture } from './picture.mjs';

/**
 * A shape filled pixel by pixel.
 * @param inside whether the pixel whose middle is (x, y) belongs to it
 * @param colors outline, shadow, base, light
 * @param detail changes single pixels of the inside: (x, y) -> a colour, or nothing
 */
export function shaded(width, height, inside, [line, dark, base, light], detail = () => undefined) {
  const made = new Picture(width, height);
  const at = (x, y) => x >= 0 && y >= 0 && x < width && y < height && inside(x + 0.5, y + 0.5);
  const edge = (x, y) => !at(x - 1, y) || !at(x + 1, y) || !at(x, y - 1) || !at(x, y + 1);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (!at(x, y)) continue;
      if (edge(x, y)) made.set(x, y, line);
      else if (edge(x - 1, y) || edge(x, y - 1)) made.set(x, y, light);
      else if (edge(x + 1, y) || edge(x, y + 1)) made.set(x, y, dark);
      else made.set(x, y, detail(x, y) ?? base);
    }
  return made;
}

export const disc = (size) => (x, y) => (x - size / 2) ** 2 + (y - size / 2) ** 2 <= (size / 2) ** 2;

/** A rectangle with round corners; with a radius of half its smaller side it is a capsule. */
export const rounded = (width, height, radius) => (x, y) => {
  const dx = Math.max(radius - x, x - (width - radius), 0);
  const dy = Math.max(radius - y, y - (height - radius), 0);
  return dx * dx + dy * dy <= radius * radius;
};

/** A polygon by its corners, even-odd. */
export const outline = (corners) => (x, y) => {
  let within = false;
  corners.forEach(([ax, ay], n) => {
    const [bx, by] = corners[(n + 1) % corners.length];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within;
  });
  return within;
};
