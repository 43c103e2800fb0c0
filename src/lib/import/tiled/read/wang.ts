/** Terrains, in the forms that they have had. */
import type { TiledWangColor, TiledWangSet } from '../../../tiled/model.ts';

/** A Wang id as a text: eight numbers, or before 1.5 one in hexadecimal, whose last digit is the top edge. */
export function wangIdOf(text: string): number[] {
  const parts = text.trim().startsWith('0x')
    ? [...text.trim().slice(2).padStart(8, '0').slice(-8)].reverse().map((digit) => parseInt(digit, 16))
    : text.split(',').map(Number);
  return eight(parts);
}

/** Eight numbers of colours; what is none counts as no colour. */
export const eight = (parts: readonly unknown[]): number[] =>
  Array.from({ length: 8 }, (_, at) => {
    const part = Number(parts[at] ?? 0);
    return Number.isInteger(part) && part >= 0 && part <= 254 ? part : 0;
  });

/** A set of before 1.5, whose corners and edges had colours of their own: those of the edges come first. */
export function splitColors(
  edges: readonly TiledWangColor[],
  corners: readonly TiledWangColor[],
  tiles: TiledWangSet['tiles'],
): Pick<TiledWangSet, 'type' | 'colors' | 'tiles'> {
  return {
    type: edges.length === 0 ? 'corner' : corners.length === 0 ? 'edge' : 'mixed',
    colors: [...edges, ...corners],
    tiles: tiles.map(({ tile, wangId }) => ({
      tile,
      wangId: wangId.map((part, at) => (part > 0 && at % 2 === 1 ? part + edges.length : part)),
    })),
  };
}

/** Terrains of before 1.5: each tile named those of its corners: top left, top right, bottom left, bottom right. */
export function terrainSet(
  terrains: readonly TiledWangColor[],
  tiles: readonly { tile: number; corners: readonly (number | null)[] }[],
): TiledWangSet[] {
  if (terrains.length === 0) return [];
  const at = (corner: number | null | undefined) =>
    typeof corner === 'number' && corner >= 0 && corner < Math.min(254, terrains.length) ? corner + 1 : 0;
  return [
    {
      name: 'Terrains',
      className: '',
      type: 'corner',
      tile: -1,
      colors: terrains,
      tiles: tiles.map(({ tile, corners: [topLeft, topRight, bottomLeft, bottomRight] }) => ({
        tile,
        wangId: [0, at(topRight), 0, at(bottomRight), 0, at(bottomLeft), 0, at(topLeft)],
      })),
      properties: [],
    },
  ];
}

/** Colours for terrains that have none, told apart at a glance. */
export const terrainColor = (at: number): string =>
  ['#ff0000', '#00ff00', '#0000ff', '#ff7700', '#00e9ff', '#ff00d8', '#ffff00', '#a000ff'][at % 8]!;
