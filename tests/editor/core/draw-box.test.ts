import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Vec2 } from '../../../src/lib/base/geometry.ts';
import { drawnBox } from '../../../src/lib/editor/core/draw-box.ts';
import { boxAt } from './fixtures.ts';
import { ToolStage } from './shapes/tool-stage.ts';

const place = fc.tuple(fc.integer({ min: -300, max: 300 }), fc.integer({ min: -300, max: 300 }));
const free = (point: Vec2) => point;

describe('a box that is drawn', () => {
  it('has a corner or its middle where the drag began, and keeps a ratio', () => {
    fc.assert(
      fc.property(
        place,
        place,
        fc.boolean(),
        fc.constantFrom(null, [1, 1] as const, [3, 2] as const),
        (from, to, centre, ratio) => {
          const { rect, sides } = drawnBox(from, to, { ratio, centre, snap: free });
          const [x, y, w, h] = [rect.x, rect.y, rect.width, rect.height];
          const begins: Vec2 = centre
            ? [x + w / 2, y + h / 2]
            : [sides[0] > 0 ? x : x + w, sides[1] > 0 ? y : y + h];
          expect(begins[0]).toBeCloseTo(from[0]);
          expect(begins[1]).toBeCloseTo(from[1]);
          if (ratio) expect(w * ratio[1]).toBeCloseTo(h * ratio[0]);
          const reach = centre ? 2 : 1;
          expect(w).toBeGreaterThanOrEqual(Math.abs(to[0] - from[0]) * reach - 1e-6);
          expect(h).toBeGreaterThanOrEqual(Math.abs(to[1] - from[1]) * reach - 1e-6);
        },
      ),
    );
  });

  it('comes with one edge to where it stops when a ratio is kept', () => {
    const snap = ([x, y]: Vec2): Vec2 => [Math.abs(x - 100) < 6 ? 100 : x, y];
    const { rect } = drawnBox([0, 0], [97, 20], { ratio: [2, 1], centre: false, snap });
    expect(rect).toEqual({ x: 0, y: 0, width: 100, height: 50 });
  });
});

describe('drawing beside others', () => {
  const stage = () => {
    const drawing = new ToolStage({ wall: boxAt(100, 100, 60, 40) }, 'rectangle');
    drawing.options.value = { ...drawing.options.value, smartGuides: true };
    return drawing;
  };
  const made = (drawing: ToolStage) => {
    const [id] = drawing.selection.ids;
    return drawing.fields(id!, 'Transform');
  };

  it('begins and ends at their edges and centres', () => {
    const drawing = stage();
    drawing.tool.move(pointer([98, 200]));
    expect(drawing.preview.value.guides.map(({ axis, at }) => [axis, at])).toEqual([['x', 100]]);
    drawing.drag([98, 200], [162, 247]);
    expect(made(drawing)).toMatchObject({ position: [130, 223.5], size: [60, 47] });
  });

  it('goes anywhere with Ctrl', () => {
    const drawing = stage();
    drawing.drag([200, 200], [158, 247], { mod: true });
    expect(made(drawing)).toMatchObject({ size: [42, 47] });
  });
});

const pointer = (scene: Vec2) => ({ scene, screen: scene, shift: false, alt: false, mod: false });
