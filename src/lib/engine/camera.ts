import type { Vec2 } from '../base/geometry.ts';
import { exp, sin } from '../base/maths.ts';
import type { Restorable } from '../base/restorable.ts';
import type { ComponentData } from '../schema/components.ts';
import type { EntityRecord } from './entity-record.ts';

/** Centre of the view in scene pixels, and its zoom. */
export interface CameraView {
  x: number;
  y: number;
  zoom: number;
}

/** The middle of a range that the view must not leave; a view larger than the range shows its middle. */
function within(value: number, low: number, high: number, view: number): number {
  if (high - low <= view) return (low + high) / 2;
  return Math.min(high - view / 2, Math.max(low + view / 2, value));
}

const TICKS_PER_SECOND = 60;

export type Lens = Pick<ComponentData<'Camera'>, 'zoom' | 'boundsMin' | 'boundsMax'>;

/**
 * Where a camera looks.
 *
 * @param camera `undefined` shows the scene from its top left corner
 * @param target the middle of what it follows, or its own place
 * @param screen size of the player's screen in pixels
 */
export function cameraView(camera: Lens | undefined, target: Vec2, screen: Vec2): CameraView {
  if (!camera) return { x: screen[0] / 2, y: screen[1] / 2, zoom: 1 };
  const zoom = camera.zoom > 0 ? camera.zoom : 1;
  const [x0, y0] = camera.boundsMin;
  const [x1, y1] = camera.boundsMax;
  return {
    x: x1 > x0 ? within(target[0], x0, x1, screen[0] / zoom) : target[0],
    y: y1 > y0 ? within(target[1], y0, y1, screen[1] / zoom) : target[1],
    zoom,
  };
}

/** What scripts have told the camera; what is `null` is left to the scene's Camera. Replaced, never mutated. */
export interface CameraOrders {
  readonly look:
    { readonly entity: EntityRecord; readonly smoothing: number } | { readonly point: Vec2 } | null;
  readonly zoom: number | null;
  readonly bounds: { readonly min: Vec2; readonly max: Vec2 } | null;
  /** Began at this tick, lasts so many seconds; shakes by at most so many pixels. */
  readonly shake: { readonly from: number; readonly duration: number; readonly strength: number } | null;
}

const noOrders: CameraOrders = { look: null, zoom: null, bounds: null, shake: null };

/** The scene's Camera and where it looks by itself. */
export interface SceneCamera {
  camera: ComponentData<'Camera'> | undefined;
  target: Vec2;
  /** Whom it follows, where that is somebody. */
  followed?: EntityRecord | null;
}

/** What a camera shows, before it is known where everything is. */
export interface CameraPlan {
  readonly lens: Lens | undefined;
  readonly follows: EntityRecord | null;
  /** Where it looks when it follows nobody. */
  readonly point: Vec2;
  readonly smoothing: number;
  readonly shake: CameraOrders['shake'];
}

export interface SavedCamera extends Pick<CameraRig, 'orders'> {
  readonly at: Vec2 | null;
}

/** The camera of a running scene: the scene's own, with what scripts have told it. */
export class CameraRig implements Restorable<SavedCamera> {
  orders: CameraOrders = noOrders;
  /** Where it is on its way to what it follows. */
  #at: Vec2 | null = null;

  constructor(
    private readonly screen: () => Vec2,
    private readonly scene: () => SceneCamera,
    /** Where an entity is; `null` once it is dead. */
    private readonly placeOf: (entity: EntityRecord) => Vec2 | null,
  ) {}

  save(): SavedCamera {
    return { orders: this.orders, at: this.#at };
  }

  restore({ orders, at }: SavedCamera): void {
    this.orders = orders;
    this.#at = at;
  }

  /** Another scene begins. */
  reset(): void {
    this.orders = noOrders;
    this.#at = null;
  }

  /** Moves on by `dt` seconds. */
  advance(dt: number): void {
    const { look } = this.orders;
    const goal = this.#goal();
    const smoothing = look && 'entity' in look ? look.smoothing : 0;
    if (smoothing <= 0 || !this.#at) {
      this.#at = goal;
      return;
    }
    const part = 1 - exp(-dt / smoothing);
    this.#at = [this.#at[0] + (goal[0] - this.#at[0]) * part, this.#at[1] + (goal[1] - this.#at[1]) * part];
  }

  /** Where it looks at a tick. */
  view(tick: number): CameraView {
    const { look, shake } = this.orders;
    const smooth = look && 'entity' in look && look.smoothing > 0;
    const target = (smooth && this.#at) || this.#goal();
    return shaken(cameraView(this.#lens(), target, this.screen()), shake, tick);
  }

  /** What it is told to show, for somebody who finds out by themselves where everything is. */
  plan(): CameraPlan {
    const { look, shake } = this.orders;
    const { followed = null } = this.scene();
    const entity = look && 'entity' in look && look.entity.alive ? look.entity : null;
    return {
      lens: this.#lens(),
      follows: look ? entity : followed,
      point: this.#goal(),
      smoothing: look && 'entity' in look ? look.smoothing : 0,
      shake,
    };
  }

  #lens(): Lens | undefined {
    const { look, zoom, bounds } = this.orders;
    const { camera } = this.scene();
    if (!camera && !look && zoom === null && !bounds) return undefined;
    return {
      zoom: zoom ?? camera?.zoom ?? 1,
      boundsMin: bounds?.min ?? camera?.boundsMin ?? [0, 0],
      boundsMax: bounds?.max ?? camera?.boundsMax ?? [0, 0],
    };
  }

  #goal(): Vec2 {
    const { look } = this.orders;
    const { camera, target } = this.scene();
    if (look) return 'point' in look ? look.point : (this.placeOf(look.entity) ?? this.#at ?? target);
    // Zoom or bounds alone: a scene without a Camera shows its first screen.
    const [width, height] = this.screen();
    return camera ? target : [width / 2, height / 2];
  }
}

/** A view at a tick, shaken as it was told to be. */
export function shaken(view: CameraView, shake: CameraOrders['shake'], tick: number): CameraView {
  const passed = shake ? tick - shake.from : 0;
  const left = shake ? shake.duration - passed / TICKS_PER_SECOND : 0;
  if (!shake || left <= 0) return view;
  const strength = (shake.strength * left) / shake.duration;
  // Two swings of unrelated speeds never look regular, and take no random number from the game.
  return {
    ...view,
    x: view.x + sin(passed * 2.3) * strength,
    y: view.y + sin(passed * 3.1 + 1) * strength,
  };
}
