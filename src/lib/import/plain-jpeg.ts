/** Segments of a JPEG that a decoder needs (ITU-T T.81, B.1.1.3): tables, frames of the usual kinds, scans. */
const NEEDED = new Set([0xc0, 0xc1, 0xc2, 0xc4, 0xda, 0xdb, 0xdd]);
const JFIF = 'JFIF\0';

const isText = (bytes: Uint8Array, at: number, text: string): boolean =>
  [...text].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));

/**
 * A JPEG that holds nothing but its pixels, each as it was: no metadata, no preview, no comment, nothing after its end.
 * @returns `null` for what is damaged or no JPEG
 */
export function plainJpeg(bytes: Uint8Array): Uint8Array | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const parts = [bytes.subarray(0, 2)];
  let at = 2;
  while (at + 3 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    const length = (bytes[at + 2]! << 8) | bytes[at + 3]!;
    if (length < 2 || at + 2 + length > bytes.length) return null;
    const isHead = marker === 0xe0 && length === 16 && isText(bytes, at + 4, JFIF);
    // Says whether colours are to be taken as they are.
    const isAdobe = marker === 0xee && length === 14 && isText(bytes, at + 4, 'Adobe');
    const start = at;
    at += 2 + length;
    if (marker === 0xda) at = endOfScan(bytes, at);
    if (NEEDED.has(marker) || isHead || isAdobe) parts.push(bytes.subarray(start, at));
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) {
      parts.push(bytes.subarray(at, at + 2));
      return joined(parts);
    }
  }
  return null;
}

/** The tag of Exif that says how a picture is to be held (CIPA DC-008, 4.6.4). */
const ORIENTATION = 0x0112;

/**
 * How a JPEG is to be held, as its Exif says: 1 as its pixels lie, 2 to 8 mirrored or turned.
 * A picture that does not say so is held as it lies.
 */
export function orientationOf(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda;) {
    const next = at + 2 + view.getUint16(at + 2);
    if (bytes[at + 1] === 0xe1 && isText(bytes, at + 4, 'Exif\0\0'))
      return orientationIn(view, at + 10, Math.min(next, bytes.length));
    at = next;
  }
  return 1;
}

/** @param from where the TIFF begins that Exif is */
function orientationIn(view: DataView, from: number, end: number): number {
  if (from + 8 > end) return 1;
  const little = view.getUint16(from) === 0x4949;
  const list = from + view.getUint32(from + 4, little);
  if (list + 2 > end) return 1;
  const entries = view.getUint16(list, little);
  for (let i = 0, at = list + 2; i < entries && at + 12 <= end; i++, at += 12)
    if (view.getUint16(at, little) === ORIENTATION) {
      const value = view.getUint16(at + 8, little);
      return value >= 1 && value <= 8 ? value : 1;
    }
  return 1;
}

/** Whether a file is a JPEG that holds nothing but its pixels. */
export const isPlainJpeg = (bytes: Uint8Array): boolean => plainJpeg(bytes)?.length === bytes.length;

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Where a marker comes that does not belong to the pixels: a stuffed zero or a restart does. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at++) {
    const next = bytes[at + 1]!;
    if (bytes[at] === 0xff && next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}
