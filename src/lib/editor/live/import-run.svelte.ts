/** The import under way and the report of the last one. A new project opens on another page, so both pages share it. */
import type { Problem } from '../../base/result.ts';
import type { AskWorlds, Progress } from '../../import/import-deps.ts';
import type { FoundWorld, WorldsAs } from '../../import/worlds.ts';
import type { Carried, ReportLine } from '../../schema/addition.ts';
import { toasts } from './toasts.svelte.ts';

/** What an import ended with. */
export interface ImportOutcome {
  /** What was imported. */
  name: string;
  /** What the report is of; its import where nothing is said. */
  title?: string;
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
  #last = $state.raw<{ title: string; lines: readonly ReportLine[] } | null>(null);
  #doing = $state('');
  #reportOpen = $state(false);
  #stop: AbortController | null = null;
  #asked = $state.raw<{ worlds: readonly FoundWorld[]; answer: (become: WorldsAs) => void } | null>(null);

  get step(): ImportStep | null {
    return this.#step;
  }

  /** Whether progress is to be seen. */
  get shown(): boolean {
    return this.#shown && !this.#asked;
  }

  /** Whether there is anything to be seen: progress, a question or a report. */
  get visible(): boolean {
    return this.#shown || this.#asked !== null || this.#reportOpen;
  }

  /** The report of the last import, what was refused among its lines. */
  get last(): { title: string; lines: readonly ReportLine[] } | null {
    return this.#last;
  }

  get reportOpen(): boolean {
    return this.#reportOpen;
  }

  set reportOpen(open: boolean) {
    this.#reportOpen = open && this.#last !== null;
  }

  /** Worlds that the import under way asks about. */
  get asked(): readonly FoundWorld[] | null {
    return this.#asked?.worlds ?? null;
  }

  /** What is under way, as a title. */
  get doing(): string {
    return this.#doing;
  }

  /** Runs an import with its progress shown and a way to stop it. One at a time: another one waits for nothing and fails. */
  async during<T>(
    task: (progress: Progress, signal: AbortSignal, askWorlds: AskWorlds) => Promise<T>,
    doing = 'Importing',
  ): Promise<T> {
    if (this.#stop) throw new Error('Another import is under way; wait for it or stop it.');
    this.#doing = doing;
    const stop = (this.#stop = new AbortController());
    const timer = setTimeout(() => (this.#shown = true), PATIENCE_MS);
    try {
      return await task(
        (what, done, total) => (this.#step = { what, done, total }),
        stop.signal,
        (worlds) => new Promise((answer) => (this.#asked = { worlds, answer })),
      );
    } finally {
      clearTimeout(timer);
      this.#stop = this.#step = this.#asked = null;
      this.#shown = false;
    }
  }

  /** Says what becomes of the worlds that are asked about. */
  answer(become: WorldsAs): void {
    this.#asked?.answer(become);
    this.#asked = null;
  }

  /** Stops the import under way. */
  cancel(): void {
    this.#stop?.abort();
  }

  /**
   * Keeps the report of an import; shows it where something did not come in as it was.
   * @param urgent what it is shown for
   */
  tell(
    { name, title = `Import of ${name}`, report, refused }: ImportOutcome,
    urgent: readonly Carried[] = ['changed', 'left out'],
  ): void {
    if (report.length === 0) return;
    const left = refused.map(({ file = name, message }): ReportLine => ({
      file,
      what: 'The whole file',
      how: 'left out',
      detail: message,
    }));
    const known = new Set(report.filter(({ how }) => how === 'left out').map(({ file }) => file));
    this.#last = { title, lines: [...report, ...left.filter(({ file }) => !known.has(file))] };
    this.#reportOpen = this.#last.lines.some(({ how, minor }) => !minor && urgent.includes(how));
  }

  /** Says that an import is done, with the way to its report. */
  say(text: string): void {
    const action = { label: 'Report', onClick: () => (this.reportOpen = true) };
    toasts.say(text, this.#last && !this.#reportOpen ? { action } : {});
  }
}

/** The one import at a time of this page. */
export const imports = new ImportRun();
