/** What `perigee import` tells: lines for people, and a report for programs. */
import { formatProblem } from '../base/result.ts';
import { PICTURES, type Progress } from '../import/import-deps.ts';
import type { Intake } from '../import/intake.ts';
import { sentenceOf, surprisesOf } from '../schema/addition.ts';
import { count, type Output } from './command.ts';

/** So many notes are written out; the report has all of them. */
const mostNotes = 20;

/** Progress as lines such as `3/40 maps/cave.tmx`; nothing for a single step, and nothing for pictures. */
export const progressTo =
  (output: Output): Progress =>
  (what, done, total) => {
    if (total > 1 && what !== PICTURES) output.err(`${done + 1}/${total} ${what}`);
  };

/** Files that were not taken and were no maps. */
const leftOut = ({ refused, begun }: Intake) =>
  refused.filter((problem) => !begun.some((each) => each.problem === problem));

/** What came in otherwise, what was left out, and which maps failed. */
export function tellNotes(intake: Intake, output: Output): void {
  const notes = [
    ...surprisesOf(intake.addition)
      // Maps that failed are told of by themselves.
      .filter(
        ({ file, how }) =>
          how !== 'left out' || !intake.begun.some((each) => each.problem && each.file === file),
      )
      .map((line) => `note: ${line.file}: ${sentenceOf(line)}`),
    ...leftOut(intake).map((problem) => `left out: ${formatProblem(problem)}`),
  ];
  for (const note of notes.slice(0, mostNotes)) output.err(note);
  if (notes.length > mostNotes)
    output.err(`note: ${count(notes.length - mostNotes, 'more note')}; --report FILE writes all of them.`);
  for (const { problem } of intake.begun) if (problem) output.err(formatProblem(problem));
}

/** `11 of 12 maps imported, 1 failed.`; '' when there was at most one. */
export function summaryOf({ begun }: Intake): string {
  const failed = begun.filter(({ problem }) => problem !== null).length;
  if (begun.length < 2) return '';
  return `${begun.length - failed} of ${begun.length} files imported${failed > 0 ? `, ${failed} failed` : ''}.`;
}

/** The whole report as JSON. */
export function reportOf(intake: Intake, target: string): string {
  const { addition, begun } = intake;
  const report = {
    target,
    files: begun.map(({ file, problem }) => ({
      file,
      imported: problem === null,
      ...(problem ? { problem } : {}),
    })),
    leftOut: leftOut(intake),
    lines: addition.report ?? [],
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
