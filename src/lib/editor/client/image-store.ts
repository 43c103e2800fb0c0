import type { ProjectData } from '../../schema/project.ts';

/** The project's images, loaded from where its assets are when they are first asked for. */
export class ImageStore {
  readonly #assets: () => ProjectData['assets'];
  readonly #urlOf: (sha256: string) => string;
  readonly #images = new Map<string, { image: HTMLImageElement; ready: boolean }>();
  readonly #listeners = new Set<() => void>();

  /**
   * @param assets the project's assets at the moment
   * @param urlOf where the bytes of a hash are
   */
  constructor(assets: () => ProjectData['assets'], urlOf: (sha256: string) => string) {
    this.#assets = assets;
    this.#urlOf = urlOf;
  }

  /** An image by asset id; `null` while it loads, and for what is no image. */
  get(assetId: string): CanvasImageSource | null {
    const asset = this.#assets()[assetId];
    if (!asset || asset.kind !== 'image') return null;
    const known = this.#images.get(asset.sha256);
    if (known) return known.ready ? known.image : null;
    const entry = { image: new Image(), ready: false };
    this.#images.set(asset.sha256, entry);
    entry.image.onload = () => {
      entry.ready = true;
      for (const fn of [...this.#listeners]) fn();
    };
    // A picture that did not come is asked for again the next time somebody needs it.
    entry.image.onerror = () => setTimeout(() => this.#images.delete(asset.sha256), 2000);
    entry.image.src = this.#urlOf(asset.sha256);
    return null;
  }

  /** Calls back when another image is there. Returns what ends it. */
  subscribe(fn: () => void): () => void {
    this.#listeners.add(fn);
    return () => this.#listeners.delete(fn);
  }
}
