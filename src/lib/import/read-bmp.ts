/** Pixels of a picture: red, green, blue and opacity, row by row from the top. */
export interface Pixels {
  width: number;
  height: number;
  rgba: Uint8Array;
}

/** Compressions (Microsoft, BITMAPINFOHEADER): none, and none with masks that say where each colour lies. */
const NONE = 0;
const MASKS = 3;

/**
 * Reads a BMP without compression: with a palette of up to 256 colours, or 24 or 32 bits for each pixel.
 * @returns `null` for what is damaged, compressed or of another kind
 */
export function readBmpPixels(bytes: Uint8Array): Pixels | null {
  if (bytes.length < 54 || bytes[0] !== 0x42 || bytes[1] !== 0x4d) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = view.getUint32(10, true);
  const head = view.getUint32(14, true);
  const [width, tall] = [view.getInt32(18, true), view.getInt32(22, true)];
  const height = Math.abs(tall);
  const bits = view.getUint16(28, true);
  const compression = view.getUint32(30, true);
  const plain = compression === NONE || (compression === MASKS && bits === 32 && usualMasks(view, head));
  if (head < 40 || width <= 0 || height === 0 || !plain || ![1, 4, 8, 24, 32].includes(bits)) return null;
  const row = Math.ceil((width * bits) / 32) * 4;
  if (start + row * height > bytes.length) return null;
  const count = bits > 8 ? 0 : view.getUint32(46, true) || 1 << bits;
  if (count > 256 || 14 + head + count * 4 > start) return null;

  const rgba = new Uint8Array(width * height * 4);
  // The fourth byte is opacity only where a mask says so; in older files it is nothing.
  const opacity = bits === 32 && head >= 56 && view.getUint32(14 + 52, true) === 0xff000000;
  for (let y = 0; y < height; y++) {
    const line = start + row * (tall < 0 ? y : height - 1 - y);
    for (let x = 0; x < width; x++) {
      const to = (y * width + x) * 4;
      let from = line + x * (bits / 8);
      if (bits <= 8) {
        const per = 8 / bits;
        const byte = bytes[line + Math.floor(x / per)]!;
        const color = (byte >> (8 - bits * ((x % per) + 1))) & ((1 << bits) - 1);
        if (color >= count) return null;
        from = 14 + head + color * 4;
      }
      rgba[to] = bytes[from + 2]!;
      rgba[to + 1] = bytes[from + 1]!;
      rgba[to + 2] = bytes[from]!;
      rgba[to + 3] = opacity ? bytes[from + 3]! : 255;
    }
  }
  return { width, height, rgba };
}

/** Blue, green, red from the lowest byte on, as without masks. */
const usualMasks = (view: DataView, head: number): boolean =>
  head >= 52 &&
  view.getUint32(54, true) === 0xff0000 &&
  view.getUint32(58, true) === 0xff00 &&
  view.getUint32(62, true) === 0xff;
