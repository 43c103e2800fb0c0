import { same } from '../base/same.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Fields of a component that differ. */
export const changedFields = (before: Fields, after: Fields): string[] =>
  Object.keys(after).filter((field) => !same(before[field], after[field]));
