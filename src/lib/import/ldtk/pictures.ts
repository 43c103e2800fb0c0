/** How LDtk fits the picture of an entity into its box. */
import type { Vec2 } from '../../base/geometry.ts';
import type { StoredComponent } from '../../schema/project.ts';
import type { LdtkRect } from './model.ts';
import type { TakenTileset } from './tilesets.ts';

/** Where a picture lies, measured from the top left corner of the entity's box, in pixels. */
export interface Placed {
  corner: Vec2;
  size: Vec2;
  /** Whether it looks as it does in LDtk. */
  exact: boolean;
}

/**
 * Where the picture of an entity lies for a way of fitting it.
 * @param box size of the entity
 * @param tile size of the picture
 * @param pivot the point of both that meet, as fractions
 */
export function placePicture(mode: string, box: Vec2, tile: Vec2, pivot: Vec2): Placed {
  const held = (size: Vec2, exact: boolean): Placed => ({
    corner: [(box[0] - size[0]) * pivot[0], (box[1] - size[1]) * pivot[1]],
    size,
    exact,
  });
  const same = box[0] === tile[0] && box[1] === tile[1];
  const scaled = (factor: number): Vec2 => [tile[0] * factor, tile[1] * factor];
  const factors: Vec2 = [box[0] / tile[0], box[1] / tile[1]];
  switch (mode) {
    case 'FitInside':
      return held(scaled(Math.min(...factors)), true);
    case 'FullSizeUncropped':
      return held(tile, true);
    case 'FullSizeCropped':
      return held(tile, tile[0] <= box[0] && tile[1] <= box[1]);
    case 'Stretch':
      return held(box, true);
    case 'Cover':
      return held(box, factors[0] === factors[1]);
    default:
      // Repeated and nine-slice pictures of their own size are stretched by nothing.
      return held(box, same);
  }
}

/**
 * The fields of a sprite that shows a part of a tileset's image; `null` where no grid of frames has that part.
 * Frames are all of one size, so the grid is laid such that the part is one of them.
 */
export function spriteOf({ image, def }: TakenTileset, rect: LdtkRect): StoredComponent | null {
  const { asset, width, height } = image;
  if (rect.x === 0 && rect.y === 0 && rect.width === width && rect.height === height) return { asset };
  if (rect.width < 1 || rect.height < 1 || rect.x + rect.width > width || rect.y + rect.height > height)
    return null;
  const grids: [margin: number, spacing: number][] = [
    [def.padding, def.spacing],
    [0, 0],
    [Math.min(rect.x, rect.y), 0],
  ];
  for (const [margin, spacing] of grids) {
    const [pitchX, pitchY] = [rect.width + spacing, rect.height + spacing];
    const [column, row] = [(rect.x - margin) / pitchX, (rect.y - margin) / pitchY];
    const columns = Math.max(1, Math.floor((width - margin + spacing) / pitchX));
    if (column < 0 || row < 0 || column >= columns || !Number.isInteger(column) || !Number.isInteger(row))
      continue;
    return {
      asset,
      frameSize: [rect.width, rect.height],
      ...(margin ? { frameMargin: margin } : {}),
      ...(spacing ? { frameSpacing: spacing } : {}),
      ...(row * columns + column ? { frame: row * columns + column } : {}),
    };
  }
  return null;
}
