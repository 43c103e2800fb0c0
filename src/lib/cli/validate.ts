import { formatProblem } from '../base/result.ts';
import { exit, onlyArgument, readArgs, type Command } from './command.ts';
import { inspectDirectory } from './disk.ts';
import { contents } from './import.ts';

/** `perigee validate`: everything that is wrong with a project folder, one line each. */
export const validateCommand: Command = {
  usage: 'DIR',
  summary: 'Check a project folder; every problem is named as file:line: reason.',
  async run(args, output) {
    const directory = onlyArgument(readArgs(args, {}).positionals, 'the project folder to check');
    const { bundle, errors, warnings } = await inspectDirectory(directory);
    const problems = [...errors, ...warnings];
    for (const problem of problems) output.err(formatProblem(problem));
    if (problems.length > 0 || !bundle) return exit.badInput;
    output.out(`${directory}: good (${contents(bundle.project)})`);
    return exit.ok;
  },
};
