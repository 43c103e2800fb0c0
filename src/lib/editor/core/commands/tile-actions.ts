/** What commands and the palette do to tile layers, stamps and selected cells. */
import { newId } from '../../../base/ids.ts';
import type { Vec2 } from '../../../base/geometry.ts';
import { shortName } from '../../../base/words.ts';
import type { TilesetData } from '../../../schema/project.ts';
import { isStamp, MOST_STAMP_CELLS, type StampData } from '../../../schema/stamps.ts';
import { isRecord } from '../../../base/guards.ts';
import type { CommandHost } from '../command-host.ts';
import type { EditorHost } from '../editor-host.ts';
import { isTileTool, type ToolId } from '../tool-ids.ts';
import type { TileHand } from '../tilework/tile-hand.ts';
import { cellsIn, hasCell, rangeOfSet, setOfRange } from '../tilework/cell-set.ts';
import { newTileLayer } from '../tilework/new-layer.ts';
import { withTileset } from '../tilework/numbering.ts';
import { pickedStamp, stampOfTiles } from '../tilework/stamp.ts';
import {
  allTileLayers,
  cellAcross,
  pickable,
  tileLayersAmong,
  type TileLayer,
} from '../tilework/tile-layers.ts';
import { TileWork } from '../tools/tile-work.ts';
import { indexOf } from './index-of.ts';

/** The tile layers that are worked on, the one that was selected last first. */
export const layersInHand = (host: EditorHost): TileLayer[] =>
  tileLayersAmong(indexOf(host), host.selection.ids).reverse();

export function setHand(host: EditorHost, part: Partial<TileHand>): void {
  host.tiles.value = { ...host.tiles.value, ...part };
}

/** Takes a tile tool in hand; where no tile layer is selected, the one in front is from now on. */
export function takeTileTool(host: EditorHost, tool: ToolId): void {
  if (layersInHand(host).length === 0) {
    const layer = allTileLayers(indexOf(host)).find(({ item }) => item.visible && !item.locked);
    if (layer) host.selection.set([layer.id]);
  }
  host.tool.value = tool;
}

/** Takes a stamp in hand, and a tool that paints with it. */
export function takeStamp(host: EditorHost, stamp: StampData): void {
  setHand(host, { stamp });
  if (!['tile-stamp', 'tile-fill', 'tile-shape'].includes(host.tool.value)) takeTileTool(host, 'tile-stamp');
}

/**
 * Adds a tile layer and selects it.
 * @param tileset id of a tileset of the project, or a new one; `null` for none yet
 */
export function addTileLayer(host: EditorHost, tileset: string | TilesetData | null): void {
  const index = indexOf(host);
  const { scene } = index;
  if (!scene) return;
  const { project } = host.reader;
  const isNew = tileset !== null && typeof tileset !== 'string';
  const setId = isNew ? newId() : (tileset ?? '');
  const set = isNew ? tileset : project.tilesets[setId];
  const above = layersInHand(host)[0] ?? allTileLayers(index)[0];
  const tileSize: Vec2 = set?.tileSize ?? above?.map.tileSize ?? [16, 16];
  const entity = newTileLayer(
    scene,
    project.settings,
    host.activeLayer(),
    above?.item.owner ?? '',
    tileSize,
    setId,
  );
  const id = newId();
  host.write(`Add tile layer ${shortName(entity.name)}`, (writer) => {
    if (isNew) writer.putTileset(setId, tileset);
    writer.create(id, entity);
  });
  host.selection.set([id]);
  if (setId !== '') setHand(host, { stamp: stampOfTiles(setId, [[0]]), region: null });
  if (!isTileTool(host.tool.value)) host.tool.value = 'tile-stamp';
}

/** Adds a tileset to the layer in hand. @param tileset id of one of the project, or a new one */
export function addTileset(host: EditorHost, tileset: string | TilesetData): void {
  const layer = layersInHand(host)[0];
  if (!layer) return;
  const { tilesets } = host.reader.project;
  const isNew = typeof tileset !== 'string';
  const id = isNew ? newId() : tileset;
  const known = isNew ? { ...tilesets, [id]: tileset } : tilesets;
  const uses = withTileset(layer.map.tilesets, id, known);
  const name = known[id]?.name ?? '';
  host.write(`Add tileset ${shortName(name)} to ${shortName(layer.name)}`, (writer) => {
    if (isNew) writer.putTileset(id, tileset);
    writer.setFields(layer.id, 'Tilemap', { tilesets: uses });
  });
  takeStamp(host, stampOfTiles(id, [[0]]));
}

/** The layer of the selected cells among those in hand; `null` while none are selected. */
function regionOf(host: EditorHost) {
  const { region } = host.tiles.value;
  const layers = layersInHand(host);
  const home = region && layers.find(({ id }) => id === region.layer);
  return region && home ? { cells: region.cells, home, layers } : null;
}

export const hasCells = (host: EditorHost): boolean => regionOf(host) !== null;

/** What the layers in hand have in the selected cells; `null` where all is empty, or too much to be kept. */
function stampOfRegion(host: EditorHost): StampData | null {
  const region = regionOf(host);
  const range = region && rangeOfSet(region.cells);
  if (!region || !range || range.width * range.height > MOST_STAMP_CELLS) return null;
  const { cells, home, layers } = region;
  const ordered = [...layers].sort((a, b) => a.item.z - b.item.z);
  return pickedStamp(
    ordered.map((layer) => {
      const from = cellAcross(home, [range.x, range.y], layer);
      const whole = pickable(layer, from);
      const inside = (x: number, y: number) => hasCell(cells, ...cellAcross(layer, [x, y], home));
      return { ...whole, at: (x: number, y: number) => (inside(x, y) ? whole.at(x, y) : 0) };
    }),
    range.width,
    range.height,
  );
}

/** Copies the selected cells, so that they can be pasted here, in another scene or in another project. */
export function copyCells(host: CommandHost): boolean {
  const stamp = stampOfRegion(host);
  if (!stamp) {
    host.notify('There are no tiles to copy in the selected cells.');
    return false;
  }
  void host.clipboard.write(Promise.resolve(JSON.stringify({ perigee: 'tiles', stamp })));
  setHand(host, { stamp });
  return true;
}

/** The stamp in a text of the clipboard; `null` for any other text. */
export function stampInText(text: string): StampData | null {
  try {
    const data: unknown = JSON.parse(text);
    return isRecord(data) && data.perigee === 'tiles' && isStamp(data.stamp) ? data.stamp : null;
  } catch {
    return null;
  }
}

/** Empties the selected cells of all layers in hand. @param verb what the step is called */
export function emptyCells(host: EditorHost, verb: string): void {
  const region = regionOf(host);
  if (!region) return;
  const work = new TileWork(host, region.layers);
  for (const layer of region.layers)
    work.paint(
      [...cellsIn(region.cells)].map((cell) => {
        const [x, y] = cellAcross(region.home, cell, layer);
        return [layer, [x, y, 0]] as const;
      }),
    );
  work.commit(verb);
}

/** Selects all cells of the layer in hand that have tiles around them: the rectangle that it uses. */
export function selectAllCells(host: EditorHost): void {
  const layer = layersInHand(host)[0];
  const range = layer && rangeOfSet(layer.map.tiles);
  if (layer && range) setHand(host, { region: { layer: layer.id, cells: setOfRange(range) } });
}
