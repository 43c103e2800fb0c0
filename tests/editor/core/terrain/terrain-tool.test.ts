import { describe, expect, it } from 'vitest';
import type { TilesetData } from '../../../../src/lib/schema/project.ts';
import { tilesOf, type TileChunks } from '../../../../src/lib/schema/tiles.ts';
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

function stage(tool: 'tile-terrain' | 'tile-rules', grid = 'orthogonal'): ToolStage {
  const Tilemap = { tileSize: [10, 10], grid, tilesets: [{ firstTile: 1, tileset: 'land' }] };
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

  it('shows what a click would paint, and says what is missing', () => {
    const made = stage('tile-terrain');
    made.tool.move({ scene: [10, 10], screen: [10, 10], shift: false, alt: false, mod: false });
    expect(made.preview.value.ghosts).toHaveLength(1);
    const hexagonal = stage('tile-terrain', 'hexagonal');
    hexagonal.click([10, 10]);
    expect([hexagonal.steps, hexagonal.hint.value]).toEqual([[], expect.stringContaining('square')]);
    const bare = stage('tile-terrain');
    bare.project = { ...bare.project, tilesets: {} };
    bare.click([10, 10]);
    expect(bare.hint.value).toContain('tileset editor');
  });
});

describe('the rule tool', () => {
  it('paints cells of the set and chooses them anew around, and takes away with Alt', () => {
    const made = stage('tile-rules');
    made.drag([5, 5], [5, 25]);
    expect(cellsOf(made)).toEqual({ '0,0': 4, '0,1': 6, '0,2': 6 });
    made.click([5, 5], { alt: true });
    expect(cellsOf(made)).toEqual({ '0,1': 4, '0,2': 6 });
    expect(made.steps).toHaveLength(2);
  });
});
