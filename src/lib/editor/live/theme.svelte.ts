import type { ThemeChoice } from '../core/workspace-port.ts';
import { Stored } from './stored.svelte.ts';

const isChoice = (value: unknown): value is ThemeChoice =>
  value === 'system' || value === 'dark' || value === 'light';

/** Which of the two themes is shown; follows the system until the user picks one. */
class Theme {
  #choice = new Stored<ThemeChoice>('theme', 'system', isChoice);
  #systemDark = $state(true);

  /** Call once in the browser. Returns what undoes it. */
  start(): () => void {
    const media = matchMedia('(prefers-color-scheme: dark)');
    const update = () => (this.#systemDark = media.matches);
    update();
    this.#apply();
    media.addEventListener('change', update);
    return () => media.removeEventListener('change', update);
  }

  /** The theme on screen now. */
  get dark(): boolean {
    return this.#choice.value === 'system' ? this.#systemDark : this.#choice.value === 'dark';
  }

  /** What was chosen; remembered. */
  get choice(): ThemeChoice {
    return this.#choice.value;
  }

  set choice(choice: ThemeChoice) {
    this.#choice.value = choice;
    this.#apply();
  }

  /** Switches to the other theme and remembers it. */
  toggle(): void {
    this.choice = this.dark ? 'light' : 'dark';
  }

  #apply(): void {
    if (this.#choice.value === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.#choice.value;
  }
}

export const theme = new Theme();
