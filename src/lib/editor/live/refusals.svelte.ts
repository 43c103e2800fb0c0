import { counted } from '../../base/words.ts';
import { formatProblem, type Problem } from '../../base/result.ts';
import { toasts } from './toasts.svelte.ts';

/** So many are told at once; more are listed in a dialog. */
const TOLD = 2;

/** How long it stays to be read, in milliseconds. */
const STAYS = 12000;

/** Files that were not taken the last time, with the reason for each. */
export class Refusals {
  #last = $state.raw<readonly Problem[]>([]);

  get last(): readonly Problem[] {
    return this.#last;
  }

  /** Tells of refused files: the first ones at once, all of them where `showAll` leads to. */
  tell(refused: readonly Problem[], showAll?: () => void): void {
    if (refused.length === 0) return;
    this.#last = refused;
    const told = refused.slice(0, refused.length > TOLD + 1 ? TOLD : TOLD + 1).map(formatProblem);
    const more = refused.length - told.length;
    const text = more > 0 ? [...told, `${counted(more, 'more file')} left out.`] : told;
    toasts.fail(text.join('\n'), {
      duration: STAYS,
      closeButton: true,
      style: 'white-space: pre-line',
      ...(more > 0 && showAll ? { action: { label: 'Show all', onClick: showAll } } : {}),
    });
  }
}
