/** The list of files in a zip, and each of them unpacked piece by piece (PKWARE APPNOTE 6.3). */
import { Inflate } from 'fflate';

export interface ZipEntry {
  /** As the archive has it. */
  name: string;
  /** Bytes it takes in the archive. */
  packed: number;
  /** Bytes that it says it has unpacked. */
  size: number;
  crc: number;
  /** 0 for stored, 8 for deflated. */
  method: number;
  encrypted: boolean;
  /** A name that stands for another file. */
  link: boolean;
  /** Where its local header is. */
  offset: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

/**
 * The entries by the archive's own list at its end.
 * @param most more entries are not read: the list is then one longer
 * @throws RangeError when the archive is damaged
 */
export function zipEntries(bytes: Uint8Array, most: number): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  // Sizes and counts at their largest stand in another place, for archives beyond 4 GB.
  if (count === 0xffff || at === 0xffffffff) throw new RangeError('a zip of the 64-bit kind');
  const entries: ZipEntry[] = [];
  for (let each = 0; each < count && entries.length <= most; each++) {
    if (view.getUint32(at, true) !== CENTRAL) throw new RangeError('no entry where one should be');
    const flags = view.getUint16(at + 8, true);
    const nameLength = view.getUint16(at + 28, true);
    const name = bytes.subarray(at + 46, at + 46 + nameLength);
    if (name.length < nameLength) throw new RangeError('cut off');
    const made = view.getUint8(at + 5);
    const mode = view.getUint32(at + 38, true) >>> 16;
    entries.push({
      name: (flags & 0x800) !== 0 ? new TextDecoder().decode(name) : decodeName(name),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      crc: view.getUint32(at + 16, true),
      method: view.getUint16(at + 10, true),
      encrypted: (flags & 1) !== 0,
      link: made === 3 && (mode & 0o170000) === 0o120000,
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function endOf(view: DataView): number {
  const last = view.byteLength - 22;
  for (let at = last; at >= 0 && at >= last - 0xffff; at--) if (view.getUint32(at, true) === END) return at;
  throw new RangeError('no end of a zip');
}

/** Old tools write names in UTF-8 without saying so, or in a code page that nobody knows: bytes then. */
function decodeName(name: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(name);
  } catch {
    return Array.from(name, (byte) => String.fromCharCode(byte)).join('');
  }
}

/** How much packed data is unpacked at once: at the very best it grows a thousandfold. */
const PIECE = 4 << 10;

/**
 * Unpacks one entry.
 * @param onBytes hears how many bytes have come out with each piece, and stops it all by throwing
 * @throws RangeError when it is damaged
 */
export function unpackEntry(
  bytes: Uint8Array,
  entry: ZipEntry,
  onBytes: (count: number) => void,
): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(entry.offset, true) !== LOCAL) throw new RangeError('no file where one should be');
  const start =
    entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  const packed = bytes.subarray(start, start + entry.packed);
  if (packed.length < entry.packed) throw new RangeError('cut off');
  const pieces: Uint8Array[] = [];
  let written = 0;
  const take = (piece: Uint8Array) => {
    written += piece.length;
    onBytes(piece.length);
    pieces.push(piece);
  };
  if (entry.method === 0) take(packed.slice());
  else inflate(packed, take);
  const content = joined(pieces, written);
  if (written !== entry.size || crc32(content) !== entry.crc) throw new RangeError('not what was packed');
  return content;
}

function inflate(packed: Uint8Array, take: (piece: Uint8Array) => void): void {
  const inflating = new Inflate((piece) => take(piece.slice()));
  for (let at = 0; at === 0 || at < packed.length; at += PIECE)
    inflating.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length);
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = pieces;
  if (only && pieces.length === 1) return only;
  const content = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    content.set(piece, at);
    at += piece.length;
  }
  return content;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** The checksum of zip and PNG (ISO/IEC 15948, annex D). */
export function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return ~crc >>> 0;
}
