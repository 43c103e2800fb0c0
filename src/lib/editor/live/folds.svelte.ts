/** Asks the groups of a panel to open or fold, all at once; each then goes on by itself. */
export class Folds {
  #asked: { readonly open: boolean } | null = $state.raw(null);

  /** What was asked for last; another object each time, `null` before. */
  get asked(): { readonly open: boolean } | null {
    return this.#asked;
  }

  ask(open: boolean): void {
    this.#asked = { open };
  }
}
