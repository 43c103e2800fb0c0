import type { Awareness } from 'y-protocols/awareness';
import { isRecord, isString } from '../../base/guards.ts';
import type { Camera } from '../core/camera.ts';
import { ownPerson, readPerson, type Person } from './person.svelte.ts';
import type { Stored } from './stored.svelte.ts';

/** Somebody else who has this project open. */
export interface OtherPerson extends Person {
  /** The client's number, as text. */
  id: string;
  /** Id of the scene that they look at, '' when unknown. */
  scene: string;
  selection: readonly string[];
  /** Path of the script that they have open, and the line of their caret, counted from 1; '' for none. */
  script: string;
  line: number;
}

/** Everybody who has the project open, by what their pages say of them. */
export class People {
  /** Name and colour of the person here. */
  readonly me: Stored<Person> = ownPerson();
  #others: readonly OtherPerson[] = $state.raw([]);
  #awareness: Awareness;
  #onChange = () => this.#read();

  constructor(awareness: Awareness) {
    this.#awareness = awareness;
    awareness.on('change', this.#onChange);
    this.#read();
  }

  get others(): readonly OtherPerson[] {
    return this.#others;
  }

  /** Takes another name or colour; the others see it at once. */
  setMe(person: Person): void {
    this.me.value = person;
    this.tell({});
  }

  /** Tells the others who is here and what is in hand. */
  tell(state: { scene?: string; selection?: readonly string[]; camera?: Camera }): void {
    this.#awareness.setLocalStateField('user', { ...this.me.value });
    for (const [field, value] of Object.entries(state)) this.#awareness.setLocalStateField(field, value);
  }

  /** Says that this page is a further window of somebody who is here already. */
  tellWindow(): void {
    this.#awareness.setLocalStateField('window', true);
  }

  dispose(): void {
    this.#awareness.off('change', this.#onChange);
  }

  #read(): void {
    const others: OtherPerson[] = [];
    for (const [client, state] of this.#awareness.getStates()) {
      if (client === this.#awareness.clientID || !isRecord(state) || !isRecord(state.user)) continue;
      if (state.window === true) continue;
      others.push({
        id: String(client),
        ...readPerson(state.user),
        scene: isString(state.scene) ? state.scene : '',
        selection: Array.isArray(state.selection) ? state.selection.filter(isString) : [],
        script: isRecord(state.code) && isString(state.code.path) ? state.code.path : '',
        line: isRecord(state.code) && typeof state.code.line === 'number' ? state.code.line : 0,
      });
    }
    others.sort((a, b) => (a.id < b.id ? -1 : 1));
    // Cursors move all the time; panels need not hear of that.
    if (JSON.stringify(others) !== JSON.stringify(this.#others)) this.#others = others;
  }
}
