/** The simulation: engine and scripts composed, one tick at a time. It has no clock; loop.ts paces it. */
import type { Entity } from '../engine/entity.ts';
import type { EntityRecord } from '../engine/entity-record.ts';
import type { Restorable } from '../base/restorable.ts';
import { noInput } from '../engine/input.ts';
import { MatterPhysics } from '../engine/matter/physics.ts';
import type { PhysicsMark } from './physics-marks.ts';
import type { PhysicsWorld } from '../engine/physics.ts';
import { TICK, World, type SavedWorld } from '../engine/world.ts';
import type { PropertyValue } from '../schema/fields.ts';
import type { ProjectData, ResolvedEntity } from '../schema/project.ts';
import { carriedOver, withChunks, type TileChanges } from '../schema/tile-changes.ts';
import { firstScene, resolveScene } from '../schema/resolve.ts';
import { isPlayed, playedScripts } from '../schema/test-files.ts';
import type { LoadError, SavedRunner, ScriptEvent, ScriptFailure, ScriptRunner } from '../script/runner.ts';
import { ScriptHost } from '../script/script-host.ts';
import type { SpriteEvent } from '../engine/sprite-animation.ts';
import { DrawList } from './draw-list.ts';
import { EventQueue } from './event-queue.ts';
import { contactEvents } from './contact-events.ts';
import type { PlayerInfo } from '../engine/players.ts';
import { PlayerSeats } from './player-seats.ts';
import { goingSounds } from './going-sounds.ts';
import { applyEntityEdit, applyFields, attachScripts } from './live-edits.ts';
import { DRAW_STRIDE, type Frame, type InputSnapshot, type LiveEdit, type ScriptError } from './protocol.ts';
import { withTiles } from './tile-edits.ts';
import { hashEverything, hashWorld } from './state-hash.ts';

export interface SimulationOptions {
  project: ProjectData;
  /** Id of the scene that plays first. */
  scene: string;
  /** Instead of the project's. */
  seed?: number;
  /** What earlier runs of the game have stored. */
  stored?: Readonly<Record<string, PropertyValue>>;
  /** Milliseconds that never go back, to stop scripts that take too long. A run is repeatable without it. */
  clock?: () => number;
  /** Makes the scripts of the world; Lua by default. */
  scripts?: (world: World) => ScriptRunner;
  physics?: PhysicsWorld;
  /** Is told what of a tick is worth finding again. */
  watcher?: SimulationWatcher;
}

export interface SimulationWatcher {
  /** Two begin to touch. */
  contact(a: Entity, b: Entity): void;
  /** A message was sent. `sender` is `null` outside of hooks, and `script` then ''. */
  message(name: string, sender: EntityRecord | null, script: string): void;
}

/** A frame without what only its sender knows. */
export type FrameParts = Omit<Frame, 'kind' | 'id' | 'at' | 'tickMs'>;

/** A moment of a game, between two ticks. It belongs to the simulation that it came from. */
export interface SavedSimulation {
  readonly world: SavedWorld;
  /** What the runner of the scripts saved. */
  readonly scripts: SavedRunner;
  readonly failure: ScriptFailure | null;
  readonly documents: Map<string, ResolvedEntity>;
  readonly nextScene: string | null;
  readonly restart: boolean;
  readonly events: number;
}

export class Simulation implements Restorable<SavedSimulation> {
  readonly world: World;
  readonly #scripts: ScriptRunner;
  readonly #draws: DrawList;
  readonly #seats: PlayerSeats;
  readonly #watcher: SimulationWatcher | undefined;
  readonly #events = new EventQueue();
  #failure: ScriptFailure | null = null;
  /** Entities as they are in the document; edits are compared with these. */
  #documents = new Map<string, ResolvedEntity>();
  /** Somebody else holds the documents too: they are copied before they change. */
  #documentsSaved = false;
  #nextScene: string | null = null;
  #restart = false;
  /** What the last `state` event said. */
  #told = '';
  #stopped = false;
  /** Marks of physics that frames carry. */
  marks: readonly PhysicsMark[] = [];
  /** The first script that does not compile, in order of the project; the game cannot start. */
  readonly loadError: LoadError | null = null;

  /**
   * Builds the scene, loads every script and runs `on_spawn`; a failure there comes back from {@link takeStartError}.
   * Throws a RangeError for a scene that is not there.
   */
  constructor({
    project,
    scene,
    seed,
    stored,
    clock,
    watcher,
    scripts = (world) =>
      new ScriptHost({
        world,
        ...(clock ? { clock } : {}),
        ...(watcher ? { onMessage: (...sent) => watcher.message(...sent) } : {}),
      }),
    physics = new MatterPhysics(),
  }: SimulationOptions) {
    this.world = new World(
      project,
      scene,
      physics,
      {
        log: (level, text, script, line) =>
          this.#events.log({
            kind: 'log',
            level,
            text,
            ...(script === undefined ? {} : { script }),
            ...(line === undefined ? {} : { line }),
          }),
        sound: (asset, volume) => this.#events.push({ kind: 'sound', asset, volume }),
        scene: (id) => (this.#nextScene = id),
        restart: () => (this.#restart = true),
      },
      seed,
      stored,
    );
    this.#watcher = watcher;
    this.#draws = new DrawList(this.world);
    this.#seats = new PlayerSeats(
      this.world,
      () => this.#documents,
      (sources) => this.#welcome(this.world.population.appear(sources)),
    );
    this.#scripts = scripts(this.world);
    for (const [path, source] of playedScripts(project)) this.loadError ??= this.#scripts.load(path, source);
    this.#begin();
  }

  /** A failure of `on_spawn` at the start, once. */
  takeStartError(): ScriptError | null {
    return this.#takeFailure();
  }

  /**
   * One tick of a sixtieth of a second. A failing behaviour's writes are discarded and the rest of the tick is carried out,
   * so the simulation can go on from there; the failure comes back.
   * @param held in a game of several what each player holds, by seat, instead of `input`
   */
  tick(input: InputSnapshot = noInput, held?: ReadonlyMap<number, InputSnapshot>): ScriptError | null {
    if (this.#stopped) return null;
    const { paused } = this.world.game;
    this.world.beginTick(input, held);
    this.#note(this.#scripts.runInputs());
    if (paused) this.#note(this.#scripts.runPaused(TICK));
    else this.#play();
    this.#bury();
    this.#admit();
    this.#changeScene();
    return this.#takeFailure();
  }

  /** What of a tick stands still while a script has paused the game. */
  #play(): void {
    this.#note(this.#scripts.runTimers());
    this.#note(this.#scripts.runUpdates(TICK));
    this.world.move();
    this.#note(this.#scripts.dispatch(contactEvents(this.world, this.#scripts, this.#watcher)));
    this.#note(this.#scripts.dispatch(this.world.animate().map(animationEvent)));
  }

  /**
   * Takes changes of the document over, between two ticks. The failure of a script that they begin, reload or end comes
   * back; the changes are applied all the same.
   */
  apply(edits: readonly LiveEdit[]): ScriptError | null {
    if (this.#stopped) return null;
    for (const edit of edits) this.#applyEdit(edit);
    return this.#takeFailure();
  }

  /** Whether a script says that players may run it themselves, see `ScriptRunner.predicts`. */
  predicts(path: string): boolean {
    return this.#scripts.predicts(path);
  }

  /** Somebody comes to play: scripts with `on_player_join` hear it, else they get a hero. A failure of theirs comes back. */
  join(player: PlayerInfo): ScriptError | null {
    if (this.#stopped) return null;
    this.world.players.add(player);
    this.#seat(player);
    return this.#takeFailure();
  }

  /** Somebody goes: scripts hear it, and what belonged to them is destroyed. A failure of theirs comes back. */
  leave(seat: number): ScriptError | null {
    const player = this.world.players.find(seat);
    if (this.#stopped || !player) return null;
    this.#note(this.#scripts.dispatch(this.#playerEvents('player-leave', player)));
    this.#seats.leave(seat);
    this.world.players.remove(seat);
    this.#bury();
    return this.#takeFailure();
  }

  /**
   * What is to be seen now, and what happened since the last call.
   * @param buffer is used for the rows when it is large enough
   */
  frame(buffer?: ArrayBuffer): FrameParts {
    const { world } = this;
    const events = [...this.#draws.events(), ...this.#events.take()];
    for (const [key, value] of world.game.takeStored()) events.push({ kind: 'stored', key, value });
    const told = JSON.stringify([world.state, world.score, world.message]);
    if (told !== this.#told) {
      this.#told = told;
      events.push({ kind: 'state', state: world.state, score: world.score, message: world.message });
    }
    const bytes = this.#draws.length * DRAW_STRIDE * 4;
    const draws = buffer && buffer.byteLength >= bytes ? buffer : new ArrayBuffer(bytes);
    const count = this.#draws.write(new Float32Array(draws));
    return {
      tick: world.tick,
      draws,
      count,
      camera: world.camera(),
      drawings: [...world.drawings],
      physics: this.marks.length > 0 ? { ...world.bodies.physics.picture(), marks: this.marks } : null,
      sounds: goingSounds(world.entities()),
      events,
      entities: world.entities().length,
      bodies: world.bodies.physics.bodyCount,
    };
  }

  /** Where the game has come to: 16 hex digits that are equal for equal runs, see {@link hashWorld}. */
  hash(): string {
    return hashWorld(this.world);
  }

  /** Like {@link hash}, but of everything, down to the variables of scripts; see {@link hashEverything}. */
  fullHash(): string {
    return hashEverything(this.world, this.#scripts);
  }

  /** Turns a failing behaviour off until its script changes. */
  disable(entity: string, script: string): void {
    this.#scripts.disable(entity, script);
  }

  /** What this moment is made of, to come back to it with {@link restore}. Throws once the game has been stopped. */
  save(): SavedSimulation {
    this.#mustRun();
    this.#documentsSaved = true;
    return {
      world: this.world.save(),
      scripts: this.#scripts.save(),
      events: this.#events.save(),
      failure: this.#failure,
      documents: this.#documents,
      nextScene: this.#nextScene,
      restart: this.#restart,
    };
  }

  /**
   * Goes back, or forwards again, to a moment of this very simulation. The next frame tells the view all that looks different from what
   * it was told last; what happened since and was not told yet is dropped. Throws once the game has been stopped.
   */
  restore(saved: SavedSimulation): void {
    this.#mustRun();
    this.world.restore(saved.world);
    this.#scripts.restore(saved.scripts);
    this.#events.restore(saved.events);
    this.#draws.recheck();
    this.#failure = saved.failure;
    this.#documents = saved.documents;
    this.#documentsSaved = true;
    this.#nextScene = saved.nextScene;
    this.#restart = saved.restart;
  }

  /** Entities as they are in the document, by id. */
  get documents(): ReadonlyMap<string, ResolvedEntity> {
    return this.#documents;
  }

  /** Ends the game: `on_destroy` runs everywhere. Failures there are logged. */
  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    const failure = this.#scripts.dispatch(destroyEvents(this.world.entities()));
    if (failure) this.world.log('error', failure.message, failure.script, failure.line);
    this.#scripts.dispose();
    this.world.dispose();
  }

  /** A scene has just been built: scripts on its entities, `on_spawn`, the view told. */
  #begin(): void {
    const { world } = this;
    const scene = world.data.scenes[world.scene]!;
    this.#documents = new Map(resolveScene(world.data, scene).map((entity) => [entity.id, entity]));
    this.#documentsSaved = false;
    this.#draws.reset();
    this.#welcome(world.entities());
    for (const player of world.players.list) this.#seat(player);
    this.#bury();
    this.#admit();
  }

  #seat(player: PlayerInfo): void {
    const events = this.#playerEvents('player-join', player);
    if (events.length === 0) return this.#seats.seat(player);
    this.#note(this.#scripts.dispatch(events));
    this.#admit();
  }

  #playerEvents(kind: 'player-join' | 'player-leave', player: PlayerInfo): ScriptEvent[] {
    const listening = this.#scripts.entitiesWith(
      kind === 'player-join' ? 'on_player_join' : 'on_player_leave',
    );
    return [...listening].map((entity) => ({ kind, entity, player }));
  }

  #welcome(entities: readonly Entity[]): void {
    for (const entity of entities) {
      attachScripts(this.#scripts, entity, ['Generator']);
      this.#note(this.#scripts.generate(entity));
      attachScripts(this.#scripts, entity, ['Script', 'CollisionAction', 'InputAction']);
    }
    this.#note(this.#scripts.dispatch(entities.map((entity): ScriptEvent => ({ kind: 'spawn', entity }))));
  }

  #bury(): void {
    const dying = this.world.population.dying();
    if (dying.length === 0) return;
    this.#note(this.#scripts.dispatch(destroyEvents(dying)));
    for (const entity of dying) this.#scripts.release(entity);
    this.world.population.bury(dying);
  }

  #admit(): void {
    const admitted = this.world.population.admit();
    if (admitted.length > 0) this.#welcome(admitted);
  }

  #changeScene(): void {
    const restart = this.#restart;
    const next = restart ? firstScene(this.world.data) : this.#nextScene;
    this.#nextScene = null;
    this.#restart = false;
    if (next === null || !this.world.data.scenes[next]) return;
    for (const entity of this.world.entities()) this.#scripts.release(entity);
    if (restart) this.world.begin(next);
    else this.world.enter(next);
    this.#begin();
  }

  #applyEdit(edit: LiveEdit): void {
    const { world } = this;
    switch (edit.kind) {
      case 'entity':
        return this.#applyEntity(edit.id, edit.entity);
      case 'tiles':
        return this.#applyTiles(edit.id, edit.changes);
      case 'set': {
        const entity = world.find(edit.id);
        if (entity)
          applyFields(world, this.#scripts, entity, edit.component, edit.fields, (failure) =>
            this.#note(failure),
          );
        return;
      }
      case 'script':
        return this.#applyScript(edit.path, edit.source);
      case 'tilesets':
        return world.setProject({ tilesets: edit.tilesets });
      case 'assets':
        return world.setProject({ assets: edit.assets });
      case 'prefabs':
        return world.setProject({ prefabs: edit.prefabs });
      case 'settings':
        return world.setProject({
          settings: edit.settings,
          scenes: this.#sceneWith({ settings: edit.scene }),
        });
      case 'layers':
        world.setProject({ scenes: this.#sceneWith({ layers: edit.layers }) });
        return;
      case 'order':
        return world.view.order.setDocument(edit.ids);
    }
  }

  #sceneWith(change: Partial<ProjectData['scenes'][string]>): ProjectData['scenes'] {
    const { data, scene } = this.world;
    return { ...data.scenes, [scene]: { ...data.scenes[scene]!, ...change } };
  }

  #applyEntity(id: string, after: ResolvedEntity | null): void {
    if (this.#documentsSaved) this.#documents = new Map(this.#documents);
    this.#documentsSaved = false;
    const before = this.#documents.get(id);
    const running = this.world.find(id);
    if (!after) {
      this.#documents.delete(id);
      if (!running) return;
      this.world.destroy(running);
      return this.#bury();
    }
    this.#documents.set(id, after);
    if (running && before)
      applyEntityEdit(this.world, this.#scripts, running, before, after, (failure) => this.#note(failure));
    if (before)
      for (const copy of this.#seats.copiesOf(id)) {
        const { Transform } = after.components;
        // Where others play, it stays where they have come to.
        const { position } = before.components.Transform;
        const moved = { ...after, parent: before.parent };
        const there = {
          ...moved,
          components: { ...after.components, Transform: { ...Transform, position } },
        };
        applyEntityEdit(this.world, this.#scripts, copy, before, there, (failure) => this.#note(failure));
      }
    // What the game has destroyed stays destroyed; what is new appears.
    if (!running && !before) this.#welcome(this.world.population.appear([after]));
  }

  /** Cells that the document changed; what the game has done to others stays. */
  #applyTiles(id: string, changes: TileChanges): void {
    const before = this.#documents.get(id);
    const running = this.world.find(id);
    if (!before?.components.Tilemap) return;
    const own = running?.components.Tilemap;
    const merged = own && carriedOver(before.components.Tilemap.tiles, changes, own.tiles);
    if (this.#documentsSaved) this.#documents = new Map(this.#documents);
    this.#documentsSaved = false;
    this.#documents.set(id, withTiles(before, changes));
    if (!running || !merged) return;
    const Tilemap = { ...own, tiles: withChunks(own.tiles, merged) };
    running.components = { ...running.components, Tilemap };
    this.world.changes.componentsChanged(running, 'Tilemap', ['tiles']);
  }

  #applyScript(path: string, source: string | null): void {
    if (!isPlayed(path)) return;
    if (source === null) return this.#scripts.unload(path);
    const { refused, failure } = this.#scripts.reload(path, source);
    this.#note(failure);
    this.#events.push({
      kind: 'script-loaded',
      path,
      error: refused && { line: refused.line, message: refused.message },
    });
  }

  /** Keeps the first failure of a tick; later ones are told in the log, so that none goes by unseen. */
  #note(failure: ScriptFailure | null): void {
    if (failure && this.#failure) this.world.log('error', failure.message, failure.script, failure.line);
    else this.#failure ??= failure;
  }

  #mustRun(): void {
    if (this.#stopped) throw new Error('the game has been stopped, it has no moments any more');
  }

  #takeFailure(): ScriptError | null {
    const failure = this.#failure;
    this.#failure = null;
    return failure;
  }
}

const animationEvent = ({ entity, animation, event }: SpriteEvent): ScriptEvent =>
  event === null
    ? { kind: 'animation-end', entity, animation }
    : { kind: 'animation-event', entity, animation, name: event };

const destroyEvents = (entities: readonly Entity[]): ScriptEvent[] =>
  entities.map((entity) => ({ kind: 'destroy', entity }));
