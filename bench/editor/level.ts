/** A large level: what the benchmarks of the editor show, in ours and in bare canvases alike. */
import type { Rect, Vec2 } from '../../src/lib/base/geometry.ts';
import { ordersBetween } from '../../src/lib/base/order.ts';
import { blankEntity, blankLayer, blankProject, blankScene } from '../../src/lib/schema/blank.ts';
import type { EntityData, ProjectData } from '../../src/lib/schema/project.ts';

/** One thing of the level. */
export interface Piece {
  kind: 'rectangle' | 'ellipse' | 'sprite' | 'text';
  x: number;
  y: number;
  width: number;
  height: number;
  /** Degrees. */
  rotation: number;
  fill: string;
  text: string;
}

/** So many stand apart, at the top left: those that are dragged. */
export const APART = 200;
/** Entities in a row, of those apart and of the others. */
const COLUMNS = [20, 125] as const;
/** Pixels between the middles of two. */
const STEP = [10, 9] as const;
/** Pixels at the top that those apart have to themselves. */
const APART_HEIGHT = 120;

/** The part of the scene in which those stand that are apart. */
export const apartArea: Rect = {
  x: 0,
  y: 0,
  width: COLUMNS[0] * STEP[0],
  height: (APART / COLUMNS[0]) * STEP[1],
};

/** All of the level. */
export function areaOf(count: number): Rect {
  const rows = Math.ceil((count - APART) / COLUMNS[1]);
  return { x: 0, y: 0, width: COLUMNS[1] * STEP[0], height: APART_HEIGHT + rows * STEP[1] };
}

function placeOf(i: number): Vec2 {
  const [columns, n, top] = i < APART ? [COLUMNS[0], i, 0] : [COLUMNS[1], i - APART, APART_HEIGHT];
  return [((n % columns) + 0.5) * STEP[0], top + (Math.floor(n / columns) + 0.5) * STEP[1]];
}

/** Half rectangles, a quarter sprites, the rest ellipses and texts. */
export function piecesOf(count: number): Piece[] {
  return Array.from({ length: count }, (_, i) => {
    const [x, y] = placeOf(i);
    const kind = (['rectangle', 'sprite', 'rectangle', i % 8 === 3 ? 'text' : 'ellipse'] as const)[i % 4]!;
    return {
      kind,
      x,
      y,
      width: 8,
      height: 8,
      rotation: i % 10 === 0 ? 20 : 0,
      fill:
        kind === 'ellipse'
          ? '#f2b45a'
          : `#${(((i * 2654435761) >>> 8) & 0xffffff).toString(16).padStart(6, '0')}`,
      text: `e${i}`,
    };
  });
}

const looksOf = ({ kind, fill, text }: Piece): EntityData['components'] => {
  if (kind === 'sprite') return { Sprite: { asset: 'picture' } };
  if (kind === 'text') return { Text: { text, fontSize: 8 } };
  return { Shape: { kind, fill } };
};

/** The level as a project. @param picture hash and size of the picture that its sprites show */
export function levelOf(count: number, picture: { sha256: string; size: number }): ProjectData {
  const orders = ordersBetween(null, null, count);
  const entities = piecesOf(count).map((piece, i): [string, EntityData] => {
    const { x, y, width, height, rotation } = piece;
    const Transform = { position: [x, y], size: [width, height], rotation };
    const components = { Transform, ...looksOf(piece), ...(i % 5 === 0 ? { Body: {}, Collider: {} } : {}) };
    return [`e${i}`, blankEntity({ name: `Piece ${i}`, order: orders[i]!, layer: 'main', components })];
  });
  return {
    ...blankProject('Large level'),
    assets: {
      picture: { name: 'picture.png', kind: 'image', ...picture, meta: { width: 16, height: 16 } },
    },
    scenes: {
      level: blankScene({
        name: 'Level',
        layers: { main: blankLayer() },
        entities: Object.fromEntries(entities),
      }),
    },
  };
}
