import { Stored } from './stored.svelte.ts';

type Choice = 'system' | 'dark' | 'light';
const isChoice = (value: unknown): value is Choice =>
  value === 'system' || value === 'dark' || value === 'light';

/** Which of the two themes is shown; follows the system until the user picks one. */
class Theme {
  #choice = new Stored<Choice>('theme', 'system', isChoice);
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

  /** Switches to the other theme and remembers it. */
  toggle(): void {
    this.#choice.value = this.dark ? 'light' : 'dark';
    this.#apply();
  }

  #apply(): void {
    if (this.#choice.value === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.#choice.value;
  }
}

export const theme = new Theme();
