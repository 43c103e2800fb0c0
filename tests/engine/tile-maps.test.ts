/** Tile layers of a playing scene: how many shapes physics gets of them, and what happens when cells change. */
import { describe, expect, it } from 'vitest';
import { HOT_STRIDE } from '../../src/lib/engine/game-world.ts';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import { cellIndex, CHUNK, chunkKey, tilesFrom, type TileChunks } from '../../src/lib/schema/tiles.ts';
import { entity, project } from './scene.ts';

const SIDE = 200;
const TILE = 16;

/** A map of 200 x 200 cells whose upper edge lies at y = 0, and crates that lie on it. */
function level(solid: (x: number, y: number) => boolean): Simulation {
  const cells: [number, number, number][] = [];
  for (let y = 0; y < SIDE; y++) for (let x = 0; x < SIDE; x++) cells.push([x, y, Number(solid(x, y))]);
  const middle = (SIDE * TILE) / 2;
  const crates = Object.fromEntries(
    Array.from({ length: 5 }, (_, i) => [
      `crate${i}`,
      entity([200 + i * 500, -10], [20, 20], { Body: {}, Collider: {} }),
    ]),
  );
  const map = entity([middle, middle], [SIDE * TILE, SIDE * TILE], {
    Tilemap: { tileSize: [TILE, TILE], solid: 'all', tiles: tilesFrom(cells) },
  });
  return new Simulation({ project: project({ map, ...crates }), scene: 'level' });
}

function setTile({ world }: Simulation, x: number, y: number, value: number): void {
  const map = world.find('map')!;
  const tiles: TileChunks = map.components.Tilemap!.tiles;
  const cells = tiles[chunkKey(x, y)]?.slice() ?? new Uint32Array(CHUNK * CHUNK);
  cells[cellIndex(x, y)] = value;
  world.setFields(map, 'Tilemap', { tiles: { ...tiles, [chunkKey(x, y)]: cells } });
}

const shapesOf = ({ world }: Simulation): number => world.bodies.physics.picture().shapes.length - 5;

const crateAt = ({ world }: Simulation, i: number): number =>
  world.hot[world.find(`crate${i}`)!.slot * HOT_STRIDE + 1]!;

function run(simulation: Simulation, ticks: number): void {
  for (let i = 0; i < ticks; i++) expect(simulation.tick()).toBeNull();
}

describe('a tile layer of 200 x 200 cells', () => {
  it('is few shapes when it is solid, and its bodies are counted as one', () => {
    const simulation = level(() => true);
    expect(shapesOf(simulation)).toBeLessThan(500);
    expect(simulation.world.bodies.physics.bodyCount).toBe(6);
  });

  it('carries what lies on a checkerboard with holes', () => {
    const simulation = level((x, y) => y < 4 || ((x + y) % 2 === 0 && x % 5 !== 0));
    run(simulation, 60);
    for (let i = 0; i < 5; i++) expect(crateAt(simulation, i)).toBeCloseTo(-10, 0);
  });

  it('carries what lies on it while other cells change, and drops what loses its ground', () => {
    const simulation = level((_, y) => y < 2);
    run(simulation, 30);
    for (let i = 0; i < 40; i++) {
      setTile(simulation, (i * 37) % SIDE, 1, i % 2);
      setTile(simulation, i * 5, 40 + (i % 3), 1);
      run(simulation, 1);
      for (let crate = 0; crate < 5; crate++) expect(crateAt(simulation, crate)).toBeCloseTo(-10, 0);
    }
    for (const x of [11, 12, 13]) for (const y of [0, 1]) setTile(simulation, x, y, 0);
    run(simulation, 60);
    expect(crateAt(simulation, 0)).toBeGreaterThan(60);
    for (let crate = 1; crate < 5; crate++) expect(crateAt(simulation, crate)).toBeCloseTo(-10, 0);
  });
});
