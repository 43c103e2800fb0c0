import { describe, expect, it } from 'vitest';
import { openingView } from '../../../src/lib/editor/core/opening-view.ts';
import { SceneIndex } from '../../../src/lib/editor/core/scene-index.ts';
import { initialView, visibleRect } from '../../../src/lib/editor/core/view.ts';
import { boxAt, projectOf } from './fixtures.ts';

const viewport = [500, 400] as const;
const opened = (entities: Parameters<typeof projectOf>[0]) => {
  const index = new SceneIndex();
  index.load(projectOf(entities), 's');
  return openingView(index, viewport);
};
const seen = (entities: Parameters<typeof projectOf>[0]) => visibleRect(opened(entities), viewport);

describe('the first view on a scene', () => {
  it('is the corner of an empty one at 100 %', () => {
    expect(opened({})).toEqual(initialView);
  });

  it('holds everything that is there, and enlarges nothing', () => {
    const far = seen({ a: boxAt(-300, 0), b: boxAt(2000, 900) });
    expect(far.x).toBeLessThan(-300);
    expect(far.x + far.width).toBeGreaterThan(2040);
    const small = seen({ a: boxAt(0, 0) });
    expect(small.width).toBe(viewport[0]);
    expect(small.x + small.width / 2).toBeCloseTo(20);
  });

  it('is what the camera shows, within its bounds, however far the scene goes on', () => {
    const { x, y, width } = seen({
      level: boxAt(0, 0, 9000, 500),
      eye: {
        components: {
          Transform: { position: [100, 270] },
          Camera: { boundsMin: [0, 0], boundsMax: [9000, 540] },
        },
      },
    });
    expect(x + width / 2).toBeCloseTo(480);
    expect(x).toBeLessThan(0);
    expect(width).toBeLessThan(1200);
    expect(y).toBeLessThan(0);
  });
});
