import { formatProblem, type Problem } from '../../base/result.ts';
import { counted } from '../../base/words.ts';

/** So many are told with their reasons. */
const TOLD = 4;

/** None of some files could be taken. The message has a line for each of the first ones. */
export class NothingTaken extends Error {
  constructor(
    /** Each of them, and why. */
    readonly refused: readonly Problem[],
  ) {
    const lines = refused.slice(0, TOLD).map(formatProblem);
    if (refused.length > TOLD) lines.push(`${counted(refused.length - TOLD, 'more file')} left out.`);
    super(lines.join('\n') || 'There are no files in it.');
  }
}
