import { fileType } from '../base/file-type.ts';
import { writePng } from '../base/png-write.ts';
import { newId } from '../base/ids.ts';
import { ProblemError } from '../base/result.ts';
import { sha256Hex } from '../base/sha256.ts';
import { freeName } from '../schema/addition.ts';
import type { AssetData } from '../schema/project.ts';
import type { Border, RectTuple } from '../schema/sheet.ts';
import { checkedHeader } from './image-limits.ts';
import { baseName, stemOf } from './source-files.ts';
import { isAse, readAse } from './aseprite/ase-file.ts';
import { flattenFrame } from './aseprite/flatten.ts';

/** Pixels of an Aseprite file at most. */
const mostAsePixels = 1 << 26;

/** An image in use: its id in the project and its size in pixels. */
export interface ShelvedImage {
  asset: string;
  width: number;
  height: number;
}

/** The images that an import takes into the project, each file once. */
export class ImageShelf {
  readonly assets: Record<string, AssetData> = {};
  /** SHA-256 to bytes. */
  readonly bytes = new Map<string, Uint8Array>();
  readonly #images = new Map<string, ShelvedImage>();

  constructor(readonly id: () => string = newId) {}

  /** Takes the bytes of an image file; throws a {@link ProblemError} for what is none. */
  take(path: string, bytes: Uint8Array): ShelvedImage {
    const known = this.#images.get(path);
    if (known) return known;
    const made = isAse(bytes) ? this.#flatten(path, bytes) : null;
    if (made) {
      this.#images.set(path, made);
      return made;
    }
    const type = fileType(bytes);
    if (type?.kind !== 'image')
      throw new ProblemError({
        file: path,
        message: `"${baseName(path)}" is no picture that can be shown; save it as PNG.`,
      });
    const header = checkedHeader(bytes, type, path);
    if (!header.ok) throw new ProblemError(header.error);
    const { width, height } = header.value;
    const image = this.put(baseName(path), bytes, [width, height]);
    this.#images.set(path, image);
    return image;
  }

  /** The first frame of an Aseprite file, which some editors show as they show a picture. */
  #flatten(path: string, bytes: Uint8Array): ShelvedImage {
    try {
      const file = readAse(bytes);
      if (file.width * file.height > mostAsePixels) throw new Error('The picture is too large.');
      const picture = writePng(file.width, file.height, flattenFrame(file, 0));
      return this.put(`${stemOf(path)}.png`, picture, [file.width, file.height]);
    } catch (error) {
      throw new ProblemError({ file: path, message: (error as Error).message });
    }
  }

  /** An image that was made on the way, under a free name. */
  put(name: string, bytes: Uint8Array, [width, height]: readonly [number, number]): ShelvedImage {
    const sha256 = sha256Hex(bytes);
    const asset = this.id();
    this.bytes.set(sha256, bytes);
    this.assets[asset] = {
      name: freeName(name, new Set(Object.values(this.assets).map((each) => each.name.toLowerCase()))),
      kind: 'image',
      sha256,
      size: bytes.length,
      meta: { width, height },
    };
    return { asset, width, height };
  }

  /** The number of a frame of an image's sheet; one of that place is made where there is none. */
  frame(asset: string, rect: RectTuple): number {
    const { meta, ...rest } = this.assets[asset]!;
    const frames = meta.frames ?? {};
    const known = Object.entries(frames).find(([, frame]) => frame.rect.join() === rect.join());
    if (known) return Number(known[0]);
    const number = Object.keys(frames).length;
    this.assets[asset] = { ...rest, meta: { ...meta, frames: { ...frames, [number]: { rect } } } };
    return number;
  }

  /** Gives an image the borders of nine slices; `false` when it has others. */
  border(asset: string, border: Border): boolean {
    const { meta, ...rest } = this.assets[asset]!;
    if (meta.border) return meta.border.join() === border.join();
    this.assets[asset] = { ...rest, meta: { ...meta, border } };
    return true;
  }
}
