/** What the canvas needs beside what its tools need. */
import type { Vec2 } from '../../base/geometry.ts';
import type { Camera } from './camera.ts';
import type { EditorHost } from './editor-host.ts';
import type { MenuName } from './menus.ts';
import type { PlaySource } from './play-source.ts';

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
