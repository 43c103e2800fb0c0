import type { Carried, ReportLine } from '../schema/addition.ts';

/** Gathers the report of an import. What happens often is told once, with how often. */
export class ImportReport {
  readonly #lines = new Map<string, { line: ReportLine; times: number }>();

  /** @param what a part of the file, such as `Layer "Sky"` */
  add(file: string, what: string, how: Carried, detail = '', minor = false): void {
    const key = JSON.stringify([file, what, how, detail]);
    const known = this.#lines.get(key);
    if (known) known.times++;
    else this.#lines.set(key, { line: { file, what, how, detail, ...(minor && { minor }) }, times: 1 });
  }

  get lines(): ReportLine[] {
    return [...this.#lines.values()].map(({ line, times }) =>
      times === 1 ? line : { ...line, what: `${line.what} (${times} times)` },
    );
  }
}
