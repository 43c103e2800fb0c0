import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cameraOf, readCamera, viewOf } from '../../../src/lib/editor/core/camera.ts';
import { visibleRect } from '../../../src/lib/editor/core/view.ts';

const size = fc.integer({ min: 300, max: 2000 });

it('whoever follows sees all that the other one sees', () => {
  const view = fc.record({
    x: fc.integer({ min: -9999, max: 9999 }),
    y: fc.integer({ min: -9999, max: 9999 }),
    scale: fc.constantFrom(0.5, 1, 2.5, 8),
  });
  fc.assert(
    fc.property(view, fc.tuple(size, size), fc.tuple(size, size), (theirs, there, here) => {
      const told: unknown = JSON.parse(JSON.stringify(cameraOf('s', theirs, there)));
      const camera = readCamera(told)!;
      expect(camera.scene).toBe('s');
      const shown = visibleRect(viewOf(camera, here), here);
      expect(shown.x).toBeLessThanOrEqual(camera.x + 1e-6);
      expect(shown.y).toBeLessThanOrEqual(camera.y + 1e-6);
      expect(shown.x + shown.width).toBeGreaterThanOrEqual(camera.x + camera.width - 1e-6);
      expect(shown.y + shown.height).toBeGreaterThanOrEqual(camera.y + camera.height - 1e-6);
    }),
  );
});

it.each([
  [null],
  [{}],
  [{ scene: 3, x: 0, y: 0, width: 1, height: 1 }],
  [{ scene: 's', x: 0, y: 0, width: 0, height: 1 }],
  [{ scene: 's', x: 0, y: Infinity, width: 1, height: 1 }],
  [{ scene: 's', x: '0', y: 0, width: 1, height: 1 }],
])('%j is no camera', (value) => expect(readCamera(value)).toBeNull());
