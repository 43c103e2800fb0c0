import { LoadedImages } from '../../runtime/images.ts';
import type { ProjectData } from '../../schema/project.ts';

/** The project's images for whoever draws, with a word to all of them when another one is there. */
export class ImageStore {
  readonly #images: LoadedImages;
  readonly #listeners = new Set<() => void>();

  /**
   * @param assets the project's assets at the moment
   * @param urlOf where the bytes of a hash are
   */
  constructor(assets: () => ProjectData['assets'], urlOf: (sha256: string) => string) {
    this.#images = new LoadedImages(
      (id) => {
        const asset = assets()[id];
        return asset?.kind === 'image' ? urlOf(asset.sha256) : null;
      },
      () => {
        for (const fn of [...this.#listeners]) fn();
      },
    );
  }

  /** An image by asset id; `null` while it loads, and for what is no image. */
  get(assetId: string): ImageBitmap | null {
    return this.#images.get(assetId);
  }

  /** Calls back when another image is there. Returns what ends it. */
  subscribe(fn: () => void): () => void {
    this.#listeners.add(fn);
    return () => this.#listeners.delete(fn);
  }

  /** Tries those again that could not be loaded. */
  retry(): void {
    this.#images.retry();
  }

  dispose(): void {
    this.#listeners.clear();
    this.#images.dispose();
  }
}
