/** How LDtk fits the picture of an entity into its box. */
import type { Vec2 } from '../../base/geometry.ts';
import type { StoredComponent } from '../../schema/project.ts';
import type { ImageShelf } from '../image-shelf.ts';
import type { LdtkEntityDef, LdtkRect } from './model.ts';
import type { TakenTileset } from './tilesets.ts';

/** Where a picture lies, measured from the top left corner of the entity's box, in pixels. */
export interface Placed {
  corner: Vec2;
  size: Vec2;
  /** The part of the picture that is seen, in its own pixels. */
  part: { x: number; y: number; width: number; height: number };
  /** How the part fills its place. */
  fill: 'stretch' | 'repeat' | 'nine-slice';
}

/**
 * Where the picture of an entity lies for a way of fitting it.
 * @param box size of the entity
 * @param tile size of the picture
 * @param pivot the point of both that meet, as fractions
 */
export function placePicture(mode: string, box: Vec2, tile: Vec2, pivot: Vec2): Placed {
  const [width, height] = tile;
  /** A part of the picture at a size of its own. */
  const held = (part: Vec2, scale: number): Placed => {
    const size: Vec2 = [part[0] * scale, part[1] * scale];
    return {
      corner: [(box[0] - size[0]) * pivot[0], (box[1] - size[1]) * pivot[1]],
      size,
      part: {
        x: (width - part[0]) * pivot[0],
        y: (height - part[1]) * pivot[1],
        width: part[0],
        height: part[1],
      },
      fill: 'stretch',
    };
  };
  const filling = (fill: Placed['fill']): Placed => ({
    corner: [0, 0],
    size: box,
    part: { x: 0, y: 0, width, height },
    fill,
  });
  const factors: Vec2 = [box[0] / width, box[1] / height];
  switch (mode) {
    case 'FitInside':
      return held(tile, Math.min(...factors));
    case 'FullSizeUncropped':
      return held(tile, 1);
    case 'FullSizeCropped':
      return held([Math.min(width, box[0]), Math.min(height, box[1])], 1);
    case 'Cover': {
      const scale = Math.max(...factors);
      return scale > 0 ? held([box[0] / scale, box[1] / scale], scale) : filling('stretch');
    }
    case 'Repeat':
      return filling('repeat');
    case 'NineSlice':
      return filling('nine-slice');
    default:
      return filling('stretch');
  }
}

/**
 * The fields of a sprite that shows a part of a tileset's image: a cell of the grid of its tiles, or else a frame that the
 * image is given for it. `null` for what lies outside of the image.
 */
export function spriteOf(
  { image, def }: TakenTileset,
  rect: Omit<LdtkRect, 'tileset'>,
  shelf: ImageShelf,
): StoredComponent | null {
  const { asset, width, height } = image;
  if (rect.width <= 0 || rect.height <= 0 || rect.x < 0 || rect.y < 0) return null;
  if (rect.x + rect.width > width || rect.y + rect.height > height) return null;
  const margin = def.padding;
  const spacing = def.spacing;
  const [pitchX, pitchY] = [rect.width + spacing, rect.height + spacing];
  const [column, row] = [(rect.x - margin) / pitchX, (rect.y - margin) / pitchY];
  const columns = Math.max(1, Math.floor((width - margin + spacing) / pitchX));
  const inGrid = [column, row].every((at) => at >= 0 && Number.isInteger(at)) && column < columns;
  if (!inGrid || rect.width < 1 || rect.height < 1) {
    const frame = shelf.frame(asset, [rect.x, rect.y, rect.width, rect.height]);
    return { asset, ...(frame ? { frame } : {}) };
  }
  return {
    asset,
    frameSize: [rect.width, rect.height],
    ...(margin ? { frameMargin: margin } : {}),
    ...(spacing ? { frameSpacing: spacing } : {}),
    ...(row * columns + column ? { frame: row * columns + column } : {}),
  };
}

/** Gives the image the borders of nine slices; `false` when it has others already, as an image has only one set. */
export function setBorder(
  { image }: TakenTileset,
  def: LdtkEntityDef | undefined,
  shelf: ImageShelf,
): boolean {
  const [top = 0, right = 0, bottom = 0, left = 0] = def?.nineSlice ?? [];
  return shelf.border(image.asset, [left, top, right, bottom]);
}
