/**
 * The page's side of a running game's past: what is known of its timeline, and every way to move along it. The worker keeps
 * the past itself; what is here starts anew with every run.
 */
import type { FromWorker, ToWorker } from '../../runtime/protocol.ts';
import {
  emptyTimeline,
  followTimeline,
  type EntityDifference,
  type EntityPath,
  type Moment,
  type Timeline,
  type TimeSpan,
} from '../../runtime/timeline.ts';
import type { ProjectData } from '../../schema/project.ts';

type Answer<K extends FromWorker['kind']> = Extract<FromWorker, { kind: K }>;

/** Where an entity was from a moment on, and where it had been before an edit was replayed. */
export interface ShownPaths {
  entity: string;
  from: Moment;
  /** The moment that is shown. */
  at: Moment;
  now: EntityPath;
  before: EntityPath | null;
}

/** What a running scene has that the document has not. */
export interface SceneDifferences {
  /** Id of the scene. */
  scene: string;
  differences: readonly EntityDifference[];
}

/** A played session as the file of a test. */
export interface Recorded {
  text: string;
  ticks: number;
}

/** Somebody waits for an answer of the worker. */
interface Waiting<T> {
  resolve: (value: T) => void;
  reject: (error: Error) => void;
}

export class GameTimeline {
  readonly #post: (message: ToWorker) => void;
  readonly #listeners = new Set<() => void>();
  #known: Timeline = emptyTimeline;
  #traced: Answer<'trace'> | null = null;
  #speed = 1;
  #followed: string | null = null;
  /** The moment in the past that was chosen last; edits are replayed from here. `null` while the player plays on. */
  #origin: Moment | null = null;
  /** The moment that the worker is on its way to, and where to go after that: it is asked for one at a time. */
  #seeking: { to: Moment; then: Moment | null } | null = null;
  #differences: Waiting<SceneDifferences>[] = [];
  #recordings: Waiting<Recorded>[] = [];

  /** @param post sends to the worker of the present run, or to nobody */
  constructor(post: (message: ToWorker) => void) {
    this.#post = post;
  }

  get known(): Timeline {
    return this.#known;
  }

  /** The moment that is shown, or about to be. */
  get at(): Moment {
    return this.#seeking ? (this.#seeking.then ?? this.#seeking.to) : this.#known.at;
  }

  get origin(): Moment | null {
    return this.#origin;
  }

  /** 1 as it should be. */
  get speed(): number {
    return this.#speed;
  }

  /** Where the followed entity goes from the chosen moment on; `null` while the player plays. */
  get paths(): ShownPaths | null {
    if (!this.#traced || this.#origin === null) return null;
    const { entity, now, before } = this.#traced;
    return { entity, from: this.#origin, at: this.at, now, before };
  }

  /** Calls back whenever something here is another. Returns what ends it. */
  onChange(fn: () => void): () => void {
    this.#listeners.add(fn);
    return () => this.#listeners.delete(fn);
  }

  /** Pauses and shows a moment. While the worker is on its way to one, only the newest wish is kept. */
  seek(at: Moment): void {
    const { from, to } = this.#known;
    const target = Math.min(to, Math.max(from, at));
    this.#origin = target < to ? target : null;
    if (this.#seeking) this.#seeking.then = target;
    else this.#seekNow(target);
    this.#tell();
  }

  stepBack(): void {
    this.seek(this.at - 1);
  }

  /** Goes on from the moment that is shown; what came after it is dropped. */
  playFromHere(): void {
    this.#origin = null;
    this.#post({ kind: 'play-from', at: this.at });
    this.#tell();
  }

  /** Plays the recorded inputs again from the moment that was chosen last, or from the one that is shown. */
  replay(): void {
    const { from, to } = this.#known;
    const start = this.#origin ?? (this.at < to ? this.at : from);
    this.#origin = start;
    this.#post({ kind: 'replay', from: start });
    this.#tell();
  }

  /** Plays a span over and over; `null` ends that. */
  loop(span: TimeSpan | null): void {
    if (span) this.#origin = span.from;
    this.#post({ kind: 'loop', span });
    this.#tell();
  }

  /** @param factor 0.1 to 8; holds for later runs too */
  setSpeed(factor: number): void {
    this.#speed = factor;
    this.#post({ kind: 'speed', factor });
    this.#tell();
  }

  /** Whose path is told from now on, in later runs too; nobody's with `null`. */
  follow(entity: string | null): void {
    if (entity === this.#followed) return;
    this.#followed = entity;
    this.#traced = null;
    this.#post({ kind: 'trace', entity });
    this.#tell();
  }

  /** What the running scene has that the document has not. Refused when the game ends before it answers. */
  differences(): Promise<SceneDifferences> {
    return new Promise((resolve, reject) => {
      this.#differences.push({ resolve, reject });
      this.#post({ kind: 'differences' });
    });
  }

  /**
   * What was played, up to the moment that is shown. Refused with a reason for the user.
   * @param project the document as it is now
   */
  record(project: ProjectData): Promise<Recorded> {
    return new Promise((resolve, reject) => {
      this.#recordings.push({ resolve, reject });
      this.#post({ kind: 'record', project });
    });
  }

  /** The document has changed while the game runs: what was chosen in the past is played again with it. */
  edited(): void {
    // A loop begins anew by itself.
    if (this.#origin !== null && !this.#known.loop) this.#post({ kind: 'replay', from: this.#origin });
  }

  /** The game is about to go on: with the rest of a replay, or with what the player does. */
  goOn(): void {
    if (this.#known.mode !== 'replay') this.#origin = null;
  }

  /** A run begins: what was wished for earlier ones holds for it too. */
  begin(): void {
    this.end();
    if (this.#speed !== 1) this.#post({ kind: 'speed', factor: this.#speed });
    if (this.#followed !== null) this.#post({ kind: 'trace', entity: this.#followed });
  }

  /** The run is over, and its past is gone. */
  end(): void {
    this.#known = emptyTimeline;
    this.#traced = null;
    this.#origin = null;
    this.#seeking = null;
    const waiting = [...this.#differences.splice(0), ...this.#recordings.splice(0)];
    for (const { reject } of waiting) reject(new Error('The game has ended before it could answer.'));
    this.#tell();
  }

  take(message: Answer<'history' | 'trace' | 'differences' | 'recording'>): void {
    switch (message.kind) {
      case 'history':
        return this.#follow(message);
      case 'trace':
        if (message.entity !== this.#followed) return;
        this.#traced = message;
        return this.#tell();
      case 'differences':
        for (const { resolve } of this.#differences.splice(0)) resolve(message);
        return;
      case 'recording':
        for (const { resolve, reject } of this.#recordings.splice(0))
          if (message.text === null) reject(new Error(message.problem));
          else resolve({ text: message.text, ticks: message.ticks });
        return;
      default:
        message satisfies never;
    }
  }

  #follow(news: Answer<'history'>): void {
    const { kind: _, id: __, ...timeline } = news;
    this.#known = followTimeline(this.#known, timeline);
    // One tick onwards or the end of a loop: wherever the past is looked at is where replays begin.
    if (news.mode === 'past' && !this.#seeking) this.#origin = news.at;
    this.#arrived();
    this.#tell();
  }

  /** The worker is where it was sent, unless this news was on its way before it heard of that. */
  #arrived(): void {
    const { at, mode } = this.#known;
    if (!this.#seeking || (mode !== 'past' && at !== this.#seeking.to)) return;
    const { to, then } = this.#seeking;
    this.#seeking = null;
    if (then !== null && then !== to) this.#seekNow(then);
  }

  #seekNow(to: Moment): void {
    this.#seeking = { to, then: null };
    this.#post({ kind: 'seek', at: to });
  }

  #tell(): void {
    for (const fn of this.#listeners) fn();
  }
}
