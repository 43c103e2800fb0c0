import type { Awareness } from 'y-protocols/awareness';
import { isRecord, isString } from '../../base/guards.ts';
import type { Camera } from '../core/camera.ts';
import { distinctPerson } from '../core/distinct-person.ts';
import { ownPerson, PERSON_COLORS, PERSON_NAMES, readPerson, type Person } from './person.svelte.ts';
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
  readonly #awareness: Awareness;
  /** When this page came. */
  readonly #since = Date.now();
  /** What was read of each, and from which state: others move their pointers while nothing of this changes. */
  #known = new Map<number, { state: object; person: OtherPerson; since: number }>();
  readonly #onChange = () => this.#read();

  constructor(awareness: Awareness) {
    this.#awareness = awareness;
    awareness.on('change', this.#onChange);
    this.#read();
  }

  get others(): readonly OtherPerson[] {
    return this.#others;
  }

  /** Takes another name or colour; the others see it at once. */
  setMe({ name, color }: Person): void {
    this.me.value = { name, color };
    this.tell({});
  }

  /** Tells the others who is here and what is in hand. */
  tell(state: { scene?: string; selection?: readonly string[]; camera?: Camera }): void {
    this.#awareness.setLocalStateField('user', { ...this.me.value, since: this.#since });
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
    const before = this.#known;
    this.#known = new Map();
    for (const [client, state] of this.#awareness.getStates()) {
      if (client === this.#awareness.clientID || !isRecord(state) || !isRecord(state.user)) continue;
      if (state.window === true) continue;
      const kept = before.get(client);
      if (kept?.state === state) {
        this.#known.set(client, kept);
        continue;
      }
      const person = readOther(client, state, state.user);
      const same = kept && JSON.stringify(kept.person) === JSON.stringify(person);
      const { since } = state.user;
      this.#known.set(client, {
        state,
        person: same ? kept.person : person,
        since: typeof since === 'number' ? since : 0,
      });
    }
    const others = [...this.#known.values()].map(({ person }) => person).sort(byId);
    // Cursors move all the time; panels need not hear of that.
    if (others.length === this.#others.length && others.every((each, at) => each === this.#others[at]))
      return;
    this.#others = others;
    this.#standOut();
  }

  /** Who has chosen neither name nor colour takes others where somebody here has the same. */
  #standOut(): void {
    const id = this.#awareness.clientID;
    const others = [...this.#known].map(([client, { person, since }]) => ({ ...person, id: client, since }));
    const me = { ...this.me.value, id, since: this.#since };
    const { name, color } = distinctPerson(me, others, PERSON_NAMES, PERSON_COLORS);
    if (name === me.name && color === me.color) return;
    this.me.hold({ name, color, drawn: true });
    if (this.#awareness.getLocalState()?.user) this.tell({});
  }
}

const byId = (a: OtherPerson, b: OtherPerson) => (a.id < b.id ? -1 : 1);

function readOther(
  client: number,
  { scene, selection, code }: Record<string, unknown>,
  user: Record<string, unknown>,
): OtherPerson {
  return {
    id: String(client),
    ...readPerson(user),
    scene: isString(scene) ? scene : '',
    selection: Array.isArray(selection) ? selection.filter(isString) : [],
    script: isRecord(code) && isString(code.path) ? code.path : '',
    line: isRecord(code) && typeof code.line === 'number' ? code.line : 0,
  };
}
