import type { LogEntry } from './update-log.ts';

/** One snapshot (format 2) of all that some entries of a log say. What was deleted leaves only its place in it. @throws when one is damaged */
export function mergeEntries(entries: readonly LogEntry[]): Uint8Array<ArrayBuffer>;
