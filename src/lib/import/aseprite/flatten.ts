/** Frames of an Aseprite file as plain pictures: all visible layers laid over one another. */
import type { AseCel, AseFile, AseLayer, AseTileset } from './ase-file.ts';
import { blendOver, isKnownBlend } from './blend.ts';

type Rgba = readonly [number, number, number, number];

/** Red, green, blue and alpha of each pixel of a frame. */
export function flattenFrame(file: AseFile, frame: number): Uint8Array {
  const canvas = new Uint8Array(file.width * file.height * 4);
  const cels = [...(file.frames[frame]?.cels ?? [])].sort(
    (a, b) => a.layer + a.z - (b.layer + b.z) || a.z - b.z,
  );
  for (const cel of cels) {
    const layer = file.layers[cel.layer];
    if (layer && isDrawn(layer)) drawCel(canvas, file, layer, cel);
  }
  return canvas;
}

const isDrawn = ({ visible, reference, kind }: AseLayer): boolean =>
  visible && !reference && kind !== 'group';

/** Names of the layers that are drawn with another blend mode than theirs. */
export const unknownBlends = (file: AseFile): string[] =>
  file.layers.filter((layer) => isDrawn(layer) && !isKnownBlend(layer.blend)).map(({ name }) => name);

function drawCel(canvas: Uint8Array, file: AseFile, layer: AseLayer, cel: AseCel): void {
  const opacity = (cel.opacity / 255) * (layer.opacity / 255);
  let { content, x: left, y: top } = cel;
  if (content.kind === 'linked') {
    const { frame } = content;
    const linked = file.frames[frame]?.cels.find(
      (each) => each.layer === cel.layer && each.content.kind !== 'linked',
    );
    if (!linked) return;
    ({ content, x: left, y: top } = linked);
  }
  const put = (x: number, y: number, color: Rgba) => {
    const [px, py] = [left + x, top + y];
    if (px < 0 || py < 0 || px >= file.width || py >= file.height) return;
    blendOver(canvas, (py * file.width + px) * 4, color, layer.blend, opacity);
  };
  if (content.kind === 'pixels') {
    const { width, height, data } = content;
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) put(x, y, colorAt(file, layer, data, y * width + x));
  } else if (content.kind === 'tiles') {
    const tileset = file.tilesets.get(layer.tileset);
    if (!tileset?.data) return;
    const { width, tiles, masks } = content;
    tiles.forEach((tile, at) => {
      const number = unmasked(tile, masks.id);
      if (number >= tileset.count) return;
      const turn = {
        flipX: (tile & masks.flipX) !== 0,
        flipY: (tile & masks.flipY) !== 0,
        diagonal: (tile & masks.diagonal) !== 0,
      };
      const [x, y] = [(at % width) * tileset.width, Math.floor(at / width) * tileset.height];
      drawTile(tileset, number, turn, (dx, dy, pixel) =>
        put(x + dx, y + dy, colorAt(file, layer, tileset.data!, pixel)),
      );
    });
  }
}

/** The bits of a number under a mask, moved down to its end. */
const unmasked = (value: number, mask: number): number =>
  mask === 0 ? 0 : ((value & mask) >>> 0) / (mask & -mask || 1);

function drawTile(
  { width, height }: AseTileset,
  number: number,
  { flipX, flipY, diagonal }: { flipX: boolean; flipY: boolean; diagonal: boolean },
  put: (x: number, y: number, pixel: number) => void,
): void {
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      // Mirrored across the diagonal first, then left to right and top to bottom.
      const [mx, my] = [flipX ? width - 1 - x : x, flipY ? height - 1 - y : y];
      const [sx, sy] = diagonal ? [my, mx] : [mx, my];
      if (sx < width && sy < height) put(x, y, (number * height + sy) * width + sx);
    }
}

function colorAt(file: AseFile, layer: AseLayer, data: Uint8Array, pixel: number): Rgba {
  if (file.pixelBytes === 4) {
    const at = pixel * 4;
    return [data[at]!, data[at + 1]!, data[at + 2]!, data[at + 3]!];
  }
  if (file.pixelBytes === 2) {
    const value = data[pixel * 2]!;
    return [value, value, value, data[pixel * 2 + 1]!];
  }
  const index = data[pixel]!;
  if (index === file.transparent && !layer.background) return [0, 0, 0, 0];
  const { palette } = file;
  return [palette[index * 4]!, palette[index * 4 + 1]!, palette[index * 4 + 2]!, palette[index * 4 + 3]!];
}
