/**
 * The scene on screen: its parts, and what of the project, the person and the others each of them hears. The scene is drawn from
 * bitmap tiles, what the editor adds on top over it; what is hit the scene index knows.
 */
import { Disposer } from '../../base/disposer.ts';
import type { Rect, Vec2 } from '../../base/geometry.ts';
import type { CanvasHost } from '../core/canvas-host.ts';
import type { SceneChange } from '../core/editor-host.ts';
import type { Placed } from '../core/entity-geometry.ts';
import { SceneIndex } from '../core/scene-index.ts';
import type { Signal } from '../core/signal.ts';
import { NO_PREVIEW, type ToolPointer } from '../core/tools/tool.ts';
import { visibleRect } from '../core/view.ts';
import { canvasContext, type CanvasContext } from './canvas-context.ts';
import { CanvasInput } from './canvas-input.ts';
import { CanvasMenus } from './canvas-menus.ts';
import { CanvasStage } from './canvas-stage.ts';
import { drawOverlay } from './overlay-painter.ts';
import { playRows } from './play-rows.ts';
import { PresenceCast } from './presence-cast.ts';
import { ScenePainter } from './scene-painter.ts';
import { readThemeColors, watchTheme } from './theme-colors.ts';
import { ToolInHand } from './tool-in-hand.ts';

export class SceneCanvas {
  /** What is where in the scene shown. */
  readonly index = new SceneIndex();
  readonly #container: HTMLDivElement;
  readonly #host: CanvasHost;
  readonly #disposer = new Disposer();
  readonly #stage: CanvasStage;
  readonly #painter: ScenePainter;
  readonly #presence: PresenceCast;
  readonly #context: CanvasContext;
  readonly #hand: ToolInHand;
  readonly #menus: CanvasMenus;
  readonly #input: CanvasInput;
  #sceneId: string | null = null;
  #played: Map<string, Placed> | null = null;
  #pointer: Vec2 | null = null;
  /** Others drag something. */
  #carriedByOthers = false;

  /**
   * @param container is filled, focused and resized with; give it a size by CSS
   * @param host what to show and to edit; see {@link CanvasHost}
   */
  constructor(container: HTMLDivElement, host: CanvasHost) {
    this.#container = container;
    this.#host = host;
    this.#presence = new PresenceCast(host);
    this.#context = canvasContext(host, {
      index: this.index,
      played: () => this.#playedPlaces(),
      visible: () => this.#visible(),
      publishDrag: (drag) => this.#presence.drag(drag),
      redraw: () => this.#request(false),
    });
    this.#hand = new ToolInHand(this.#context, () => this.#request(false));
    this.#menus = new CanvasMenus(container, this.#context, () => this.#hand.tool);
    const stage = new CanvasStage(container, {
      prepare: () => {
        if (host.scene() !== this.#sceneId) this.followScene();
      },
      scene: (ctx) => this.#painter.draw(ctx),
      overlay: (ctx) => this.#drawOverlay(ctx),
    });
    this.#stage = stage;
    const surface = { stage, request: () => this.#request(true), visible: () => this.#visible() };
    this.#painter = new ScenePainter(host, this.index, surface, readThemeColors(container));
    const { cursor, coarse } = this.#context;
    this.#input = new CanvasInput(container, {
      view: host.view,
      tool: () => this.#hand.tool,
      pointed: (at) => this.#pointed(at),
      escape: () => this.#hand.escape(),
      touched: (touched) => (coarse.value = touched),
      menu: (at) => this.#menus.open(at),
      grab: (grabbing) => (container.style.cursor = grabbing ?? cursor.value),
    });
    this.#listen();
    stage.start();
    this.#takeTool();
    this.followScene();
    // Not at once: the host has yet to say which part of the scene is looked at first.
    this.#request(true);
  }

  /** Shows the host's scene when it is another than before. The canvas notices by itself with the next change. */
  followScene(): void {
    const scene = this.#host.scene();
    if (scene === this.#sceneId && this.index.scene) return;
    this.#sceneId = scene;
    this.#played = null;
    this.#hand.tool.cancel();
    this.#painter.dirty(this.index.load(this.#host.reader.project, scene));
    // What it can do depends on what there is.
    this.#host.hint.value = this.#hand.tool.hint;
  }

  /** Lists what lies under the pointer, or where the last menu was asked for. */
  openStack(): void {
    this.#menus.openStack();
  }

  dispose(): void {
    this.#hand.tool.cancel();
    this.#disposer.dispose();
    this.#input.dispose();
    this.#presence.dispose();
    this.#painter.dispose();
    this.#stage.dispose();
  }

  #listen(): void {
    const host = this.#host;
    const own = this.#disposer;
    const { hovered, coarse, measured, cursor } = this.#context;
    const painter = this.#painter;
    const overlay = () => this.#request(false);
    own.add(host.reader.subscribe((change) => this.#changed(change)));
    own.add(host.view.subscribe(() => this.#request(true)));
    own.add(host.selection.subscribe((ids) => this.#selected(ids)));
    own.add(host.isolated.subscribe((ids) => painter.dirty(this.index.isolate(ids))));
    for (const signal of [hovered, coarse, measured, host.outline, host.guides])
      own.add((signal as Signal<unknown>).subscribe(overlay));
    own.add(
      host.tiles.subscribe(() => {
        this.#hand.tool.refresh?.();
        overlay();
      }),
    );
    own.add(host.tool.subscribe(() => this.#takeTool()));
    own.add(
      host.options.subscribe(() => {
        painter.followOptions();
        painter.repaint();
      }),
    );
    own.add(host.grid.subscribe((grid) => painter.look({ grid })));
    own.add(host.images.subscribe(() => painter.repaint()));
    own.add(host.presence.subscribe(() => this.#othersMoved()));
    own.add(host.game.onFrame(() => this.#playMoved()));
    own.add(host.game.onPaths(overlay));
    own.add(host.game.onStatus(() => this.#playMoved()));
    own.add(this.#context.preview.subscribe(() => this.#moved()));
    own.add(cursor.subscribe((shown) => (this.#container.style.cursor = shown)));
    own.add(watchTheme(() => painter.look({ colors: readThemeColors(this.#container) })));
  }

  #changed(change: SceneChange): void {
    const { project } = this.#host.reader;
    const scene = this.#host.scene();
    if (scene !== this.#sceneId || scene === null) return this.followScene();
    const everything =
      change.layers.has(scene) || change.prefabs || change.tilesets || !project.scenes[scene];
    const ids = change.entities.get(scene);
    if (everything) this.#painter.dirty(this.index.load(project, scene));
    else if (ids && ids.size > 0) this.#painter.dirty(this.index.update(project, scene, ids));
    if (change.settings || change.scenes || change.assets) {
      if (!everything && !ids) this.index.follow(project, scene);
      this.#painter.repaint();
    }
    if (ids) this.#presence.settled(ids);
    for (const kept of [this.#host.selection, this.#host.isolated])
      kept.keep((id) => this.index.items.has(id));
    this.#hand.tool.refresh?.();
    this.#moved();
  }

  #selected(ids: readonly string[]): void {
    const { through } = this.#context;
    const { tool } = this.#hand;
    if (through.value !== null && (ids.length !== 1 || ids[0] !== through.value)) through.value = null;
    tool.refresh?.();
    if (this.#context.preview.value === NO_PREVIEW || tool.refresh) this.#host.hint.value = tool.hint;
    this.#request(false);
  }

  /** Something is dragged, here or by somebody else, or no longer is. */
  #moved(): void {
    const drags = this.#presence.drags(this.#sceneId, this.index);
    this.#carriedByOthers = drags.size > 0;
    const preview = this.#context.preview.value;
    this.#painter.move(new Map([...drags, ...preview.moved]), preview);
  }

  /** Others point and look about all the time: the scene is drawn anew only where they drag something. */
  #othersMoved(): void {
    if (this.#carriedByOthers || this.#host.presence.others().some(({ drag }) => drag !== null))
      this.#moved();
    else this.#request(false);
  }

  #playMoved(): void {
    this.#played = null;
    this.#request(true);
  }

  #playedPlaces(): Map<string, Placed> {
    this.#played ??= new Map(playRows(this.#host.game).map((row) => [row.entity.id, row.placed]));
    return this.#played;
  }

  #takeTool(): void {
    this.#hand.take(this.#host.tool.value);
    this.#painter.followOptions();
    this.#request(false);
  }

  #pointed(at: ToolPointer | null): void {
    this.#pointer = at && at.screen;
    if (at) this.#menus.point(at);
    else this.#left();
    this.#presence.point(at && at.scene);
  }

  /** The pointer is gone: so is what was shown for the place where it was. */
  #left(): void {
    const { hovered, measured, preview } = this.#context;
    hovered.value = measured.value = null;
    const { draft, marquee, moved } = preview.value;
    if (!draft && !marquee && moved.size === 0) preview.value = NO_PREVIEW;
  }

  #visible(): Rect {
    return visibleRect(this.#host.view.value, this.#stage.size);
  }

  #request(scene: boolean): void {
    if (scene) this.#painter.disturb();
    this.#stage.request(scene);
  }

  #drawOverlay(ctx: CanvasRenderingContext2D): void {
    drawOverlay(ctx, {
      context: this.#context,
      tool: this.#hand.tool,
      colors: this.#painter.colors,
      size: this.#stage.size,
      visible: this.#visible(),
      carried: this.#painter.live.carried(),
      played: this.#playedPlaces(),
      pointer: this.#pointer,
      scene: this.#sceneId,
    });
  }
}
