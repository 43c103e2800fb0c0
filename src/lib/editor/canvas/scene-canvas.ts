/**
 * The scene on screen. One Konva shape draws the scene from bitmap tiles, one draws what the editor adds on top; what
 * is dragged or plays is painted live between them. Konva itself hits nothing: the scene index does.
 * Longer than other files: all that asks for a new drawing comes together here. What is drawn, and how, stands beside it.
 */
import { Konva } from 'konva/lib/Global';
import { Layer } from 'konva/lib/Layer';
import { Shape } from 'konva/lib/Shape';
import { Stage } from 'konva/lib/Stage';
import { NOT_LOADED } from '../../base/late.ts';
import { Disposer } from '../../base/disposer.ts';
import type { Rect, Vec2 } from '../../base/geometry.ts';
import type { Distances } from '../core/distances.ts';
import type { CanvasHost, StackChoice } from '../core/canvas-host.ts';
import type { SceneChange } from '../core/editor-host.ts';
import { isTileTool, type ToolId } from '../core/tool-ids.ts';
import type { Placed } from '../core/entity-geometry.ts';
import { enteredOutline, frameOf, outlineOf } from '../core/groups.ts';
import { stackAt } from '../core/hit-tests.ts';
import { enteredNow, hitOptions, pickedOf, selectedIn, wholeStackAt } from '../core/picking.ts';
import type { Mark } from '../core/marks.ts';
import { SceneIndex, type Dirt } from '../core/scene-index.ts';
import { jointMarks } from '../core/shapes/joint-marks.ts';
import { jointsOfSelected, type PlaceOf } from '../core/shapes/joints.ts';
import { Signal } from '../core/signal.ts';
import { makeTool } from '../core/tools/make-tool.ts';
import { WaitingTool } from '../core/tools/waiting-tool.ts';
import { selectionFrame } from '../core/tools/held.ts';
import { openShape } from '../core/tools/open-shape.ts';
import {
  NO_PREVIEW,
  type Preview,
  type Tool,
  type ToolContext,
  type ToolPointer,
} from '../core/tools/tool.ts';
import { toScreen, visibleRect } from '../core/view.ts';
import { BitmapTiles, type DeviceView } from './bitmap-tiles.ts';
import { CanvasInput } from './canvas-input.ts';
import { LiveItems } from './live-items.ts';
import { paintGhosts } from './paint-ghosts.ts';
import { paintGuides } from './paint-guides.ts';
import { paintOverlay } from './paint-overlay.ts';
import { clipTo, paintGround, paintItems, type Palette } from './paint-scene.ts';
import { paintPlay, playRows } from './play-rows.ts';
import { PaintedLayers } from './painted-layers.ts';
import { MovingTiles } from './moving-tiles.ts';
import { PresenceCast } from './presence-cast.ts';
import { TileMotion } from './tile-motion.ts';
import { readThemeColors, watchTheme } from './theme-colors.ts';

/** Milliseconds of a frame that may go into painting tiles. */
const TILE_BUDGET = 4;
/** Of more selected entities nobody asks what they are inside of. */
const MOST_FRAMED = 100;
const prefersStill = matchMedia('(prefers-reduced-motion: reduce)');
// What is drawn and when is said here: Konva would draw everything once more after each change of size.
Konva.autoDrawEnabled = false;

export class SceneCanvas {
  readonly #container: HTMLDivElement;
  readonly #host: CanvasHost;
  readonly #disposer = new Disposer();
  readonly #index = new SceneIndex();
  readonly #stage: Stage;
  readonly #sceneLayer = new Layer({ listening: false });
  readonly #overlayLayer = new Layer({ listening: false });
  readonly #tiles = new BitmapTiles((ctx, view, area) => this.#paintArea(ctx, view, area));
  readonly #motion = new TileMotion({
    wanted: () => this.#mayMove(),
    moving: () => this.#movingTiles(),
    paint: (areas, budget) => this.#tiles.renew(areas, budget),
    show: () => this.#sceneLayer.drawScene(),
  });
  readonly #preview = new Signal<Preview>(NO_PREVIEW);
  readonly #cursor = new Signal('default');
  readonly #live: LiveItems;
  readonly #painted = new PaintedLayers();
  readonly #presence: PresenceCast;
  readonly #context: ToolContext;
  readonly #input: CanvasInput;
  #palette: Palette;
  #tool: Tool = new WaitingTool();
  #sceneId: string | null = null;
  #played: Map<string, Placed> | null = null;
  #pointer: Vec2 | null = null;
  /** Where the pointer is, or the last menu was asked for. */
  #asked: ToolPointer | null = null;
  #frame = 0;
  #sceneDirty = true;
  #overlayDirty = true;
  #density = 1;

  /**
   * @param container is filled, focused and resized with; give it a size by CSS
   * @param host what to show and to edit; see {@link CanvasHost}
   */
  constructor(container: HTMLDivElement, host: CanvasHost) {
    this.#container = container;
    this.#host = host;
    container.tabIndex = 0;
    container.setAttribute('role', 'application');
    container.setAttribute('aria-label', 'Scene');
    container.style.touchAction = 'none';
    container.style.userSelect = 'none';
    this.#palette = {
      colors: readThemeColors(container),
      images: host.images,
      options: { ...host.options.value, tileMarks: false },
      grid: host.grid.value,
    };
    this.#live = new LiveItems(this.#index);
    this.#presence = new PresenceCast(host);
    this.#stage = new Stage({ container, width: 1, height: 1, listening: false });
    // The scene covers every pixel: clearing before would be wasted.
    this.#sceneLayer.clearBeforeDraw(false);
    this.#sceneLayer.add(new Shape({ sceneFunc: (ctx) => this.#drawScene(ctx._context), listening: false }));
    this.#overlayLayer.add(
      new Shape({ sceneFunc: (ctx) => this.#drawOverlay(ctx._context), listening: false }),
    );
    this.#context = {
      host,
      index: this.#index,
      preview: this.#preview,
      cursor: this.#cursor,
      hovered: new Signal<string | null>(null),
      measured: new Signal<Distances | null>(null),
      through: new Signal<string | null>(null),
      coarse: new Signal(false),
      played: () => this.#playedPlaces(),
      visible: () => this.#visible(),
      publishDrag: (drag) => this.#presence.drag(drag),
      open: (id) => openShape(this.#context, id) || host.openEntity?.(id),
      redraw: () => this.#request(false),
    };
    this.#input = new CanvasInput(container, {
      view: host.view,
      tool: () => this.#tool,
      pointed: (at) => this.#pointed(at),
      escape: () => this.#escape(),
      touched: (coarse) => (this.#context.coarse.value = coarse),
      menu: (at) => this.openMenu(at),
      grab: (cursor) => (container.style.cursor = cursor ?? this.#cursor.value),
    });
    // Adding a layer draws it at once, with everything above.
    this.#stage.add(this.#sceneLayer, this.#overlayLayer);
    this.#listen();
    this.#fit();
    this.#takeTool(host.tool.value);
    this.followScene();
    // Not at once: the host has yet to say which part of the scene is looked at first.
    this.#request(true);
  }

  /** Shows the host's scene when it is another than before. The canvas notices by itself with the next change. */
  followScene(): void {
    const scene = this.#host.scene();
    if (scene === this.#sceneId && this.#index.scene) return;
    this.#sceneId = scene;
    this.#played = null;
    this.#tool.cancel();
    this.#dirty(this.#index.load(this.#host.reader.project, scene));
    // What it can do depends on what there is.
    this.#host.hint.value = this.#tool.hint;
  }

  /**
   * Opens the menu of what is there and selects it, or that of empty ground. A long press calls it, too.
   * @param at `null` for the Menu key: the menu of what is selected, in its middle
   */
  openMenu(at: ToolPointer | null): void {
    const { selection, view } = this.#host;
    const box = this.#container.getBoundingClientRect();
    let [x, y]: Vec2 = [box.width / 2, box.height / 2];
    if (at) {
      [x, y] = at.screen;
      this.#asked = at;
      if (at.mod) return this.openStack(at);
      const own = this.#tool.subjectAt?.(at);
      if (own) return this.#host.openMenu?.(own.kind, [box.left + x, box.top + y], own.id);
      const front = this.#front(at);
      if (front === null) selection.clear();
      else if (!selectedIn(this.#index, [front], selection.ids)) selection.set([front]);
    } else {
      const around = this.#index.boundsAround(selection.ids, this.#playedPlaces());
      if (around) [x, y] = toScreen(view.value, [around.x + around.width / 2, around.y + around.height / 2]);
      [x, y] = [Math.min(box.width, Math.max(0, x)), Math.min(box.height, Math.max(0, y))];
    }
    this.#host.openMenu?.(selection.ids.length > 0 ? 'entity' : 'canvas', [box.left + x, box.top + y]);
  }

  /** Lists what lies under the pointer, or where the last menu was asked for. */
  openStack(at: ToolPointer | null = this.#asked): void {
    if (!at) return;
    const { selection } = this.#host;
    const { hovered, through } = this.#context;
    const box = this.#container.getBoundingClientRect();
    const options = hitOptions(this.#context);
    const ids = wholeStackAt(this.#index, at.scene, options, enteredNow(this.#context));
    const choice: StackChoice = {
      ids,
      choose: (id) => {
        selection.set([id]);
        through.value = id;
      },
      point: (id) => (hovered.value = id),
    };
    this.#host.openStackMenu?.(choice, [box.left + at.screen[0], box.top + at.screen[1]]);
  }

  /** What a click at a point would take; `null` for empty ground. */
  #front(at: ToolPointer): string | null {
    const hit = stackAt(this.#index, at.scene, hitOptions(this.#context)).slice(0, 1);
    return pickedOf(this.#index, hit, { entered: enteredNow(this.#context), deep: false })[0] ?? null;
  }

  /** What is where in the scene shown. */
  get index(): SceneIndex {
    return this.#index;
  }

  /** Paints at once what is due, instead of in the next frame. */
  flush(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#draw();
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#tool.cancel();
    this.#disposer.dispose();
    this.#input.dispose();
    this.#presence.dispose();
    this.#tiles.dispose();
    this.#motion.dispose();
    this.#stage.destroy();
  }

  #listen(): void {
    const host = this.#host;
    const own = this.#disposer;
    own.add(host.reader.subscribe((change) => this.#changed(change)));
    own.add(host.view.subscribe(() => this.#request(true)));
    own.add(host.selection.subscribe((ids) => this.#selected(ids)));
    own.add(host.isolated.subscribe((ids) => this.#dirty(this.#index.isolate(ids))));
    const { hovered, coarse, measured } = this.#context;
    for (const signal of [hovered, coarse, measured])
      own.add((signal as Signal<unknown>).subscribe(() => this.#request(false)));
    own.add(host.outline.subscribe(() => this.#request(false)));
    own.add(
      host.tiles.subscribe(() => {
        this.#tool.refresh?.();
        this.#request(false);
      }),
    );
    own.add(host.tool.subscribe((id) => this.#takeTool(id)));
    own.add(
      host.options.subscribe(() => {
        this.#followOptions();
        this.#repaint();
      }),
    );
    own.add(
      host.grid.subscribe((grid) => {
        this.#palette = { ...this.#palette, grid };
        this.#repaint();
      }),
    );
    own.add(host.guides.subscribe(() => this.#request(false)));
    own.add(host.images.subscribe(() => this.#repaint()));
    own.add(host.presence.subscribe(() => this.#moved()));
    own.add(host.game.onFrame(() => this.#playMoved()));
    own.add(host.game.onPaths(() => this.#request(false)));
    own.add(host.game.onStatus(() => this.#playMoved()));
    own.add(this.#preview.subscribe(() => this.#moved()));
    own.add(this.#cursor.subscribe((cursor) => (this.#container.style.cursor = cursor)));
    own.add(
      watchTheme(() => {
        this.#palette = { ...this.#palette, colors: readThemeColors(this.#container) };
        this.#repaint();
      }),
    );
    const observer = new ResizeObserver(() => this.#resize());
    observer.observe(this.#container);
    own.add(() => observer.disconnect());
  }

  #changed(change: SceneChange): void {
    const { project } = this.#host.reader;
    const scene = this.#host.scene();
    if (scene !== this.#sceneId || scene === null) return this.followScene();
    const everything =
      change.layers.has(scene) || change.prefabs || change.tilesets || !project.scenes[scene];
    const ids = change.entities.get(scene);
    if (everything) this.#dirty(this.#index.load(project, scene));
    else if (ids && ids.size > 0) this.#dirty(this.#index.update(project, scene, ids));
    if (change.settings || change.scenes || change.assets) {
      if (!everything && !ids) this.#index.follow(project, scene);
      this.#repaint();
    }
    if (ids) this.#presence.settled(ids);
    for (const ids of [this.#host.selection, this.#host.isolated])
      ids.keep((id) => this.#index.items.has(id));
    this.#tool.refresh?.();
    this.#moved();
  }

  #selected(ids: readonly string[]): void {
    const { through } = this.#context;
    if (through.value !== null && (ids.length !== 1 || ids[0] !== through.value)) through.value = null;
    this.#tool.refresh?.();
    if (this.#preview.value === NO_PREVIEW || this.#tool.refresh) this.#host.hint.value = this.#tool.hint;
    this.#request(false);
  }

  #dirty({ all, areas }: Dirt): void {
    if (all) this.#tiles.invalidateAll();
    else for (const area of areas) this.#tiles.invalidate(area);
    this.#request(true);
  }

  #repaint(): void {
    this.#tiles.invalidateAll();
    this.#request(true);
  }

  /** Something is dragged, here or by somebody else, or no longer is. */
  #moved(): void {
    const drags = this.#presence.drags(this.#sceneId, this.#index);
    const moved = new Map([...drags, ...this.#preview.value.moved]);
    for (const area of this.#live.set(moved, this.#preview.value.looks)) this.#tiles.invalidate(area);
    for (const area of this.#painted.set(this.#preview.value.tiles)) this.#tiles.invalidate(area);
    this.#request(true);
  }

  #playMoved(): void {
    this.#played = null;
    this.#request(true);
  }

  #playedPlaces(): Map<string, Placed> {
    this.#played ??= new Map(playRows(this.#host.game).map((row) => [row.entity.id, row.placed]));
    return this.#played;
  }

  #takeTool(id: ToolId): void {
    this.#tool.cancel();
    this.#cursor.value = 'default';
    const tool = makeTool(id, this.#context);
    if (tool instanceof Promise) this.#await(tool);
    else this.#hold(tool);
    this.#followOptions();
    this.#request(false);
  }

  #hold(tool: Tool): void {
    this.#tool = tool;
    this.#host.hint.value = tool.hint;
  }

  #await(tool: Promise<Tool>): void {
    const waiting = new WaitingTool();
    this.#hold(waiting);
    tool.then(
      (tool) => {
        if (this.#tool !== waiting) return;
        this.#hold(tool);
        waiting.become(tool);
        this.#request(false);
      },
      () => {
        if (this.#tool !== waiting) return;
        this.#host.tool.value = 'select';
        this.#host.notify?.(NOT_LOADED);
      },
    );
  }

  /** The collider tool shows colliders, whether they are to be shown otherwise or not. */
  #followOptions(): void {
    const { options, tool } = this.#host;
    const colliders = options.value.colliders || tool.value === 'collider';
    // What tiles are is of interest to who paints them.
    const tileMarks = options.value.tileMarks && isTileTool(tool.value);
    const before = this.#palette.options;
    if (!options.value.tileMotion) this.#motion.reset();
    this.#palette = { ...this.#palette, options: { ...options.value, colliders, tileMarks } };
    if (before.colliders !== colliders || before.tileMarks !== tileMarks) this.#repaint();
  }

  #escape(): void {
    if (this.#tool.leave?.()) return;
    if (this.#host.tool.value !== 'select') this.#host.tool.value = 'select';
    else if (this.#host.selection.ids.length > 0) this.#host.selection.set(this.#outside());
    else if (this.#host.isolated.ids.length > 0) this.#host.isolated.clear();
    else this.#host.leave?.();
  }

  /** What is selected after a step out of the group or instance that the selection is inside of. */
  #outside(): string[] {
    const { selection, isolated } = this.#host;
    const frame = frameOf(this.#index, selection.ids);
    return frame === null || isolated.ids.includes(frame) ? [] : [frame];
  }

  #pointed(at: ToolPointer | null): void {
    this.#pointer = at && at.screen;
    if (at) this.#asked = at;
    else this.#left();
    this.#presence.point(at && at.scene);
  }

  /** The pointer is gone: so is what was shown for the place where it was. */
  #left(): void {
    this.#context.hovered.value = this.#context.measured.value = null;
    const { draft, marquee, moved } = this.#preview.value;
    if (!draft && !marquee && moved.size === 0) this.#preview.value = NO_PREVIEW;
  }

  #visible(): Rect {
    return visibleRect(this.#host.view.value, [this.#stage.width(), this.#stage.height()]);
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
    if (density === this.#density && this.#stage.width() === width && this.#stage.height() === height)
      return false;
    if (density !== this.#density) {
      this.#density = density;
      for (const layer of [this.#sceneLayer, this.#overlayLayer]) layer.getCanvas().setPixelRatio(density);
    }
    this.#stage.size({ width, height });
    this.#sceneDirty = this.#overlayDirty = true;
    return true;
  }

  #request(scene: boolean): void {
    this.#overlayDirty = true;
    if (scene) {
      this.#sceneDirty = true;
      this.#motion.disturb();
    }
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  #draw(): void {
    if (this.#host.scene() !== this.#sceneId) this.followScene();
    const scene = this.#sceneDirty;
    const overlay = this.#overlayDirty;
    this.#sceneDirty = this.#overlayDirty = false;
    if (scene) this.#sceneLayer.drawScene();
    if (overlay) this.#overlayLayer.drawScene();
  }

  /** Tiles move unless a game plays, or the person or the device wants nothing to. */
  #mayMove(): boolean {
    const { options, game } = this.#host;
    return options.value.tileMotion && !game.active && !prefersStill.matches;
  }

  #movingTiles(): MovingTiles {
    const seen = this.#visible();
    const { tilesets = {} } = this.#index.project ?? {};
    return new MovingTiles(this.#index.visibleIn(seen), tilesets, seen, this.#host.view.value.scale);
  }

  #deviceView(): DeviceView {
    const { x, y, scale } = this.#host.view.value;
    const d = this.#density;
    return { x: Math.round(x * d), y: Math.round(y * d), scale: scale * d };
  }

  #drawScene(ctx: CanvasRenderingContext2D): void {
    const view = this.#deviceView();
    const { width, height } = ctx.canvas;
    const area = this.#visible();
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    if (this.#host.game.active && this.#host.game.frame) {
      paintGround(ctx, view, area, this.#index, this.#palette);
      paintPlay(ctx, view, area, playRows(this.#host.game), this.#live.carried(), this.#index, this.#palette);
    } else {
      ctx.fillStyle = this.#palette.colors.bg;
      if (!this.#tiles.draw(ctx, view, width, height, TILE_BUDGET)) this.#request(true);
      this.#live.paint(ctx, view, area, this.#palette);
    }
    ctx.restore();
  }

  #paintArea(ctx: CanvasRenderingContext2D, view: DeviceView, area: Rect): void {
    clipTo(ctx, view, area);
    paintGround(ctx, view, area, this.#index, this.#palette);
    // The clip is whole pixels, and so a little larger: what touches only these has to be painted as well.
    const pixel = 1 / view.scale;
    const around = {
      x: area.x - pixel,
      y: area.y - pixel,
      width: area.width + 2 * pixel,
      height: area.height + 2 * pixel,
    };
    paintItems(
      ctx,
      view,
      this.#painted.shown(this.#index.visibleIn(around), this.#index),
      around,
      this.#index,
      { ...this.#palette, time: this.#motion.time },
      this.#live.carried(),
    );
    ctx.restore();
  }

  /** The joints of what is selected, following what is dragged. */
  #jointMarks(placeOf: PlaceOf): Mark[] {
    const { selection, tool, view } = this.#host;
    if (tool.value !== 'select') return [];
    const joints = jointsOfSelected(this.#index, selection.ids, placeOf);
    return joints.flatMap((each) => jointMarks(each, 1 / view.value.scale));
  }

  /** Where the group or instance ends that the selection is inside of. */
  #enteredMarks(): Mark[] {
    const { ids } = this.#host.selection;
    const places = new Map([...this.#playedPlaces(), ...this.#live.carried()]);
    const points = ids.length > MOST_FRAMED ? null : enteredOutline(this.#index, ids, places);
    return points ? [{ kind: 'line', points, closed: true, dashed: true, tone: 'faint', width: 1 }] : [];
  }

  #drawOverlay(ctx: CanvasRenderingContext2D): void {
    const host = this.#host;
    const preview = this.#preview.value;
    const played = this.#playedPlaces();
    const live = this.#live.carried();
    const boxOf = (id: string): Placed | null =>
      live.get(id) ?? played.get(id) ?? this.#index.items.get(id)?.placed ?? null;
    const boxes = (ids: readonly string[]) => ids.map(boxOf).filter((box) => box !== null);
    // During a gesture handles would only hide what happens.
    const still = preview === NO_PREVIEW;
    const kind = host.canWrite() && still ? this.#tool.gizmo : undefined;
    const frame = kind && selectionFrame(this.#context);
    const { hovered, coarse } = this.#context;
    const outline = hovered.value !== null && still ? outlineOf(this.#index, hovered.value, played) : null;
    const { colors } = this.#palette;
    const [width, height] = [this.#stage.width(), this.#stage.height()];
    paintGhosts(
      ctx,
      host.view.value,
      [width, height],
      preview.ghosts ?? [],
      host.images,
      this.#index.project?.tilesets ?? {},
    );
    paintGuides(ctx, host.view.value, width, height, host.guides.value, preview.guide, colors.accent);
    paintOverlay(ctx, {
      size: [width, height],
      view: host.view.value,
      colors,
      screen: (!this.#index.definition && this.#index.project?.settings.size) || [0, 0],
      preview,
      marks: [...this.#enteredMarks(), ...this.#jointMarks(boxOf), ...(this.#tool.marks?.() ?? [])],
      selected: boxes(host.selection.ids),
      gizmo:
        kind && frame ? { frame, look: { kind, scale: host.view.value.scale, coarse: coarse.value } } : null,
      hovered: outline,
      measured: still ? this.#context.measured.value : null,
      people: host.presence
        .others()
        .filter((person) => person.scene === this.#sceneId)
        .map(({ name, color, cursor, selection, camera }) => ({
          ...{ name, color, cursor, boxes: boxes(selection) },
          camera: camera?.scene === this.#sceneId ? camera : null,
        })),
      paths: host.game.active ? host.game.paths : null,
      pointer: this.#pointer,
    });
  }
}
