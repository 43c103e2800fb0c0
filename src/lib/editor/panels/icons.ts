/** The pictures that commands name. */
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
import MousePointer from '@lucide/svelte/icons/mouse-pointer-2';
import PaintBucket from '@lucide/svelte/icons/paint-bucket';
import Pentagon from '@lucide/svelte/icons/pentagon';
import Redo from '@lucide/svelte/icons/redo-2';
import RotateCw from '@lucide/svelte/icons/rotate-cw';
import Scaling from '@lucide/svelte/icons/scaling';
import Square from '@lucide/svelte/icons/square';
import Stamp from '@lucide/svelte/icons/stamp';
import Trash from '@lucide/svelte/icons/trash-2';
import Type from '@lucide/svelte/icons/type';
import Undo from '@lucide/svelte/icons/undo-2';
import BoxSelect from '@lucide/svelte/icons/square-dashed';
import Ruler from '@lucide/svelte/icons/ruler';
import Dot from '@lucide/svelte/icons/dot';
import Component from '@lucide/svelte/icons/component';

type Icon = typeof Square;

const icons: Readonly<Record<string, Icon>> = {
  'book-open': BookOpen,
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
  'mouse-pointer-2': MousePointer,
  'paint-bucket': PaintBucket,
  pentagon: Pentagon,
  'redo-2': Redo,
  'rotate-cw': RotateCw,
  scaling: Scaling,
  square: Square,
  stamp: Stamp,
  'trash-2': Trash,
  type: Type,
  'undo-2': Undo,
};

/** The picture of that lucide name; a dot for one that is not here. */
export function iconNamed(name: string | undefined): Icon {
  return (name && icons[name]) || Dot;
}
