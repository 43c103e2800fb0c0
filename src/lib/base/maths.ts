/**
 * Transcendental functions that give the same bits everywhere. ECMAScript leaves the last bits of `Math.sin` and its
 * kin to the engine, and engines do differ (Node 20 and Chromium 156 round some sines differently), so whatever a
 * simulation computes with them goes through these. They use only operations that IEEE 754 rounds exactly:
 * + - * / and the square root. Errors stay within a few units in the last place.
 */

const HALF_PI = 1.5707963267948966;
/** What the double above leaves of half of pi. */
const HALF_PI_REST = 6.123233995736766e-17;
// The upper 24 bits of half of pi, and the rest: their products with a small integer are exact (Cody and Waite).
const HALF_PI_UPPER = Math.fround(HALF_PI);
const HALF_PI_LOWER = HALF_PI - HALF_PI_UPPER;
const LN2 = 0.6931471805599453;
const LN2_REST = 2.3190468138462996e-17;
const LN2_UPPER = Math.fround(LN2);
const LN2_LOWER = LN2 - LN2_UPPER;

/** Taylor coefficients of the sine beyond x and of the cosine beyond 1, and of the exponential. */
const factorials = (from: number, step: number, count: number, alternate: boolean): number[] =>
  Array.from({ length: count }, (_, k) => {
    let product = 1;
    for (let i = 2; i <= from + step * k; i++) product *= i;
    return (alternate && k % 2 === 0 ? -1 : 1) / product;
  });
const SINE = factorials(3, 2, 8, true);
const COSINE = factorials(2, 2, 9, true);
const EXPONENTIAL = factorials(2, 1, 13, false);

/** Horner's rule. */
function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * x + coefficients[i]!;
  return sum;
}

/** The sine of `x` turned by `quarters` right angles. */
function circular(x: number, quarters: number): number {
  if (!Number.isFinite(x)) return NaN;
  // Beyond 2^22 quarter turns the products below would round; what is left of the angle is noise by then.
  const angle = Math.abs(x) > 6e6 ? x % (4 * HALF_PI) : x;
  const turns = Math.round(angle / HALF_PI);
  const r = angle - turns * HALF_PI_UPPER - turns * HALF_PI_LOWER - turns * HALF_PI_REST;
  const square = r * r;
  const quadrant = (((turns + quarters) % 4) + 4) % 4;
  const value =
    quadrant % 2 === 0 ? r + r * square * polynomial(SINE, square) : 1 + square * polynomial(COSINE, square);
  return quadrant < 2 ? value : -value;
}

/** Sine of an angle in radians; NaN for what is not finite. */
export const sin = (x: number): number => (x === 0 ? x : circular(x, 0));

/** Cosine of an angle in radians; NaN for what is not finite. */
export const cos = (x: number): number => circular(x, 1);

/** Arc tangent of 0 <= x <= 1: two halvings of the angle, then the series. */
function arcTangent(x: number): number {
  const half = x / (1 + Math.sqrt(1 + x * x));
  const quarter = half / (1 + Math.sqrt(1 + half * half));
  const square = quarter * quarter;
  let sum = 0;
  for (let k = 12; k >= 1; k--) sum = square * ((k % 2 === 0 ? 1 : -1) / (2 * k + 1) + sum);
  return 4 * (quarter + quarter * sum);
}

/** The angle of the vector (x, y) in radians, from -pi to pi; signs of zeros count as in `Math.atan2`. */
export function atan2(y: number, x: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  const negative = y < 0 || Object.is(y, -0);
  const left = x < 0 || Object.is(x, -0);
  const ax = Math.abs(x);
  const ay = Math.abs(y);
  let angle: number;
  if (ay === 0) angle = 0;
  else if (ax === ay) angle = HALF_PI / 2;
  else if (ay < ax) angle = arcTangent(ay / ax);
  else angle = HALF_PI - arcTangent(ax / ay);
  if (left) angle = 2 * HALF_PI - angle;
  return negative ? -angle : angle;
}

const bits = new DataView(new ArrayBuffer(8));

/** 2 to an integer power within the range of normal numbers. */
function powerOfTwo(exponent: number): number {
  bits.setUint32(0, (exponent + 1023) << 20);
  bits.setUint32(4, 0);
  return bits.getFloat64(0);
}

/** e to the power of x. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019412) return 0;
  const k = Math.round(x / LN2);
  const r = x - k * LN2_UPPER - k * LN2_LOWER - k * LN2_REST;
  const value = 1 + (r + r * r * polynomial(EXPONENTIAL, r));
  // In two steps, so that the ends of the range are reached without leaving it on the way.
  const half = Math.trunc(k / 2);
  return value * powerOfTwo(half) * powerOfTwo(k - half);
}

/** The natural logarithm; NaN below 0, -Infinity at 0. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return Infinity;
  // Subnormal numbers are lifted into the normal range first.
  const lifted = x < 2.2250738585072014e-308;
  bits.setFloat64(0, lifted ? x * 18014398509481984 : x);
  const upper = bits.getUint32(0);
  let exponent = (upper >>> 20) - 1023 - (lifted ? 54 : 0);
  bits.setUint32(0, (upper & 0xfffff) | 0x3ff00000);
  let mantissa = bits.getFloat64(0);
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent++;
  }
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  let sum = 0;
  for (let k = 11; k >= 1; k--) sum = square * (1 / (2 * k + 1) + sum);
  return exponent * LN2_UPPER + (2 * (s + s * sum) + (exponent * LN2_LOWER + exponent * LN2_REST));
}

/** `x` to an integer power by squaring: exact while the products are. */
function integerPower(x: number, n: number): number {
  let result = 1;
  let base = x;
  for (let left = Math.abs(n); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= base;
    base *= base;
  }
  if (n >= 0) return result;
  // What is too large may have an inverse that is not too small.
  return Number.isFinite(result) ? 1 / result : integerPower(1 / x, -n);
}

/** Exponents from here on have no halves between them. */
const NO_HALVES = 2 ** 51;

/** `x` to the power of `y`; special values as in `Math.pow`. */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  if (Number.isInteger(y)) {
    if (Math.abs(y) <= 1024) return integerPower(x, y);
    const size = Math.abs(x);
    const power =
      Math.abs(y) < NO_HALVES
        ? pow(size, y + (y > 0 ? -0.5 : 0.5)) * pow(size, y > 0 ? 0.5 : -0.5)
        : powerOfSize(size, y);
    return (x < 0 || Object.is(x, -0)) && y % 2 !== 0 ? -power : power;
  }
  if (!Number.isFinite(y)) {
    const size = Math.abs(x);
    if (size === 1) return NaN;
    return size > 1 === y > 0 ? Infinity : 0;
  }
  if (x < 0) return x === -Infinity ? (y > 0 ? Infinity : 0) : NaN;
  return powerOfSize(x, y);
}

/** For an `x` of at least 0 and any finite `y` but 0. */
function powerOfSize(x: number, y: number): number {
  if (x === 0 || x === Infinity) return y > 0 === (x === 0) ? 0 : Infinity;
  if (y === 0.5) return Math.sqrt(x);
  return exp(y * log(x));
}
