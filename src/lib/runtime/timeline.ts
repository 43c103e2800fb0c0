/** What a page learns of the past of a running game: the span that is kept, marks on it, paths of entities. */
import type { ResolvedEntity } from '../schema/project.ts';

/**
 * A point on the timeline of a run: how many ticks were run since its start. Unlike `Frame.tick` it goes on while a script
 * has paused the game.
 */
export type Moment = number;

/** Something on the timeline that is worth finding again. */
export interface TimelineMark {
  at: Moment;
  kind: 'error' | 'collision' | 'message' | 'edit';
  /** What happened, for a tooltip: `Hero touches Spike`. */
  text: string;
  /** Id of the entity that it is about. */
  entity?: string;
  /** Path of the script that it is about. */
  script?: string;
  /** Line of the script, 1-based. */
  line?: number;
}

/** From the first moment to the last one, both included. */
export interface TimeSpan {
  from: Moment;
  to: Moment;
}

/**
 * How the game moves along its timeline. `live`: at the end of it, what is played comes from the player. `past`: paused at an earlier
 * moment. `replay`: recorded inputs are played again.
 */
export type TimelineMode = 'live' | 'past' | 'replay';

/** News of the timeline; see {@link followTimeline}. */
export interface TimelineNews extends TimeSpan {
  /** The moment that is shown. */
  at: Moment;
  mode: TimelineMode;
  /** The span that is played over and over. */
  loop: TimeSpan | null;
  /** Marks later than this are no longer true; `null` while all stay. */
  forgetAfter: Moment | null;
  /** New marks, in order of time. */
  marks: readonly TimelineMark[];
}

/** What a page knows of the timeline. */
export type Timeline = Omit<TimelineNews, 'forgetAfter'>;

/** The timeline before a run has begun. */
export const emptyTimeline: Timeline = { from: 0, to: 0, at: 0, mode: 'live', loop: null, marks: [] };

/** The timeline after news of it: marks are added, and those outside of it leave. */
export function followTimeline(before: Timeline, { forgetAfter, marks, ...news }: TimelineNews): Timeline {
  const kept = before.marks.filter(({ at }) => at >= news.from && at <= (forgetAfter ?? news.to));
  const unchanged = marks.length === 0 && kept.length === before.marks.length;
  return { ...news, marks: unchanged ? before.marks : [...kept, ...marks] };
}

/** Where an entity was: x and y (scene pixels) of every moment from `from` on, NaN while it was not there. */
export interface EntityPath {
  from: Moment;
  points: Float32Array;
}

/** A field of a component that the game has changed. */
export interface FieldDifference {
  /** Key of the component, such as `Collider:feet`. */
  component: string;
  field: string;
  /** As the document has it; `undefined` where the component is not in the document. */
  document: unknown;
  /** As the running scene has it, in the form in which the document would hold it; `undefined` where the game has taken the component away. */
  running: unknown;
}

/** How an entity of the running scene differs from the document. Positions are relative to the parent, as in the document. */
export type EntityDifference =
  | { kind: 'changed'; id: string; name: string; fields: readonly FieldDifference[] }
  /** The game has made it. */
  | { kind: 'new'; id: string; name: string; entity: ResolvedEntity }
  /** The game has destroyed it. */
  | { kind: 'gone'; id: string; name: string };
