/** The outcome of something that may refuse its input: a value, or one message for the user. */
export type Result<T, E = Problem> = { ok: true; value: T } | { ok: false; error: E };

/** One thing that is wrong, in the user's words: what, where, and what to do about it. */
export interface Problem {
  /** What is wrong and what to do, as one or two sentences. */
  message: string;
  /** The file it is in, as the user named it. */
  file?: string;
  /** 1-based line in that file. */
  line?: number;
}

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });
export const fail = <E>(error: E): { ok: false; error: E } => ({ ok: false, error });

/** A {@link Problem} that is thrown; shells catch it and show `problem`. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(formatProblem(problem));
    this.name = 'ProblemError';
  }
}

/** `file:line: message`, leaving out what is not known. */
export function formatProblem({ file, line, message }: Problem): string {
  if (!file) return message;
  return line === undefined ? `${file}: ${message}` : `${file}:${line}: ${message}`;
}
