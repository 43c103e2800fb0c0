import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { letterbox } from '../../src/lib/runtime/game-view.ts';
import { PlayedScene } from '../../src/lib/runtime/played-scene.ts';
import { DRAW_STRIDE, type Frame, type GameEvent } from '../../src/lib/runtime/protocol.ts';
import { blankEntity, blankLayer } from '../../src/lib/schema/blank.ts';
import { resolveEntity } from '../../src/lib/schema/resolve.ts';

const box = resolveEntity({}, 'box', blankEntity({ layer: 'l', components: { Transform: {}, Shape: {} } }));

function frame(events: GameEvent[], rows: number[][]): Frame {
  const draws = new Float32Array(rows.length * DRAW_STRIDE);
  rows.forEach((row, at) => draws.set(row, at * DRAW_STRIDE));
  return {
    ...{ kind: 'frame', id: 1, tick: 60, at: 60, draws: draws.buffer, count: rows.length, events },
    ...{
      drawings: [],
      sounds: [],
      physics: null,
      camera: { x: 0, y: 0, zoom: 1 },
      tickMs: 1,
      entities: rows.length,
      bodies: 0,
    },
  };
}

const look = (slot: number): GameEvent => ({ kind: 'look', slot, entity: box });

function painted(scene: PlayedScene, parallax = 1, eye = { x: 0, y: 0 }) {
  const moves: number[][] = [];
  const ctx = new Proxy({ globalAlpha: 1 } as Record<string, unknown>, {
    get: (target, name: string) =>
      name in target ? target[name] : (...args: number[]) => void (name === 'translate' && moves.push(args)),
    set: () => true,
  }) as unknown as CanvasRenderingContext2D;
  const layers = { l: blankLayer({ parallax }) };
  scene.paint(ctx, { x: -100, y: -100, width: 200, height: 200 }, eye, {
    images: { get: () => null },
    tilesets: {},
    assets: {},
    layers,
  });
  return moves;
}

describe('a played scene', () => {
  it('paints rows in their order, what it has seen, and only what is in view', () => {
    const scene = new PlayedScene();
    scene.apply(
      frame(
        [look(3), look(5)],
        [
          [5, 10, 20, 0, 32, 32, 1, 0],
          [3, -10, 0, 0, 32, 32, 1, 0],
          [3, 500, 0, 0, 32, 32, 1, 0],
          [9, 0, 0, 0, 32, 32, 1, 0],
        ],
      ),
    );
    expect(painted(scene)).toEqual([
      [10, 20],
      [-10, 0],
    ]);
    expect(scene.rowOf('box')).toMatchObject({ slot: 5, x: 10, y: 20 });
  });

  it('forgets what is gone, and everything when a scene begins', () => {
    const scene = new PlayedScene();
    scene.apply(frame([look(1)], [[1, 0, 0, 0, 32, 32, 1, 0]]));
    scene.apply(frame([{ kind: 'gone', slot: 1 }], [[1, 0, 0, 0, 32, 32, 1, 0]]));
    expect(painted(scene)).toEqual([]);
    scene.apply(frame([look(1), { kind: 'scene', scene: 's' }], [[1, 0, 0, 0, 32, 32, 1, 0]]));
    expect(painted(scene)).toEqual([]);
  });

  it('keeps a layer without parallax on the screen', () => {
    const scene = new PlayedScene();
    scene.apply(frame([look(1)], [[1, 4, 4, 0, 32, 32, 1, 0]]));
    expect(painted(scene, 0, { x: 50, y: 0 })).toEqual([[54, 4]]);
    expect(painted(scene, 1, { x: 50, y: 0 })).toEqual([[4, 4]]);
  });
});

it('fits a screen into any canvas, in the middle and with its ratio', () => {
  const side = fc.integer({ min: 1, max: 4000 });
  fc.assert(
    fc.property(side, side, side, side, (width, height, canvasWidth, canvasHeight) => {
      const { scale, left, top } = letterbox([width, height], canvasWidth, canvasHeight);
      expect(left).toBeGreaterThanOrEqual(-1e-6);
      expect(top).toBeGreaterThanOrEqual(-1e-6);
      expect(2 * left + width * scale).toBeCloseTo(canvasWidth, 4);
      expect(2 * top + height * scale).toBeCloseTo(canvasHeight, 4);
    }),
  );
});
