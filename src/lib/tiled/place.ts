import { ProblemError } from '../base/result.ts';

/** Where in a file something stands. */
export interface Place {
  file: string;
  /** 1-based; XML only. */
  line?: number;
  /** Keys from the top, such as `layers[2].objects[0]`; JSON only. */
  path?: string;
}

/** A problem at a place. */
export const problemAtPlace = ({ file, line, path }: Place, message: string): ProblemError =>
  new ProblemError({ file, ...(line ? { line } : {}), message: path ? `${path}: ${message}` : message });
