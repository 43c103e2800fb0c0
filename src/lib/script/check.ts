import { syntaxProblem, type SyntaxProblem } from './fengari/compile.ts';

export type { SyntaxProblem };

/**
 * The first syntax error of a script as the machine that will run it sees it; `null` for none. Runs nothing.
 * The line is 1-based, the column too; it is 0 when the parser does not tell which token it stopped at.
 */
export function checkSyntax(source: string): SyntaxProblem | null {
  return syntaxProblem(source);
}
