import { comesFromPrefab } from '../core/chosen.ts';
import type { Vec2 } from '../../base/geometry.ts';
import type { ComponentData } from '../../schema/components.ts';
import type { ResolvedEntity } from '../../schema/project.ts';
import { frameRect } from '../../runtime/sheet-frame.ts';
import type { CommandHost } from '../core/editor-state.ts';
import { collidersOf } from '../core/shapes/outlines.ts';
import { freeKey } from '../core/shapes/collider-edit.ts';
import type { TraceOptions } from '../core/shapes/trace-outline.ts';
import type { ImageStore } from '../client/image-store.ts';

export interface OutlineQuestion {
  id: number;
  /** Frames of another picture than before. */
  frames?: ImageBitmap[];
  options: TraceOptions;
}

export interface OutlineAnswer {
  id: number;
  /** Corners as fractions of the picture. */
  outlines: Vec2[][];
}

export interface OutlineSettings extends TraceOptions {
  /** All frames that the sprite plays, instead of the first one. */
  frames: boolean;
  /** The colliders that were there go. */
  replace: boolean;
}

type Sprite = ComponentData<'Sprite'>;

/** An outline in the making: asks a worker for it whenever picture or settings change, and writes it in one step. */
export class OutlineSession {
  settings = $state.raw<OutlineSettings>({
    threshold: 128,
    tolerance: 1.5,
    holes: false,
    hull: false,
    smallest: 9,
    frames: true,
    replace: true,
  });
  outlines = $state.raw<readonly (readonly Vec2[])[]>([]);
  busy = $state(false);
  readonly #host: CommandHost;
  readonly #images: ImageStore;
  readonly #worker = new Worker(new URL('./outline.worker.ts', import.meta.url), { type: 'module' });
  #entity: ResolvedEntity | null = null;
  /** What the worker has of the picture: the same again need not be sent. */
  #sent = '';
  #asked = 0;
  /** Something changed while the worker was at work. */
  #stale = false;

  constructor(host: CommandHost, images: ImageStore) {
    this.#host = host;
    this.#images = images;
    this.#worker.onmessage = ({ data }: MessageEvent<OutlineAnswer>) => this.#answered(data);
  }

  get corners(): number {
    return this.outlines.reduce((sum, outline) => sum + outline.length, 0);
  }

  /** Shows the outline of another entity; `null` for one without a picture. */
  follow(entity: ResolvedEntity | null): void {
    this.#entity = entity;
    void this.#ask();
  }

  set(change: Partial<OutlineSettings>): void {
    this.settings = { ...this.settings, ...change };
    void this.#ask();
  }

  /** Makes colliders of the outlines: one undo step. */
  take(): void {
    const entity = this.#entity;
    if (!entity || this.outlines.length === 0 || this.busy) return;
    const host = this.#host;
    const old = this.settings.replace
      ? collidersOf(entity.components).flatMap(([key]) =>
          comesFromPrefab(host, entity.id, key) ? [] : [key],
        )
      : [];
    let components: Record<string, unknown> = { ...entity.components };
    for (const key of old) delete components[key];
    host.write(`Outline ${entity.name}`, (writer) => {
      for (const key of old) writer.removeComponent(entity.id, key);
      for (const points of this.outlines) {
        const key = freeKey('Collider', components);
        components = { ...components, [key]: true };
        writer.setFields(entity.id, key, { shape: 'polygon', points: points.map(rounded) });
      }
    });
    host.tool.value = 'select';
  }

  dispose(): void {
    this.#worker.terminate();
    this.#host.outline.value = null;
  }

  async #ask(): Promise<void> {
    if (this.busy) {
      this.#stale = true;
      return;
    }
    const sprite = this.#entity?.components.Sprite;
    const image = sprite?.asset ? this.#images.get(sprite.asset) : null;
    if (!sprite || !image) return this.#show([]);
    this.busy = true;
    const places = framesOf(sprite, image, this.settings.frames);
    const picture = JSON.stringify([sprite.asset, places]);
    const frames =
      picture === this.#sent
        ? undefined
        : await Promise.all(
            places.map(({ x, y, width, height }) => createImageBitmap(image, x, y, width, height)),
          );
    this.#sent = picture;
    const { threshold, tolerance, holes, hull, smallest } = this.settings;
    const options = { threshold, tolerance, holes, hull, smallest };
    const question: OutlineQuestion = { id: ++this.#asked, options, ...(frames ? { frames } : {}) };
    this.#worker.postMessage(question, frames ?? []);
  }

  #answered({ id, outlines }: OutlineAnswer): void {
    if (id !== this.#asked) return;
    this.busy = false;
    if (this.#stale) {
      this.#stale = false;
      void this.#ask();
      return;
    }
    this.#show(flipped(outlines, this.#entity?.components.Sprite));
  }

  #show(outlines: readonly (readonly Vec2[])[]): void {
    this.outlines = outlines;
    const entity = this.#entity;
    this.#host.outline.value = entity ? { entity: entity.id, outlines, take: () => this.take() } : null;
  }
}

const rounded = ([x, y]: Vec2): Vec2 => [Math.round(x * 1e5) / 1e5, Math.round(y * 1e5) / 1e5];

/** Where the frames of a sprite lie in its picture. */
function framesOf(sprite: Sprite, image: ImageBitmap, all: boolean) {
  const count = all ? Math.min(64, sprite.frames) : 1;
  return Array.from({ length: count }, (_, i) =>
    frameRect(sprite, [image.width, image.height], sprite.frame + i),
  ).filter(({ width, height }) => width >= 1 && height >= 1);
}

/** As the sprite shows it. */
function flipped(outlines: readonly (readonly Vec2[])[], sprite: Sprite | undefined): Vec2[][] {
  const { flipX = false, flipY = false } = sprite ?? {};
  return outlines.map((outline) => outline.map(([x, y]) => [flipX ? 1 - x : x, flipY ? 1 - y : y]));
}
