import type { LiveEdit } from './protocol.ts';
import type { Moment } from './timeline.ts';

/** What came into a run from outside, beside input. */
export type Change =
  | { kind: 'edits'; edits: readonly LiveEdit[] }
  /** A behaviour was turned off, as it failed. */
  | { kind: 'disable'; entity: string; script: string };

/** A change at a moment; numbers count up from 1, also past changes that were dropped. */
export interface LoggedChange {
  readonly number: number;
  readonly at: Moment;
  readonly change: Change;
}

/** Changes of a run in order of time. */
export class EditLog {
  #entries: LoggedChange[] = [];
  #last = 0;

  /** Logs a change, not earlier than the last one; returns its number. */
  add(at: Moment, change: Change): number {
    this.#entries.push({ number: ++this.#last, at, change });
    return this.#last;
  }

  /** Changes after the one of a number, up to a moment. */
  between(number: number, to: Moment): LoggedChange[] {
    return this.#entries.filter((entry) => entry.number > number && entry.at <= to);
  }

  /** The number of the last change that is in force at a moment. */
  lastAt(at: Moment): number {
    return this.#entries.findLast((entry) => entry.at <= at)?.number ?? 0;
  }

  /** Takes all that was edited after a moment out, as few edits with the same effect; what was turned off is on again. */
  takeAfter(at: Moment): LiveEdit[] {
    const later = this.after(at);
    this.#entries = this.#entries.filter((entry) => entry.at <= at);
    return later;
  }

  /** What {@link takeAfter} would take. */
  after(at: Moment): LiveEdit[] {
    return mergeEdits(
      this.#entries.flatMap((entry) =>
        entry.at > at && entry.change.kind === 'edits' ? entry.change.edits : [],
      ),
    );
  }

  /** Changes before a moment that is kept are in its keyframe. */
  dropBefore(at: Moment): void {
    if (this.#entries[0] && this.#entries[0].at < at)
      this.#entries = this.#entries.filter((entry) => entry.at >= at);
  }
}

/** Only the last edit of each thing, in the order of these last ones. */
export function mergeEdits(edits: readonly LiveEdit[]): LiveEdit[] {
  const merged = new Map<string, LiveEdit>();
  for (const edit of edits) {
    const what =
      edit.kind === 'entity'
        ? `entity ${edit.id}`
        : edit.kind === 'tiles'
          ? `tiles ${edit.id} ${Object.keys(edit.changes).sort().join(' ')}`
          : edit.kind === 'set'
            ? `set ${edit.id} ${edit.component} ${Object.keys(edit.fields).join(' ')}`
            : edit.kind === 'script'
              ? `script ${edit.path}`
              : edit.kind;
    merged.delete(what);
    merged.set(what, edit);
  }
  return [...merged.values()];
}
