import { comesFromPrefab } from '../core/chosen.ts';
import type { Vec2 } from '../../base/geometry.ts';
import type { ResolvedEntity } from '../../schema/project.ts';
import { paintSprite } from '../../runtime/paint-sprite.ts';
import type { CommandHost } from '../core/command-host.ts';
import { collidersOf } from '../core/shapes/outlines.ts';
import { freeKey } from '../core/shapes/collider-edit.ts';
import type { TraceOptions } from '../core/shapes/trace-outline.ts';
import type { ImageStore } from '../client/image-store.ts';
import { outlineFrames, type OutlineFrames } from './outline-frames.ts';

export interface OutlineQuestion {
  id: number;
  /** Frames of another picture than before, all of one size. */
  frames?: ImageBitmap[];
  options: TraceOptions;
}

export interface OutlineAnswer {
  id: number;
  /** Corners as fractions of the frames. */
  outlines: Vec2[][];
}

export interface OutlineSettings extends TraceOptions {
  /** All frames that the sprite plays, instead of the first one. */
  frames: boolean;
  /** The colliders that were there go. */
  replace: boolean;
}

/** A box has no more pixels on a side, however large the entity is that it is of. */
const LARGEST_SIDE = 2048;

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
  #frames: OutlineFrames | null = null;
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
    this.#ask();
  }

  set(change: Partial<OutlineSettings>): void {
    this.settings = { ...this.settings, ...change };
    this.#ask();
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

  #ask(): void {
    if (this.busy) {
      this.#stale = true;
      return;
    }
    const { Sprite: sprite, Transform } = this.#entity?.components ?? {};
    const image = sprite?.asset ? this.#images.get(sprite.asset) : null;
    if (!sprite || !Transform || !image) return this.#show([]);
    const asset = this.#host.reader.project.assets[sprite.asset];
    const sheet = asset?.meta;
    const size = [image.width, image.height] as const;
    const plan = outlineFrames(sprite, sheet, size, Transform.size, this.settings.frames);
    const { x, y, width, height } = plan.bounds;
    if (width < 1 || height < 1) return this.#show([]);
    this.busy = true;
    this.#frames = plan;
    const picture = JSON.stringify([sprite, plan, asset?.sha256, sheet?.frames, sheet?.border]);
    const draw = (number: number): ImageBitmap => {
      const canvas = new OffscreenCanvas(Math.min(width, LARGEST_SIDE), Math.min(height, LARGEST_SIDE));
      const context = canvas.getContext('2d')!;
      context.imageSmoothingEnabled = false;
      context.scale(canvas.width / width, canvas.height / height);
      const box = { x: -x, y: -y, width: plan.box[0], height: plan.box[1] };
      paintSprite(context, sprite, box, number, this.#images, '', sheet);
      return canvas.transferToImageBitmap();
    };
    const frames = picture === this.#sent ? undefined : plan.numbers.map(draw);
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
      this.#ask();
      return;
    }
    this.#show(outlines.map((outline) => outline.map((corner) => this.#inBox(corner))));
  }

  /** A fraction of the frames as one of the box of the sprite. */
  #inBox([x, y]: Vec2): Vec2 {
    const { bounds, box } = this.#frames!;
    return [(bounds.x + x * bounds.width) / box[0], (bounds.y + y * bounds.height) / box[1]];
  }

  #show(outlines: readonly (readonly Vec2[])[]): void {
    this.outlines = outlines;
    const entity = this.#entity;
    this.#host.outline.value = entity ? { entity: entity.id, outlines, take: () => this.take() } : null;
  }
}

const rounded = ([x, y]: Vec2): Vec2 => [Math.round(x * 1e5) / 1e5, Math.round(y * 1e5) / 1e5];
