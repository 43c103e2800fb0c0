/** The import under way and the report of the last one. A new project opens on another page, so both pages share it. */
import { toast } from 'svelte-sonner';
import type { Problem } from '../../base/result.ts';
import type { Progress } from '../../import/import-deps.ts';
import type { ReportLine } from '../../schema/addition.ts';

/** What an import ended with. */
export interface ImportOutcome {
  /** What was imported, for the title. */
  name: string;
  report: readonly ReportLine[];
  /** Files that were not taken. */
  refused: readonly Problem[];
}

export interface ImportStep {
  /** A file, a level, or pictures. */
  what: string;
  done: number;
  total: number;
}

/** Quicker imports show no progress: it would only flash, in milliseconds. */
const PATIENCE_MS = 400;

class ImportRun {
  /** How far the import under way is; `null` when there is none, or it has only begun. */
  #step = $state.raw<ImportStep | null>(null);
  #shown = $state(false);
  #last = $state.raw<{ name: string; lines: readonly ReportLine[] } | null>(null);
  #reportOpen = $state(false);
  #stop: AbortController | null = null;

  get step(): ImportStep | null {
    return this.#step;
  }

  /** Whether progress is to be seen. */
  get shown(): boolean {
    return this.#shown;
  }

  /** The report of the last import, what was refused among its lines. */
  get last(): { name: string; lines: readonly ReportLine[] } | null {
    return this.#last;
  }

  get reportOpen(): boolean {
    return this.#reportOpen;
  }

  set reportOpen(open: boolean) {
    this.#reportOpen = open && this.#last !== null;
  }

  /** Runs an import with its progress shown and a way to stop it. One at a time: another one waits for nothing and fails. */
  async during<T>(task: (progress: Progress, signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#stop) throw new Error('Another import is under way; wait for it or stop it.');
    const stop = (this.#stop = new AbortController());
    const timer = setTimeout(() => (this.#shown = true), PATIENCE_MS);
    try {
      return await task((what, done, total) => (this.#step = { what, done, total }), stop.signal);
    } finally {
      clearTimeout(timer);
      this.#stop = this.#step = null;
      this.#shown = false;
    }
  }

  /** Stops the import under way. */
  cancel(): void {
    this.#stop?.abort();
  }

  /** Keeps the report of an import; shows it where something did not come in as it was. */
  tell({ name, report, refused }: ImportOutcome): void {
    if (report.length === 0) return;
    const left = refused.map(({ file = name, message }): ReportLine => ({
      file,
      what: 'The whole file',
      how: 'left out',
      detail: message,
    }));
    const known = new Set(report.filter(({ how }) => how === 'left out').map(({ file }) => file));
    this.#last = { name, lines: [...report, ...left.filter(({ file }) => !known.has(file))] };
    this.#reportOpen = this.#last.lines.some(({ how }) => how === 'changed' || how === 'left out');
  }

  /** Says that an import is done, with the way to its report. */
  say(text: string): void {
    const action = { label: 'Report', onClick: () => (this.reportOpen = true) };
    toast(text, this.#last && !this.#reportOpen ? { action } : {});
  }
}

/** The one import at a time of this page. */
export const imports = new ImportRun();
