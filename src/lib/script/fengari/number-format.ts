/** Numbers as C's printf writes them (C99, 7.19.6.1), the same on every machine. */

import { pow } from '../../base/maths.ts';

/** What stands between `%` and the conversion: `%-08.3f`. */
export interface NumberFormat {
  readonly left: boolean;
  readonly plus: boolean;
  readonly space: boolean;
  readonly alternative: boolean;
  readonly zeros: boolean;
  readonly width: number;
  /** `null` when it is not given. */
  readonly precision: number | null;
}

/** Digits of `toFixed`, also where that changes to another notation. */
function fixed(size: number, digits: number): string {
  if (size < 1e21) return size.toFixed(digits);
  return BigInt(size).toString() + (digits > 0 ? `.${'0'.repeat(digits)}` : '');
}

/** An exponent has two digits at least. */
function exponential(size: number, digits: number): string {
  return size.toExponential(digits).replace(/e([+-])(\d)$/, 'e$10$2');
}

/** The shorter of the two, without zeros at the end. */
function general(size: number, precision: number, keepZeros: boolean): string {
  const digits = Math.max(precision, 1);
  const exponent = size === 0 ? 0 : Number(size.toExponential(digits - 1).split('e')[1]);
  const isFixed = exponent >= -4 && exponent < digits;
  const text = isFixed ? fixed(size, digits - 1 - exponent) : exponential(size, digits - 1);
  if (keepZeros || !text.includes('.')) return text;
  return text.replace(/\.?0*(?=e|$)/, '');
}

/** `0x1.8p+3`: all bits of a number. */
function hexadecimal(size: number, precision: number | null): string {
  if (size === 0) return `0x0${precision ? `.${'0'.repeat(precision)}` : ''}p+0`;
  let exponent = 0;
  let mantissa = size;
  // Halving and doubling are exact; what is below the normal range keeps its exponent.
  for (; mantissa >= 2; exponent++) mantissa /= 2;
  for (; mantissa < 1; exponent--) mantissa *= 2;
  let digits = BigInt(Math.round((mantissa - 1) * 2 ** 52))
    .toString(16)
    .padStart(13, '0');
  let first = 1;
  if (precision === null) digits = digits.replace(/0+$/, '');
  else if (precision < 13) {
    const unit = pow(16, precision);
    const rounded = Math.round(mantissa * unit);
    first = Math.floor(rounded / unit);
    digits = precision > 0 ? (rounded % unit).toString(16).padStart(precision, '0') : '';
  } else digits = digits.padEnd(precision, '0');
  return `0x${first}${digits && `.${digits}`}p${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
}

function pad(
  sign: string,
  digits: string,
  { left, zeros, width }: NumberFormat,
  zerosCount: boolean,
): string {
  const missing = width - sign.length - digits.length;
  if (missing <= 0) return sign + digits;
  if (left) return sign + digits + ' '.repeat(missing);
  return zeros && zerosCount ? sign + '0'.repeat(missing) + digits : ' '.repeat(missing) + sign + digits;
}

const signOf = (value: number, { plus, space }: NumberFormat): string =>
  value < 0 || Object.is(value, -0) ? '-' : plus ? '+' : space ? ' ' : '';

/** A number by one of the conversions `a e f g`, or `A E G` for large letters. */
export function formatFloat(value: number, conversion: string, format: NumberFormat): string {
  const { precision, alternative } = format;
  const size = Math.abs(value);
  let digits: string;
  if (Number.isNaN(value)) digits = 'nan';
  else if (size === Infinity) digits = 'inf';
  else if (conversion === 'f') digits = fixed(size, precision ?? 6);
  else if (conversion === 'e' || conversion === 'E') digits = exponential(size, precision ?? 6);
  else if (conversion === 'g' || conversion === 'G') digits = general(size, precision ?? 6, alternative);
  else digits = hexadecimal(size, precision);
  const text = pad(signOf(value, format), digits, format, Number.isFinite(value));
  return conversion === conversion.toUpperCase() ? text.toUpperCase() : text;
}

/** A whole number by one of the conversions `d i u o x X`; those without a sign take it as one of 32 bits. */
export function formatInteger(value: number, conversion: string, format: NumberFormat): string {
  const { precision, alternative } = format;
  const isSigned = conversion === 'd' || conversion === 'i';
  const size = isSigned ? Math.abs(value) : value >>> 0;
  const base = conversion === 'o' ? 8 : conversion === 'x' || conversion === 'X' ? 16 : 10;
  let digits = base === 10 ? fixed(size, 0) : size.toString(base);
  if (precision !== null) digits = precision === 0 && size === 0 ? '' : digits.padStart(precision, '0');
  if (alternative && base === 8 && !digits.startsWith('0')) digits = `0${digits}`;
  const prefix = alternative && base === 16 && size !== 0 ? '0x' : '';
  const text = pad((isSigned ? signOf(value + 0, format) : '') + prefix, digits, format, precision === null);
  return conversion === 'X' ? text.toUpperCase() : text;
}
