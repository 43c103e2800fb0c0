import { createSubscriber } from 'svelte/reactivity';

/**
 * Lets runes follow things that live outside of Svelte: whoever calls `follow` in an effect or a template runs
 * again after `fire` of the same topic. A topic costs nothing while nobody follows it.
 */
export class Topics {
  #topics = new Map<string, { follow: () => void; fire: (() => void) | null }>();

  follow(topic: string): void {
    let entry = this.#topics.get(topic);
    if (!entry) {
      const created: { follow: () => void; fire: (() => void) | null } = { follow: () => {}, fire: null };
      created.follow = createSubscriber((update) => {
        created.fire = update;
        return () => {
          created.fire = null;
          this.#topics.delete(topic);
        };
      });
      // Reads outside of an effect follow nothing and must leave no trace.
      if ($effect.tracking()) this.#topics.set(topic, created);
      entry = created;
    }
    entry.follow();
  }

  fire(topic: string): void {
    this.#topics.get(topic)?.fire?.();
  }
}
