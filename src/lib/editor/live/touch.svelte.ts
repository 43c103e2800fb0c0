import { fetchLate } from '../../base/late.ts';

/** Has the service worker keep the app on this device, so that it opens without the server. Browsers refuse it outside of https and localhost. */
function keepApp(): void {
  if (import.meta.env.PROD) navigator.serviceWorker?.register('/service-worker.js').catch(() => {});
}

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
    keepApp();
  }
}

export const firstTouch = new FirstTouch();
