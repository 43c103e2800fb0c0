/** Tile layers: their cells, counted from the top left corner of the layer to the right and down. */
import type { EntityRecord } from '../../engine/entity-record.ts';
import { rotate } from '../../base/geometry.ts';
import { HOT_STRIDE } from '../../engine/game-world.ts';
import type { TileData } from '../../schema/project.ts';
import { cellAt, cellMiddle, gridOf } from '../../schema/tile-grid.ts';
import {
  cellIndex,
  CHUNK,
  chunkKey,
  TILE_MASK,
  tileAt,
  tilesOf,
  type TileChunks,
} from '../../schema/tiles.ts';
import { ScriptFault } from '../vm.ts';
import { define, number, text, type ApiContext, type ApiFunction, type LuaValue } from './define.ts';
import { setFields } from './fields.ts';

/** Cells lie within this distance of the corner, either way. */
const REACH = 100_000;
/** Cells that one call may change. */
const MAX_FILL = 100_000;

const map = { name: 'map', type: 'entity', doc: 'an entity with a Tilemap' } as const;
const column = {
  name: 'column',
  type: 'integer',
  doc: 'cell, counted to the right',
  min: -REACH,
  max: REACH,
} as const;
const row = {
  name: 'row',
  type: 'integer',
  doc: 'cell, counted downwards',
  min: -REACH,
  max: REACH,
} as const;

/** What the tileset says of a tile number; flip flags do not matter. */
function tileData({ world }: ApiContext, e: EntityRecord, cell: number): TileData | undefined {
  const tile = cell & TILE_MASK;
  const uses = (e.components.Tilemap?.tilesets ?? []).filter(({ firstTile }) => firstTile <= tile);
  const use = uses.reduce<(typeof uses)[number] | undefined>(
    (best, each) => (best && best.firstTile > each.firstTile ? best : each),
    undefined,
  );
  return use && tile > 0 ? world.tilesets[use.tileset]?.tiles[String(tile - use.firstTile)] : undefined;
}

/** What is known of every tile, beside its own properties. */
const FACTS: Readonly<Record<string, (tile: TileData) => LuaValue>> = {
  solid: ({ solid }) => Boolean(solid),
  one_way: ({ oneWay }) => Boolean(oneWay),
  class: ({ className }) => className || null,
};

/** A property of a tile, its own before what is known of every tile; `null` for none. */
function factOf(tile: TileData | undefined, name: string): LuaValue {
  if (tile?.properties && Object.hasOwn(tile.properties, name)) return tile.properties[name];
  return tile && Object.hasOwn(FACTS, name) ? FACTS[name]!(tile) : null;
}

/** Whether it is one of those that are looked for. @param value `null` for any; then a tile that is marked as not counts as without */
function fits(tile: TileData | undefined, name: string, value: LuaValue): boolean {
  const own = tile?.properties !== undefined && Object.hasOwn(tile.properties, name);
  const fact = factOf(tile, name);
  if (value !== undefined && value !== null) return fact === value;
  return own || (fact !== null && fact !== false);
}

/** The corner of the layer's first cell, as an offset from the anchor before rotation. */
function corner(e: EntityRecord): readonly [number, number] {
  const { anchor, size } = e.components.Transform;
  return [-anchor[0] * size[0], -anchor[1] * size[1]];
}

/** A copy of the grid with a rectangle of cells set. */
function filled(
  chunks: TileChunks,
  x0: number,
  y0: number,
  width: number,
  height: number,
  tile: number,
): TileChunks {
  const next: Record<string, Uint32Array> = { ...chunks };
  const own = new Set<string>();
  for (let y = y0; y < y0 + height; y++)
    for (let x = x0; x < x0 + width; x++) {
      const key = chunkKey(x, y);
      if (!own.has(key)) {
        if (tile === 0 && !next[key]) continue;
        next[key] = next[key]?.slice() ?? new Uint32Array(CHUNK * CHUNK);
        own.add(key);
      }
      next[key]![cellIndex(x, y)] = tile;
    }
  return next;
}

export const tileFunctions: readonly ApiFunction[] = [
  define({
    name: 'get_tile',
    group: 'tiles',
    doc: 'The tile in a cell of a tile layer.',
    params: [map, column, row],
    returns: { type: 'number', doc: 'number of the tile; 0 for an empty cell' },
    example: 'local map = ams.find("Map")\nassert(ams.get_tile(map, 0, 0) == 1)',
    neutral: 0,
    run: (_, e, x, y) => (e.components.Tilemap ? tileAt(e.components.Tilemap.tiles, x, y) & TILE_MASK : 0),
  }),
  define({
    name: 'set_tile',
    group: 'tiles',
    doc: 'Puts a tile into a cell of a tile layer. Solid tiles are bumped into from the next tick on.',
    params: [
      map,
      column,
      row,
      {
        name: 'tile',
        type: 'integer',
        doc: 'number of the tile; 0 empties the cell',
        min: 0,
        max: TILE_MASK,
      },
    ],
    example: 'local map = ams.find("Map")\nams.set_tile(map, 3, 2, 1)\nassert(ams.get_tile(map, 3, 2) == 1)',
    run(context, e, x, y, tile) {
      const { Tilemap } = e.components;
      if (Tilemap && tileAt(Tilemap.tiles, x, y) !== tile)
        setFields(context, e, 'Tilemap', { tiles: filled(Tilemap.tiles, x, y, 1, 1, tile) });
    },
  }),
  define({
    name: 'fill_tiles',
    group: 'tiles',
    doc: 'Puts the same tile into a rectangle of cells, which is quicker than one after the other.',
    params: [
      map,
      column,
      row,
      { name: 'columns', type: 'integer', doc: 'cells to the right', min: 0, max: MAX_FILL },
      { name: 'rows', type: 'integer', doc: 'cells downwards', min: 0, max: MAX_FILL },
      {
        name: 'tile',
        type: 'integer',
        doc: 'number of the tile; 0 empties the cells',
        min: 0,
        max: TILE_MASK,
      },
    ],
    example:
      'local map = ams.find("Map")\nams.fill_tiles(map, 0, 4, 10, 1, 1)\nassert(ams.get_tile(map, 9, 4) == 1)',
    run(context, e, x, y, columns, rows, tile) {
      if (columns * rows > MAX_FILL)
        throw new ScriptFault(`fill_tiles can fill at most ${MAX_FILL} cells at once, not ${columns * rows}`);
      const { Tilemap } = e.components;
      if (Tilemap && columns * rows > 0)
        setFields(context, e, 'Tilemap', { tiles: filled(Tilemap.tiles, x, y, columns, rows, tile) });
    },
  }),
  define({
    name: 'world_to_tile',
    group: 'tiles',
    doc: 'The cell of a tile layer at a point of the scene.',
    params: [map, number('x', 'in the scene', 'px'), number('y', 'in the scene', 'px')],
    returns: { type: 'table', doc: '{ column, row }; nil without a tile layer' },
    example:
      'local map = ams.find("Map")\nlocal cell = ams.world_to_tile(map, e.x, e.y)\nlocal tile = ams.get_tile(map, cell.column, cell.row)',
    run({ world }, e, x, y) {
      const { Tilemap } = e.components;
      if (!Tilemap) return null;
      const at = e.slot * HOT_STRIDE;
      const [dx, dy] = rotate([x - world.hot[at]!, y - world.hot[at + 1]!], -world.hot[at + 4]!);
      const [left, top] = corner(e);
      const [column, row] = cellAt(gridOf(Tilemap), [dx - left, dy - top]);
      const cell = (value: number) => Math.min(REACH, Math.max(-REACH, value));
      return { column: cell(column), row: cell(row) };
    },
  }),
  define({
    name: 'tile_to_world',
    group: 'tiles',
    doc: 'The middle of a cell of a tile layer, in the scene.',
    params: [map, column, row],
    returns: { type: 'table', doc: '{ x, y } in px; nil without a tile layer' },
    example:
      'local map = ams.find("Map")\nlocal middle = ams.tile_to_world(map, 2, 1)\ne.x, e.y = middle.x, middle.y',
    run({ world }, e, x, y) {
      const { Tilemap } = e.components;
      if (!Tilemap) return null;
      const at = e.slot * HOT_STRIDE;
      const [left, top] = corner(e);
      const [middleX, middleY] = cellMiddle(gridOf(Tilemap), x, y);
      const [dx, dy] = rotate([left + middleX, top + middleY], world.hot[at + 4]!);
      return { x: world.hot[at]! + dx, y: world.hot[at + 1]! + dy };
    },
  }),
  define({
    name: 'get_tile_property',
    group: 'tiles',
    doc: 'A property that the tileset gives to the tile in a cell. "class" is its class, "solid" and "one_way" tell whether it is marked so.',
    params: [map, column, row, text('property', 'its name, or "class", "solid" or "one_way"')],
    returns: { type: 'value', doc: 'nil where there is none' },
    example:
      'local map = ams.find("Map")\nif ams.get_tile_property(map, 0, 0, "danger") then ams.lose() end\nif ams.get_tile_property(map, 0, 0, "class") == "coin" then ams.set_tile(map, 0, 0, 0) end',
    run: (context, e, x, y, name) =>
      factOf(tileData(context, e, tileAt(e.components.Tilemap?.tiles ?? {}, x, y)), name),
  }),
  define({
    name: 'find_tiles',
    group: 'tiles',
    doc: 'All cells of a tile layer whose tile has a property or a class, row by row within blocks of 16 by 16 cells.',
    params: [
      map,
      text('property', 'its name, or "class", "solid" or "one_way"'),
      { name: 'value', type: 'value', doc: 'the value that counts; any when left out', optional: true },
    ],
    returns: { type: 'list of tables', doc: '{ column, row, tile } each; empty for none' },
    example:
      'local map = ams.find("Map")\nfor _, cell in ipairs(ams.find_tiles(map, "danger")) do ams.set_tile(map, cell.column, cell.row, 0) end\nams.log(#ams.find_tiles(map, "class", "coin"), "coins")',
    neutral: [],
    run(context, e, name, value): LuaValue {
      const found: LuaValue[] = [];
      const known = new Map<number, boolean>();
      for (const [x, y, cell] of tilesOf(e.components.Tilemap?.tiles ?? {})) {
        const tile = cell & TILE_MASK;
        let wanted = known.get(tile);
        if (wanted === undefined) known.set(tile, (wanted = fits(tileData(context, e, tile), name, value)));
        if (wanted) found.push({ column: x, row: y, tile });
      }
      return found;
    },
  }),
];
