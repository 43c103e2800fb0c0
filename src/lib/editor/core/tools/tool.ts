import type { Rect, Vec2 } from '../../../base/geometry.ts';
import type { ResolvedEntity } from '../../../schema/project.ts';
import type { Distances } from '../distances.ts';
import type { PresenceDrag } from '../canvas-host.ts';
import type { EditorHost } from '../editor-host.ts';
import type { Placed } from '../entity-geometry.ts';
import type { GizmoKind } from '../gizmo.ts';
import type { HeldGuide } from '../guides.ts';
import type { Mark } from '../marks.ts';
import type { Subject } from '../menus.ts';
import type { Moved, SceneIndex } from '../scene-index.ts';
import type { Signal } from '../signal.ts';
import type { GapMark, Guide } from '../snapping.ts';

/** Where the pointer is and what is held with it. */
export interface ToolPointer {
  /** In scene pixels. */
  scene: Vec2;
  /** In CSS pixels from the canvas's top left corner. */
  screen: Vec2;
  shift: boolean;
  alt: boolean;
  /** Ctrl, or Command on a Mac. */
  mod: boolean;
  /** A finger: handles have to be large. */
  coarse?: boolean;
  /** When, in milliseconds from any moment; missing where it does not matter. */
  time?: number;
}

/** Something being drawn that is not in the document yet. */
export type Draft =
  | { kind: 'rectangle' | 'ellipse' | 'text' | 'sprite'; rect: Rect }
  | {
      kind: 'polygon';
      points: readonly Vec2[];
      cursor: Vec2;
      /** It has no inside. */
      open?: boolean;
      /** The point under the pointer would be refused. */
      bad?: boolean;
    };

/** What is held with a key. */
export interface ToolKeys {
  shift: boolean;
  alt: boolean;
  mod: boolean;
}

/** Tile layers as they look while they are painted. */
export interface TileLooks {
  /** By entity id; the same map during a stroke. */
  readonly looks: ReadonlyMap<string, ResolvedEntity>;
  /** Areas of the scene that look different since the last preview. */
  readonly dirty: readonly Rect[];
}

/** Tiles that hover over their layer. */
export interface TileGhost {
  /** The layer with these tiles only. */
  readonly entity: ResolvedEntity;
  readonly placed: Placed;
}

/** What a gesture shows before it is committed. */
export interface Preview {
  /** Boxes of dragged entities; what hangs on them follows by itself. */
  readonly moved: Moved;
  /** Entities that look different, by id; each of them is in `moved` too. */
  readonly looks?: ReadonlyMap<string, ResolvedEntity>;
  readonly marquee: Rect | null;
  /** The marquee takes only what lies inside it whole. */
  readonly encloses?: boolean;
  readonly guides: readonly Guide[];
  /** Gaps that have become equal. */
  readonly gaps: readonly GapMark[];
  readonly draft: Draft | null;
  /** Tile layers in place as they are being painted. */
  readonly tiles?: TileLooks;
  readonly ghosts?: readonly TileGhost[];
  /** A guide of the scene that is being moved. */
  readonly guide?: HeldGuide;
  /** Says size, distance or angle beside the pointer; '' for nothing. */
  readonly label: string;
}

export const NO_PREVIEW: Preview = {
  moved: new Map(),
  marquee: null,
  guides: [],
  gaps: [],
  draft: null,
  label: '',
};

/** The little that tools get of the canvas. */
export interface ToolContext {
  readonly host: EditorHost;
  readonly index: SceneIndex;
  readonly preview: Signal<Preview>;
  /** CSS cursor over the canvas. */
  readonly cursor: Signal<string>;
  /** The entity that a click would take; `null` for none. */
  readonly hovered: Signal<string | null>;
  /** Distances that are shown while nothing is dragged. */
  readonly measured: Signal<Distances | null>;
  /** The selected entity that was picked through others: a drag takes it though it is covered. */
  readonly through: Signal<string | null>;
  /** The hand works with a finger, so that handles are large. */
  readonly coarse: Signal<boolean>;
  /** Where things are while a game plays; empty otherwise. */
  played(): Moved;
  /** The part of the scene on screen. */
  visible(): Rect;
  /** Tells the others what is being dragged. */
  publishDrag(drag: PresenceDrag | null): void;
  /** Starts editing what was double-clicked. */
  open(id: string): void;
  /** What {@link Tool.marks} gives may be other marks now. */
  redraw(): void;
}

/** A tool in hand. Pointer methods are called for the primary button only. */
export interface Tool {
  readonly hint: string;
  /** The handles around the selection that the tool works with; none unless told. */
  readonly gizmo?: GizmoKind;
  down(at: ToolPointer): void;
  /** Also called with no button held, and when a modifier key changes. */
  move(at: ToolPointer): void;
  up(at: ToolPointer): void;
  doubleClick?(at: ToolPointer): void;
  /** Keys that mean something to the tool in its present state. True when it took the key. */
  key?(key: string, held: ToolKeys): boolean;
  /** The other button of the mouse, or a long press; such a tool has no menu. Followed by `move` while it is held. */
  readonly secondary?: {
    down(at: ToolPointer): void;
    move(at: ToolPointer): void;
    up(at: ToolPointer): void;
  };
  /** What of its own lies at a point and has a menu. */
  subjectAt?(at: ToolPointer): Subject | null;
  /** What it works with is other than before, though the pointer rests. */
  refresh?(): void;
  /** What it draws over the scene. */
  marks?(): readonly Mark[];
  /** Escape, or another tool: drops the gesture and leaves everything as it was. True when there was one. */
  cancel(): boolean;
  /** Escape with nothing to drop: ends a mode of the tool. False when there is none, and the tool itself ends. */
  leave?(): boolean;
}

/** Takes one kind of tool in hand. */
export type MakeTool = (context: ToolContext) => Tool;

/** A drag in progress: made from a snapshot, recomputed from it on each move. */
export interface Gesture {
  /** What can be done during the drag, in one line; that of the tool unless told. */
  readonly hint?: string;
  move(at: ToolPointer): void;
  /** Writes the result as one undo step. */
  commit(at: ToolPointer): void;
}

/** Pixels that the pointer may tremble between press and release of a click. */
export const CLICK_SLOP = 3;

/** A reach in CSS pixels for the pointer at hand: a finger hides what it points at. */
export const reachOf = ({ coarse }: Pick<ToolPointer, 'coarse'>, fine: number): number =>
  coarse ? Math.max(22, fine) : fine;

export function movedEnough(from: ToolPointer, to: ToolPointer): boolean {
  return Math.hypot(to.screen[0] - from.screen[0], to.screen[1] - from.screen[1]) > CLICK_SLOP;
}
