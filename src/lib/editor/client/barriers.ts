/**
 * Keeps count of local changes and asks the server, one question at a time, up to where they are durable.
 * Knows nothing of sockets: `ask` sends a question, {@link answer} takes what came back.
 */
export class Barriers {
  #made = 0;
  #durable = 0;
  #nonce = 0;
  /** The question under way: how many changes had been made when it was asked. */
  #asked: { nonce: number; made: number } | null = null;

  constructor(private readonly ask: (nonce: number) => void) {}

  get made(): number {
    return this.#made;
  }

  get durable(): number {
    return this.#durable;
  }

  /** A change was made here; asks when the change has been sent, that is, when `connected`. */
  changed(connected: boolean): void {
    this.#made++;
    if (connected) this.#askNext();
  }

  /**
   * Both sides have told each other everything. What this device had before, perhaps from an earlier visit, counts as
   * one more change: the server has it now, but has not said that it is durable.
   */
  synced(): void {
    this.#made++;
    this.#send();
  }

  /** The connection is gone, and with it the question. Nothing that was answered is in doubt. */
  lost(): void {
    this.#asked = null;
  }

  /** @returns whether the answer was to the question under way */
  answer(nonce: number): boolean {
    if (!this.#asked || this.#asked.nonce !== nonce) return false;
    this.#durable = this.#asked.made;
    this.#asked = null;
    this.#askNext();
    return true;
  }

  #askNext(): void {
    if (!this.#asked && this.#durable < this.#made) this.#send();
  }

  #send(): void {
    this.#asked = { nonce: ++this.#nonce, made: this.#made };
    this.ask(this.#asked.nonce);
  }
}
