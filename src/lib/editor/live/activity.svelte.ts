import { createSubscriber } from 'svelte/reactivity';
import { newId } from '../../base/ids.ts';
import { LONGEST_DEED, MOST_IN_HAND, type ActivityLine } from '../../schema/activity.ts';
import { ActivityFeed } from '../client/activity-feed.ts';
import type { ProjectConnection } from '../client/project-connection.ts';
import { activityEntries, peopleIn, type ActivityEntry } from '../core/activity.ts';
import type { People } from './people.svelte.ts';
import type { Steps } from './steps.svelte.ts';

interface Source {
  readonly connection: ProjectConnection;
  readonly people: People;
  readonly steps: Steps;
}

/** What everybody did to the project, also before this page was opened; and what is done here is told. */
export class Activity {
  /** Only what this person did is listed; '' for everybody. */
  person = $state('');

  readonly #feed: ActivityFeed;
  readonly #follow: () => void;

  constructor({ connection, people, steps }: Source) {
    this.#feed = new ActivityFeed(connection);
    this.#follow = createSubscriber((update) => this.#feed.subscribe(update));
    steps.take(({ name, place }) =>
      this.#feed.tell(
        {
          id: newId(),
          name: name.slice(0, LONGEST_DEED),
          ...{ scene: place.scene, selection: place.selection.slice(0, MOST_IN_HAND), script: place.script },
        },
        people.me.value,
      ),
    );
  }

  dispose(): void {
    this.#feed.dispose();
  }

  /** Each step; asked for, the server tells of all that it knows. */
  get lines(): readonly ActivityLine[] {
    this.#feed.follow();
    this.#follow();
    return this.#feed.lines;
  }

  /** What is listed, the newest first. */
  readonly entries: readonly ActivityEntry[] = $derived.by(() => {
    const { lines, person } = this;
    return activityEntries(person === '' ? lines : lines.filter(({ by }) => by === person));
  });

  /** Names of all who did something. */
  readonly names: readonly string[] = $derived(peopleIn(this.lines));
}
