/** What somebody sees of a game that runs elsewhere: the news up to a moment, and where everything is then. */
import type { Vec2 } from '../../base/geometry.ts';
import { exp } from '../../base/maths.ts';
import { cameraView, shaken } from '../../engine/camera.ts';
import type { Drawing } from '../../engine/drawing.ts';
import type { CameraNews } from '../../net/play/messages.ts';
import type { Look } from '../../net/play/snapshot.ts';
import { DRAW_STRIDE, type Frame, type GameEvent, type GoingSound } from '../../runtime/protocol.ts';
import type { ResolvedEntity } from '../../schema/project.ts';
import { withTiles } from '../../runtime/tile-edits.ts';
import type { News, NewsOfTick } from '../news.ts';
import { withNews } from '../world-teller.ts';

/** An entity that was told of. */
export interface Seen {
  is: ResolvedEntity;
  owner: number;
}

type ProjectNews = Omit<Extract<News, { kind: 'project' }>, 'kind'>;

/** Who is at a seat. */
export interface NameTag {
  name: string;
  color: string;
}

export class Presentation {
  readonly entities = new Map<number, Seen>();
  #waiting: NewsOfTick[] = [];
  #order: readonly number[] = [];
  #camera: CameraNews | null = null;
  #at: Vec2 | null = null;
  #atTick = 0;
  #sounds: readonly GoingSound[] = [];
  #drawings: readonly Drawing[] = [];
  #events: GameEvent[] = [];
  /** How what is foreseen was last shown, by number. */
  readonly #foreseen = new Map<number, ResolvedEntity['components']>();

  constructor(
    private readonly screen: () => Vec2,
    /** What the page needs to know of the project. */
    private readonly onProject: (news: ProjectNews) => void,
  ) {}

  /** News that are shown once their tick is. */
  add(news: NewsOfTick): void {
    this.#waiting.push(news);
  }

  /** Takes over all news up to a moment. */
  advance(tick: number): void {
    while (this.#waiting[0] && this.#waiting[0].tick <= tick)
      for (const each of this.#waiting.shift()!.news) this.#take(each);
  }

  /** What somebody foresees looks so; the news tell of it later. */
  appears(number: number, { Sprite, Shape, Text }: ResolvedEntity['components']): void {
    const seen = this.entities.get(number);
    const shown = this.#foreseen.get(number) ?? seen?.is.components;
    if (!seen || !shown) return;
    if (shown.Sprite === Sprite && shown.Shape === Shape && shown.Text === Text) return;
    const components = {
      ...seen.is.components,
      ...(Sprite && { Sprite }),
      ...(Shape && { Shape }),
      ...(Text && { Text }),
    };
    this.#foreseen.set(number, components);
    this.#events.push({ kind: 'look', slot: number, entity: { ...seen.is, components } });
  }

  /** Nothing that was told holds any more. */
  reset(): void {
    this.#waiting = [];
    this.#at = null;
  }

  /** @param own drawn by everybody else above their head; the own name is not needed */
  frame(
    id: number,
    tick: number,
    looks: ReadonlyMap<number, Look>,
    tags: ReadonlyMap<number, NameTag>,
    own: number,
  ): Frame {
    const draws = new Float32Array(this.#order.length * DRAW_STRIDE);
    let count = 0;
    for (const number of this.#order) {
      const look = looks.get(number);
      if (!look?.visible || !this.entities.has(number)) continue;
      const { x, y, rotation, width, height, frame } = look;
      draws.set([number, x, y, rotation, width, height, 1, frame], count++ * DRAW_STRIDE);
    }
    const events = this.#events;
    this.#events = [];
    return {
      kind: 'frame',
      id,
      tick: Math.floor(tick),
      at: 0,
      draws: draws.buffer,
      count,
      camera: this.#view(tick, looks),
      drawings: [...this.#drawings, ...this.#tags(looks, tags, own)],
      physics: null,
      sounds: this.#sounds,
      events,
      tickMs: 0,
      entities: this.entities.size,
      bodies: 0,
    };
  }

  #take(news: News): void {
    switch (news.kind) {
      case 'scene':
        this.entities.clear();
        this.#foreseen.clear();
        this.#order = [];
        this.#at = null;
        this.#drawings = [];
        this.#events.push({ kind: 'scene', scene: news.scene });
        return;
      case 'entity':
        this.entities.set(news.entity, { is: news.is, owner: news.owner });
        this.#events.push({ kind: 'look', slot: news.entity, entity: news.is });
        return;
      case 'changed':
        return this.#change(news.entity, (is) => withNews(is, news.now));
      case 'tiles': {
        const seen = this.entities.get(news.entity);
        if (!seen) return;
        seen.is = withTiles(seen.is, news.changes);
        this.#events.push({ kind: 'tiles', slot: news.entity, changes: news.changes });
        return;
      }
      case 'owner': {
        const seen = this.entities.get(news.entity);
        if (seen) seen.owner = news.owner;
        return;
      }
      case 'gone':
        this.entities.delete(news.entity);
        this.#events.push({ kind: 'gone', slot: news.entity });
        return;
      case 'order':
        this.#order = news.entities;
        return;
      case 'project': {
        const { kind: _, ...project } = news;
        return this.onProject(project);
      }
      case 'camera':
        this.#camera = news.camera;
        return;
      case 'drawings':
        this.#drawings = news.drawings;
        return;
      case 'sounds':
        this.#sounds = news.sounds;
        return;
      case 'sound':
      case 'state':
        this.#events.push(news);
        return;
      case 'script':
        return;
    }
  }

  #change(number: number, change: (is: ResolvedEntity) => ResolvedEntity): void {
    const seen = this.entities.get(number);
    if (!seen) return;
    seen.is = change(seen.is);
    this.#foreseen.delete(number);
    this.#events.push({ kind: 'look', slot: number, entity: seen.is });
  }

  #view(tick: number, looks: ReadonlyMap<number, Look>): Frame['camera'] {
    const screen = this.screen();
    if (!this.#camera) return cameraView(undefined, [0, 0], screen);
    const { lens, follows, point, smoothing, shake } = this.#camera;
    const followed = follows === null ? undefined : looks.get(follows);
    const goal: Vec2 = followed ? [followed.x, followed.y] : follows === null ? point : (this.#at ?? point);
    const passed = Math.max(0, tick - this.#atTick) / 60;
    const part = smoothing > 0 && this.#at ? 1 - exp(-passed / smoothing) : 1;
    const from = this.#at ?? goal;
    this.#at = [from[0] + (goal[0] - from[0]) * part, from[1] + (goal[1] - from[1]) * part];
    this.#atTick = tick;
    return shaken(cameraView(lens ?? undefined, this.#at, screen), shake, tick);
  }

  /** Who is who, where several play. */
  #tags(looks: ReadonlyMap<number, Look>, tags: ReadonlyMap<number, NameTag>, own: number): Drawing[] {
    if (tags.size < 2) return [];
    const told = new Set<number>([own]);
    const drawings: Drawing[] = [];
    for (const [number, { owner }] of this.entities) {
      const tag = tags.get(owner);
      const look = looks.get(number);
      if (!tag || !look?.visible || told.has(owner)) continue;
      told.add(owner);
      const x = look.x - tag.name.length * 3.2;
      drawings.push({ kind: 'text', color: tag.color, x, y: look.y - look.height / 2 - 18, text: tag.name });
    }
    return drawings;
  }
}
