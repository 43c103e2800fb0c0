/** Pictures on their way in, encoded anew by the browser: nothing comes along but what can be seen. */
import type { FileType } from '../../base/file-type.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import type { ImageHeader } from '../../import/image-header.ts';
import type { CleanImage } from '../../import/import-deps.ts';

/** What the worker is asked. */
export interface CleanRequest {
  number: number;
  bytes: Uint8Array<ArrayBuffer>;
  mediaType: string;
  header: ImageHeader;
  file: string;
}
export interface CleanAnswer {
  number: number;
  result: Result<CleanImage>;
}

/** How long a picture may take, in milliseconds: some are made so that decoding them never ends. */
const PATIENCE_MS = 30_000;

/** Cleans pictures one after the other in a worker of its own; let go of it when all are done. */
export class ImageCleaner {
  #worker: Worker | null = null;
  #count = 0;

  /** A picture as it goes into a project. An SVG becomes pixels: in a picture its scripts and outside references are dead. */
  readonly clean = (
    bytes: Uint8Array,
    { mediaType }: FileType,
    header: ImageHeader,
    file: string,
  ): Promise<Result<CleanImage>> => {
    if (mediaType === 'image/svg+xml') return rasterise(bytes, header, file);
    return this.#ask({ number: ++this.#count, bytes: new Uint8Array(bytes), mediaType, header, file });
  };

  dispose(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }

  #ask(request: CleanRequest): Promise<Result<CleanImage>> {
    const worker = (this.#worker ??= new Worker(new URL('./clean-image.worker.ts', import.meta.url), {
      type: 'module',
    }));
    return new Promise((resolve) => {
      const end = (result: Result<CleanImage>) => {
        clearTimeout(timer);
        worker.removeEventListener('message', hear);
        resolve(result);
      };
      const hear = ({ data }: MessageEvent<CleanAnswer>) => {
        if (data.number === request.number) end(data.result);
      };
      const timer = setTimeout(() => {
        this.dispose();
        end(
          fail({ file: request.file, message: 'Reading the picture takes too long; save it anew as PNG.' }),
        );
      }, PATIENCE_MS);
      worker.addEventListener('message', hear);
      worker.postMessage(request);
    });
  }
}

async function rasterise(
  bytes: Uint8Array,
  { width, height }: ImageHeader,
  file: string,
): Promise<Result<CleanImage>> {
  const refuse = (message: string) => fail({ file, message });
  const text = new TextDecoder().decode(bytes);
  // A few lines of these can grow without end while they are read.
  if (/<!ENTITY/i.test(text))
    return refuse('The SVG defines entities, which are not read; save it as plain SVG or as PNG.');
  const url = URL.createObjectURL(new Blob([sized(text, width, height)], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [width, height];
    canvas.getContext('2d')?.drawImage(image, 0, 0, width, height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) return refuse('The SVG is too large to be turned into pixels; make it smaller.');
    const note = `Turned into pixels, ${width} x ${height} of them.`;
    return ok({ bytes: new Uint8Array(await blob.arrayBuffer()), note });
  } catch (error) {
    return refuse(
      (error as Error).name === 'SecurityError'
        ? 'The SVG holds a web page (foreignObject), which is not taken; save it as PNG.'
        : 'This is not an image that the browser can show; it may be damaged.',
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** The SVG with its size in pixels at the root, without which some browsers draw nothing. */
function sized(text: string, width: number, height: number): string {
  const svg = new DOMParser().parseFromString(text, 'image/svg+xml');
  const root = svg.documentElement;
  if (!root.hasAttribute('viewBox') && root.hasAttribute('width') && root.hasAttribute('height'))
    root.setAttribute(
      'viewBox',
      `0 0 ${parseFloat(root.getAttribute('width')!)} ${parseFloat(root.getAttribute('height')!)}`,
    );
  root.setAttribute('width', String(width));
  root.setAttribute('height', String(height));
  return new XMLSerializer().serializeToString(svg);
}
