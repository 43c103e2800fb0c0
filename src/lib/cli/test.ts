import { basename, join } from 'node:path';
import { readdir } from 'node:fs/promises';
import { formatProblem } from '../base/result.ts';
import { acceptReplay } from '../runtime/testing/run-replay.ts';
import { runTests, testLabel } from '../runtime/testing/project-tests.ts';
import type { TestResult } from '../runtime/testing/test-result.ts';
import type { ProjectData } from '../schema/project.ts';
import { kindOfTest } from '../schema/test-files.ts';
import { count, exit, onlyArgument, readArgs, Refusal, type Command, type Output } from './command.ts';
import { kindOf, readProject, writeOutput } from './disk.ts';

/** `perigee test`: plays the tests of a project, or of every project in a folder. */
export const testCommand: Command = {
  usage: 'DIR [--filter TEXT] [--update]',
  summary: 'Play the tests in the folder test/ of a project, or of all projects in DIR.',
  help: `  --filter TEXT  only tests whose file or name contains the text
  --update       accept how recorded sessions end now, and write it into their files

  test/NAME.replay.json is a recorded session: it must end as it did when it was recorded.
  test/NAME.lua returns a table of functions; each plays a game of its own: see the table "test" in the reference.`,
  async run(args, output) {
    const { values, positionals } = readArgs(args, {
      filter: { type: 'string' },
      update: { type: 'boolean' },
    });
    const directory = onlyArgument(positionals, 'the project folder to test');
    const projects = await projectsIn(directory);
    const tally = { passed: 0, failed: 0 };
    for (const folder of projects) {
      const { project } = await readProject(folder);
      if (values.update) await update(folder, project, values.filter ?? '', output);
      else run(folder, project, values.filter ?? '', output, tally);
    }
    if (values.update) return exit.ok;
    const { passed, failed } = tally;
    if (passed + failed === 0)
      throw new Refusal(exit.badInput, [
        {
          file: directory,
          message: values.filter
            ? `No test has "${values.filter}" in its name.`
            : 'There are no tests; put one into the folder test/, or save one from the timeline of the editor.',
        },
      ]);
    output.out(`\n${count(passed + failed, 'test')}: ${passed} passed, ${failed} failed`);
    return failed === 0 ? exit.ok : exit.failed;
  },
};

/** The folder itself, or the projects that it has. */
async function projectsIn(directory: string): Promise<string[]> {
  if ((await kindOf(directory)) !== 'folder' || (await kindOf(join(directory, 'project.yaml'))))
    return [directory];
  const found: string[] = [];
  for (const name of (await readdir(directory)).sort())
    if (await kindOf(join(directory, name, 'project.yaml'))) found.push(join(directory, name));
  return found.length ? found : [directory];
}

function run(
  folder: string,
  project: ProjectData,
  filter: string,
  output: Output,
  tally: { passed: number; failed: number },
): void {
  let named = false;
  for (const result of runTests(project, (label) => label.includes(filter))) {
    if (!named) output.out(`${basename(folder)} (${project.name})`);
    named = true;
    for (const line of linesOf(folder, result)) output.out(line);
    if (result.problem) tally.failed++;
    else tally.passed++;
  }
}

function linesOf(folder: string, result: TestResult): string[] {
  const { problem, notes, ticks } = result;
  const played = `${(ticks / 60).toFixed(1)} s`;
  const head = `  ${problem ? '✗' : '✓'} ${testLabel(result)} (${played})`;
  if (!problem) return [head, ...notes.map((note) => `      ${note}`)];
  const file = problem.file === undefined ? undefined : join(folder, problem.file);
  const told = formatProblem({ ...problem, ...(file === undefined ? {} : { file }) });
  return [head, ...[told, ...notes].map((line) => `      ${line}`)];
}

/** Takes over how each recorded session ends now. */
async function update(folder: string, project: ProjectData, filter: string, output: Output): Promise<void> {
  for (const [path, text] of Object.entries(project.scripts)) {
    if (kindOfTest(path) !== 'replay' || !path.includes(filter)) continue;
    const file = join(folder, path);
    const accepted = acceptReplay(project, file, text);
    if (!accepted.ok) throw new Refusal(exit.failed, [accepted.error]);
    if (accepted.value.text === text) continue;
    await writeOutput(file, accepted.value.text);
    output.out(`${file}: ${accepted.value.told}`);
  }
}
