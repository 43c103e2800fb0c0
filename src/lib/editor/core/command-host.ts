/** What commands act on, by parts. */
import type { Vec2 } from '../../base/geometry.ts';
import type { BookmarkData, GuideData } from '../../schema/navigation.ts';
import type { EditorHost } from './editor-host.ts';
import type { Used } from './hierarchy/usages.ts';
import type { ItemPort } from './item-port.ts';
import type { WorkspacePort } from './workspace-port.ts';

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

/** Writes of what a scene keeps for its editors, and dialogs for it. `null` removes. */
export interface NavigationPort {
  setBookmark(slot: string, bookmark: BookmarkData | null): void;
  setGuide(id: string, guide: GuideData | null): void;
  clearGuides(): void;
  openDialog(name: 'bookmarks' | 'grid' | 'rules' | 'share' | 'tileset' | 'together' | 'versions'): void;
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
  /** Whether what is said now would be kept: also who may only look may comment. */
  mayComment(): boolean;
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
