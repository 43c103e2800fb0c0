import type { UndoHistory, UndoStep } from '../../document/undo.ts';
import type { DeedPlace } from '../../schema/activity.ts';
import type { Hand } from './scene-desk.svelte.ts';

/** What was done here, for the list of what everybody did. */
export interface DoneStep {
  /** What it did, as an order: `Move 3 entities`. */
  name: string;
  place: DeedPlace;
}

/** Until somebody takes them, so many steps are kept. */
const MOST_UNTOLD = 50;
/** Typing in the same script goes on being one step for so many milliseconds. */
const TYPING_MS = 60_000;

/** What this person did since the page was opened, step by step. */
export class Steps {
  /** The list is shown. */
  open = $state(false);
  /** When the page was opened, in milliseconds since 1970. */
  readonly since = Date.now();
  /** The last thing that happened to the steps, in words; another object each time. */
  said: { readonly text: string } = $state.raw({ text: '' });

  readonly #history: UndoHistory<Hand>;
  readonly #hand: () => Hand;
  readonly #stop: () => void;
  /** When each step was first done, in milliseconds since 1970. */
  readonly #when = new Map<number, number>();
  #writes = 0;
  #list: readonly UndoStep[] = $state.raw([]);
  #position = $state(0);
  #typed = { path: '', at: 0 };
  #untold: DoneStep[] = [];
  #onDone: ((step: DoneStep) => void) | null = null;

  constructor(history: UndoHistory<Hand>, hand: () => Hand) {
    this.#hand = hand;
    this.#history = history;
    this.#stop = history.subscribe(() => this.#read());
  }

  dispose(): void {
    this.#stop();
  }

  /** How many steps are done. */
  get position(): number {
    return this.#position;
  }

  /** All of them in the order in which they were done, those that were taken back last. */
  get list(): readonly UndoStep[] {
    return this.#list;
  }

  /** When a step was first done. @param id see {@link UndoStep} */
  whenDone(id: number): number {
    return this.#when.get(id) ?? 0;
  }

  /** Hears of each step from now on, and of those before that nobody has taken. */
  take(onDone: (step: DoneStep) => void): void {
    this.#onDone = onDone;
    for (const step of this.#untold.splice(0)) onDone(step);
  }

  /** Takes steps back or does them again until so many are done. */
  goTo(position: number): void {
    this.#history.goTo(position);
  }

  /** Something was typed in a script: steps of code are undone there. */
  noteTyping(script: string): void {
    const goesOn = this.#typed.path === script && Date.now() - this.#typed.at < TYPING_MS;
    this.#typed = { path: script, at: Date.now() };
    if (!goesOn) this.#tell(`Edit ${script}`, { scene: '', selection: [], script });
  }

  #read(): void {
    const { steps, position } = this.#history;
    const before = this.#position;
    const undone = position < before ? this.#list[position] : undefined;
    const isNew = this.#history.writes > this.#writes;
    this.#writes = this.#history.writes;
    for (const { id } of steps) if (!this.#when.has(id)) this.#when.set(id, Date.now());
    this.#list = steps;
    this.#position = position;
    const done = steps[position - 1]?.name ?? '';
    if (undone) this.said = { text: `Undone: ${undone.name}` };
    else if (position > before || isNew) this.said = { text: isNew ? done : `Done again: ${done}` };
    else return;
    const { scene, selection } = this.#hand();
    this.#tell(undone ? `Undo: ${undone.name}` : done, { scene, selection, script: '' });
  }

  #tell(name: string, place: DeedPlace): void {
    if (this.#onDone) this.#onDone({ name, place });
    else if (this.#untold.length < MOST_UNTOLD) this.#untold.push({ name, place });
  }
}
