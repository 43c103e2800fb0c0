/**
 * Reads .aseprite and .ase files, as their public description says (docs/ase-file-specs.md of Aseprite). What an import has no
 * use for (colour profiles, user data, masks) is passed over and told of.
 */
import { unzlibSync } from 'fflate';
import { AseReader } from './ase-reader.ts';

export interface AseLayer {
  name: string;
  /** Shown, as are all groups that it is in. */
  visible: boolean;
  /** Of the lowest layer, whose pixels are never transparent. */
  background: boolean;
  /** An image to draw over, which is no part of the picture. */
  reference: boolean;
  kind: 'image' | 'group' | 'tilemap';
  blend: number;
  /** 0 to 255. */
  opacity: number;
  tileset: number;
}

/** What a layer shows in a frame. */
export interface AseCel {
  layer: number;
  x: number;
  y: number;
  /** 0 to 255. */
  opacity: number;
  /** How many layers further up it is drawn. */
  z: number;
  content:
    | { kind: 'pixels'; width: number; height: number; data: Uint8Array }
    | { kind: 'linked'; frame: number }
    | { kind: 'tiles'; width: number; height: number; tiles: Uint32Array; masks: TileMasks };
}

/** Which bits of a tile say what. */
export interface TileMasks {
  id: number;
  flipX: number;
  flipY: number;
  diagonal: number;
}

export interface AseTag {
  name: string;
  from: number;
  to: number;
  /** 0 forward, 1 reverse, 2 ping-pong, 3 ping-pong from the end. */
  direction: number;
  /** How often it plays; 0 for ever. */
  repeat: number;
}

export interface AseSlice {
  name: string;
  keys: readonly {
    frame: number;
    rect: readonly [number, number, number, number];
    /** Within the slice. */
    centre: readonly [number, number, number, number] | null;
    pivot: readonly [number, number] | null;
  }[];
}

export interface AseTileset {
  width: number;
  height: number;
  count: number;
  /** Pixels of its tiles, one below the other; `null` for one in another file. */
  data: Uint8Array | null;
}

export interface AseFile {
  width: number;
  height: number;
  /** Bytes of a pixel: 4 red, green, blue, alpha; 2 value, alpha; 1 number in the palette. */
  pixelBytes: 1 | 2 | 4;
  /** Number in the palette that is transparent. */
  transparent: number;
  /** Red, green, blue, alpha of each colour. */
  palette: Uint8Array;
  layers: AseLayer[];
  frames: { duration: number; cels: AseCel[] }[];
  tags: AseTag[];
  slices: AseSlice[];
  tilesets: Map<number, AseTileset>;
  /** What is in it beside that and is not read, in words. */
  skipped: Set<string>;
}

/** Parts that are not read, by their number; there are more in files than these, but nothing that anybody put in. */
const SKIPPED: Readonly<Record<number, string>> = {
  0x2007: 'a colour profile',
  0x2016: 'a mask',
  0x2020: 'user data',
};
/** Colours as on every screen need no profile. */
const SRGB = 1;

const MAGIC = 0xa5e0;
const FRAME_MAGIC = 0xf1fa;

/** Whether bytes begin as such a file does. */
export const isAse = (bytes: Uint8Array): boolean =>
  bytes.length >= 128 && (bytes[4]! | (bytes[5]! << 8)) === MAGIC;

/** Limits of what one file may unpack to. */
const MOST_BYTES = 1 << 28;

/** Throws an Error with a sentence for the user when the file cannot be read. */
export function readAse(bytes: Uint8Array): AseFile {
  if (!isAse(bytes)) throw new Error('This is no file of Aseprite.');
  try {
    return new AseParser(bytes).read();
  } catch (error) {
    // What unpacks carries the number of what is wrong.
    if (!(error instanceof RangeError) && !('code' in (error as object))) throw error;
    throw new Error('The file is damaged or cut off.', { cause: error });
  }
}

class AseParser {
  readonly #head: AseReader;
  readonly #file: AseFile;
  readonly #layerOpacity: boolean;
  readonly #groupLook: boolean;
  readonly #uuids: boolean;
  readonly #frameCount: number;
  readonly #speed: number;
  /** The layers that the one last read is in, by level. */
  readonly #path: AseLayer[] = [];
  #newPalette = false;
  #unpacked = 0;

  constructor(bytes: Uint8Array) {
    const head = (this.#head = new AseReader(bytes, 6));
    this.#frameCount = head.word();
    const [width, height, depth] = [head.word(), head.word(), head.word()];
    const flags = head.dword();
    this.#speed = head.word();
    const transparent = head.skip(8).byte();
    if (depth !== 8 && depth !== 16 && depth !== 32) throw new Error('Its colour depth is of no known kind.');
    if (width === 0 || height === 0 || this.#frameCount === 0) throw new Error('The picture is empty.');
    this.#layerOpacity = (flags & 1) !== 0;
    this.#groupLook = (flags & 2) !== 0;
    this.#uuids = (flags & 4) !== 0;
    this.#file = {
      ...{ width, height, transparent, palette: new Uint8Array(256 * 4) },
      pixelBytes: (depth / 8) as 1 | 2 | 4,
      ...{ layers: [], frames: [], tags: [], slices: [], tilesets: new Map() },
      skipped: new Set(),
    };
    head.skip(128 - head.at);
  }

  read(): AseFile {
    const file = this.#file;
    for (let at = 0; at < this.#frameCount; at++) {
      const start = this.#head.at;
      const size = this.#head.dword();
      if (this.#head.word() !== FRAME_MAGIC) throw new RangeError('no frame');
      const oldCount = this.#head.word();
      const duration = this.#head.word() || this.#speed || 100;
      const count = this.#head.skip(2).dword() || oldCount;
      file.frames.push({ duration, cels: [] });
      for (let chunk = 0; chunk < count; chunk++) this.#chunk();
      this.#head.skip(Math.max(0, start + size - this.#head.at));
    }
    return file;
  }

  #chunk(): void {
    const size = this.#head.dword();
    const kind = this.#head.word();
    const data = new AseReader(this.#head.take(Math.max(0, size - 6)));
    const { tags, slices, layers, frames } = this.#file;
    if (kind === 0x2004) layers.push(this.#layer(data));
    else if (kind === 0x2005) {
      const cel = this.#cel(data);
      if (cel) frames.at(-1)!.cels.push(cel);
    } else if (kind === 0x2018) tags.push(...readTags(data));
    else if (kind === 0x2019) this.#palette(data);
    else if ((kind === 0x0004 || kind === 0x0011) && !this.#newPalette)
      this.#oldPalette(data, kind === 0x0011);
    else if (kind === 0x2022) slices.push(readSlice(data));
    else if (kind === 0x2023) this.#tileset(data);
    else this.#skip(kind, data);
  }

  #skip(kind: number, data: AseReader): void {
    const what = SKIPPED[kind];
    // A profile is 0 for none; user data that says nothing has no flags.
    if (kind === 0x2007 && data.word() <= SRGB) return;
    if (kind === 0x2020 && data.dword() === 0) return;
    if (what !== undefined) this.#file.skipped.add(what);
  }

  #layer(data: AseReader): AseLayer {
    const flags = data.word();
    const type = data.word();
    const level = data.word();
    const blend = data.skip(4).word();
    const opacity = data.byte();
    const name = data.skip(3).text();
    const kind = type === 1 ? 'group' : type === 2 ? 'tilemap' : 'image';
    const tileset = kind === 'tilemap' ? data.dword() : 0;
    if (this.#uuids) data.skip(16);
    this.#path.length = Math.min(level, this.#path.length);
    const parent = this.#path.at(-1);
    const plain = kind === 'group' && !this.#groupLook;
    const layer: AseLayer = {
      ...{ name, kind, tileset },
      visible: (flags & 1) !== 0 && (parent?.visible ?? true),
      background: (flags & 8) !== 0,
      reference: (flags & 64) !== 0 || (parent?.reference ?? false),
      blend: plain ? 0 : blend,
      opacity: this.#layerOpacity && !plain ? opacity : 255,
    };
    // The opacity of a group counts for all that is in it.
    if (parent) layer.opacity = Math.round((layer.opacity * parent.opacity) / 255);
    this.#path.push(layer);
    return layer;
  }

  #cel(data: AseReader): AseCel | null {
    const cel = { layer: data.word(), x: data.short(), y: data.short(), opacity: data.byte() };
    const type = data.word();
    const z = data.short();
    data.skip(5);
    if (type === 1) return { ...cel, z, content: { kind: 'linked', frame: data.word() } };
    const [width, height] = [data.word(), data.word()];
    if (type === 0 || type === 2) {
      const length = width * height * this.#file.pixelBytes;
      const pixels = type === 0 ? data.take(length) : this.#unpack(data.rest(), length);
      return { ...cel, z, content: { kind: 'pixels', width, height, data: pixels } };
    }
    if (type !== 3) return null;
    const bits = data.word();
    const masks = { id: data.dword(), flipX: data.dword(), flipY: data.dword(), diagonal: data.dword() };
    const packed = this.#unpack(data.skip(10).rest(), (width * height * bits) / 8);
    const read = new AseReader(packed);
    const one = () => (bits === 8 ? read.byte() : bits === 16 ? read.word() : read.dword());
    const tiles = Uint32Array.from({ length: width * height }, one);
    return { ...cel, z, content: { kind: 'tiles', width, height, tiles, masks } };
  }

  #tileset(data: AseReader): void {
    const id = data.dword();
    const flags = data.dword();
    const [count, width, height] = [data.dword(), data.word(), data.word()];
    data.skip(16).text();
    if (flags & 1) data.skip(8);
    const length = width * height * count * this.#file.pixelBytes;
    const pixels = flags & 2 ? this.#unpack(data.take(data.dword()), length) : null;
    this.#file.tilesets.set(id, { width, height, count, data: pixels });
  }

  #palette(data: AseReader): void {
    const size = data.dword();
    const [first, last] = [data.dword(), data.dword()];
    if (size > 65536 || last >= 65536) throw new RangeError('too many colours');
    this.#grow(Math.max(size, last + 1));
    data.skip(8);
    this.#newPalette = true;
    for (let at = first; at <= last; at++) {
      const named = data.word() & 1;
      this.#file.palette.set(data.take(4), at * 4);
      if (named) data.text();
    }
  }

  #oldPalette(data: AseReader, sixBits: boolean): void {
    let at = 0;
    for (let packets = data.word(); packets > 0; packets--) {
      at += data.byte();
      const count = data.byte() || 256;
      this.#grow(at + count);
      for (let color = 0; color < count; color++, at++) {
        const parts = [...data.take(3)].map((part) => (sixBits ? Math.round((part * 255) / 63) : part));
        this.#file.palette.set([...parts, 255], at * 4);
      }
    }
  }

  #grow(colors: number): void {
    const { palette } = this.#file;
    if (colors * 4 <= palette.length) return;
    this.#file.palette = new Uint8Array(colors * 4);
    this.#file.palette.set(palette);
  }

  /** So many bytes out of packed ones; more or fewer are refused, before there is room for them. */
  #unpack(packed: Uint8Array, length: number): Uint8Array {
    this.#unpacked += length;
    if (this.#unpacked > MOST_BYTES) throw new Error('The picture is too large to be unpacked.');
    const bytes = unzlibSync(packed, { out: new Uint8Array(length) });
    if (bytes.length !== length) throw new RangeError('other pixels than it says');
    return bytes;
  }
}

function readTags(data: AseReader): AseTag[] {
  const count = data.word();
  data.skip(8);
  return Array.from({ length: count }, () => {
    const [from, to, direction, repeat] = [data.word(), data.word(), data.byte(), data.word()];
    return { from, to, direction, repeat, name: data.skip(10).text() };
  });
}

function readSlice(data: AseReader): AseSlice {
  const count = data.dword();
  const flags = data.dword();
  const name = data.skip(4).text();
  // Each key takes 20 bytes at least: a count that the chunk has no room for is nonsense.
  if (count * 20 > data.left) throw new RangeError('too many keys');
  const keys = Array.from({ length: count }, () => ({
    frame: data.dword(),
    rect: [data.long(), data.long(), data.dword(), data.dword()] as const,
    centre: flags & 1 ? ([data.long(), data.long(), data.dword(), data.dword()] as const) : null,
    pivot: flags & 2 ? ([data.long(), data.long()] as const) : null,
  }));
  return { name, keys };
}
