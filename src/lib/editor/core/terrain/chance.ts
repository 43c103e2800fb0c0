/** A number from 0 to below 1 for a cell, the same each time for the same seed; neighbours have nothing to do with each other. */
export function hashOf(seed: number, x: number, y: number): number {
  let hash = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  for (const part of [x, y]) {
    hash = Math.imul(hash ^ (part | 0), 0xcc9e2d51);
    hash = (hash << 15) | (hash >>> 17);
    hash = Math.imul(hash, 0x1b873593) ^ (hash >>> 13);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
