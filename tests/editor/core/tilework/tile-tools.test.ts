import { describe, expect, it } from 'vitest';
import type { Vec2 } from '../../../../src/lib/base/geometry.ts';
import type { ToolId } from '../../../../src/lib/editor/core/tool-ids.ts';
import { setOfRange, sizeOfSet } from '../../../../src/lib/editor/core/tilework/cell-set.ts';
import { likelyTileSize } from '../../../../src/lib/editor/core/tilework/new-layer.ts';
import { paletteOf, paletteRows, tileWords } from '../../../../src/lib/editor/core/tilework/palette.ts';
import { stampOfTiles } from '../../../../src/lib/editor/core/tilework/stamp.ts';
import type { EntityData, TilesetData } from '../../../../src/lib/schema/project.ts';
import type { StampData } from '../../../../src/lib/schema/stamps.ts';
import { tileAt, tilesFrom, tilesOf, type TileChunks } from '../../../../src/lib/schema/tiles.ts';
import { emptyCells, stampInText } from '../../../../src/lib/editor/core/commands/tile-actions.ts';
import { ToolStage } from '../shapes/tool-stage.ts';

type Cells = readonly (readonly [number, number, number])[];

/** A tile layer of cells of 16 px whose first one lies at a point. */
const layer = (cells: Cells, at: Vec2 = [0, 0], more: Partial<EntityData> = {}): Partial<EntityData> => ({
  components: {
    Transform: { position: at, size: [160, 160], anchor: [0, 0] },
    Tilemap: { tileSize: [16, 16], tilesets: [{ firstTile: 1, tileset: 'a' }], tiles: tilesFrom(cells) },
  },
  ...more,
});

/** The middle of a cell of a layer at the origin. */
const at = (x: number, y: number): Vec2 => [x * 16 + 8, y * 16 + 8];

class Desk extends ToolStage {
  constructor(tool: ToolId, layers: Record<string, Partial<EntityData>>, stamp: StampData | null = one) {
    super(layers, tool);
    this.selection.set(Object.keys(layers));
    this.tiles.value = { ...this.tiles.value, stamp };
  }

  cells(id = 'ground'): [number, number, number][] {
    const tiles = (this.fields(id, 'Tilemap')?.tiles ?? {}) as TileChunks;
    return [...tilesOf(tiles)].sort((a, b) => a[1] - b[1] || a[0] - b[0]);
  }

  pick(from: Vec2, to: Vec2 = from): void {
    const point = (scene: Vec2) => ({ scene, screen: scene, shift: false, alt: false, mod: false });
    this.tool.secondary!.down(point(from));
    this.tool.secondary!.move(point(to));
    this.tool.secondary!.up(point(to));
  }
}

const one = stampOfTiles('a', [[4]]);
const block = stampOfTiles('a', [
  [0, 1],
  [2, 3],
]);

describe('the stamp tool', () => {
  it('paints along the pointer without gaps, also beyond the layer and at negative cells, as one step', () => {
    const desk = new Desk('tile-stamp', { ground: layer([]) });
    desk.drag(at(-20, -1), at(-12, -1));
    expect(desk.cells()).toEqual(Array.from({ length: 9 }, (_, i) => [i - 20, -1, 5]));
    expect(desk.steps).toEqual(['Paint 9 tiles of ground']);
  });

  it('lays larger stamps side by side, held in their middle', () => {
    const desk = new Desk('tile-stamp', { ground: layer([]) }, block);
    desk.drag(at(1, 1), at(4, 1));
    expect(desk.cells()).toEqual([
      [0, 0, 1],
      [1, 0, 2],
      [2, 0, 1],
      [3, 0, 2],
      [0, 1, 3],
      [1, 1, 4],
      [2, 1, 3],
      [3, 1, 4],
    ]);
  });

  it('draws a straight line with Shift from where the last stroke ended', () => {
    const desk = new Desk('tile-stamp', { ground: layer([]) });
    desk.click(at(0, 0)).click(at(3, 3), { shift: true });
    expect(desk.cells().map(([x, y]) => [x, y])).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    expect(desk.steps).toHaveLength(2);
  });

  it('shows what it would paint before it does, and nothing once it is dropped', () => {
    const desk = new Desk('tile-stamp', { ground: layer([]) });
    desk.tool.move({ scene: at(2, 2), screen: [0, 0], shift: false, alt: false, mod: false });
    const [ghost] = desk.preview.value.ghosts ?? [];
    expect(tileAt(ghost!.entity.components.Tilemap!.tiles, 2, 2)).toBe(5);
    desk.tool.down({ scene: at(2, 2), screen: [0, 0], shift: false, alt: false, mod: false });
    const look = desk.preview.value.tiles!.looks.get('ground')!;
    expect(tileAt(look.components.Tilemap!.tiles, 2, 2)).toBe(5);
    expect(desk.tool.cancel()).toBe(true);
    expect(desk.cells()).toEqual([]);
    expect(desk.steps).toEqual([]);
  });

  it('adds the tileset that a layer lacks in the same step', () => {
    const desk = new Desk('tile-stamp', { ground: layer([[0, 0, 1]]) }, stampOfTiles('b', [[0]]));
    desk.click(at(1, 0));
    const { tilesets } = desk.fields('ground', 'Tilemap') as { tilesets: { firstTile: number }[] };
    expect(tilesets).toEqual([
      { firstTile: 1, tileset: 'a' },
      { firstTile: 2, tileset: 'b' },
    ]);
    expect(desk.cells()).toEqual([
      [0, 0, 1],
      [1, 0, 2],
    ]);
    expect(desk.steps).toHaveLength(1);
  });

  it('chooses among its tiles at random, only of those that it holds', () => {
    const desk = new Desk('tile-stamp', { ground: layer([]) }, block);
    desk.tiles.value = { ...desk.tiles.value, random: true };
    desk.drag(at(0, 0), at(40, 0));
    const kinds = new Set(desk.cells().map(([, , value]) => value));
    expect(desk.cells()).toHaveLength(41);
    expect(kinds.size).toBeGreaterThan(1);
    for (const kind of kinds) expect([1, 2, 3, 4]).toContain(kind);
  });

  it('walks by arrow keys and paints with Enter', () => {
    const desk = new Desk('tile-stamp', { ground: layer([]) });
    desk.click(at(0, 0));
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'Enter']) expect(desk.key(key)).toBe(true);
    expect(desk.cells()).toEqual([
      [0, 0, 5],
      [2, 1, 5],
    ]);
  });
});

describe('several layers', () => {
  it('are picked up together and painted together, each part where it came from', () => {
    const desk = new Desk(
      'tile-stamp',
      { ground: layer([[0, 0, 1]]), trees: layer([[1, 0, 2]], [32, 0]) },
      null,
    );
    // The second layer stands two cells to the right of the first.
    desk.pick(at(0, 0), at(3, 0));
    expect(desk.tiles.value.stamp).toMatchObject({
      width: 4,
      parts: [{ layer: 'ground' }, { layer: 'trees' }],
    });
    desk.click(at(2, 5));
    expect(desk.cells('ground')).toEqual([
      [0, 0, 1],
      [0, 5, 1],
    ]);
    expect(desk.cells('trees')).toEqual([
      [1, 0, 2],
      [1, 5, 2],
    ]);
    expect(desk.steps).toEqual(['Paint 2 tiles of 2 layers']);
  });

  it('are erased together; a locked one stays', () => {
    const tiles: Cells = [
      [0, 0, 1],
      [1, 0, 1],
    ];
    const desk = new Desk('tile-erase', {
      ground: layer(tiles),
      trees: layer(tiles),
      sky: layer(tiles, [0, 0], { locked: true }),
    });
    desk.drag(at(0, 0), at(1, 0));
    expect([desk.cells('ground'), desk.cells('trees')]).toEqual([[], []]);
    expect(desk.cells('sky')).toHaveLength(2);
    expect(desk.steps).toEqual(['Erase 4 tiles of 2 layers']);
  });
});

describe('filling', () => {
  const wall: Cells = Array.from({ length: 6 }, (_, i): [number, number, number][] => [
    [i, 0, 9],
    [i, 5, 9],
    [0, i, 9],
    [5, i, 9],
  ]).flat();

  it('takes what hangs together, repeats the stamp and stops at other tiles', () => {
    const desk = new Desk('tile-fill', { ground: layer(wall) }, block);
    desk.click(at(2, 3));
    const inside = desk.cells().filter(([, , value]) => value !== 9);
    expect(inside).toHaveLength(16);
    expect(inside.slice(0, 4).map(([, , value]) => value)).toEqual([1, 2, 1, 2]);
    expect(desk.steps).toEqual(['Fill 16 tiles of ground']);
  });

  it('keeps to the selected cells', () => {
    const desk = new Desk('tile-fill', { ground: layer([]) });
    const cells = setOfRange({ x: 1, y: 1, width: 3, height: 2 });
    desk.tiles.value = { ...desk.tiles.value, region: { layer: 'ground', cells } };
    desk.click(at(2, 2));
    expect(desk.cells()).toHaveLength(6);
    desk.click(at(8, 8));
    expect(desk.cells()).toHaveLength(6);
  });

  it('fills a rectangle or an ellipse that is drawn', () => {
    const desk = new Desk('tile-shape', { ground: layer([]) });
    desk.drag(at(4, 4), at(2, 1));
    expect(desk.cells()).toHaveLength(12);
    desk.tiles.value = { ...desk.tiles.value, shape: 'ellipse' };
    desk.drag(at(10, 10), at(14, 12), { shift: true });
    // Of five by five the corners are left out.
    const round = desk.cells().filter(([x]) => x >= 10);
    expect(round).toHaveLength(21);
  });
});

describe('selected cells', () => {
  it('are drawn, added to and taken away from, and emptied', () => {
    const desk = new Desk('tile-select', {
      ground: layer([
        [0, 0, 1],
        [1, 1, 2],
        [4, 4, 3],
      ]),
    });
    const size = () => sizeOfSet(desk.tiles.value.region?.cells ?? {});
    desk.drag(at(0, 0), at(2, 2));
    expect(size()).toBe(9);
    desk.drag(at(2, 2), at(4, 4), { shift: true });
    expect(size()).toBe(17);
    desk.drag(at(0, 0), at(0, 4), { alt: true });
    expect(size()).toBe(14);
    expect(desk.tool.marks?.().length).toBeGreaterThan(0);
    expect(desk.tool.leave?.()).toBe(true);
    expect(desk.tiles.value.region).toBeNull();
    expect(desk.tool.leave?.()).toBe(false);
  });

  it('are those that show the same tile, and Delete empties them', () => {
    const desk = new Desk('tile-same', {
      ground: layer([
        [0, 0, 1],
        [9, 9, 1],
        [3, 3, (1 | 0x80000000) >>> 0],
        [4, 4, 2],
      ]),
    });
    desk.click(at(9, 9));
    expect(sizeOfSet(desk.tiles.value.region!.cells)).toBe(3);
    emptyCells(desk.host, 'Erase');
    expect(desk.cells()).toEqual([[4, 4, 2]]);
    expect(desk.steps).toEqual(['Erase 3 tiles of ground']);
  });
});

describe('picking up', () => {
  it('takes the tile under the pointer with its flips, or a range; an empty place leaves the stamp', () => {
    const flipped = (3 | 0x40000000) >>> 0;
    const desk = new Desk('tile-erase', {
      ground: layer([
        [2, 2, flipped],
        [3, 2, 1],
      ]),
    });
    desk.pick(at(2, 2));
    expect(desk.tiles.value.stamp?.parts[0]!.cells).toEqual([flipped]);
    expect(desk.inHand.value).toBe('tile-stamp');
    desk.pick(at(2, 1), at(3, 2));
    expect(desk.tiles.value.stamp).toMatchObject({
      width: 2,
      height: 2,
      parts: [{ cells: [0, 0, flipped, 1] }],
    });
    desk.pick(at(7, 7));
    expect(desk.tiles.value.stamp?.width).toBe(2);
  });

  it('works on the layer that has a tile there when the selected one has none', () => {
    const desk = new Desk('tile-stamp', { ground: layer([[0, 0, 1]]), trees: layer([]) });
    desk.selection.set(['trees']);
    desk.pick(at(0, 0));
    expect(desk.selection.ids).toEqual(['ground']);
  });
});

describe('the palette', () => {
  const tileset = {
    image: 'x',
    columns: 4,
    count: 10,
    tiles: { 3: { solid: true, properties: { ladder: true } }, 7: { solid: true, className: 'Spike' } },
  } as unknown as TilesetData;

  it('shows all tiles as they lie, or those that answer to a search', () => {
    expect(paletteOf(tileset, '', 2)).toEqual({ columns: 4, rows: 3, tiles: null });
    expect(paletteOf(tileset, 'solid', 2)).toEqual({ columns: 2, rows: 1, tiles: [3, 7] });
    expect(paletteOf(tileset, 'spike SOLID', 2).tiles).toEqual([7]);
    expect(paletteOf(tileset, '1', 2).tiles).toEqual([1]);
    expect(paletteRows(paletteOf(tileset, '', 2), 10, [3, 2], [1, 1])).toEqual([
      [5, 6, 7],
      [9, null, null],
    ]);
    expect(tileWords(tileset, 7)).toBe('Tile 7 · Spike · solid');
  });

  it('guesses how large tiles are', () => {
    expect(likelyTileSize('ground_16x24.png', [160, 240])).toEqual([16, 24]);
    expect(likelyTileSize('tiles-32px.png', [320, 320])).toEqual([32, 32]);
    expect(likelyTileSize('cave.png', [144, 96], [24, 24])).toEqual([24, 24]);
    expect(likelyTileSize('cave.png', [56, 24])).toEqual([8, 8]);
    expect(likelyTileSize('map 800x600.png', [64, 64])).toEqual([16, 16]);
  });
});

describe('tiles on the clipboard', () => {
  it('are read only when they are a stamp', () => {
    expect(stampInText(JSON.stringify({ perigee: 'tiles', stamp: block }))).toEqual(block);
    const broken = { ...block, width: 7 };
    for (const text of ['', '{', 'null', JSON.stringify({ perigee: 'tiles', stamp: broken })])
      expect(stampInText(text)).toBeNull();
  });
});
