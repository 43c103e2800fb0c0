/** `#AARRGGBB`, `#RRGGBB` or without the #, as Tiled writes colours, as `#rrggbb` or `#rrggbbaa`; `null` for anything else. */
export function fromTiledColor(text: string): string | null {
  if (text === '') return '';
  const hex = text.replace(/^#/, '').toLowerCase();
  if (/^[0-9a-f]{6}$/.test(hex)) return `#${hex}`;
  if (/^[0-9a-f]{8}$/.test(hex))
    return hex.startsWith('ff') ? `#${hex.slice(2)}` : `#${hex.slice(2)}${hex.slice(0, 2)}`;
  return null;
}

/** The reverse of {@link fromTiledColor}, also for the short forms `#rgb` and `#rgba`. */
export function toTiledColor(color: string): string {
  let hex = color.replace(/^#/, '').toLowerCase();
  if (hex.length === 3 || hex.length === 4) hex = [...hex].map((digit) => digit + digit).join('');
  return hex === '' ? '' : hex.length === 8 ? `#${hex.slice(6)}${hex.slice(0, 6)}` : `#${hex}`;
}
