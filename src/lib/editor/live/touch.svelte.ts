import { fetchLate } from '../../base/late.ts';

/** Whether the editor has been touched, by a press or a key: then comes what may be asked for next. Not sooner, so that the page is there early. */
class FirstTouch {
  #was = $state(false);

  get was(): boolean {
    return this.#was;
  }

  /** Somebody pressed something. */
  now(): void {
    if (this.#was) return;
    this.#was = true;
    void fetchLate();
  }
}

export const firstTouch = new FirstTouch();
