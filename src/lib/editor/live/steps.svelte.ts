import type { Awareness } from 'y-protocols/awareness';
import { isRecord, isString } from '../../base/guards.ts';
import type { UndoHistory, UndoStep } from '../../document/undo.ts';
import type { OtherPerson, People, StepPlace } from './people.svelte.ts';
import { readPerson } from './person.svelte.ts';
import type { Hand } from './scene-desk.svelte.ts';

/** One line of the list of what was done. */
export interface StepLine {
  key: string;
  name: string;
  /** Who did it; `null` for the person here. */
  by: Pick<OtherPerson, 'name' | 'color'> | null;
  /** How many steps of this person are done once this one is; `null` for what somebody else did. */
  position: number | null;
  place: StepPlace;
  /** When it was done, or heard of, in milliseconds since 1970. */
  time: number;
}

/** What others did is shown, and never taken back here: so many lines of it are kept. */
const MOST_OF_OTHERS = 200;
/** Others hear of so many entities that a step was about. */
const MOST_TOLD = 50;
/** Typing in the same script goes on being one entry for so many milliseconds. */
const TYPING_MS = 60_000;

const nowhere: StepPlace = { scene: '', selection: [], script: '' };

const readPlace = (value: unknown): StepPlace =>
  isRecord(value)
    ? {
        scene: isString(value.scene) ? value.scene : '',
        selection: Array.isArray(value.selection) ? value.selection.filter(isString).slice(0, MOST_TOLD) : [],
        script: isString(value.script) ? value.script : '',
      }
    : nowhere;

/** What was done to the project since the page was opened, by this person and by others. */
export class Steps {
  /** The list is shown. */
  open = $state(false);
  /** The last thing that happened to the steps of this person, in words; another object each time. */
  said: { readonly text: string } = $state.raw({ text: '' });

  readonly #history: UndoHistory<Hand>;
  readonly #people: People;
  readonly #awareness: Awareness;
  readonly #stop: (() => void)[] = [];
  /** Number of the last step seen of each client. */
  readonly #seen = new Map<number, number>();
  /** When each step of this person was first done, in the order of all. */
  readonly #when = new Map<number, { when: number; time: number; place: StepPlace }>();
  readonly #hand: () => Hand;
  #clock = 0;
  #published = 0;
  #writes = 0;
  #own: readonly UndoStep[] = $state.raw([]);
  #position = $state(0);
  /** What others did, and what was typed here: steps of code are undone there. */
  #others: readonly (StepLine & { when: number })[] = $state.raw([]);

  constructor(history: UndoHistory<Hand>, people: People, awareness: Awareness, hand: () => Hand) {
    this.#hand = hand;
    this.#history = history;
    this.#people = people;
    this.#awareness = awareness;
    const read = () => this.#readOthers();
    awareness.on('change', read);
    this.#stop.push(
      history.subscribe(() => this.#readOwn()),
      () => awareness.off('change', read),
    );
    this.#readOthers();
  }

  dispose(): void {
    for (const stop of this.#stop) stop();
  }

  /** How many steps of this person are done. */
  get position(): number {
    return this.#position;
  }

  /** Everything in the order in which it was first done. */
  readonly lines: readonly StepLine[] = $derived.by(() =>
    [
      ...this.#own.map(({ id, name }, at) => ({
        ...{ key: `own ${id}`, name, by: null, position: at + 1 },
        ...(this.#when.get(id) ?? { when: 0, time: 0, place: nowhere }),
      })),
      ...this.#others,
    ].sort((a, b) => a.when - b.when),
  );

  /** Takes this person's steps back or does them again until so many are done. */
  goTo(position: number): void {
    this.#history.goTo(position);
  }

  #readOwn(): void {
    const { steps, position } = this.#history;
    const before = this.#position;
    const undone = position < before ? this.#own[position] : undefined;
    const isNew = this.#history.writes > this.#writes;
    this.#writes = this.#history.writes;
    const { scene, selection } = this.#hand();
    const place = { scene, selection: selection.slice(0, MOST_TOLD), script: '' };
    for (const { id } of steps)
      if (!this.#when.has(id)) this.#when.set(id, { when: ++this.#clock, time: Date.now(), place });
    this.#own = steps;
    this.#position = position;
    const done = steps[position - 1]?.name ?? '';
    if (undone) this.said = { text: `Undone: ${undone.name}` };
    else if (position > before || isNew) this.said = { text: isNew ? done : `Done again: ${done}` };
    else return;
    this.#publish(undone ? `Undo: ${undone.name}` : done, place);
  }

  #publish(name: string, place: StepPlace): void {
    this.#people.tell({ step: { n: ++this.#published, name, place } });
  }

  /** Tells that something was typed in a script here. */
  noteTyping(path: string): void {
    const name = `Edit ${path}`;
    const place = { ...nowhere, script: path };
    this.#others = this.#withLine({ key: `typed ${this.#clock + 1}`, name, by: null, place });
    this.#publish(name, place);
  }

  /** The lines with one more; typing that goes on is not one more. */
  #withLine(
    line: Pick<StepLine, 'key' | 'name' | 'by' | 'place'>,
    lines = this.#others,
  ): readonly (StepLine & { when: number })[] {
    const last = lines.at(-1);
    const time = Date.now();
    const goesOn =
      line.place.script !== '' &&
      last?.name === line.name &&
      last.by?.name === line.by?.name &&
      time - last.time < TYPING_MS;
    const added = { ...line, position: null, time, when: ++this.#clock };
    return [...(goesOn ? lines.slice(0, -1) : lines), added].slice(-MOST_OF_OTHERS);
  }

  #readOthers(): void {
    let lines = this.#others;
    for (const [client, state] of this.#awareness.getStates()) {
      if (client === this.#awareness.clientID || !isRecord(state) || !isRecord(state.step)) continue;
      const { n, name } = state.step;
      if (typeof n !== 'number' || !isString(name)) continue;
      const known = this.#seen.get(client);
      this.#seen.set(client, n);
      // What they did last before this page was opened is no news.
      if (known === n || (known === undefined && lines.length === 0 && this.#clock === 0 && n > 1)) continue;
      const place = readPlace(state.step.place);
      lines = this.#withLine(
        { key: `${client} ${n}`, name: name.slice(0, 100), by: readPerson(state.user), place },
        lines,
      );
    }
    if (lines !== this.#others) this.#others = lines;
  }
}
