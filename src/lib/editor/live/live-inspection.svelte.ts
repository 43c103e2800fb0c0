import type { RunningValues } from '../../runtime/running-values.ts';
import type { GameClient } from '../client/game-client.ts';

/** One entity of the running game, as the inspector shows and changes it. */
export class LiveInspection {
  /** The inspector shows the running game rather than the document; stays for later runs. */
  shown = $state(false);
  readonly #client: GameClient;
  #entity = '';
  #now: RunningValues | null = $state.raw(null);
  readonly #stop: () => void;

  constructor(client: GameClient) {
    this.#client = client;
    this.#stop = client.onInspected((entity, now) => {
      if (entity === this.#entity) this.#now = now;
    });
  }

  /** What the entity is now, at a pace for reading; `null` while it is not in the game. */
  get now(): RunningValues | null {
    return this.#now;
  }

  /** Which entity is looked at; '' for none. */
  follow(entity: string): void {
    if (entity === this.#entity) return;
    this.#entity = entity;
    this.#now = null;
    this.#client.inspect(entity || null);
  }

  /** Sets one field in the game alone. */
  setField(component: string, field: string, value: unknown): void {
    const now = this.#now;
    if (!now) return;
    this.#client.edit([{ kind: 'set', id: this.#entity, component, fields: { [field]: value } }]);
    // Shown at once; what the game makes of it comes a moment later.
    const components = now.entity.components as Readonly<Record<string, object>>;
    this.#now = {
      ...now,
      entity: {
        ...now.entity,
        components: { ...components, [component]: { ...components[component], [field]: value } } as never,
      },
    };
  }

  dispose(): void {
    this.#stop();
  }
}
