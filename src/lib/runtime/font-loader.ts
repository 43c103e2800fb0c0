/** Fonts of a project, made known to the page under names of their own when they are first drawn with. */
export class FontLoader {
  readonly #faces = new Map<string, FontFace | 'loading' | 'failed'>();
  #disposed = false;

  /**
   * The name of the family that a font file is known as; `null` while it is loading, and for one that cannot be read.
   * @param url where its bytes are; another address is another font
   * @param onLoad called when it can be drawn with
   */
  family(url: string, onLoad: () => void): string | null {
    const known = this.#faces.get(url);
    if (known === undefined) void this.#load(url, onLoad);
    return known instanceof Object ? known.family : null;
  }

  async #load(url: string, onLoad: () => void): Promise<void> {
    if (this.#disposed || typeof FontFace === 'undefined') return;
    this.#faces.set(url, 'loading');
    try {
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(`${answer.status}`);
      const face = new FontFace(`project-font-${++made}`, await answer.arrayBuffer());
      await face.load();
      if (this.#disposed) return;
      fontsOfPage()?.add(face);
      this.#faces.set(url, face);
      onLoad();
    } catch {
      this.#faces.set(url, 'failed');
    }
  }

  dispose(): void {
    this.#disposed = true;
    for (const face of this.#faces.values()) if (face instanceof Object) fontsOfPage()?.delete(face);
    this.#faces.clear();
  }
}

/** Several loaders of one page must not call two fonts the same. */
let made = 0;

/** Of a page, or of a worker. */
const fontsOfPage = (): FontFaceSet | undefined =>
  typeof document === 'undefined' ? (globalThis as { fonts?: FontFaceSet }).fonts : document.fonts;
