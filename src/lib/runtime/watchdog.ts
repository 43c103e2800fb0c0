/** How often a watchdog looks, in milliseconds. */
const LOOK_EVERY = 250;
/**
 * Milliseconds without a word after which a running game counts as stuck. Whoever plays would rather wait out a short hitch
 * than lose the game.
 */
const PATIENCE = 2000;
/** A game that starts first compiles its code and builds its scene, which may take long on a phone. */
const STARTING_PATIENCE = 15_000;

interface WatchdogOptions {
  /** Whether nothing is expected now, for instance as the page is in the background, where a browser may hold everything back. */
  asleep?: () => boolean;
  /** Milliseconds without a word after which a running game counts as stuck; two seconds unless given. */
  patience?: number;
}

/**
 * Notices when a worker no longer answers. It counts looks without a word instead of comparing clocks, so that a page
 * that was itself busy or asleep does not blame the worker: its messages come in before the next look.
 */
export class Watchdog {
  #timer: ReturnType<typeof setInterval> | undefined;
  #silent = 0;
  #started = false;
  readonly #asleep: () => boolean;
  readonly #patience: number;

  /** @param onSilent called once when the worker is stuck; the watchdog has stopped then. */
  constructor(
    private readonly onSilent: (during: 'start' | 'play') => void,
    { asleep = () => false, patience = PATIENCE }: WatchdogOptions = {},
  ) {
    this.#asleep = asleep;
    this.#patience = patience;
  }

  /** Expects a worker to start answering. */
  start(): void {
    this.stop();
    this.#silent = 0;
    this.#started = false;
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY);
  }

  /** The worker has said something. */
  heard(): void {
    this.#silent = 0;
    this.#started = true;
  }

  /** Expects nothing more, for instance while the game is paused. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    if (this.#asleep()) {
      this.#silent = 0;
      return;
    }
    if (++this.#silent * LOOK_EVERY < (this.#started ? this.#patience : STARTING_PATIENCE)) return;
    this.stop();
    this.onSilent(this.#started ? 'play' : 'start');
  }
}
