import { newId } from '../../base/ids.ts';
import { fileType } from '../../base/file-type.ts';
import { ProblemError } from '../../base/result.ts';
import { sha256Hex } from '../../base/sha256.ts';
import { freeName, type ReportLine } from '../../schema/addition.ts';
import type { AssetData } from '../../schema/project.ts';
import type { TiledImage } from '../../tiled/model.ts';
import { problemAtPlace, type Place } from '../../tiled/place.ts';
import { imageHeader } from '../image-header.ts';
import { withoutColor } from '../png-color-key.ts';
import { baseName, stemOf, type SourceFiles } from '../source-files.ts';

/** An image in use: its id in the project and its size in pixels. */
export interface ImportedImage {
  asset: string;
  width: number;
  height: number;
}

const imageEnding = /\.(png|jpe?g|gif|webp|bmp)$/i;

/** What one import reads from and collects: the source files, and the assets made of them so far. */
export class ImportSession {
  readonly assets: Record<string, AssetData> = {};
  /** SHA-256 to bytes. */
  readonly bytes = new Map<string, Uint8Array>();
  readonly #images = new Map<string, ImportedImage>();
  readonly #names = new Set<string>();
  readonly #lines = new Map<string, ReportLine>();

  constructor(
    readonly files: SourceFiles,
    readonly id: () => string = newId,
  ) {}

  /** What was carried over how, each thing once. */
  get report(): readonly ReportLine[] {
    return [...this.#lines.values()];
  }

  note(line: ReportLine): void {
    this.#lines.set(JSON.stringify(line), line);
  }

  /** The path of a file that another names; throws a problem that says who wants it when it is not there. */
  find(at: Place, reference: string, what: string): string {
    if (reference === '') throw problemAtPlace(at, `No ${what} is named here.`);
    const path = this.files.find(at.file, reference);
    if (path === null)
      throw problemAtPlace(
        at,
        `The ${what} "${baseName(reference)}" is missing (wanted as "${reference}"); import it together with this file.`,
      );
    return path;
  }

  /** Takes an image into the project, once for each file. */
  image(image: TiledImage): ImportedImage {
    const { at, source, embedded } = image;
    if (source === '' && !embedded) throw problemAtPlace(at, 'The image names no file.');
    const path = embedded ? `${stemOf(at.file)}.${embedded.format}` : this.find(at, source, 'image');
    if (!imageEnding.test(path))
      throw problemAtPlace(at, `"${baseName(path)}" is no image that is supported; save it as PNG.`);
    const bytes = embedded ? embedded.bytes : this.files.bytes(path);
    // A picture may be used as it is, too.
    const plain = image.transparent === '' ? bytes : this.#keyed(path, bytes, image);
    const key = plain === bytes ? path : `${path}#${image.transparent}`;
    const known = embedded ? undefined : this.#images.get(key);
    if (known) return known;
    const made = this.#store(path, plain, image);
    if (!embedded) this.#images.set(key, made);
    return made;
  }

  /** The bytes of an image, transparent where a map says that one colour is. */
  #keyed(path: string, bytes: Uint8Array, { at, transparent }: TiledImage): Uint8Array {
    const keyed = /^[\da-f]{6}$/iu.test(transparent) ? withoutColor(bytes, `#${transparent}`) : null;
    if (keyed === bytes) return bytes;
    this.note({
      ...{ file: at.file, what: `Image ${baseName(path)}`, how: keyed ? 'changed' : 'kept' },
      detail: keyed
        ? `Pixels of the colour #${transparent} are transparent.`
        : `The transparent colour #${transparent} is not applied; save the image with transparency.`,
    });
    return keyed ?? bytes;
  }

  #store(path: string, bytes: Uint8Array, { at, embedded, width: w, height: h }: TiledImage): ImportedImage {
    const type = fileType(bytes);
    const size = type?.kind === 'image' ? imageHeader(bytes, type.mediaType) : null;
    if (!size && /\.png$/i.test(path))
      throw embedded
        ? problemAtPlace(at, 'The embedded image is no PNG; the file is damaged.')
        : new ProblemError({ file: path, message: 'The file is no PNG image; it may be damaged.' });
    const [width, height] = [size?.width ?? w, size?.height ?? h];
    if (!(width > 0 && height > 0))
      throw problemAtPlace(at, `The size of "${baseName(path)}" is not known; save it as PNG.`);
    const asset = this.store(baseName(path), 'image', bytes, { width, height });
    return { asset, width, height };
  }

  /** Makes an asset of bytes; gives its id. */
  store(wanted: string, kind: AssetData['kind'], bytes: Uint8Array, meta: AssetData['meta']): string {
    const sha256 = sha256Hex(bytes);
    const asset = this.id();
    const name = freeName(wanted, this.#names);
    this.#names.add(name.toLowerCase());
    this.bytes.set(sha256, bytes);
    this.assets[asset] = { name, kind, sha256, size: bytes.length, meta };
    return asset;
  }
}
