import type { Rect } from '../../../base/geometry.ts';
import type { ThemeColors } from '../../canvas/theme-colors.ts';
import { RULER } from '../../core/guides.ts';
import { rulerTicks } from '../../core/ruler.ts';
import type { View } from '../../core/view.ts';

/** Draws a ruler: its marks with their numbers, and the extent of what is selected. */
export function paintRuler(
  canvas: HTMLCanvasElement,
  axis: 'x' | 'y',
  { view, extent, width, height }: { view: View; extent: Rect | null; width: number; height: number },
  colors: ThemeColors,
): void {
  const density = window.devicePixelRatio || 1;
  const long = axis === 'x' ? width : height;
  const [w, h] = axis === 'x' ? [long, RULER] : [RULER, long];
  canvas.width = Math.round(w * density);
  canvas.height = Math.round(h * density);
  canvas.style.width = `${w}px`;
  canvas.style.height = `${h}px`;
  const ctx = canvas.getContext('2d');
  if (!ctx) return;
  ctx.scale(density, density);
  ctx.fillStyle = colors.raised;
  ctx.fillRect(0, 0, w, h);
  // Upright, the left ruler is the top one turned by a quarter.
  if (axis === 'y') ctx.transform(0, 1, 1, 0, 0, 0);
  if (extent) {
    const [from, size] = axis === 'x' ? [extent.x, extent.width] : [extent.y, extent.height];
    ctx.fillStyle = colors.accent;
    ctx.globalAlpha = 0.35;
    ctx.fillRect(from * view.scale + view[axis], 0, Math.max(1, size * view.scale), RULER);
    ctx.globalAlpha = 1;
  }
  ctx.fillStyle = colors.line;
  ctx.fillRect(0, RULER - 1, long, 1);
  ctx.font = '9px system-ui, "Segoe UI", "DejaVu Sans", sans-serif';
  ctx.textBaseline = 'top';
  for (const { at, value } of rulerTicks(view[axis], view.scale, long)) {
    const x = Math.round(at);
    ctx.fillStyle = colors.dim;
    ctx.globalAlpha = value === null ? 0.45 : 0.8;
    ctx.fillRect(x, value === null ? RULER - 5 : 0, 1, value === null ? 4 : RULER - 1);
    if (value === null) continue;
    ctx.globalAlpha = 1;
    ctx.fillStyle = colors.text;
    if (axis === 'x') ctx.fillText(String(value), x + 3, 2);
    else {
      ctx.save();
      // The transform swaps the axes; swapped back and turned, the number reads from below.
      ctx.translate(x + 3, 2);
      ctx.transform(0, 1, 1, 0, 0, 0);
      ctx.rotate(-Math.PI / 2);
      ctx.translate(-ctx.measureText(String(value)).width, 0);
      ctx.fillText(String(value), 0, 0);
      ctx.restore();
    }
  }
  ctx.globalAlpha = 1;
}
