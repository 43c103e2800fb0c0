/** All tests of a project, one after the other. */
import type { ProjectData } from '../../schema/project.ts';
import { firstScene } from '../../schema/resolve.ts';
import { kindOfTest } from '../../schema/test-files.ts';
import { runLuaTest, testsIn } from './lua-tests.ts';
import { runReplay } from './run-replay.ts';
import type { TestResult } from './test-result.ts';

/** `test/jump.lua reaches_the_flag`, or only the file for what has one test. */
export const testLabel = ({ file, name }: Pick<TestResult, 'file' | 'name'>): string =>
  name === '' ? file : `${file} ${name}`;

/**
 * Runs the tests of a project in order of their files, each in a game of its own; results come as they are done.
 * @param wanted which tests to run, by {@link testLabel}
 */
export function* runTests(
  project: ProjectData,
  wanted: (label: string) => boolean = () => true,
): Generator<TestResult> {
  const files = Object.entries(project.scripts).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [file, text] of files) {
    const kind = kindOfTest(file);
    if (kind === 'replay' && wanted(file)) yield runReplay(project, file, text);
    if (kind === 'script') yield* runScript(project, file, text, wanted);
  }
}

function* runScript(
  project: ProjectData,
  file: string,
  source: string,
  wanted: (label: string) => boolean,
): Generator<TestResult> {
  const failed = (message: string, line?: number): TestResult => ({
    file,
    name: '',
    ticks: 0,
    problem: { file, message, ...(line ? { line } : {}) },
    notes: [],
  });
  const { names, error } = testsIn(file, source);
  if (error) yield failed(error.message, error.line);
  else if (names.length === 0) yield failed('The file has no tests: it must return a table with functions.');
  else if (firstScene(project) === null) yield failed('The project has no scene to play; add one first.');
  else
    for (const name of names)
      if (wanted(testLabel({ file, name }))) yield runLuaTest(project, file, source, name);
}
