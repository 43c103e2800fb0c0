/** The scripts of one running world: behaviours on entities, timers, messages, and what becomes of failures. */
import type { Hasher } from '../base/hasher.ts';
import type { EntityRecord } from '../engine/entity-record.ts';
import type { GameWorld } from '../engine/game-world.ts';
import { typeOfKey, type ComponentData } from '../schema/components.ts';
import type { PropertyValue } from '../schema/fields.ts';
import { api } from './api.ts';
import type { ApiContext } from './api/define.ts';
import { type Attachment, Attachments, type SavedAttachments } from './attachments.ts';
import { FengariVm } from './fengari/fengari-vm.ts';
import { defaultProperties, propertySpecs, renamedProperties, renameValues } from './properties.ts';
import type { LoadError, LuaValue, SavedRunner, ScriptEvent, ScriptFailure, ScriptRunner } from './runner.ts';
import { fillTarget } from './generators.ts';
import { argumentsOf, hooks, isBehaviour, isMeant } from './script-events.ts';
import { heldValues } from './held-values.ts';
import { inputActionsOf } from './input-actions.ts';
import { Transaction } from './transaction.ts';
import { Tweens } from './tweens.ts';
import { ScriptFault, type LuaVm, type VmBehaviour, type VmError, type VmHost, type SavedVm } from './vm.ts';
import { type Message, type SavedWaiting, Waiting } from './waiting.ts';
import { withIds } from './with-ids.ts';

/** All of a host's state. What of an attachment never changes is not copied. */
interface SavedScripts extends SavedRunner {
  readonly vm: SavedVm;
  readonly attachments: SavedAttachments;
  readonly waiting: SavedWaiting<Attachment>;
  readonly tweens: ReturnType<Tweens<Attachment>['save']>;
}

/** File name without folder and ending: what `ams.get_config` calls a behaviour. */
const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.lua$/, '');

export class ScriptHost implements ScriptRunner {
  readonly #world: GameWorld;
  readonly #vm: LuaVm;
  readonly #attachments = new Attachments();
  readonly #owners = new Map<VmBehaviour, Attachment>();
  readonly #transaction: Transaction;
  /** Input actions in order of the world's entities; `null` when they must be looked for anew. */
  #actions: Attachment[] | null = null;
  /** Behaviours with `on_update` in order of the world's entities; `null` when it must be made anew. */
  #updating: VmBehaviour[] | null = null;
  /** By hook: who has it. Emptied when behaviours come or go. */
  readonly #listeners = new Map<string, ReadonlySet<EntityRecord>>();
  readonly #tweens: Tweens<Attachment>;
  readonly #waiting = new Waiting<Attachment>();
  /** What runs now. */
  #running: VmBehaviour | null = null;
  #failure: ScriptFailure | null = null;
  readonly #onMessage: ((name: string, sender: EntityRecord | null, script: string) => void) | undefined;

  readonly #guard = {
    begin: (behaviour: VmBehaviour): void => {
      this.#running = behaviour;
      this.#waiting.begin();
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
    for (const attachment of this.#attachments.all()) {
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
      for (const attachment of this.#attachments.all()) {
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
    for (const attachment of this.#attachments.all()) if (attachment.path === path) this.#stop(attachment);
  }

  predicts(path: string): boolean {
    return this.#vm.isLoaded(path) && this.#vm.read(path, 'predict') === true;
  }

  attach(
    entity: EntityRecord,
    key: string,
    path: string,
    properties: Readonly<Record<string, PropertyValue>>,
  ): void {
    const list = this.#attachments.of(entity);
    const known = list.find((other) => other.key === key);
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
    if (known) this.#stop(known);
    this.#attachments.set(
      entity,
      known ? list.map((other) => (other === known ? attachment : other)) : [...list, attachment],
    );
    this.#changed();
    this.#start(attachment);
  }

  detach(entity: EntityRecord, key?: string): void {
    const list = this.#attachments.of(entity);
    const kept = list.filter((attachment) => key !== undefined && attachment.key !== key);
    for (const attachment of list) if (!kept.includes(attachment)) this.#stop(attachment);
    this.#attachments.set(entity, kept);
  }

  release(entity: EntityRecord): void {
    this.detach(entity);
    this.#waiting.release(entity);
    this.#tweens.release(entity);
    this.#vm.release(entity);
  }

  entitiesWith(hook: string): ReadonlySet<EntityRecord> {
    const known = this.#listeners.get(hook);
    if (known) return known;
    const found = new Set<EntityRecord>();
    for (const { entity, key, path, behaviour, enabled } of this.#attachments.all())
      if (behaviour && enabled && isBehaviour(key) && this.#vm.has(path, hook)) found.add(entity);
    this.#listeners.set(hook, found);
    return found;
  }

  generate(entity: EntityRecord): ScriptFailure | null {
    const generators = this.#attachments.of(entity).filter(({ key }) => typeOfKey(key) === 'Generator');
    if (!generators.length) return null;
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
    const overweight = this.#vm.overweight(() =>
      heldValues(this.#world, this.#attachments, this.#waiting.mail),
    );
    if (overweight)
      this.#failure ??= { ...overweight, traceback: '', entity: '', entityName: '', locals: [] };
    this.#actions ??= [...this.#attachments.all()].filter(({ key }) => typeOfKey(key) === 'InputAction');
    const asked = inputActionsOf(this.#world, this.#actions);
    if (!asked.length) return this.#takeFailure();
    return this.#group(() => {
      for (const { behaviour, enabled, entity } of asked)
        if (behaviour && enabled && entity.alive) {
          const { x, y } = this.#world.inputOf(entity).pointer;
          this.#vm.evaluate(behaviour, 'execute', [x, y], this.#guard);
        }
    });
  }

  runPaused(dt: number): ScriptFailure | null {
    const waiting = [...this.#attachments.all()].filter(
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
      this.#waiting.set({ due: this.#world.time, owner, callback, entity });
    const due = this.#waiting.takeDue(this.#world.time);
    if (!due.length && !this.#waiting.mail.length) return null;
    return this.#group(() => {
      this.#deliver();
      for (const { owner, callback, entity } of due) this.#call(owner, callback, [], entity);
    });
  }

  runUpdates(dt: number): ScriptFailure | null {
    const updating = (this.#updating ??= this.#order());
    if (!updating.length && !this.#waiting.mail.length) return null;
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
    for (const attachment of this.#attachments.all())
      if (attachment.entity.id === entity && attachment.path === script) attachment.enabled = false;
    this.#changed();
  }

  save(): SavedScripts {
    const vm = this.#vm.save();
    const waiting = this.#waiting.save();
    return {
      bytes: vm.bytes + waiting.bytes,
      vm,
      attachments: this.#attachments.save(),
      waiting,
      tweens: this.#tweens.save(),
    };
  }

  restore({ vm, attachments, waiting, tweens }: SavedScripts): void {
    this.#vm.restore(vm);
    this.#waiting.restore(waiting);
    this.#tweens.restore(tweens);
    if (!this.#attachments.restore(attachments)) return;
    this.#owners.clear();
    for (const attachment of this.#attachments.all())
      if (attachment.behaviour) this.#owners.set(attachment.behaviour, attachment);
    this.#changed();
    // What was restored is what was saved.
    this.#attachments.keep(attachments);
  }

  digest(hasher: Hasher): void {
    for (const { entity, key, path, enabled, properties } of this.#attachments.all())
      hasher.data([entity.id, key, path, enabled, properties]);
    for (const { due, owner, callback, entity } of this.#waiting.timers)
      hasher.data([due, owner.entity.id, owner.key, callback, entity.id]);
    for (const { entity, name, data } of this.#waiting.mail) hasher.data([entity.id, name, withIds(data)]);
    this.#tweens.digest(hasher);
    this.#vm.digest(hasher);
  }

  dispose(): void {
    this.#attachments.clear();
    this.#owners.clear();
    this.#waiting.clear();
    this.#vm.dispose();
  }

  /** Runs calls between one copy of the hot fields in and one out. */
  #group(run: () => void): ScriptFailure | null {
    this.#vm.pull();
    run();
    this.#vm.push();
    return this.#takeFailure();
  }

  #takeFailure(): ScriptFailure | null {
    const failure = this.#failure;
    this.#failure = null;
    return failure;
  }

  #send(event: ScriptEvent): void {
    const list = this.#attachments.of(event.entity);
    if (!list.length) return;
    const args = argumentsOf(event);
    for (const attachment of list)
      if (isMeant(event, attachment.key)) this.#call(attachment, hooks[event.kind], args);
  }

  /** Messages of this moment; those that they cause wait for the next tick. */
  #deliver(): void {
    for (const message of this.#waiting.takeMail()) if (message.entity.alive) this.#send(message);
  }

  #call(
    { behaviour, enabled }: Attachment,
    hook: string,
    args: readonly LuaValue[],
    entity?: EntityRecord,
  ): void {
    if (behaviour && enabled) this.#vm.call(behaviour, hook, args, this.#guard, entity);
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
    this.#waiting.forget(attachment);
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
    this.#attachments.changed();
    this.#listeners.clear();
    this.#updating = null;
    this.#actions = null;
  }

  #order(): VmBehaviour[] {
    const rank = new Map(this.#world.entities().map((entity, at) => [entity, at]));
    return [...this.#attachments.all()]
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
      input: () => this.#world.inputOf(this.#running?.entity ?? null),
      undo: (step) => this.#transaction.undo(step),
      later: (effect) => this.#transaction.later(effect),
      random: () => this.#transaction.random(),
      config: (entity, behaviour, key) => {
        const own = this.#attachments.of(entity).find(({ path }) => baseName(path) === behaviour);
        return own && Object.hasOwn(own.properties, key) ? own.properties[key] : null;
      },
      schedule: (delay, callback, entity) => {
        const owner = this.#current();
        if (!owner) throw new ScriptFault('ams.schedule works inside of hooks only');
        this.#mustHave(owner, callback, "#2 to 'schedule'");
        this.#waiting.askTimer();
        const due = this.#world.time + delay;
        this.#transaction.later(() =>
          this.#waiting.set({ due, owner, callback, entity: entity ?? owner.entity }),
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
        this.#waiting.askMessages(targets.length);
        const messages = targets.map((entity): Message => ({ kind: 'message', entity, name, data }));
        const sender = this.#current();
        this.#transaction.later(() => {
          this.#waiting.post(messages);
          this.#onMessage?.(name, sender?.entity ?? null, sender?.path ?? '');
        });
      },
      where: () => this.#vm.where(),
    };
  }
}
