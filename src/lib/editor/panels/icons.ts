/** The pictures that commands name. */
import AudioWaveform from '@lucide/svelte/icons/audio-waveform';
import MessageSquare from '@lucide/svelte/icons/message-square';
import MessageSquarePlus from '@lucide/svelte/icons/message-square-plus';
import Paintbrush from '@lucide/svelte/icons/paintbrush';
import Volume2 from '@lucide/svelte/icons/volume-2';
import Activity from '@lucide/svelte/icons/activity';
import AlignCenterHorizontal from '@lucide/svelte/icons/align-center-horizontal';
import AlignCenterVertical from '@lucide/svelte/icons/align-center-vertical';
import AlignEndHorizontal from '@lucide/svelte/icons/align-end-horizontal';
import AlignEndVertical from '@lucide/svelte/icons/align-end-vertical';
import AlignStartHorizontal from '@lucide/svelte/icons/align-start-horizontal';
import AlignStartVertical from '@lucide/svelte/icons/align-start-vertical';
import AlignHorizontalDistributeCenter from '@lucide/svelte/icons/align-horizontal-distribute-center';
import AlignVerticalDistributeCenter from '@lucide/svelte/icons/align-vertical-distribute-center';
import AlignHorizontalSpaceBetween from '@lucide/svelte/icons/align-horizontal-space-between';
import AlignVerticalSpaceBetween from '@lucide/svelte/icons/align-vertical-space-between';
import FlipHorizontal from '@lucide/svelte/icons/triangles-centerline-dashed-horizontal';
import FlipVertical from '@lucide/svelte/icons/triangles-centerline-dashed-vertical';
import MoveHorizontal from '@lucide/svelte/icons/move-horizontal';
import MoveVertical from '@lucide/svelte/icons/move-vertical';
import Folder from '@lucide/svelte/icons/folder';
import RefreshCw from '@lucide/svelte/icons/refresh-cw';
import RotateCcw from '@lucide/svelte/icons/rotate-ccw';
import BookOpen from '@lucide/svelte/icons/book-open';
import Circle from '@lucide/svelte/icons/circle';
import Copy from '@lucide/svelte/icons/copy';
import Eraser from '@lucide/svelte/icons/eraser';
import Expand from '@lucide/svelte/icons/expand';
import Grid from '@lucide/svelte/icons/grid-3x3';
import Hand from '@lucide/svelte/icons/hand';
import Image from '@lucide/svelte/icons/image';
import Magnet from '@lucide/svelte/icons/magnet';
import Move from '@lucide/svelte/icons/move';
import Mountain from '@lucide/svelte/icons/mountain';
import MousePointer from '@lucide/svelte/icons/mouse-pointer-2';
import Puzzle from '@lucide/svelte/icons/puzzle';
import PaintBucket from '@lucide/svelte/icons/paint-bucket';
import Pentagon from '@lucide/svelte/icons/pentagon';
import Redo from '@lucide/svelte/icons/redo-2';
import RotateCw from '@lucide/svelte/icons/rotate-cw';
import Scaling from '@lucide/svelte/icons/scaling';
import Square from '@lucide/svelte/icons/square';
import SquarePen from '@lucide/svelte/icons/square-pen';
import Stamp from '@lucide/svelte/icons/stamp';
import Shapes from '@lucide/svelte/icons/shapes';
import Dices from '@lucide/svelte/icons/dices';
import Tags from '@lucide/svelte/icons/tags';
import WandSparkles from '@lucide/svelte/icons/wand-sparkles';
import Workflow from '@lucide/svelte/icons/workflow';
import LayoutGrid from '@lucide/svelte/icons/layout-grid';
import Trash from '@lucide/svelte/icons/trash-2';
import Type from '@lucide/svelte/icons/type';
import Undo from '@lucide/svelte/icons/undo-2';
import BoxSelect from '@lucide/svelte/icons/square-dashed';
import Ruler from '@lucide/svelte/icons/ruler';
import Dot from '@lucide/svelte/icons/dot';
import Component from '@lucide/svelte/icons/component';
import ArrowDown from '@lucide/svelte/icons/arrow-down';
import ArrowDownToLine from '@lucide/svelte/icons/arrow-down-to-line';
import ArrowUp from '@lucide/svelte/icons/arrow-up';
import ArrowUpToLine from '@lucide/svelte/icons/arrow-up-to-line';
import Cable from '@lucide/svelte/icons/cable';
import ChevronLeft from '@lucide/svelte/icons/chevron-left';
import ChevronRight from '@lucide/svelte/icons/chevron-right';
import ChevronsDownUp from '@lucide/svelte/icons/chevrons-down-up';
import ChevronsUpDown from '@lucide/svelte/icons/chevrons-up-down';
import ChevronsLeft from '@lucide/svelte/icons/chevrons-left';
import ChevronsRight from '@lucide/svelte/icons/chevrons-right';
import Film from '@lucide/svelte/icons/film';
import Clapperboard from '@lucide/svelte/icons/clapperboard';
import CircleDashed from '@lucide/svelte/icons/circle-dashed';
import ClipboardPaste from '@lucide/svelte/icons/clipboard-paste';
import CopyPlus from '@lucide/svelte/icons/copy-plus';
import Eye from '@lucide/svelte/icons/eye';
import FileCode from '@lucide/svelte/icons/file-code';
import FlaskConical from '@lucide/svelte/icons/flask-conical';
import Focus from '@lucide/svelte/icons/focus';
import Group from '@lucide/svelte/icons/group';
import Keyboard from '@lucide/svelte/icons/keyboard';
import ListChecks from '@lucide/svelte/icons/list-checks';
import Link from '@lucide/svelte/icons/link';
import Link2 from '@lucide/svelte/icons/link-2';
import Lock from '@lucide/svelte/icons/lock';
import Maximize from '@lucide/svelte/icons/maximize';
import PackagePlus from '@lucide/svelte/icons/package-plus';
import PanelsTopLeft from '@lucide/svelte/icons/panels-top-left';
import Pause from '@lucide/svelte/icons/pause';
import Pencil from '@lucide/svelte/icons/pencil';
import Pill from '@lucide/svelte/icons/pill';
import Play from '@lucide/svelte/icons/play';
import Plus from '@lucide/svelte/icons/plus';
import Repeat from '@lucide/svelte/icons/repeat';
import Save from '@lucide/svelte/icons/save';
import Scan from '@lucide/svelte/icons/scan';
import Scissors from '@lucide/svelte/icons/scissors';
import Search from '@lucide/svelte/icons/search';
import UserPlus from '@lucide/svelte/icons/user-plus';
import Slash from '@lucide/svelte/icons/slash';
import Spline from '@lucide/svelte/icons/spline';
import SplinePointer from '@lucide/svelte/icons/spline-pointer';
import SquareDashed from '@lucide/svelte/icons/square-dashed';
import StepBack from '@lucide/svelte/icons/step-back';
import StepForward from '@lucide/svelte/icons/step-forward';
import Ungroup from '@lucide/svelte/icons/ungroup';
import VectorSquare from '@lucide/svelte/icons/vector-square';
import Waypoints from '@lucide/svelte/icons/waypoints';
import ZoomIn from '@lucide/svelte/icons/zoom-in';
import ZoomOut from '@lucide/svelte/icons/zoom-out';
import SeparatorVertical from '@lucide/svelte/icons/separator-vertical';
import MapIcon from '@lucide/svelte/icons/map';
import ChevronDown from '@lucide/svelte/icons/chevron-down';
import ChevronUp from '@lucide/svelte/icons/chevron-up';
import CornerLeftUp from '@lucide/svelte/icons/corner-left-up';
import CornerRightDown from '@lucide/svelte/icons/corner-right-down';
import ListIndentIncrease from '@lucide/svelte/icons/list-indent-increase';
import ListIndentDecrease from '@lucide/svelte/icons/list-indent-decrease';
import ListTree from '@lucide/svelte/icons/list-tree';
import Flag from '@lucide/svelte/icons/flag';
import History from '@lucide/svelte/icons/history';
import EyeOff from '@lucide/svelte/icons/eye-off';
import LockOpen from '@lucide/svelte/icons/lock-open';
import Layers from '@lucide/svelte/icons/layers';
import Bookmark from '@lucide/svelte/icons/bookmark';
import BookmarkPlus from '@lucide/svelte/icons/bookmark-plus';
import Grid2x2Plus from '@lucide/svelte/icons/grid-2x2-plus';
import PanelLeft from '@lucide/svelte/icons/panel-left';
import PanelRight from '@lucide/svelte/icons/panel-right';
import PanelBottom from '@lucide/svelte/icons/panel-bottom';
import SquareCode from '@lucide/svelte/icons/square-code';
import Columns2 from '@lucide/svelte/icons/columns-2';
import Rows2 from '@lucide/svelte/icons/rows-2';
import PictureInPicture2 from '@lucide/svelte/icons/picture-in-picture-2';
import Monitor from '@lucide/svelte/icons/monitor';
import Sun from '@lucide/svelte/icons/sun';
import Moon from '@lucide/svelte/icons/moon';

type Icon = typeof Square;

const icons: Readonly<Record<string, Icon>> = {
  'align-center-horizontal': AlignCenterHorizontal,
  'align-center-vertical': AlignCenterVertical,
  'align-end-horizontal': AlignEndHorizontal,
  'align-end-vertical': AlignEndVertical,
  'align-start-horizontal': AlignStartHorizontal,
  'align-start-vertical': AlignStartVertical,
  'align-horizontal-distribute-center': AlignHorizontalDistributeCenter,
  'align-vertical-distribute-center': AlignVerticalDistributeCenter,
  'align-horizontal-space-between': AlignHorizontalSpaceBetween,
  'align-vertical-space-between': AlignVerticalSpaceBetween,
  'triangles-centerline-dashed-horizontal': FlipHorizontal,
  'triangles-centerline-dashed-vertical': FlipVertical,
  'move-horizontal': MoveHorizontal,
  'move-vertical': MoveVertical,
  'rotate-ccw': RotateCcw,
  'book-open': BookOpen,
  'chevron-down': ChevronDown,
  'chevron-up': ChevronUp,
  'corner-left-up': CornerLeftUp,
  'corner-right-down': CornerRightDown,
  'list-indent-increase': ListIndentIncrease,
  'list-indent-decrease': ListIndentDecrease,
  'list-tree': ListTree,
  flag: Flag,
  history: History,
  circle: Circle,
  'box-select': BoxSelect,
  ruler: Ruler,
  ellipse: Circle,
  copy: Copy,
  eraser: Eraser,
  expand: Expand,
  component: Component,
  grid: Grid,
  'grid-3x3': Grid,
  hand: Hand,
  image: Image,
  magnet: Magnet,
  move: Move,
  mountain: Mountain,
  'mouse-pointer-2': MousePointer,
  puzzle: Puzzle,
  'paint-bucket': PaintBucket,
  pentagon: Pentagon,
  'redo-2': Redo,
  'rotate-cw': RotateCw,
  scaling: Scaling,
  square: Square,
  'square-pen': SquarePen,
  stamp: Stamp,
  shapes: Shapes,
  dices: Dices,
  tags: Tags,
  'wand-sparkles': WandSparkles,
  workflow: Workflow,
  'layout-grid': LayoutGrid,
  'trash-2': Trash,
  type: Type,
  'undo-2': Undo,
  'arrow-down': ArrowDown,
  'arrow-down-to-line': ArrowDownToLine,
  'arrow-up': ArrowUp,
  'arrow-up-to-line': ArrowUpToLine,
  'chevron-left': ChevronLeft,
  'chevron-right': ChevronRight,
  'chevrons-down-up': ChevronsDownUp,
  'chevrons-up-down': ChevronsUpDown,
  'chevrons-left': ChevronsLeft,
  'chevrons-right': ChevronsRight,
  clapperboard: Clapperboard,
  film: Film,
  'clipboard-paste': ClipboardPaste,
  'copy-plus': CopyPlus,
  eye: Eye,
  'file-code': FileCode,
  'flask-conical': FlaskConical,
  focus: Focus,
  group: Group,
  keyboard: Keyboard,
  'list-checks': ListChecks,
  lock: Lock,
  maximize: Maximize,
  'package-plus': PackagePlus,
  'panels-top-left': PanelsTopLeft,
  pause: Pause,
  pencil: Pencil,
  play: Play,
  plus: Plus,
  repeat: Repeat,
  save: Save,
  scan: Scan,
  scissors: Scissors,
  search: Search,
  'user-plus': UserPlus,
  spline: Spline,
  'spline-pointer': SplinePointer,
  'step-back': StepBack,
  'step-forward': StepForward,
  ungroup: Ungroup,
  'circle-dashed': CircleDashed,
  pill: Pill,
  slash: Slash,
  'vector-square': VectorSquare,
  'square-dashed': SquareDashed,
  activity: Activity,
  'audio-waveform': AudioWaveform,
  paintbrush: Paintbrush,
  'volume-2': Volume2,
  cable: Cable,
  link: Link,
  'link-2': Link2,
  'refresh-cw': RefreshCw,
  folder: Folder,
  waypoints: Waypoints,
  'eye-off': EyeOff,
  'lock-open': LockOpen,
  layers: Layers,
  'zoom-in': ZoomIn,
  'zoom-out': ZoomOut,
  'separator-vertical': SeparatorVertical,
  map: MapIcon,
  bookmark: Bookmark,
  'bookmark-plus': BookmarkPlus,
  'grid-2x2-plus': Grid2x2Plus,
  'panel-left': PanelLeft,
  'panel-right': PanelRight,
  'panel-bottom': PanelBottom,
  'square-code': SquareCode,
  'columns-2': Columns2,
  'rows-2': Rows2,
  'picture-in-picture-2': PictureInPicture2,
  monitor: Monitor,
  sun: Sun,
  moon: Moon,
  'message-square': MessageSquare,
  'message-square-plus': MessageSquarePlus,
};

/** The picture of that lucide name; a dot for one that is not here. */
export function iconNamed(name: string | undefined): Icon {
  return (name && icons[name]) || Dot;
}
