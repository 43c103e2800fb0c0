/** Single values of the shared document: what they have to be, and what stands in for those that are not. */
import * as Y from 'yjs';
import { isString } from '../base/guards.ts';
import { firstFinding, id, orderKey, show, type Check } from '../schema/checks.ts';

/** A value that was read as its default, in the user's words. */
export interface ReadProblem {
  /** Path in the document, from the root: `['scenes', id, 'entities', id]`. */
  place: readonly string[];
  /** What it is in: entity, tileset, settings. */
  where: string;
  message: string;
}

export type Report = (message: string) => void;

/** A value that passes the test, else the default, reported when something else was there. */
export function pick<T>(
  value: unknown,
  test: (value: unknown) => value is T,
  fallback: T,
  what: string,
  report: Report,
): T {
  if (test(value)) return value;
  if (value !== undefined) report(`${what} reads as ${show(fallback)}: ${show(value)} is not possible`);
  return fallback;
}

/** Whether a value passes a check of project data. */
export const passes =
  <T>(check: Check) =>
  (value: unknown): value is T =>
    // A shared type is no record, though it looks like one from outside.
    !(value instanceof Y.AbstractType) && firstFinding(check, value) === null;

export const isId = passes<string>(id);
export const isOrder = passes<string>(orderKey);
export const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);
export const isTags = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(isString);
