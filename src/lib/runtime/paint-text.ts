import type { Rect } from '../base/geometry.ts';
import type { ComponentData } from '../schema/components.ts';
import type { ImageSource, PaintContext } from './paint-types.ts';
import { tintedColor } from './tint-color.ts';

const families: Readonly<Record<ComponentData<'Text'>['font'], string>> = {
  sans: 'system-ui, "Segoe UI", "DejaVu Sans", sans-serif',
  serif: 'Georgia, "DejaVu Serif", serif',
  mono: 'ui-monospace, "DejaVu Sans Mono", monospace',
};

/** Distance between two lines, as a part of the font size. */
export const lineHeight = 1.2;

/** The CSS font of a text. @param family of a font of its own */
function fontOf({ fontSize, font, bold }: ComponentData<'Text'>, family: string | null): string {
  return `${bold ? '700 ' : ''}${fontSize}px ${family === null ? '' : `"${family}", `}${families[font]}`;
}

/** Writes the lines of a text from the top of its box. @param tint what its colour is multiplied with, '' for nothing */
export function paintText(
  ctx: PaintContext,
  text: ComponentData<'Text'>,
  box: Rect,
  images: ImageSource,
  tint = '',
): void {
  if (text.text === '') return;
  ctx.font = fontOf(text, text.fontFile === '' ? null : (images.font?.(text.fontFile) ?? null));
  ctx.fillStyle = tintedColor(text.color, tint);
  ctx.textAlign = text.align;
  ctx.textBaseline = 'top';
  const x = box.x + { left: 0, center: 0.5, right: 1 }[text.align] * box.width;
  text.text.split('\n').forEach((line, at) => ctx.fillText(line, x, box.y + at * lineHeight * text.fontSize));
}
