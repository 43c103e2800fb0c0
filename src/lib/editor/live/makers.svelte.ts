import type { MakerName, MakerPort } from '../core/command-host.ts';
import type { Dialogs } from './dialogs.svelte.ts';

/** What a maker was opened for. */
export interface Making {
  readonly maker: MakerName;
  /** Id of the asset that it works on; `null` for something new. */
  readonly asset: string | null;
  /** Is told the id of the asset that it became. */
  readonly made: (asset: string) => void;
}

/** Which maker of pictures or sounds is open; at most one. */
export class Makers implements MakerPort {
  readonly #dialogs: Dialogs;
  #making = $state.raw<Making | null>(null);
  /** Something is not saved. */
  dirty = $state(false);

  constructor(dialogs: Dialogs) {
    this.#dialogs = dialogs;
  }

  get making(): Making | null {
    return this.#dialogs.current === 'maker' ? this.#making : null;
  }

  open(maker: MakerName, asset: string | null, made: Making['made'] = () => {}): void {
    this.#making = { maker, asset, made };
    this.dirty = false;
    this.#dialogs.open('maker');
  }

  close(): void {
    if (this.#dialogs.current === 'maker') this.#dialogs.close();
  }
}
