/** What the commands of the command line share. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { formatProblem, type Problem } from '../base/result.ts';

/** How a command ended, as its exit code. */
export const exit = { ok: 0, failed: 1, badInput: 2 } as const;
export type ExitCode = (typeof exit)[keyof typeof exit];

/** Where a command writes; each text is one or more whole lines without the last line break. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

export interface Command {
  /** What follows the name, such as `DIR`. */
  usage: string;
  /** One sentence. */
  summary: string;
  /** Further lines of its help, such as its flags. */
  help?: string;
  run(args: readonly string[], output: Output): Promise<ExitCode>;
}

/** Something that ends a command: `code` and the lines for standard error. */
export class Refusal extends Error {
  constructor(
    readonly code: ExitCode,
    readonly problems: readonly Problem[],
  ) {
    super(problems.map(formatProblem).join('\n'));
    this.name = 'Refusal';
  }
}

/** Arguments that make no sense; the message is followed by a pointer to the help. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>;

/** Flags and positional arguments; throws a {@link UsageError} in plain words. */
export function readArgs<T extends Options>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const message = (error as Error).message.replace(/ To specify a positional argument.*$/s, '');
    throw new UsageError(message.replace(/\.?$/, '.'));
  }
}

/** The one positional argument of a command. */
export function onlyArgument(positionals: readonly string[], what: string): string {
  const [first, second] = positionals;
  if (first === undefined) throw new UsageError(`Name ${what}.`);
  if (second !== undefined) throw new UsageError(`One argument too many: "${second}".`);
  return first;
}

/** A flag that is a whole number of at least `least`. */
export function wholeFlag(value: string | undefined, flag: string, least: number): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (value.trim() === '' || !Number.isSafeInteger(number) || number < least)
    throw new UsageError(
      `--${flag} must be a whole number${least > -Infinity ? ` of at least ${least}` : ''}, is "${value}".`,
    );
  return number;
}

/** `1 scene`, `2 scenes`. */
export const count = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`;
