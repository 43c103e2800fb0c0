/** The scripts of one running world: behaviours on entities, timers, messages, and what becomes of failures. */
import type { Hasher } from '../base/hasher.ts';
import type { EntityRecord } from '../engine/entity-record.ts';
import type { GameWorld } from '../engine/game-world.ts';
import { typeOfKey, type ComponentData } from '../schema/components.ts';
import type { PropertyValue } from '../schema/fields.ts';
import { api } from './api.ts';
import type { ApiContext } from './api/define.ts';
import { FengariVm } from './fengari/fengari-vm.ts';
import { defaultProperties, propertySpecs, renamedProperties, renameValues } from './properties.ts';
import type { LoadError, LuaValue, SavedRunner, ScriptEvent, ScriptFailure, ScriptRunner } from './runner.ts';
import { fillTarget } from './generators.ts';
import { inputActionsOf } from './input-actions.ts';
import { Transaction } from './transaction.ts';
import { Tweens } from './tweens.ts';
import {
  ScriptFault,
  type HeldValues,
  type LuaVm,
  type VmBehaviour,
  type VmError,
  type VmHost,
  type SavedVm,
} from './vm.ts';
import { withIds } from './with-ids.ts';

/** A behaviour on an entity, whether its script is loaded or not. */
interface Attachment {
  readonly entity: EntityRecord;
  readonly key: string;
  readonly path: string;
  /** What the entity sets; defaults of the script come under it. */
  values: Readonly<Record<string, PropertyValue>>;
  properties: Readonly<Record<string, PropertyValue>>;
  behaviour: VmBehaviour | null;
  enabled: boolean;
}

interface Timer {
  /** Seconds since the start. */
  due: number;
  owner: Attachment;
  callback: string;
  entity: EntityRecord;
}

type Message = Extract<ScriptEvent, { kind: 'message' }>;

/** All of a host's state. What of an attachment never changes is not copied. */
interface SavedScripts extends SavedRunner {
  readonly vm: SavedVm;
  readonly attachments: readonly (readonly [EntityRecord, readonly SavedAttachment[]])[];
  readonly timers: readonly Timer[];
  readonly mail: readonly Message[];
  readonly tweens: ReturnType<Tweens<Attachment>['save']>;
}

type SavedAttachment = Pick<Attachment, 'values' | 'properties' | 'behaviour' | 'enabled'> & {
  attachment: Attachment;
};

/** Bytes that a message or timer takes in a saved state. */
const PER_WAITING = 8;

/** Messages and timers that may wait at a time. */
const MAX_WAITING = 50_000;

/** About what a value takes. Entities are the world's. */
function bytesOf(value: LuaValue): number {
  if (typeof value === 'string') return 40 + 2 * value.length;
  if (typeof value !== 'object' || value === null || 'slot' in value) return 8;
  if (Array.isArray(value))
    return (value as LuaValue[]).reduce<number>((sum, item) => sum + bytesOf(item), 40);
  return bytesOf(Object.entries(value));
}

/** Times are sums of ticks; a timer may be due a rounding error early. */
const TIME_SLACK = 1e-9;

const hooks: Readonly<Record<ScriptEvent['kind'], string>> = {
  action: 'execute',
  spawn: 'on_spawn',
  collision: 'on_collision',
  'collision-stay': 'on_collision_stay',
  'collision-end': 'on_collision_end',
  message: 'on_message',
  destroy: 'on_destroy',
};

function argumentsOf(event: ScriptEvent): LuaValue[] {
  switch (event.kind) {
    case 'collision':
    case 'collision-stay': {
      const { normalX, normalY, x, y, sensor, impulse } = event.contact;
      return [event.other, { normal_x: normalX, normal_y: normalY, x, y, sensor, impulse }];
    }
    case 'collision-end':
    case 'action':
      return [event.other];
    case 'message':
      return [event.name, event.data];
    case 'spawn':
    case 'destroy':
      return [];
  }
}

/** File name without folder and ending: what `ams.get_config` calls a behaviour. */
const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.lua$/, '');

/** Hooks are for behaviours; actions and generators run when they are asked to. */
const isBehaviour = (key: string): boolean =>
  !['CollisionAction', 'InputAction', 'Generator'].includes(typeOfKey(key));

/** Whether an event is for the attachment under a key. */
function isMeant(event: ScriptEvent, key: string): boolean {
  if (event.kind === 'action') return event.key === key;
  if (event.kind === 'spawn' && event.key !== undefined && event.key !== key) return false;
  return isBehaviour(key);
}

export class ScriptHost implements ScriptRunner {
  readonly #world: GameWorld;
  readonly #vm: LuaVm;
  readonly #attachments = new Map<EntityRecord, Attachment[]>();
  readonly #owners = new Map<VmBehaviour, Attachment>();
  readonly #transaction: Transaction;
  /** Input actions in order of the world's entities; `null` when they must be looked for anew. */
  #actions: Attachment[] | null = null;
  /** Behaviours with `on_update` in order of the world's entities; `null` when it must be made anew. */
  #updating: VmBehaviour[] | null = null;
  /** By hook: who has it. Emptied when behaviours come or go. */
  readonly #listeners = new Map<string, ReadonlySet<EntityRecord>>();
  readonly #tweens: Tweens<Attachment>;
  /** The attachments as last saved, until they change. */
  #saved: SavedScripts['attachments'] | null = null;
  #timers: Timer[] = [];
  #mail: Message[] = [];
  /** What runs now. */
  #running: VmBehaviour | null = null;
  /** What the running call wants to add to those that wait. */
  readonly #asked = { timers: 0, messages: 0 };
  #failure: ScriptFailure | null = null;
  readonly #onMessage: ((name: string, sender: EntityRecord | null, script: string) => void) | undefined;

  readonly #guard = {
    begin: (behaviour: VmBehaviour): void => {
      this.#running = behaviour;
      this.#asked.timers = this.#asked.messages = 0;
      this.#transaction.begin();
    },
    end: (): void => {
      this.#transaction.commit();
      this.#running = null;
    },
    fail: (behaviour: VmBehaviour, error: VmError): void => {
      if (this.#transaction.hasUndo) {
        // Steps back may look at hot rows and move them; the machine knows what they were before the call.
        this.#vm.push();
        this.#transaction.rollBack();
        this.#vm.push();
      }
      this.#running = null;
      const { id, name } = behaviour.entity;
      // The first pauses the game; what else fails with it must not go by unseen.
      if (this.#failure) this.#world.log('error', error.message, error.script, error.line);
      else this.#failure = { ...error, entity: id, entityName: name };
    },
  };

  /** @param vm makes the Lua machine; Fengari by default. */
  constructor({
    world,
    clock,
    onMessage,
    vm = (host) => new FengariVm(host),
  }: {
    world: GameWorld;
    /** See `VmHost.clock`. */
    clock?: () => number;
    /** Is told of messages as they are sent, with the entity and the script that send it. */
    onMessage?: (name: string, sender: EntityRecord | null, script: string) => void;
    vm?: (host: VmHost) => LuaVm;
  }) {
    this.#world = world;
    this.#onMessage = onMessage;
    this.#transaction = new Transaction(world);
    this.#tweens = new Tweens(world);
    const context = this.#context();
    this.#vm = vm({
      functions: api.map(({ run, ...fn }) => ({
        ...fn,
        ...(run ? { run: run.bind(null, context) } : {}),
      })),
      hot: () => world.hot,
      ...(clock ? { clock } : {}),
      find: (id) => world.find(id),
      random: () => this.#transaction.random(),
      log: (text, script, line) => world.log('info', text, script, line),
    });
  }

  load(path: string, source: string): LoadError | null {
    const before = propertySpecs(this.#vm.read(path, 'properties'));
    this.#transaction.begin();
    const error = this.#vm.load(path, source);
    if (error) {
      this.#transaction.rollBack();
      return error;
    }
    this.#transaction.commit();
    const after = propertySpecs(this.#vm.read(path, 'properties'));
    const renamed = renamedProperties(before, after);
    for (const attachment of this.#all()) {
      if (attachment.path !== path) continue;
      attachment.values = renameValues(attachment.values, renamed, after);
      this.#start(attachment);
    }
    return null;
  }

  reload(path: string, source: string): { refused: LoadError | null; failure: ScriptFailure | null } {
    const refused = this.load(path, source);
    if (refused) return { refused, failure: null };
    const failure = this.#group(() => {
      for (const attachment of this.#all()) {
        if (attachment.path !== path) continue;
        attachment.enabled = true;
        this.#changed();
        this.#call(attachment, 'on_reload', []);
      }
    });
    return { refused, failure };
  }

  unload(path: string): void {
    this.#vm.unload(path);
    for (const attachment of this.#all()) if (attachment.path === path) this.#stop(attachment);
  }

  attach(
    entity: EntityRecord,
    key: string,
    path: string,
    properties: Readonly<Record<string, PropertyValue>>,
  ): void {
    const list = this.#attachments.get(entity) ?? [];
    const at = list.findIndex((other) => other.key === key);
    const known = list[at];
    if (known?.path === path) {
      // Only values have changed: what it waits for goes on.
      Object.assign(known, { values: properties, properties, enabled: true });
      this.#changed();
      return this.#start(known);
    }
    const attachment: Attachment = {
      entity,
      key,
      path,
      values: properties,
      properties,
      behaviour: null,
      enabled: true,
    };
    if (known) {
      this.#stop(known);
      list[at] = attachment;
    } else list.push(attachment);
    this.#attachments.set(entity, list);
    this.#changed();
    this.#start(attachment);
  }

  detach(entity: EntityRecord, key?: string): void {
    const list = this.#attachments.get(entity) ?? [];
    const kept = list.filter((attachment) => key !== undefined && attachment.key !== key);
    for (const attachment of list) if (!kept.includes(attachment)) this.#stop(attachment);
    if (kept.length) this.#attachments.set(entity, kept);
    else this.#attachments.delete(entity);
  }

  release(entity: EntityRecord): void {
    this.detach(entity);
    this.#timers = this.#timers.filter((timer) => timer.entity !== entity);
    this.#mail = this.#mail.filter((message) => message.entity !== entity);
    this.#tweens.release(entity);
    this.#vm.release(entity);
  }

  entitiesWith(hook: string): ReadonlySet<EntityRecord> {
    const known = this.#listeners.get(hook);
    if (known) return known;
    const found = new Set<EntityRecord>();
    for (const { entity, key, path, behaviour, enabled } of this.#all())
      if (behaviour && enabled && isBehaviour(key) && this.#vm.has(path, hook)) found.add(entity);
    this.#listeners.set(hook, found);
    return found;
  }

  generate(entity: EntityRecord): ScriptFailure | null {
    const generators = this.#attachments.get(entity)?.filter(({ key }) => typeOfKey(key) === 'Generator');
    if (!generators?.length) return null;
    return this.#group(() => {
      for (const { key, behaviour } of generators) {
        const result = behaviour && this.#vm.evaluate(behaviour, 'generate', [], this.#guard);
        if (!result) continue;
        this.#vm.push();
        const { target, script } = (
          entity.components as unknown as Readonly<Record<string, ComponentData<'Generator'>>>
        )[key]!;
        const wrong = fillTarget(this.#world, entity, target, result.value);
        if (wrong)
          this.#failure ??= {
            script,
            line: 0,
            message: wrong,
            traceback: '',
            entity: entity.id,
            entityName: entity.name,
            locals: [],
          };
        this.#vm.pull();
      }
    });
  }

  runInputs(): ScriptFailure | null {
    this.#vm.beginTick();
    const overweight = this.#vm.overweight(() => this.#held());
    if (overweight)
      this.#failure ??= { ...overweight, traceback: '', entity: '', entityName: '', locals: [] };
    this.#actions ??= [...this.#all()].filter(({ key }) => typeOfKey(key) === 'InputAction');
    const asked = inputActionsOf(this.#world, this.#actions);
    if (!asked.length) return this.#takeFailure();
    const { x, y } = this.#world.pointer;
    return this.#group(() => {
      for (const { behaviour, enabled, entity } of asked)
        if (behaviour && enabled && entity.alive)
          this.#vm.evaluate(behaviour, 'execute', [x, y], this.#guard);
    });
  }

  runPaused(dt: number): ScriptFailure | null {
    const waiting = [...this.#all()].filter(
      ({ key, path }) => isBehaviour(key) && this.#vm.has(path, 'on_paused'),
    );
    if (!waiting.length) return null;
    return this.#group(() => {
      for (const attachment of waiting) this.#call(attachment, 'on_paused', [dt]);
    });
  }

  runTimers(): ScriptFailure | null {
    this.#vm.beginTick();
    for (const { owner, callback, entity } of this.#tweens.advance())
      this.#timers.push({ due: this.#world.time, owner, callback, entity });
    const due = this.#timers.filter((timer) => timer.due <= this.#world.time + TIME_SLACK);
    if (!due.length && !this.#mail.length) return null;
    this.#timers = this.#timers.filter((timer) => !due.includes(timer));
    return this.#group(() => {
      this.#deliver();
      // Equal times keep the order in which they were set.
      for (const { owner, callback, entity } of due.sort((a, b) => a.due - b.due))
        this.#call(owner, callback, [], entity);
    });
  }

  runUpdates(dt: number): ScriptFailure | null {
    const updating = (this.#updating ??= this.#order());
    if (!updating.length && !this.#mail.length) return null;
    return this.#group(() => {
      this.#vm.update(updating, dt, this.#guard);
      this.#deliver();
    });
  }

  dispatch(events: readonly ScriptEvent[]): ScriptFailure | null {
    if (!events.some(({ entity }) => this.#attachments.has(entity))) return null;
    return this.#group(() => {
      for (const event of events) this.#send(event);
    });
  }

  disable(entity: string, script: string): void {
    for (const attachment of this.#all())
      if (attachment.entity.id === entity && attachment.path === script) attachment.enabled = false;
    this.#changed();
  }

  save(): SavedScripts {
    const vm = this.#vm.save();
    const waiting = this.#timers.length + this.#mail.length;
    return {
      bytes: vm.bytes + PER_WAITING * waiting,
      vm,
      attachments: (this.#saved ??= [...this.#attachments].map(([entity, list]) => [
        entity,
        list.map((attachment) => {
          const { values, properties, behaviour, enabled } = attachment;
          return { attachment, values, properties, behaviour, enabled };
        }),
      ])),
      timers: [...this.#timers],
      mail: [...this.#mail],
      tweens: this.#tweens.save(),
    };
  }

  restore({ vm, attachments, timers, mail, tweens }: SavedScripts): void {
    this.#vm.restore(vm);
    this.#timers = [...timers];
    this.#mail = [...mail];
    this.#tweens.restore(tweens);
    if (attachments === this.#saved) return;
    this.#attachments.clear();
    this.#owners.clear();
    for (const [entity, list] of attachments) {
      for (const { attachment, ...fields } of list) {
        Object.assign(attachment, fields);
        if (attachment.behaviour) this.#owners.set(attachment.behaviour, attachment);
      }
      this.#attachments.set(
        entity,
        list.map(({ attachment }) => attachment),
      );
    }
    this.#changed();
    this.#saved = attachments;
  }

  digest(hasher: Hasher): void {
    for (const { entity, key, path, enabled, properties } of this.#all())
      hasher.data([entity.id, key, path, enabled, properties]);
    for (const { due, owner, callback, entity } of this.#timers)
      hasher.data([due, owner.entity.id, owner.key, callback, entity.id]);
    for (const { entity, name, data } of this.#mail) hasher.data([entity.id, name, withIds(data)]);
    this.#tweens.digest(hasher);
    this.#vm.digest(hasher);
  }

  dispose(): void {
    this.#attachments.clear();
    this.#owners.clear();
    this.#timers = [];
    this.#mail = [];
    this.#vm.dispose();
  }

  /** Runs calls between one copy of the hot fields in and one out. */
  #group(run: () => void): ScriptFailure | null {
    this.#vm.pull();
    run();
    this.#vm.push();
    return this.#takeFailure();
  }

  /** Values that scripts have left with entities, the game and messages, blamed on a script of who has them. */
  *#held(): Generator<HeldValues> {
    const scriptOf = (entity: EntityRecord): string => this.#attachments.get(entity)?.[0]?.path ?? '';
    for (const entity of this.#world.entities())
      if (entity.props.size > 0)
        yield {
          path: scriptOf(entity),
          what: `values of the entity '${entity.id}'`,
          bytes: bytesOf([...entity.props]),
        };
    yield { path: '', what: 'values of the game', bytes: bytesOf([...this.#world.game.values]) };
    for (const { entity, name, data } of this.#mail)
      yield { path: scriptOf(entity), what: `messages '${name}'`, bytes: bytesOf(data) };
  }

  #takeFailure(): ScriptFailure | null {
    const failure = this.#failure;
    this.#failure = null;
    return failure;
  }

  #send(event: ScriptEvent): void {
    const list = this.#attachments.get(event.entity);
    if (!list) return;
    const args = argumentsOf(event);
    for (const attachment of [...list])
      if (isMeant(event, attachment.key)) this.#call(attachment, hooks[event.kind], args);
  }

  /** Messages of this moment; those that they cause wait for the next tick. */
  #deliver(): void {
    for (const message of this.#mail.splice(0)) if (message.entity.alive) this.#send(message);
  }

  #call(
    { behaviour, enabled }: Attachment,
    hook: string,
    args: readonly LuaValue[],
    entity?: EntityRecord,
  ): void {
    if (behaviour && enabled) this.#vm.call(behaviour, hook, args, this.#guard, entity);
  }

  *#all(): Generator<Attachment> {
    for (const list of this.#attachments.values()) yield* list;
  }

  #start(attachment: Attachment): void {
    const { path, entity, values } = attachment;
    if (!this.#vm.isLoaded(path)) return;
    this.#dropBehaviour(attachment);
    attachment.properties = { ...defaultProperties(this.#vm.read(path, 'properties')), ...values };
    attachment.behaviour = this.#vm.behaviour(path, entity, attachment.properties);
    this.#owners.set(attachment.behaviour, attachment);
    this.#changed();
  }

  #stop(attachment: Attachment): void {
    this.#dropBehaviour(attachment);
    attachment.enabled = false;
    this.#timers = this.#timers.filter(({ owner }) => owner !== attachment);
    this.#tweens.forget(attachment);
    this.#changed();
  }

  #dropBehaviour(attachment: Attachment): void {
    if (!attachment.behaviour) return;
    this.#owners.delete(attachment.behaviour);
    this.#vm.drop(attachment.behaviour);
    attachment.behaviour = null;
  }

  /** Behaviours have come or gone, or were turned on or off. */
  #changed(): void {
    this.#saved = null;
    this.#listeners.clear();
    this.#updating = null;
    this.#actions = null;
  }

  #order(): VmBehaviour[] {
    const rank = new Map(this.#world.entities().map((entity, at) => [entity, at]));
    return [...this.#all()]
      .filter(
        ({ behaviour, enabled, key, path }) =>
          behaviour && enabled && isBehaviour(key) && this.#vm.has(path, 'on_update'),
      )
      .sort((a, b) => (rank.get(a.entity) ?? Infinity) - (rank.get(b.entity) ?? Infinity) || 0)
      .map(({ behaviour }) => behaviour!);
  }

  /** The attachment whose behaviour runs. */
  #current(): Attachment | null {
    return (this.#running && this.#owners.get(this.#running)) ?? null;
  }

  /** Refuses the name of a function that a script has not. */
  #mustHave({ path }: Attachment, callback: string, argument: string): void {
    if (!this.#vm.has(path, callback))
      throw new ScriptFault(`bad argument ${argument} (${path} has no function '${callback}')`);
  }

  #context(): ApiContext {
    return {
      world: this.#world,
      undo: (step) => this.#transaction.undo(step),
      later: (effect) => this.#transaction.later(effect),
      random: () => this.#transaction.random(),
      config: (entity, behaviour, key) => {
        const own = this.#attachments.get(entity)?.find(({ path }) => baseName(path) === behaviour);
        return own && Object.hasOwn(own.properties, key) ? own.properties[key] : null;
      },
      schedule: (delay, callback, entity) => {
        const owner = this.#current();
        if (!owner) throw new ScriptFault('ams.schedule works inside of hooks only');
        this.#mustHave(owner, callback, "#2 to 'schedule'");
        if (this.#timers.length + ++this.#asked.timers > MAX_WAITING)
          throw new ScriptFault(`more than ${MAX_WAITING} timers are waiting; does each set more than one?`);
        const due = this.#world.time + delay;
        this.#transaction.later(() =>
          this.#timers.push({ due, owner, callback, entity: entity ?? owner.entity }),
        );
      },
      tween: (request, callback) => {
        const owner = this.#current();
        if (!owner) throw new ScriptFault('ams.tween works inside of hooks only');
        if (callback !== null) this.#mustHave(owner, callback, "#6 to 'tween'");
        return this.#tweens.add(request, callback === null ? null : { owner, callback }, this.#transaction);
      },
      stopTweens: (which) => this.#tweens.stop(which, this.#transaction),
      send: (targets, name, data) => {
        this.#asked.messages += targets.length;
        if (this.#mail.length + this.#asked.messages > MAX_WAITING)
          throw new ScriptFault(
            `more than ${MAX_WAITING} messages are waiting; does each that arrives send more than one?`,
          );
        const messages = targets.map((entity): Message => ({ kind: 'message', entity, name, data }));
        const sender = this.#current();
        this.#transaction.later(() => {
          this.#mail.push(...messages);
          this.#onMessage?.(name, sender?.entity ?? null, sender?.path ?? '');
        });
      },
      where: () => this.#vm.where(),
    };
  }
}
