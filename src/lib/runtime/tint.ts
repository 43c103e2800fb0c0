import { pictureSize } from './picture-size.ts';

const memo = new WeakMap<object, Map<string, OffscreenCanvas>>();

/**
 * A picture whose colours are multiplied with a colour, its transparency kept. Remembered for as long as the
 * picture itself lives. Where there is no canvas to draw on, the picture as it is.
 */
export function tinted(image: CanvasImageSource, color: string): CanvasImageSource {
  if (color === '' || typeof OffscreenCanvas === 'undefined') return image;
  const [width, height] = pictureSize(image);
  if (!(width > 0 && height > 0)) return image;
  const byColor = memo.get(image) ?? new Map<string, OffscreenCanvas>();
  memo.set(image, byColor);
  const known = byColor.get(color);
  if (known) return known;
  const canvas = new OffscreenCanvas(width, height);
  const ctx = canvas.getContext('2d');
  if (!ctx) return image;
  ctx.drawImage(image, 0, 0);
  ctx.globalCompositeOperation = 'multiply';
  ctx.fillStyle = color;
  ctx.fillRect(0, 0, width, height);
  // Multiplying also coloured what was transparent: cut the picture's own outline out again.
  ctx.globalCompositeOperation = 'destination-in';
  ctx.drawImage(image, 0, 0);
  byColor.set(color, canvas);
  return canvas;
}
