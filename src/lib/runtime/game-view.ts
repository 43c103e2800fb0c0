import type { Vec2 } from '../base/geometry.ts';
import type { Frame } from './protocol.ts';
import { PlayedScene, type SceneLooks } from './played-scene.ts';

/** How a game screen of a fixed size lies in a canvas of any size. */
export interface Letterbox {
  /** Canvas pixels per screen pixel. */
  scale: number;
  /** Top left corner of the screen, in canvas pixels. */
  left: number;
  top: number;
}

/** The largest place for a screen of `size` in the middle of a canvas, its ratio kept. */
export function letterbox([width, height]: Vec2, canvasWidth: number, canvasHeight: number): Letterbox {
  const scale = Math.min(canvasWidth / width, canvasHeight / height);
  return { scale, left: (canvasWidth - width * scale) / 2, top: (canvasHeight - height * scale) / 2 };
}

/** Settings of the project that the view shows. */
export interface ViewSettings {
  size: Vec2;
  background: string;
}

/** Draws frames of a game onto a canvas as the player sees them: camera, letterbox, any pixel density. */
export class GameView {
  readonly scene = new PlayedScene();

  constructor(
    readonly canvas: HTMLCanvasElement,
    private readonly settings: () => ViewSettings,
    private readonly looks: () => SceneLooks,
  ) {}

  /** Takes a frame and draws it. */
  show(frame: Frame): void {
    this.scene.apply(frame);
    this.draw();
  }

  /** Draws the last frame again, for instance after a resize or once a picture has loaded. */
  draw(): void {
    const ctx = this.canvas.getContext('2d');
    if (!ctx) return;
    const { size, background } = this.settings();
    const { scale, left, top } = this.#fit(size);
    const { camera } = this.scene;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.globalAlpha = 1;
    ctx.clearRect(0, 0, this.canvas.width, this.canvas.height);
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, size[0] * scale, size[1] * scale);
    ctx.clip();
    ctx.fillStyle = background;
    ctx.fillRect(left, top, size[0] * scale, size[1] * scale);
    // Art is drawn for pixels of its own: enlarged, they stay square.
    ctx.imageSmoothingEnabled = false;
    const unit = scale * camera.zoom;
    ctx.translate(left + (size[0] * scale) / 2, top + (size[1] * scale) / 2);
    ctx.scale(unit, unit);
    // Whole canvas pixels, so that tiles meet without hairlines.
    const eye = { x: Math.round(camera.x * unit) / unit, y: Math.round(camera.y * unit) / unit };
    ctx.translate(-eye.x, -eye.y);
    const width = size[0] / camera.zoom;
    const height = size[1] / camera.zoom;
    const view = { x: eye.x - width / 2, y: eye.y - height / 2, width, height };
    this.scene.paint(ctx, view, { x: eye.x - size[0] / 2, y: eye.y - size[1] / 2 }, this.looks());
    ctx.restore();
  }

  /** The scene position under a point of the page, in client pixels; `null` outside the screen. */
  toScene(clientX: number, clientY: number): Vec2 | null {
    const box = this.canvas.getBoundingClientRect();
    if (!(box.width > 0 && box.height > 0)) return null;
    const { size } = this.settings();
    const { scale, left, top } = letterbox(size, this.canvas.width, this.canvas.height);
    const x = (((clientX - box.left) / box.width) * this.canvas.width - left) / scale;
    const y = (((clientY - box.top) / box.height) * this.canvas.height - top) / scale;
    if (x < 0 || y < 0 || x > size[0] || y > size[1]) return null;
    const { camera } = this.scene;
    return [camera.x + (x - size[0] / 2) / camera.zoom, camera.y + (y - size[1] / 2) / camera.zoom];
  }

  #fit(size: Vec2): Letterbox {
    const density = globalThis.devicePixelRatio || 1;
    const width = Math.max(1, Math.round(this.canvas.clientWidth * density));
    const height = Math.max(1, Math.round(this.canvas.clientHeight * density));
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
    return letterbox(size, width, height);
  }
}
