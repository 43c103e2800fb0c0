/**
 * What tools need of the editor. The shell's editor implements it; each part takes the narrowest one that serves it:
 * this, {@link CanvasHost} or {@link CommandHost}.
 */
import type { GridData, GuideData } from '../../schema/navigation.ts';
import type { EntityData, ProjectData, TilesetData } from '../../schema/project.ts';
import type { StampData } from '../../schema/stamps.ts';
import type { CanvasOptions } from './canvas-options.ts';
import type { Needs } from './clipboard-needs.ts';
import type { Selection } from './selection.ts';
import type { OutlineDraft } from './shapes/outline-draft.ts';
import type { Signal } from './signal.ts';
import type { TileHand } from './tilework/tile-hand.ts';
import type { ToolId } from './tool-ids.ts';
import type { View } from './view.ts';

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
