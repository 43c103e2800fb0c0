/** Values counted in groups, as Prometheus reads a histogram. Counting is a sum: there may be thousands a second. */
export class Histogram {
  readonly #counts: number[];
  #count = 0;
  #sum = 0;

  /** @param ends the upper ends of the groups, rising */
  constructor(
    readonly name: string,
    readonly help: string,
    private readonly ends: readonly number[],
  ) {
    this.#counts = ends.map(() => 0);
  }

  /** Counts a value. @param times how often it was seen */
  observe(value: number, times = 1): void {
    for (let i = this.ends.length - 1; i >= 0 && value <= this.ends[i]!; i--) this.#counts[i]! += times;
    this.#count += times;
    this.#sum += value * times;
  }

  /** What stands behind the name in each line, and the number. */
  get values(): [labels: string, value: number][] {
    const groups = this.ends.map((end, at): [string, number] => [`_bucket{le="${end}"}`, this.#counts[at]!]);
    return [...groups, ['_bucket{le="+Inf"}', this.#count], ['_sum', this.#sum], ['_count', this.#count]];
  }
}
