/** Blocks of a GIF (GIF89a specification, 1990). */
const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
/** Extensions that say how pixels show: graphic control; and, of an application, how often an animation runs. */
const CONTROL = 0xf9;
const APPLICATION = 0xff;
const LOOPS = 'NETSCAPE2.0';

/**
 * A GIF that holds nothing but its pixels, each as it was: no comment, no text, no data of programs, nothing after its end.
 * @returns `null` for what is damaged or no GIF
 */
export function plainGif(bytes: Uint8Array): Uint8Array | null {
  const text = (at: number, length: number) => String.fromCharCode(...bytes.subarray(at, at + length));
  if (bytes.length < 14 || !/^GIF8[79]a$/.test(text(0, 6))) return null;
  const colours = (packed: number) => (packed & 0x80 ? 3 << ((packed & 7) + 1) : 0);
  /** Where the data that begin here end; -1 when they do not. */
  const endOfBlocks = (from: number): number => {
    let at = from;
    while (at < bytes.length && bytes[at] !== 0) at += bytes[at]! + 1;
    return at < bytes.length ? at + 1 : -1;
  };
  let at = 13 + colours(bytes[10]!);
  const parts = [bytes.subarray(0, at)];
  for (let images = 0; at < bytes.length;) {
    const kind = bytes[at];
    if (kind === TRAILER) return images > 0 ? joined([...parts, bytes.subarray(at, at + 1)]) : null;
    const start = at;
    if (kind === IMAGE) at = endOfBlocks(at + 11 + colours(bytes[at + 9] ?? 0));
    else if (kind === EXTENSION) at = endOfBlocks(at + 2);
    else return null;
    if (at < 0) return null;
    const label = bytes[start + 1];
    if (kind === IMAGE) images++;
    else if (label !== CONTROL && !(label === APPLICATION && text(start + 3, LOOPS.length) === LOOPS))
      continue;
    parts.push(bytes.subarray(start, at));
  }
  return null;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
