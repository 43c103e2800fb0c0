import type { RectTuple } from '../../schema/sheet.ts';
import type { AlphaCut } from '../core/sheets/slice-alpha.ts';
import type { GridCut } from '../core/sheets/slice-grid.ts';

/** How an image is cut; `empty` keeps the cells of a grid that show nothing. */
export type Cut = ({ kind: 'grid'; empty: boolean } & GridCut) | ({ kind: 'alpha' } & AlphaCut);

export interface CutQuestion {
  id: number;
  /** Another image than before. */
  image?: ImageBitmap;
  cut: Cut;
}
export interface CutAnswer {
  id: number;
  frames: RectTuple[];
}

/** Has images cut by a worker; only the last question is answered. */
export class SheetCutter {
  readonly #worker = new Worker(new URL('./sheet-cut.worker.ts', import.meta.url), { type: 'module' });
  #image: ImageBitmap | null = null;
  #asked = 0;

  constructor(answered: (frames: readonly RectTuple[]) => void) {
    this.#worker.onmessage = ({ data }: MessageEvent<CutAnswer>) => {
      if (data.id === this.#asked) answered(data.frames);
    };
  }

  async ask(image: ImageBitmap, cut: Cut): Promise<void> {
    const id = ++this.#asked;
    const isNew = image !== this.#image;
    this.#image = image;
    // The page goes on drawing with its own.
    const copy = isNew ? await createImageBitmap(image) : undefined;
    this.#worker.postMessage(
      { id, cut, ...(copy && { image: copy }) } satisfies CutQuestion,
      copy ? [copy] : [],
    );
  }

  dispose(): void {
    this.#asked++;
    this.#worker.terminate();
  }
}
