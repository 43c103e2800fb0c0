/** Fonts of a project, made known to the page under names of their own when they are first drawn with. */
export class FontLoader {
  /** `lost` is what could not be fetched, `damaged` what is no font. */
  readonly #faces = new Map<string, FontFace | 'loading' | 'lost' | 'damaged'>();
  #disposed = false;

  /**
   * The name of the family that a font file is known as; `null` while it is loading, and for one that cannot be read.
   * @param url where its bytes are; another address is another font
   * @param onLoad called when it can be drawn with, or could not be fetched
   */
  family(url: string, onLoad: () => void): string | null {
    const known = this.#faces.get(url);
    if (known === undefined) void this.#load(url, onLoad);
    return known instanceof Object ? known.family : null;
  }

  /** Whether the file was asked for and could not be fetched. */
  lost(url: string): boolean {
    return this.#faces.get(url) === 'lost';
  }

  /** Fetches again what could not be fetched, when it is drawn with the next time. */
  retry(): void {
    for (const [url, face] of this.#faces) if (face === 'lost') this.#faces.delete(url);
  }

  async #load(url: string, onLoad: () => void): Promise<void> {
    if (this.#disposed || typeof FontFace === 'undefined') return;
    this.#faces.set(url, 'loading');
    const bytes = await bytesAt(url);
    if (this.#disposed) return;
    if (!bytes) this.#faces.set(url, 'lost');
    else
      try {
        const face = new FontFace(`project-font-${++made}`, bytes);
        await face.load();
        if (this.#disposed) return;
        fontsOfPage()?.add(face);
        this.#faces.set(url, face);
      } catch {
        this.#faces.set(url, 'damaged');
      }
    onLoad();
  }

  dispose(): void {
    this.#disposed = true;
    for (const face of this.#faces.values()) if (face instanceof Object) fontsOfPage()?.delete(face);
    this.#faces.clear();
  }
}

async function bytesAt(url: string): Promise<ArrayBuffer | null> {
  try {
    const answer = await fetch(url);
    return answer.ok ? await answer.arrayBuffer() : null;
  } catch {
    return null;
  }
}

/** Several loaders of one page must not call two fonts the same. */
let made = 0;

/** Of a page, or of a worker. */
const fontsOfPage = (): FontFaceSet | undefined =>
  typeof document === 'undefined' ? (globalThis as { fonts?: FontFaceSet }).fonts : document.fonts;
