/** The past of a running game: kept for a minute, visited, and played again. */
import type { HeldInput } from '../engine/input.ts';
import { EditLog, type Change } from './edit-log.ts';
import { EntityPaths } from './entity-paths.ts';
import { HeldClock } from './held-clock.ts';
import { InputTrack } from './input-track.ts';
import { KeyframePace, Keyframes } from './keyframes.ts';
import { MarkKeeper } from './mark-keeper.ts';
import type { LiveEdit, ScriptError } from './protocol.ts';
import type { SavedSimulation, Simulation, SimulationWatcher } from './simulation.ts';
import type { EntityPath, Moment, TimeSpan } from './timeline.ts';

/** Ticks that are kept: 60 seconds. */
const KEPT = 3600;
/** Bytes that all of it may take: 60 MB. What paths take of it, keyframes have to do without. */
const BUDGET = 60e6;
/** Bytes of a keyframe for each entity, beside its body in physics and its scripts. Measured. */
const PER_ENTITY = 140;
/**
 * Milliseconds after which the clock may have stopped a script. It is less than the limit of one call, as a tick also takes time before and
 * after it.
 */
const MAYBE_STOPPED = 350;

interface HistoryOptions {
  /** Makes the simulation; it gets the clock that stops slow scripts, and who is told what is marked on the timeline. */
  make(options: { clock: () => number; watcher: SimulationWatcher }): Simulation;
  /** Milliseconds that never go back. */
  clock(): number;
  /** Without it nothing of the past is kept: the game only goes on. */
  kept: boolean;
}

/**
 * Moments are kept as keyframes, with the input and the edits of every tick between them: to get to a moment the one before
 * it is restored, and the ticks from there are run again without a sound. What a tick did is told once, when it is run for the
 * first time; after a {@link rewrite} that is once more, up to the end of the timeline.
 *
 * Running again must not depend on how fast the machine is at that time. So the clock that stops slow scripts stands still
 * meanwhile. A tick in which it may have stopped one is never run again: the moment after it is saved at once.
 */
export class History {
  readonly simulation: Simulation;
  /** Whether the past is kept. */
  readonly kept: boolean;
  /** A failure of `on_spawn` at the start. */
  readonly startError: ScriptError | null;
  readonly #clock: HeldClock;
  readonly #inputs = new InputTrack();
  readonly #edits = new EditLog();
  readonly #frames = new Keyframes<SavedSimulation>(BUDGET);
  readonly #pace = new KeyframePace();
  readonly #marks = new MarkKeeper();
  readonly #paths = new EntityPaths();
  /** Paths that came to an end with a rewrite or a cut, up to a moment. */
  #before: { paths: EntityPaths; to: Moment; bytes: number } | null = null;
  #at: Moment = 0;
  /** The last moment that was reached with the edits as they are logged. Later ones have only their input. */
  #known: Moment = 0;
  /** The last edit that is in the simulation. */
  #applied = 0;
  /** Somebody edits while the past is shown: what is seen is no moment of the timeline. */
  #strayed = false;
  #running = false;
  readonly #now: () => number;

  constructor({ make, clock, kept }: HistoryOptions) {
    this.#now = clock;
    this.kept = kept;
    this.#clock = new HeldClock(clock);
    this.simulation = make({
      clock: this.#clock.now,
      watcher: {
        contact: (a, b) => {
          if (this.#running) this.#marks.collision(this.#at, a, b);
        },
        message: (name, sender, script) => {
          if (this.#running) this.#marks.message(this.#at, name, sender, script);
        },
      },
    });
    this.startError = this.simulation.takeStartError();
    if (!kept || this.simulation.loadError) return;
    this.#save(false);
    this.#paths.record(0, this.simulation.world);
  }

  /** The moment that is shown. */
  get at(): Moment {
    return this.#at;
  }

  get span(): TimeSpan {
    return { from: Math.max(this.#frames.from, this.#inputs.length - KEPT), to: this.#inputs.length };
  }

  /** Whether what follows comes from the player. */
  get live(): boolean {
    return this.#at === this.#inputs.length && !this.#strayed;
  }

  /** Input since the start. */
  get inputs(): Pick<InputTrack, 'upTo' | 'complete'> {
    return this.#inputs;
  }

  /** What of the timeline's marks is new since the last call. */
  takeMarks(): ReturnType<MarkKeeper['takeNews']> {
    return this.#marks.takeNews();
  }

  /** Where an entity was, and where it was before the last rewrite. */
  trace(entity: string): { now: EntityPath; before: EntityPath | null } {
    const { span } = this;
    return {
      now: this.#paths.path(entity, { from: span.from, to: this.#known }),
      before: this.#before?.paths.path(entity, { from: span.from, to: this.#before.to }) ?? null,
    };
  }

  /** Marks an error that came from outside of a tick. */
  noteError(error: ScriptError): void {
    this.#marks.error(this.#at, error);
  }

  // --- Onwards -------------------------------------------------------------------------------------------

  /** A new tick at the end of the timeline. */
  play(input: HeldInput): ScriptError | null {
    if (!this.kept) return this.simulation.tick(input);
    this.#inputs.push(input);
    const error = this.#run();
    const { from } = this.span;
    if (this.#at % 60 === 0) {
      this.#frames.dropBefore(from);
      this.#paths.dropBefore(this.#frames.from);
      this.#before?.paths.dropBefore(this.#frames.from);
      this.#edits.dropBefore(this.#frames.from);
    }
    return error;
  }

  /** The next tick with its recorded input; `first` tells whether it was run for the first time. Nothing at the end of the timeline. */
  playAgain(): { error: ScriptError | null; first: boolean } {
    if (this.#strayed) this.seek(this.#at);
    if (this.#at >= this.#inputs.length) return { error: null, first: false };
    const first = this.#at >= this.#known;
    return { error: this.#run(), first };
  }

  /**
   * Takes a change of the document over. In the past it is one of the end of the timeline: what is shown gets all changes that
   * were made since, and is no longer the moment as it was.
   */
  edit(edits: readonly LiveEdit[]): ScriptError | null {
    if (!this.kept) return this.simulation.apply(edits);
    const change: Change = { kind: 'edits', edits };
    if (this.#at < this.#inputs.length) {
      this.#marks.change(this.#inputs.length, change, (id) => this.#nameOf(id));
      this.#edits.add(this.#inputs.length, change);
      this.#strayed = true;
      return this.simulation.apply(this.#edits.after(this.#at));
    }
    return this.#change(change);
  }

  /** Takes a change of the document over as one of an earlier moment, which is rewritten from there on. */
  amend(edits: readonly LiveEdit[], from: Moment): ScriptError | null {
    if (from >= this.#inputs.length) return this.edit(edits);
    this.#edits.add(this.#inputs.length, { kind: 'edits', edits });
    return this.rewrite(from);
  }

  /** Turns a failing behaviour off; in the past that is so for what is shown only. */
  disable(entity: string, script: string): void {
    if (this.kept && this.#at === this.#known && !this.#strayed)
      this.#change({ kind: 'disable', entity, script });
    else {
      this.simulation.disable(entity, script);
      this.#strayed = this.kept;
    }
  }

  // --- Elsewhere -----------------------------------------------------------------------------------------

  /** Shows a moment as it was; one outside of the timeline stands for its nearer end. Returns it. */
  seek(to: Moment): Moment {
    const { from, to: end } = this.span;
    const target = Math.min(end, Math.max(from, Math.round(to)));
    const frame = this.#frames.before(target);
    const near = this.#at <= target && !this.#strayed && (!frame || frame.at <= this.#at);
    if (!near && frame) this.#restore(frame);
    while (this.#at < target) this.#run();
    return target;
  }

  /**
   * Goes to a moment and has everything that was edited later be edited there: what came after it is no longer true, only its input is
   * kept. Does nothing of that where nothing was edited. The first failure of a script that is changed comes back.
   */
  rewrite(from: Moment): ScriptError | null {
    this.seek(from);
    const edits = this.#edits.takeAfter(this.#at);
    if (edits.length === 0) {
      // To come back here costs nothing from now on.
      this.#save(false);
      return null;
    }
    this.#forgetLater();
    return this.#change({ kind: 'edits', edits });
  }

  /** Drops all that comes after the moment that is shown, but what was edited: that is so from here on. */
  cut(): ScriptError | null {
    // What was edited while this moment was shown has failed already, if it does.
    const told = this.#strayed;
    const error = this.rewrite(this.#at);
    this.#forgetLater();
    this.#inputs.truncate(this.#at);
    return told ? null : error;
  }

  // --- Inside --------------------------------------------------------------------------------------------

  #forgetLater(): void {
    const before = { paths: this.#paths.copy(), to: this.#known, bytes: this.#paths.bytes };
    this.#frames.dropAfter(this.#at);
    this.#marks.forgetAfter(this.#at);
    this.#paths.dropAfter(this.#at);
    before.bytes -= this.#paths.bytes;
    // A replay that was broken off by the next edit is no path to compare with, the one before it is.
    const whole = this.#known === this.#inputs.length;
    if (this.#known > this.#at && (whole || !this.#before)) this.#before = before;
    this.#known = this.#at;
  }

  #change(change: Change): ScriptError | null {
    this.#marks.change(this.#at, change, (id) => this.#nameOf(id));
    this.#applied = this.#edits.add(this.#at, change);
    if (change.kind === 'disable') {
      this.simulation.disable(change.entity, change.script);
      return null;
    }
    const before = this.#now();
    const error = this.simulation.apply(change.edits);
    if (this.#now() - before >= MAYBE_STOPPED) this.#save(true);
    return error;
  }

  /** Runs the next tick, as it was or for the first time. */
  #run(): ScriptError | null {
    const first = this.#at >= this.#known;
    return first ? this.#runFirst() : this.#clock.hold(() => this.#runAgain());
  }

  #runFirst(): ScriptError | null {
    const input = this.#inputs.at(this.#at);
    const before = this.#now();
    this.#at++;
    this.#known = this.#at;
    this.#running = true;
    let error: ScriptError | null;
    try {
      error = this.simulation.tick(input);
    } finally {
      this.#running = false;
    }
    const took = this.#now() - before;
    if (error) this.#marks.error(this.#at, error);
    this.#paths.record(this.#at, this.simulation.world);
    this.#pace.ticked(took);
    if (took >= MAYBE_STOPPED || this.#pace.due) this.#save(took >= MAYBE_STOPPED);
    return error;
  }

  #runAgain(): ScriptError | null {
    const frame = this.#frames.unrepeatableAt(this.#at + 1);
    if (frame) {
      this.#restore(frame);
      return null;
    }
    const error = this.simulation.tick(this.#inputs.at(this.#at));
    this.#at++;
    this.#reapply();
    return error;
  }

  /** Changes that were made at this moment, made again. */
  #reapply(): void {
    for (const { number, change } of this.#edits.between(this.#applied, this.#at)) {
      this.#applied = number;
      if (change.kind === 'disable') this.simulation.disable(change.entity, change.script);
      else this.simulation.apply(change.edits);
    }
  }

  #restore({ at, saved, edit }: { at: Moment; saved: SavedSimulation; edit: number }): void {
    this.simulation.restore(saved);
    this.#at = at;
    this.#applied = edit;
    this.#strayed = false;
    this.#pace.moved();
    this.#clock.hold(() => this.#reapply());
  }

  #save(unrepeatable: boolean): void {
    const before = this.#now();
    const { simulation } = this;
    const saved = simulation.save();
    const bytes =
      saved.world.simulated.bytes + saved.scripts.bytes + PER_ENTITY * simulation.world.entities().length;
    this.#frames.budget = BUDGET - this.#paths.bytes - (this.#before?.bytes ?? 0);
    this.#frames.add({ at: this.#at, saved, edit: this.#applied, bytes, unrepeatable });
    this.#pace.saved(this.#now() - before);
  }

  #nameOf(id: string): string {
    return this.simulation.world.find(id)?.name ?? '';
  }
}
