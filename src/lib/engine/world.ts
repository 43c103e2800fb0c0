import { rotate, type Vec2 } from '../base/geometry.ts';
import { inOrder } from '../base/order.ts';
import { Random } from '../base/random.ts';
import { fieldOf, typeOfKey } from '../schema/components.ts';
import { inputsOf } from '../schema/inputs.ts';
import type { ProjectData, ProjectSettings, ResolvedEntity } from '../schema/project.ts';
import { resolveScene } from '../schema/resolve.ts';
import { checkField } from '../schema/validate.ts';
import { Bodies, type EntityContact } from './bodies.ts';
import { CameraRig, type CameraView } from './camera.ts';
import type { Drawing } from './drawing.ts';
import { Entity } from './entity.ts';
import { GameState } from './game-state.ts';
import { HOT_STRIDE, type EntityRecord, type GameWorld, type SpawnOptions } from './game-world.ts';
import { HotTable } from './hot-table.ts';
import { InputState, type HeldInput } from './input.ts';
import type { PhysicsWorld } from './physics.ts';
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

/** A playing scene: its entities, their bodies, input, camera, score. It has no clock: whoever runs it calls the steps. */
export class World implements GameWorld {
  readonly random: Random;
  readonly bodies: Bodies;
  readonly input = new InputState();
  readonly game: GameState;
  readonly drawings: Drawing[] = [];
  readonly rig = new CameraRig(
    () => this.project.settings.size,
    () => this.#sceneCamera(),
    (entity) => (entity.alive ? this.#placeOf(entity) : null),
  );
  readonly #table = new HotTable();
  readonly #byId = new Map<string, Entity>();
  #entities: Entity[] = [];
  #pending: Entity[] = [];
  #dying = new Set<Entity>();
  #looks = new Set<Entity>();
  #sequence = 0;
  #spawned = 0;
  tick = 0;
  score = 0;
  state: GameWorld['state'] = 'playing';
  /** What {@link finish} said. */
  message = '';
  /** Changes whenever the set or order of entities does. */
  version = 0;

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
    this.bodies = new Bodies(physics, this.#table);
    this.enter(scene);
  }

  get hot(): Float64Array {
    return this.#table.hot;
  }

  get time(): number {
    return this.tick * TICK;
  }

  get screen(): { width: number; height: number } {
    const [width, height] = this.project.settings.size;
    return { width, height };
  }

  get pointer(): GameWorld['pointer'] {
    return this.input.pointer;
  }

  /** Replaces everything by another scene; score, time and random numbers go on. */
  enter(scene: string): void {
    const data = this.project.scenes[scene];
    if (!data) throw new RangeError(`there is no scene "${scene}"`);
    for (const entity of [...this.#entities, ...this.#pending]) this.#forget(entity);
    this.#entities = [];
    this.#pending = [];
    this.#dying.clear();
    this.#looks.clear();
    this.#byId.clear();
    this.#table.clear();
    this.bodies.takeContacts();
    this.rig.reset();
    this.drawings.length = 0;
    this.scene = scene;
    this.bodies.context = this.project;
    this.bodies.physics.gravity = data.settings.gravity ?? this.project.settings.gravity;
    this.#add(resolveScene(this.project, data));
    this.#admit();
  }

  // --- Queries -------------------------------------------------------------------------------------------

  entities(): readonly Entity[] {
    return this.#entities;
  }

  find(id: string): Entity | undefined {
    return this.#byId.get(id);
  }

  byName(name: string): Entity | undefined {
    return this.#entities.find((entity) => entity.name === name);
  }

  byTag(tag: string): Entity[] {
    return this.#entities.filter((entity) => entity.tags.includes(tag));
  }

  byType(type: string): Entity[] {
    return this.#entities.filter((entity) => entity.type === type);
  }

  grounded(entity: Entity): boolean {
    return entity.body !== null && this.bodies.physics.grounded(entity.body);
  }

  raycast(
    x1: number,
    y1: number,
    x2: number,
    y2: number,
    ignore: Entity | null,
  ): ReturnType<GameWorld['raycast']> {
    const hit = this.bodies.physics.raycast(
      [x1, y1],
      [x2, y2],
      ignore?.body === null || !ignore ? {} : { ignore: ignore.body },
    );
    const entity = hit && this.bodies.entityOf(hit.id);
    if (!hit || !entity) return null;
    return { entity, point: hit.point, normal: hit.normal, fraction: hit.fraction };
  }

  isKeyDown(code: string): boolean {
    return this.input.isDown(code);
  }

  wasKeyPressed(code: string): boolean {
    return this.input.wasPressed(code);
  }

  /** What the player sees. */
  camera(): CameraView {
    return this.rig.view(this.tick);
  }

  get sceneName(): string {
    return this.project.scenes[this.scene]?.name ?? '';
  }

  get tilesets(): ProjectData['tilesets'] {
    return this.project.tilesets;
  }

  layerOf(entity: Entity): string {
    return this.project.scenes[this.scene]?.layers[entity.layer]?.name ?? '';
  }

  pick(x: number, y: number, accept: (entity: Entity) => boolean): Entity | null {
    const layers = this.project.scenes[this.scene]?.layers ?? {};
    const camera = this.camera();
    const { width, height } = this.screen;
    for (const entity of [...this.#entities].sort(inFront(layers))) {
      if (!accept(entity)) continue;
      // Layers that scroll slower are drawn beside where they are, see PlayedScene.
      const shift = 1 - (layers[entity.layer]?.parallax ?? 1);
      const point: Vec2 = [x - (camera.x - width / 2) * shift, y - (camera.y - height / 2) * shift];
      if (this.#covers(entity, point)) return entity;
    }
    return null;
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
    if (entity.pending) {
      for (const each of descendants(entity)) {
        this.#pending = this.#pending.filter((other) => other !== each);
        this.#forget(each);
      }
    } else this.#dying.add(entity);
  }

  setParent(entity: Entity, parent: Entity | null, dx: number, dy: number): void {
    for (let up = parent; up; up = up.parent) if (up === entity) return;
    leaveParent(entity);
    entity.parent = parent;
    parent?.children.push(entity);
    const at = entity.slot * HOT_STRIDE;
    const turn = parent ? this.hot[parent.slot * HOT_STRIDE + 4]! : 0;
    entity.local = parent && { x: dx, y: dy, rotation: this.hot[at + 4]! - turn };
    if (parent) {
      this.hot.fill(0, at + 2, at + 4);
      this.bodies.place(entity);
    }
    this.#rebuild(entity);
  }

  setVisible(entity: Entity, visible: boolean): void {
    entity.visible = visible;
  }

  setFields(entity: Entity, key: string, fields: Readonly<Record<string, unknown>>): void {
    if (!Object.hasOwn(entity.components, key)) throw new RangeError(`${entity.name} has no ${key}`);
    for (const [field, value] of Object.entries(fields)) {
      if (!fieldOf(key, field)) throw new RangeError(`${typeOfKey(key)} has no field "${field}"`);
      const wrong = checkField(key, field, value);
      if (wrong) throw new RangeError(`${key}.${field} ${wrong}`);
    }
    const before = (entity.components as Readonly<Record<string, object>>)[key];
    entity.components = { ...entity.components, [key]: { ...before, ...fields } };
    this.#follow(entity, typeOfKey(key), Object.keys(fields));
  }

  setZ(entity: Entity, z: number): void {
    entity.z = z;
    this.#looks.add(entity);
  }

  setLayer(entity: Entity, layer: string): boolean {
    const layers = inOrder(this.project.scenes[this.scene]?.layers ?? {});
    const found = layers.find(([id]) => id === layer) ?? layers.find(([, { name }]) => name === layer);
    if (!found) return false;
    entity.layer = found[0];
    this.#looks.add(entity);
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
    const scenes = inOrder(this.project.scenes);
    const found = scenes.find(([id]) => id === name) ?? scenes.find(([, scene]) => scene.name === name);
    if (found) this.listener.scene(found[0]);
    return found !== undefined;
  }

  log(level: 'info' | 'warn' | 'error', text: string, script?: string, line?: number): void {
    this.listener.log(level, text, script, line);
  }

  /** Takes the file name of an asset, or its id. */
  playSound(asset: string, volume: number): void {
    const { assets } = this.project;
    const id = Object.hasOwn(assets, asset)
      ? asset
      : Object.keys(assets).find((each) => assets[each]!.name === asset);
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
    this.bodies.writeBack(this.#entities, TICK);
    this.bodies.physics.step(TICK);
    this.bodies.readBack(this.#entities);
    this.rig.advance(TICK);
  }

  takeContacts(): EntityContact[] {
    return this.bodies.takeContacts();
  }

  /** What is to die at the end of this tick, children after their parents. Still alive until {@link bury}. */
  dying(): Entity[] {
    const list = new Set<Entity>();
    for (const entity of this.#dying) for (const each of descendants(entity)) list.add(each);
    this.#dying.clear();
    return [...list];
  }

  bury(entities: readonly Entity[]): void {
    if (entities.length === 0) return;
    const dead = new Set(entities);
    for (const entity of dead) this.#forget(entity);
    this.#entities = this.#entities.filter((entity) => !dead.has(entity));
    this.#pending = this.#pending.filter((entity) => !dead.has(entity));
    this.version++;
  }

  /** Spawned entities come to life; returned in the order of spawning. */
  admitSpawned(): Entity[] {
    return this.#admit();
  }

  /** Entities whose look has changed since the last call. */
  takeLooks(): Entity[] {
    const looks = [...this.#looks].filter((entity) => entity.alive);
    this.#looks.clear();
    return looks;
  }

  // --- Changes of the document ---------------------------------------------------------------------------

  /** Puts an entity where its Transform says, relative to its parent; velocities stay. */
  placeAsDocument(entity: Entity): void {
    const { position, rotation } = entity.components.Transform;
    const at = entity.slot * HOT_STRIDE;
    if (entity.local) Object.assign(entity.local, { x: position[0], y: position[1], rotation });
    else {
      const local = { x: position[0], y: position[1], rotation };
      if (entity.parent) {
        // Placed once through its parent, then on its own again.
        entity.local = local;
        this.bodies.place(entity);
        entity.local = null;
      } else {
        this.hot[at] = local.x;
        this.hot[at + 1] = local.y;
        this.hot[at + 4] = local.rotation;
      }
      this.bodies.teleport(entity);
    }
    this.bodies.place(entity);
  }

  /** Adds entities of the document to the running scene. */
  addFromDocument(sources: readonly ResolvedEntity[]): Entity[] {
    this.#add(sources);
    return this.#admit();
  }

  /** After components were replaced from outside: whatever depends on these fields follows. */
  componentsChanged(entity: Entity, type: string, fields: readonly string[]): void {
    this.#follow(entity, type, fields);
  }

  setProject(
    change: Partial<Pick<ProjectData, 'prefabs' | 'tilesets' | 'scenes'>> & { settings?: ProjectSettings },
  ): void {
    this.project = { ...this.project, ...change };
    this.input.actions = inputsOf(this.project.settings.inputs);
    this.bodies.physics.gravity =
      this.project.scenes[this.scene]?.settings.gravity ?? this.project.settings.gravity;
    this.bodies.context = this.project;
    if (!change.tilesets) return;
    for (const entity of this.#entities) if (entity.components.Tilemap) this.#rebuild(entity);
  }

  get data(): ProjectData {
    return this.project;
  }

  dispose(): void {
    this.bodies.physics.dispose();
  }

  // --- Inside --------------------------------------------------------------------------------------------

  /** Makes entities and places them; parents may come after their children. */
  #add(sources: readonly ResolvedEntity[]): Entity[] {
    const added = sources.map((source) => {
      const entity = new Entity(source.id, this.#table.take(), ++this.#sequence, source);
      entity.pending = true;
      this.#byId.set(entity.id, entity);
      const { position, rotation } = source.components.Transform;
      const at = entity.slot * HOT_STRIDE;
      this.hot.set([...position, ...(source.components.Body?.velocity ?? [0, 0]), rotation], at);
      return entity;
    });
    sources.forEach(({ parent, components }, i) => {
      const entity = added[i]!;
      entity.parent = (parent !== null && this.#byId.get(parent)) || null;
      if (!entity.parent) return;
      entity.parent.children.push(entity);
      const { position, rotation } = components.Transform;
      entity.local = { x: position[0], y: position[1], rotation };
    });
    for (const entity of added)
      if (!entity.parent || !added.includes(entity.parent)) this.bodies.place(entity);
    // Its own body frees it from its parent; where it begins still depends on it.
    for (const entity of added) if (entity.components.Body) entity.local = null;
    this.#pending.push(...added);
    return added;
  }

  #admit(): Entity[] {
    const admitted = this.#pending;
    if (admitted.length === 0) return [];
    this.#pending = [];
    for (const entity of admitted) {
      entity.pending = false;
      this.#rebuild(entity);
      this.#looks.add(entity);
    }
    this.#entities = [...this.#entities, ...admitted];
    this.version++;
    return admitted;
  }

  #forget(entity: Entity): void {
    entity.alive = false;
    this.bodies.remove(entity);
    if (this.#byId.get(entity.id) === entity) this.#byId.delete(entity.id);
    leaveParent(entity);
    this.#looks.delete(entity);
    this.#table.release(entity.slot);
  }

  #rebuild(entity: Entity): void {
    if (entity.pending) return;
    const refused = this.bodies.rebuild(entity);
    if (refused) this.log('warn', `${entity.name} takes no part in physics: ${refused}.`);
  }

  #placeOf(entity: EntityRecord): Vec2 {
    return [this.hot[entity.slot * HOT_STRIDE]!, this.hot[entity.slot * HOT_STRIDE + 1]!];
  }

  #sceneCamera(): { camera: Entity['components']['Camera']; target: Vec2 } {
    const owner = this.#entities.find((entity) => entity.components.Camera);
    const camera = owner?.components.Camera;
    const target = (camera?.follow && this.#byId.get(camera.follow)) || owner;
    return { camera, target: target ? this.#placeOf(target) : [0, 0] };
  }

  /** Whether the box of an entity, turned as it is, holds a point. */
  #covers(entity: Entity, [x, y]: Vec2): boolean {
    const { size, anchor } = entity.components.Transform;
    const [left, top] = this.#placeOf(entity);
    const [dx, dy] = rotate([x - left, y - top], -this.hot[entity.slot * HOT_STRIDE + 4]!);
    return (
      Math.abs(dx + (anchor[0] - 0.5) * size[0]) <= size[0] / 2 &&
      Math.abs(dy + (anchor[1] - 0.5) * size[1]) <= size[1] / 2
    );
  }

  /** What depends on fields of a component. */
  #follow(entity: Entity, type: string, fields: readonly string[]): void {
    const has = (...names: string[]) => names.some((name) => fields.includes(name));
    const at = entity.slot * HOT_STRIDE;
    if (type === 'Transform' && has('position', 'rotation')) this.placeAsDocument(entity);
    if (type === 'Body' && has('velocity')) this.hot.set(entity.components.Body?.velocity ?? [0, 0], at + 2);
    if (type === 'Properties')
      for (const [key, value] of Object.entries(entity.components.Properties?.values ?? {}))
        entity.props.set(key, value);
    const reshapes =
      (type === 'Transform' && has('size', 'anchor')) ||
      (type === 'Shape' && has('kind', 'points')) ||
      (type === 'Tilemap' && has('tileSize', 'tilesets', 'tiles', 'solid')) ||
      (type === 'Body' && fields.some((field) => field !== 'velocity')) ||
      type === 'Collider';
    if (reshapes) this.#rebuild(entity);
    if (type !== 'Body' && type !== 'Collider' && type !== 'Script' && type !== 'Properties')
      if (type !== 'Transform' || has('size', 'anchor')) this.#looks.add(entity);
  }
}

/** Front-most first: by layer, then `z`, then order. */
function inFront(layers: ProjectData['scenes'][string]['layers']): (a: Entity, b: Entity) => number {
  const ranks = new Map(inOrder(layers).map(([id], rank) => [id, rank]));
  const rank = ({ layer }: Entity) => ranks.get(layer) ?? 0;
  return (a, b) => rank(b) - rank(a) || b.z - a.z || b.sequence - a.sequence;
}

function leaveParent(entity: Entity): void {
  if (entity.parent) entity.parent.children = entity.parent.children.filter((child) => child !== entity);
}

/** An entity and everything below it, parents first. */
function descendants(entity: Entity): Entity[] {
  return [entity, ...entity.children.flatMap(descendants)];
}
