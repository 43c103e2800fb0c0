import { intersects, type Rect } from '../../base/geometry.ts';
import { DRAW_STRIDE } from '../../runtime/protocol.ts';
import type { PaintState } from '../../runtime/paint-types.ts';
import type { ResolvedEntity } from '../../schema/project.ts';
import type { PlaySource } from '../core/play-source.ts';
import { boundsOfPlaced, paintedBox, type Placed } from '../core/entity-geometry.ts';
import type { SceneIndex } from '../core/scene-index.ts';
import type { DeviceView } from './bitmap-tiles.ts';
import { paintItem, type Palette } from './paint-scene.ts';

/** One drawn entity of a running game. */
export interface PlayRow {
  entity: ResolvedEntity;
  placed: Placed;
  state: PaintState;
}

/** The newest frame of a game, row by row, back to front; empty while nothing plays. */
export function playRows(game: PlaySource): PlayRow[] {
  const { frame, looks } = game;
  if (!game.active || !frame || frame.draws.byteLength === 0) return [];
  const draws = new Float32Array(frame.draws, 0, frame.count * DRAW_STRIDE);
  const rows: PlayRow[] = [];
  for (let at = 0; at < draws.length; at += DRAW_STRIDE) {
    const entity = looks.get(draws[at]!)?.entity;
    if (!entity) continue;
    const width = draws[at + 4]!;
    const height = draws[at + 5]!;
    rows.push({
      entity,
      placed: {
        position: [draws[at + 1]!, draws[at + 2]!],
        rotation: draws[at + 3]!,
        size: [width, height],
        anchor: entity.components.Transform.anchor,
      },
      state: { width, height, alpha: draws[at + 6]!, frame: draws[at + 7]! },
    });
  }
  return rows;
}

/** Paints a game as it plays; what is dragged is painted where it is held. */
export function paintPlay(
  ctx: CanvasRenderingContext2D,
  view: DeviceView,
  area: Rect,
  rows: readonly PlayRow[],
  held: ReadonlyMap<string, Placed>,
  index: SceneIndex,
  palette: Palette,
): void {
  const tilesets = index.project?.tilesets ?? {};
  ctx.imageSmoothingEnabled = view.scale < 1;
  for (const { entity, placed, state } of rows) {
    const place = held.get(entity.id) ?? placed;
    const size = { ...state, width: place.size[0], height: place.size[1] };
    const bounds = boundsOfPlaced(place, paintedBox(entity, place.size, tilesets));
    if (intersects(bounds, area)) paintItem(ctx, view, entity, place, area, size, index, palette);
  }
}
