import { join } from 'node:path';
import { formatProblem, type Problem } from '../base/result.ts';
import type { ProjectBundle } from '../schema/addition.ts';
import { parseReplay } from '../runtime/testing/replay.ts';
import { kindOfTest } from '../schema/test-files.ts';
import { checkSyntax } from '../script/check.ts';
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
    const problems = [...errors, ...warnings, ...(bundle ? scriptProblems(directory, bundle) : [])];
    for (const problem of problems) output.err(formatProblem(problem));
    if (problems.length > 0 || !bundle) return exit.badInput;
    output.out(`${directory}: good (${contents(bundle.project)})`);
    return exit.ok;
  },
};

/** Scripts that the Lua machine refuses to compile, and recordings that cannot be read. */
function scriptProblems(directory: string, { project }: ProjectBundle): Problem[] {
  return Object.entries(project.scripts).flatMap(([path, source]): Problem[] => {
    const file = join(directory, path);
    if (kindOfTest(path) === 'replay') {
      const replay = parseReplay(source, file);
      return replay.ok ? [] : [replay.error];
    }
    const problem = checkSyntax(source);
    return problem ? [{ file, line: problem.line, message: problem.message }] : [];
  });
}
