import { Random } from '../base/random.ts';
import type { Restorable } from '../base/restorable.ts';
import { typeOfKey } from '../schema/components.ts';
import { inputsOf } from '../schema/inputs.ts';
import type { ProjectData, ProjectSettings, ResolvedEntity } from '../schema/project.ts';
import { resolveScene } from '../schema/resolve.ts';
import { Bodies, type EntityContact, type SavedBodies } from './bodies.ts';
import type { CameraRig, CameraView, SavedCamera } from './camera.ts';
import type { SavedOrder } from './draw-order.ts';
import { effectsOf, withFields, without } from './component-changes.ts';
import type { Drawing } from './drawing.ts';
import type { Entity } from './entity.ts';
import type { EntityRecord } from './entity-record.ts';
import { EntityStore, leaveParent, withDescendants, type SavedEntities } from './entity-store.ts';
import { GameState, type SavedGame } from './game-state.ts';
import { HOT_STRIDE, type GameWorld, type SpawnOptions } from './game-world.ts';
import { InputState, type HeldInput, type SavedInput } from './input.ts';
import { assetNamed, sceneNamed } from './names.ts';
import type { PhysicsWorld, SavedPhysics } from './physics.ts';
import { SceneJoints, type SavedSceneJoints } from './scene-joints.ts';
import { ScenePhysics, type SavedScenePhysics } from './scene-physics.ts';
import { SceneView } from './scene-view.ts';
import { instantiate } from './spawn.ts';

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

type Fields = Readonly<Record<string, unknown>>;

export interface SavedWorld extends Pick<World, 'scene' | 'tick' | 'score' | 'state' | 'message'> {
  readonly project: ProjectData;
  readonly entities: SavedEntities;
  readonly stale: readonly Entity[];
  readonly spawned: number;
  readonly input: SavedInput;
  readonly game: SavedGame;
  readonly random: Random['state'];
  readonly drawings: readonly Drawing[];
  readonly order: SavedOrder;
  readonly camera: SavedCamera;
  readonly physics: SavedScenePhysics;
  readonly bodies: SavedBodies;
  readonly joints: SavedSceneJoints;
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
  readonly game: GameState;
  readonly drawings: Drawing[] = [];
  readonly #store = new EntityStore();
  /** Whose bodies are made anew before the next step: queries of this tick still see the old ones. */
  readonly #stale = new Set<Entity>();
  #spawned = 0;
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
    this.bodies = new Bodies(physics, this.#store.table);
    this.joints = new SceneJoints({
      physics,
      find: (id) => this.find(id),
      warn: (text) => this.log('warn', text),
    });
    this.physics = new ScenePhysics(this);
    this.view = new SceneView(this);
    this.enter(scene);
  }

  get data(): ProjectData {
    return this.project;
  }

  get hot(): Float64Array {
    return this.#store.table.hot;
  }

  /** Changes whenever the set of entities does. */
  get version(): number {
    return this.#store.version;
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

  get rig(): CameraRig {
    return this.view.rig;
  }

  get pointer(): GameWorld['pointer'] {
    return this.input.pointer;
  }

  /** Replaces everything by another scene; score, time and random numbers go on. */
  enter(scene: string): void {
    const data = this.project.scenes[scene];
    if (!data) throw new RangeError(`there is no scene "${scene}"`);
    this.joints.clear();
    for (const entity of this.#store.all) this.bodies.remove(entity);
    this.#stale.clear();
    this.#store.clear();
    this.bodies.takeContacts();
    this.view.rig.reset();
    this.drawings.length = 0;
    this.scene = scene;
    this.bodies.context = this.project;
    this.bodies.physics.gravity = data.settings.gravity ?? this.project.settings.gravity;
    const sources = resolveScene(this.project, data);
    this.view.order.setLayers(data.layers);
    this.view.order.setDocument(sources.map(({ id }) => id));
    this.#add(sources);
    this.admitSpawned();
    // A camera that is told to follow somebody softly sets out from what the player sees first.
    this.view.rig.advance(0);
  }

  // --- Queries -------------------------------------------------------------------------------------------

  entities(): readonly Entity[] {
    return this.#store.living;
  }

  find(id: string): Entity | undefined {
    return this.#store.find(id);
  }

  byName(name: string): Entity | undefined {
    return this.#store.living.find((entity) => entity.name === name);
  }

  byTag(tag: string): Entity[] {
    return this.#store.living.filter((entity) => entity.tags.includes(tag));
  }

  byType(type: string): Entity[] {
    return this.#store.living.filter((entity) => entity.type === type);
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

  isKeyDown(code: string): boolean {
    return this.input.isDown(code);
  }

  wasKeyPressed(code: string): boolean {
    return this.input.wasPressed(code);
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
    const sources = instantiate(this.project, this.scene, type, `spawned-${this.#spawned + 1}`, options);
    if (!sources) return null;
    this.#spawned++;
    const root = this.#add(sources)[0]!;
    const at = root.slot * HOT_STRIDE;
    if (options.vx) this.hot[at + 2] = options.vx;
    if (options.vy) this.hot[at + 3] = options.vy;
    return root;
  }

  destroy(entity: Entity): void {
    if (!entity.alive) return;
    if (entity.pending) this.bury(withDescendants(entity));
    else this.#store.doom(entity);
  }

  setParent(entity: Entity, parent: Entity | null, dx: number, dy: number): void {
    for (let up = parent; up; up = up.parent) if (up === entity) return;
    leaveParent(entity);
    entity.parent = parent;
    if (parent) parent.children = [...parent.children, entity];
    const at = entity.slot * HOT_STRIDE;
    const turn = parent ? this.hot[parent.slot * HOT_STRIDE + 4]! : 0;
    entity.local = parent && { x: dx, y: dy, rotation: this.hot[at + 4]! - turn };
    if (parent) {
      this.hot.fill(0, at + 2, at + 4);
      this.bodies.place(entity);
    }
    this.#makeStale(entity);
  }

  setVisible(entity: Entity, visible: boolean): void {
    entity.visible = visible;
  }

  setFields(entity: Entity, key: string, fields: Fields): void {
    if (!Object.hasOwn(entity.components, key)) throw new RangeError(`${entity.name} has no ${key}`);
    this.setComponent(entity, key, fields);
  }

  /** As {@link setFields}, but a component that is not there is added, with the other fields at their defaults. */
  setComponent(record: EntityRecord, key: string, fields: Fields): void {
    const entity = record as Entity;
    const { components, changed } = withFields(entity.components, key, fields);
    entity.components = components;
    this.componentsChanged(entity, key, changed);
  }

  /** Takes a component away. */
  removeComponent(record: EntityRecord, key: string): void {
    const entity = record as Entity;
    const { components, changed } = without(entity.components, key);
    entity.components = components;
    if (changed.length > 0) this.componentsChanged(entity, key, changed);
  }

  setZ(entity: Entity, z: number): void {
    entity.z = z;
    this.#store.touchLook(entity);
  }

  setLayer(entity: Entity, layer: string): boolean {
    const id = this.view.layerNamed(layer);
    if (id === undefined) return false;
    entity.layer = id;
    this.#store.touchLook(entity);
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

  beginTick(input: HeldInput): void {
    if (!this.game.paused) this.tick++;
    this.input.advance(input);
    this.drawings.length = 0;
  }

  /** Steps 5 and 6: scripts' writes, then physics. */
  move(): void {
    const { living } = this.#store;
    for (const entity of this.#stale) this.#rebuild(entity);
    this.#stale.clear();
    this.#store.table.bound();
    this.bodies.writeBack(living, TICK);
    this.joints.make();
    this.physics.applyPushes();
    this.bodies.physics.step(TICK);
    this.bodies.readBack(living);
    this.rig.advance(TICK);
  }

  takeContacts(): EntityContact[] {
    return this.bodies.takeContacts();
  }

  /** What is to die at the end of this tick, children after their parents. Still alive until {@link bury}. */
  dying(): Entity[] {
    return this.#store.takeDoomed();
  }

  bury(entities: readonly Entity[]): void {
    for (const entity of entities) {
      this.joints.forget(entity);
      this.bodies.remove(entity);
      this.#stale.delete(entity);
    }
    this.#store.remove(entities);
  }

  /** Spawned entities come to life; returned in the order of spawning. */
  admitSpawned(): readonly Entity[] {
    const admitted = this.#store.admit();
    for (const entity of admitted) this.#rebuild(entity);
    for (const entity of admitted) this.joints.adopt(entity);
    return admitted;
  }

  /** Entities whose look has changed since the last call. */
  takeLooks(): Entity[] {
    return this.#store.takeLooks();
  }

  // --- Changes of the document ---------------------------------------------------------------------------

  /** Puts an entity where its Transform says, relative to its parent; velocities stay. */
  placeAsDocument(entity: Entity): void {
    const { position, rotation } = entity.components.Transform;
    const at = entity.slot * HOT_STRIDE;
    const pose = { x: position[0], y: position[1], rotation };
    if (entity.local) Object.assign(entity.local, pose);
    else {
      if (entity.parent) {
        // Placed once through its parent, then on its own again.
        entity.local = pose;
        this.bodies.place(entity);
        entity.local = null;
      } else {
        this.hot[at] = pose.x;
        this.hot[at + 1] = pose.y;
        this.hot[at + 4] = pose.rotation;
      }
      this.bodies.teleport(entity);
    }
    this.bodies.place(entity);
    this.joints.restart(entity);
  }

  /** Adds entities of the document to the running scene. */
  addFromDocument(sources: readonly ResolvedEntity[]): readonly Entity[] {
    this.#add(sources);
    return this.admitSpawned();
  }

  /** After fields of a component were replaced, or it was taken away: whatever depends on them follows. */
  componentsChanged(entity: Entity, key: string, fields: readonly string[]): void {
    const effects = effectsOf(typeOfKey(key), fields);
    const { Body, Properties } = entity.components;
    if (effects.place) this.placeAsDocument(entity);
    if (effects.velocity) this.hot.set(Body?.velocity ?? [0, 0], entity.slot * HOT_STRIDE + 2);
    if (effects.properties)
      for (const [name, value] of Object.entries(Properties?.values ?? {})) entity.props.set(name, value);
    if (effects.body) this.#makeStale(entity);
    if (effects.joint && !entity.pending) this.joints.refresh(entity, key, fields);
    if (effects.look) this.#store.touchLook(entity);
  }

  setProject(
    change: Partial<Pick<ProjectData, 'prefabs' | 'tilesets' | 'scenes'>> & { settings?: ProjectSettings },
  ): void {
    this.project = { ...this.project, ...change };
    this.input.actions = inputsOf(this.project.settings.inputs);
    const { settings, scenes } = this.project;
    this.view.order.setLayers(this.view.layers);
    this.bodies.context = this.project;
    this.bodies.physics.gravity = scenes[this.scene]?.settings.gravity ?? settings.gravity;
    // Other collision layers or materials may change any body.
    for (const entity of this.#store.living)
      if (change.settings || (change.tilesets && entity.components.Tilemap)) this.#makeStale(entity);
  }

  dispose(): void {
    this.bodies.physics.dispose();
  }

  // --- Time ----------------------------------------------------------------------------------------------

  save(): SavedWorld {
    const { project, scene, tick, score, state, message } = this;
    return {
      project,
      scene,
      tick,
      score,
      state,
      message,
      entities: this.#store.save(),
      stale: [...this.#stale],
      spawned: this.#spawned,
      input: this.input.save(),
      game: this.game.save(),
      random: this.random.state,
      drawings: [...this.drawings],
      order: this.view.order.save(),
      camera: this.view.rig.save(),
      physics: this.physics.save(),
      bodies: this.bodies.save(),
      joints: this.joints.save(),
      simulated: this.bodies.physics.save(),
    };
  }

  /** Entities of then are the very same objects again, whatever has become of them; those that came since are dead. */
  restore(saved: SavedWorld): void {
    const { project, scene, tick, score, state, message } = saved;
    Object.assign(this, { scene, tick, score, state, message });
    this.project = project;
    this.#store.restore(saved.entities);
    this.#stale.clear();
    for (const entity of saved.stale) this.#stale.add(entity);
    this.#spawned = saved.spawned;
    this.input.restore(saved.input);
    this.game.restore(saved.game);
    this.random.state = saved.random;
    this.drawings.splice(0, Infinity, ...saved.drawings);
    this.view.order.restore(saved.order);
    this.view.rig.restore(saved.camera);
    this.physics.restore(saved.physics);
    this.bodies.restore(saved.bodies);
    this.joints.restore(saved.joints);
    this.bodies.physics.restore(saved.simulated);
  }

  // --- Inside --------------------------------------------------------------------------------------------

  /** Makes entities and places them; parents may come after their children. */
  #add(sources: readonly ResolvedEntity[]): Entity[] {
    const added = this.#store.make(sources);
    for (const entity of added)
      if (!entity.parent || !added.includes(entity.parent)) this.bodies.place(entity);
    // Its own body frees it from its parent; where it begins still depends on it.
    for (const entity of added) if (entity.components.Body) entity.local = null;
    return added;
  }

  #makeStale(entity: Entity): void {
    if (!entity.pending) this.#stale.add(entity);
  }

  #rebuild(entity: Entity): void {
    const { body } = entity;
    const refused = this.bodies.rebuild(entity);
    if (refused) this.log('warn', `${entity.name} takes no part in physics: ${refused}.`);
    if (body !== entity.body) this.joints.restart(entity);
  }
}
