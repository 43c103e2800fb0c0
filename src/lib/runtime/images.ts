import { FontLoader } from './font-loader.ts';
import type { ImageSource } from './paint-types.ts';

/**
 * Pictures and fonts by asset id, loaded when first asked for. Works in pages and workers.
 * A picture that cannot be loaded stays missing until {@link forget} or {@link retry}.
 */
export class LoadedImages implements ImageSource {
  readonly #urlOf: (assetId: string) => string | null;
  readonly #onLoad: (assetId: string) => void;
  readonly #pictures = new Map<string, ImageBitmap | 'loading' | 'failed'>();
  readonly #fonts = new FontLoader();
  #disposed = false;

  /**
   * @param urlOf where the bytes of an asset are; `null` while the asset is not known.
   * @param onLoad called when a picture can be drawn, to paint again.
   */
  constructor(urlOf: (assetId: string) => string | null, onLoad: (assetId: string) => void = () => {}) {
    this.#urlOf = urlOf;
    this.#onLoad = onLoad;
  }

  get(assetId: string): ImageBitmap | null {
    const known = this.#pictures.get(assetId);
    if (known === undefined) void this.load(assetId);
    return known instanceof Object ? known : null;
  }

  font(assetId: string): string | null {
    const url = this.#disposed ? null : this.#urlOf(assetId);
    return url === null ? null : this.#fonts.family(url, () => this.#onLoad(assetId));
  }

  /** Loads a picture ahead of its first use; resolves once it is there or has failed. */
  async load(assetId: string): Promise<void> {
    const url = this.#urlOf(assetId);
    if (url === null || this.#disposed) return;
    this.#pictures.set(assetId, 'loading');
    try {
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(`${answer.status}`);
      const picture = await createImageBitmap(await answer.blob());
      if (this.#disposed || this.#pictures.get(assetId) !== 'loading') return picture.close();
      this.#pictures.set(assetId, picture);
    } catch {
      this.#pictures.set(assetId, 'failed');
    }
    this.#onLoad(assetId);
  }

  /** Whether a picture or font was asked for and could not be loaded. */
  failed(assetId: string): boolean {
    const known = this.#pictures.get(assetId);
    if (known !== undefined) return known === 'failed';
    const url = this.#urlOf(assetId);
    return url !== null && this.#fonts.lost(url);
  }

  /** Loads what failed again, for instance once the connection is back. */
  retry(): void {
    for (const [assetId, picture] of this.#pictures) if (picture === 'failed') this.#pictures.delete(assetId);
    this.#fonts.retry();
  }

  /** Lets go of a picture whose bytes changed. */
  forget(assetId: string): void {
    const known = this.#pictures.get(assetId);
    if (known instanceof Object) known.close();
    this.#pictures.delete(assetId);
  }

  dispose(): void {
    this.#disposed = true;
    this.#fonts.dispose();
    for (const assetId of [...this.#pictures.keys()]) this.forget(assetId);
  }
}
