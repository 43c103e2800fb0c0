import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guideNear, guidePlace, guideStays, RULER } from '../../../src/lib/editor/core/guides.ts';
import { ToolStage } from './shapes/tool-stage.ts';

const axis = fc.constantFrom('x' as const, 'y' as const);
const coordinate = fc.integer({ min: -5000, max: 5000 });
const guides = fc.dictionary(fc.string({ minLength: 1, maxLength: 4 }), fc.record({ axis, at: coordinate }));
const point = fc.tuple(coordinate, coordinate);

describe('the guide at a point', () => {
  it('is the nearest within reach, or none', () => {
    fc.assert(
      fc.property(guides, point, fc.nat(200), (all, at, reach) => {
        const distance = (guide: { axis: 'x' | 'y'; at: number }) =>
          Math.abs(at[guide.axis === 'x' ? 0 : 1] - guide.at);
        const distances = Object.values(all).map(distance);
        const found = guideNear(all, at, reach);
        if (distances.every((each) => each > reach)) expect(found).toBeNull();
        else {
          expect(distance(found!)).toBe(Math.min(...distances));
          expect(all[found!.id]).toEqual({ axis: found!.axis, at: found!.at });
        }
      }),
    );
  });
});

describe('a dragged guide', () => {
  it('lies on whole pixels, or on the grid', () => {
    fc.assert(
      fc.property(
        axis,
        fc.tuple(fc.double({ min: -900, max: 900, noNaN: true }), fc.constant(7.3)),
        (along, at) => {
          expect(Number.isInteger(guidePlace(along, at, null))).toBe(true);
          const onGrid = guidePlace(along, at, { size: [16, 10], offset: [3, 3] });
          expect(Math.abs((onGrid - 3) % (along === 'x' ? 16 : 10))).toBeCloseTo(0, 9);
        },
      ),
    );
  });

  it('stays on the canvas only, and not under its ruler', () => {
    expect(guideStays('x', [200, 5], [400, 300], RULER)).toBe(true);
    expect(guideStays('y', [200, 5], [400, 300], RULER)).toBe(false);
    expect(guideStays('y', [200, 5], [400, 300], -1)).toBe(true);
    expect(guideStays('y', [200, -5], [400, 300], -1)).toBe(false);
    expect(guideStays('x', [401, 50], [400, 300], RULER)).toBe(false);
  });
});

describe('the select tool', () => {
  const stage = () => {
    const tools = new ToolStage(
      { box: { name: 'Box', components: { Transform: { position: [50, 50], size: [20, 20] }, Shape: {} } } },
      'select',
    );
    tools.guides.value = { one: { axis: 'x', at: 300 } };
    return tools;
  };

  it('moves a guide by its line, in one step, and takes it away on the ruler', () => {
    const tools = stage().drag([301, 200], [340.4, 200]);
    expect(tools.guides.value).toEqual({ one: { axis: 'x', at: 340 } });
    tools.drag([340, 400], [6, 400]);
    expect(tools.guides.value).toEqual({});
    expect(tools.steps).toEqual(['Move a guide', 'Remove a guide']);
  });

  it('shows where the guide would be, and leaves it on Escape', () => {
    const tools = stage();
    const at = (x: number) => ({
      scene: [x, 200] as const,
      screen: [x, 200] as const,
      shift: false,
      alt: false,
      mod: false,
    });
    tools.tool.down(at(300));
    tools.tool.move(at(330));
    expect(tools.preview.value).toMatchObject({ guide: { id: 'one', at: 330 }, label: 'x 330 px' });
    tools.tool.move(at(3));
    expect(tools.preview.value.label).toBe('Remove');
    tools.tool.cancel();
    expect(tools.preview.value.guide).toBeUndefined();
    expect(tools.guides.value).toEqual({ one: { axis: 'x', at: 300 } });
  });

  it('takes what lies on a guide before the guide', () => {
    const tools = stage();
    tools.guides.value = { one: { axis: 'x', at: 50 } };
    tools.drag([50, 50], [90, 50]);
    expect(tools.guides.value).toEqual({ one: { axis: 'x', at: 50 } });
    expect(tools.steps).toEqual(['Move Box']);
  });

  it('leaves locked guides alone', () => {
    const tools = stage();
    tools.options.value = { ...tools.options.value, lockGuides: true };
    tools.drag([300, 200], [340, 200]);
    expect(tools.guides.value).toEqual({ one: { axis: 'x', at: 300 } });
    expect(tools.steps).toEqual([]);
  });
});
