/** Draws a sheet of tiles, and over it what the tiles say of themselves. */
import type { Rect, Vec2 } from '../../../base/geometry.ts';
import { tileImage, tileRect } from '../../../runtime/paint-tilemap.ts';
import type { TileData, TilesetData } from '../../../schema/project.ts';
import type { TerrainSet } from '../../../schema/terrain.ts';
import { sheetRect, type TileSheet } from '../../core/terrain/tile-sheet.ts';

interface Images {
  get(asset: string): CanvasImageSource | null;
}

/** Draws one tile into a rectangle, as large as fits. */
export function paintTileInto(
  ctx: CanvasRenderingContext2D,
  tileset: TilesetData,
  tile: number,
  images: Images,
  box: Rect,
): void {
  const image = images.get(tileImage(tileset, tile));
  if (!image) return;
  const from = tileRect(tileset, tile);
  const scale = Math.min(box.width / from.width, box.height / from.height);
  const [width, height] = [from.width * scale, from.height * scale];
  const [x, y] = [box.x + (box.width - width) / 2, box.y + (box.height - height) / 2];
  ctx.drawImage(image, from.x, from.y, from.width, from.height, x, y, width, height);
}

export function paintTiles(
  ctx: CanvasRenderingContext2D,
  sheet: TileSheet,
  tileset: TilesetData,
  images: Images,
  scale: number,
): void {
  ctx.imageSmoothingEnabled = false;
  sheet.tiles.forEach((tile, at) =>
    paintTileInto(ctx, tileset, tile, images, scaled(sheetRect(sheet, at), scale)),
  );
}

const scaled = ({ x, y, width, height }: Rect, by: number): Rect => ({
  x: x * by,
  y: y * by,
  width: width * by,
  height: height * by,
});

/** Lines between the tiles. */
export function paintLines(
  ctx: CanvasRenderingContext2D,
  sheet: TileSheet,
  scale: number,
  color: string,
): void {
  const [width, height] = [sheet.cell[0] * scale, sheet.cell[1] * scale];
  ctx.beginPath();
  for (let column = 0; column <= sheet.columns; column++) {
    ctx.moveTo(column * width + 0.5, 0);
    ctx.lineTo(column * width + 0.5, sheet.rows * height);
  }
  for (let row = 0; row <= sheet.rows; row++) {
    ctx.moveTo(0, row * height + 0.5);
    ctx.lineTo(sheet.columns * width, row * height + 0.5);
  }
  ctx.lineWidth = 1;
  ctx.strokeStyle = color;
  ctx.stroke();
}

/** What bodies bump into: outlines, or the whole tile; one-way ones by their upper edge. */
function paintSolid(
  ctx: CanvasRenderingContext2D,
  { solid, oneWay, collision }: TileData,
  box: Rect,
  scale: number,
): void {
  if (!solid && !oneWay && !collision?.length) return;
  const whole: Vec2[] = [
    [0, 0],
    [box.width, 0],
    [box.width, box.height],
    [0, box.height],
  ];
  const outlines = collision?.length
    ? collision.map((outline) => outline.map(([x, y]): Vec2 => [x * scale, y * scale]))
    : [whole];
  for (const outline of outlines) {
    ctx.beginPath();
    outline.forEach(([x, y], at) =>
      at === 0 ? ctx.moveTo(box.x + x, box.y + y) : ctx.lineTo(box.x + x, box.y + y),
    );
    ctx.closePath();
    ctx.fillStyle = oneWay ? '#f2b45a40' : '#7c9cff50';
    ctx.fill();
    ctx.strokeStyle = oneWay ? '#f2b45a' : '#7c9cff';
    ctx.lineWidth = 1;
    ctx.stroke();
  }
  if (!oneWay) return;
  ctx.fillStyle = '#f2b45a';
  ctx.fillRect(box.x, box.y, box.width, 3);
}

/** Marks of what every tile says: solid, one-way, animated, with properties or a class. */
export function paintFacts(
  ctx: CanvasRenderingContext2D,
  sheet: TileSheet,
  tileset: TilesetData,
  scale: number,
): void {
  sheet.tiles.forEach((tile, at) => {
    const data = tileset.tiles[tile];
    if (!data) return;
    const box = scaled(sheetRect(sheet, at), scale);
    paintSolid(ctx, data, box, scale);
    const dots = [
      data.animation?.length ? '#5cc98b' : null,
      data.properties || data.className ? '#ff6fb1' : null,
    ].filter((color) => color !== null);
    dots.forEach((color, i) => {
      ctx.beginPath();
      ctx.arc(box.x + box.width - 5 - i * 8, box.y + box.height - 5, 3, 0, 2 * Math.PI);
      ctx.fillStyle = color;
      ctx.fill();
      ctx.strokeStyle = '#0009';
      ctx.stroke();
    });
  });
}

export function paintChosen(
  ctx: CanvasRenderingContext2D,
  sheet: TileSheet,
  chosen: readonly number[],
  scale: number,
  color: string,
): void {
  ctx.strokeStyle = color;
  ctx.lineWidth = 2;
  for (const tile of chosen) {
    const at = sheet.tiles.indexOf(tile);
    if (at < 0) continue;
    const { x, y, width, height } = scaled(sheetRect(sheet, at), scale);
    ctx.strokeRect(x + 1, y + 1, width - 1, height - 1);
  }
}

/** The outlines of the eight parts of a tile, in parts of its size. */
const THIRD = 1 / 3;
const PART_BOXES: readonly (readonly [number, number])[] = [
  [1, 0],
  [2, 0],
  [2, 1],
  [2, 2],
  [1, 2],
  [0, 2],
  [0, 1],
  [0, 0],
];

/** The labels of the tiles in the colours of their terrains, a square for each corner and edge. */
export function paintLabels(
  ctx: CanvasRenderingContext2D,
  sheet: TileSheet,
  set: TerrainSet,
  scale: number,
): void {
  ctx.lineWidth = 1;
  sheet.tiles.forEach((tile, at) => {
    const wang = set.tiles[tile];
    if (!wang) return;
    const box = scaled(sheetRect(sheet, at), scale);
    const [width, height] = [box.width * THIRD, box.height * THIRD];
    wang.forEach((terrain, part) => {
      const color = set.colors[terrain]?.color;
      if (!color) return;
      const [column, row] = PART_BOXES[part]!;
      ctx.globalAlpha = 0.6;
      ctx.fillStyle = color;
      ctx.fillRect(box.x + column * width, box.y + row * height, width, height);
      ctx.globalAlpha = 1;
      ctx.strokeStyle = color;
      ctx.strokeRect(box.x + column * width + 0.5, box.y + row * height + 0.5, width - 1, height - 1);
    });
  });
}
