import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Rect } from '../../../src/lib/base/geometry.ts';
import { blocksOf, MovingTiles } from '../../../src/lib/editor/canvas/moving-tiles.ts';
import { TileMotion } from '../../../src/lib/editor/canvas/tile-motion.ts';
import { SceneIndex } from '../../../src/lib/editor/core/scene-index.ts';
import type { TilesetData } from '../../../src/lib/schema/project.ts';
import { FLIP_X, tilesFrom } from '../../../src/lib/schema/tiles.ts';
import { projectOf } from '../core/fixtures.ts';

const tileset: TilesetData = {
  name: 'Water',
  image: '',
  tileSize: [16, 16],
  margin: 0,
  spacing: 0,
  columns: 4,
  count: 16,
  offset: [0, 0],
  tiles: {
    1: {
      animation: [
        { tile: 1, duration: 200 },
        { tile: 2, duration: 300 },
      ],
    },
    3: {
      animation: [
        { tile: 3, duration: 1000 },
        { tile: 4, duration: 1000 },
      ],
    },
  },
};
const seen = { x: 0, y: 0, width: 320, height: 160 };

function moving(cells: [number, number, number][], scale = 1): MovingTiles {
  const project = projectOf({
    water: {
      components: {
        Transform: { position: [0, 0], size: [1600, 160], anchor: [0, 0] },
        Tilemap: { tileSize: [16, 16], tilesets: [{ firstTile: 1, tileset: 'a' }], tiles: tilesFrom(cells) },
      },
    },
  });
  const index = new SceneIndex();
  index.load({ ...project, tilesets: { a: tileset } }, 's');
  return new MovingTiles(index.visibleIn(seen), { a: tileset }, seen, scale);
}

describe('tiles that move', () => {
  it('are told as few parts of the scene, of those that change and are seen', () => {
    const flipped = (2 | FLIP_X) >>> 0;
    const tiles = moving([
      [1, 1, 2],
      [2, 1, flipped],
      [1, 2, 2],
      [2, 2, 2],
      [5, 5, 4],
      [90, 1, 2],
      [3, 1, 1],
    ]);
    expect(tiles.changed(0, 0.1)).toEqual([]);
    expect(tiles.changed(0, 0.25)).toEqual([{ x: 16, y: 16, width: 32, height: 32 }]);
    expect(tiles.changed(0, 1.25)).toHaveLength(2);
    expect(tiles.changed(null, 0)).toHaveLength(2);
    expect(tiles.untilNext(0.15)).toBeCloseTo(0.05);
    expect(tiles.untilNext(0.6)).toBeCloseTo(0.1);
    expect(moving([[1, 1, 1]]).none).toBe(true);
    expect(moving([[1, 1, 2]], 0.1).none).toBe(true);
  });

  it('are put together as rows and blocks', () => {
    const cells = [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
      [4, 1],
      [4, 2],
      [9, 9],
    ] as const;
    expect(blocksOf(cells)).toEqual([
      { x: 0, y: 0, width: 2, height: 2 },
      { x: 4, y: 1, width: 1, height: 2 },
      { x: 9, y: 9, width: 1, height: 1 },
    ]);
    expect(blocksOf(cells.slice(0, 4), 1)).toHaveLength(4);
  });
});

describe('moving them', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('waits until nothing else is done, paints a little at a time, and shows what is whole', () => {
    const tiles = moving([
      [1, 1, 2],
      [5, 5, 2],
    ]);
    const painted: (readonly Rect[])[] = [];
    let shown = 0;
    let wanted = true;
    const motion = new TileMotion({
      wanted: () => wanted,
      moving: () => tiles,
      paint: (areas) => {
        painted.push(areas);
        return areas.slice(1);
      },
      show: () => void shown++,
    });
    motion.disturb();
    vi.advanceTimersByTime(200);
    motion.disturb();
    vi.advanceTimersByTime(200);
    expect(painted).toEqual([]);
    vi.advanceTimersByTime(200);
    expect(painted.map((areas) => areas.length)).toEqual([2, 1]);
    expect(shown).toBe(1);
    expect(motion.time).toBeGreaterThan(0.4);
    // Two changes in half a second.
    vi.advanceTimersByTime(1000);
    expect(shown).toBe(5);
    wanted = false;
    vi.advanceTimersByTime(1000);
    expect(shown).toBe(5);
    expect(vi.getTimerCount()).toBe(0);
    motion.reset();
    expect(motion.time).toBe(0);
  });
});
