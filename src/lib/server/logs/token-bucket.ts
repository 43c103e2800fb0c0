/** Lets so much through at once, and so much a second in the long run. */
export class TokenBucket {
  #left: number;
  #at: number;

  /**
   * @param capacity what may go through at once
   * @param perSecond what comes back every second
   * @param clock milliseconds that never go back
   */
  constructor(
    private readonly capacity: number,
    private readonly perSecond: number,
    private readonly clock: () => number,
  ) {
    this.#left = capacity;
    this.#at = clock();
  }

  /** Takes `cost` when it is there. @returns 0, or the seconds until it will be */
  take(cost: number): number {
    const now = this.clock();
    this.#left = Math.min(this.capacity, this.#left + ((now - this.#at) / 1000) * this.perSecond);
    this.#at = now;
    if (cost > this.#left) return (cost - this.#left) / this.perSecond;
    this.#left -= cost;
    return 0;
  }

  /** Gives back what was taken and then not used. */
  giveBack(cost: number): void {
    this.#left = Math.min(this.capacity, this.#left + cost);
  }
}
