import { Konva } from 'konva/lib/Global';
import { Layer } from 'konva/lib/Layer';
import { Shape } from 'konva/lib/Shape';
import { Stage } from 'konva/lib/Stage';
import type { Vec2 } from '../../base/geometry.ts';

// What is drawn and when is said here: Konva would draw everything once more after each change of size.
Konva.autoDrawEnabled = false;

/** What paints both layers. */
interface Painters {
  /** The scene, in device pixels. */
  scene(ctx: CanvasRenderingContext2D): void;
  /** What the editor adds on top, in CSS pixels. */
  overlay(ctx: CanvasRenderingContext2D): void;
  /** Before anything is drawn. */
  prepare(): void;
}

/**
 * Two layers over each other that fill an element. Each is drawn in the next frame after it was asked for, however
 * often that was. Konva itself hits nothing.
 */
export class CanvasStage {
  readonly #container: HTMLDivElement;
  readonly #painters: Painters;
  readonly #stage: Stage;
  readonly #sceneLayer = new Layer({ listening: false });
  readonly #overlayLayer = new Layer({ listening: false });
  readonly #observer = new ResizeObserver(() => this.#resize());
  #frame = 0;
  #sceneDirty = true;
  #overlayDirty = true;
  #density = 1;

  constructor(container: HTMLDivElement, painters: Painters) {
    this.#container = container;
    this.#painters = painters;
    container.tabIndex = 0;
    container.setAttribute('role', 'application');
    container.setAttribute('aria-label', 'Scene');
    container.style.touchAction = 'none';
    container.style.userSelect = 'none';
    this.#stage = new Stage({ container, width: 1, height: 1, listening: false });
    // The scene covers every pixel: clearing before would be wasted.
    this.#sceneLayer.clearBeforeDraw(false);
    this.#sceneLayer.add(shapeOf((ctx) => painters.scene(ctx)));
    this.#overlayLayer.add(shapeOf((ctx) => painters.overlay(ctx)));
  }

  /** Shows the layers and takes the size of the container. */
  start(): void {
    // Adding a layer draws it at once, with everything above.
    this.#stage.add(this.#sceneLayer, this.#overlayLayer);
    this.#observer.observe(this.#container);
    this.#fit();
  }

  /** Width and height in CSS pixels. */
  get size(): Vec2 {
    return [this.#stage.width(), this.#stage.height()];
  }

  /** Device pixels in a CSS pixel. */
  get density(): number {
    return this.#density;
  }

  /** Has the overlay drawn in the next frame, and the scene where it has changed. */
  request(scene: boolean): void {
    this.#overlayDirty = true;
    if (scene) this.#sceneDirty = true;
    this.#frame ||= requestAnimationFrame(() => this.flush());
  }

  /** Draws at once what is due, instead of in the next frame. */
  flush(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#painters.prepare();
    const [scene, overlay] = [this.#sceneDirty, this.#overlayDirty];
    this.#sceneDirty = this.#overlayDirty = false;
    if (scene) this.showScene();
    if (overlay) this.#overlayLayer.drawScene();
  }

  /** Draws the scene now, and nothing else. */
  showScene(): void {
    this.#sceneLayer.drawScene();
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#observer.disconnect();
    this.#stage.destroy();
  }

  #resize(): void {
    // A resized bitmap is empty until it is drawn: in the same frame, or it would flash.
    if (this.#fit()) this.flush();
  }

  /** Takes the size of the container over. @returns whether it is another than before, and there is anything to see */
  #fit(): boolean {
    const { clientWidth: width, clientHeight: height } = this.#container;
    if (width === 0 || height === 0) return false;
    const density = window.devicePixelRatio || 1;
    const [wide, high] = this.size;
    if (density === this.#density && wide === width && high === height) return false;
    if (density !== this.#density) {
      this.#density = density;
      for (const layer of [this.#sceneLayer, this.#overlayLayer]) layer.getCanvas().setPixelRatio(density);
    }
    this.#stage.size({ width, height });
    this.#sceneDirty = this.#overlayDirty = true;
    return true;
  }
}

const shapeOf = (paint: (ctx: CanvasRenderingContext2D) => void): Shape =>
  new Shape({ sceneFunc: (ctx) => paint(ctx._context), listening: false });
