export type DialogName =
  | 'bookmarks'
  | 'maker'
  | 'grid'
  | 'keys'
  | 'palette'
  | 'save-test'
  | 'keep'
  | 'sheet'
  | 'usages'
  | 'refused'
  | 'rules'
  | 'share'
  | 'tileset'
  | 'together'
  | 'versions';

/** Which dialog of the editor is open; at most one. */
export class Dialogs {
  #open = $state<DialogName | null>(null);

  get current(): DialogName | null {
    return this.#open;
  }

  open(name: DialogName): void {
    this.#open = name;
  }

  close(): void {
    this.#open = null;
  }

  toggle(name: DialogName): void {
    this.#open = this.#open === name ? null : name;
  }
}
