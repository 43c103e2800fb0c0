import type { Vec2 } from '../base/geometry.ts';

/**
 * Where tile objects are held, as fractions of their box, by the tileset's `objectalignment`: without one at the bottom left,
 * or the middle of the bottom on isometric maps.
 */
export function anchorOfAlignment(alignment: string, straight: boolean): Vec2 {
  if (alignment === 'unspecified' || alignment === '') return straight ? [0, 1] : [0.5, 1];
  const x = alignment.endsWith('left') ? 0 : alignment.endsWith('right') ? 1 : 0.5;
  const y = alignment.startsWith('top') ? 0 : alignment.startsWith('bottom') ? 1 : 0.5;
  return [x, y];
}
