import { expect, it } from 'vitest';
import { GatheredInput } from '../../src/lib/runtime/gathered-input.ts';

const nothing = { keys: [], pointer: null, buttons: [] };

it('counts a key, a button and a finger that are up again before the next tick, once', () => {
  const input = new GatheredInput();
  input.hold({ keys: ['Space'], pointer: [1, 2], buttons: [0], touches: [{ id: 7, x: 3, y: 4 }] });
  input.hold({ ...nothing, touches: [] });
  expect(input.take()).toMatchObject({ keys: ['Space'], buttons: [0], touches: [{ id: 7, x: 3, y: 4 }] });
  const next = input.take();
  expect([next.keys, next.buttons, next.touches ?? []]).toEqual([[], [], []]);
});

it('gives a finger where it is now', () => {
  const input = new GatheredInput();
  input.hold({ ...nothing, touches: [{ id: 7, x: 3, y: 4 }] });
  input.hold({ ...nothing, touches: [{ id: 7, x: 5, y: 6 }] });
  expect(input.take().touches).toEqual([{ id: 7, x: 5, y: 6 }]);
});
