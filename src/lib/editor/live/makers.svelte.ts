import type { MakerName, MakerPort } from '../core/editor-state.ts';
import type { Dialogs } from './dialogs.svelte.ts';

/** What a maker was opened for. */
export interface Making {
  readonly maker: MakerName;
  /** Id of the asset that it works on; `null` for something new. */
  readonly asset: string | null;
  /** Id of the entity whose sprite shows what is made, '' for none. */
  readonly entity: string;
}

/** Which maker of pictures or sounds is open; at most one. */
export class Makers implements MakerPort {
  readonly #dialogs: Dialogs;
  #making = $state.raw<Making | null>(null);

  constructor(dialogs: Dialogs) {
    this.#dialogs = dialogs;
  }

  get making(): Making | null {
    return this.#dialogs.current === 'maker' ? this.#making : null;
  }

  open(maker: MakerName, asset: string | null, entity = ''): void {
    this.#making = { maker, asset, entity };
    this.#dialogs.open('maker');
  }

  close(): void {
    if (this.#dialogs.current === 'maker') this.#dialogs.close();
  }
}
