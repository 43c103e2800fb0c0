import { newId } from '../../base/ids.ts';
import { pngSize } from '../../base/png.ts';
import { ProblemError } from '../../base/result.ts';
import { sha256Hex } from '../../base/sha256.ts';
import { freeName, type ReportLine } from '../../schema/addition.ts';
import type { AssetData } from '../../schema/project.ts';
import { baseName, SourceFiles } from '../source-files.ts';
import { problemAt, textOf, type XmlElement } from '../xml.ts';

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

  /** The path of a file that an element names; throws a problem that says who wants it when it is not there. */
  find(element: XmlElement, reference: string, what: string): string {
    if (reference === '') throw problemAt(element, `<${element.name}> names no ${what}.`);
    const path = this.files.find(element.file, reference);
    if (path === null)
      throw problemAt(
        element,
        `The ${what} "${baseName(reference)}" is missing (wanted as "${reference}"); import it together with this file.`,
      );
    return path;
  }

  /** Takes an `<image>` element's file into the project, once for each file. */
  image(element: XmlElement): ImportedImage {
    if (!element.attributes.has('source'))
      throw problemAt(
        element,
        'The image is embedded in the file, which is not supported; save it as a PNG beside the map.',
      );
    const path = this.find(element, textOf(element, 'source'), 'image');
    const known = this.#images.get(path);
    if (known) return known;
    if (!imageEnding.test(path))
      throw problemAt(element, `"${baseName(path)}" is no image that is supported; save it as PNG.`);
    if (textOf(element, 'trans') !== '')
      this.note({
        file: element.file,
        what: `Image ${baseName(path)}`,
        how: 'left out',
        detail: `The transparent colour #${textOf(element, 'trans').replace('#', '')} is not applied; save the image with transparency.`,
      });
    const bytes = this.files.bytes(path);
    const size = pngSize(bytes);
    if (!size && /\.png$/i.test(path))
      throw new ProblemError({ file: path, message: 'The file is no PNG image; it may be damaged.' });
    const width = size?.width ?? Number(textOf(element, 'width'));
    const height = size?.height ?? Number(textOf(element, 'height'));
    if (!(width > 0 && height > 0))
      throw problemAt(element, `The size of "${baseName(path)}" is not known; save it as PNG.`);
    const sha256 = sha256Hex(bytes);
    const asset = this.id();
    this.bytes.set(sha256, bytes);
    this.assets[asset] = {
      name: freeName(
        baseName(path),
        new Set(Object.values(this.assets).map(({ name }) => name.toLowerCase())),
      ),
      kind: 'image',
      sha256,
      size: bytes.length,
      meta: { width, height },
    };
    const image = { asset, width, height };
    this.#images.set(path, image);
    return image;
  }
}
