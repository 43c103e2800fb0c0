/** What a scene keeps for those who edit it, and the game does not know: guides, bookmarks of views, grids of layers. */
import type { Vec2 } from '../base/geometry.ts';
import { must, numberIn, pair, shape, text, firstFinding } from './checks.ts';

/** A line across the whole scene that things snap to. */
export interface GuideData {
  /** `x` is upright at x = `at`, `y` is level at y = `at`. */
  axis: 'x' | 'y';
  /** In scene pixels. */
  at: number;
}

/** A part of a scene to come back to. */
export interface BookmarkData {
  /** '' for one that is known by its number only. */
  name: string;
  /** The point of the scene in the middle of the view. */
  centre: Vec2;
  /** 1 is 100 %. */
  zoom: number;
}

/** The numbers of bookmarks, as they stand on the keys. */
export const BOOKMARK_SLOTS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** The grid of a layer, where it has its own. */
export interface GridData {
  /** Width and height of a cell in pixels, at least 1. */
  size: Vec2;
  /** Where one of the crossings lies. */
  offset: Vec2;
}

export const guideShape = shape({
  axis: must((value) => value === 'x' || value === 'y', 'x or y'),
  at: numberIn(),
});
export const bookmarkShape = shape({ name: text, centre: pair(numberIn()), zoom: numberIn(0.001, 1000) });
export const bookmarkSlot = must(
  (value) => (BOOKMARK_SLOTS as readonly unknown[]).includes(value),
  'a number from 1 to 9',
);
export const gridShape = shape({ size: pair(numberIn(1, 16384)), offset: pair(numberIn()) });

/** Whether a value is a guide; the same for bookmarks and grids. */
export const isGuide = (value: unknown): value is GuideData => firstFinding(guideShape, value) === null;
export const isBookmark = (value: unknown): value is BookmarkData =>
  firstFinding(bookmarkShape, value) === null;
export const isGrid = (value: unknown): value is GridData => firstFinding(gridShape, value) === null;
