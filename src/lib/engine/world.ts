import type { Vec2 } from '../base/geometry.ts';
import { Random } from '../base/random.ts';
import type { Restorable } from '../base/restorable.ts';
import { inputsOf } from '../schema/inputs.ts';
import type { ProjectData, ProjectSettings } from '../schema/project.ts';
import { resolveScene } from '../schema/resolve.ts';
import { Bodies, type EntityContact } from './bodies.ts';
import type { CameraRig, CameraView } from './camera.ts';
import type { Drawing } from './drawing.ts';
import type { Entity } from './entity.ts';
import { EntityChanges } from './entity-changes.ts';
import type { EntityRecord } from './entity-record.ts';
import { EntityStore } from './entity-store.ts';
import { GameState } from './game-state.ts';
import { HOT_STRIDE, type GameWorld, type SpawnOptions } from './game-world.ts';
import { InputState, type HeldInput } from './input.ts';
import { assetNamed, sceneNamed } from './names.ts';
import type { PhysicsWorld, SavedPhysics } from './physics.ts';
import { heldTogether, ownerOf, Players } from './players.ts';
import { Population } from './population.ts';
import { SceneJoints } from './scene-joints.ts';
import { ScenePhysics } from './scene-physics.ts';
import { SceneView } from './scene-view.ts';
import { advanceAnimations, type SpriteEvent } from './sprite-animation.ts';

/** Seconds in a tick. */
export const TICK = 1 / 60;

/** What a world tells whoever runs it. */
export interface WorldListener {
  log(level: 'info' | 'warn' | 'error', text: string, script?: string, line?: number): void;
  sound(asset: string, volume: number): void;
  /** A script asked for another scene, by id. */
  scene(id: string): void;
  /** A script asked for a new game. */
  restart(): void;
}

export interface SavedWorld extends Pick<World, 'scene' | 'tick' | 'score' | 'state' | 'message'> {
  readonly project: ProjectData;
  readonly random: Random['state'];
  readonly drawings: readonly Drawing[];
  readonly parts: readonly unknown[];
  readonly simulated: SavedPhysics;
}

/** A playing scene: its entities, their bodies, input, camera, score. It has no clock: whoever runs it calls the steps. */
export class World implements GameWorld, Restorable<SavedWorld> {
  readonly random: Random;
  readonly bodies: Bodies;
  readonly joints: SceneJoints;
  readonly physics: ScenePhysics;
  readonly view: SceneView;
  readonly input = new InputState();
  readonly players = new Players();
  readonly game: GameState;
  readonly drawings: Drawing[] = [];
  readonly changes: EntityChanges;
  readonly store = new EntityStore();
  readonly population: Population;
  /** What is saved one by one, and put back in this order: bodies belong to entities, and so on. */
  readonly #parts: readonly Restorable<unknown>[];
  tick = 0;
  score = 0;
  state: GameWorld['state'] = 'playing';
  /** What {@link finish} said. */
  message = '';

  /** Fills itself with the scene; throws a RangeError when the project has none of that id. */
  constructor(
    private project: ProjectData,
    public scene: string,
    physics: PhysicsWorld,
    private readonly listener: WorldListener,
    seed: number = project.settings.seed,
    stored: ConstructorParameters<typeof GameState>[0] = {},
  ) {
    this.game = new GameState(stored);
    this.input.actions = inputsOf(project.settings.inputs);
    this.random = new Random(seed);
    this.bodies = new Bodies(physics, this.store.table);
    const { bodies } = this;
    const warn = (text: string) => this.log('warn', text);
    const joints = (this.joints = new SceneJoints({ physics, find: (id) => this.find(id), warn }));
    this.changes = new EntityChanges({ store: this.store, bodies, joints, warn });
    this.population = new Population(this);
    this.physics = new ScenePhysics(this);
    this.view = new SceneView(this);
    const { population, changes, input, players, game, view } = this;
    this.#parts = [
      ...[population, changes, bodies, joints],
      ...[this.physics, input, players, game, view.order, view.rig],
    ];
    this.enter(scene);
  }

  get data(): ProjectData {
    return this.project;
  }

  get hot(): Float64Array {
    return this.store.table.hot;
  }

  /** Changes whenever the set of entities does. */
  get version(): number {
    return this.store.version;
  }

  get time(): number {
    return this.tick * TICK;
  }

  get screen(): { width: number; height: number } {
    const [width, height] = this.project.settings.size;
    return { width, height };
  }

  get sceneName(): string {
    return this.project.scenes[this.scene]?.name ?? '';
  }

  get tilesets(): ProjectData['tilesets'] {
    return this.project.tilesets;
  }

  get assets(): ProjectData['assets'] {
    return this.project.assets;
  }

  get rig(): CameraRig {
    return this.view.rig;
  }

  /** Replaces everything by another scene; score, time and random numbers go on. */
  enter(scene: string): void {
    const data = this.project.scenes[scene];
    if (!data) throw new RangeError(`there is no scene "${scene}"`);
    this.population.clear();
    this.view.rig.reset();
    this.drawings.length = 0;
    this.scene = scene;
    this.bodies.context = this.project;
    this.bodies.physics.gravity = data.settings.gravity ?? this.project.settings.gravity;
    const sources = resolveScene(this.project, data);
    this.view.order.setLayers(data.layers);
    this.view.order.setDocument(sources.map(({ id }) => id));
    this.population.appear(sources);
    // A camera that is told to follow somebody softly sets out from what the player sees first.
    this.view.rig.advance(0);
  }

  // --- Queries -------------------------------------------------------------------------------------------

  entities(): readonly Entity[] {
    return this.store.living;
  }

  find(id: string): Entity | undefined {
    return this.store.find(id);
  }

  byName(name: string): Entity | undefined {
    return this.store.living.find((entity) => entity.name === name);
  }

  byTag(tag: string): Entity[] {
    return this.store.living.filter((entity) => entity.tags.includes(tag));
  }

  byType(type: string): Entity[] {
    return this.store.living.filter((entity) => entity.type === type);
  }

  grounded(entity: Entity): boolean {
    return this.physics.grounded(entity);
  }

  raycast(
    x1: number,
    y1: number,
    x2: number,
    y2: number,
    ignore: EntityRecord | null,
  ): ReturnType<GameWorld['raycast']> {
    return this.physics.raycast([x1, y1], [x2, y2], { ignore });
  }

  inputOf(entity: EntityRecord | null): InputState {
    return this.players.find(ownerOf(entity))?.input ?? this.input;
  }

  /** What the player sees. */
  camera(): CameraView {
    return this.view.camera();
  }

  layerOf(entity: Entity): string {
    return this.view.layers[entity.layer]?.name ?? '';
  }

  pick(x: number, y: number, accept: (entity: Entity) => boolean): Entity | null {
    return this.view.pick(x, y, accept);
  }

  // --- Changes by scripts --------------------------------------------------------------------------------

  spawn(type: string, options: SpawnOptions): Entity | null {
    return this.population.spawn(type, options);
  }

  destroy(entity: Entity): void {
    this.population.destroy(entity);
  }

  setParent(entity: Entity, parent: Entity | null, dx: number, dy: number): void {
    this.changes.setParent(entity, parent, dx, dy);
  }

  setVisible(entity: Entity, visible: boolean): void {
    entity.visible = visible;
  }

  setFields(entity: Entity, key: string, fields: Readonly<Record<string, unknown>>): void {
    if (!Object.hasOwn(entity.components, key)) throw new RangeError(`${entity.name} has no ${key}`);
    this.changes.setComponent(entity, key, fields);
  }

  /** Puts an entity at a place of the scene, with all that follows it. */
  placeAt(entity: Entity, place: Vec2): void {
    this.hot.set(place, entity.slot * HOT_STRIDE);
    this.bodies.relate(entity);
    this.bodies.teleport(entity);
  }

  setZ(entity: Entity, z: number): void {
    entity.z = z;
    this.store.touchLook(entity);
  }

  setLayer(entity: Entity, layer: string): boolean {
    const id = this.view.layerNamed(layer);
    if (id === undefined) return false;
    entity.layer = id;
    this.store.touchLook(entity);
    return true;
  }

  restart(): void {
    this.listener.restart();
  }

  /** A new game: its first scene, score, lives and values as at the start. Time, random numbers and what is stored go on. */
  begin(scene: string): void {
    this.score = 0;
    this.state = 'playing';
    this.message = '';
    this.game.reset();
    this.players.reset();
    this.enter(scene);
  }

  finish(state: 'won' | 'lost', message: string): void {
    if (this.state !== 'playing') return;
    this.state = state;
    this.message = message;
  }

  /** Takes the name of a scene, or its id; false when there is none. The scene begins at the end of the tick. */
  loadScene(name: string): boolean {
    const id = sceneNamed(this.project, name);
    if (id !== undefined) this.listener.scene(id);
    return id !== undefined;
  }

  log(level: 'info' | 'warn' | 'error', text: string, script?: string, line?: number): void {
    this.listener.log(level, text, script, line);
  }

  /** Takes the file name of an asset, or its id. */
  playSound(asset: string, volume: number): void {
    const id = assetNamed(this.project, asset);
    if (id === undefined) this.log('warn', `There is no sound "${asset}" in the project.`);
    else this.listener.sound(id, volume);
  }

  // --- Steps of a tick -----------------------------------------------------------------------------------

  /** @param held what each player holds, by seat; whoever plays alone has no seat and holds `input` */
  beginTick(input: HeldInput, held?: ReadonlyMap<number, HeldInput>): void {
    if (!this.game.paused) this.tick++;
    this.input.advance(held ? heldTogether([...held.values()]) : input);
    if (held) this.players.advance(held, this.input.actions);
    this.drawings.length = 0;
  }

  /** Steps 5 and 6: scripts' writes, then physics. */
  move(): void {
    const { living } = this.store;
    this.changes.settle();
    this.store.table.bound();
    this.bodies.writeBack(living, TICK);
    this.joints.make();
    this.physics.applyPushes();
    this.bodies.physics.step(TICK);
    this.bodies.readBack(living);
    this.rig.advance(TICK);
  }

  /** Step 8: sprites go on in their animations. */
  animate(): SpriteEvent[] {
    return advanceAnimations(this.project.assets, this.store.living);
  }

  takeContacts(): EntityContact[] {
    return this.bodies.takeContacts();
  }

  // --- Changes of the document ---------------------------------------------------------------------------

  setProject(
    change: Partial<Pick<ProjectData, 'assets' | 'prefabs' | 'tilesets' | 'scenes'>> & {
      settings?: ProjectSettings;
    },
  ): void {
    this.project = { ...this.project, ...change };
    this.input.actions = inputsOf(this.project.settings.inputs);
    const { settings, scenes } = this.project;
    this.view.order.setLayers(this.view.layers);
    this.bodies.context = this.project;
    this.bodies.physics.gravity = scenes[this.scene]?.settings.gravity ?? settings.gravity;
    // Other collision layers or materials may change any body.
    for (const entity of this.store.living)
      if (change.settings || (change.tilesets && entity.components.Tilemap)) this.changes.makeStale(entity);
  }

  dispose(): void {
    this.bodies.physics.dispose();
  }

  // --- Time ----------------------------------------------------------------------------------------------

  save(): SavedWorld {
    const { project, scene, tick, score, state, message } = this;
    return {
      ...{ project, scene, tick, score, state, message },
      random: this.random.state,
      drawings: [...this.drawings],
      parts: this.#parts.map((part) => part.save()),
      simulated: this.bodies.physics.save(),
    };
  }

  /** Entities of then are the very same objects again, whatever has become of them; those that came since are dead. */
  restore({ project, random, drawings, parts, simulated, ...fields }: SavedWorld): void {
    Object.assign(this, fields);
    this.project = project;
    this.random.state = random;
    this.drawings.splice(0, Infinity, ...drawings);
    this.#parts.forEach((part, i) => part.restore(parts[i]));
    this.bodies.physics.restore(simulated);
  }
}
