/** What painting takes, apart from what is painted. */
import type { Rect } from '../base/geometry.ts';
import type { ProjectData } from '../schema/project.ts';

/** Where pixels are drawn: a page's canvas, a worker's, or a test's. */
export type PaintContext = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Pictures and fonts by asset id; `null` while one is loading or when it is missing. */
export interface ImageSource {
  get(assetId: string): CanvasImageSource | null;
  /** The name under which letters can be drawn with a font of the project; `null` while it is loading or missing. */
  font?(assetId: string): string | null;
}

/** What changes from frame to frame while the components stay the same. */
export interface PaintState {
  /** Pixels before rotation. */
  width: number;
  height: number;
  /** 0 to 1, multiplied with the opacity of each component. */
  alpha: number;
  /** Frame of the sprite's sheet. */
  frame: number;
}

export interface PaintOptions {
  /** Part that can be seen, in the entity's own frame (anchor at 0, 0); what lies outside may be left out. */
  clip?: Rect;
  /** Seconds, for animated tiles. */
  time?: number;
  /** Files by id: the frames and borders of images. */
  assets?: ProjectData['assets'];
  /** Colour that everything is multiplied with, '' for none. */
  tint?: string;
}
