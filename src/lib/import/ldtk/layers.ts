/** Layers of a level as layers of a scene with what is on them. */
import type { Vec2 } from '../../base/geometry.ts';
import type { LayerData, StoredComponent } from '../../schema/project.ts';
import { tilesFrom } from '../../schema/tiles.ts';
import { buildEntity, plainEntity, type BuiltEntity, type EntityContext } from './entities.ts';
import type { IntGrids } from './int-grids.ts';
import type { LdtkLayer, LdtkLayerDef, LdtkTile } from './model.ts';
import { spriteOf } from './pictures.ts';
import { sheetsOf } from './tile-sheets.ts';
import type { TakenTileset } from './tilesets.ts';

/** One layer of the scene to be. */
export interface BuiltLayer {
  layer: Omit<LayerData, 'order'>;
  /** Back to front. */
  entities: readonly BuiltEntity[];
}

export interface LayerContext extends EntityContext {
  file: string;
  layers: ReadonlyMap<number, LdtkLayerDef>;
  intGrids: IntGrids;
  /** Values in use by layer definition. */
  values: ReadonlyMap<number, ReadonlySet<number>>;
  /** Says how a layer came in. */
  tell(layer: string, how: 'as it was' | 'changed' | 'left out', detail: string): void;
}

const alphaField = (alpha: number): { alpha?: number } => (alpha === 1 ? {} : { alpha });

export function buildLayer(layer: LdtkLayer, context: LayerContext): BuiltLayer {
  const def = context.layers.get(layer.def);
  const [factorX, factorY] = def?.parallax ?? [0, 0];
  let told = false;
  const tell = (how: 'changed' | 'left out', detail: string) => {
    told = true;
    context.tell(layer.name, how, detail);
  };
  if (factorX !== factorY)
    tell('changed', 'It scrolls at two speeds in LDtk; here it has that of the x axis.');
  if ((factorX !== 0 || factorY !== 0) && def?.parallaxScaling)
    tell('changed', 'LDtk also draws it smaller or larger for its parallax; here it only scrolls so.');
  const entities = [
    ...intEntities(layer, def, context),
    ...tileEntities(layer, context, tell),
    ...layer.entities.flatMap((entity) => buildEntity(entity, layer, context)),
  ];
  if (!told) context.tell(layer.name, 'as it was', '');
  return {
    layer: {
      name: layer.name,
      visible: layer.visible,
      locked: false,
      parallax: 1 - factorX,
      grid: { size: [layer.gridSize, layer.gridSize], offset: layer.offset },
      ...(layer.iid === '' ? {} : { imported: { iid: layer.iid } }),
    },
    entities,
  };
}

const tilemap = (
  position: Vec2,
  { columns, rows, gridSize }: LdtkLayer,
  fields: StoredComponent,
): BuiltEntity['components'] => ({
  Transform: { position, size: [columns * gridSize, rows * gridSize], anchor: [0, 0] },
  Tilemap: { tileSize: [gridSize, gridSize], ...fields },
});

/** The values of an int grid; hidden where LDtk shows the tiles that stand for them. */
function intEntities(layer: LdtkLayer, def: LdtkLayerDef | undefined, context: LayerContext): BuiltEntity[] {
  const { ints, columns, gridSize, offset, opacity, tiles } = layer;
  if (layer.type !== 'IntGrid' || columns === 0 || !ints.some((value) => value !== 0)) return [];
  const values = context.values.get(layer.def) ?? new Set();
  const owner = def ?? {
    uid: layer.def,
    name: layer.name,
    type: layer.type,
    opacity: 1,
    parallax: [0, 0],
    parallaxScaling: false,
    intValues: [],
    rules: 0,
  };
  const { id, cell } = context.intGrids.tileset(owner, gridSize, values, context.file);
  const components = tilemap(offset, layer, {
    tilesets: [{ firstTile: 1, tileset: id }],
    tiles: tilesFrom(
      ints.flatMap((value, at): [number, number, number][] =>
        value === 0 ? [] : [[at % columns, Math.floor(at / columns), cell(value)]],
      ),
    ),
    ...alphaField(opacity),
  });
  const name = tiles.length > 0 ? `${layer.name} values` : layer.name;
  return [{ ...plainEntity(context.id(), name, components), visible: tiles.length === 0 }];
}

function tileEntities(
  layer: LdtkLayer,
  context: LayerContext,
  tell: (how: 'changed' | 'left out', detail: string) => void,
): BuiltEntity[] {
  const { tiles, gridSize, offset, opacity } = layer;
  if (tiles.length === 0) return [];
  const tileset = layer.tileset === null ? null : context.tilesets.get(layer.tileset);
  if (!tileset) {
    tell('left out', `Its ${tiles.length} tiles are of a tileset without an image of its own.`);
    return [];
  }
  const count = tileset.def.columns * tileset.def.rows;
  const known = tiles.filter(({ tile }) => tile < count);
  if (known.length < tiles.length)
    tell(
      'left out',
      `${tiles.length - known.length} of its tiles are not in the tileset ${tileset.def.name}.`,
    );
  const { tileSize } = tileset.def;
  const { sheets, rest } = sheetsOf(known, gridSize, tileSize);
  if (sheets.length > 1)
    tell(
      'changed',
      `Its tiles lie on one another or beside the grid: they became ${sheets.length} tile layers in one.`,
    );
  if (rest.length > 0) tell('changed', `${rest.length} of its tiles became pictures of their own.`);
  const use = [{ firstTile: 1, tileset: tileset.id }];
  return [
    ...sheets.map((sheet, at) =>
      plainEntity(
        context.id(),
        at === 0 ? layer.name : `${layer.name} ${at + 1}`,
        tilemap([offset[0] + sheet.offset[0], offset[1] + sheet.offset[1]], layer, {
          tilesets: use,
          tiles: tilesFrom(sheet.cells),
          ...alphaField(opacity * sheet.alpha),
        }),
      ),
    ),
    ...rest.map((tile) => tilePicture(tile, tileset, layer, context)),
  ];
}

/** One tile as a picture, for those that no grid has room for. */
function tilePicture(
  tile: LdtkTile,
  tileset: TakenTileset,
  layer: LdtkLayer,
  { id, shelf }: LayerContext,
): BuiltEntity {
  const { tileSize, columns, padding, spacing } = tileset.def;
  const pitch = tileSize + spacing;
  const sprite = spriteOf(
    tileset,
    {
      x: padding + (tile.tile % columns) * pitch,
      y: padding + Math.floor(tile.tile / columns) * pitch,
      width: tileSize,
      height: tileSize,
    },
    shelf,
  );
  return plainEntity(id(), `${layer.name} tile`, {
    Transform: {
      position: [tile.x + layer.offset[0], tile.y + layer.offset[1]],
      size: [tileSize, tileSize],
      anchor: [0, 0],
    },
    Sprite: {
      ...sprite,
      ...(tile.flipX ? { flipX: true } : {}),
      ...(tile.flipY ? { flipY: true } : {}),
      ...alphaField(layer.opacity * tile.alpha),
    },
  });
}
