import { describe, expect, it } from 'vitest';
import { defaultsOf } from '../../../../src/lib/schema/components.ts';
import { cellMiddle, gridOf } from '../../../../src/lib/schema/tile-grid.ts';
import type { TilesetData } from '../../../../src/lib/schema/project.ts';
import { tilesFrom, tilesOf, type TileChunks } from '../../../../src/lib/schema/tiles.ts';
import { ToolStage } from '../shapes/tool-stage.ts';

const color = (name: string) => ({ name, color: '#00ff00', tile: -1, probability: 1 });
/** Sixteen tiles, one for each set of corners: bit by bit top right, bottom right, bottom left, top left. */
const labels = Object.fromEntries(
  Array.from({ length: 16 }, (_, bits) => [
    bits,
    [0, 1 + (bits & 1), 0, 1 + ((bits >> 1) & 1), 0, 1 + ((bits >> 2) & 1), 0, 1 + ((bits >> 3) & 1)],
  ]),
);
const tileset: TilesetData = {
  ...{ name: 'Land', image: '', tileSize: [10, 10], margin: 0, spacing: 0, columns: 4, count: 16 },
  ...{ offset: [0, 0], tiles: {} },
  terrains: {
    land: {
      ...{ name: 'Land', order: 'a0', type: 'corner', tile: -1, tiles: labels },
      colors: { 1: color('sand'), 2: color('grass') },
    },
  },
  rules: {
    wall: {
      ...{ name: 'Wall', order: 'a0', tile: 5 },
      rules: {
        top: {
          order: 'a0',
          pattern: [0, -1, 0, 0, 0, 0, 0, 0, 0],
          tiles: [{ tile: 3, weight: 1 }],
          chance: 1,
        },
      },
    },
  },
};

function stage(tool: 'tile-terrain' | 'tile-rules', grid = 'orthogonal', more = {}): ToolStage {
  const Tilemap = { tileSize: [10, 10], grid, ...more, tilesets: [{ firstTile: 1, tileset: 'land' }] };
  const Transform = { position: [0, 0], anchor: [0, 0], size: [100, 100] };
  const made = new ToolStage({ map: { components: { Transform, Tilemap } } }, tool);
  made.project = { ...made.project, tilesets: { land: tileset } };
  made.index.load(made.project, 's');
  made.selection.set(['map']);
  return made;
}
const cellsOf = (made: ToolStage) =>
  Object.fromEntries(
    [...tilesOf((made.fields('map', 'Tilemap')?.tiles ?? {}) as TileChunks)].map(([x, y, value]) => [
      `${x},${y}`,
      value,
    ]),
  );

describe('the terrain tool', () => {
  it('paints corners near the pointer along a drag, as one step, and whole cells with Ctrl', () => {
    const made = stage('tile-terrain');
    made.tiles.value = { ...made.tiles.value, terrain: { tileset: 'land', set: 'land', terrain: 2 } };
    made.drag([11, 9], [29, 12]);
    expect(made.steps).toHaveLength(1);
    // Corners 1,1 2,1 and 3,1 are grass; cells end where nothing is.
    expect(Object.keys(cellsOf(made)).sort()).toEqual([
      '0,0',
      '0,1',
      '1,0',
      '1,1',
      '2,0',
      '2,1',
      '3,0',
      '3,1',
    ]);
    made.tiles.value = { ...made.tiles.value, terrain: { tileset: 'land', set: 'land', terrain: 1 } };
    made.click([15, 15], { mod: true });
    expect(cellsOf(made)['1,1']).toBe(1);
    made.click([15, 15], { mod: true, alt: true });
    expect(made.steps).toHaveLength(3);
    expect(cellsOf(made)['1,1']).toBeUndefined();
    expect(cellsOf(made)['1,0']).toBeDefined();
  });

  it.each([
    ['isometric', {}],
    ['staggered', { staggerAxis: 'y', staggerIndex: 'odd' }],
    ['staggered', { staggerAxis: 'y', staggerIndex: 'even' }],
    ['staggered', { staggerAxis: 'x', staggerIndex: 'odd' }],
    ['hexagonal', { staggerAxis: 'x', staggerIndex: 'even', hexSide: 0 }],
  ] as const)('fits the four cells that meet at a corner of a grid that is %s %o', (kind, more) => {
    // Sand all over.
    const tiles = tilesFrom(Array.from({ length: 100 }, (_, i) => [i % 10, Math.floor(i / 10), 1]));
    const made = stage('tile-terrain', kind, { ...more, tiles });
    made.tiles.value = { ...made.tiles.value, terrain: { tileset: 'land', set: 'land', terrain: 2 } };
    const grid = gridOf({ ...defaultsOf('Tilemap'), tileSize: [10, 10], grid: kind, ...more });
    // The lowest corner of a cell.
    const [x, y] = cellMiddle(grid, 4, 3);
    made.click([x + 1, y + 4]);
    const painted = [...tilesOf(made.fields('map', 'Tilemap')!.tiles as TileChunks)];
    const cells = painted.filter(([, , value]) => value !== 1);
    expect(cells).toHaveLength(4);
    // Top, right, bottom and left of a diamond, as the labels of tiles have them.
    const parts = [
      [7, 0, -5],
      [1, 5, 0],
      [3, 0, 5],
      [5, -5, 0],
    ] as const;
    for (const [cx, cy, value] of cells) {
      const [mx, my] = cellMiddle(grid, cx, cy);
      const [part] = parts.find(([, dx, dy]) => Math.hypot(mx + dx - x, my + dy - y - 5) < 0.01)!;
      expect(labels[value - 1]![part]).toBe(2);
      expect(labels[value - 1]!.filter((each) => each === 2)).toHaveLength(1);
    }
  });

  it('shows what a click would paint, and says what is missing', () => {
    const made = stage('tile-terrain');
    made.tool.move({ scene: [10, 10], screen: [10, 10], shift: false, alt: false, mod: false });
    expect(made.preview.value.ghosts).toHaveLength(1);
    for (const tool of ['tile-terrain', 'tile-rules'] as const) {
      const hexagonal = stage(tool, 'hexagonal', { hexSide: 4 });
      hexagonal.click([10, 10]);
      expect([hexagonal.steps, hexagonal.hint.value]).toEqual([[], expect.stringContaining('hexagons')]);
    }
    const bare = stage('tile-terrain');
    bare.project = { ...bare.project, tilesets: {} };
    bare.click([10, 10]);
    expect(bare.hint.value).toContain('tileset editor');
  });
});

describe('the rule tool', () => {
  it('knows what is beside and above on a staggered grid', () => {
    const made = stage('tile-rules', 'staggered', { staggerAxis: 'y', staggerIndex: 'odd' });
    // Up and to the right of a diamond is what is above in its rows along the sides.
    made.click([25, 25]).click([30, 20]);
    expect(Object.values(cellsOf(made)).sort()).toEqual([4, 6]);
    expect(cellsOf(made)['2,3']).toBe(4);
  });

  it('paints cells of the set and chooses them anew around, and takes away with Alt', () => {
    const made = stage('tile-rules');
    made.drag([5, 5], [5, 25]);
    expect(cellsOf(made)).toEqual({ '0,0': 4, '0,1': 6, '0,2': 6 });
    made.click([5, 5], { alt: true });
    expect(cellsOf(made)).toEqual({ '0,1': 4, '0,2': 6 });
    expect(made.steps).toHaveLength(2);
  });
});
