/**
 * What tools, commands and the canvas need of the editor. The shell's editor implements these; each part takes the
 * narrowest one that serves it.
 */
import type { Vec2 } from '../../base/geometry.ts';
import type { Camera } from './camera.ts';
import type {
  EntityData,
  LayerData,
  ProjectData,
  ResolvedEntity,
  TilesetData,
} from '../../schema/project.ts';
import type { StampData } from '../../schema/stamps.ts';
import type { Needs } from './clipboard-needs.ts';
import type { Used } from './hierarchy/usages.ts';
import type { MenuName, Subject } from './menus.ts';
import type { BookmarkData, GridData, GuideData } from '../../schema/navigation.ts';
import type { ColliderKind } from './shapes/collider-edit.ts';
import type { JointType } from './shapes/joints.ts';
import type { OutlineDraft } from './shapes/outline-draft.ts';
import type { Selection } from './selection.ts';
import type { Signal } from './signal.ts';
import type { TileHand } from './tilework/tile-hand.ts';
import type { View } from './view.ts';

/** The tools that can be in hand. */
export const TOOL_IDS = [
  'select',
  'move',
  'rotate',
  'scale',
  'hand',
  'rectangle',
  'ellipse',
  'polygon',
  'line',
  'vertices',
  'collider',
  'outline',
  'joint',
  'path',
  'text',
  'sprite',
  'tile-stamp',
  'tile-erase',
  'tile-fill',
  'tile-shape',
  'tile-select',
  'tile-same',
  'tile-terrain',
  'tile-rules',
] as const;
export type ToolId = (typeof TOOL_IDS)[number];

/** Whether a tool works on the cells of tile layers: they share a palette, a bar and keys of their own. */
export const isTileTool = (id: ToolId): id is TileToolId => id.startsWith('tile-');
export type TileToolId = Extract<ToolId, `tile-${string}`>;

/** Switches of the canvas that are this person's own and not part of the project. */
export interface CanvasOptions {
  /** Lines are drawn behind the scene. */
  grid: boolean;
  /** What is drawn, moved or resized keeps to the grid. */
  gridSnap: boolean;
  /** What is moved keeps to edges and centres of others. */
  smartGuides: boolean;
  /** Guides are drawn, and hold what is moved. */
  guides: boolean;
  /** Guides stay where they are. */
  lockGuides: boolean;
  /** Rulers lie along the top and the left of the canvas. */
  rulers: boolean;
  /** The scene is shown as a whole in a corner. */
  minimap: boolean;
  /** Distance of two grid lines in pixels, above 0, where a layer has no grid of its own. */
  gridSize: number;
  /** Whether a marquee takes what it touches, or only what lies inside it whole. */
  marquee: 'touch' | 'enclose';
  /** Asset id of the image that the sprite tool places; '' takes the first one. */
  spriteAsset: string;
  /** Outlines of what others bump into are drawn over the scene, whatever tool is in hand. */
  colliders: boolean;
  /** What the collider tool draws next; '' edits those that are there. */
  collider: ColliderKind | '';
  /** What the joint tool draws next. */
  joint: JointType;
  /** While a tile tool is in hand: what is solid, one-way, animated or has properties is marked on the tiles. */
  tileMarks: boolean;
  /** Animated tiles play while nothing else is done. */
  tileMotion: boolean;
}

export const defaultCanvasOptions: CanvasOptions = {
  grid: true,
  gridSnap: false,
  smartGuides: true,
  guides: true,
  lockGuides: false,
  rulers: true,
  minimap: true,
  gridSize: 16,
  marquee: 'touch',
  spriteAsset: '',
  colliders: false,
  collider: '',
  joint: 'revolute',
  tileMarks: true,
  tileMotion: true,
};

/** Guides of a scene by id. */
export type Guides = Readonly<Record<string, GuideData>>;

/** What of a document change matters to who draws scenes. The document's own change record has all of these. */
export interface SceneChange {
  /** Scene id to the entities that were added, changed or deleted. */
  readonly entities: ReadonlyMap<string, ReadonlySet<string>>;
  /** Scenes came, went or changed their settings. */
  readonly scenes: boolean;
  /** Scenes whose layers changed. */
  readonly layers: ReadonlySet<string>;
  readonly assets: boolean;
  readonly tilesets: boolean;
  readonly prefabs: boolean;
  readonly settings: boolean;
}

/** The document as plain data, with structural sharing between one version and the next. */
export interface SceneReader {
  readonly project: ProjectData;
  /** Calls back after each change of the document. Returns what ends it. */
  subscribe(fn: (change: SceneChange) => void): () => void;
}

/** The fields of an entity beside its components. */
export type EntityFields = Partial<Omit<EntityData, 'components'>>;

/** Writes to the scene on screen. Everything written in one `write` call is one transaction and one undo step. */
export interface SceneWriter {
  create(id: string, entity: EntityData): void;
  /**
   * Adds records to the project, under the ids and paths that they have, and named settings beside those that are
   * there.
   */
  add(needs: Needs): void;
  /** Deletes with all descendants. */
  remove(ids: readonly string[]): void;
  set(id: string, fields: EntityFields): void;
  /** Sets fields of one component by its key, such as `Transform` or `Collider:feet`. */
  setFields(id: string, component: string, fields: Readonly<Record<string, unknown>>): void;
  /** Takes a component away by its key. */
  removeComponent(id: string, component: string): void;
  /** Puts tiles into cells of an entity's Tilemap; 0 empties one. What others paint at once stays, cell by cell. */
  paintTiles(id: string, cells: Iterable<readonly [x: number, y: number, value: number]>): void;
  /** Adds a tileset, or puts another in its place. */
  putTileset(id: string, tileset: TilesetData): void;
  /** Keeps a stamp under a number. */
  setStamp(slot: string, stamp: StampData): void;
  /** Adds, moves or, with `null`, removes a guide. */
  setGuide(id: string, guide: GuideData | null): void;
}

/** What tools work on. */
export interface EditorHost {
  readonly reader: SceneReader;
  /** Id of the scene on screen, or the `definitionHome` of a prefab that is open instead; `null` while there is none. */
  scene(): string | null;
  /** Id of the layer that new entities go to; '' for the one in front. */
  activeLayer(): string;
  readonly selection: Selection;
  /** What is shown and edited alone, with all below it; nothing for the whole scene. */
  readonly isolated: Selection;
  readonly view: Signal<View>;
  readonly tool: Signal<ToolId>;
  readonly options: Signal<CanvasOptions>;
  /** The grid of the layer that new entities go to: what is shown and, with `gridSnap`, kept to. */
  readonly grid: Signal<GridData>;
  /** Lines that things snap to, by id; none while guides are hidden. */
  readonly guides: Signal<Guides>;
  /** What the tool in hand can do, in one line, parts between ` · `; `{command.id}` stands for that command's key. */
  readonly hint: Signal<string>;
  /** The outline of a picture in the making. */
  readonly outline: Signal<OutlineDraft | null>;
  /** What the tile tools paint with, and which cells are selected. */
  readonly tiles: Signal<TileHand>;
  /** False for viewers and while the project is read-only. */
  canWrite(): boolean;
  /**
   * Runs `fn` as one transaction of this user's, which is one step of undo.
   * @param name what the step does, as an order: `Move 3 entities`
   * @param burst one of a row of the same steps, such as a key that is held down: they are undone as one
   */
  write(name: string, fn: (writer: SceneWriter) => void, burst?: boolean): void;
}

/** Somebody else in the project, as presence tells. */
export interface RemotePerson {
  /** Connection number, unique at any one time. */
  id: number;
  name: string;
  /** `#rrggbb`. */
  color: string;
  /** Scene they look at. */
  scene: string | null;
  /** Their pointer in scene pixels; `null` when it is elsewhere. */
  cursor: Vec2 | null;
  selection: readonly string[];
  /** What they are dragging and how far, in scene pixels. */
  drag: PresenceDrag | null;
  /** What they see of which scene; `null` when it is not known. */
  camera: Camera | null;
}

export interface PresenceDrag {
  ids: readonly string[];
  dx: number;
  dy: number;
}

/** Other people, and what they are told about this one. */
export interface PresencePort {
  others(): readonly RemotePerson[];
  subscribe(fn: () => void): () => void;
  publish(part: { cursor?: Vec2 | null; drag?: PresenceDrag | null }): void;
}

/** One moment of a running game: draw rows as the protocol between page and worker lays them out. */
export interface PlayFrame {
  readonly draws: ArrayBuffer;
  /** Rows used in `draws`. */
  readonly count: number;
}

/** A running game as the canvas shows it. */
export interface PlaySource {
  /** Something runs, or is paused. */
  readonly active: boolean;
  /** The newest frame; its rows are read at once and never kept. */
  readonly frame: PlayFrame | null;
  /** How each drawn slot looks. */
  readonly looks: ReadonlyMap<number, { readonly entity: ResolvedEntity }>;
  /** Paths to draw beside the game, `null` for none. */
  readonly paths: PlayPaths | null;
  onFrame(fn: () => void): () => void;
  /** Calls back when `paths` may have changed. */
  onPaths(fn: () => void): () => void;
  /** Calls back when `active` may have changed. */
  onStatus(fn: () => void): () => void;
}

/** Images by asset id. */
export interface ImagePort {
  /** `null` while it loads, and for an image that cannot be read. */
  get(assetId: string): CanvasImageSource | null;
  /** Calls back when another image is there. */
  subscribe(fn: () => void): () => void;
}

/** What the canvas needs beside what its tools need. */
export interface CanvasHost extends EditorHost {
  readonly images: ImagePort;
  readonly presence: PresencePort;
  readonly game: PlaySource;
  /** Goes back to the scene from what is open over it, such as a prefab. */
  leave?(): void;
  /** Tells the person something. */
  notify?(message: string): void;
  /** Starts editing the text of an entity, if the shell can. Called on a double click. */
  openEntity?(id: string): void;
  /**
   * Opens a context menu, at a point of the window in CSS pixels: on a right click, a long press, or for the Menu
   * key. `entity` is about the selection.
   * @param id of what the menu is about, where it is about one thing
   */
  openMenu?(menu: MenuName, at: Vec2, id?: string): void;
  /** Opens a list of what lies at a point, at that point of the window in CSS pixels. */
  openStackMenu?(stack: StackChoice, at: Vec2): void;
}

/** What lies under the pointer, to choose from. */
export interface StackChoice {
  /** The one in front first; groups follow what is in them. Locked ones are among them. */
  readonly ids: readonly string[];
  /** Selects one. */
  choose(id: string): void;
  /** Shows on the canvas which one it is; `null` for none. */
  point(id: string | null): void;
}

/** The timeline of the running game. */
export interface TimePort {
  readonly looping: boolean;
  stepBack(): void;
  playFromHere(): void;
  replay(): void;
  /** Plays a span over and over, or no longer. */
  toggleLoop(): void;
  /** Shows the moment of the next mark in a direction. */
  toMark(direction: 1 | -1): void;
  changeSpeed(direction: 1 | -1): void;
  /** Asks for a name, then keeps what was played as a test of the project. */
  saveTest(): void;
  /** Lists what the running scene has that the document has not. */
  keepChanges(): void;
}

/** Where an entity of a running game was, moment by moment. */
export interface PlayPath {
  /** The first moment. */
  readonly from: number;
  /** x and y of each, in scene pixels; NaN while it was not there. */
  readonly points: Float32Array;
}

/** The path of an entity as it is, beside the one before the last edit was replayed. */
export interface PlayPaths {
  readonly entity: string;
  /** The moment that is shown. */
  readonly at: number;
  /** From which moment on the paths are of interest. */
  readonly from: number;
  readonly now: PlayPath;
  readonly before: PlayPath | null;
}

/** Things of lists, as their context menus act on them. */
export interface ItemPort {
  /** What the menu opened last is about; `null` for the selection. */
  readonly subject: Subject | null;
  /** Shows it: a scene or prefab on the canvas, a script in the code. */
  open(subject: Subject): void;
  /** Starts editing its name where it is listed. */
  rename(subject: Subject): void;
  /** Deletes it; undo brings it back. */
  remove(subject: Subject): void;
  /** Puts one into the scene, in the middle of the view. */
  place(subject: Subject): void;
  /** Lets the person choose a file that takes the place of one of the project's, wherever it is used. */
  replaceAsset(id: string): void;
  /** Asks for the folder of a file, and of those selected with it. */
  moveAsset(id: string): void;
  /** Deletes all files that nothing uses. */
  removeUnusedAssets(): void;
  setLayer(id: string, fields: Partial<LayerData>): void;
  /** Moves a scene one place up or down the list, or to its top: the first scene is the one that a game starts in. */
  moveScene(id: string, by: 1 | -1 | 'first'): void;
  /** Adds a copy of a scene behind it and opens it. */
  duplicateScene(id: string): void;
  /** Makes a prefab of what is selected. */
  makePrefab(): void;
  /** Opens the prefab of an instance, or of what one brings with it, on the canvas. */
  editPrefabOf(id: string): void;
  /** Goes back from the prefab on the canvas to the scene. */
  closePrefab(): void;
  /** Makes a variant of a prefab and shows it. */
  makeVariant(prefab: string): void;
  /** Moves all that an instance sets into its prefab. */
  applyAll(instance: string): void;
  /** Puts an instance back to what its prefab says. */
  revertAll(instance: string): void;
  /** Takes an instance apart, by one level or all the way. */
  unpack(instance: string, how: 'once' | 'all'): void;
}

/** The panels that can be put away. The canvas always stays. */
export type PanelName = 'left' | 'inspector' | 'tiles' | 'code' | 'bottom';
/** What can have a window of its own. */
export const OUT_NAMES = ['inspector', 'code', 'bottom', 'timeline'] as const;
export type OutName = (typeof OUT_NAMES)[number];
export type CodePlace = 'auto' | 'beside' | 'under';
export type Side = 'left' | 'right';
export type ConsolePlace = 'bottom' | Side;
export type ThemeChoice = 'system' | 'light' | 'dark';

/** How this person's window is laid out. */
export interface WorkspacePort {
  /** `auto` is beside the canvas where the window is wide enough. */
  codePlace: CodePlace;
  inspectorSide: Side;
  consolePlace: ConsolePlace;
  /** The timeline is a tab beside the console, not under the canvas. */
  timelineInConsole: boolean;
  theme: ThemeChoice;
  shown(panel: PanelName): boolean;
  toggle(panel: PanelName): void;
  isOut(name: OutName): boolean;
  /** Gives it a window of its own, or takes it home. */
  popOut(name: OutName): void;
  /** What had windows of its own at the last visit, and has none now. */
  readonly offered: readonly OutName[];
  /** Gives windows back to what had them at the last visit. */
  reopen(): void;
  /** Everything as it came: panels, sides and sizes. */
  reset(): void;
}

/** Writes of what a scene keeps for its editors, and dialogs for it. `null` removes. */
export interface NavigationPort {
  setBookmark(slot: string, bookmark: BookmarkData | null): void;
  setGuide(id: string, guide: GuideData | null): void;
  clearGuides(): void;
  openDialog(name: 'bookmarks' | 'grid' | 'rules' | 'share' | 'tileset'): void;
  startTour(): void;
}

/** What makes things from nothing: pictures and sounds. */
export type MakerName = 'sound' | 'effect' | 'pixels';
export interface MakerPort {
  /**
   * Opens a maker.
   * @param asset what it works on; `null` for something new
   * @param made is told the id of the asset that it became
   */
  open(maker: MakerName, asset: string | null, made?: (asset: string) => void): void;
}

/** What people say and do. */
export interface PeoplePort {
  /** Begins a comment at what is selected, or where the menu was opened, or in the middle of the view. */
  comment(): void;
  /** Opens the list of comments or of what was done. */
  show(list: 'comments' | 'activity'): void;
}

/** What commands act on. */
export interface CommandHost extends EditorHost {
  readonly history: { readonly canUndo: boolean; readonly canRedo: boolean; undo(): void; redo(): void };
  readonly clipboard: ClipboardPort;
  readonly play: {
    readonly active: boolean;
    readonly paused: boolean;
    /** Starts the scene on screen, or ends the game. */
    toggle(): void;
    /** Starts the scene on screen and waits before its first tick. */
    startPaused(): void;
    togglePause(): void;
    step(): void;
  };
  readonly time: TimePort;
  readonly items: ItemPort;
  readonly navigation: NavigationPort;
  readonly workspace: WorkspacePort;
  readonly hierarchy: HierarchyPort;
  readonly inspector: InspectorPort;
  readonly makers: MakerPort;
  readonly people: PeoplePort;
  /** Width and height of the canvas in CSS pixels. */
  viewport(): Vec2;
  /** Lists what lies under the pointer, to choose from. */
  openStack(): void;
  /** Starts renaming in the hierarchy. */
  rename(id: string): void;
  openPalette(): void;
  /** Shows the list of keys. */
  openKeys(): void;
  /** Shows the reference of the Lua API, components and standard behaviours beside the editor. */
  openReference(): void;
  /** Hides or shows all panels. */
  togglePanels(): void;
  /** Says "saved", or why not. */
  announceSaved(): void;
  /** Shows a short message. */
  notify(message: string): void;
}

/** The inspector as a whole. */
export interface InspectorPort {
  /** Opens or folds the groups of all components that it shows. */
  foldAll(open: boolean): void;
  /** Adds the component that was copied to what is shown. */
  pasteComponent(): void;
}

/** The hierarchy and what belongs to it, as commands bring them to the front. */
export interface HierarchyPort {
  /** Shows it and gives it the focus. */
  focus(): void;
  /** Shows its search field. */
  search(): void;
  /** Lists where something is used; `null` asks for what. */
  openUsages(used: Used | null): void;
  /** Shows the steps of undo. */
  openHistory(): void;
}

/** Where copied entities go, and the files that go with them. */
export interface ClipboardPort {
  /** Id of the project that is open. */
  readonly project: string;
  write(text: Promise<string>): Promise<void>;
  /** '' when there is nothing to paste or reading is not allowed. */
  read(): Promise<string>;
  /** The bytes of a file of a project on this server; `null` when they cannot be had. */
  bytes(project: string, sha256: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Stores a file beside the open project; false when that did not work or it is another file than it should be. */
  store(bytes: Uint8Array<ArrayBuffer>, name: string, sha256: string): Promise<boolean>;
}
