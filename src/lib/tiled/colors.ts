/** `#AARRGGBB`, `#RRGGBB` or without the #, as Tiled writes colours, as `#rrggbb` or `#rrggbbaa`; `null` for anything else. */
export function fromTiledColor(text: string): string | null {
  if (text === '') return '';
  const hex = text.replace(/^#/, '').toLowerCase();
  if (/^[0-9a-f]{6}$/.test(hex)) return `#${hex}`;
  if (/^[0-9a-f]{8}$/.test(hex))
    return hex.startsWith('ff') ? `#${hex.slice(2)}` : `#${hex.slice(2)}${hex.slice(0, 2)}`;
  return null;
}
