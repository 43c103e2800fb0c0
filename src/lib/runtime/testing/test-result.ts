import type { Problem } from '../../base/result.ts';
import type { ScriptError } from '../protocol.ts';

/** How one test of a project ended. */
export interface TestResult {
  /** Path of its file in the project. */
  file: string;
  /** Of the test within its file, '' for the only one. */
  name: string;
  /** How long it played. */
  ticks: number;
  /** Why it failed; `null` when it is good. */
  problem: Problem | null;
  /** Further lines for whoever reads the result. */
  notes: readonly string[];
}

/** An error of the game's own scripts as why a test failed. */
export function problemOfGame({ script, line, message }: ScriptError): Problem {
  return {
    ...(script ? { file: script } : {}),
    ...(line > 0 ? { line } : {}),
    message: `the game fails: ${message}`,
  };
}
