import type { Entity } from '../engine/entity.ts';
import { HOT_STRIDE } from '../engine/game-world.ts';
import { ownerOf } from '../engine/players.ts';
import { shownFrame } from '../engine/sprite-animation.ts';
import type { World } from '../engine/world.ts';
import type { CameraNews } from '../net/play/messages.ts';
import { rowOf, type Row, type Snapshot } from '../net/play/snapshot.ts';
import { isDrawn, isShown } from '../runtime/draw-list.ts';
import { tilesOnly } from '../runtime/tile-edits.ts';
import type { ResolvedEntity } from '../schema/project.ts';
import type { EntityNews, News } from './news.ts';

interface Told {
  readonly number: number;
  is: ResolvedEntity;
  owner: number;
}

/** Tells of a world what those need who only show it: what there is and how it looks, once; and where everything is. */
export class WorldTeller {
  readonly #told = new Map<Entity, Told>();
  #next = 0;
  #scene: string | null = null;
  #order = '';
  #ranks: readonly number[] = [];

  constructor(private readonly world: World) {}

  /** The number by which an entity goes; 0 for one that was not told of yet. */
  numberOf(entity: Entity): number {
    return this.#told.get(entity)?.number ?? 0;
  }

  /** What is otherwise since the last call. */
  news(): News[] {
    const { world } = this;
    const news: News[] = [];
    if (world.scene !== this.#scene) {
      this.#scene = world.scene;
      this.#told.clear();
      this.#order = '';
      this.#ranks = [];
      news.push({ kind: 'scene', scene: world.scene });
    }
    const living = new Set(world.entities());
    for (const [entity, { number }] of [...this.#told]) {
      if (living.has(entity)) continue;
      this.#told.delete(entity);
      news.push({ kind: 'gone', entity: number });
    }
    for (const entity of living) this.#tell(entity, news);
    const order = `${world.version} ${world.view.order.version}`;
    if (order !== this.#order || news.some(({ kind }) => kind === 'entity' || kind === 'changed')) {
      this.#order = order;
      const ranks = this.#drawn();
      if (ranks.join() !== this.#ranks.join()) news.push({ kind: 'order', entities: (this.#ranks = ranks) });
    }
    return news;
  }

  /** All that was told up to now, for somebody who comes. Call {@link news} before. */
  everything(): News[] {
    const entities = [...this.#told.values()].map(({ number, is, owner }): News => ({
      kind: 'entity',
      entity: number,
      owner,
      is,
    }));
    return [
      { kind: 'scene', scene: this.world.scene },
      ...entities,
      { kind: 'order', entities: this.#ranks },
    ];
  }

  /** Where everything is that was told of. */
  snapshot(tick: number): Snapshot {
    const rows = new Map<number, Row>();
    for (const [entity, { number }] of this.#told) rows.set(number, this.#row(entity));
    return { tick, rows };
  }

  /** What the camera of a player shows: where it would follow somebody's hero, it follows their own. */
  cameraOf(own: Entity | null, heroId: string | null): CameraNews {
    const { lens, follows, point, smoothing, shake } = this.world.view.rig.plan();
    const isHero = follows && (ownerOf(follows) !== 0 || follows.id === heroId);
    const followed = (isHero && own) || (follows as Entity | null);
    return {
      lens: lens ? { zoom: lens.zoom, boundsMin: lens.boundsMin, boundsMax: lens.boundsMax } : null,
      follows: (followed && this.numberOf(followed)) || null,
      point: followed ? [0, 0] : [Math.round(point[0] * 8) / 8, Math.round(point[1] * 8) / 8],
      smoothing,
      shake,
    };
  }

  /** Everything is to be told anew: the world is at another moment. */
  forget(): void {
    this.#told.clear();
    this.#scene = null;
    this.#order = '';
    this.#ranks = [];
  }

  #tell(entity: Entity, news: News[]): void {
    const told = this.#told.get(entity);
    const { owner } = entity;
    if (!told) {
      const number = ++this.#next;
      const is = entity.resolved();
      this.#told.set(entity, { number, is, owner });
      news.push({ kind: 'entity', entity: number, owner, is });
      return;
    }
    if (told.owner !== owner) news.push({ kind: 'owner', entity: told.number, owner: (told.owner = owner) });
    if (looksLike(entity, told.is)) return;
    const before = told.is;
    const is = entity.resolved();
    told.is = is;
    const changes = tilesOnly(before, is);
    if (changes) news.push({ kind: 'tiles', entity: told.number, changes });
    else news.push({ kind: 'changed', entity: told.number, now: difference(before, is) });
  }

  #row(entity: Entity): Row {
    const { world } = this;
    const { Transform, Sprite } = entity.components;
    const at = entity.slot * HOT_STRIDE;
    return rowOf({
      x: world.hot[at]!,
      y: world.hot[at + 1]!,
      rotation: world.hot[at + 4]!,
      width: Transform.size[0],
      height: Transform.size[1],
      frame: Sprite ? shownFrame(world.assets, entity, world.time) : 0,
      visible: isShown(world, entity),
    });
  }

  #drawn(): number[] {
    const { order } = this.world.view;
    return [...this.#told.keys()]
      .filter(isDrawn)
      .sort(order.compare)
      .map((entity) => this.#told.get(entity)!.number);
  }
}

const looksLike = (entity: Entity, told: ResolvedEntity): boolean =>
  entity.components === told.components &&
  entity.layer === told.layer &&
  entity.name === told.name &&
  entity.tags === told.tags &&
  entity.visible === told.visible &&
  (entity.parent?.id ?? null) === told.parent;

/** Only what differs; a component that is gone is `null`. */
function difference(before: ResolvedEntity, after: ResolvedEntity): EntityNews {
  const [was, is] = [before.components, after.components] as unknown as Readonly<Record<string, unknown>>[];
  const components: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(was!), ...Object.keys(is!)]))
    if (was![key] !== is![key]) components[key] = is![key] ?? null;
  return {
    ...(before.name === after.name ? {} : { name: after.name }),
    ...(before.tags === after.tags ? {} : { tags: after.tags }),
    ...(before.layer === after.layer ? {} : { layer: after.layer }),
    ...(before.parent === after.parent ? {} : { parent: after.parent }),
    ...(before.visible === after.visible ? {} : { visible: after.visible }),
    ...(Object.keys(components).length === 0 ? {} : { components }),
  };
}

/** An entity after what {@link difference} told of it. */
export function withNews(entity: ResolvedEntity, { components = {}, ...fields }: EntityNews): ResolvedEntity {
  const now: Record<string, unknown> = { ...entity.components, ...components };
  for (const [key, value] of Object.entries(components)) if (value === null) delete now[key];
  return { ...entity, ...fields, components: now as unknown as ResolvedEntity['components'] };
}
