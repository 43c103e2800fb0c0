/** What the header of a picture says, read without decoding: whoever decodes first has lost against a bomb. */
import { pngSize } from '../base/png.ts';

export interface ImageHeader {
  /** Pixels; 0 where the file leaves it open, as an SVG may. */
  width: number;
  height: number;
  /** Whether it shows several frames one after the other. */
  animated: boolean;
  /** Whether it was squeezed with loss, as photos are. */
  lossy: boolean;
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const ascii = (bytes: Uint8Array, start: number, length: number) =>
  String.fromCharCode(...bytes.subarray(start, start + length));
const still = (width: number, height: number, lossy = false): ImageHeader => ({
  width,
  height,
  animated: false,
  lossy,
});

/**
 * Size and nature of a picture by its header.
 * @param mediaType what its first bytes say that it is
 * @returns `null` when the header is damaged or of another type
 */
export function imageHeader(bytes: Uint8Array, mediaType: string): ImageHeader | null {
  try {
    const header = readers[mediaType]?.(bytes) ?? null;
    return header && header.width >= 0 && header.height >= 0 ? header : null;
  } catch (error) {
    // The file ends within its header.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const readers: Readonly<Record<string, (bytes: Uint8Array) => ImageHeader | null>> = {
  'image/png': readPng,
  'image/jpeg': readJpeg,
  'image/gif': readGif,
  'image/webp': readWebp,
  'image/avif': readAvif,
  'image/bmp': readBmp,
  'image/svg+xml': readSvg,
};

function readPng(bytes: Uint8Array): ImageHeader | null {
  const size = pngSize(bytes);
  if (!size) return null;
  // APNG: the chunk of its animation stands before the pixels.
  const head = ascii(bytes, 0, Math.min(bytes.length, 4096));
  return { ...still(size.width, size.height), animated: head.includes('acTL') };
}

/** ITU-T T.81, B.2.2: the size stands in the frame header, behind other segments. */
function readJpeg(bytes: Uint8Array): ImageHeader | null {
  const view = viewOf(bytes);
  for (let at = 2; at < bytes.length;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at++;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else if (marker === 0xd9 || marker === 0xda) return null;
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return still(view.getUint16(at + 7), view.getUint16(at + 5), true);
    else at += 2 + Math.max(2, view.getUint16(at + 2));
  }
  return null;
}

/** GIF89a, 18 and 20: the logical screen, then blocks; a second image makes it an animation. */
function readGif(bytes: Uint8Array): ImageHeader | null {
  const view = viewOf(bytes);
  const header = still(view.getUint16(6, true), view.getUint16(8, true));
  const colours = (packed: number) => (packed & 0x80 ? 3 << ((packed & 7) + 1) : 0);
  const skipBlocks = (from: number) => {
    let at = from;
    while (at < bytes.length && bytes[at] !== 0) at += bytes[at]! + 1;
    return at + 1;
  };
  let images = 0;
  for (let at = 13 + colours(view.getUint8(10)); at < bytes.length && images < 2;) {
    if (bytes[at] === 0x21) at = skipBlocks(at + 2);
    else if (bytes[at] === 0x2c && at + 10 < bytes.length) {
      images++;
      at = skipBlocks(at + 11 + colours(view.getUint8(at + 9)));
    } else break;
  }
  return { ...header, animated: images > 1 };
}

/** RFC 9649: lossy (VP8), lossless (VP8L) or with features (VP8X). */
function readWebp(bytes: Uint8Array): ImageHeader | null {
  const view = viewOf(bytes);
  const form = ascii(bytes, 12, 4);
  if (form === 'VP8 ')
    return still(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff, true);
  if (form === 'VP8L') {
    const bits = view.getUint32(21, true);
    return still((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
  }
  if (form !== 'VP8X') return null;
  const flags = view.getUint8(20);
  const side = (at: number) => (view.getUint16(at, true) | (view.getUint8(at + 2) << 16)) + 1;
  // With alpha it is kept without loss: pictures for games.
  return { ...still(side(24), side(27)), animated: (flags & 2) !== 0, lossy: (flags & 0x10) === 0 };
}

/** ISO/IEC 23008-12, 6.5.3: the largest of the sizes that its items have. */
function readAvif(bytes: Uint8Array): ImageHeader | null {
  const view = viewOf(bytes);
  const head = ascii(bytes, 0, Math.min(bytes.length, 4096));
  let [width, height] = [0, 0];
  for (let at = head.indexOf('ispe'); at >= 0; at = head.indexOf('ispe', at + 4)) {
    width = Math.max(width, view.getUint32(at + 8));
    height = Math.max(height, view.getUint32(at + 12));
  }
  return width > 0 ? { ...still(width, height, true), animated: ascii(bytes, 8, 4) === 'avis' } : null;
}

function readBmp(bytes: Uint8Array): ImageHeader | null {
  const view = viewOf(bytes);
  return still(Math.abs(view.getInt32(18, true)), Math.abs(view.getInt32(22, true)));
}

/** Width and height of the root element, else its view box. Lengths in other units than pixels are left open. */
function readSvg(bytes: Uint8Array): ImageHeader | null {
  const text = new TextDecoder().decode(bytes.subarray(0, 64 << 10));
  const root = /<(?:\w+:)?svg\b((?:"[^"]*"|'[^']*'|[^>"'])*)>/i.exec(text)?.[1];
  if (root === undefined) return null;
  const attribute = (name: string) => new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(root)?.[1] ?? '';
  const length = (name: string) => {
    const given = /^\s*(\d*\.?\d+(?:e[+-]?\d+)?)\s*(px)?\s*$/i.exec(attribute(name))?.[1];
    return given === undefined ? 0 : Number(given);
  };
  const box = attribute('viewBox')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [boxWidth, boxHeight] = box.length === 4 && box.every(Number.isFinite) ? [box[2]!, box[3]!] : [0, 0];
  let [width, height] = [length('width'), length('height')];
  if (width === 0 && height === 0) [width, height] = [boxWidth, boxHeight];
  else if (boxWidth > 0 && boxHeight > 0) {
    if (width === 0) width = (height * boxWidth) / boxHeight;
    if (height === 0) height = (width * boxHeight) / boxWidth;
  }
  return still(Math.ceil(width), Math.ceil(height));
}
