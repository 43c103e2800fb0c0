/** Segments of a JPEG that a decoder needs (ITU-T T.81, B.1.1.3): tables, frames of the usual kinds, scans. */
const NEEDED = new Set([0xc0, 0xc1, 0xc2, 0xc4, 0xda, 0xdb, 0xdd]);
const JFIF = 'JFIF\0';

/** Whether a file is a JPEG that holds nothing but its pixels: no metadata, no preview, no comment, nothing after its end. */
export function isPlainJpeg(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return false;
  let at = 2;
  while (at + 3 < bytes.length) {
    if (bytes[at] !== 0xff) return false;
    const marker = bytes[at + 1]!;
    const length = (bytes[at + 2]! << 8) | bytes[at + 3]!;
    const isHead =
      marker === 0xe0 && length === 16 && String.fromCharCode(...bytes.subarray(at + 4, at + 9)) === JFIF;
    if ((!NEEDED.has(marker) && !isHead) || length < 2) return false;
    at += 2 + length;
    if (marker === 0xda) at = endOfScan(bytes, at);
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return at + 2 === bytes.length;
  }
  return false;
}

/** Where a marker comes that does not belong to the pixels: a stuffed zero or a restart does. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at++) {
    const next = bytes[at + 1]!;
    if (bytes[at] === 0xff && next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}
