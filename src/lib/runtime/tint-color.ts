/** Colours multiplied with colours, as a light of that colour would show them. */

type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/** Channels of `#rgb`, `#rgba`, `#rrggbb` or `#rrggbbaa`, 0 to 1; `null` for anything else. */
function channelsOf(color: string): Rgba | null {
  const short = /^#[\da-f]{3,4}$/iu.test(color);
  if (!short && !/^#(?:[\da-f]{6}|[\da-f]{8})$/iu.test(color)) return null;
  const digits = short ? [...color.slice(1)].map((digit) => digit + digit).join('') : color.slice(1);
  const at = (channel: number) => parseInt(digits.slice(channel * 2, channel * 2 + 2) || 'ff', 16) / 255;
  return [at(0), at(1), at(2), at(3)];
}

const hex = (part: number): string =>
  Math.round(part * 255)
    .toString(16)
    .padStart(2, '0');

const memo = new Map<string, string>();
const MOST_KNOWN = 2048;

/**
 * A colour multiplied with a tint, its own transparency kept; a half transparent tint counts half. What is no
 * colour, such as '', stays as it is.
 */
export function tintedColor(color: string, tint: string): string {
  if (tint === '' || color === '') return color;
  const key = color + tint;
  const known = memo.get(key);
  if (known !== undefined) return known;
  const [own, light] = [channelsOf(color), channelsOf(tint)];
  if (!own || !light) return color;
  const [red, green, blue] = [0, 1, 2].map((at) => own[at]! * (1 - light[3] * (1 - light[at]!))) as [
    number,
    number,
    number,
  ];
  const mixed = `#${hex(red)}${hex(green)}${hex(blue)}${own[3] < 1 ? hex(own[3]) : ''}`;
  if (memo.size >= MOST_KNOWN) memo.clear();
  memo.set(key, mixed);
  return mixed;
}

/** Two tints as one: what is multiplied with the result has been multiplied with both. '' is none. */
export const bothTints = (a: string, b: string): string =>
  a === '' ? b : b === '' ? a : tintedColor(tintedColor('#ffffff', a), b);
