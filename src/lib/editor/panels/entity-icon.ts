import Box from '@lucide/svelte/icons/box';
import Camera from '@lucide/svelte/icons/video';
import Circle from '@lucide/svelte/icons/circle';
import Component from '@lucide/svelte/icons/component';
import Grid from '@lucide/svelte/icons/grid-3x3';
import Image from '@lucide/svelte/icons/image';
import Pentagon from '@lucide/svelte/icons/pentagon';
import Spline from '@lucide/svelte/icons/spline';
import Square from '@lucide/svelte/icons/square';
import Type from '@lucide/svelte/icons/type';
import Volume from '@lucide/svelte/icons/volume-2';
import Waypoints from '@lucide/svelte/icons/waypoints';
import type { EntityData } from '../../schema/project.ts';

/** The picture that stands for an entity in lists: what it mainly is. */
export function entityIcon({ prefab, components }: EntityData): typeof Box {
  if (prefab) return Component;
  if (components.Tilemap) return Grid;
  if (components.Camera) return Camera;
  if (components.Sprite) return Image;
  if (components.Text) return Type;
  const kind = components.Shape?.kind;
  if (kind === 'ellipse') return Circle;
  if (kind === 'polygon') return Pentagon;
  if (kind === 'line') return Waypoints;
  if (components.Shape) return Square;
  if (components.Path) return Spline;
  return components.Sound ? Volume : Box;
}
