import { Hasher } from '../base/hasher.ts';
import type { Entity } from '../engine/entity.ts';
import type { EntityRecord } from '../engine/entity-record.ts';
import type { GameState } from '../engine/game-state.ts';
import { HOT_STRIDE } from '../engine/game-world.ts';
import type { World } from '../engine/world.ts';
import type { ScriptRunner } from '../script/runner.ts';

/** Lives, values and what is stored; nothing while they are as at the start. */
function hashKept(hasher: Hasher, game: GameState): void {
  if (game.untouched) return;
  hasher.number(game.lives);
  for (const values of [game.values, game.storage])
    for (const [key, value] of [...values].sort(([a], [b]) => (a < b ? -1 : 1)))
      hasher
        .string(key)
        .string(typeof value)
        .string(String(value));
}

/**
 * Where a game has come to, in 16 hex digits: tick, score, random numbers, and of every living entity, in order, its id, hot fields,
 * health and props. Equal for equal runs, in Node and in a browser, and for scripts that do the same in other words: recordings
 * of a game are kept with it.
 */
export function hashWorld(world: World): string {
  const hasher = new Hasher();
  hasher.string(world.scene).number(world.tick).number(world.score).string(world.state);
  for (const part of world.random.state) hasher.number(part);
  hashKept(hasher, world.game);
  for (const entity of world.entities()) {
    hasher
      .string(entity.id)
      .number(entity.health)
      .number(entity.visible ? 1 : 0);
    if (entity.owner !== 0) hasher.number(entity.owner);
    const at = entity.slot * HOT_STRIDE;
    for (let i = 0; i < HOT_STRIDE; i++) hasher.number(world.hot[at + i]!);
    for (const [key, value] of [...entity.props].sort(([a], [b]) => (a < b ? -1 : 1))) {
      hasher.string(key).string(typeof value);
      if (typeof value === 'number') hasher.number(value);
      else hasher.string(String(value));
    }
  }
  return hasher.hex;
}

/** Components are replaced, never mutated, and shared by many entities: each is gone through once. */
const hashes = new WeakMap<object, string>();

function hashOfComponent(component: object): string {
  const known = hashes.get(component);
  if (known !== undefined) return known;
  const { hex } = new Hasher().data(component);
  hashes.set(component, hex);
  return hex;
}

/** Of the game as a whole. */
function hashGame(hasher: Hasher, { game, players, score, state, message }: World): void {
  hasher
    .data([score, state, message, game.lives, game.paused])
    .data([...game.values])
    .data([...game.storage]);
  for (const { id, values } of players.list) hasher.data([id, ...values]);
}

function hashEntity(hasher: Hasher, entity: Entity, { hot, bodies }: World): void {
  const { id, name, tags, health, visible, z, layer, parent, local, body } = entity;
  hasher.data([id, name, tags, health, visible, z, layer, parent?.id, local]);
  for (let at = entity.slot * HOT_STRIDE, end = at + HOT_STRIDE; at < end; at++) hasher.number(hot[at]!);
  if (entity.owner !== 0) hasher.number(entity.owner);
  hasher.data([...entity.props]);
  for (const [key, component] of Object.entries(entity.components as Readonly<Record<string, object>>))
    hasher.string(key).string(hashOfComponent(component));
  if (entity.playing) hasher.data(entity.playing);
  hasher.number(body === null ? 0 : bodies.physics.asleep(body) ? 1 : 2);
}

/** What scripts told the camera, and where it is. */
function hashView(hasher: Hasher, { view, drawings }: World): void {
  const { look, ...orders } = view.rig.orders;
  const target = look && 'entity' in look ? { entity: idOf(look.entity), smoothing: look.smoothing } : look;
  const { x, y, zoom } = view.camera();
  hasher.data(target).data(orders).data([x, y, zoom]).data(drawings);
}

const idOf = (entity: EntityRecord): string => (entity.alive ? entity.id : '');

/**
 * All that a script, or the player, can come to see of a game, in 16 hex digits: of the world time, score, random numbers, camera,
 * contacts, and each living entity in order; of the scripts what they keep and what waits for them. For telling whether two runs
 * are the same to the last variable.
 */
export function hashEverything(world: World, scripts: ScriptRunner): string {
  const hasher = new Hasher().string(world.scene).number(world.tick);
  for (const part of world.random.state) hasher.number(part);
  hashGame(hasher, world);
  hashView(hasher, world);
  for (const entity of world.entities()) hashEntity(hasher, entity, world);
  for (const { a, b, kind, impulse } of world.bodies.physics.contacts())
    hasher.number(a).number(b).string(kind).number(impulse);
  scripts.digest(hasher);
  return hasher.hex;
}
