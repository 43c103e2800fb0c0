/** The command line: the composition root of `perigee`. */
import { readFileSync } from 'node:fs';
import { formatProblem, ProblemError } from '../base/result.ts';
import { exit, Refusal, UsageError, type Command, type ExitCode, type Output } from './command.ts';
import { exportCommand } from './export.ts';
import { importCommand } from './import.ts';
import { serveCommand } from './serve.ts';
import { simulateCommand } from './simulate.ts';
import { testCommand } from './test.ts';
import { validateCommand } from './validate.ts';

const commands: Readonly<Record<string, Command>> = {
  import: importCommand,
  validate: validateCommand,
  simulate: simulateCommand,
  test: testCommand,
  export: exportCommand,
  serve: serveCommand,
};

const standardOutput: Output = {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
};

/**
 * Runs one command.
 * @param argv what follows the name of the program
 * @returns the exit code: 0 done, 1 failed, 2 bad arguments or bad input
 */
export async function main(argv: readonly string[], output: Output = standardOutput): Promise<ExitCode> {
  const [name, ...args] = argv;
  if (name === '--version' || name === '-v') {
    output.out(version());
    return exit.ok;
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    (name === undefined ? output.err : output.out)(overview());
    return name === undefined ? exit.badInput : exit.ok;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    output.err(`perigee: there is no command "${name}". See perigee --help.`);
    return exit.badInput;
  }
  if (args.includes('--help') || args.includes('-h')) {
    output.out(
      [
        `Usage: perigee ${name} ${command.usage}`,
        command.summary,
        ...(command.help ? ['', command.help] : []),
      ].join('\n'),
    );
    return exit.ok;
  }
  try {
    return await command.run(args, output);
  } catch (error) {
    if (error instanceof UsageError) {
      output.err(`perigee ${name}: ${error.message} See perigee ${name} --help.`);
      return exit.badInput;
    }
    if (error instanceof Refusal) {
      for (const problem of error.problems) output.err(formatProblem(problem));
      return error.code;
    }
    output.err(
      `perigee ${name}: ${error instanceof ProblemError ? formatProblem(error.problem) : reason(error)}`,
    );
    return exit.failed;
  }
}

/** One line, whatever was thrown; the stack is for those who ask for it. */
function reason(error: unknown): string {
  if (process.env['PERIGEE_DEBUG'] && error instanceof Error) return error.stack ?? error.message;
  return `Something went wrong that should not have: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`;
}

function overview(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  return [
    'Usage: perigee COMMAND ...',
    '',
    ...Object.entries(commands).flatMap(([name, { usage, summary }]) => [
      `  ${name.padEnd(width)}  ${usage}`,
      `  ${' '.repeat(width)}  ${summary}`,
    ]),
    '',
    '  perigee COMMAND --help says more; perigee --version names the version.',
    '  Exit codes: 0 done, 1 failed, 2 bad arguments or bad input (file:line: reason).',
  ].join('\n');
}

/** The version of the package that this file belongs to, built or not. */
function version(): string {
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Record<
        string,
        string
      >;
      if (name === 'perigee' && version) return version;
    } catch {
      // Built and unbuilt files lie at different depths.
    }
  }
  return 'unknown';
}
