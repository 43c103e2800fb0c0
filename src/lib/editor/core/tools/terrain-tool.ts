import type { Vec2 } from '../../../base/geometry.ts';
import type { TilesetUse } from '../../../schema/fields.ts';
import type { TileGrid } from '../../../schema/tile-grid.ts';
import { tileAt } from '../../../schema/tiles.ts';
import { toOwn, ownBox } from '../entity-geometry.ts';
import { RuleTiles } from '../tile-rules/apply-rules.ts';
import { paintTerrain, type ChangedCell } from '../terrain/paint-terrain.ts';
import { nearestPlace, placesBetween, placesOf, type Place } from '../terrain/places.ts';
import { rulesInHand, terrainInHand } from '../terrain/terrain-hand.ts';
import { TerrainTiles } from '../terrain/terrain-tiles.ts';
import { lineCells, type Cell } from '../tilework/cell-shapes.ts';
import { crookedCell, hasFourSides, lineOn, straightCell, straightPoint } from '../tilework/grid-cells.ts';
import { withTileset } from '../tilework/numbering.ts';
import { cellUnder, type TileLayer } from '../tilework/tile-layers.ts';
import { ghostsOf, maskOf, TileWork } from './tile-work.ts';
import { TileTool } from './tile-tool.ts';
import type { ToolPointer } from './tool.ts';

/** What is in a cell now. */
type CellAt = (x: number, y: number) => number;

/** Works out what some steps of the pointer change. */
type Working = (at: CellAt, from: ToolPointer, to: ToolPointer) => ChangedCell[];

interface Painter {
  /** Tilesets that the layer has then. */
  readonly uses: ReadonlyMap<string, readonly TilesetUse[]>;
  readonly work: Working;
}

interface Stroke {
  readonly layer: TileLayer;
  readonly painter: Painter;
  readonly work: TileWork;
  /** What the stroke has put into cells so far. */
  readonly cells: Map<string, number>;
  last: ToolPointer;
}

/** Paints tiles that are worked out from what is around, on the layer that is worked on first. */
abstract class WorkedOutTool extends TileTool {
  protected abstract readonly verb: string;
  protected seed = Math.floor(Math.random() * 2 ** 31);
  #stroke: Stroke | null = null;

  /** `null` where there is nothing to paint with. @param erase takes away instead */
  protected abstract painter(layer: TileLayer, erase: boolean): Painter | null;
  /** Why there is nothing to paint with. */
  protected abstract readonly missing: string;

  protected override get busy(): boolean {
    return this.#stroke !== null;
  }

  protected override drop(): void {
    this.#stroke = null;
  }

  protected hover(_: Cell, at: ToolPointer): void {
    const layer = this.layers()[0]!;
    const painter = this.painter(layer, at.alt);
    if (!painter) {
      this.context.host.hint.value = this.missing;
      return this.show({});
    }
    const cells = painter.work((x, y) => tileAt(layer.map.tiles, x, y), at, at);
    const laid = cells.filter(([, , value]) => value !== 0).map((cell) => [layer, cell] as const);
    this.show({ ghosts: ghostsOf(laid, painter.uses, maskOf(this.context.host, [layer])) });
  }

  protected press(_: Cell, at: ToolPointer): void {
    const layer = this.layers()[0]!;
    const painter = this.painter(layer, at.alt);
    if (!painter) {
      this.context.host.hint.value = this.missing;
      return;
    }
    const work = new TileWork(this.context.host, [layer], painter.uses);
    this.#stroke = { layer, painter, work, cells: new Map(), last: at };
    this.#follow(this.#stroke, at);
  }

  protected override drag(_: Cell, at: ToolPointer): void {
    this.#follow(this.#stroke!, at);
  }

  protected override release(): void {
    this.#stroke!.work.commit(this.verb);
    this.seed++;
  }

  #follow(stroke: Stroke, to: ToolPointer): void {
    const { layer, painter, work, cells } = stroke;
    const allowed = maskOf(this.context.host, [layer]);
    const at = (x: number, y: number) => cells.get(`${x},${y}`) ?? tileAt(layer.map.tiles, x, y);
    const changed = painter.work(at, stroke.last, to).filter(([x, y]) => allowed(layer, x, y));
    for (const [x, y, value] of changed) cells.set(`${x},${y}`, value);
    work.paint(changed.map((cell) => [layer, cell]));
    stroke.last = to;
    this.show({ tiles: work.looks() });
  }
}

/** A point of the scene in cells of a layer along straight rows: 1.5 is the middle of the second one. */
function inCells({ placed, grid }: TileLayer, point: Vec2): Vec2 {
  const box = ownBox(placed);
  const [ox, oy] = toOwn(placed, point);
  return straightPoint(grid, [ox - box.x, oy - box.y]);
}

/** Works out cells whose neighbours are beside, below and above, whatever the layer's own rows are like. */
function inStraightRows(grid: TileGrid, at: CellAt, work: (at: CellAt) => ChangedCell[]): ChangedCell[] {
  const there: CellAt = (u, v) => at(...crookedCell(grid, [u, v]));
  return work(there).map(([u, v, value]) => [...crookedCell(grid, [u, v]), value]);
}

/** Paints terrain: corners and edges near the pointer, or with Ctrl whole cells. */
export class TerrainTool extends WorkedOutTool {
  protected readonly verb = 'Paint terrain on';
  protected readonly help =
    'Click or drag to paint terrain · Ctrl whole cells · Alt takes away · right click picks up a tile';
  #kept: { readonly key: readonly unknown[]; readonly tiles: TerrainTiles } | null = null;

  protected get missing(): string {
    const layer = this.layers()[0];
    return layer && !hasFourSides(layer.grid)
      ? 'Terrains know four sides and corners, and hexagons have six: paint these with the stamp'
      : 'No tileset of this layer has terrains yet: label its tiles in the tileset editor';
  }

  protected painter(layer: TileLayer, erase: boolean): Painter | null {
    const { tilesets } = this.context.host.reader.project;
    const chosen = terrainInHand(this.hand.terrain, layer.map.tilesets, tilesets);
    if (!chosen || !hasFourSides(layer.grid)) return null;
    const uses = withTileset(layer.map.tilesets, chosen.tileset, tilesets);
    const { firstTile } = uses.find(({ tileset }) => tileset === chosen.tileset)!;
    const tiles = this.#tiles(chosen.tileset, chosen.set, firstTile);
    const { type } = tiles.set;
    const places = (from: ToolPointer, to: ToolPointer): Place[] => {
      const [a, b] = [inCells(layer, from.scene), inCells(layer, to.scene)];
      if (to.mod) return lineCells(floor(a), floor(b)).flatMap(([x, y]) => placesOf(x, y, type));
      return placesBetween(nearestPlace(a[0], a[1], type), nearestPlace(b[0], b[1], type), type);
    };
    const terrain = erase ? 0 : chosen.terrain;
    return {
      uses: new Map([[layer.id, uses]]),
      work: (at, from, to) =>
        inStraightRows(layer.grid, at, (there) =>
          paintTerrain(tiles, there, places(from, to), terrain, this.seed),
        ),
    };
  }

  /** Made anew only when something that it is made of is another. */
  #tiles(tileset: string, set: string, firstTile: number): TerrainTiles {
    const data = this.context.host.reader.project.tilesets[tileset]!;
    const key = [data, set, firstTile];
    if (!key.every((each, i) => each === this.#kept?.key[i]))
      this.#kept = { key, tiles: new TerrainTiles(data.terrains![set]!, data, firstTile) };
    return this.#kept!.tiles;
  }
}

const floor = ([x, y]: Vec2): Cell => [Math.floor(x), Math.floor(y)];

/** Paints with a set of rules: cells become part of it, and the tiles there and around are chosen by the rules. */
export class RuleTool extends WorkedOutTool {
  protected readonly verb = 'Paint by rules on';
  protected readonly help = 'Click or drag to paint by rules · Alt takes away · right click picks up a tile';

  protected get missing(): string {
    const layer = this.layers()[0];
    return layer && !hasFourSides(layer.grid)
      ? 'Rules look at eight neighbours, and hexagons have six: paint these with the stamp'
      : 'No tileset of this layer has rules yet: make some in the tileset editor, or have them proposed there';
  }

  protected painter(layer: TileLayer, erase: boolean): Painter | null {
    const { tilesets } = this.context.host.reader.project;
    const chosen = rulesInHand(this.hand.rules, layer.map.tilesets, tilesets);
    const { grid } = layer;
    if (!chosen || !hasFourSides(grid)) return null;
    const { firstTile } = layer.map.tilesets.find(({ tileset }) => tileset === chosen.tileset)!;
    const rules = new RuleTiles(tilesets[chosen.tileset]!.rules![chosen.set]!, firstTile);
    return {
      uses: new Map(),
      work: (at, from, to) => {
        const cells = lineOn(grid, cellUnder(layer, from.scene), cellUnder(layer, to.scene));
        return inStraightRows(grid, at, (there) =>
          rules.paint(
            there,
            cells.map((cell) => straightCell(grid, cell)),
            erase,
            this.seed,
          ),
        );
      },
    };
  }
}
