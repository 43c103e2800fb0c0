import type { Awareness } from 'y-protocols/awareness';
import { isRecord, isString } from '../../base/guards.ts';
import type { UndoHistory, UndoStep } from '../../document/undo.ts';
import type { OtherPerson, People } from './people.svelte.ts';
import type { Hand } from './scene-desk.svelte.ts';

/** One line of the list of what was done. */
export interface StepLine {
  key: string;
  name: string;
  /** Who did it; `null` for the person here. */
  by: Pick<OtherPerson, 'name' | 'color'> | null;
  /** How many steps of this person are done once this one is; `null` for what somebody else did. */
  position: number | null;
}

/** What others did is shown, and never taken back here: so many lines of it are kept. */
const MOST_OF_OTHERS = 200;

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
  readonly #when = new Map<number, number>();
  #clock = 0;
  #published = 0;
  #writes = 0;
  #own: readonly UndoStep[] = $state.raw([]);
  #position = $state(0);
  #others: readonly (StepLine & { when: number })[] = $state.raw([]);

  constructor(history: UndoHistory<Hand>, people: People, awareness: Awareness) {
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
        when: this.#when.get(id) ?? 0,
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
    for (const { id } of steps) if (!this.#when.has(id)) this.#when.set(id, ++this.#clock);
    this.#own = steps;
    this.#position = position;
    const done = steps[position - 1]?.name ?? '';
    if (undone) this.said = { text: `Undone: ${undone.name}` };
    else if (position > before || isNew) this.said = { text: isNew ? done : `Done again: ${done}` };
    else return;
    this.#people.tell({ step: { n: ++this.#published, name: undone ? `Undo: ${undone.name}` : done } });
  }

  #readOthers(): void {
    let lines = this.#others;
    for (const [client, state] of this.#awareness.getStates()) {
      if (client === this.#awareness.clientID || !isRecord(state) || !isRecord(state.step)) continue;
      const { n, name } = state.step;
      if (typeof n !== 'number' || !isString(name)) continue;
      const known = this.#seen.get(client);
      this.#seen.set(client, n);
      const by = this.#people.others.find(({ id }) => id === String(client));
      // What they did last before this page was opened is no news.
      if (known === n || (known === undefined && lines.length === 0 && this.#clock === 0 && n > 1)) continue;
      const when = ++this.#clock;
      const line = { key: `${client} ${n}`, name: name.slice(0, 100), position: null, when };
      lines = [...lines, { ...line, by: { name: by?.name ?? 'Somebody', color: by?.color ?? '#8b95a5' } }];
    }
    if (lines !== this.#others) this.#others = lines.slice(-MOST_OF_OTHERS);
  }
}
