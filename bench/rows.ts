/** What a benchmark reports. */
export interface BenchRow {
  name: string;
  value: number;
  unit: string;
  /** Ours divided by the baseline measured in the same run: lower is better unless the name says otherwise. */
  ratio: number;
  baseline: string;
}

export type Bench = () => Promise<BenchRow[]>;
