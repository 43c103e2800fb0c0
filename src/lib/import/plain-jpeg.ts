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
