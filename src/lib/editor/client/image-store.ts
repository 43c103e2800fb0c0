import { LoadedImages } from '../../runtime/images.ts';
import type { ProjectData } from '../../schema/project.ts';

/** Waits before what is missing is asked for again, in milliseconds: somebody may still be sending it. */
const WAITS = [1000, 2000, 5000, 15_000];

/** The project's images and fonts for whoever draws, with a word to all of them when another one is there. */
export class ImageStore {
  readonly #images: LoadedImages;
  readonly #assets: () => ProjectData['assets'];
  readonly #listeners = new Set<() => void>();
  /** Hash of the bytes that each image was loaded from. */
  readonly #loaded = new Map<string, string>();
  #retrying: ReturnType<typeof setTimeout> | null = null;
  #tries = 0;

  /**
   * @param assets the project's assets at the moment
   * @param urlOf where the bytes of a hash are
   */
  constructor(assets: () => ProjectData['assets'], urlOf: (sha256: string) => string) {
    this.#assets = assets;
    this.#images = new LoadedImages(
      (id) => {
        const asset = assets()[id];
        if (asset?.kind === 'font') return urlOf(asset.sha256);
        if (asset?.kind !== 'image') return null;
        this.#loaded.set(id, asset.sha256);
        return urlOf(asset.sha256);
      },
      (id) => {
        if (this.#images.failed(id)) this.#retryLater();
        else this.#tries = 0;
        this.#tell();
      },
    );
  }

  /** An image by asset id; `null` while it loads, and for what is no image. */
  get(assetId: string): ImageBitmap | null {
    return this.#images.get(assetId);
  }

  /** The name to draw with a font by; `null` while it loads, and for what is no font. */
  font(assetId: string): string | null {
    return this.#images.font(assetId);
  }

  /** Calls back when another image is there. Returns what ends it. */
  subscribe(fn: () => void): () => void {
    this.#listeners.add(fn);
    return () => this.#listeners.delete(fn);
  }

  /** Lets go of images whose bytes are others now. To be called when the project's assets have changed. */
  assetsChanged(): void {
    const assets = this.#assets();
    let changed = false;
    for (const [id, sha256] of this.#loaded) {
      if (assets[id]?.sha256 === sha256) continue;
      this.#images.forget(id);
      this.#loaded.delete(id);
      changed = true;
    }
    if (changed) this.#tell();
  }

  /** Tries those again that could not be loaded. */
  retry(): void {
    if (this.#retrying !== null) clearTimeout(this.#retrying);
    this.#retrying = null;
    this.#images.retry();
  }

  dispose(): void {
    if (this.#retrying !== null) clearTimeout(this.#retrying);
    this.#listeners.clear();
    this.#images.dispose();
  }

  #retryLater(): void {
    this.#retrying ??= setTimeout(
      () => {
        this.#retrying = null;
        this.#images.retry();
        this.#tell();
      },
      WAITS[Math.min(this.#tries++, WAITS.length - 1)],
    );
  }

  #tell(): void {
    for (const fn of [...this.#listeners]) fn();
  }
}
