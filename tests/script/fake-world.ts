import { CameraRig } from '../../src/lib/engine/camera.ts';
import type { Drawing } from '../../src/lib/engine/drawing.ts';
import { GameState } from '../../src/lib/engine/game-state.ts';
import { InputState } from '../../src/lib/engine/input.ts';
import { Players } from '../../src/lib/engine/players.ts';
import { Random } from '../../src/lib/base/random.ts';
import type { GamePhysics } from '../../src/lib/engine/game-physics.ts';
import type { EntityRecord } from '../../src/lib/engine/entity-record.ts';
import { HOT_FIELDS, HOT_STRIDE, type GameWorld } from '../../src/lib/engine/game-world.ts';
import { defaultsOf, fieldOf, isComponentType } from '../../src/lib/schema/components.ts';
import { ScriptHost } from '../../src/lib/script/script-host.ts';
import type { PropertyValue } from '../../src/lib/schema/fields.ts';
import type { ScriptFailure } from '../../src/lib/script/runner.ts';
import type { LuaVm, VmHost } from '../../src/lib/script/vm.ts';

interface EntityOptions {
  name?: string;
  type?: string;
  tags?: string[];
  x?: number;
  y?: number;
  components?: Record<string, object>;
}

/** A world without physics: what scripts ask of it is kept in plain fields that tests look at. */
export class FakeWorld implements GameWorld {
  readonly physics = {
    raycast: () => this.hit,
    gravity: [0, 1200],
    materials: ['ice'],
    collisionLayers: ['default'],
  } as unknown as GamePhysics;
  hot = new Float64Array(HOT_STRIDE * 4);
  tick = 0;
  time = 0;
  random = new Random(7);
  screen = { width: 960, height: 540 };
  score = 0;
  state: 'playing' | 'won' | 'lost' = 'playing';
  list: EntityRecord[] = [];
  destroyed: EntityRecord[] = [];
  spawned: EntityRecord[] = [];
  sounds: string[] = [];
  logs: { level: string; text: string; script?: string; line?: number }[] = [];
  players = new Players();
  input = new InputState();
  game = new GameState();
  drawings: Drawing[] = [];
  rig = new CameraRig(
    () => [this.screen.width, this.screen.height],
    () => ({ camera: undefined, target: [0, 0] }),
    ({ slot, alive }) => (alive ? [this.hot[slot * HOT_STRIDE]!, this.hot[slot * HOT_STRIDE + 1]!] : null),
  );
  tilesets: GameWorld['tilesets'] = {};
  assets: GameWorld['assets'] = {};
  layers = new Map<EntityRecord, string>();
  restarts = 0;
  ground = new Set<EntityRecord>();
  message = '';
  scene = '';
  sceneName = 'Level 1';
  hit: ReturnType<GameWorld['raycast']> = null;
  #next = 0;
  #free: number[] = [];

  add(
    id: string,
    { name = id, type = name, tags = [], x = 0, y = 0, components = {} }: EntityOptions = {},
  ): EntityRecord {
    const slot = this.#free.pop() ?? this.#next++;
    if ((slot + 1) * HOT_STRIDE > this.hot.length) {
      const longer = new Float64Array(this.hot.length * 2);
      longer.set(this.hot);
      this.hot = longer;
    }
    this.hot.set([x, y, 0, 0, 0, 0], slot * HOT_STRIDE);
    const all: Record<string, object> = { Transform: defaultsOf('Transform') };
    for (const [key, fields] of Object.entries(components))
      all[key] = { ...(isComponentType(key) ? defaultsOf(key) : {}), ...fields };
    const record: EntityRecord = {
      id,
      slot,
      alive: true,
      name,
      type,
      tags,
      parent: null,
      children: [],
      components: all as unknown as EntityRecord['components'],
      props: new Map(),
      z: 0,
      startSize: (all['Transform'] as EntityRecord['components']['Transform']).size,
      playing: null,
      owner: 0,
      health: 100,
      visible: true,
    };
    this.list.push(record);
    return record;
  }

  /** Ends an entity for good, as a world does at the end of a tick; its slot is used again. */
  remove(entity: EntityRecord): void {
    entity.alive = false;
    this.list = this.list.filter((other) => other !== entity);
    this.#free.push(entity.slot);
  }

  get(entity: EntityRecord, field: (typeof HOT_FIELDS)[number]): number {
    return this.hot[entity.slot * HOT_STRIDE + HOT_FIELDS.indexOf(field)]!;
  }

  entities = (): readonly EntityRecord[] => this.list;
  find = (id: string): EntityRecord | undefined => this.list.find((entity) => entity.id === id);
  byName = (name: string): EntityRecord | undefined => this.list.find((entity) => entity.name === name);
  byTag = (tag: string): EntityRecord[] => this.list.filter(({ tags }) => tags.includes(tag));
  byType = (type: string): EntityRecord[] => this.list.filter((entity) => entity.type === type);

  spawn(type: string, options: { x: number; y: number }): EntityRecord | null {
    if (type === 'Unknown') return null;
    const record = this.add(`spawned-${this.spawned.length + 1}`, { name: type, x: options.x, y: options.y });
    this.spawned.push(record);
    return record;
  }

  destroy(entity: EntityRecord): void {
    this.destroyed.push(entity);
  }

  setParent(entity: EntityRecord, parent: EntityRecord | null, dx: number, dy: number): void {
    if (entity.parent) entity.parent.children = entity.parent.children.filter((child) => child !== entity);
    entity.parent = parent;
    if (!parent) return;
    parent.children = [...parent.children, entity];
    const at = parent.slot * HOT_STRIDE;
    this.hot.set([this.hot[at]! + dx, this.hot[at + 1]! + dy], entity.slot * HOT_STRIDE);
  }

  setFields(entity: EntityRecord, key: string, fields: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(fields)) {
      const spec = fieldOf(key, name);
      if (!spec) throw new RangeError(`${key} has no field "${name}"`);
      if (spec.type === 'integer' && (!Number.isInteger(value) || Number(value) < 0))
        throw new RangeError(`${key}.${name} must be a whole number of at least 0, not ${String(value)}`);
    }
    const components: Record<string, object | undefined> = { ...entity.components };
    if (!components[key]) return;
    components[key] = { ...components[key], ...fields };
    entity.components = components as unknown as EntityRecord['components'];
  }

  setVisible(entity: EntityRecord, visible: boolean): void {
    entity.visible = visible;
  }

  setZ(entity: EntityRecord, z: number): void {
    entity.z = z;
  }

  layerOf = (entity: EntityRecord): string => this.layers.get(entity) ?? 'Objects';
  setLayer(entity: EntityRecord, layer: string): boolean {
    if (layer === 'Nowhere') return false;
    this.layers.set(entity, layer);
    return true;
  }

  pick(x: number, y: number, accept: (entity: EntityRecord) => boolean): EntityRecord | null {
    const near = ({ slot }: EntityRecord) =>
      Math.hypot(this.hot[slot * HOT_STRIDE]! - x, this.hot[slot * HOT_STRIDE + 1]! - y) < 16;
    return this.list.filter((entity) => accept(entity) && near(entity)).at(-1) ?? null;
  }

  restart(): void {
    this.restarts++;
  }

  grounded = (entity: EntityRecord): boolean => this.ground.has(entity);
  raycast = (): ReturnType<GameWorld['raycast']> => this.hit;
  inputOf = (): InputState => this.input;

  finish(state: 'won' | 'lost', message: string): void {
    if (this.state !== 'playing') return;
    this.state = state;
    this.message = message;
  }

  loadScene(name: string): boolean {
    this.scene = name;
    return name !== 'Nowhere';
  }

  log(level: string, text: string, script?: string, line?: number): void {
    this.logs.push({
      level,
      text,
      ...(script === undefined ? {} : { script }),
      ...(line === undefined ? {} : { line }),
    });
  }

  playSound(asset: string): void {
    this.sounds.push(asset);
  }
}

/** A world with scripts, advanced by hand. @param vm instead of the usual machine */
export function play(vm?: (host: VmHost) => LuaVm): {
  world: FakeWorld;
  host: ScriptHost;
  /** Loads a script and attaches it; throws what is wrong with it. */
  script(
    entity: EntityRecord,
    source: string,
    options?: { path?: string; properties?: Record<string, PropertyValue> },
  ): void;
  /** One tick without physics. */
  tick(dt?: number): ScriptFailure | null;
} {
  const world = new FakeWorld();
  const host = new ScriptHost({ world, ...(vm ? { vm } : {}) });
  return {
    world,
    host,
    script(entity, source, { path = 'behavior/test.lua', properties = {} } = {}) {
      const error = host.load(path, source);
      if (error) throw new Error(`${error.script}:${error.line}: ${error.message}`);
      host.attach(entity, `Script:${path}`, path, properties);
    },
    tick(dt = 1 / 60) {
      const failure = host.runInputs() ?? host.runTimers() ?? host.runUpdates(dt);
      world.tick++;
      world.time = world.tick * dt;
      return failure;
    },
  };
}
